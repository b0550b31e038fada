package btyd

import "math"

// Params are those of the BG/NBD model: people buy at a rate that is gamma
// distributed (R, Alpha in weeks) and after each purchase leave with a chance
// that is beta distributed (A, B). Fader, Hardie and Lee 2005, "Counting your
// customers" the easy way.
type Params struct{ R, Alpha, A, B float64 }

// History is what the model knows of a customer.
type History struct {
	X  int     // repeat purchase days
	TX float64 // weeks from the first purchase day to the last
	T  float64 // weeks from the first purchase day to the as-of date
}

// LogLikelihood is that of one customer's history (C.22).
func (p Params) LogLikelihood(h History) float64 {
	x := float64(h.X)
	a1 := lgamma(p.R+x) - lgamma(p.R) + p.R*math.Log(p.Alpha)
	a2 := lgamma(p.A+p.B) + lgamma(p.B+x) - lgamma(p.B) - lgamma(p.A+p.B+x)
	a3 := -(p.R + x) * math.Log(p.Alpha+h.T)
	if h.X == 0 {
		return a1 + a2 + a3
	}
	a4 := math.Log(p.A) - math.Log(p.B+x-1) - (p.R+x)*math.Log(p.Alpha+h.TX)
	top := max(a3, a4)
	return a1 + a2 + top + math.Log(math.Exp(a3-top)+math.Exp(a4-top))
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// Alive is the chance that the customer has not left by T. In the model nobody
// leaves before the second purchase, so that it is 1 with X = 0: that says
// nothing, and Row.Known is false.
func (p Params) Alive(h History) float64 {
	if h.X == 0 {
		return 1
	}
	x := float64(h.X)
	odds := p.A / (p.B + x - 1) * math.Exp((p.R+x)*(math.Log(p.Alpha+h.T)-math.Log(p.Alpha+h.TX)))
	return 1 / (1 + odds)
}

// Expected is how many purchase days the customer has in the t weeks after T, on
// average: equation 10 of the paper, after Euler's transformation of its
// hypergeometric function, which keeps the terms small.
func (p Params) Expected(h History, t float64) float64 {
	return p.growth(float64(h.X), h.T, t) * p.Alive(h)
}

// ExpectedOfNew is how many repeat purchase days a new customer has in the first
// t weeks, on average: equation 9.
func (p Params) ExpectedOfNew(t float64) float64 { return p.growth(0, 0, t) }

// growth is Expected of one who is alive.
func (p Params) growth(x, length, t float64) float64 {
	if t <= 0 {
		return 0
	}
	a := p.A
	// The limits at a = 1 and a+b+x = 1 exist, but not the formula there.
	const aside = 1e-8
	for math.Abs(a-1) < aside/2 || math.Abs(a+p.B+x-1) < aside/2 {
		a += aside
	}
	z := t / (p.Alpha + length + t)
	c := a + p.B + x - 1
	stays := math.Exp((a-1)*math.Log1p(-z)) * hypergeometric(a+p.B-1-p.R, a-1, c, z)
	return c / (a - 1) * (1 - stays)
}

// hypergeometric is Gauss's function 2F1(a, b; c; z) for 0 <= z < 1, by its
// series.
func hypergeometric(a, b, c, z float64) float64 {
	const most = 200_000
	term, sum := 1.0, 1.0
	for n := 0.0; n < most; n++ {
		term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
		sum += term
		// The ratio of terms tends to z: what is left is about term z/(1-z).
		if n > 10 && math.Abs(term)*z <= (1-z)*1e-16*math.Abs(sum) || term == 0 {
			break
		}
	}
	return sum
}
