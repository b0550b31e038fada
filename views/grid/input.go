package grid

import (
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// doubleClick is how soon a second click opens. The grid counts for itself: Fyne
// would hold back every single click to see whether another follows.
const doubleClick = 400 * time.Millisecond

type click struct {
	row int
	at  time.Time
}

// now is the clock of double clicks.
var now = time.Now

// modifiers are the keys held down with another, or with the pointer's button.
var modifiers = func() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func held(key fyne.KeyModifier) bool { return modifiers()&key != 0 }

type drag struct {
	part   part
	column int
	hold   float32 // from the thumb's start, or the column's width at the start
	start  float32
	target int // of a header: the column whose place it would take
}

// Tapped is Fyne's hook.
func (g *Grid) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && !g.focused {
		c.Focus(g)
	}
	g.byKey, g.header = false, none
	g.leaveTip()
	g.measure()
	where, index := g.hit(e.Position)
	switch where {
	case onHeader:
		g.sort(index)
	case onVerticalBar:
		if b := g.verticalBar(); e.Position.Y < b.at {
			g.top -= g.geo.full
		} else if e.Position.Y > b.at+b.thumb {
			g.top += g.geo.full
		}
	case onHorizontalBar:
		if b := g.horizontalBar(); e.Position.X < b.at {
			g.left -= g.geo.view.Width / 2
		} else if e.Position.X > b.at+b.thumb {
			g.left += g.geo.view.Width / 2
		}
	case onRow:
		g.clickRow(index)
		return
	case onEdge:
		g.clickEdge(index)
	}
	g.Refresh()
}

// clickEdge fits the column left of an edge at the second click.
func (g *Grid) clickEdge(column int) {
	const edges = -2 // clicks on edges are told from those on rows downwards from here
	second := g.lastClick.row == edges-column && now().Sub(g.lastClick.at) < doubleClick
	g.lastClick = click{edges - column, now()}
	if second {
		g.lastClick = click{}
		g.fit(column)
	}
}

func (g *Grid) clickRow(row int) {
	second := g.lastClick.row == row && now().Sub(g.lastClick.at) < doubleClick
	g.lastClick = click{row, now()}
	if g.take(row, held(fyne.KeyModifierShortcutDefault), held(fyne.KeyModifierShift)) {
		return
	}
	g.choose(row)
	if second {
		g.lastClick = click{}
		g.open(row)
	}
}

func (g *Grid) open(row int) {
	if row >= 0 && g.OnOpen != nil {
		g.OnOpen(row)
	}
}

// sort asks for the order of a column, and for the reverse the second time; with
// Shift it becomes a further key.
func (g *Grid) sort(column int) {
	if g.OnSort == nil {
		return
	}
	at := g.orderOf(column)
	also := g.OnAlso != nil && held(fyne.KeyModifierShift) && len(g.orders) > 0
	order := Order{Column: column}
	if at >= 0 && (also || at == 0) {
		order.Descending = !g.orders[at].Descending
	}
	switch {
	case !also:
		g.orders = []Order{order}
	case at >= 0:
		g.orders = slices.Clone(g.orders)
		g.orders[at] = order
	default:
		g.orders = append(slices.Clone(g.orders), order)
	}
	g.Refresh()
	if also {
		g.OnAlso(column, order.Descending)
		return
	}
	g.OnSort(column, order.Descending)
}

