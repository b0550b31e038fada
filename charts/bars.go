package charts

import (
	"image/color"
	"math"

	"cxworkbench/resources/look"
)

// The measures of bars, in logical pixels.
const (
	barRowMin  = 18
	barRowMax  = 44
	barPlotMin = 80
)

// barSpec says what a list of figures as bars shows: all on one axis from 0.
type barSpec struct {
	most    float64 // what the axis holds at least
	tick    func(float64) string
	axis    string   // what the bars are
	columns []string // heads of the texts right of the plot
	rows    []barRow
	running string // name of the line through barRow.running; empty for none
	summary string
}

// barRow is one bar with the texts beside it.
type barRow struct {
	name             string
	value, low, high float64 // low and high are NaN without an interval
	running          float64
	color            color.NRGBA
	texts            []string // by column
	tip              string
	target           any
}

// bars is the layout of a barSpec.
type bars struct {
	*frame
	spec    barSpec
	plot    rect
	ticks   []float64
	widths  []float64
	rowHigh float64
}

// drawBars makes the scene of a spec; false where there is no room.
func (f *frame) drawBars(spec barSpec) (Scene, bool) {
	b := &bars{frame: f, spec: spec}
	if !b.layOut() {
		return Scene{}, false
	}
	for i, row := range spec.rows {
		f.region(rect{f.inner.x, b.plot.y + float64(i)*b.rowHigh, f.inner.w, b.rowHigh}, row.tip, row.target)
	}
	f.scene.Summary = spec.summary
	return f.finish(b.draw), true
}

func (b *bars) layOut() bool {
	s, names := b.styles.number, 0.0
	b.widths = make([]float64, len(b.spec.columns))
	for i, head := range b.spec.columns {
		b.widths[i] = b.styles.caption.width(head)
	}
	for _, row := range b.spec.rows {
		names = max(names, s.width(row.name))
		for i, text := range row.texts {
			b.widths[i] = max(b.widths[i], s.width(text))
		}
	}
	names, texts := math.Ceil(min(names, 0.36*b.inner.w))+look.Space4, 0.0
	for i := range b.widths {
		b.widths[i] = math.Ceil(b.widths[i]) + look.Space4
		texts += b.widths[i]
	}
	top, bottom := float64(headLine), 2.0*headLine
	b.rowHigh = min(barRowMax, math.Floor((b.inner.h-top-bottom)/float64(max(1, len(b.spec.rows)))))
	b.plot = rect{b.inner.x + names, b.inner.y + top, b.inner.w - names - texts - look.Space3, b.rowHigh * float64(len(b.spec.rows))}
	if b.rowHigh < barRowMin || b.plot.w < barPlotMin {
		return false
	}
	b.ticks = niceTicks(0, b.spec.most, max(2, int(b.plot.w/80)))
	return true
}

func (b *bars) x(v float64) float64 {
	return b.plot.x + b.plot.w*v/b.ticks[len(b.ticks)-1]
}

func (b *bars) draw(p *painter) {
	s := b.styles.caption
	base, edge := s.baseline(b.plot.bottom()+headLine/2), math.Inf(-1)
	for _, tick := range b.ticks {
		x, text := math.Round(b.x(tick)), b.spec.tick(tick)
		p.rect(rect{x, b.plot.y, 1, b.plot.h}, gridColor(b.o.Palette))
		if half := s.width(text) / 2; x-half >= edge {
			p.text(text, x, base, centre, s)
			edge = x + half + look.Space2
		}
	}
	p.text(s.face().fit(b.spec.axis, s.size, b.inner.right()-b.plot.x), b.plot.x, s.baseline(b.plot.bottom()+1.5*headLine), left, s)
	x := b.plot.right() + look.Space3
	for i, head := range b.spec.columns {
		x += b.widths[i]
		p.text(head, x, s.baseline(b.inner.y+headLine/2), right, s)
	}
	for i, row := range b.spec.rows {
		b.drawRow(p, b.plot.y+(float64(i)+0.5)*b.rowHigh, row)
	}
	if b.spec.running != "" {
		b.drawRunning(p)
	}
}

func (b *bars) drawRow(p *painter, middle float64, row barRow) {
	s, high := b.styles.number, math.Round(0.64*b.rowHigh)
	p.text(s.face().fit(row.name, s.size, b.plot.x-b.inner.x-look.Space3), b.inner.x, s.baseline(middle), left, s)
	p.bar(rect{b.plot.x, middle - high/2, b.x(row.value) - b.plot.x, high}, 3, row.color)
	if !math.IsNaN(row.low) && !math.IsNaN(row.high) {
		from, to := b.x(row.low), b.x(row.high)
		p.rect(rect{from, middle - 1, max(1, to-from), 2}, b.o.Palette.Text)
		p.rect(rect{from, middle - 4, 1, 8}, b.o.Palette.Text)
		p.rect(rect{to, middle - 4, 1, 8}, b.o.Palette.Text)
	}
	x := b.plot.right() + look.Space3
	for i, text := range row.texts {
		x += b.widths[i]
		p.text(text, x, s.baseline(middle), right, s)
	}
}

// drawRunning draws the running total through the rows, with its name above.
func (b *bars) drawRunning(p *painter) {
	s := b.styles.caption
	points := make([]point, len(b.spec.rows))
	for i, row := range b.spec.rows {
		points[i] = point{b.x(row.running), b.plot.y + (float64(i)+0.5)*b.rowHigh}
	}
	p.polyline(points, 1.5, b.o.Palette.Secondary, 4, 3)
	for _, at := range points {
		p.dot(at, 3, b.o.Palette.Secondary)
	}
	if s.width(b.spec.running) <= b.plot.w {
		p.text(b.spec.running, b.plot.right(), s.baseline(b.inner.y+headLine/2), right, s)
	}
}
