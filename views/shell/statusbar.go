package shell

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// slow is how long a job may take before it is shown: quicker ones would only
// flicker.
const slow = 300 * time.Millisecond

// statusBar says whether the workspace can be changed, what was last done, and
// which jobs run.
type statusBar struct {
	s       *Shell
	object  fyne.CanvasObject
	row     *fyne.Container
	said    *kit.Text
	keys    *kit.Text // that lead to everything else, while no job says more
	running *kit.Text
	cancel  *kit.Button
	ticking bool
}

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{s: s, said: kit.Caption(""), keys: kit.Caption(""), running: kit.Caption("")}
	b.running.Hide()
	b.cancel = kit.NewQuietButton(s.printer.T("job.cancel"), nil, func() {
		for _, j := range s.bench.Jobs.Jobs() {
			j.Cancel()
		}
	})
	b.cancel.Low().Hide()
	room := canvas.NewRectangle(nil) // that of the button, so that the bar is as high without
	room.SetMinSize(fyne.NewSize(0, b.cancel.MinSize().Height))
	said := kit.NewExplained(b.said, s.printer.T("explain.tip"), func() {
		if session := s.bench.Session(); session != nil {
			about := screen.Behind{Title: s.printer.T("explain.fact.revision"), About: "revision", Reading: b.said.Text(), Alone: true}
			s.Open(about)
		}
	})
	b.row = kit.Bar(said, kit.Row(look.Space3, room, middle(kit.Row(0, b.keys, b.running)), b.cancel))
	b.object = newSurface(kit.InsetSides(0, 0, look.Space4, look.Space3, b.row), edgeTop)
	return b
}

func middle(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Column(0, kit.Spacer(), o, kit.Spacer())
}

// show follows workspace and jobs.
func (b *statusBar) show() {
	b.said.SetText(b.words())
	b.keys.SetText(b.hints())
	switch jobs := b.s.bench.Jobs.Jobs(); {
	case len(jobs) == 0:
		b.keys.Show()
		b.running.Hide()
		b.cancel.Hide()
	case !b.ticking:
		b.ticking = true
		go b.tick()
	}
	b.row.Refresh() // each is as wide as its words
}

// hints names the keys that lead to everything else; nothing where there is nothing.
func (b *statusBar) hints() string {
	if b.s.bench.Session() == nil {
		return ""
	}
	return b.s.printer.Text(message.New("status.keys", message.Args{
		"go": b.s.keysOfCommand(paletteID), "explain": b.s.keysOfCommand("view.side"), "keys": b.s.keysOfCommand("help.keys"),
	}))
}

func (b *statusBar) words() string {
	session := b.s.bench.Session()
	if session == nil {
		return b.s.printer.T("status.none")
	}
	if err := session.WhyReadOnly(); err != nil {
		return b.s.printer.Error(err)
	}
	if b.s.bench.Checking() {
		return b.s.printer.Text(message.New("status.checking", message.Args{"path": session.Path(), "revision": session.Log().Revision}))
	}
	return b.s.printer.Text(message.New("status.open", message.Args{"path": short(session.Path()), "revision": session.Log().Revision}))
}

// short writes a path below the person's own folder as ~/..., as they know it.
func short(path string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	if below, ok := strings.CutPrefix(path, home+string(filepath.Separator)); ok {
		return filepath.Join("~", below)
	}
	return path
}

// tick draws the progress of slow jobs, pulled from their counters, until none
// is left.
func (b *statusBar) tick() {
	ticker := time.NewTicker(slow)
	defer ticker.Stop()
	for range ticker.C {
		ended := len(b.s.bench.Jobs.Jobs()) == 0
		b.s.options.Dispatch(func() { b.draw(ended) })
		if ended {
			return
		}
	}
}

// draw shows the jobs there are now, which is later than the tick was. After the last
// tick, jobs that have begun since get ticks of their own.
func (b *statusBar) draw(last bool) {
	b.ticking = !last
	jobs := b.s.bench.Jobs.Jobs()
	if last || len(jobs) == 0 {
		b.show()
		return
	}
	text := b.s.printer.Text(jobs[0].Label)
	if share, known := jobs[0].Progress.Share(); known {
		text += "  " + b.s.printer.Percent(share)
	}
	if more := len(jobs) - 1; more > 0 {
		text += "  " + b.s.printer.Text(message.New("status.more", message.Args{"n": more}))
	}
	b.running.SetText(text)
	b.keys.Hide()
	b.running.Show()
	b.cancel.Show()
	b.row.Refresh()
}
