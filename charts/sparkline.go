package charts

import (
	"image/color"
	"math"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// lineStyle is how a line is drawn.
type lineStyle struct {
	color color.NRGBA
	dash  []float64
}

// Sparkline draws the course of a key figure without axes: a line through the
// values, oldest first, and a dot on the last. NaN is a gap. It fills the width
// and height of the options and has neither words nor regions.
func Sparkline(values []float64, o Options) Scene {
	f := newFrame(message.Message{}, message.Message{}, Options{Width: o.Width, Height: o.Height, Palette: o.Palette, Printer: o.Printer})
	const margin = look.Space1
	low, high := bounds(values)
	if math.IsNaN(low) {
		return f.finish(func(*painter) {})
	}
	plot := rect{margin, margin, f.inner.w - 2*margin, f.inner.h - 2*margin}
	points := make([]point, len(values))
	last := point{math.NaN(), math.NaN()}
	for i, v := range values {
		at := point{plot.centre(), plot.middle()}
		if len(values) > 1 {
			at.x = plot.x + plot.w*float64(i)/float64(len(values)-1)
		}
		if high > low {
			at.y = plot.bottom() - plot.h*(v-low)/(high-low)
		} else if math.IsNaN(v) {
			at.y = v
		}
		points[i] = at
		if !math.IsNaN(v) {
			last = at
		}
	}
	return f.finish(func(p *painter) {
		drawLine(p, points, 1.5, lineStyle{color: o.Palette.Accent})
		p.dot(last, 3, o.Palette.Accent)
	})
}

// bounds gives the smallest and largest value that is there; NaN where none is.
func bounds(values []float64) (low, high float64) {
	low, high = math.NaN(), math.NaN()
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		if math.IsNaN(low) {
			low, high = v, v
		}
		low, high = min(low, v), max(high, v)
	}
	return low, high
}
