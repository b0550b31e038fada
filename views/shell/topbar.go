package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/filter"
	"cxworkbench/views/kit"
)

// topBar says what is looked at: workspace, as-of date, dates, channels, segment. What is chosen
// here applies to every screen.
type topBar struct {
	s      *Shell
	object fyne.CanvasObject
	name   *kit.Text
	row    *fyne.Container // what can be changed, at the end
	line   *fyne.Container // the whole of it
	chips  *fyne.Container // what narrows the view besides the segment
	asOf   *kit.Button
	filter *kit.Button
	short  bool // the window is narrow: only what cannot be guessed is in words
}

func newTopBar(s *Shell) *topBar {
	t := &topBar{s: s, name: kit.Section("")}
	t.asOf = kit.NewQuietButton("", base.HistoryIcon(), s.AskAsOf)
	t.filter = kit.NewQuietButton(s.printer.T("filter.open"), kit.FilterIcon, func() { filter.Open(s) })
	t.row, t.chips = kit.Row(look.Space3), kit.Controls()
	t.line = kit.Bar(t.name, t.row)
	t.chips.Hide()
	both := kit.Column(look.Space1, t.line, t.chips)
	t.object = newSurface(kit.InsetSides(look.Space1, look.Space1, look.Space4, look.Space3, both), edgeBottom)
	return t
}

// show follows the workspace and the view.
func (t *topBar) show() { kit.Renew(t.object, t.renew) }

func (t *topBar) renew() {
	session := t.s.bench.Session()
	t.showChips()
	if session == nil {
		t.name.SetText(t.s.printer.T("app.name"))
		t.row.Objects = nil
		t.settle()
		return
	}
	t.name.SetText(session.Log().Settings.Name)
	t.say()
	t.row.Objects = []fyne.CanvasObject{t.asOf, t.filter}
	if t.s.asOf().Known() {
		t.row.Objects = append(t.row.Objects, t.period())
		if channels := t.channels(); channels != nil {
			t.row.Objects = append(t.row.Objects, channels)
		}
	}
	t.row.Objects = append(t.row.Objects, t.segments())
	t.settle()
}

// say puts words on the buttons. In a narrow window the date is said alone and the
// filter has its icon, so that the bar fits; the rest is said where the pointer rests.
func (t *topBar) say() {
	asOf, filters := t.s.printer.T("top.asof.none"), t.s.printer.T("filter.open")
	asOfTip, filterTip := t.s.keysOfCommand("view.asof"), t.s.keysOfCommand("view.filter")
	day := t.s.asOf()
	if day.Known() {
		asOf = t.s.printer.Text(message.New("top.asof", message.Args{"day": day}))
	}
	if t.short {
		filters, filterTip = "", filters+"  "+filterTip
		if day.Known() {
			asOf, asOfTip = t.s.printer.Date(day), asOf+"  "+asOfTip
		}
	}
	t.asOf.SetText(asOf)
	t.asOf.SetTip(asOfTip)
	t.filter.SetText(filters)
	t.filter.SetTip(filterTip)
}

// setShort makes the bar short, or says all again.
func (t *topBar) setShort(short bool) {
	if short == t.short {
		return
	}
	t.short = short
	if t.s.bench.Session() != nil {
		t.say()
		t.line.Refresh()
	}
}

// settle lays the bar out anew, which may be higher now, or lower.
func (t *topBar) settle() {
	t.line.Refresh()
	if t.s.frame != nil {
		t.s.frame.Refresh()
	}
}

// showChips shows what narrows the view, each with the way to take it off.
func (t *topBar) showChips() {
	t.chips.Objects = nil
	if t.s.bench.Session() != nil {
		for _, chip := range filter.Chips(t.s, monthsOf(t.s.bench.View(), t.s.asOf()) == 0) {
			t.chips.Add(chip)
		}
	}
	t.chips.Hidden = len(t.chips.Objects) == 0
	t.chips.Refresh()
}

// clearFilter takes off everything that narrows the view besides the segment.
func (s *Shell) clearFilter() {
	v := s.bench.View()
	v.Where, v.From, v.To, v.Channels = "", data.NoDay, data.NoDay, ""
	s.bench.SetView(v)
}

// answers reports whether the window can ask something about a workspace.
func (s *Shell) answers() bool {
	return s.bench.Session() != nil && s.window.Canvas().Overlays().Top() == nil
}

// segments is a drop-down of all and each segment.
func (t *topBar) segments() fyne.CanvasObject {
	segments := t.s.bench.Segments()
	names := []string{t.s.printer.T("top.all")}
	chosen := 0
	for i, segment := range segments {
		names = append(names, segment.Name)
		if segment.Name == t.s.bench.View().Segment {
			chosen = i + 1
		}
	}
	choice := kit.NewSelect(names, chosen, func(index int) {
		v := t.s.bench.View()
		v.Segment = ""
		if index > 0 {
			v.Segment = segments[index-1].Name
		}
		t.s.bench.SetView(v)
	})
	return fitted(choice, 240)
}

// fitted gives a drop-down the width of what is chosen, not of the longest that it
// offers: the name of the workspace stands beside it. The name of a segment can be a
// sentence, which is cut at most, and whole in the menu.
func fitted(choice *kit.Select, most float32) fyne.CanvasObject {
	ruler := kit.RulerFor(look.TextBody, false)
	longest := float32(0)
	for _, name := range choice.Options {
		longest = fyne.Max(longest, ruler.Width(name))
	}
	return container.New(atMost{fyne.Min(choice.MinSize().Width-longest+ruler.Width(choice.Selected), most)}, choice)
}

// atMost gives an object its size, but no more than a width.
type atMost struct{ width float32 }

func (l atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	size.Width = min(size.Width, l.width)
	return size
}

func (l atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// asOf is the day that figures are of: the view's, else the workspace's own.
func (s *Shell) asOf() data.Day {
	if v := s.bench.View(); v.AsOf.Known() {
		return v.AsOf
	}
	return s.bench.Session().Log().Settings.AsOf
}

// AskAsOf asks for another as-of date; where the workspace has none of its own
// yet, for that.
func (s *Shell) AskAsOf() {
	own := s.bench.Session().Log().Settings.AsOf
	label := s.printer.Text(message.New("asof.label", message.Args{"day": own}))
	if !own.Known() {
		label = s.printer.T("asof.label.first")
	}
	kit.AskText(s.window, s.printer.T("asof.title"), label, s.asOf().String(), s.printer.T("asof.do"), func(text string) {
		day, err := s.printer.ReadDay(text)
		if err != nil {
			kit.ShowError(s.window, data.Wrap(err, data.CodeBadInput, "%s", s.printer.Text(message.New("asof.bad", message.Args{"text": text}))))
			return
		}
		if !own.Known() {
			s.setAsOf(day)
			return
		}
		v := s.bench.View()
		months := monthsOf(v, s.asOf())
		v.AsOf = day
		if day == own {
			v.AsOf = data.NoDay
		}
		if months > 0 { // the last so many months end with the date
			v = lastOf(v, day, months)
		}
		s.bench.SetView(v)
	})
}

// setAsOf stores the workspace's own date.
func (s *Shell) setAsOf(day data.Day) {
	session := s.bench.Session()
	s.bench.Jobs.Start(message.New("job.asof", nil), func(ctx context.Context, _ *job.Progress) error {
		return session.SetAsOf(ctx, day)
	}, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		s.bench.Refresh(s.failed)
	})
}
