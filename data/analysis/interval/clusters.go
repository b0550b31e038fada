package interval

import "math"

// Clusters sums up cases that come in clusters, as the contacts of a customer do:
// what one cluster does again and again is not so many independent cases. The zero
// value holds none.
type Clusters struct {
	Yes, Cases             int // over all clusters
	n                      int // clusters
	yesYes, yesAll, allAll int // sums of products over the clusters
}

// Add takes in a cluster with so many cases, of which so many are a yes; one
// without cases is none.
func (c *Clusters) Add(yes, cases int) {
	one := min(cases, 1) // no branch: nobody could foresee it
	c.Yes, c.Cases, c.n = c.Yes+yes, c.Cases+cases, c.n+one
	c.yesYes, c.yesAll, c.allAll = c.yesYes+yes*yes, c.yesAll+yes*cases, c.allAll+cases*cases
}

// Join takes in other clusters.
func (c *Clusters) Join(o Clusters) {
	c.Yes, c.Cases, c.n = c.Yes+o.Yes, c.Cases+o.Cases, c.n+o.n
	c.yesYes, c.yesAll, c.allAll = c.yesYes+o.yesYes, c.yesAll+o.yesAll, c.allAll+o.allAll
}

// Effect is the design effect: the variance of the share as a ratio estimator over
// the clusters, by that of as many independent cases (Rao and Scott 1992, after
// Cochran 1977, chapter 6). It is at least 1, and 1 where each cluster has one case.
// Of one cluster, and where all cases are alike, nothing tells how alike cases of a
// cluster are; then each cluster counts as one case. NaN without cases.
func (c Clusters) Effect() float64 {
	if c.Cases == 0 {
		return math.NaN()
	}
	n, k, p := float64(c.Cases), float64(c.n), float64(c.Yes)/float64(c.Cases)
	if c.n == 1 || c.n == c.Cases || c.Yes == 0 || c.Yes == c.Cases {
		return n / k
	}
	residuals := float64(c.yesYes) - 2*p*float64(c.yesAll) + p*p*float64(c.allAll)
	variance := k / (k - 1) * residuals / (n * n)
	return max(1, variance/(p*(1-p)/n))
}

// Wilson gives the 95 % score interval of the share of yes, with the number of cases
// divided by the design effect. Both ends are NaN without cases.
func (c Clusters) Wilson() (low, high float64) {
	if c.Cases == 0 {
		return math.NaN(), math.NaN()
	}
	return wilson(float64(c.Yes)/float64(c.Cases), float64(c.Cases)/c.Effect())
}
