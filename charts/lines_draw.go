package charts

import (
	"image/color"
	"math"
	"slices"

	"cxworkbench/resources/look"
)

func (l *lines) draw(p *painter) {
	l.drawGrid(p)
	for _, c := range l.spec.curves {
		l.drawBand(p, c)
	}
	l.drawMarks(p)
	for _, c := range l.spec.curves {
		l.drawCurve(p, c)
	}
	l.drawNames(p)
	l.drawRows(p)
}

func (l *lines) drawGrid(p *painter) {
	s := l.styles.caption
	head := l.styles.number
	head.bold = true
	p.text(head.face().fit(l.spec.yTitle, head.size, l.inner.w), l.inner.x, head.baseline(l.inner.y+look.TextCaption/2), left, head)
	for _, tick := range l.up.ticks {
		y := math.Round(l.up.y(tick))
		p.rect(rect{l.plot.x, y, l.plot.w, 1}, gridColor(l.o.Palette))
		p.text(l.tickText(l.spec.yText, tick), l.plot.x-look.Space2, s.baseline(y), right, s)
	}
	base, edge := s.baseline(l.plot.bottom()+headLine/2+2), math.Inf(-1)
	for _, tick := range l.spec.xTicks {
		x, words := l.x(tick), l.tickText(l.spec.xText, tick)
		p.rect(rect{math.Round(x), l.plot.bottom(), 1, 4}, l.o.Palette.Secondary)
		half := s.width(words) / 2
		if at := min(x, l.inner.right()-half); at-half >= edge { // a long one at the end moves in
			p.text(words, at, base, centre, s)
			edge = at + half + look.Space2
		}
	}
	title := s.face().fit(l.spec.xTitle, s.size, l.plot.w)
	p.text(title, l.plot.centre(), s.baseline(l.plot.bottom()+1.5*headLine), centre, s)
}

// drawBand fills what lies between the limits of a curve, so lightly that what is
// below it shows; where the palette has no tints it draws the limits.
func (l *lines) drawBand(p *painter, c curve) {
	if c.low == nil {
		return
	}
	if l.o.Palette.Solid {
		drawLine(p, l.placed(c, c.low), 1, lineStyle{c.color, []float64{1, 2}})
		drawLine(p, l.placed(c, c.high), 1, lineStyle{c.color, []float64{1, 2}})
		return
	}
	fill := c.color
	fill.A = 0x2e
	for from := 0; from < len(c.points); {
		to := from
		for to < len(c.points) && !math.IsNaN(c.low[to]) && !math.IsNaN(c.high[to]) {
			to++
		}
		l.fillBand(p, c, from, to, fill)
		from = to + 1
	}
}

// fillBand fills one stretch of a band as one area: many beside each other would
// show their seams, and take long. A curve in steps holds up to its next point.
func (l *lines) fillBand(p *painter, c curve, from, to int, fill color.NRGBA) {
	var above, below []point
	for i := from; i < to; i++ {
		x := l.x(c.points[i].x)
		above, below = append(above, point{x, l.up.y(c.high[i])}), append(below, point{x, l.up.y(c.low[i])})
		if next := i + 1; c.step && next < len(c.points) {
			x = l.x(c.points[next].x)
			above, below = append(above, point{x, l.up.y(c.high[i])}), append(below, point{x, l.up.y(c.low[i])})
		}
	}
	if len(above) < 2 {
		return
	}
	slices.Reverse(below)
	p.area(append(above, below...), fill)
}

func (l *lines) drawCurve(p *painter, c curve) {
	values := make([]float64, len(c.points))
	for i, at := range c.points {
		values[i] = at.y
	}
	width := c.width
	if width == 0 {
		width = 2
	}
	drawLine(p, l.placed(c, values), width, lineStyle{c.color, c.dash})
	const apart = 3 // of strokes that can be told from a bar
	last := math.Inf(-1)
	for _, tick := range c.ticks {
		if x := math.Round(l.x(tick.x)); x >= last+apart {
			p.rect(rect{x, l.up.y(tick.y) - 4, 1, 8}, c.color)
			last = x
		}
	}
}

