package btyd

import (
	"cmp"
	"math"
	"slices"
)

// likelihood is that of many histories, equal ones counted together. It keeps
// scratch and is for one goroutine.
type likelihood struct {
	groups   []group
	n        int
	repeats  int
	weeks    float64 // of all customers together
	mostX    int
	penalty  float64
	r, ab, b rising
}

type group struct {
	History
	n float64
}

func newLikelihood(histories []History, penalty float64) *likelihood {
	l := &likelihood{n: len(histories), penalty: penalty}
	sorted := slices.Clone(histories)
	slices.SortFunc(sorted, func(a, b History) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.T, b.T), cmp.Compare(a.TX, b.TX))
	})
	for i, h := range sorted {
		if i == 0 || h != sorted[i-1] {
			l.groups = append(l.groups, group{History: h})
		}
		l.groups[len(l.groups)-1].n++
		l.repeats += h.X
		l.weeks += h.T
		l.mostX = max(l.mostX, h.X)
	}
	return l
}

// starts are where the climb begins, as logarithms: rates as they are on
// average, spread differently.
func (l *likelihood) starts() [][]float64 {
	pause := max(l.weeks, 1) / float64(max(l.repeats, 1)) // weeks for a repeat purchase
	logs := func(r, a, b float64) []float64 {
		return []float64{math.Log(r), math.Log(r * pause), math.Log(a), math.Log(b)}
	}
	return [][]float64{logs(.5, .5, 2), logs(2, .2, 2), logs(.2, 2, 8)}
}

// negative is the penalised mean of minus the log-likelihood, and gradient its
// slope, both over the logarithms of the parameters.
func (l *likelihood) negative(at []float64) float64 {
	p := paramsOf(at)
	v := -l.sum(p, nil)/float64(l.n) + l.penalty*(p.R*p.R+p.Alpha*p.Alpha+p.A*p.A+p.B*p.B)
	if math.IsNaN(v) {
		return math.Inf(1)
	}
	return v
}

func (l *likelihood) gradient(grad, at []float64) {
	p := paramsOf(at)
	l.sum(p, grad)
	for i, v := range []float64{p.R, p.Alpha, p.A, p.B} {
		grad[i] = v * (-grad[i]/float64(l.n) + 2*l.penalty*v)
	}
}

// sum is the log-likelihood; where grad is not nil it becomes the slope by the
// parameters. Gamma functions of p+x differ from those of p by a sum over x
// terms, so that one table serves all customers.
func (l *likelihood) sum(p Params, grad []float64) float64 {
	l.r.fill(p.R, l.mostX)
	l.ab.fill(p.A+p.B, l.mostX)
	l.b.fill(p.B, l.mostX)
	logAlpha, logA := math.Log(p.Alpha), math.Log(p.A)
	total, slope := 0.0, Params{}
	for i := range l.groups {
		g := &l.groups[i]
		x, logT := float64(g.X), math.Log(p.Alpha+g.T)
		v := l.r.log[g.X] + p.R*logAlpha + l.b.log[g.X] - l.ab.log[g.X]
		stayed, logTX := 1.0, 0.0 // share of the likelihood of those who have not left
		a3 := -(p.R + x) * logT
		if g.X == 0 {
			v += a3
		} else {
			logTX = math.Log(p.Alpha + g.TX)
			a4 := logA - math.Log(p.B+x-1) - (p.R+x)*logTX
			left := math.Exp(a4 - a3)
			switch {
			case left < 1e300:
				v += a3 + math.Log1p(left)
				stayed = 1 / (1 + left)
			default:
				v, stayed = v+a4, 0
			}
		}
		total += g.n * v
		if grad == nil {
			continue
		}
		left := 1 - stayed
		slope.R += g.n * (l.r.slope[g.X] + logAlpha - stayed*logT - left*logTX)
		slope.Alpha += g.n * (p.R/p.Alpha - (p.R+x)*(stayed/(p.Alpha+g.T)+left/(p.Alpha+g.TX)))
		slope.A -= g.n * l.ab.slope[g.X]
		slope.B += g.n * (l.b.slope[g.X] - l.ab.slope[g.X])
		if g.X > 0 {
			slope.A += g.n * left / p.A
			slope.B -= g.n * left / (p.B + x - 1)
		}
	}
	if grad != nil {
		grad[0], grad[1], grad[2], grad[3] = slope.R, slope.Alpha, slope.A, slope.B
	}
	return total
}

// rising is a table of ln G(p+x) - ln G(p), by x, and of its slope by p.
type rising struct{ log, slope []float64 }

func (t *rising) fill(p float64, most int) {
	if len(t.log) != most+1 {
		t.log, t.slope = make([]float64, most+1), make([]float64, most+1)
	}
	log, slope := 0.0, 0.0
	for x := range most {
		log += math.Log(p + float64(x))
		slope += 1 / (p + float64(x))
		t.log[x+1], t.slope[x+1] = log, slope
	}
}
