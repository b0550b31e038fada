package btyd

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
)

// Fit is a model that was fitted to histories by maximum likelihood.
type Fit struct {
	Params
	LogLik float64
	N      int // customers
	// Low and High are 95 % intervals of the parameters, from the curvature of the
	// likelihood on their logarithms; NaN where the data do not determine them.
	Low, High Params
	Penalty   float64 // as it was fitted
}

// FitBGNBD fits the model. Penalty is the weight of the sum of the squared
// parameters against the mean log-likelihood, 0 for none; .001 to .1 helps with
// few customers. It is deterministic. Errors are data.Error: nobody bought
// twice, or the likelihood has no top (CodeNoData).
func FitBGNBD(histories []History, penalty float64) (Fit, error) {
	if !(penalty >= 0 && penalty <= 10) {
		return Fit{}, data.Errorf(data.CodeBadInput, "A penalty of %g makes no sense; choose 0 for none, or .001 to .1 for few customers.", penalty)
	}
	like := newLikelihood(histories, penalty)
	if like.repeats == 0 {
		return Fit{}, data.Errorf(data.CodeNoData, "Nobody bought on a second day, so nothing can be said about coming back; import a longer time of purchases.")
	}
	top, ok := climb(like.negative, like.gradient, like.starts())
	if !ok {
		return Fit{}, data.Errorf(data.CodeNoData, "The purchases do not determine the model: there are too few, or all customers buy alike; import more of them or set a penalty of .01.")
	}
	f := Fit{Params: paramsOf(top), N: like.n, Penalty: penalty}
	f.LogLik = like.sum(f.Params, nil)
	low, high := like.intervals(top)
	f.Low, f.High = paramsOf(low), paramsOf(high)
	return f, nil
}

func paramsOf(logs []float64) Params {
	return Params{math.Exp(logs[0]), math.Exp(logs[1]), math.Exp(logs[2]), math.Exp(logs[3])}
}

// farthest bounds the logarithms of parameters; a top beyond it is none.
const farthest = 14

// climb finds the lowest point of a smooth function from several starts, then
// settles it by Newton's steps. ok is false where there is none inside the
// bounds.
func climb(value func([]float64) float64, gradient func(grad, at []float64), starts [][]float64) (at []float64, ok bool) {
	best := math.Inf(1)
	problem := optimize.Problem{Func: value, Grad: gradient}
	for _, start := range starts {
		// An error here is a line search that can get no lower for rounding.
		r, _ := optimize.Minimize(problem, start, &optimize.Settings{GradientThreshold: 1e-8, MajorIterations: 300}, &optimize.BFGS{})
		if r != nil && r.F < best && !math.IsNaN(r.F) {
			best, at = r.F, r.X
		}
	}
	if at == nil {
		return nil, false
	}
	grad := make([]float64, len(at))
	for range 5 {
		gradient(grad, at)
		var step mat.VecDense
		if step.SolveVec(curvature(gradient, at), mat.NewVecDense(len(grad), grad)) != nil {
			break
		}
		next := make([]float64, len(at))
		for i := range at {
			next[i] = at[i] - step.AtVec(i)
		}
		if v := value(next); !(v <= best) {
			break
		} else {
			at, best = next, v
		}
	}
	gradient(grad, at)
	for i, v := range at {
		if math.Abs(v) > farthest || math.Abs(grad[i]) > 1e-5 {
			return at, false
		}
	}
	return at, true
}

// curvature is the matrix of second derivatives, by central differences of the
// gradient.
func curvature(gradient func(grad, at []float64), at []float64) *mat.Dense {
	const h = 1e-5
	n := len(at)
	m := mat.NewDense(n, n, nil)
	up, down, x := make([]float64, n), make([]float64, n), make([]float64, n)
	for j := range n {
		copy(x, at)
		x[j] = at[j] + h
		gradient(up, x)
		x[j] = at[j] - h
		gradient(down, x)
		for i := range n {
			m.Set(i, j, (up[i]-down[i])/(2*h))
		}
	}
	for i := range n {
		for j := range i {
			mean := (m.At(i, j) + m.At(j, i)) / 2
			m.Set(i, j, mean)
			m.Set(j, i, mean)
		}
	}
	return m
}

// intervals are 95 % limits of the logarithms of the parameters.
func (l *likelihood) intervals(top []float64) (low, high []float64) {
	var covariance mat.Dense
	bad := covariance.Inverse(curvature(l.gradient, top)) != nil
	for i, v := range top {
		reach := math.NaN()
		if !bad {
			reach = interval.Z95 * math.Sqrt(covariance.At(i, i)/float64(l.n)) // NaN for a negative one
		}
		low, high = append(low, v-reach), append(high, v+reach)
	}
	return low, high
}
