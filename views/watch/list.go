package watch

import (
	"cmp"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data/eventlog"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// cell is one value of a list: what it says, and what it is sorted by.
type cell struct {
	text string
	sort float64
}

// entry is one person of a list.
type entry struct {
	customer eventlog.CustomerIndex
	cells    []cell // after the name
}

// list is the people under the pictures of a page, in an order that a click on a
// heading changes; a row opens the customer's page.
type list struct {
	host    screen.Host
	none    string // key of what it says while nobody is on it
	table   *grid.Grid
	content fyne.CanvasObject
	empty   fyne.CanvasObject
	entries []entry
	of      screen.Behind // the answer that it is of
}

// newList makes a list with a title.
func newList(host screen.Host, title, none string) *list {
	l := &list{host: host, none: none, table: grid.New(nil)}
	room := canvas.NewRectangle(nil)
	room.SetMinSize(fyne.NewSize(360, 320))
	t := host.Printer().T
	l.content = kit.Column(look.Space2, kit.Section(t(title)), kit.NewCard(container.NewStack(room, l.table)))
	l.empty = kit.Column(look.Space2, kit.Section(t(title)), kit.Definition(t(none)))
	l.table.OnSort = l.sort
	screen.ExplainColumns(host, l.table, func(c grid.Column) string { return c.Key }, l.behind, func(row int) (eventlog.CustomerIndex, bool) {
		if row < len(l.entries) {
			return l.entries[row].customer, true
		}
		return 0, false
	})
	l.table.OnOpen = func(row int) {
		host.OpenPage(host.Workbench().Session().Log().CustomerIDs[l.entries[row].customer])
	}
	return l
}

// behind is the answer with everybody on the list.
func (l *list) behind() screen.Behind {
	b := l.of
	for _, e := range l.entries {
		b.People = append(b.People, e.customer)
	}
	return b
}

// show fills the list of an answer in the order given.
func (l *list) show(of app.Answer, columns []grid.Column, entries []entry) fyne.CanvasObject {
	if len(entries) == 0 {
		return l.empty
	}
	p := l.host.Printer()
	l.of, l.entries = screen.Behind{Explain: p.Text(of.Definition), Revision: of.Revision, N: of.N}, entries
	for i, c := range columns {
		columns[i].Tip = screen.Tip(p, c.Title, c.Key)
	}
	l.table.SetColumns(columns)
	l.table.SetSort()
	l.fill()
	return l.content
}

func (l *list) fill() {
	log, entries := l.host.Workbench().Session().Log(), l.entries
	l.table.SetSource(len(entries), func(from, to int, done func([][]string)) {
		rows := make([][]string, 0, to-from)
		for _, e := range entries[from:to] {
			row := []string{log.Labels[e.customer]}
			for _, c := range e.cells {
				row = append(row, c.text)
			}
			rows = append(rows, row)
		}
		done(rows)
	})
}

// sort puts the list in the order of a column; what is not known comes last.
func (l *list) sort(column int, descending bool) {
	log := l.host.Workbench().Session().Log()
	entries := slices.Clone(l.entries)
	slices.SortStableFunc(entries, func(a, b entry) int {
		way := 1
		if descending {
			way = -1
		}
		if column == 0 {
			return way * cmp.Compare(log.Labels[a.customer], log.Labels[b.customer])
		}
		x, y := a.cells[column-1], b.cells[column-1]
		switch {
		case math.IsNaN(x.sort) && math.IsNaN(y.sort):
			return way * cmp.Compare(x.text, y.text)
		case math.IsNaN(x.sort):
			return 1
		case math.IsNaN(y.sort):
			return -1
		}
		return way * cmp.Compare(x.sort, y.sort)
	})
	l.entries = entries
	l.fill()
}
