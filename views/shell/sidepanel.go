package shell

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/customers"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// sidePanel shows what stands behind a number (Explain and the people) or one
// customer. It is closed until something is opened.
type sidePanel struct {
	s        *Shell
	object   *surface
	content  *fyne.Container
	wide     bool // for a list that says why
	question app.Question
	before   []shown // what to go back to, the newest last
	nested   bool    // what is shown next was asked for in the panel
}

// shown is something that the panel shows.
type shown struct {
	object fyne.CanvasObject
	wide   bool
}

// The widths of the panel, in logical pixels.
const (
	sideWidth  = 320 // unless a person chose another
	sideWide   = 400 // the same, with a list that says why
	sideLeast  = 280
	sideMost   = 640
	screenRoom = 600 // what the screen keeps; with less the panel lies over it
)

func newSidePanel(s *Shell) *sidePanel {
	p := &sidePanel{s: s, content: container.NewStack()}
	edge := kit.NewDivider(s.printer.T("side.width"), p.widen, s.options.Prefs.Save)
	inside := kit.InsetSides(look.Space4, look.Space4, look.Space4-kit.DividerWidth, look.Space4, p.content)
	p.object = newSurface(container.NewBorder(nil, nil, edge, nil, inside), edgeLeft)
	p.object.Hide()
	return p
}

// wanted is how wide the panel is to be where there is room.
func (p *sidePanel) wanted() float32 {
	switch own := p.s.options.Prefs.SideWidth; {
	case own > 0:
		return own
	case p.wide:
		return sideWide
	}
	return sideWidth
}

// widen moves the panel's edge to the right, which makes it narrower.
func (p *sidePanel) widen(by float32) {
	p.s.options.Prefs.SideWidth = min(max(p.object.Size().Width-by, sideLeast), sideMost)
	p.s.body.Refresh()
}

// sidePlace gives how wide the panel is in the room for it and the screen, and
// whether it stands beside the screen: it gives way down to its least width before
// it lies over it.
func sidePlace(room, wanted float32) (width float32, beside bool) {
	wanted = min(max(wanted, sideLeast), sideMost)
	if spare := room - screenRoom; spare >= sideLeast {
		return min(wanted, spare), true
	}
	return min(wanted, room), false
}

func (p *sidePanel) show(object fyne.CanvasObject, wide bool) {
	if p.nested && p.object.Visible() {
		p.before = append(p.before, shown{p.content.Objects[0], p.wide})
	} else {
		p.before = nil
	}
	p.nested = false
	p.put(object, wide)
}

// within shows what stands behind a number in the panel, from where one can go back.
func (p *sidePanel) within(b screen.Behind) {
	p.nested = p.object.Visible()
	p.s.Open(b)
}

// back shows what was there before.
func (p *sidePanel) back() {
	if last := len(p.before) - 1; last >= 0 {
		to := p.before[last]
		p.before = p.before[:last]
		p.put(to.object, to.wide)
	}
}

func (p *sidePanel) put(object fyne.CanvasObject, wide bool) {
	p.wide = wide
	p.content.Objects = []fyne.CanvasObject{object}
	p.content.Refresh()
	p.object.Show()
	p.s.body.Refresh()
	if p.s.tour != nil {
		p.s.tour.point()
	}
}

func (p *sidePanel) close() {
	p.question.Forget()
	p.before, p.nested = nil, false
	p.object.Hide()
	p.content.Objects = nil
	if p.s.body != nil {
		p.s.body.Refresh()
	}
}

// head is the panel's title with the button that closes it, and the one that goes
// back where there is something to go back to.
func (p *sidePanel) head(title string) fyne.CanvasObject {
	buttons := kit.Row(0, kit.NewIconButton(base.CancelIcon(), p.s.printer.T("side.close"), p.close))
	if p.nested {
		buttons.Objects = append([]fyne.CanvasObject{kit.NewIconButton(base.NavigateBackIcon(), p.s.printer.T("side.back"), p.back)}, buttons.Objects...)
	}
	return kit.Border(nil, nil, nil, container.NewVBox(buttons), kit.Title(title))
}

// Open shows the definition of a number and the people behind it; of a number that
// counts no people, or that stands in a dialog, the definition alone.
func (s *Shell) Open(b screen.Behind) {
	if _, dialog := s.window.Canvas().Overlays().Top().(*kit.Dialog); dialog {
		kit.Ask(s.window, kit.Question{Title: b.Title, Body: s.side.explain(b)})
		s.Trace("explained %s", b.About)
		return
	}
	if b.Alone {
		s.side.question.Forget()
		s.side.show(s.side.told(b), false)
		s.Trace("explained %s", b.About)
		return
	}
	label := message.New("job.people", nil)
	app.Ask(s.bench, &s.side.question, label, func(ctx context.Context, session *app.Session, v app.View) (app.Roster, error) {
		roster, err := session.People(ctx, v, b.Revision, b.People)
		if err != nil {
			return app.Roster{}, err
		}
		return roster.Sorted(app.FieldLabel, false), nil
	}, func(roster app.Roster, err error) {
		if err != nil {
			s.side.nested = false
			kit.ShowError(s.window, err)
			return
		}
		s.side.show(s.side.people(b, roster), b.Why != nil)
		s.Trace("people %d", roster.Len())
	})
}

// OpenCustomer shows one customer.
func (s *Shell) OpenCustomer(roster app.Roster, row int) {
	person := roster.Person(row)
	app.Ask(s.bench, &s.side.question, message.New("job.customer", nil), func(ctx context.Context, session *app.Session, v app.View) (app.Profile, error) {
		return session.Profile(ctx, v, person.ID)
	}, func(profile app.Profile, err error) {
		if err != nil {
			s.side.nested = false
			kit.ShowError(s.window, err)
			return
		}
		erase := kit.NewQuietButton(s.printer.T("erase.do"), base.DeleteIcon(), func() { s.askErase(profile.Customer.ID, person.Label) })
		stage := kit.NewQuietButton(s.printer.T("stage.change"), base.DocumentCreateIcon(), func() {
			customers.ChangeStage(s, profile, func() { s.OpenCustomer(roster, row) })
		})
		full := kit.NewQuietButton(s.printer.T("person.open"), base.ViewFullScreenIcon(), func() { s.OpenPage(profile.Customer.ID) })
		if session := s.bench.Session(); session.ReadOnly() != "" {
			erase.Disable()
			stage.Disable()
		}
		s.side.show(kit.Border(s.side.head(person.Label), kit.Controls(full, stage, erase), nil, nil, customers.Profile(profile, s.printer, s.side.within)), s.side.wide)
		s.Trace("customer %s", person.Label)
		s.TracePlace(s.section, full, func(at fyne.Position) {
			s.Trace("button page x=%d y=%d", int(at.X+full.Size().Width/2), int(at.Y+full.Size().Height/2))
		})
	})
}

// NoteContact asks for a contact with a customer, by row id.
func (s *Shell) NoteContact(customer int64, name string) { s.capture.OpenFor(customer, name) }

// OpenPage shows one customer in full, by row id.
func (s *Shell) OpenPage(customer int64) {
	if list, ok := s.screens[screen.Customers].(*customers.Screen); ok {
		s.side.close()
		s.visit(visited{section: screen.Customers, customer: customer})
		s.enter(screen.Customers)
		list.OpenPage(customer)
	}
}
