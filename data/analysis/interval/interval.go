// Package interval gives the uncertainty of figures from few people.
package interval

import "math"

// Z95 is the normal quantile of a two-sided 95 % interval.
const Z95 = 1.959963984540054

// Wilson gives the 95 % score interval of a share of x out of n, which stays
// inside 0..1 and holds for small n. Both ends are NaN where n is 0.
// Wilson 1927; definition C.9.
func Wilson(x, n int) (low, high float64) {
	if n <= 0 {
		return math.NaN(), math.NaN()
	}
	return wilson(float64(x)/float64(n), float64(n))
}

func wilson(p, size float64) (low, high float64) {
	z2 := Z95 * Z95
	middle := p + z2/(2*size)
	spread := Z95 * math.Sqrt(p*(1-p)/size+z2/(4*size*size))
	scale := 1 + z2/size
	return max(0, (middle-spread)/scale), min(1, (middle+spread)/scale)
}
