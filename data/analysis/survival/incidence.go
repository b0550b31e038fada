package survival

import (
	"math"

	"cxworkbench/data"
)

// CauseSpell is a spell that can end for one of several reasons.
type CauseSpell struct {
	Entry, Time float64
	Cause       int // 1 to the number of causes; 0 = censored
}

// Incidence is the share that has left for one cause over time, while the other
// causes take people away as well (Aalen-Johansen).
type Incidence struct {
	Events int
	Points []IncidencePoint // at the times of Curve.Points
}

// IncidencePoint is an incidence at a time; it holds until the next point.
type IncidencePoint struct {
	T         float64
	Events    int // for this cause, at T
	Share     float64
	StdErr    float64
	Low, High float64 // NaN while Share is 0
}

// CumulativeIncidence estimates, for each of n causes, the share that leaves for
// it by a time (C.7): never 1 - Kaplan-Meier per cause, which adds up to more
// than all. The shares of all causes and the curve of those still there add up
// to 1. The variance is that of the delta method (Marubini and Valsecchi 1995,
// Analysing Survival Data, 10.3), the interval that of 1 - share on the scale
// asked for: with one cause both are those of Kaplan-Meier. Errors are those of
// KaplanMeier, and a cause out of range.
func CumulativeIncidence(spells []CauseSpell, n int, ci CI) (Curve, []Incidence, error) {
	plain := make([]Spell, len(spells))
	for i, s := range spells {
		if s.Cause < 0 || s.Cause > n {
			return Curve{}, nil, data.Errorf(data.CodeInternal, "A reason for leaving has the number %d of %d; please report this.", s.Cause, n)
		}
		plain[i] = Spell{Entry: s.Entry, Time: s.Time, Event: s.Cause > 0}
	}
	curve, err := KaplanMeier(plain, ci)
	if err != nil {
		return Curve{}, nil, err
	}
	place := placesOf(curve.Points)
	out := make([]Incidence, n)
	for cause := range out {
		out[cause].Points = make([]IncidencePoint, len(curve.Points))
	}
	for _, s := range spells {
		if s.Cause == 0 {
			continue
		}
		if i := place(s.Time); i >= 0 {
			out[s.Cause-1].Points[i].Events++
			out[s.Cause-1].Events++
		}
	}
	for cause := range out {
		out[cause].draw(curve)
	}
	return curve, out, nil
}

// placesOf gives the place of the point at a time, -1 where there is none: by a
// table where all times are whole numbers, of days for example, which a hundred
// thousand people ask.
func placesOf(points []Point) func(t float64) int {
	const most = 1 << 16
	last := 0.0
	whole := true
	for _, p := range points {
		last, whole = max(last, p.T), whole && p.T == math.Trunc(p.T) && p.T >= 0 && p.T < most
	}
	if !whole {
		place := make(map[float64]int, len(points))
		for i, p := range points {
			place[p.T] = i
		}
		return func(t float64) int {
			if i, in := place[t]; in {
				return i
			}
			return -1
		}
	}
	place := make([]int32, int(last)+1) // one more than the place
	for i, p := range points {
		place[int(p.T)] = int32(i) + 1
	}
	return func(t float64) int {
		if t != math.Trunc(t) || t < 0 || t > last {
			return -1
		}
		return int(place[int(t)]) - 1
	}
}

// draw fills in the shares of a cause whose events are counted.
func (in Incidence) draw(curve Curve) {
	share, before := 0.0, 1.0
	var all, allF, allFF, own, cross, crossF float64 // sums of the variance, with powers of the share
	for i := range in.Points {
		at, p := &curve.Points[i], &in.Points[i]
		n, d, k := float64(at.AtRisk), float64(at.Events), float64(p.Events)
		if d > 0 {
			share += before * k / n
			if n > d {
				a := d / (n * (n - d))
				all, allF, allFF = all+a, allF+a*share, allFF+a*share*share
			}
			own += before * before * (n - k) * k / (n * n * n)
			b := before * k / (n * n)
			cross, crossF = cross+b, crossF+b*share
		}
		before = at.Survival
		variance := share*share*all - 2*share*allF + allFF + own - 2*(share*cross-crossF)
		p.T, p.Share, p.StdErr = at.T, share, math.Sqrt(max(0, variance))
		stay := 1 - share
		if stay < 1e-12 { // nobody, but for rounding
			stay = 0
		}
		low, high := curve.CI.limits(stay, p.StdErr/stay)
		p.Low, p.High = 1-high, 1-low
	}
}
