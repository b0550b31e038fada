package charts

import (
	"math"
	"slices"
)

// thinned is a curve of no more points than can be told apart: of those in one
// column of pixels the first, the lowest, the highest and the last, which draw the
// same. What answers to the pointer is not thinned with it.
func (l *lines) thinned(c curve) curve {
	if float64(len(c.points)) <= l.plot.w {
		return c
	}
	out := c
	out.points, out.low, out.high = nil, nil, nil
	for from := 0; from < len(c.points); {
		column := math.Floor(l.x(c.points[from].x))
		to := from + 1
		for to < len(c.points) && math.Floor(l.x(c.points[to].x)) == column {
			to++
		}
		for _, i := range extremes(c.points, from, to) {
			out.points = append(out.points, c.points[i])
			if c.low != nil {
				out.low, out.high = append(out.low, c.low[i]), append(out.high, c.high[i])
			}
		}
		from = to
	}
	return out
}

// extremes are the places of the first, lowest, highest and last of a stretch of
// points, each once and in order; all of them where one is a gap.
func extremes(points []point, from, to int) []int {
	lowest, highest := from, from
	for i := from; i < to; i++ {
		switch y := points[i].y; {
		case math.IsNaN(y):
			all := make([]int, to-from)
			for k := range all {
				all[k] = from + k
			}
			return all
		case y < points[lowest].y:
			lowest = i
		case y > points[highest].y:
			highest = i
		}
	}
	out := []int{from, lowest, highest, to - 1}
	slices.Sort(out)
	return slices.Compact(out)
}
