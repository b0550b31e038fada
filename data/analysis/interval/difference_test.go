package interval_test

import (
	"math"
	"testing"

	"cxworkbench/data/analysis/interval"
)

// The values are those of method 10 in table II of Newcombe, Statistics in
// Medicine 17 (1998), 873-890.
func TestDifference(t *testing.T) {
	for _, c := range []struct {
		x2, n2, x1, n1 int
		low, high      float64
	}{
		{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090}, {6, 7, 2, 7, .0582, .8062},
		{5, 56, 0, 29, -.0381, .1926}, {0, 10, 0, 20, -.1611, .2775}, {10, 10, 0, 20, .6791, 1}, {10, 10, 0, 10, .6075, 1},
	} {
		low, high := interval.Difference(c.x1, c.n1, c.x2, c.n2)
		if math.Abs(low-c.low) > .00006 || math.Abs(high-c.high) > .00006 {
			t.Errorf("%d/%d less %d/%d: %.4f to %.4f, want %.4f to %.4f", c.x2, c.n2, c.x1, c.n1, low, high, c.low, c.high)
		}
	}
	if low, high := interval.Difference(0, 0, 1, 2); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("nobody has an interval: %g to %g", low, high)
	}
}
