package cox

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// proportional is the score test for adding, to a model that has converged, each
// group's covariates times g(t) = 1 - S(t-), S being the Kaplan-Meier curve of
// all (Grambsch and Therneau 1994, in the exact form of R's survival 3). The
// score for the coefficients themselves is zero, so the test is
// u' (I22 - I21 I11⁻¹ I12)⁻¹ u for the group's part of u and I22.
func (r *risk) proportional(f *fitted, covariates []Covariate) (byGroup []Test, all Test) {
	g, squared := make([]float64, len(r.deaths)), make([]float64, len(r.deaths))
	mean := 0.0
	for t, d := range r.deaths {
		g[t] = 1 - r.survivalBefore[t]
		mean += g[t] * float64(d) / float64(r.events)
	}
	for t := range g {
		g[t] -= mean // changes no test, and keeps the numbers small
		squared[t] = g[t] * g[t]
	}
	u, cross := r.moments(g)
	_, own := r.moments(squared)
	// What is left of the information on the added part.
	var solved, explained mat.Dense
	if err := f.chol.SolveTo(&solved, cross); err != nil {
		return nil, untested("", r.p)
	}
	explained.Mul(cross, &solved)
	left := mat.NewSymDense(r.p, nil)
	for j := range r.p {
		for k := range j + 1 {
			left.SetSym(j, k, own.At(j, k)-explained.At(j, k))
		}
	}
	test := func(name string, columns []int) Test {
		part, score := mat.NewSymDense(len(columns), nil), mat.NewVecDense(len(columns), nil)
		for a, j := range columns {
			score.SetVec(a, u[j])
			for b, k := range columns[:a+1] {
				part.SetSym(a, b, left.At(j, k))
			}
			if !(left.At(j, j) > 1e-9*own.At(j, j)) {
				return untested(name, len(columns))
			}
		}
		var chol mat.Cholesky
		on := mat.NewVecDense(len(columns), nil)
		if !chol.Factorize(part) || chol.SolveVecTo(on, score) != nil {
			return untested(name, len(columns))
		}
		return chiSquare(name, mat.Dot(on, score), len(columns))
	}
	every := make([]int, r.p)
	for j := range every {
		every[j] = j
	}
	for from := 0; from < r.p; {
		to := from + 1
		name := covariates[from].Name
		if group := covariates[from].Group; group != "" {
			name = group
			for to < r.p && covariates[to].Group == group {
				to++
			}
		}
		byGroup = append(byGroup, test(name, every[from:to]))
		from = to
	}
	return byGroup, test("", every)
}

func untested(name string, df int) Test {
	return Test{Name: name, Chi2: math.NaN(), DF: df, P: math.NaN()}
}
