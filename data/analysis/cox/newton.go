package cox

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"cxworkbench/data"
)

// Limits of the iteration, for standardised covariates.
const (
	mostSteps   = 100
	smallStep   = 1e-9 // a step so small ends it: the next is its square
	flat        = 1e-9 // a relative gain of the likelihood so small is none
	mostFlat    = 5    // steps without gain, but not small: a coefficient runs away
	dependent   = 1e-9 // the share of a covariate's information that is its own
	mostHalving = 30   // of a step that overshoots
	partOf      = 1e-6 // a coefficient so small on another covariate is none
)

// fitted is the maximum of the likelihood.
type fitted struct {
	beta               []float64 // of the standardised covariates
	logLik, logLikNull float64
	score              float64 // chi-square of the score test at 0
	information        *mat.SymDense
	chol               mat.Cholesky
}

// newton climbs to the maximum, halving steps that lead down.
func (r *risk) newton(ctx context.Context, covariates []Covariate) (*fitted, error) {
	f := &fitted{beta: make([]float64, r.p)}
	f.logLik = r.set(f.beta)
	f.logLikNull = f.logLik
	still := 0
	for step := range mostSteps {
		if err := ctx.Err(); err != nil {
			return nil, data.Wrap(err, data.CodeCancelled, "The model was cancelled; nothing was changed.")
		}
		var score []float64
		score, f.information = r.moments(nil)
		if step == 0 {
			if err := r.independent(f.information, covariates); err != nil {
				return nil, err
			}
		}
		move := mat.NewVecDense(r.p, nil)
		u := mat.NewVecDense(r.p, score)
		if !f.chol.Factorize(f.information) || f.chol.SolveVecTo(move, u) != nil {
			return nil, separates(covariates[largest(f.beta)].Name)
		}
		if step == 0 {
			f.score = mat.Dot(move, u)
		}
		gain := f.climb(r, move.RawVector().Data)
		far := math.Abs(move.AtVec(largest(move.RawVector().Data)))
		switch {
		case far < smallStep:
			_, f.information = r.moments(nil)
			if !f.chol.Factorize(f.information) {
				return nil, tooLittle(nil)
			}
			return f, nil
		case gain <= flat*math.Abs(f.logLik):
			still++
		}
		if still > mostFlat {
			return nil, separates(covariates[largest(move.RawVector().Data)].Name)
		}
	}
	return nil, separates(covariates[largest(f.beta)].Name)
}

// climb takes a step, or the part of it that does not lead down, and says how
// much the likelihood gained. The step taken is left in move.
func (f *fitted) climb(r *risk, move []float64) (gain float64) {
	before, next := f.logLik, make([]float64, len(move))
	for range mostHalving {
		for j := range move {
			next[j] = f.beta[j] + move[j]
		}
		// Rounding may lose a little at the very top.
		if logLik := r.set(next); logLik >= before-1e-11*math.Abs(before) {
			copy(f.beta, next)
			f.logLik = logLik
			return logLik - before
		}
		for j := range move {
			move[j] /= 2
		}
	}
	r.set(f.beta)
	clear(move)
	return 0
}

func largest(v []float64) int {
	at := 0
	for j, x := range v {
		if math.Abs(x) > math.Abs(v[at]) {
			at = j
		}
	}
	return at
}

// independent refuses covariates that add nothing to those before them: the
// information is built up column by column, and each must keep a part of its own.
func (r *risk) independent(information *mat.SymDense, covariates []Covariate) error {
	unit := mat.NewSymDense(r.p, nil)
	for j := range r.p {
		if own := information.At(j, j); !(own > dependent*float64(r.events)*1e-3) {
			return sameForAll(covariates[j].Name)
		}
		for k := range j + 1 {
			unit.SetSym(j, k, information.At(j, k)/math.Sqrt(information.At(j, j)*information.At(k, k)))
		}
	}
	for j := 1; j < r.p; j++ {
		var chol mat.Cholesky
		if !chol.Factorize(unit.SliceSym(0, j)) {
			return tooLittle(nil)
		}
		with, on := mat.NewVecDense(j, nil), mat.NewVecDense(j, nil)
		for k := range j {
			with.SetVec(k, unit.At(j, k))
		}
		if err := chol.SolveVecTo(on, with); err != nil {
			return tooLittle(err)
		}
		if 1-mat.Dot(on, with) > dependent {
			continue
		}
		var others []string
		for k := range j {
			if math.Abs(on.AtVec(k)) > partOf {
				others = append(others, covariates[k].Name)
			}
		}
		return follows(covariates[j].Name, others)
	}
	return nil
}
