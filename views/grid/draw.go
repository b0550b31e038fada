package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
)

// renderer owns the objects on the canvas. Texts and lines come from pools that
// grow to what one screen needs and no further.
type renderer struct {
	grid    *Grid
	objects []fyne.CanvasObject
	texts   []*canvas.Text
	lines   []*canvas.Rectangle
	used    struct{ texts, lines int }

	ground, head, hover, chosen, mark *canvas.Rectangle
	vertical, horizontal              *canvas.Rectangle // thumbs
	verticalTrack, horizontalTrack    *canvas.Rectangle
	ring, headRing                    *canvas.Rectangle
	arrows                            []*widget.Icon // one a key of the order
	drop                              *canvas.Rectangle
}

func (r *renderer) init() {
	for _, rect := range []**canvas.Rectangle{
		&r.ground, &r.head, &r.hover, &r.chosen, &r.mark, &r.vertical, &r.horizontal,
		&r.verticalTrack, &r.horizontalTrack, &r.drop,
	} {
		*rect = canvas.NewRectangle(nil)
	}
	r.ground.CornerRadius = look.Radius
	r.vertical.CornerRadius, r.horizontal.CornerRadius = look.Space1, look.Space1
	r.ring, r.headRing = kit.NewRing(), kit.NewRing()
	r.Refresh()
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *renderer) Layout(fyne.Size)             { r.Refresh() }
func (r *renderer) MinSize() fyne.Size           { return r.grid.MinSize() }

// Refresh draws the visible part anew. Texts are changed without refreshing each:
// one refresh of the grid repaints all, and Fyne keeps pictures of text by what
// they say.
func (r *renderer) Refresh() {
	g, p := r.grid, theme.Palette()
	g.measure()
	g.pages.want(g.top, min(g.top+g.geo.slots, g.rows), g.Refresh)
	r.objects, r.used.texts, r.used.lines = r.objects[:0], 0, 0
	r.drawGround(p)
	r.drawRows(p)
	r.drawHeader(p)
	r.drawBars(p)
	kit.DrawRing(r.ring, p, g.focused && g.byKey)
	r.ring.Resize(g.Size())
	r.objects = append(r.objects, r.ring)
	canvas.Refresh(g)
}

func (r *renderer) put(rect *canvas.Rectangle, fill color.Color, x, y, width, height float32) {
	rect.FillColor = fill
	rect.Move(fyne.NewPos(x, y))
	rect.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, rect)
}

func (r *renderer) line(p look.Palette, x, y, width, height float32) {
	r.fill(p.Border, x, y, width, height)
}

// fill draws a rectangle from the pool.
func (r *renderer) fill(ink color.Color, x, y, width, height float32) {
	if r.used.lines == len(r.lines) {
		r.lines = append(r.lines, canvas.NewRectangle(nil))
	}
	r.put(r.lines[r.used.lines], ink, x, y, width, height)
	r.used.lines++
}

func (r *renderer) text(words string, bold bool, size float32, ink color.Color, align fyne.TextAlign, x, y, width, height float32) {
	if r.used.texts == len(r.texts) {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	t := r.texts[r.used.texts]
	r.used.texts++
	t.Text, t.TextSize, t.Color, t.Alignment = words, size, ink, align
	t.TextStyle.Bold = bold
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, t)
}

func (r *renderer) drawGround(p look.Palette) {
	size := r.grid.Size()
	r.put(r.ground, p.Surface, 0, 0, size.Width, size.Height)
}

func (r *renderer) drawRows(p look.Palette) {
	g := r.grid
	at := func(row int) float32 { return headerHeight + float32(row-g.top)*rowHeight }
	onScreen := func(row int) bool { return row >= g.top && row < g.top+g.geo.slots }
	if onScreen(g.hovered) {
		r.put(r.hover, theme.Hover(p), 0, at(g.hovered), g.geo.view.Width, rowHeight)
	}
	for row := g.top; row < min(g.top+g.geo.slots, g.rows); row++ {
		if g.marks.has(row) && row != g.selected {
			r.fill(theme.Selected(p), 0, at(row), g.geo.view.Width, rowHeight)
		}
	}
	if onScreen(g.selected) {
		if g.marks.n < 2 || g.marks.has(g.selected) {
			r.put(r.chosen, theme.Selected(p), 0, at(g.selected), g.geo.view.Width, rowHeight)
		}
		r.put(r.mark, p.Accent, 0, at(g.selected), 3, rowHeight)
	}
	ruler := kit.RulerFor(look.TextBody, false)
	first, last := g.visibleColumns()
	for row := g.top; row < min(g.top+g.geo.slots, g.rows); row++ {
		y := at(row)
		cells := g.pages.row(row)
		for i := first; i < min(last, len(cells)); i++ {
			width := g.geo.widths[i] - 2*cellPad
			words := ruler.Ellipsis(cells[i], width)
			r.text(words, false, look.TextBody, p.Text, g.columns[i].Align,
				g.geo.edges[i]-g.left+cellPad, y, width, rowHeight)
		}
		r.line(p, 0, y+rowHeight-1, g.geo.view.Width, 1)
	}
}

