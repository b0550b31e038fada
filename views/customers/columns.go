package customers

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// widths are those of columns of fields whose contents are of one kind.
var widths = map[app.PersonField]float32{
	app.FieldLabel: 150, app.FieldStage: 116, app.FieldFirst: 110, app.FieldLast: 110, app.FieldInteractions: 98,
	app.FieldValue: 112, app.FieldEmail: 210, app.FieldPhone: 140,
}

const (
	usualWidth = 110
	mostWidth  = 220
	headRoom   = 39 // of a heading: the padding and the arrow of an order
)

// columnOf is how a field is shown.
func columnOf(c app.ListColumn, currency string, p *message.Printer) grid.Column {
	column := grid.Column{Title: c.Field.Over(p, currency), Key: string(c.Field), Width: c.Width, Kept: c.Width != 0, Grow: c.Field == app.FieldLabel}
	if column.Width == 0 {
		if column.Width = widths[c.Field]; column.Width == 0 {
			column.Width = usualWidth
		}
		column.Width = max(column.Width, min(mostWidth, kit.RulerFor(look.TextCaption, true).Width(column.Title)+headRoom))
	}
	if c.Field.Counts() {
		column.Align = fyne.TextAlignTrailing
	}
	column.Tip = screen.Tip(p, column.Title, aboutField(column))
	return column
}

// aboutField names the texts that say what a column is.
func aboutField(c grid.Column) string {
	if _, ok := app.PersonField(c.Key).Attribute(); ok {
		return "field.attribute"
	}
	return "field." + c.Key
}

// arrange reads how this machine lists the customers of the workspace, once for
// each workspace.
func (s *Screen) arrange() {
	bench := s.host.Workbench()
	if s.arranged == bench.Session() {
		return
	}
	s.arranged = bench.Session()
	s.arrangement = s.arranged.ListArrangement(bench.Prefs)
	s.setColumns()
}

// setColumns gives the grid its columns; the rows are those it has.
func (s *Screen) setColumns() {
	columns := make([]grid.Column, len(s.arrangement.Columns))
	for i, c := range s.arrangement.Columns {
		columns[i] = columnOf(c, s.arranged.Log().Settings.Currency, s.host.Printer())
	}
	s.list.SetColumns(columns)
	s.fill()
}

// fill shows the roster in the columns.
func (s *Screen) fill() {
	var orders []grid.Order
	for _, o := range s.arrangement.Order {
		if i := slices.Index(s.arrangement.Fields(), o.Field); i >= 0 {
			orders = append(orders, grid.Order{Column: i, Descending: o.Falling})
		}
	}
	s.list.SetSort(orders...)
	s.list.SetSource(s.roster.Len(), s.fetch(s.roster))
	s.marked(0)
}

// fetch renders pages of a roster: at once what the log has, which is a few dozen
// array reads a row; in the background what is read from the file.
func (s *Screen) fetch(r app.Roster) grid.Fetch {
	session, printer := s.arranged, s.host.Printer()
	return func(from, to int, done func([][]string)) {
		fields := s.arrangement.Fields()
		render := func() [][]string {
			cells, err := session.Cells(context.Background(), r.Slice(from, to), fields, printer)
			if err != nil {
				return nil
			}
			rows := make([][]string, len(cells))
			for i, row := range cells {
				rows[i] = make([]string, len(row))
				for k, cell := range row {
					rows[i][k] = app.ShownCell(cell, session.Log().Settings.Currency, printer)
				}
			}
			return rows
		}
		if slices.ContainsFunc(fields, func(f app.PersonField) bool { return !f.Sorts() }) {
			s.host.Runner()(func() func() {
				rows := render()
				return func() { done(rows) }
			})
			return
		}
		done(render())
	}
}

