package cox_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
)

// sampleOf makes people with three covariates, some of them with late entries,
// and many ties.
func sampleOf(seed uint64, n int) ([]survival.Spell, []cox.Covariate) {
	random := rand.New(rand.NewPCG(seed, 5))
	covariates := []cox.Covariate{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	people := make([]survival.Spell, n)
	for i := range people {
		a, b, c := random.NormFloat64(), float64(random.IntN(2)), 1000+50*random.Float64()
		for j, x := range []float64{a, b, c} {
			covariates[j].Values = append(covariates[j].Values, x)
		}
		stay, seen := random.ExpFloat64()*10*math.Exp(-.5*a+.4*b), random.Float64()*20
		people[i] = survival.Spell{Time: math.Ceil(min(stay, seen)), Event: stay <= seen}
		if random.IntN(3) == 0 {
			people[i].Entry = float64(random.IntN(int(people[i].Time)))
		}
	}
	return people, covariates
}

// logLik is the partial likelihood as the textbook has it: for each event time,
// the l-th of the d who leave competes with all at risk less l/d of those d.
func logLik(people []survival.Spell, covariates []cox.Covariate, beta []float64, ties cox.Ties) float64 {
	eta := make([]float64, len(people))
	for i := range people {
		for j, c := range covariates {
			eta[i] += beta[j] * (c.Values[i] - c.Values[0]) // any origin will do
		}
	}
	sum := 0.0
	seen := map[float64]bool{}
	for _, at := range people {
		if !at.Event || seen[at.Time] {
			continue
		}
		seen[at.Time] = true
		risk, own, d := 0.0, 0.0, 0
		for i, p := range people {
			if p.Time >= at.Time && (p.Entry == 0 || p.Entry < at.Time) {
				risk += math.Exp(eta[i])
			}
			if p.Event && p.Time == at.Time {
				own += math.Exp(eta[i])
				sum += eta[i]
				d++
			}
		}
		for l := range d {
			f := float64(l) / float64(d)
			if ties == cox.Breslow {
				f = 0
			}
			sum -= math.Log(risk - f*own)
		}
	}
	return sum
}

// The fit is at the top of the likelihood, whose curvature there is the inverse
// of the variance.
func TestMaximum(t *testing.T) {
	for seed := range uint64(6) {
		people, covariates := sampleOf(seed, 150)
		ties := []cox.Ties{cox.Efron, cox.Breslow}[seed%2]
		m := fit(people, covariates, ties)
		beta := make([]float64, 3)
		checkNear(t, "null log-likelihood", m.LogLikNull, logLik(people, covariates, beta, ties))
		for j, term := range m.Terms {
			beta[j] = term.Coef
		}
		top := logLik(people, covariates, beta, ties)
		checkNear(t, "log-likelihood", m.LogLik, top)
		for j, term := range m.Terms {
			at := func(by float64) float64 {
				moved := append([]float64{}, beta...)
				moved[j] += by * term.StdErr
				return logLik(people, covariates, moved, ties)
			}
			if slope := (at(1e-4) - at(-1e-4)) / 2e-4; math.Abs(slope) > 1e-6 {
				t.Errorf("slope %g along %s, want none", slope, term.Name)
			}
		}
		// The variance is the inverse of the matrix of second differences.
		var h [3][3]float64
		for j := range h {
			for k := range h {
				at := func(x, y float64) float64 {
					moved := append([]float64{}, beta...)
					moved[j] += x * 1e-2 * m.Terms[j].StdErr
					moved[k] += y * 1e-2 * m.Terms[k].StdErr
					return logLik(people, covariates, moved, ties)
				}
				h[j][k] = -(at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / 4e-4
			}
		}
		det := h[0][0]*(h[1][1]*h[2][2]-h[1][2]*h[2][1]) - h[0][1]*(h[1][0]*h[2][2]-h[1][2]*h[2][0]) + h[0][2]*(h[1][0]*h[2][1]-h[1][1]*h[2][0])
		if variance := (h[1][1]*h[2][2] - h[1][2]*h[2][1]) / det; math.Abs(variance-1) > 1e-3 { // in units of StdErr²
			t.Errorf("the first variance is %g of what the curvature says", variance)
		}
	}
}

// Proportional hazards are tested as R's documentation has it: the score test for
// adding x g(t), here with means and covariances of each risk set summed person
// by person.
func TestProportional(t *testing.T) {
	for seed := range uint64(4) {
		people, covariates := sampleOf(seed, 150)
		m := fit(people, covariates, cox.Efron)
		const p = 3
		u, information := make([]float64, p), mat.NewSymDense(2*p, nil)
		stay := 1.0 // all together, just before the time
		for _, at := range sortedEvents(people) {
			atRisk, d := 0.0, 0
			for _, q := range people {
				if q.Time >= at && (q.Entry == 0 || q.Entry < at) {
					atRisk++
				}
				if q.Time == at && q.Event {
					d++
				}
			}
			g := 1 - stay
			stay *= 1 - float64(d)/atRisk
			for l := range d {
				var s0 float64
				var s1 [p]float64
				var s2 [p][p]float64
				for i, q := range people {
					if q.Time < at || q.Entry > 0 && q.Entry >= at {
						continue
					}
					eta := 0.0
					x := func(j int) float64 { return covariates[j].Values[i] - covariates[j].Values[0] }
					for j := range p {
						eta += m.Terms[j].Coef * x(j)
					}
					w := math.Exp(eta)
					if q.Time == at && q.Event {
						w *= 1 - float64(l)/float64(d)
						if l == 0 {
							for j := range p {
								u[j] += g * x(j)
							}
						}
					}
					s0 += w
					for j := range p {
						s1[j] += w * x(j)
						for k := range p {
							s2[j][k] += w * x(j) * x(k)
						}
					}
				}
				for j := range p {
					u[j] -= g * s1[j] / s0
					for k := range p {
						v := s2[j][k]/s0 - s1[j]*s1[k]/s0/s0
						if k >= j {
							information.SetSym(j, k, information.At(j, k)+v)
							information.SetSym(p+j, p+k, information.At(p+j, p+k)+g*g*v)
						}
						information.SetSym(j, p+k, information.At(j, p+k)+g*v)
					}
				}
			}
		}
		test := func(columns ...int) float64 {
			kept := []int{0, 1, 2}
			for _, j := range columns {
				kept = append(kept, p+j)
			}
			part, score := mat.NewDense(len(kept), len(kept), nil), mat.NewVecDense(len(kept), nil)
			for a, j := range kept {
				for b, k := range kept {
					part.Set(a, b, information.At(j, k))
				}
				if j >= p {
					score.SetVec(a, u[j-p])
				}
			}
			var on mat.VecDense
			if err := on.SolveVec(part, score); err != nil {
				t.Fatal(err)
			}
			return mat.Dot(&on, score)
		}
		for j, got := range m.Proportional {
			checkNear(t, got.Name, got.Chi2, test(j))
		}
		checkNear(t, "all", m.ProportionalAll.Chi2, test(0, 1, 2))
	}
}

// sortedEvents lists the times at which somebody left, ascending.
func sortedEvents(people []survival.Spell) []float64 {
	var out []float64
	for _, p := range people {
		if p.Event {
			out = append(out, p.Time)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Pairs are counted as the definition has it, one by one.
func TestConcordance(t *testing.T) {
	for seed := range uint64(6) {
		people, covariates := sampleOf(seed, 120)
		for i := range covariates[0].Values {
			covariates[0].Values[i] = math.Round(covariates[0].Values[i]) // ties of the model
		}
		m := fit(people, covariates[:2], cox.Efron)
		var want cox.Concordance
		for i, p := range people {
			for j, q := range people {
				later := q.Time > p.Time || q.Time == p.Time && !q.Event
				if i == j || !p.Event || !later || q.Entry > 0 && q.Entry >= p.Time {
					continue
				}
				x, y := 0.0, 0.0
				for k, term := range m.Terms {
					x, y = x+term.Coef*covariates[k].Values[i], y+term.Coef*covariates[k].Values[j]
				}
				switch {
				case math.Abs(x-y) < 1e-9:
					want.Tied++
				case x > y:
					want.Concordant++
				default:
					want.Discordant++
				}
			}
		}
		got := m.Concordance
		if got.Concordant != want.Concordant || got.Discordant != want.Discordant || got.Tied != want.Tied || want.Tied == 0 {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// Another unit and origin of a covariate change its coefficient alone.
func TestUnits(t *testing.T) {
	people, covariates := sampleOf(3, 5000) // on many goroutines
	m := fit(people, covariates, "")
	scaled := cox.Covariate{Name: "a"}
	for _, x := range covariates[0].Values {
		scaled.Values = append(scaled.Values, 1e6*x+1e8)
	}
	n := fit(people, []cox.Covariate{scaled, covariates[1], covariates[2]}, "")
	checkNear(t, "scaled", n.Terms[0].Coef*1e6, m.Terms[0].Coef)
	checkNear(t, "other", n.Terms[1].Coef, m.Terms[1].Coef)
	checkNear(t, "log-likelihood", n.LogLik, m.LogLik)
	checkNear(t, "proportional", n.ProportionalAll.Chi2, m.ProportionalAll.Chi2)
	if again := fit(people, covariates, ""); fmt.Sprint(again) != fmt.Sprint(m) {
		t.Error("the same data gave another model")
	}
}

func TestRefusals(t *testing.T) {
	people, covariates := sampleOf(1, 200)
	with := func(name string, of func(i int) float64) []cox.Covariate {
		c := cox.Covariate{Name: name}
		for i := range people {
			c.Values = append(c.Values, of(i))
		}
		return append(append([]cox.Covariate{}, covariates...), c)
	}
	a, b := covariates[0].Values, covariates[1].Values
	censored := append([]survival.Spell{}, people...)
	for i := range censored {
		censored[i].Event = false
	}
	for _, c := range []struct {
		people     []survival.Spell
		covariates []cox.Covariate
		says       string
	}{
		{people, with("one", func(int) float64 { return 7 }), "one is the same for everybody"},
		{people, with("sum", func(i int) float64 { return 3*a[i] - 2*b[i] + 5 }), "sum follows from a, b,"},
		{people, with("split", func(i int) float64 {
			if people[i].Event {
				return 1
			}
			return 0
		}), "split separates"},
		{people, with("order", func(i int) float64 { return -people[i].Time }), "order separates"},
		{people, with("text", func(int) float64 { return math.NaN() }), "text holds a value that is no number"},
		{people, nil, "no attribute"},
		{censored, covariates, "Nobody has left"},
		{nil, nil, "nobody to follow"},
	} {
		_, err := cox.Fit(context.Background(), c.people, c.covariates, "")
		if err == nil || !strings.Contains(data.Sentence(err), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := cox.Fit(cancelled, people, covariates, ""); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("cancelled: %v", err)
	}
}
