// Package grid is a table for a million rows and more: the first visible row is
// an integer and only visible cells exist, so that a jump costs the same
// anywhere and whatever the table's length. (Fyne's own table adds up row heights
// in float32 and shows wrong rows from some ten thousand on.)
package grid

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Column describes one column.
type Column struct {
	Title string
	Key   string         // the caller's own name for it
	Width float32        // logical pixels, cell padding included
	Align fyne.TextAlign // trailing for numbers
	Grow  bool           // takes its share of the room that is left
	Kept  bool           // Width is what a person gave it, and stays
	Tip   string         // shown over the title, and while the keyboard is on it
}

// Fetch gets the rows from (included) to to (excluded), each with a cell for
// every column, and hands them to done, at once or later, but on the UI
// goroutine. Rows that cannot be read are handed over as nil and stay blank. Done
// may be called after the source was replaced; it is then passed over.
type Fetch func(from, to int, done func(rows [][]string))

// Rows is the Fetch of a table that is in memory.
func Rows(rows [][]string) Fetch {
	return func(from, to int, done func([][]string)) { done(rows[from:to]) }
}

const none = -1

// Order is a key of the order of a table.
type Order struct {
	Column     int
	Descending bool
}

// Grid shows a table. Its methods are for the UI goroutine.
type Grid struct {
	widget.BaseWidget

	// OnSort is told that a person wants another order; nil means that the order is
	// fixed. The grid shows the arrow; the caller sets a source in that order.
	OnSort func(column int, descending bool)
	// OnAlso is told of a further key of the order, by Shift with what else sorts; nil
	// means that one is enough.
	OnAlso func(column int, descending bool)
	// OnMove is told that a person put a column elsewhere; the grid has done so, and
	// asks its source for the rows in the new order. Nil means that they stay.
	OnMove func(from, to int)
	// OnSize is told that a person gave a column another width.
	OnSize func(column int, width float32)
	// OnHide is told that a person wants a column away: Delete in the header.
	OnHide func(column int)
	// OnMark is told how many rows are marked; nil means one at a time.
	OnMark func(n int)
	// OnSelect is told the row that was chosen.
	OnSelect func(row int)
	// OnOpen is told the row to open: a double click, or Enter.
	OnOpen func(row int)
	// OnExplain is asked what a column is: F1 in the header, or the secondary button,
	// on a cell with its row; -1 is the header.
	OnExplain func(column, row int)

	columns []Column
	widths  []float32
	sized   []bool // by a person: such a column no longer grows
	rows    int
	pages   pages
	geo     geometry

	top      int     // first visible row
	left     float32 // what is scrolled off on the left
	wheel    float32 // part of a row that the wheel has turned
	selected int
	hovered  int
	marks    marks
	anchor   int // where marking with Shift begins
	orders   []Order

	focused bool
	byKey   bool // the keyboard leads, so the ring is shown
	header  int  // the column under the keyboard in the header, or none

	drag      drag
	pointer   fyne.Position
	inside    bool
	tipped    int // the column whose tip is shown, or none
	lastClick click
}

var (
	_ fyne.Widget    = (*Grid)(nil)
	_ fyne.Tappable  = (*Grid)(nil)
	_ fyne.Draggable = (*Grid)(nil)

	_ fyne.SecondaryTappable = (*Grid)(nil)
	_ fyne.Scrollable        = (*Grid)(nil)
	_ fyne.Focusable         = (*Grid)(nil)
	_ fyne.Shortcutable      = (*Grid)(nil)
	_ desktop.Hoverable      = (*Grid)(nil)
	_ desktop.Cursorable     = (*Grid)(nil)
)

// New makes an empty grid.
func New(columns []Column) *Grid {
	g := &Grid{selected: none, hovered: none, anchor: none, header: none, tipped: none}
	g.setColumns(columns)
	g.ExtendBaseWidget(g)
	return g
}

// SetColumns shows other columns. The source must be set anew, as its rows have
// the old ones.
func (g *Grid) SetColumns(columns []Column) {
	g.setColumns(columns)
	g.orders, g.header, g.left = nil, none, 0
	g.SetSource(0, nil)
}

func (g *Grid) setColumns(columns []Column) {
	g.columns = columns
	g.widths = make([]float32, len(columns))
	g.sized = make([]bool, len(columns))
	for i, c := range columns {
		g.widths[i], g.sized[i] = c.Width, c.Kept
	}
}

