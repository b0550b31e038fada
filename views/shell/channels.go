package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/views/filter"
	"cxworkbench/views/kit"
)

// choosesChannels reports whether the window can ask for channels.
func (s *Shell) choosesChannels() bool { return s.answers() && len(s.bench.Channels()) > 1 }

// channels is a drop-down of the channels through which what is counted came: all,
// one, or several, which a dialog asks for. It is nil where there is no choice.
func (t *topBar) channels() fyne.CanvasObject {
	known, looked := t.s.bench.Channels(), t.s.bench.View().Channels
	if len(known) < 2 && looked == "" {
		return nil
	}
	names, chosen := append([]string{t.s.printer.T("top.channel.all")}, filter.ChannelNames(t.s.printer, known)...), 0
	switch only := looked.Names(); {
	case len(only) == 1:
		chosen = 1 + slices.Index(known, only[0])
	case len(only) > 1:
		chosen = len(names)
		names = append(names, t.s.printer.Text(message.New("top.channel.n", message.Args{"n": len(only)})))
	}
	names = append(names, t.s.printer.T("top.channel.several"))
	choice := kit.NewSelect(names, chosen, func(index int) {
		v := t.s.bench.View()
		switch {
		case index == 0:
			v.Channels = ""
		case index <= len(known):
			v.Channels = app.OnlyChannels(known[index-1])
		case index == len(names)-1:
			t.show() // the bar says what is looked at until that is answered
			filter.OpenChannels(t.s)
		}
		t.s.bench.SetView(v)
	})
	return fitted(choice, 180)
}
