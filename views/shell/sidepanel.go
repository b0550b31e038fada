package shell

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/customers"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// sidePanel shows what stands behind a number (Explain and the people) or one
// customer. It is closed until something is opened.
type sidePanel struct {
	s        *Shell
	object   *surface
	content  *fyne.Container
	question app.Question
}

func newSidePanel(s *Shell) *sidePanel {
	p := &sidePanel{s: s, content: container.NewStack()}
	p.object = newSurface(kit.Inset(look.Space4, p.content), edgeLeft)
	p.object.Hide()
	return p
}

func (p *sidePanel) show(object fyne.CanvasObject) {
	p.content.Objects = []fyne.CanvasObject{object}
	p.content.Refresh()
	p.object.Show()
	p.s.body.Refresh()
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
		s.side.show(s.side.people(b, roster))
		s.Trace("people %d", roster.Len())
	})
}

func (p *sidePanel) people(b screen.Behind, roster app.Roster) fyne.CanvasObject {
	printer := p.s.printer
	list := grid.New([]grid.Column{
		{Title: printer.T("table.customer"), Key: string(app.FieldLabel), Width: 132, Grow: true},
		{Title: printer.T("table.stage"), Key: string(app.FieldStage), Width: 122},
	})
	fill := func(r app.Roster) {
		roster = r
		list.SetSource(r.Len(), func(from, to int, done func([][]string)) {
			rows := make([][]string, 0, to-from)
			for i := from; i < to; i++ {
				person := r.Person(i)
				rows = append(rows, []string{person.Label, app.PlaceName(r, person.Place, printer)})
			}
			done(rows)
		})
	}
	fill(roster)
	list.OnSort = func(column int, descending bool) {
		fill(roster.Sorted(app.PersonField(list.Columns()[column].Key), descending))
	}
	list.OnOpen = func(row int) { p.s.OpenCustomer(roster, row) }
	save := kit.NewQuietButton(printer.T("side.save"), base.DocumentSaveIcon(), func() {
		table := app.PeopleTable(roster, p.s.bench.Session().Log().Settings.Currency, printer)
		table.Title, table.Definition = b.Title, b.Explain
		p.s.SaveFile("people.csv", func(w io.Writer) error { return table.WriteCSV(w) })
	})
	n := message.New("side.people", message.Args{"n": roster.Len()})
	top := kit.Column(look.Space3,
		p.head(b.Title), kit.Definition(b.Explain), kit.NewLine(),
		container.NewBorder(nil, nil, container.NewCenter(kit.Section(printer.Text(n))), save))
	return container.NewBorder(kit.InsetSides(0, look.Space2, 0, 0, top), nil, nil, nil, list)
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
		s.side.show(container.NewBorder(s.side.head(person.Label), kit.Controls(full, stage, erase), nil, nil, customers.Profile(profile, s.printer)))
		s.Trace("customer %s", person.Label)
	})
}

// OpenPage shows one customer in full, by row id.
func (s *Shell) OpenPage(customer int64) {
	if list, ok := s.screens[screen.Customers].(*customers.Screen); ok {
		s.side.close()
		s.Go(screen.Customers)
		list.OpenPage(customer)
	}
}
