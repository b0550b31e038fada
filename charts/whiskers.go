package charts

import (
	"image/color"
	"math"

	"cxworkbench/resources/look"
)

// The measures of a chart of whiskers, in logical pixels.
const (
	whiskerRow  = 26 // of a row, where there is room up to whiskerMost
	whiskerMost = 36
	whiskerPlot = 90  // the least width
	whiskerHigh = 300 // from this height on the scale stands above the rows as well
)

// whiskerSpec says what a list of figures with their intervals shows.
type whiskerSpec struct {
	ticks   []float64
	tick    func(float64) string // nil is whole numbers
	log     bool                 // the scale is logarithmic; ticks are above 0
	neutral float64              // drawn as a line; NaN for none
	axis    string               // what the figures are
	columns []string             // heads of the texts right of the plot
	groups  []whiskerGroup
	nothing string // said in the place of the scale where no figure is known
	summary string
}

// known reports whether there is a figure that has a place on the scale.
func (s whiskerSpec) known() bool {
	for _, group := range s.groups {
		for _, row := range group.rows {
			if !math.IsNaN(row.value) {
				return true
			}
		}
	}
	return false
}

type whiskerGroup struct {
	name string
	rows []whisker
}

// whisker is one figure: a dot and the interval around it.
type whisker struct {
	name             string
	value, low, high float64 // NaN is not known
	color            color.NRGBA
	texts            []string // by column
	tip              string
	target           any
}

// whiskers is the layout of a whiskerSpec.
type whiskers struct {
	*frame
	spec    whiskerSpec
	plot    rect
	widths  []float64 // of the columns
	rowHigh float64
}

// drawWhiskers makes the scene of a spec; false where there is no room.
func (f *frame) drawWhiskers(spec whiskerSpec) (Scene, bool) {
	w := &whiskers{frame: f, spec: spec}
	if !w.layOut() {
		return Scene{}, false
	}
	w.each(func(y float64, group string, row *whisker) {
		if row != nil && row.tip != "" {
			f.region(rect{f.inner.x, y, f.inner.w, w.rowHigh}, row.tip, row.target)
		}
	})
	f.scene.Summary = spec.summary
	return f.finish(w.draw), true
}

// each gives every line from the top: the name of a group, or a row.
func (w *whiskers) each(fn func(y float64, group string, row *whisker)) {
	y := w.plot.y
	for _, group := range w.spec.groups {
		if group.name != "" {
			fn(y, group.name, nil)
			y += w.rowHigh
		}
		for i := range group.rows {
			fn(y, "", &group.rows[i])
			y += w.rowHigh
		}
	}
}

func (w *whiskers) layOut() bool {
	s, names, count := w.styles.number, 0.0, 0
	w.widths = make([]float64, len(w.spec.columns))
	for i, head := range w.spec.columns {
		w.widths[i] = w.styles.caption.width(head)
	}
	for _, group := range w.spec.groups {
		if group.name != "" {
			count++
			head := s
			head.bold = true
			names = max(names, head.width(group.name))
		}
		for _, row := range group.rows {
			count++
			names = max(names, s.width(row.name))
			for i, text := range row.texts {
				w.widths[i] = max(w.widths[i], s.width(text))
			}
		}
	}
	names = math.Ceil(min(names, 0.35*w.inner.w)) + look.Space4
	texts := 0.0
	for i := range w.widths {
		w.widths[i] = math.Ceil(w.widths[i]) + look.Space4
		texts += w.widths[i]
	}
	top, bottom := float64(headLine), float64(2*headLine)
	w.rowHigh = min(whiskerMost, math.Floor((w.inner.h-top-bottom)/float64(max(1, count))))
	w.plot = rect{w.inner.x + names, w.inner.y + top, w.inner.w - names - texts, w.rowHigh * float64(count)}
	return w.rowHigh >= labelLine && w.plot.w >= whiskerPlot
}

func (w *whiskers) x(v float64) float64 {
	low, high := w.spec.ticks[0], w.spec.ticks[len(w.spec.ticks)-1]
	if w.spec.log {
		v, low, high = math.Log(v), math.Log(low), math.Log(high)
	}
	return w.plot.x + w.plot.w*min(1, max(0, (v-low)/(high-low)))
}

func (w *whiskers) draw(p *painter) {
	s := w.styles.caption
	if w.spec.known() {
		w.drawScale(p)
	} else {
		w.drawSentence(p, w.spec.nothing, w.plot)
	}
	x := w.plot.right()
	for i, head := range w.spec.columns {
		x += w.widths[i]
		p.text(head, x, s.baseline(w.inner.y+headLine/2), right, s)
	}
	w.each(func(y float64, group string, row *whisker) {
		middle := y + w.rowHigh/2
		if row == nil {
			head := w.styles.number
			head.bold = true
			p.text(head.face().fit(group, head.size, w.plot.x-w.inner.x), w.inner.x, head.baseline(middle), left, head)
			return
		}
		w.drawRow(p, middle, row)
	})
}

func (w *whiskers) drawScale(p *painter) {
	s := w.styles.caption
	base, top := s.baseline(w.plot.bottom()+headLine/2), s.baseline(w.inner.y+headLine/2)
	end := math.Inf(1) // of the room above, before the first head
	if len(w.spec.columns) > 0 {
		end = w.plot.right() + w.widths[0] - s.width(w.spec.columns[0]) - look.Space2
	}
	for _, tick := range w.spec.ticks {
		x := math.Round(w.x(tick))
		p.rect(rect{x, w.plot.y, 1, w.plot.h}, gridColor(w.o.Palette))
		text := w.o.Printer.Int(int64(math.Round(tick)))
		if w.spec.tick != nil {
			text = w.spec.tick(tick)
		}
		p.text(text, x, base, centre, s)
		if w.plot.h >= whiskerHigh && x+s.width(text)/2 <= end {
			p.text(text, x, top, centre, s)
		}
	}
	if !math.IsNaN(w.spec.neutral) {
		p.rect(rect{math.Round(w.x(w.spec.neutral)), w.plot.y, 1, w.plot.h}, w.o.Palette.Secondary)
	}
	axis := s.face().fit(w.spec.axis, s.size, w.inner.w)
	half := s.width(axis) / 2
	p.text(axis, min(max(w.plot.centre(), w.inner.x+half), w.inner.right()-half), s.baseline(w.plot.bottom()+1.5*headLine), centre, s)
}

func (w *whiskers) drawRow(p *painter, middle float64, row *whisker) {
	s := w.styles.number
	p.text(s.face().fit(row.name, s.size, w.plot.x-w.inner.x-look.Space3), w.inner.x, s.baseline(middle), left, s)
	x := w.plot.right()
	for i, text := range row.texts {
		x += w.widths[i]
		p.text(text, x, s.baseline(middle), right, s)
	}
	if math.IsNaN(row.value) {
		return
	}
	fill := row.color
	if fill == none {
		fill = w.o.Palette.Accent
	}
	if !math.IsNaN(row.low) && !math.IsNaN(row.high) {
		from, to := w.x(row.low), w.x(row.high)
		p.rect(rect{from, middle - 1, max(1, to-from), 2}, fill)
		p.rect(rect{from, middle - 4, 1, 8}, fill)
		p.rect(rect{to, middle - 4, 1, 8}, fill)
	}
	p.dot(point{w.x(row.value), middle}, 4.5, fill)
}
