package grid

import (
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/views/kit"
)

// TappedSecondary is Fyne's hook: it asks what a column, or a cell of it, is.
func (g *Grid) TappedSecondary(e *fyne.PointEvent) {
	g.measure()
	column := g.columnAt(e.Position.X)
	where, row := g.hit(e.Position)
	if column == none || g.OnExplain == nil {
		return
	}
	switch where {
	case onHeader, onEdge:
		g.explain(column, none)
	case onRow:
		g.explain(column, row)
	}
}

func (g *Grid) explain(column, row int) {
	if g.OnExplain != nil {
		g.leaveTip()
		g.OnExplain(column, row)
	}
}

// columnAt is the column at a distance from the left edge, or none.
func (g *Grid) columnAt(x float32) int {
	x += g.left
	for i, edge := range g.geo.edges {
		if x >= edge && x < edge+g.geo.widths[i] {
			return i
		}
	}
	return none
}

// tip shows what a column is at a place in the grid; none hides it.
func (g *Grid) tip(column int, at fyne.Position) {
	if column == g.tipped {
		return
	}
	g.leaveTip()
	if column == none || g.columns[column].Tip == "" {
		return
	}
	g.tipped = column
	kit.ShowTip(g, g.columns[column].Tip, fyne.CurrentApp().Driver().AbsolutePositionForObject(g).Add(at))
}

func (g *Grid) leaveTip() {
	g.tipped = none
	kit.HideTip(g)
}

// tipUnderPointer shows the tip of the header that the pointer is on.
func (g *Grid) tipUnderPointer() {
	if where, column := g.hit(g.pointer); g.inside && where == onHeader {
		g.tip(column, g.pointer)
		return
	}
	g.tip(none, fyne.Position{})
}

// tipUnderKeys shows the tip of the header that the keyboard is on.
func (g *Grid) tipUnderKeys() {
	if g.header == none {
		g.leaveTip()
		return
	}
	g.tip(g.header, fyne.NewPos(g.geo.edges[g.header]-g.left, headerHeight/2))
}

// answers reports whether the header has something for the keyboard.
func (g *Grid) answers() bool {
	return g.OnSort != nil || g.OnExplain != nil || slices.ContainsFunc(g.columns, func(c Column) bool { return c.Tip != "" })
}