// ResetWidths gives the columns the widths they began with.
func (g *Grid) ResetWidths() {
	g.setColumns(g.columns)
	g.Refresh()
}

// ColumnWidth is the width that a column has now.
func (g *Grid) ColumnWidth(column int) float32 {
	g.measure()
	return g.geo.widths[column]
}

// SetSource shows a table of so many rows. It starts at its first row with none
// selected.
func (g *Grid) SetSource(rows int, fetch Fetch) {
	g.rows = rows
	g.pages.reset(rows, fetch)
	g.top, g.wheel = 0, 0
	g.selected, g.hovered, g.anchor = none, none, none
	g.marks.reset(rows)
	g.Refresh()
}

// Reload fetches the visible rows again and keeps place and selection.
func (g *Grid) Reload() {
	g.pages.reset(g.rows, g.pages.fetch)
	g.Refresh()
}

// Len is the number of rows.
func (g *Grid) Len() int { return g.rows }

// Columns gives the columns as they were set.
func (g *Grid) Columns() []Column { return g.columns }

// SetSort shows the arrows of an order without telling OnSort; none is no order.
func (g *Grid) SetSort(orders ...Order) {
	g.orders = orders
	g.Refresh()
}

// orderOf is the key of the order that a column is, or -1.
func (g *Grid) orderOf(column int) int {
	return slices.IndexFunc(g.orders, func(o Order) bool { return o.Column == column })
}

// Selected is the chosen row, or -1.
func (g *Grid) Selected() int { return g.selected }

// Select chooses a row, brings it into view and tells OnSelect; -1 chooses none.
func (g *Grid) Select(row int) {
	if row >= g.rows {
		return
	}
	g.choose(row)
}

func (g *Grid) choose(row int) {
	changed := row != g.selected
	g.selected = row
	if row >= 0 {
		g.show(row)
	}
	g.Refresh()
	if changed && row >= 0 && g.OnSelect != nil {
		g.OnSelect(row)
	}
}

// show scrolls just so far that a row is wholly in view.
func (g *Grid) show(row int) {
	g.measure()
	if row < g.top {
		g.top = row
	} else if row >= g.top+g.geo.full {
		g.top = row - g.geo.full + 1
	}
}

// Top is the first visible row.
func (g *Grid) Top() int { return g.top }

// ScrollTo makes a row the first visible one, or as near as the table's end
// allows.
func (g *Grid) ScrollTo(row int) {
	g.top = row
	g.Refresh()
}

// ScreenRows is the number of rows that are wholly visible.
func (g *Grid) ScreenRows() int {
	g.measure()
	return g.geo.full
}

// Row gives the cells of a row, or nil while they are on their way.
func (g *Grid) Row(row int) []string { return g.pages.row(row) }

// mostCopied is how many rows are copied at once; more belongs into a file.
const mostCopied = 20_000

// Copy puts the chosen row on the clipboard, cells separated by tabs; of several
// marked ones a line each under the titles. What is not in memory is fetched first.
func (g *Grid) Copy() {
	rows := g.marks.rows()
	if len(rows) < 2 {
		if g.selected >= 0 {
			g.collect([]int{g.selected}, nil)
		}
		return
	}
	titles := make([]string, len(g.columns))
	for i, c := range g.columns {
		titles[i] = c.Title
	}
	g.collect(rows[:min(len(rows), mostCopied)], []string{tabSeparated(titles)})
}

// collect adds rows to lines, page by page, and copies them.
func (g *Grid) collect(rows []int, lines []string) {
	if len(rows) == 0 {
		fyne.CurrentApp().Clipboard().SetContent(strings.Join(lines, "\n"))
		return
	}
	page := rows[0] / pageRows
	n := 1
	for n < len(rows) && rows[n]/pageRows == page {
		n++
	}
	source := g.pages.source
	g.pages.fetch(rows[0], rows[n-1]+1, func(cells [][]string) {
		if source != g.pages.source || cells == nil {
			return
		}
		for _, row := range rows[:n] {
			lines = append(lines, tabSeparated(cells[row-rows[0]]))
		}
		g.collect(rows[n:], lines)
	})
}

// MinSize is the header and three rows.
func (g *Grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	return fyne.NewSize(240, headerHeight+3*rowHeight)
}

// CreateRenderer is Fyne's hook.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	r := &renderer{grid: g}
	r.init()
	return r
}
