package grid

import (
	"math"

	"fyne.io/fyne/v2"
)

const (
	headerHeight = 34
	rowHeight    = 30
	cellPad      = 12
	barSize      = 12 // of a scroll bar
	minThumb     = 32
	minColumn    = 40
	mostGrown    = 420 // how wide a column grows: a name and its figures are read together
	edgeGrab     = 5   // how near to a column's edge the pointer takes hold of it
)

// geometry is where everything is. It follows from the grid's size, columns and
// row count.
type geometry struct {
	edges  []float32 // left edges of the columns, in content coordinates
	widths []float32
	total  float32 // of all columns
	view   fyne.Size
	full   int // rows wholly visible
	slots  int // rows at least partly visible
	bars   struct{ vertical, horizontal bool }
}

// measure brings the geometry up to date and the scroll position into range.
func (g *Grid) measure() {
	size, geo := g.Size(), &g.geo
	geo.total = 0
	for _, w := range g.widths {
		geo.total += w
	}
	geo.view = fyne.NewSize(size.Width, max(size.Height-headerHeight, 0))
	geo.bars.vertical, geo.bars.horizontal = false, false
	for range 2 { // one bar takes room that may call for the other
		if !geo.bars.vertical && float32(g.rows)*rowHeight > geo.view.Height {
			geo.bars.vertical = true
			geo.view.Width = max(geo.view.Width-barSize, 0)
		}
		if !geo.bars.horizontal && geo.total > geo.view.Width {
			geo.bars.horizontal = true
			geo.view.Height = max(geo.view.Height-barSize, 0)
		}
	}
	geo.full = max(int(geo.view.Height/rowHeight), 1)
	geo.slots = int(math.Ceil(float64(geo.view.Height / rowHeight)))
	g.placeColumns()
	g.top = max(min(g.top, g.maxTop()), 0)
	g.left = max(min(g.left, geo.total-geo.view.Width), 0)
}

// HeightOf is how high a grid of so many rows is when all are in view.
func (g *Grid) HeightOf(rows int) float32 { return headerHeight + float32(rows)*rowHeight }

func (g *Grid) placeColumns() {
	geo := &g.geo
	geo.edges, geo.widths = geo.edges[:0], geo.widths[:0]
	extra, each := g.spare()
	var x float32
	for i, c := range g.columns {
		width := g.widths[i]
		switch {
		case g.sized[i]:
		case c.Grow:
			width += extra
		default:
			width += each
		}
		geo.edges = append(geo.edges, x)
		geo.widths = append(geo.widths, width)
		x += width
	}
	geo.total = x
}

// spare shares out the width that the columns leave: to those that grow, and what is
// more than these may have to the others alike. A width that a person gave stays.
func (g *Grid) spare() (growing, each float32) {
	room, n, others, least := g.geo.view.Width-g.geo.total, 0, 0, float32(math.Inf(1))
	for i, c := range g.columns {
		if g.sized[i] {
			continue
		}
		if !c.Grow {
			others++
			continue
		}
		n++
		least = min(least, max(mostGrown-g.widths[i], 0))
	}
	if n == 0 || room <= 0 {
		return 0, 0
	}
	floor := func(f float32) float32 { return float32(math.Floor(float64(f))) }
	growing = room / float32(n)
	if others > 0 {
		growing = min(growing, least)
		each = floor((room - growing*float32(n)) / float32(others))
	}
	return floor(growing), each
}

func (g *Grid) maxTop() int { return max(g.rows-g.geo.full, 0) }

// visibleColumns are the columns from first (included) to last (excluded) that
// are at least partly visible.
func (g *Grid) visibleColumns() (first, last int) {
	first = len(g.columns)
	for i, x := range g.geo.edges {
		if x+g.geo.widths[i] > g.left && x < g.left+g.geo.view.Width {
			first = min(first, i)
			last = i + 1
		}
	}
	return first, max(last, first)
}

// bar is a scroll bar: where its thumb is on its track, in the grid's coordinates
// along the bar's direction.
type bar struct {
	start, length float32 // track
	at, thumb     float32
}

func makeBar(start, length float32, shown, share float64) bar {
	thumb := min(max(float32(float64(length)*shown), minThumb), length)
	return bar{start, length, start + float32(float64(length-thumb)*share), thumb}
}

// share is how far along its track the thumb would be if it began at a position.
func (b bar) share(at float32) float64 {
	if b.length <= b.thumb {
		return 0
	}
	return max(min(float64(at-b.start)/float64(b.length-b.thumb), 1), 0)
}

func (g *Grid) verticalBar() bar {
	share := 0.0
	if last := g.maxTop(); last > 0 {
		share = float64(g.top) / float64(last)
	}
	return makeBar(headerHeight, g.geo.view.Height, float64(g.geo.full)/float64(max(g.rows, 1)), share)
}

func (g *Grid) horizontalBar() bar {
	share := 0.0
	if hidden := g.geo.total - g.geo.view.Width; hidden > 0 {
		share = float64(g.left / hidden)
	}
	return makeBar(0, g.geo.view.Width, float64(g.geo.view.Width/max(g.geo.total, 1)), share)
}

// part is what lies at a point of the grid.
type part int

const (
	onNothing part = iota
	onRow
	onHeader
	onEdge // between two headers: the column to its left is resized
	onVerticalBar
	onHorizontalBar
)

// hit says what is at a point, and which row or column of it.
func (g *Grid) hit(at fyne.Position) (part, int) {
	geo := &g.geo
	switch {
	case at.X < 0 || at.Y < 0:
		return onNothing, none
	case at.Y < headerHeight:
		return g.hitHeader(at.X)
	case at.X >= geo.view.Width && geo.bars.vertical:
		return onVerticalBar, none
	case at.Y >= headerHeight+geo.view.Height && geo.bars.horizontal:
		return onHorizontalBar, none
	}
	if row := g.top + int((at.Y-headerHeight)/rowHeight); row < g.rows {
		return onRow, row
	}
	return onNothing, none
}

func (g *Grid) hitHeader(x float32) (part, int) {
	x += g.left
	for i, edge := range g.geo.edges {
		right := edge + g.geo.widths[i]
		if x >= right-edgeGrab && x <= right+edgeGrab {
			return onEdge, i
		}
	}
	for i, edge := range g.geo.edges {
		if x >= edge && x < edge+g.geo.widths[i] {
			return onHeader, i
		}
	}
	return onNothing, none
}
