package survival

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
)

// enoughAtRisk is how many must be at risk before a curve with late entries
// begins (C.5). With one person at risk, the first event would end it.
const enoughAtRisk = 10

// Point is a curve at a time at which somebody entered, left or was censored;
// it holds from there to the next point.
type Point struct {
	T        float64
	AtRisk   int // just before T
	Events   int // at T
	Censored int // at T, after the events
	Survival float64
	StdErr   float64 // Greenwood; NaN where Survival is 0
	// Low and High are NaN while Survival is 1 and where it is 0: there is no interval.
	Low, High float64
	Hazard    float64 // cumulative, Nelson-Aalen: the sum of events / at risk
	HazardErr float64 // its standard error: the root of the sum of events / at risk²
}

// Curve is a Kaplan-Meier estimate. Where nothing can be said, a figure is NaN:
// a median that is not reached, for example.
type Curve struct {
	CI       CI
	N        int // people followed past From
	Events   int // of N, who left
	Censored int // of N, who were still there when last seen
	// From is where the curve begins, with Survival 1: 0, or with late entries the
	// time from which 10 are at risk; then all of it is conditional on having
	// stayed that long.
	From   float64
	Before int // people whose observation ended by From; in no figure of the curve
	Points []Point

	Median, MedianLow, MedianHigh float64
}

// KaplanMeier estimates the share still there over time (C.5). Errors are
// data.Error: nobody to follow, durations that cannot be, or late entries so few
// that 10 are never at risk together. Spells without any event give a curve
// that stays at 1.
func KaplanMeier(spells []Spell, ci CI) (Curve, error) {
	ci, err := ParseCI(string(ci))
	if err != nil {
		return Curve{}, err
	}
	if err := Check(spells); err != nil {
		return Curve{}, err
	}
	life := tally(spells)
	first, ok := life.start()
	if !ok {
		return Curve{}, data.Errorf(data.CodeNoData, "Never are %d people followed at the same age, so no curve can begin; widen the filter or the dates.", enoughAtRisk)
	}
	c := Curve{CI: ci, Points: make([]Point, 0, len(life.times)-first)}
	if first > 0 {
		c.From = life.times[first-1]
	}
	c.draw(life, first)
	c.Before = len(spells) - c.N
	c.Median, c.MedianLow, c.MedianHigh = c.Quantile(0.5)
	return c, nil
}

// draw adds the points from a place in the life table on.
func (c *Curve) draw(life lifeTable, first int) {
	at := life.riskBefore(first)
	c.N = at
	survival, greenwood, hazard, variance := 1.0, 0.0, 0.0, 0.0
	for i := first; i < len(life.times); i++ {
		d, n := int(life.events[i]), float64(at)
		if d > 0 {
			survival *= 1 - float64(d)/n
			greenwood += float64(d) / (n * (n - float64(d)))
			hazard += float64(d) / n
			variance += float64(d) / (n * n)
		}
		p := Point{
			T: life.times[i], AtRisk: at, Events: d, Censored: int(life.censored[i]),
			Survival: survival, Hazard: hazard, HazardErr: math.Sqrt(variance),
		}
		if d == 0 && len(c.Points) > 0 {
			last := c.Points[len(c.Points)-1]
			p.StdErr, p.Low, p.High = last.StdErr, last.Low, last.High
		} else {
			g := math.Sqrt(greenwood)
			p.StdErr = survival * g
			p.Low, p.High = c.CI.limits(survival, g)
		}
		if survival == 0 {
			p.StdErr = math.NaN()
		}
		c.Points = append(c.Points, p)
		c.Events += d
		c.Censored += p.Censored
		c.N += int(life.entered[i])
		at += int(life.entered[i]) - d - p.Censored
	}
}

// limits makes the interval of a share s whose logarithm has the standard error g.
func (ci CI) limits(s, g float64) (low, high float64) {
	if s <= 0 || s >= 1 {
		return math.NaN(), math.NaN()
	}
	z := interval.Z95
	switch ci {
	case Log:
		return s * math.Exp(-z*g), min(1, s*math.Exp(z*g))
	case Plain:
		return max(0, s-z*s*g), min(1, s+z*s*g)
	}
	log := math.Log(s)
	power := math.Exp(z * g / log)
	return math.Exp(log / power), math.Exp(log * power)
}

// At gives the curve at a time: the share still there just after it, and how
// many are at risk just before it. Before From, and past the last time anybody
// was observed unless nobody was left, shares are NaN.
func (c Curve) At(t float64) Point {
	unknown := math.NaN()
	p := Point{Survival: unknown, StdErr: unknown, Low: unknown, High: unknown, Hazard: unknown, HazardErr: unknown}
	if n := len(c.Points); t >= c.From && n > 0 {
		i := c.upTo(t)
		switch {
		case i < 0:
			p = Point{Survival: 1, Low: unknown, High: unknown}
		case i < n-1 || t == c.Points[i].T || c.Points[i].Survival == 0:
			p = c.Points[i]
		}
		p.AtRisk = 0
		switch {
		case i >= 0 && c.Points[i].T == t:
			p.AtRisk = c.Points[i].AtRisk
		case i+1 < n:
			p.AtRisk = c.Points[i+1].AtRisk
		}
		if i >= 0 && c.Points[i].T != t {
			p.Events, p.Censored = 0, 0
		}
	}
	p.T = t
	return p
}

// upTo is the place of the last point at or before t, -1 where there is none.
func (c Curve) upTo(t float64) int {
	low, high := 0, len(c.Points)
	for low < high {
		if middle := (low + high) / 2; c.Points[middle].T <= t {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low - 1
}
