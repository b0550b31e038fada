package interval_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cxworkbench/data/analysis/interval"
)

func clusters(pairs ...[2]int) (c interval.Clusters) {
	for _, p := range pairs {
		c.Add(p[0], p[1])
	}
	return c
}

// Worked by hand: 3 of 4, 1 of 4 and 2 of 2 make p = 0.6; residuals .6, -1.4 and .8
// with squares .36, 1.96 and .64; variance 3/2 x 2.96 / 100 = .0444; that of ten
// independent cases .024; so the effect is 1.85.
func TestClustersByHand(t *testing.T) {
	c := clusters([2]int{3, 4}, [2]int{1, 4}, [2]int{2, 2}, [2]int{0, 0})
	if got := c.Effect(); math.Abs(got-1.85) > 1e-12 {
		t.Errorf("the design effect is %v, want 1.85", got)
	}
	var joined interval.Clusters
	joined.Join(clusters([2]int{3, 4}))
	joined.Join(clusters([2]int{1, 4}, [2]int{2, 2}))
	if joined != c {
		t.Errorf("joined %+v, want %+v", joined, c)
	}
}

// Clusters of one case each are Wilson's own; of nothing there is no interval; where
// all are alike, or one customer has all cases, clusters count instead of cases.
func TestClustersAtTheEdges(t *testing.T) {
	var singles interval.Clusters
	for i := range 12 {
		singles.Add(min(1, i/8), 1)
	}
	low, high := singles.Wilson()
	if wantLow, wantHigh := interval.Wilson(4, 12); low != wantLow || high != wantHigh {
		t.Errorf("single cases %v to %v, want %v to %v", low, high, wantLow, wantHigh)
	}
	low, high = clusters([2]int{5, 5}, [2]int{9, 9}, [2]int{4, 4}).Wilson()
	if wantLow, wantHigh := interval.Wilson(3, 3); math.Abs(low-wantLow) > 1e-12 || high != wantHigh {
		t.Errorf("all alike %v to %v, want %v to %v", low, high, wantLow, wantHigh)
	}
	low, high = clusters([2]int{30, 90}).Wilson()
	if low > .03 || high < .9 {
		t.Errorf("one customer %v to %v says too much", low, high)
	}
	if low, high = clusters().Wilson(); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("nothing %v to %v", low, high)
	}
}

// An independent way: draw the customers anew, with replacement, and see between
// which shares 95 of 100 draws lie.
func TestClustersAgreeWithTheBootstrap(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	const customers, draws = 400, 4000
	cases := make([][2]int, customers)
	for i := range cases {
		taste := math.Pow(random.Float64(), 2) // each has a habit of its own
		cases[i][1] = 1 + random.IntN(30)
		for range cases[i][1] {
			if random.Float64() < taste {
				cases[i][0]++
			}
		}
	}
	c := clusters(cases...)
	low, high := c.Wilson()
	shares := make([]float64, draws)
	for d := range shares {
		yes, all := 0, 0
		for range customers {
			one := cases[random.IntN(customers)]
			yes, all = yes+one[0], all+one[1]
		}
		shares[d] = float64(yes) / float64(all)
	}
	slices.Sort(shares)
	wantLow, wantHigh := shares[draws*25/1000], shares[draws*975/1000]
	width := wantHigh - wantLow
	if math.Abs(low-wantLow) > .08*width || math.Abs(high-wantHigh) > .08*width {
		t.Errorf("%.4f to %.4f, by drawing anew %.4f to %.4f", low, high, wantLow, wantHigh)
	}
	naiveLow, naiveHigh := interval.Wilson(c.Yes, c.Cases)
	if (naiveHigh-naiveLow)*1.5 > high-low {
		t.Errorf("as wide as if contacts were independent: %.4f to %.4f and %.4f to %.4f", naiveLow, naiveHigh, low, high)
	}
}
