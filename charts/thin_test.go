package charts

import (
	"math"
	"math/rand/v2"
	"testing"

	"cxworkbench/resources/look"
)

// A curve of many more points than pixels looks as it would if each were drawn,
// and its ends are where they were.
func TestThinnedCurvesLookTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	c := curve{step: true, color: look.Light.Accent}
	y := 100.0
	for i := range 20_000 {
		if random.IntN(3) == 0 {
			y *= 1 - random.Float64()*0.0004
		}
		c.points = append(c.points, point{float64(i) / 10, y})
		c.low, c.high = append(c.low, y-5), append(c.high, min(100, y+5))
	}
	l := &lines{plot: rect{60, 20, 700, 300}, spec: lineSpec{xTicks: []float64{0, 2000}}}
	thin := l.thinned(c)
	if len(thin.points) > 4*700+4 || len(thin.low) != len(thin.points) || len(thin.high) != len(thin.points) {
		t.Fatalf("%d points, %d and %d limits", len(thin.points), len(thin.low), len(thin.high))
	}
	if first, last := thin.points[0], thin.points[len(thin.points)-1]; first != c.points[0] || last != c.points[len(c.points)-1] {
		t.Errorf("it runs from %v to %v", first, last)
	}
	// In each column the line covers what it covered.
	span := func(points []point) map[float64][2]float64 {
		out := map[float64][2]float64{}
		for _, p := range points {
			x := math.Floor(l.x(p.x))
			s, ok := out[x]
			if !ok {
				s = [2]float64{p.y, p.y}
			}
			out[x] = [2]float64{min(s[0], p.y), max(s[1], p.y)}
		}
		return out
	}
	all, kept := span(c.points), span(thin.points)
	for x, s := range all {
		if kept[x] != s {
			t.Fatalf("column %v covers %v, not %v", x, kept[x], s)
		}
	}
	gaps := curve{points: append([]point{{0, math.NaN()}}, c.points...)}
	if got := l.thinned(gaps); !math.IsNaN(got.points[0].y) {
		t.Error("a gap is drawn over")
	}
	if short := (curve{points: c.points[:100]}); len(l.thinned(short).points) != 100 {
		t.Error("a curve of few points was thinned")
	}
}
