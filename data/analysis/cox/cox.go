// Package cox answers: which attributes go with leaving sooner, each held
// against the others? It fits the proportional hazards model of Cox 1972 by
// Newton's method on the partial likelihood. Definitions C.7 and C.32.
//
// Fit is the kernel and knows no event log; Build takes customers and their
// attributes from one. Both are pure; results are immutable.
package cox

import (
	"context"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/survival"
)

// Ties says how people who leave at the same time share the likelihood.
type Ties string

// The ways of C.7. The zero Ties is Efron.
const (
	Efron   Ties = "efron"
	Breslow Ties = "breslow"
)

// Covariate is one column of the model. Covariates of a Group, the levels of an
// attribute, are tested together for proportional hazards; one without is a
// group of its own.
type Covariate struct {
	Name, Group string
	Values      []float64 // by spell
}

// Term is the estimate for a covariate.
type Term struct {
	Name, Group string
	Coef        float64 // change of the log hazard by 1 of the covariate
	StdErr      float64
	Z, P        float64 // Coef / StdErr, and its two-sided probability
	HR          float64 // hazard ratio: exp(Coef)
	Low, High   float64 // its 95 % interval
}

// Test is a chi-square test. Chi2 and P are NaN where it cannot be made.
type Test struct {
	Name string
	Chi2 float64
	DF   int
	P    float64
}

// Model is a fitted model.
type Model struct {
	N, Events                    int
	Terms                        []Term
	LogLik, LogLikNull           float64
	LikelihoodRatio, Wald, Score Test
	Concordance                  Concordance
	// Proportional tests by group whether a hazard ratio stays the same over time,
	// with the Kaplan-Meier transform of time, as cox.zph of R's survival 3 does; a
	// small P says that it does not. ProportionalAll tests all together.
	Proportional    []Test
	ProportionalAll Test
}

// Fit estimates the model. With late entries a person is at risk from entry on.
// Errors are data.Error and name the covariate: one that is the same for all, or
// follows from others, or separates who leaves from who stays, so that its
// hazard ratio has no finite estimate; or nobody has left.
func Fit(ctx context.Context, spells []survival.Spell, covariates []Covariate, ties Ties) (Model, error) {
	if err := check(spells, covariates, ties); err != nil {
		return Model{}, err
	}
	r, err := newRisk(spells, covariates, ties)
	if err != nil {
		return Model{}, err
	}
	f, err := r.newton(ctx, covariates)
	if err != nil {
		return Model{}, err
	}
	m := Model{N: r.n, Events: r.events, LogLik: f.logLik, LogLikNull: f.logLikNull}
	var inverse mat.SymDense
	if err := f.chol.InverseTo(&inverse); err != nil {
		return Model{}, tooLittle(err)
	}
	for j, c := range covariates {
		t := Term{Name: c.Name, Group: c.Group}
		t.Coef, t.StdErr = f.beta[j]/r.scale[j], math.Sqrt(inverse.At(j, j))/r.scale[j]
		t.Z = t.Coef / t.StdErr
		t.P = math.Erfc(math.Abs(t.Z) / math.Sqrt2)
		t.HR, t.Low, t.High = math.Exp(t.Coef), math.Exp(t.Coef-interval.Z95*t.StdErr), math.Exp(t.Coef+interval.Z95*t.StdErr)
		m.Terms = append(m.Terms, t)
	}
	beta := mat.NewVecDense(r.p, f.beta)
	m.LikelihoodRatio = chiSquare("", 2*(m.LogLik-m.LogLikNull), r.p)
	m.Wald = chiSquare("", mat.Inner(beta, f.information, beta), r.p)
	m.Score = chiSquare("", f.score, r.p)
	m.Concordance = r.concordance()
	m.Proportional, m.ProportionalAll = r.proportional(f, covariates)
	return m, nil
}

func chiSquare(name string, chi2 float64, df int) Test {
	chi2 = max(0, chi2)
	return Test{Name: name, Chi2: chi2, DF: df, P: distuv.ChiSquared{K: float64(df)}.Survival(chi2)}
}

func check(spells []survival.Spell, covariates []Covariate, ties Ties) error {
	if err := survival.Check(spells); err != nil {
		return err
	}
	if ties != "" && ties != Efron && ties != Breslow {
		return data.Errorf(data.CodeBadInput, "%q is no way to treat ties: say %s or %s.", ties, Efron, Breslow)
	}
	if len(covariates) == 0 {
		return data.Errorf(data.CodeBadInput, "The model has no attribute to look at; choose at least one.")
	}
	for _, c := range covariates {
		if len(c.Values) != len(spells) {
			return data.Errorf(data.CodeInternal, "%s has %d values for %d people; please report this.", c.Name, len(c.Values), len(spells))
		}
		for _, v := range c.Values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return data.Errorf(data.CodeBadInput, "%s holds a value that is no number; correct it or leave %s out.", c.Name, c.Name)
			}
		}
	}
	for _, s := range spells {
		if s.Event {
			return nil
		}
	}
	return data.Errorf(data.CodeNoData, "Nobody has left, so there is nothing to explain; choose a later as-of date.")
}

func tooLittle(err error) error {
	return data.Wrap(err, data.CodeNoData, "Too few people have left to tell the attributes apart; choose fewer of them.")
}

// sameForAll refuses a covariate without variation.
func sameForAll(name string) error {
	return data.Errorf(data.CodeBadInput, "%s is the same for everybody who was there when somebody left, so it explains nothing; leave it out.", name)
}

// follows refuses a covariate that is a sum of others.
func follows(name string, others []string) error {
	return data.Errorf(data.CodeBadInput, "%s follows from %s, so their effects cannot be told apart; leave one of them out.", name, strings.Join(others, ", "))
}

// separates refuses a covariate whose estimate runs away.
func separates(name string) error {
	return data.Errorf(data.CodeBadInput, "%s separates those who left from those who stayed, so its hazard ratio has no finite value; leave it out or merge it with others.", name)
}
