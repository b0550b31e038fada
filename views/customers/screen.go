// Package customers is the list of customers. A consultant opens it to find one
// of them, or those for whom something holds, and leaves with the list or with
// one customer's story.
package customers

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/job"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis/condition"
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

	arranged    *app.Session // that the arrangement is of; nil before the first
	arrangement app.Arrangement

	title         *kit.Text
	note          *kit.Text
	search, where *kit.Entry
	list          *grid.Grid
	bulk          *fyne.Container   // what can be done to the rows marked; hidden while one is
	nobody        fyne.CanvasObject // on the list while it is empty
	bulkCount     *kit.Text
	page          *page // of one customer; nil until it was first asked for
	paged         bool  // the page is in view instead of the list
}

var (
	_ screen.Screen   = (*Screen)(nil)
	_ screen.Exporter = (*Screen)(nil)
	_ screen.Lister   = (*Screen)(nil)
)

// New makes the screen.
func New(host screen.Host) *Screen {
	t := host.Printer().T
	s := &Screen{host: host, title: kit.Title(""), note: kit.Definition("")}
	s.search, s.where = kit.NewEntry(t("customers.search")), kit.NewEntry(t("customers.where.example"))
	s.search.OnChanged = func(string) { s.ask() }
	s.where.OnSubmitted = func(string) { s.ask() }
	s.list = grid.New(nil)
	s.listen()
	s.list.OnSelect = func(row int) {
		if row >= 0 && row < s.roster.Len() {
			host.OpenCustomer(s.roster, row)
		}
	}
	s.list.OnOpen = s.openRow
	s.list.OnMark = s.marked
	s.bulk, s.nobody = s.bulkBar(), s.newNobody()
	columns := kit.NewIconButton(base.ListIcon(), t("roster.columns"), s.chooseColumns)
	filter := kit.NewButton(t("customers.filter"), s.ask)
	segment := kit.NewButton(t("customers.segment"), s.saveSegment)
	bar := container.New(&barLayout{}, s.search, s.where, kit.Row(look.Space2, filter, segment, columns))
	head := kit.Column(look.Space2, screen.TableHeading(host, s.title), s.note, bar, s.bulk)
	s.body = kit.Inset(look.Space5, kit.Under(look.Space4, head, kit.NewCardWithRoom(1, container.NewStack(s.list, s.nobody))))
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
	s.arrange()
	s.present(s.body)
	s.ask()
}

func (s *Screen) present(object fyne.CanvasObject) {
	before := s.content.Objects
	s.content.Objects = []fyne.CanvasObject{object}
	s.content.Refresh()
	if c := s.host.Window().Canvas(); object == s.body && before[0] != object && c.Focused() != nil && c.Overlays().Top() == nil {
		c.Focus(s.list) // the keys were for the page that was left
	}
}

func (s *Screen) ask() {
	if s.arranged == nil {
		return
	}
	search, where, by := s.search.Text, s.where.Text, s.arrangement.Order
	app.Ask(s.host.Workbench(), &s.question, message.New("job.customers", nil), func(ctx context.Context, session *app.Session, v app.View) (app.Roster, error) {
		v.Where = app.Both(v.Where, where)
		roster, err := session.Customers(ctx, v, search)
		if err != nil {
			return roster, err
		}
		return roster.Ordered(by...), ctx.Err()
	}, s.show)
}

func (s *Screen) show(r app.Roster, err error) {
	if err != nil {
		s.note.SetText(s.host.Printer().Error(err))
		s.note.SetTone(kit.ToneBad)
		return
	}
	marked, same := s.stillMarked(r), slices.Equal(s.roster.Customers(), r.Customers())
	top, row := s.list.Top(), s.list.Selected()
	s.roster = r
	printer, log := s.host.Printer(), s.host.Workbench().Session().Log()
	s.title.SetText(printer.Text(message.New("customers.title", message.Args{"n": r.Len(), "all": log.Customers()})))
	s.note.SetText(s.noteOf(r))
	s.note.SetTone(kit.ToneSecondary)
	s.fill()
	if s.nobody.Hide(); r.Len() == 0 {
		s.nobody.Show()
	}
	if same { // a person who was on a customer's page goes on where they were
		tell := s.list.OnSelect
		s.list.OnSelect = nil
		s.list.Select(row)
		s.list.OnSelect = tell
		s.list.ScrollTo(top)
	}
	if marked != nil {
		s.list.Mark(marked)
	}
	s.host.Trace("customers %d", r.Len())
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
	if s.host.Workbench().View().Channels != "" {
		text += " " + s.host.Printer().T("customers.note.channels")
	}
	var keys []string
	for _, order := range s.arrangement.Order {
		keys = append(keys, order.Field.Heading(s.host.Printer()))
	}
	return text + " " + s.host.Printer().Text(message.New("roster.order", message.Args{"keys": strings.Join(keys, ", ")}))
}

// saveSegment names the condition in the filter, so that every screen can be
// asked about those for whom it holds.
func (s *Screen) saveSegment() {
	t, text := s.host.Printer().T, s.where.Text
	if strings.TrimSpace(text) == "" {
		kit.ShowToast(s.content, t("customers.segment.none"), "", nil)
		return
	}
	label := s.host.Printer().Text(message.New("customers.segment.label", message.Args{"condition": condition.Say(text)}))
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
	return screen.Behind{Title: s.title.Text(), Explain: s.note.Text(), Revision: s.roster.Revision(), People: s.roster.Customers(), About: "list"}, true
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
	list := s.Lists()
	if list == nil {
		return report.Table{}, false
	}
	table, err := list(context.Background())
	return table, err == nil
}

// Lists gives what makes the table of the listed customers, with the columns and in
// the order that are shown.
func (s *Screen) Lists() func(context.Context) (report.Table, error) {
	if s.roster.Len() == 0 || s.arranged == nil {
		return nil
	}
	session, roster, fields, printer := s.arranged, s.roster, s.arrangement.Fields(), s.host.Printer()
	title, definition := s.title.Text(), s.note.Text()
	return func(ctx context.Context) (report.Table, error) {
		table, err := session.RosterTable(ctx, roster, fields, printer)
		table.Title, table.Definition = title, definition
		return table, err
	}
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
