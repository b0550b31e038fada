package survival

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"cxworkbench/data"
)

// RankTest names how much each event time weighs when groups are compared.
type RankTest string

// The tests of C.32. The zero RankTest is LogRank.
const (
	LogRank  RankTest = "log-rank"  // all times alike: best where hazards are proportional
	Wilcoxon RankTest = "wilcoxon"  // Gehan: by the number at risk; early times weigh more
	PetoPeto RankTest = "peto-peto" // by the share still there; as R's survdiff with rho = 1
)

// ParseRankTest reads the name of a test; an empty name is LogRank.
func ParseRankTest(s string) (RankTest, error) {
	switch test := RankTest(s); test {
	case "":
		return LogRank, nil
	case LogRank, Wilcoxon, PetoPeto:
		return test, nil
	}
	return "", data.Errorf(data.CodeBadInput, "%q is no test: say %s, %s or %s.", s, LogRank, Wilcoxon, PetoPeto)
}

// Comparison is the outcome of a rank test: how likely curves at least as
// different are if the groups in truth leave alike.
type Comparison struct {
	Test     RankTest
	Chi2     float64
	DF       int
	P        float64
	Observed []int     // events by group
	Expected []float64 // events by group, if all groups left alike
}

// Compare tests whether groups leave alike (C.6): Z' V⁻ Z with as many degrees
// of freedom as V has rank, one less than there are groups that were ever at
// risk with others. With late entries a person counts at risk from entry on; all
// times count, those before a curve begins too. Errors are data.Error: fewer
// than two groups with anybody in them, durations that cannot be, or no events.
func Compare(groups [][]Spell, test RankTest) (Comparison, error) {
	test, err := ParseRankTest(string(test))
	if err != nil {
		return Comparison{}, err
	}
	filled, n := 0, 0
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		filled, n = filled+1, n+len(g)
		if err := Check(g); err != nil {
			return Comparison{}, err
		}
	}
	if filled < 2 {
		return Comparison{}, data.Errorf(data.CodeNoData, "A comparison needs at least two groups with people in them; there is %d.", filled)
	}
	r := newRanks(groups, n)
	if r.events == 0 {
		return Comparison{}, data.Errorf(data.CodeNoData, "Nobody has left, so there is nothing to compare; choose a later as-of date.")
	}
	c := Comparison{Test: test, Observed: r.observed, Expected: make([]float64, len(groups))}
	z, v := r.sums(test, c.Expected)
	c.Chi2, c.DF = quadratic(z, v)
	c.P = 1
	if c.DF > 0 {
		c.P = distuv.ChiSquared{K: float64(c.DF)}.Survival(c.Chi2)
	}
	return c, nil
}

// ranks counts what happened at each distinct time, by group.
type ranks struct {
	k, times      int
	entered, left []int32 // by time and group; left counts events and censored
	leaves        []int32 // by time and group: events
	start         []int32 // by group: there from the start
	observed      []int
	events        int
}

func newRanks(groups [][]Spell, n int) ranks {
	values := make([]float64, 0, n+n/4)
	for _, spells := range groups {
		for i := range spells {
			values = append(values, spells[i].Time)
		}
	}
	for _, spells := range groups {
		for i := range spells {
			if spells[i].Entry > 0 {
				values = append(values, spells[i].Entry)
			}
		}
	}
	distinct, at := Scale(values)
	r := ranks{k: len(groups), times: len(distinct), start: make([]int32, len(groups)), observed: make([]int, len(groups))}
	cells := r.k * r.times
	counts := make([]int32, 3*cells)
	r.entered, r.left, r.leaves = counts[:cells], counts[cells:2*cells], counts[2*cells:]
	row, late := 0, n
	for g, spells := range groups {
		for i := range spells {
			cell := int(at[row])*r.k + g
			r.left[cell]++
			if spells[i].Event {
				r.leaves[cell]++
				r.observed[g]++
				r.events++
			}
			if spells[i].Entry > 0 {
				r.entered[int(at[late])*r.k+g]++
				late++
			} else {
				r.start[g]++
			}
			row++
		}
	}
	return r
}

// sums adds up over the event times, per group, the weighted difference of
// observed and expected events, and their covariance. Expected events are added
// to expected.
func (r ranks) sums(test RankTest, expected []float64) (z []float64, v *mat.SymDense) {
	z, v = make([]float64, r.k), mat.NewSymDense(r.k, nil)
	risk := make([]float64, r.k)
	n, stay := 0.0, 1.0
	for g, there := range r.start {
		risk[g] = float64(there)
		n += risk[g]
	}
	cov := v.RawSymmetric().Data
	for t := range r.times {
		from, to := t*r.k, (t+1)*r.k
		leaves := r.leaves[from:to]
		d := 0.0
		for _, x := range leaves {
			d += float64(x)
		}
		if d > 0 {
			w := 1.0
			switch test {
			case Wilcoxon:
				w = n
			case PetoPeto:
				w = stay
			}
			stay *= 1 - d/n
			for g := range r.k {
				e := d * risk[g] / n
				expected[g] += e
				z[g] += w * (float64(leaves[g]) - e)
			}
			if n > 1 {
				addCovariance(cov, risk, w*w*d*(n-d)/(n-1)/(n*n), n)
			}
		}
		for g := range r.k {
			change := float64(r.entered[from+g] - r.left[from+g])
			risk[g] += change
			n += change
		}
	}
	return z, v
}

// addCovariance adds the hypergeometric covariance at one time to the upper
// triangle; scale holds all but the numbers at risk.
func addCovariance(cov, risk []float64, scale, n float64) {
	k := len(risk)
	for g, x := range risk {
		if x == 0 {
			continue
		}
		cov[g*k+g] += scale * x * (n - x)
		for h := g + 1; h < k; h++ {
			cov[g*k+h] -= scale * x * risk[h]
		}
	}
}

// quadratic gives z' v⁻ z and the rank of v, which is singular: its rows add up
// to zero. Scaled to a unit diagonal first, so that small groups count.
func quadratic(z []float64, v *mat.SymDense) (chi2 float64, rank int) {
	const negligible = 1e-9 // beside the largest eigenvalue
	var kept []int
	for g := range z {
		if v.At(g, g) > 0 {
			kept = append(kept, g)
		}
	}
	if len(kept) == 0 {
		return 0, 0
	}
	scaled, unit := mat.NewSymDense(len(kept), nil), make([]float64, len(kept))
	for i, g := range kept {
		unit[i] = z[g] / math.Sqrt(v.At(g, g))
		for j, h := range kept[:i+1] {
			scaled.SetSym(i, j, v.At(g, h)/math.Sqrt(v.At(g, g)*v.At(h, h)))
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(scaled, true) {
		return math.NaN(), 0
	}
	values := eigen.Values(nil)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	for j, value := range values {
		if value <= negligible*values[len(values)-1] {
			continue
		}
		rank++
		along := 0.0
		for i := range unit {
			along += vectors.At(i, j) * unit[i]
		}
		chi2 += along * along / value
	}
	return chi2, rank
}
