package shell

import (
	"fyne.io/fyne/v2"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

const tourWidth = 340

// tour shows the demo in a few steps, each of which points at a part of the window.
type tour struct {
	s      *Shell
	at     int
	card   *kit.Dialog
	object fyne.CanvasObject // what the step points at
}

// tourSteps are the names of the steps among the texts, in their order.
var tourSteps = []string{"sections", "figures", "people", "explain", "top"}

// lead goes where a step is about, and gives the part of the window that it points
// at.
func (t *tour) lead(step string) fyne.CanvasObject {
	s := t.s
	switch step {
	case "figures":
		s.Go(screen.Overview)
		return s.middle
	case "people":
		s.side.close()
		s.Go(screen.Cohorts)
		return s.middle
	case "explain":
		if !s.side.object.Visible() {
			s.toggleSide()
		}
		return s.side.object
	case "top":
		s.side.close()
		return s.top.object
	}
	s.Go(screen.Overview)
	return s.nav.object
}

// startTour begins the tour, on the demo.
func (s *Shell) startTour() {
	if s.window.Canvas().Overlays().Top() != nil {
		return
	}
	session := s.bench.Session()
	switch {
	case session != nil && session.Path() == s.options.DemoPath:
		s.beginTour()
	case session != nil:
		kit.Confirm(s.window, s.printer.T("command.help.tour"), s.printer.T("tour.demo"), s.printer.T("welcome.demo.do"), s.tourOfDemo)
	default:
		s.tourOfDemo()
	}
}

func (s *Shell) tourOfDemo() {
	s.bench.OpenDemo(s.options.DemoPath, func(err error) {
		if err != nil {
			s.failed(err)
			return
		}
		s.beginTour()
	})
}

// enterDemo opens the demo, with the tour for who has not seen it.
func (s *Shell) enterDemo() {
	if s.options.Prefs.Toured {
		s.openDemo()
		return
	}
	s.tourOfDemo()
}

func (s *Shell) beginTour() {
	s.options.Prefs.Toured = true
	s.options.Prefs.Save()
	s.tour = &tour{s: s}
	s.tour.show(0)
}

// show goes to a step.
func (t *tour) show(at int) {
	t.at = at
	if t.card != nil {
		t.card.Close()
	}
	printer, step := t.s.printer, tourSteps[at]
	t.object = t.lead(step)
	next := kit.NewPrimaryButton(printer.T("tour.next"), func() { t.turn(1) })
	if at == len(tourSteps)-1 {
		next.SetText(printer.T("tour.end"))
	}
	back := kit.NewButton(printer.T("tour.back"), func() { t.turn(-1) })
	if at == 0 {
		back.Disable()
	}
	arrows := func(key fyne.KeyName) bool {
		turn, arrow := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[key]
		if arrow {
			t.turn(turn)
		}
		return arrow
	}
	next.OnKey(arrows)
	back.OnKey(arrows)
	of := kit.Caption(printer.Text(message.New("tour.of", message.Args{"n": at + 1, "all": len(tourSteps)})))
	name := "tour." + step
	body := kit.Column(look.Space3, of, kit.Section(printer.T(name+".title")), kit.Body(printer.T(name+".text")),
		kit.Row(look.Space2, kit.Spacer(), back, next))
	t.card = kit.FloatThen(t.s.window, tourWidth, body, next, t.end)
	t.point()
	t.s.Trace("tour %s", step)
}

// turn goes so many steps on; after the last the tour ends.
func (t *tour) turn(steps int) {
	switch at := t.at + steps; {
	case at < 0:
	case at == len(tourSteps):
		t.card.Close()
		t.end()
	default:
		t.show(at)
	}
}

// point has the card stand beside what the step is about, once that is in view.
func (t *tour) point() {
	if t.card == nil {
		return
	}
	about := t.object
	if !about.Visible() {
		about = nil
	}
	t.card.PointAt(about)
}

func (t *tour) end() {
	t.s.tour = nil
	t.s.Trace("tour ends")
}
