package customers

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// timeLine is all records of a customer, newest first, in one grid with filters.
// Texts are read for the rows in view; the details of the chosen one are shown whole.
type timeLine struct {
	host   screen.Host
	object fyne.CanvasObject
	person app.PersonPage
	items  []app.LineItem
	filter app.Question
	wanted *app.LineItem // to be chosen when the records are listed; nil for none

	filters *fyne.Container
	kind    *kit.Choice[app.LineKind]
	channel *kit.Choice[string]
	search  *kit.Entry
	count   *kit.Text
	list    *grid.Grid
	note    *kit.Text
	scroll  *container.Scroll
	foot    *fyne.Container // the note; hidden until a record is chosen
}

// noteHeight is the room for the note of the chosen record.
const noteHeight = 56

func newTimeLine(host screen.Host) *timeLine {
	t := host.Printer().T
	l := &timeLine{host: host, filters: kit.Row(look.Space2), search: kit.NewEntry(t("person.line.search")), count: kit.Caption(""), note: kit.Definition("")}
	l.search.OnChanged = func(string) { l.narrow() }
	columns := []grid.Column{
		{Title: t("person.line.date"), Key: "line.date", Width: 122, Align: fyne.TextAlignTrailing},
		{Title: t("person.line.what"), Key: "line.what", Width: 174, Grow: true},
		{Title: t("person.line.with"), Key: "line.channel", Width: 90},
		{Title: t("person.line.felt"), Key: "line.felt", Width: 66, Align: fyne.TextAlignTrailing},
		{Title: t("person.line.note"), Key: "line.note", Width: 164, Grow: true},
	}
	for i, c := range columns {
		columns[i].Tip = screen.Tip(host.Printer(), c.Title, c.Key)
	}
	l.list = grid.New(columns)
	screen.ExplainColumns(host, l.list, func(c grid.Column) string { return c.Key }, func() screen.Behind { return screen.Behind{Alone: true} },
		func(int) (eventlog.CustomerIndex, bool) { return 0, false })
	l.list.OnSelect = l.read
	l.reset()
	l.scroll = container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space3, l.note))
	l.scroll.SetMinSize(fyne.NewSize(0, noteHeight))
	head := kit.InsetSides(look.Space2, look.Space2, look.Space3, look.Space3, kit.Border(nil, nil, l.filters, nil, l.search))
	l.foot = kit.Column(0, kit.NewLine(), kit.InsetSides(look.Space2, look.Space2, look.Space3, look.Space3, l.scroll))
	l.foot.Hide()
	counted := kit.NewExplained(l.count, host.Printer().T("explain.tip"), func() {
		host.Open(screen.Behind{Title: l.count.Text(), About: "person.records", Revision: l.person.Past.Revision, Alone: true})
	})
	count := kit.InsetSides(0, look.Space1, look.Space3, look.Space3, kit.Border(nil, nil, counted, nil, nil))
	l.object = kit.NewCardWithRoom(1, kit.Border(kit.Column(0, head, count), l.foot, nil, nil, l.list))
	return l
}

// reset forgets the filters of another customer.
func (l *timeLine) reset() {
	l.kind, l.channel = nil, nil
	l.search.SetText("")
}

func (l *timeLine) show(p app.PersonPage) {
	l.person = p
	t := l.host.Printer().T
	kinds := []app.LineKind{""}
	for _, kind := range app.LineKinds {
		for _, item := range p.Line {
			if item.Kind == kind {
				kinds = append(kinds, kind)
				break
			}
		}
	}
	kind, channel := app.LineKind(""), ""
	if l.kind != nil {
		kind, channel = l.kind.Value(), l.channel.Value()
	}
	l.kind = kit.NewChoice("", kinds, func(k app.LineKind) string {
		if k == "" {
			return t("person.line.kinds")
		}
		return t("person.kind." + string(k))
	}, l.narrow)
	l.channel = kit.NewChoice("", append([]string{""}, p.Channels()...), func(name string) string {
		if name == "" {
			return t("person.line.channels")
		}
		return name
	}, l.narrow)
	l.kind.Set(kind)
	l.channel.Set(channel)
	l.filters.Objects = []fyne.CanvasObject{l.kind.Field, l.channel.Field}
	l.filters.Refresh()
	l.narrow()
}

// narrow shows the records that the filters keep.
func (l *timeLine) narrow() {
	if l.kind == nil {
		return
	}
	p, printer := l.person, l.host.Printer()
	filter := app.LineFilter{Kind: l.kind.Value(), Channel: l.channel.Value(), Search: l.search.Text}
	app.Ask(l.host.Workbench(), &l.filter, message.New("job.customer", nil), func(ctx context.Context, s *app.Session, _ app.View) ([]app.LineItem, error) {
		return s.FilterLine(ctx, p, filter, printer)
	}, func(items []app.LineItem, err error) {
		if err != nil {
			l.count.SetText(printer.Error(err))
			return
		}
		l.items = items
		l.count.SetText(printer.Text(message.New("person.line.count", message.Args{"n": len(items), "all": len(p.Line)})))
		l.foot.Hide()
		l.list.SetSource(len(items), func(from, to int, done func([][]string)) { l.fetch(p, items[from:to], done) })
		if l.wanted != nil {
			l.pick(*l.wanted)
			l.wanted = nil
		}
		l.host.Trace("line %d", len(items))
	})
}

// fetch reads the texts of the rows that come into view.
func (l *timeLine) fetch(p app.PersonPage, items []app.LineItem, done func([][]string)) {
	session, printer := l.host.Workbench().Session(), l.host.Printer()
	l.host.Runner()(func() func() {
		texts, err := session.LineTexts(context.Background(), items)
		if err != nil {
			return func() { done(nil) }
		}
		rows := make([][]string, len(items))
		for i, item := range items {
			what := printer.Text(p.Name(item))
			if amount, known := p.Amount(item); known {
				what += "  " + printer.Money(amount)
			}
			felt := ""
			if emotion, known := p.Felt(item); known {
				felt = person.Signed(emotion)
			}
			rows[i] = []string{printer.Date(item.Day), what, item.Channel, felt, details(p.Product(item), texts[i], " · ")}
		}
		return func() { done(rows) }
	})
}

// details is what a record says beyond its name: its product, its note, or both
// with something between them.
func details(product, note, between string) string {
	if product == "" || note == "" {
		return product + note
	}
	return product + between + note
}

// read shows the details of a record in full.
func (l *timeLine) read(row int) {
	item, product, session := l.items[row], l.person.Product(l.items[row]), l.host.Workbench().Session()
	l.host.Runner()(func() func() {
		texts, err := session.LineTexts(context.Background(), []app.LineItem{item})
		return func() {
			switch {
			case err != nil:
				l.note.SetText(l.host.Printer().Error(err))
			case product == "" && texts[0] == "":
				l.note.SetText(l.host.Printer().T("person.line.nonote"))
			default:
				l.note.SetText(details(product, texts[0], "\n"))
			}
			l.foot.Show()
			l.scroll.ScrollToTop()
			l.object.Refresh()
		}
	})
}

// choose brings a record into view and reads it; where a filter hides it, the
// filters go first.
func (l *timeLine) choose(item app.LineItem) {
	if l.pick(item) || l.kind == nil {
		return
	}
	l.wanted = &item
	l.kind.Set("")
	l.channel.Set("")
	l.search.Text = ""
	l.search.Refresh()
	l.narrow()
}

// pick chooses a record among those listed.
func (l *timeLine) pick(item app.LineItem) bool {
	i := slices.Index(l.items, item)
	if i >= 0 {
		l.list.Select(i)
	}
	return i >= 0
}