// Dragged is Fyne's hook.
func (g *Grid) Dragged(e *fyne.DragEvent) {
	g.measure()
	if g.drag.part == onNothing {
		g.beginDrag(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
	}
	switch g.drag.part {
	case onVerticalBar:
		share := g.verticalBar().share(e.Position.Y - g.drag.hold)
		g.top = int(math.Round(share * float64(g.maxTop())))
	case onHorizontalBar:
		share := g.horizontalBar().share(e.Position.X - g.drag.hold)
		g.left = float32(math.Round(share * float64(g.geo.total-g.geo.view.Width)))
	case onEdge:
		g.resizeColumn(g.drag.column, g.drag.hold+e.Position.X-g.drag.start)
	case onHeader:
		g.drag.target = g.dropColumn(e.Position.X)
	default:
		return
	}
	g.Refresh()
}

func (g *Grid) beginDrag(from fyne.Position) {
	where, column := g.hit(from)
	switch where {
	case onVerticalBar:
		b := g.verticalBar()
		g.drag.hold = grab(b, from.Y)
	case onHorizontalBar:
		b := g.horizontalBar()
		g.drag.hold = grab(b, from.X)
	case onEdge:
		g.drag.column, g.drag.hold, g.drag.start = column, g.geo.widths[column], from.X
	case onHeader:
		if g.OnMove == nil {
			where = onRow
		}
		g.drag.column, g.drag.target = column, column
	default:
		where = onRow // dragging over rows does nothing
	}
	g.drag.part = where
}

// grab is where on the thumb it was taken; beside the thumb, its middle.
func grab(b bar, at float32) float32 {
	if at < b.at || at > b.at+b.thumb {
		return b.thumb / 2
	}
	return at - b.at
}

func (g *Grid) resizeColumn(column int, width float32) {
	g.widths[column] = float32(math.Round(float64(max(width, minColumn))))
	g.sized[column] = true
}

// DragEnd is Fyne's hook.
func (g *Grid) DragEnd() {
	done := g.drag
	g.drag = drag{}
	switch {
	case done.part == onHeader:
		g.moveColumn(done.column, done.target)
	case done.part == onEdge && g.OnSize != nil:
		g.OnSize(done.column, g.widths[done.column])
	}
	g.Refresh()
}

// dropColumn is the column at a distance from the left, the first or the last
// beyond them.
func (g *Grid) dropColumn(x float32) int {
	x += g.left
	for i, edge := range g.geo.edges {
		if x < edge+g.geo.widths[i] {
			return i
		}
	}
	return len(g.columns) - 1
}

// moveColumn puts a column in the place of another, and tells.
func (g *Grid) moveColumn(from, to int) {
	if g.OnMove == nil || from == to || to < 0 || to >= len(g.columns) {
		return
	}
	g.columns, g.widths, g.sized = moved(g.columns, from, to), moved(g.widths, from, to), moved(g.sized, from, to)
	places := make([]int, len(g.columns))
	for i := range places {
		places[i] = i
	}
	places = moved(places, from, to)
	g.orders = slices.Clone(g.orders)
	for i := range g.orders {
		g.orders[i].Column = slices.Index(places, g.orders[i].Column)
	}
	g.OnMove(from, to)
	g.Reload()
}

// moved is a slice with one element elsewhere.
func moved[T any](all []T, from, to int) []T {
	one := all[from]
	return slices.Insert(slices.Delete(slices.Clone(all), from, from+1), to, one)
}

// Scrolled is Fyne's hook.
func (g *Grid) Scrolled(e *fyne.ScrollEvent) {
	const rowsPerPoint = 3.0 / 25 // Fyne gives 25 for a notch of the wheel
	g.wheel -= e.Scrolled.DY * rowsPerPoint
	whole := int(g.wheel)
	g.wheel -= float32(whole)
	g.top += whole
	g.left -= e.Scrolled.DX
	g.measure()
	g.hover()
	g.Refresh()
}

// MouseIn is Fyne's hook.
func (g *Grid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved is Fyne's hook.
func (g *Grid) MouseMoved(e *desktop.MouseEvent) {
	g.pointer, g.inside = e.Position, true
	g.tipUnderPointer()
	if g.hover() {
		g.Refresh()
	}
}

// MouseOut is Fyne's hook.
func (g *Grid) MouseOut() {
	g.inside = false
	g.tipUnderPointer()
	if g.hover() {
		g.Refresh()
	}
}

// hover finds the row under the pointer and reports whether it is another one.
func (g *Grid) hover() bool {
	before := g.hovered
	g.hovered = none
	if where, row := g.hit(g.pointer); g.inside && where == onRow {
		g.hovered = row
	}
	return g.hovered != before
}

// Cursor is Fyne's hook.
func (g *Grid) Cursor() desktop.Cursor {
	where, _ := g.hit(g.pointer)
	switch {
	case where == onEdge || g.drag.part == onEdge:
		return desktop.HResizeCursor
	case where == onHeader && g.OnSort != nil:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
