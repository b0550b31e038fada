package btyd

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"cxworkbench/data"
)

// Spending are the parameters of the Gamma-Gamma model: what a customer spends
// on a purchase day is gamma distributed (P) around a mean of their own, and the
// means are spread over customers (Q, V). Fader and Hardie 2013, "The
// Gamma-Gamma model of monetary value".
type Spending struct{ P, Q, V float64 }

// Spent is what the model knows of a customer.
type Spent struct {
	X    int     // purchase days the mean is of
	Mean float64 // amount of one of them, on average; positive
}

// LogLikelihood is that of one customer's mean.
func (s Spending) LogLikelihood(c Spent) float64 {
	px := s.P * float64(c.X)
	return lgamma(px+s.Q) - lgamma(px) - lgamma(s.Q) + s.Q*math.Log(s.V) + (px-1)*math.Log(c.Mean) +
		px*math.Log(float64(c.X)) - (px+s.Q)*math.Log(float64(c.X)*c.Mean+s.V)
}

// Expected is what the customer spends on a purchase day to come, on average: a
// weighting of the customer's own mean and that of all. With X = 0 it is that of
// all. NaN where the spread is so wide that it has no mean.
func (s Spending) Expected(c Spent) float64 {
	px := s.P * float64(c.X)
	if px+s.Q <= 1 {
		return math.NaN()
	}
	return s.P * (s.V + float64(c.X)*c.Mean) / (px + s.Q - 1)
}

// SpendingFit is a Gamma-Gamma model that was fitted by maximum likelihood.
type SpendingFit struct {
	Spending
	LogLik float64
	N      int // customers with a repeat purchase; the others are not used
	// Correlation of X and Mean. The model assumes that who buys often spends
	// neither more nor less on a day: far from 0 it does not hold.
	Correlation float64
}

// FitSpending fits the model to the customers with X > 0 and a positive mean.
// Errors are data.Error: too few of them, or no top (CodeNoData).
func FitSpending(all []Spent) (SpendingFit, error) {
	used := slices.DeleteFunc(slices.Clone(all), func(c Spent) bool { return c.X <= 0 || !(c.Mean > 0) })
	const fewest = 10
	if len(used) < fewest {
		return SpendingFit{}, data.Errorf(data.CodeNoData, "Only %d customers bought again at a price, too few to say what is spent; at least %d are needed.", len(used), fewest)
	}
	mean := 0.0
	for _, c := range used {
		mean += c.Mean / float64(len(used))
	}
	sums := newSpendingSums(used, mean)
	value := func(at []float64) float64 { return -sums.add(spendingOf(at), nil) / float64(len(used)) }
	gradient := func(grad, at []float64) {
		sums.add(spendingOf(at), grad)
		for i := range grad {
			grad[i] *= -math.Exp(at[i]) / float64(len(used))
		}
	}
	starts := [][]float64{{math.Log(5), math.Log(4), math.Log(.6)}, {0, math.Log(3), math.Log(2)}}
	top, ok := climb(value, gradient, starts)
	if !ok {
		return SpendingFit{}, data.Errorf(data.CodeNoData, "The amounts do not determine what is spent: there are too few, or all are alike.")
	}
	s := spendingOf(top)
	s.V *= mean
	f := SpendingFit{Spending: s, N: len(used), Correlation: correlation(used)}
	for _, c := range used {
		f.LogLik += s.LogLikelihood(c)
	}
	return f, nil
}

func spendingOf(logs []float64) Spending {
	return Spending{math.Exp(logs[0]), math.Exp(logs[1]), math.Exp(logs[2])}
}

// spendingSums are the customers by X, so that gamma functions are found once
// for each. Means are over the mean of all, so that starts do not depend on the
// currency.
type spendingSums struct {
	x       []float64
	totals  [][]float64 // X times the mean, of each customer
	logMean []float64   // sum of the logarithms of the means
}

func newSpendingSums(used []Spent, scale float64) *spendingSums {
	s := &spendingSums{}
	slices.SortStableFunc(used, func(a, b Spent) int { return cmp.Compare(a.X, b.X) })
	for i, c := range used {
		if i == 0 || c.X != used[i-1].X {
			s.x, s.totals, s.logMean = append(s.x, float64(c.X)), append(s.totals, nil), append(s.logMean, 0)
		}
		last, mean := len(s.x)-1, c.Mean/scale
		s.totals[last] = append(s.totals[last], float64(c.X)*mean)
		s.logMean[last] += math.Log(mean)
	}
	return s
}

// add is the log-likelihood of all; where grad is not nil it becomes the slope
// by the parameters.
func (s *spendingSums) add(p Spending, grad []float64) float64 {
	sum, slope := 0.0, Spending{}
	for i, x := range s.x {
		n, px := float64(len(s.totals[i])), p.P*x
		logs, inverse := 0.0, 0.0
		for _, total := range s.totals[i] {
			logs += math.Log(total + p.V)
			inverse += 1 / (total + p.V)
		}
		sum += n*(lgamma(px+p.Q)-lgamma(px)-lgamma(p.Q)+p.Q*math.Log(p.V)+px*math.Log(x)) + (px-1)*s.logMean[i] - (px+p.Q)*logs
		if grad == nil {
			continue
		}
		rise := mathext.Digamma(px + p.Q)
		slope.P += x * (n*(rise-mathext.Digamma(px)+math.Log(x)) + s.logMean[i] - logs)
		slope.Q += n*(rise-mathext.Digamma(p.Q)+math.Log(p.V)) - logs
		slope.V += n*p.Q/p.V - (px+p.Q)*inverse
	}
	if grad != nil {
		grad[0], grad[1], grad[2] = slope.P, slope.Q, slope.V
	}
	if math.IsNaN(sum) {
		return math.Inf(-1)
	}
	return sum
}

// correlation is Pearson's, of how often and how much; NaN where one is constant.
func correlation(all []Spent) float64 {
	n, mx, mm := float64(len(all)), 0.0, 0.0
	for _, c := range all {
		mx, mm = mx+float64(c.X)/n, mm+c.Mean/n
	}
	var xx, mmm, xm float64
	for _, c := range all {
		dx, dm := float64(c.X)-mx, c.Mean-mm
		xx, mmm, xm = xx+dx*dx, mmm+dm*dm, xm+dx*dm
	}
	return xm / math.Sqrt(xx*mmm)
}
