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
}

func newSidePanel(s *Shell) *sidePanel {
	p := &sidePanel{s: s, content: container.NewStack()}
	p.object = newSurface(kit.Inset(look.Space4, p.content), edgeLeft)
	p.object.Hide()
	return p
}

func (p *sidePanel) show(object fyne.CanvasObject, wide bool) {
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
	p.question = app.Question{}
	p.object.Hide()
	p.content.Objects = nil
	if p.s.body != nil {
		p.s.body.Refresh()
	}
}

// head is the panel's title with the button that closes it.
func (p *sidePanel) head(title string) fyne.CanvasObject {
	closing := kit.NewIconButton(base.CancelIcon(), p.s.printer.T("side.close"), p.close)
	return container.NewBorder(nil, nil, nil, container.NewVBox(closing), kit.Title(title))
}

// Open shows the definition of a number and the people behind it.
func (s *Shell) Open(b screen.Behind) {
	label := message.New("job.people", nil)
	app.Ask(s.bench, &s.side.question, label, func(ctx context.Context, session *app.Session, v app.View) (app.Roster, error) {
		roster, err := session.People(ctx, v, b.Revision, b.People)
		if err != nil {
			return app.Roster{}, err
		}
		return roster.Sorted(app.FieldLabel, false), nil
	}, func(roster app.Roster, err error) {
		if err != nil {
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
		s.side.show(container.NewBorder(s.side.head(person.Label), kit.Controls(full, stage, erase), nil, nil, customers.Profile(profile, s.printer)), s.side.wide)
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
