// Package customers is the list of customers. A consultant opens it to find one
// of them, or those for whom something holds, and leaves with the list or with
// one customer's story.
package customers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Screen is the grid of customers with a search and a condition.
type Screen struct {
	host     screen.Host
	content  *fyne.Container
	body     fyne.CanvasObject
	question app.Question
	roster   app.Roster
	sorted   app.PersonField
	falling  bool

	title         *kit.Text
	note          *kit.Text
	search, where *kit.Entry
	list          *grid.Grid
	page          *page // of one customer; nil until it was first asked for
	paged         bool  // the page is in view instead of the list
}

var (
	_ screen.Screen   = (*Screen)(nil)
	_ screen.Exporter = (*Screen)(nil)
)

// New makes the screen.
func New(host screen.Host) *Screen {
	t := host.Printer().T
	s := &Screen{host: host, title: kit.Title(""), note: kit.Definition(""), sorted: app.FieldValue, falling: true}
	s.search, s.where = kit.NewEntry(t("customers.search")), kit.NewEntry(t("customers.where.example"))
	s.search.OnChanged = func(string) { s.ask() }
	s.where.OnSubmitted = func(string) { s.ask() }
	s.list = grid.New([]grid.Column{
		{Title: t("table.customer"), Key: string(app.FieldLabel), Width: 164, Grow: true},
		{Title: t("table.stage"), Key: string(app.FieldStage), Width: 116},
		{Title: t("table.first"), Key: string(app.FieldFirst), Width: 110, Align: fyne.TextAlignTrailing},
		{Title: t("table.last"), Key: string(app.FieldLast), Width: 110, Align: fyne.TextAlignTrailing},
		{Title: t("table.interactions"), Key: string(app.FieldInteractions), Width: 98, Align: fyne.TextAlignTrailing},
		{Title: t("table.value"), Key: string(app.FieldValue), Width: 112, Align: fyne.TextAlignTrailing},
	})
	s.list.OnSort = func(column int, descending bool) {
		s.sorted, s.falling = app.PersonField(s.list.Columns()[column].Key), descending
		s.ask()
	}
	s.list.OnSelect = func(row int) {
		if row >= 0 && row < s.roster.Len() {
			host.OpenCustomer(s.roster, row)
		}
	}
	s.list.OnOpen = s.openRow
	filter := kit.NewButton(t("customers.filter"), s.ask)
	segment := kit.NewButton(t("customers.segment"), s.saveSegment)
	bar := container.New(&barLayout{}, s.search, s.where, kit.Row(look.Space2, filter, segment))
	head := kit.Column(look.Space2, screen.TableHeading(host, s.title), s.note, bar)
	s.body = kit.Inset(look.Space5, container.NewBorder(kit.InsetSides(0, look.Space4, 0, 0, head), nil, nil, nil, kit.NewCardWithRoom(1, s.list)))
	s.content = container.NewStack(s.body)
	return s
}

// Content is what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show asks for the customers of the current view.
func (s *Screen) Show() {
	if s.host.Workbench().Session().Log().Customers() == 0 {
		t := s.host.Printer().T
		s.present(kit.EmptyState(base.AccountIcon(), t("customers.empty.title"), t("customers.empty.text"), t("overview.empty.do"), s.host.ChooseFile))
		return
	}
	if s.paged && s.stillThere() {
		s.present(s.page.content)
		s.page.ask()
		return
	}
	s.paged = false
	s.present(s.body)
	s.ask()
}

func (s *Screen) present(object fyne.CanvasObject) {
	s.content.Objects = []fyne.CanvasObject{object}
	s.content.Refresh()
}

func (s *Screen) ask() {
	search, where, by, falling := s.search.Text, s.where.Text, s.sorted, s.falling
	app.Ask(s.host.Workbench(), &s.question, message.New("job.customers", nil), func(ctx context.Context, session *app.Session, v app.View) (app.Roster, error) {
		v.Where = app.Both(v.Where, where)
		roster, err := session.Customers(ctx, v, search)
		if err != nil {
			return roster, err
		}
		return roster.Sorted(by, falling), ctx.Err()
	}, s.show)
}

