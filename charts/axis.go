package charts

import "math"

// niceTicks gives the round numbers from at or below low to at or above high,
// about count of them; there are at least two, whole numbers all.
func niceTicks(low, high float64, count int) []float64 {
	if !(high > low) {
		high = low + 1
	}
	raw := (high - low) / float64(max(1, count))
	size := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * size
	for _, nice := range []float64{1, 2, 5} {
		if nice*size >= raw*(1-1e-9) {
			step = nice * size
			break
		}
	}
	step = max(1, step)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	var ticks []float64
	for i := first; i <= last; i++ {
		ticks = append(ticks, i*step)
	}
	return ticks
}

// axis maps values to y positions inside a plot, upwards.
type axis struct {
	ticks []float64
	plot  rect
}

func (a axis) y(value float64) float64 {
	low, high := a.ticks[0], a.ticks[len(a.ticks)-1]
	return a.plot.bottom() - a.plot.h*(value-low)/(high-low)
}

// spread moves labels, given by their wished middles from top to bottom, apart
// to a line height each, inside low..high. It reports false where they cannot
// all fit.
func spread(middles []float64, line, low, high float64) bool {
	if float64(len(middles))*line > high-low {
		return false
	}
	floor := low + line/2
	for i := range middles {
		middles[i] = max(middles[i], floor)
		floor = middles[i] + line
	}
	ceiling := high - line/2
	for i := len(middles) - 1; i >= 0; i-- {
		middles[i] = min(middles[i], ceiling)
		ceiling = middles[i] - line
	}
	return true
}

// segments splits points at gaps (NaN).
func segments(points []point) [][]point {
	var out [][]point
	from := 0
	for i := 0; i <= len(points); i++ {
		if i < len(points) && !math.IsNaN(points[i].y) {
			continue
		}
		if i > from {
			out = append(out, points[from:i])
		}
		from = i + 1
	}
	return out
}

// drawLine strokes the points between gaps; a point alone is a dot.
func drawLine(p *painter, points []point, width float64, s lineStyle) {
	for _, part := range segments(points) {
		if len(part) == 1 {
			p.dot(part[0], width, s.color)
			continue
		}
		p.polyline(part, width, s.color, s.dash...)
	}
}
