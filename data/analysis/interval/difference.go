package interval

import "math"

// Difference gives the 95 % interval of the difference of two independent shares,
// x2 of n2 less x1 of n1, from their Wilson intervals. It stays inside -1..1 and
// holds for small n. Both ends are NaN where n1 or n2 is 0. Newcombe 1998, method
// 10.
func Difference(x1, n1, x2, n2 int) (low, high float64) {
	low1, high1 := Wilson(x1, n1)
	low2, high2 := Wilson(x2, n2)
	return between(float64(x1)/float64(n1), low1, high1, float64(x2)/float64(n2), low2, high2)
}

// between makes the interval of a difference of two figures from those of each.
func between(p1, low1, high1, p2, low2, high2 float64) (low, high float64) {
	d := p2 - p1
	return d - math.Hypot(p2-low2, high1-p1), d + math.Hypot(high2-p2, p1-low1)
}

// ClusteredDifference is Difference of shares whose cases come in clusters, those of
// the second less those of the first. NaN where one side has no cases.
func ClusteredDifference(first, second Clusters) (low, high float64) {
	low1, high1 := first.Wilson()
	low2, high2 := second.Wilson()
	return between(float64(first.Yes)/float64(first.Cases), low1, high1, float64(second.Yes)/float64(second.Cases), low2, high2)
}