func (s *Screen) show(r app.Roster, err error) {
	if err != nil {
		s.note.SetText(data.Sentence(err))
		s.note.SetTone(kit.ToneBad)
		return
	}
	s.roster = r
	printer, log := s.host.Printer(), s.host.Workbench().Session().Log()
	s.title.SetText(printer.Text(message.New("customers.title", message.Args{"n": r.Len(), "all": log.Customers()})))
	s.note.SetText(s.noteOf(r))
	s.note.SetTone(kit.ToneSecondary)
	for i, column := range s.list.Columns() {
		if column.Key == string(s.sorted) {
			s.list.SetSort(i, s.falling)
		}
	}
	s.list.SetSource(r.Len(), func(from, to int, done func([][]string)) { done(s.rows(r, from, to)) })
	s.host.Trace("customers %d", r.Len())
}

// rows renders a page; it is a few dozen array reads a row.
func (s *Screen) rows(r app.Roster, from, to int) [][]string {
	printer := s.host.Printer()
	currency := s.host.Workbench().Session().Log().Settings.Currency
	rows := make([][]string, 0, to-from)
	for i := from; i < to; i++ {
		p := r.Person(i)
		rows = append(rows, []string{
			p.Label, app.PlaceName(r, p.Place, printer), printer.Date(p.First), printer.Date(p.Last),
			printer.Int(int64(p.Interactions)), printer.Money(message.Amount{Money: p.Value, Currency: currency}),
		})
	}
	return rows
}

// noteOf says of when the list is, and of whom.
func (s *Screen) noteOf(r app.Roster) string {
	note := message.New("customers.note", message.Args{"day": r.AsOf()})
	if !r.AsOf().Known() {
		note = message.New("customers.note.undated", nil)
	}
	text := s.host.Printer().Text(note)
	if segment := s.host.Workbench().View().Segment; segment != "" {
		text += " " + s.host.Printer().Text(message.New("customers.note.segment", message.Args{"name": segment}))
	}
	return text
}

// saveSegment names the condition in the filter, so that every screen can be
// asked about those for whom it holds.
func (s *Screen) saveSegment() {
	t, text := s.host.Printer().T, s.where.Text
	if strings.TrimSpace(text) == "" {
		kit.ShowToast(s.content, t("customers.segment.none"), "", nil)
		return
	}
	label := s.host.Printer().Text(message.New("customers.segment.label", message.Args{"condition": text}))
	kit.AskText(s.host.Window(), t("customers.segment.title"), label, "", t("customers.segment.do"), func(name string) {
		bench := s.host.Workbench()
		session := bench.Session()
		failed := func(err error) {
			if err != nil {
				kit.ShowError(s.host.Window(), err)
			}
		}
		bench.Jobs.Start(message.New("job.segment", nil), func(ctx context.Context, _ *job.Progress) error {
			return session.AddSegment(ctx, name, text)
		}, func(err error) {
			if err != nil {
				failed(err)
				return
			}
			bench.Refresh(failed)
		})
	})
}

// Explain gives the listed customers.
func (s *Screen) Explain() (screen.Behind, bool) {
	if s.paged {
		return s.page.explain()
	}
	if s.roster.Len() == 0 {
		return screen.Behind{}, false
	}
	return screen.Behind{Title: s.title.Text(), Explain: s.note.Text(), Revision: s.roster.Revision(), People: s.roster.Customers()}, true
}

// Picture is the impression of the customer whose page is open; the list has no
// chart.
func (s *Screen) Picture(o charts.Options) (charts.Scene, bool) {
	if s.paged {
		return s.page.picture(o)
	}
	return charts.Scene{}, false
}

// Table gives the listed customers for saving.
func (s *Screen) Table() (report.Table, bool) {
	if s.roster.Len() == 0 {
		return report.Table{}, false
	}
	table := app.PeopleTable(s.roster, s.host.Workbench().Session().Log().Settings.Currency, s.host.Printer())
	table.Title, table.Definition = s.title.Text(), s.note.Text()
	return table, true
}

// barLayout gives the search a third of the width, the condition the rest and
// the button what it needs.
type barLayout struct{}

func (barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(320, height)
}

func (barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	button := objects[2].MinSize().Width
	rest := size.Width - button - 2*look.Space2
	left := float32(0)
	for i, width := range []float32{rest / 3, rest * 2 / 3, button} {
		objects[i].Move(fyne.NewPos(left, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		left += width + look.Space2
	}
}
