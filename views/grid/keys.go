package grid

import (
	"strings"

	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
)

// FocusGained is Fyne's hook.
func (g *Grid) FocusGained() {
	g.focused, g.byKey = true, true
	kit.Reveal(g)
	kit.Announce(g)
	g.Refresh()
}

// FocusName is what the columns are.
func (g *Grid) FocusName() string {
	titles := make([]string, len(g.columns))
	for i, column := range g.columns {
		titles[i] = column.Title
	}
	return strings.Join(titles, ", ")
}

// FocusLost is Fyne's hook.
func (g *Grid) FocusLost() {
	g.focused, g.byKey, g.header = false, false, none
	g.leaveTip()
	g.Refresh()
}

// TypedShortcut is Fyne's hook: copy puts the marked rows on the clipboard, Ctrl+A
// marks all. What is not the grid's goes on to the window.
func (g *Grid) TypedShortcut(shortcut fyne.Shortcut) {
	switch shortcut.(type) {
	case *fyne.ShortcutCopy:
		g.Copy()
		return
	case *fyne.ShortcutSelectAll:
		if g.OnMark != nil {
			g.MarkAll()
		}
		return
	}
	if window, ok := fyne.CurrentApp().Driver().CanvasForObject(g).(fyne.Shortcutable); ok {
		window.TypedShortcut(shortcut)
	}
}

// MoveHeading puts the column under the keyboard elsewhere, by so many places; false
// where the keyboard is not in the header.
func (g *Grid) MoveHeading(by int) bool {
	if g.header == none {
		return false
	}
	from := g.header
	g.header = max(0, min(from+by, len(g.columns)-1))
	g.moveColumn(from, g.header)
	g.measure()
	g.showColumn(g.header)
	g.Refresh()
	return true
}

// TypedRune is Fyne's hook: in the header, plus and minus change the width of the
// column.
func (g *Grid) TypedRune(r rune) {
	if g.header == none {
		return
	}
	const step = 16
	switch r {
	case '+':
		g.resizeColumn(g.header, g.geo.widths[g.header]+step)
	case '-':
		g.resizeColumn(g.header, g.geo.widths[g.header]-step)
	case '=':
		g.fit(g.header)
		return
	default:
		return
	}
	if g.OnSize != nil {
		g.OnSize(g.header, g.widths[g.header])
	}
	g.Refresh()
}

// fit makes a column as wide as what is in view of it needs.
func (g *Grid) fit(column int) {
	width := kit.RulerFor(look.TextCaption, true).Width(g.columns[column].Title) + arrowRoom
	cell := kit.RulerFor(look.TextBody, false)
	for row := g.top; row < min(g.top+g.geo.slots, g.rows); row++ {
		if cells := g.pages.row(row); column < len(cells) {
			width = max(width, cell.Width(cells[column]))
		}
	}
	g.resizeColumn(column, min(width+2*cellPad+1, mostFitted))
	if g.OnSize != nil {
		g.OnSize(column, g.widths[column])
	}
	g.Refresh()
}

const (
	arrowRoom  = 14  // of an order, beside the title
	mostFitted = 640 // a note can be a page long
)

// TypedKey is Fyne's hook. Up from the first row leads into the header, where
// left and right choose a column, Enter sorts by it and F1 asks what it is.
func (g *Grid) TypedKey(key *fyne.KeyEvent) {
	if kit.Gone(g, key) {
		return
	}
	g.byKey = true
	g.measure()
	if g.header != none {
		g.headerKey(key.Name)
		return
	}
	switch key.Name {
	case fyne.KeyDown:
		g.move(1)
	case fyne.KeyUp:
		if g.selected <= 0 && g.answers() {
			g.enterHeader()
			return
		}
		g.move(-1)
	case fyne.KeyPageDown:
		g.move(g.geo.full)
	case fyne.KeyPageUp:
		g.move(-g.geo.full)
	case fyne.KeyHome:
		g.move(-g.rows)
	case fyne.KeyEnd:
		g.move(g.rows)
	case fyne.KeyLeft:
		g.left -= 2 * minColumn
		g.Refresh()
	case fyne.KeyRight:
		g.left += 2 * minColumn
		g.Refresh()
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open(g.selected)
	default:
		kit.PassKey(g, key)
	}
}

// move chooses a row further on; with none chosen it begins at the first visible
// one.
func (g *Grid) move(by int) {
	if g.rows == 0 {
		return
	}
	row := g.selected + by
	if g.selected == none {
		row = g.top
		if by <= -g.rows || by >= g.rows {
			row += by
		}
	}
	row = max(min(row, g.rows-1), 0)
	if !g.take(row, false, held(fyne.KeyModifierShift)) {
		g.choose(row)
	}
}

func (g *Grid) enterHeader() {
	g.header, _ = g.visibleColumns()
	if g.header >= len(g.columns) {
		g.header = none
	}
	g.tipUnderKeys()
	g.Refresh()
}

func (g *Grid) headerKey(name fyne.KeyName) {
	switch name {
	case fyne.KeyLeft:
		g.header = max(g.header-1, 0)
	case fyne.KeyRight:
		g.header = min(g.header+1, len(g.columns)-1)
	case fyne.KeyHome:
		g.header = 0
	case fyne.KeyEnd:
		g.header = len(g.columns) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.sort(g.header)
	case fyne.KeyDelete:
		if g.OnHide != nil {
			g.OnHide(g.header)
			g.header = min(g.header, len(g.columns)-1)
		}
	case fyne.KeyF1:
		g.explain(g.header, none)
		return
	case fyne.KeyDown, fyne.KeyEscape:
		g.header = none
	}
	if g.header != none {
		g.showColumn(g.header)
	}
	g.tipUnderKeys()
	g.Refresh()
}

// showColumn scrolls sideways until a column is in view.
func (g *Grid) showColumn(column int) {
	left, right := g.geo.edges[column], g.geo.edges[column]+g.geo.widths[column]
	if right > g.left+g.geo.view.Width {
		g.left = right - g.geo.view.Width
	}
	if left < g.left {
		g.left = left
	}
}