// listen has the arrangement follow what a person does to the grid.
func (s *Screen) listen() {
	s.list.OnSort = func(column int, descending bool) { s.sort(nil, column, descending) }
	s.list.OnAlso = func(column int, descending bool) { s.sort(s.arrangement.Order, column, descending) }
	s.list.OnMove = func(from, to int) {
		columns := slices.Clone(s.arrangement.Columns)
		one := columns[from]
		s.arrangement.Columns = slices.Insert(slices.Delete(columns, from, from+1), to, one)
		s.remember()
	}
	s.list.OnSize = func(column int, width float32) {
		s.arrangement.Columns = slices.Clone(s.arrangement.Columns)
		s.arrangement.Columns[column].Width = width
		s.remember()
	}
	screen.ExplainColumns(s.host, s.list, aboutField, func() screen.Behind {
		behind, _ := s.Explain()
		behind.N = s.roster.Len()
		return behind
	}, func(row int) (eventlog.CustomerIndex, bool) {
		if row < s.roster.Len() {
			return s.roster.Customers()[row], true
		}
		return 0, false
	})
	s.list.OnHide = func(column int) {
		if len(s.arrangement.Columns) > 1 {
			s.arrangement.Columns = slices.Delete(slices.Clone(s.arrangement.Columns), column, column+1)
			s.remember()
			s.setColumns()
		}
	}
}

// sort orders the list by a column, after the keys before it.
func (s *Screen) sort(before []app.Order, column int, descending bool) {
	field := s.arrangement.Columns[column].Field
	if !field.Sorts() {
		kit.ShowToast(s.content, s.host.Printer().T("roster.nosort"), "", nil)
		s.fill()
		return
	}
	order := slices.Clone(before)
	if i := slices.IndexFunc(order, func(o app.Order) bool { return o.Field == field }); i >= 0 {
		order[i].Falling = descending
	} else {
		order = append(order, app.Order{Field: field, Falling: descending})
	}
	s.arrangement.Order = order
	s.remember()
	s.ask()
}

func (s *Screen) remember() {
	s.host.Workbench().Prefs.Arrange(s.arranged.Path(), s.arrangement)
}

// chooseColumns asks which fields to show.
func (s *Screen) chooseColumns() {
	if s.arranged == nil {
		return
	}
	printer, list := s.host.Printer(), kit.Column(0)
	chosen := slices.Clone(s.arrangement.Columns)
	fields := s.arrangement.Fields()
	for _, field := range s.arranged.PersonFields() {
		if !slices.Contains(fields, field) {
			fields = append(fields, field)
		}
	}
	is := func(field app.PersonField) func(app.ListColumn) bool {
		return func(c app.ListColumn) bool { return c.Field == field }
	}
	for _, field := range fields {
		list.Add(kit.NewCheck(field.Heading(printer), slices.ContainsFunc(chosen, is(field)), func(show bool) {
			chosen = slices.DeleteFunc(chosen, is(field))
			if show {
				chosen = append(chosen, app.ListColumn{Field: field})
			}
		}))
	}
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, list))
	scroll.SetMinSize(fyne.NewSize(380, min(list.MinSize().Height, s.host.Window().Canvas().Size().Height-320)))
	var dialog *kit.Dialog
	reset := kit.NewButton(printer.T("roster.columns.reset"), func() {
		dialog.Close()
		s.host.Workbench().Prefs.Arrange(s.arranged.Path(), app.Arrangement{})
		s.arranged = nil
		s.Show()
	})
	dialog = kit.Ask(s.host.Window(), kit.Question{
		Title: printer.T("roster.columns"), Text: printer.T("roster.columns.text"), Body: kit.Column(look.Space2, scroll, kit.Row(0, reset)),
		Action: printer.T("roster.columns.do"), Do: func() {
			if len(chosen) > 0 {
				s.arrangement.Columns = chosen
				s.remember()
				s.setColumns()
			}
		},
	})
	if first, ok := list.Objects[0].(fyne.Focusable); ok {
		s.host.Window().Canvas().Focus(first)
	}
}
