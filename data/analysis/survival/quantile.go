package survival

import "math"

// tolerance is how near to a level a curve counts as at it: R's tolerance.
const tolerance = 1.4901161193847656e-08

// Quantile gives the time by which a share p (0 to 1) has left, with its
// interval: where the curve and its limits cross 1 - p. A curve that is flat at
// that level gives the middle of the flat part, as R does. NaN means not reached.
func (c Curve) Quantile(p float64) (t, low, high float64) {
	if !(p > 0 && p < 1) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	return c.crossing(1-p, func(p *Point) float64 { return p.Survival }),
		c.crossing(1-p, func(p *Point) float64 { return p.Low }),
		c.crossing(1-p, func(p *Point) float64 { return p.High })
}

// crossing finds where a line of the curve falls to a level.
func (c Curve) crossing(level float64, of func(*Point) float64) float64 {
	reached, last := math.NaN(), math.NaN()
	for i := range c.Points {
		p := &c.Points[i]
		v := of(p) // NaN, and so past no level, while there is no interval
		last = v
		switch {
		case v < level-tolerance && math.IsNaN(reached):
			return p.T
		case v < level-tolerance:
			return (reached + p.T) / 2
		case v <= level+tolerance && math.IsNaN(reached):
			reached = p.T
		}
	}
	if n := len(c.Points); n > 0 && !math.IsNaN(last) {
		return (reached + c.Points[n-1].T) / 2
	}
	return math.NaN()
}

// RestrictedMean gives the mean time still there up to a time, the area under
// the curve from From, and its standard error (C.32). Both are NaN where the
// curve is not known that far.
func (c Curve) RestrictedMean(to float64) (mean, stdErr float64) {
	if !(to > c.From) || math.IsNaN(c.At(to).Survival) {
		return math.NaN(), math.NaN()
	}
	last := c.upTo(to)
	variance := 0.0
	until := to
	for i := last; i >= 0; i-- {
		p := &c.Points[i]
		mean += p.Survival * (until - p.T)
		until = p.T
		if left := p.AtRisk - p.Events; left > 0 {
			variance += mean * mean * float64(p.Events) / (float64(p.AtRisk) * float64(left))
		}
	}
	return mean + until - c.From, math.Sqrt(variance)
}
