package shell

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// people is the list of who stands behind a number, with what it is and why each
// is there.
func (p *sidePanel) people(b screen.Behind, roster app.Roster) fyne.CanvasObject {
	printer := p.s.printer
	list := grid.New(p.columns(b))
	fill := func(r app.Roster) {
		roster = r
		list.SetSource(r.Len(), func(from, to int, done func([][]string)) {
			rows := make([][]string, 0, to-from)
			for i := from; i < to; i++ {
				rows = append(rows, p.row(b, r, i))
			}
			done(rows)
		})
	}
	fill(roster)
	list.OnSort = func(column int, descending bool) {
		if key := list.Columns()[column].Key; key != whyKey {
			fill(roster.Sorted(app.PersonField(key), descending))
		}
	}
	list.OnOpen = func(row int) {
		p.nested = true
		p.s.OpenCustomer(roster, row)
	}
	// A reason that is too long for its column is told in full of the chosen row.
	whole := kit.Definition("")
	foot := kit.InsetSides(look.Space2, 0, 0, 0, whole)
	foot.Hide()
	list.OnSelect = func(row int) {
		if b.Why != nil {
			person := roster.Person(row)
			whole.SetText(printer.Text(message.New("side.why", message.Args{"customer": person.Label, "why": b.Why(person.Customer)})))
			foot.Show()
		}
	}
	p.s.TracePlace(p.s.section, list, func(at fyne.Position) { p.s.Trace("list x=%d y=%d", int(at.X), int(at.Y)) })
	segment := kit.NewQuietButton(printer.T("side.segment"), base.AccountIcon(), func() { p.saveSegment(b, roster) })
	if p.s.bench.Session().ReadOnly() != "" || roster.Len() == 0 {
		segment.Disable()
	}
	save := kit.NewQuietButton(printer.T("side.save"), base.DocumentSaveIcon(), func() { p.saveList(b, roster) })
	n := message.New("side.people", message.Args{"n": roster.Len()})
	top := kit.Column(look.Space3, kit.NewLine(), kit.Column(look.Space1, kit.Section(printer.Text(n)), kit.Controls(segment, save)))
	people := kit.Border(kit.InsetSides(0, look.Space2, 0, 0, top), foot, nil, nil, list)
	rows := top.MinSize().Height + look.Space2 + list.HeightOf(roster.Len())
	return kit.Border(kit.InsetSides(0, look.Space3, 0, 0, p.head(b.Title)), nil, nil, nil, explained(p.explain(b), people, rows))
}

// whyKey is the key of the column that says why.
const whyKey = "why"

func (p *sidePanel) columns(b screen.Behind) []grid.Column {
	t := p.s.printer.T
	second := grid.Column{Title: t("table.stage"), Key: string(app.FieldStage), Width: 122}
	if b.Why != nil {
		second = grid.Column{Title: t("table.why"), Key: whyKey, Width: 200, Grow: true}
	}
	first := grid.Column{Title: t("table.customer"), Key: string(app.FieldLabel), Width: 132, Grow: b.Why == nil}
	columns := []grid.Column{first, second}
	for i, c := range columns {
		columns[i].Tip = screen.Tip(p.s.printer, c.Title, "field."+c.Key)
	}
	return columns
}

func (p *sidePanel) row(b screen.Behind, r app.Roster, i int) []string {
	person := r.Person(i)
	if b.Why != nil {
		return []string{person.Label, p.s.printer.Text(b.Why(person.Customer))}
	}
	return []string{person.Label, app.PlaceName(r, person.Place, p.s.printer)}
}

// saveList saves the list; the ending of the name says in which form.
func (p *sidePanel) saveList(b screen.Behind, roster app.Roster) {
	s := p.s
	table := app.WithWhy(app.PeopleTable(roster, s.bench.Session().Log().Settings.Currency, s.printer), roster, b.Why, s.printer)
	table.Title, table.Definition = b.Title, b.Explain
	s.askSave("people.csv", []string{".csv", ".xlsx", ".jsonl"}, func(path string) {
		format, known := app.FormatOfFile(path)
		if !known {
			format = export.CSV
		}
		s.write(path, func(ctx context.Context, w io.Writer) error { return app.WriteTable(ctx, w, format, "people", table) })
	})
}

// saveSegment keeps exactly the people of the list under a name, and offers to
// look at them on every screen.
func (p *sidePanel) saveSegment(b screen.Behind, roster app.Roster) {
	s := p.s
	label := message.New("side.segment.label", message.Args{"n": roster.Len(), "day": roster.AsOf()})
	kit.AskText(s.window, s.printer.T("side.segment"), s.printer.Text(label), b.Title, s.printer.T("side.segment.do"), func(name string) {
		screen.ChangeThen(s, message.New("job.segment", nil), func(ctx context.Context, session *app.Session) error {
			return session.SaveList(ctx, name, roster)
		}, func() {
			said := message.New("side.segment.saved", message.Args{"name": name, "n": roster.Len()})
			kit.ShowToast(s.frame, s.printer.Text(said), s.printer.T("side.segment.use"), func() {
				v := s.bench.View()
				v.Segment = name
				s.bench.SetView(v)
			})
			s.Trace("segment %s n=%d", name, roster.Len())
		})
	})
}