func (r *renderer) drawHeader(p look.Palette) {
	const arrowSize = 18
	g := r.grid
	r.put(r.head, p.Background, 0, 0, g.Size().Width, headerHeight)
	ruler := kit.RulerFor(look.TextCaption, true)
	first, last := g.visibleColumns()
	for i := first; i < last; i++ {
		x, width := g.geo.edges[i]-g.left, g.geo.widths[i]
		ink, room, begin := p.Secondary, width-2*cellPad, x+cellPad
		order := g.orderOf(i)
		if order >= 0 {
			ink = p.Text
			room -= arrowSize - look.Space1
			if g.columns[i].Align == fyne.TextAlignTrailing {
				begin += arrowSize - look.Space1
			}
		}
		words := ruler.Ellipsis(g.columns[i].Title, room)
		r.text(words, true, look.TextCaption, ink, g.columns[i].Align, begin, 0, room, headerHeight)
		if order >= 0 {
			r.drawArrow(order, begin, room, ruler.Width(words), arrowSize)
		}
		r.line(p, x+width-1, look.Space2, 1, headerHeight-2*look.Space2)
	}
	r.line(p, 0, headerHeight-1, g.Size().Width, 1)
	if to := g.drag.target; g.drag.part == onHeader && to != g.drag.column {
		x := g.geo.edges[to] - g.left
		if to > g.drag.column {
			x += g.geo.widths[to] - 2
		}
		r.put(r.drop, p.Accent, x, 0, 2, headerHeight)
	}
	if g.header != none && g.focused {
		kit.DrawRing(r.headRing, p, true)
		r.headRing.Move(fyne.NewPos(g.geo.edges[g.header]-g.left+2, 2))
		r.headRing.Resize(fyne.NewSize(g.geo.widths[g.header]-4, headerHeight-4))
		r.objects = append(r.objects, r.headRing)
	}
}

// drawArrow sets the arrow of a key of the order beside the title: after it, or
// before it where the column is right-aligned.
func (r *renderer) drawArrow(order int, begin, room, words, size float32) {
	for len(r.arrows) <= order {
		r.arrows = append(r.arrows, widget.NewIcon(nil))
	}
	by, arrow := r.grid.orders[order], r.arrows[order]
	icon := base.IconNameArrowDropUp
	if by.Descending {
		icon = base.IconNameArrowDropDown
	}
	arrow.Resource = base.Icon(icon)
	x := begin + words
	if r.grid.columns[by.Column].Align == fyne.TextAlignTrailing {
		x = begin + room - words - size
	}
	arrow.Move(fyne.NewPos(x, (headerHeight-size)/2))
	arrow.Resize(fyne.NewSquareSize(size))
	arrow.Refresh()
	r.objects = append(r.objects, arrow)
}

// drawBars draws the scroll bars; their tracks cover what of a cell reaches under
// them.
func (r *renderer) drawBars(p look.Palette) {
	const inset = 3
	g := r.grid
	ink := func(dragged bool) color.Color {
		if dragged {
			return p.Secondary
		}
		return theme.Fade(p.Secondary, 0x80)
	}
	if g.geo.bars.vertical {
		b := g.verticalBar()
		r.put(r.verticalTrack, p.Surface, g.geo.view.Width, b.start, barSize, b.length)
		r.put(r.vertical, ink(g.drag.part == onVerticalBar),
			g.geo.view.Width+inset, b.at+inset, barSize-2*inset, b.thumb-2*inset)
	}
	if g.geo.bars.horizontal {
		b := g.horizontalBar()
		r.put(r.horizontalTrack, p.Surface, 0, g.Size().Height-barSize, g.Size().Width, barSize)
		r.put(r.horizontal, ink(g.drag.part == onHorizontalBar),
			b.at+inset, g.Size().Height-barSize+inset, b.thumb-2*inset, barSize-2*inset)
	}
}
