package interval_test

import (
	"math"
	"testing"

	"cxworkbench/data/analysis/interval"
)

// The values are those that definition C.9 quotes.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		x, n      int
		low, high float64
	}{{8, 10, .490, .943}, {0, 12, 0, .243}, {12, 12, .757, 1}} {
		low, high := interval.Wilson(c.x, c.n)
		if math.Abs(low-c.low) > .0006 || math.Abs(high-c.high) > .0006 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.3f to %.3f", c.x, c.n, low, high, c.low, c.high)
		}
	}
	if low, high := interval.Wilson(0, 0); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("nobody has an interval: %g to %g", low, high)
	}
}