// placed gives where the line through a value for each point of a curve runs: in
// steps, where the curve does; NaN is a gap.
func (l *lines) placed(c curve, values []float64) []point {
	out := make([]point, 0, 2*len(values))
	for i, value := range values {
		x, y := l.x(c.points[i].x), value
		if !math.IsNaN(y) {
			y = l.up.y(y)
		}
		if c.step && i > 0 && !math.IsNaN(y) && !math.IsNaN(values[i-1]) {
			out = append(out, point{x, l.up.y(values[i-1])})
		}
		out = append(out, point{x, y})
	}
	return out
}

// drawMarks draws the reference lines with their names.
func (l *lines) drawMarks(p *painter) {
	s, dash := l.styles.caption, []float64{2, 3}
	for _, m := range l.spec.level {
		y := l.up.y(m.at)
		p.polyline([]point{{l.plot.x, y}, {l.plot.right(), y}}, 1, l.o.Palette.Secondary, dash...)
		p.text(m.name, l.plot.right(), s.baseline(y-look.TextCaption/2-2), right, s)
	}
	for _, m := range l.spec.upright {
		x := l.x(m.at)
		p.polyline([]point{{x, l.plot.y}, {x, l.plot.bottom()}}, 1, l.o.Palette.Secondary, dash...)
		gap, y := float64(look.Space1), l.plot.y+look.TextCaption/2
		if m.dot != nil {
			gap, y = gap+dotOfMark, l.up.y(m.dot.y)
		}
		width := s.width(m.name)
		side, at, room, from := left, x+gap, l.plot.right()-x-gap, x+gap
		if width > room {
			side, at, room, from = right, x-gap, x-l.plot.x-gap, x-gap-width
		}
		if width > room {
			continue
		}
		if m.dot != nil { // lines that run through the name would strike it out
			p.rect(rect{from - 2, y - look.TextCaption/2, width + look.Space1, look.TextCaption}, l.o.Palette.Surface)
		}
		p.text(m.name, at, s.baseline(y), side, s)
	}
}

// drawNames writes the names of the curves: at their ends, or where those have no
// room in a line above the plot.
func (l *lines) drawNames(p *painter) {
	if !l.legend {
		for _, name := range l.names {
			x := l.plot.right() + look.Space3
			text := name.style.face().fit(name.text, name.style.size, l.inner.right()-x)
			p.text(text, x, name.style.baseline(name.middle), left, name.style)
		}
		return
	}
	s := l.styles.caption
	x := l.plot.x + s.width(l.spec.yTitle) + look.Space4
	for _, c := range l.spec.curves {
		if c.name == "" || x+swatch+s.width(c.name) > l.inner.right() {
			continue
		}
		y := l.inner.y + look.TextCaption/2
		p.rect(rect{x, y - 1, swatch, 3}, c.color)
		p.text(c.name, x+swatch+look.Space1, s.baseline(y), left, s)
		x += swatch + look.Space1 + s.width(c.name) + look.Space4
	}
}

// drawRows writes the numbers under the plot.
func (l *lines) drawRows(p *painter) {
	if len(l.spec.rows) == 0 {
		return
	}
	s, head := l.styles.caption, l.styles.number
	head.bold = true
	p.text(l.spec.rowsTitle, l.inner.x, head.baseline(l.plot.bottom()+2.5*headLine), left, head)
	for i, row := range l.spec.rows {
		name := s
		name.color = readable(row.color, l.o.Palette)
		first := l.rowCell(i, 0)
		p.text(s.face().fit(row.name, s.size, l.plot.x-l.inner.x-look.Space3), l.inner.x, s.baseline(first.y), left, name)
		edge := math.Inf(-1)
		for k, cell := range row.cells {
			at := l.rowCell(i, k)
			if half := s.width(cell) / 2; cell != "" && at.x-half >= edge {
				p.text(cell, at.x, s.baseline(at.y), centre, l.styles.number)
				edge = at.x + half + look.Space1
			}
		}
	}
}

// lineColors are the colours of so many curves that stand for groups.
func lineColors(p look.Palette, n int) []color.NRGBA {
	out := make([]color.NRGBA, n)
	for i := range out {
		out[i] = readableLine(p.Categories[i%len(p.Categories)], p)
	}
	return out
}

// readableLine moves a colour towards the text until a line of it shows.
func readableLine(c color.NRGBA, p look.Palette) color.NRGBA {
	for t := 0.0; t < 1; t += 0.1 {
		if mixed := mix(c, p.Text, t); contrast(mixed, p.Surface) >= 2.5 {
			return mixed
		}
	}
	return p.Text
}
