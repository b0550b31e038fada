package cox

import (
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/mat"

	"cxworkbench/data/analysis/survival"
)

// risk holds the people in the order of their times, covariates standardised,
// and what is known of the risk sets at the coefficients last set.
type risk struct {
	n, p, events int
	breslow      bool
	x            []float64 // by row and covariate
	mean, scale  []float64 // by covariate: value = mean + scale * x
	event        []bool
	at           []int32 // the time of a row, an index into the distinct times
	entry        []int32 // the entry of a row, likewise; -1 = from the start
	from         []int32 // by time, its first row; one more at the end
	late         []int32 // rows with an entry, by entry, latest first
	deaths       []int32 // by time, how many left

	eta, weight []float64 // by row: linear predictor and its exponential
	sums        []sums    // by time; only where somebody left

	survivalBefore []float64 // by time: the Kaplan-Meier curve of all, just before
}

// sums are what the likelihood needs at a time: over the people who left at it,
// l = 0 to d-1, with f = l/d (Efron; 0 for Breslow) and s the weight of those at
// risk less f times the weight of those who left.
type sums struct {
	inv, invF     float64 // of 1/s and f/s
	sq, sqF, sqFF float64 // of 1/s², f/s², f²/s²
	logs          float64 // of ln s
}

func newRisk(spells []survival.Spell, covariates []Covariate, ties Ties) (*risk, error) {
	n, p := len(spells), len(covariates)
	values := make([]float64, n, 2*n)
	for i, s := range spells {
		values[i] = s.Time
	}
	var lateOnes []int
	for i, s := range spells {
		if s.Entry > 0 {
			values = append(values, s.Entry)
			lateOnes = append(lateOnes, i)
		}
	}
	distinct, place := survival.Scale(values)
	r := &risk{
		n: n, p: p, breslow: ties == Breslow,
		x: make([]float64, n*p), mean: make([]float64, p), scale: make([]float64, p),
		event: make([]bool, n), at: make([]int32, n), entry: make([]int32, n),
		from: make([]int32, len(distinct)+1), deaths: make([]int32, len(distinct)),
		eta: make([]float64, n), weight: make([]float64, n), sums: make([]sums, len(distinct)),
	}
	rowOf := r.arrange(spells, place[:n])
	for k, i := range lateOnes {
		row := rowOf[i]
		r.entry[row] = place[n+k]
		r.late = append(r.late, row)
	}
	slices.SortFunc(r.late, func(a, b int32) int { return int(r.entry[b] - r.entry[a]) })
	for j, c := range covariates {
		if !r.standardise(j, c.Values, rowOf) {
			return nil, sameForAll(c.Name)
		}
	}
	r.poolSurvival()
	return r, nil
}

// arrange puts the people in the order of their times and says where each went.
func (r *risk) arrange(spells []survival.Spell, place []int32) (rowOf []int32) {
	for _, t := range place {
		r.from[t+1]++
	}
	for t := range r.deaths {
		r.from[t+1] += r.from[t]
	}
	next := slices.Clone(r.from)
	rowOf = make([]int32, len(spells))
	for i, s := range spells {
		t := place[i]
		row := next[t]
		next[t]++
		rowOf[i] = row
		r.at[row], r.event[row], r.entry[row] = t, s.Event, -1
		if s.Event {
			r.deaths[t]++
			r.events++
		}
	}
	return rowOf
}

// standardise takes in a covariate with mean 0 and standard deviation 1. It is
// false if there is no variation.
func (r *risk) standardise(j int, values []float64, rowOf []int32) bool {
	mean := 0.0
	for _, v := range values {
		mean += v / float64(r.n)
	}
	variance := 0.0
	for _, v := range values {
		variance += (v - mean) * (v - mean) / float64(r.n)
	}
	scale := math.Sqrt(variance)
	if !(scale > 1e-12*math.Abs(mean)) || math.IsInf(scale, 0) {
		return false
	}
	r.mean[j], r.scale[j] = mean, scale
	for i, v := range values {
		r.x[int(rowOf[i])*r.p+j] = (v - mean) / scale
	}
	return true
}

// poolSurvival is the Kaplan-Meier curve of all, just before each time.
func (r *risk) poolSurvival() {
	atRisk, late := make([]int, len(r.deaths)), 0
	n := 0
	for t := len(r.deaths) - 1; t >= 0; t-- {
		n += int(r.from[t+1] - r.from[t])
		for late < len(r.late) && int(r.entry[r.late[late]]) == t {
			n--
			late++
		}
		atRisk[t] = n
	}
	r.survivalBefore = make([]float64, len(r.deaths))
	stay := 1.0
	for t, d := range r.deaths {
		r.survivalBefore[t] = stay
		if d > 0 {
			stay *= 1 - float64(d)/float64(atRisk[t])
		}
	}
}

// chunks is in how many parts work on the rows is split. It is fixed, so that
// sums come out the same on every machine.
const chunks = 8

// inChunks does work on ranges of rows side by side.
func (r *risk) inChunks(work func(chunk, from, to int)) {
	if r.n < 4096 {
		for c := range chunks {
			work(c, c*r.n/chunks, (c+1)*r.n/chunks)
		}
		return
	}
	var wait sync.WaitGroup
	for c := range chunks {
		wait.Go(func() { work(c, c*r.n/chunks, (c+1)*r.n/chunks) })
	}
	wait.Wait()
}

// mostEta keeps exponentials finite.
const mostEta = 500

// set moves to coefficients and gives the log partial likelihood there; NaN
// where it is beyond reckoning.
func (r *risk) set(beta []float64) float64 {
	var ofEvents [chunks]float64
	r.inChunks(func(chunk, from, to int) {
		for i := from; i < to; i++ {
			eta := 0.0
			for j, x := range r.x[i*r.p : (i+1)*r.p] {
				eta += x * beta[j]
			}
			if math.Abs(eta) > mostEta {
				eta = math.NaN()
			}
			r.eta[i], r.weight[i] = eta, math.Exp(eta)
			if r.event[i] {
				ofEvents[chunk] += eta
			}
		}
	})
	logLik := 0.0
	for _, part := range ofEvents {
		logLik += part
	}
	atRisk, late := 0.0, 0
	for t := len(r.deaths) - 1; t >= 0; t-- {
		whoLeft := 0.0
		for i := r.from[t]; i < r.from[t+1]; i++ {
			atRisk += r.weight[i]
			if r.event[i] {
				whoLeft += r.weight[i]
			}
		}
		for late < len(r.late) && int(r.entry[r.late[late]]) == t {
			atRisk -= r.weight[r.late[late]]
			late++
		}
		if r.deaths[t] > 0 {
			r.sums[t].set(atRisk, whoLeft, int(r.deaths[t]), r.breslow)
			logLik -= r.sums[t].logs
		}
	}
	return logLik
}

func (s *sums) set(atRisk, whoLeft float64, deaths int, breslow bool) {
	*s = sums{}
	for l := range deaths {
		f := float64(l) / float64(deaths)
		if breslow {
			f = 0
		}
		rest := atRisk - f*whoLeft
		inv := 1 / rest
		s.inv += inv
		s.invF += f * inv
		s.sq += inv * inv
		s.sqF += f * inv * inv
		s.sqFF += f * f * inv * inv
		s.logs += math.Log(rest)
	}
}

// moments gives the score and the information at the coefficients last set,
// each event time weighing by factor; nil weighs all alike.
//
// With h the expected events of a row, factor and all, the score is the sum of
// (event - h) x, and the information the sum of h x x' less the outer products of
// the means of the risk sets. Efron's shares of who left are in h.
func (r *risk) moments(factor []float64) (score []float64, information *mat.SymDense) {
	hazard := make([]float64, len(r.deaths)) // up to and with each time
	total := 0.0
	for t := range hazard {
		if r.deaths[t] > 0 {
			total += of(factor, t) * r.sums[t].inv
		}
		hazard[t] = total
	}
	p := r.p
	var scores, squares [chunks][]float64
	r.inChunks(func(chunk, from, to int) {
		u, v := make([]float64, p), make([]float64, p*p)
		for i := from; i < to; i++ {
			h := hazard[r.at[i]]
			if e := r.entry[i]; e >= 0 {
				h -= hazard[e]
			}
			own := 0.0
			if r.event[i] {
				t := int(r.at[i])
				own = of(factor, t)
				h -= own * r.sums[t].invF
			}
			h *= r.weight[i]
			add(u, v, r.x[i*p:(i+1)*p], own-h, h)
		}
		scores[chunk], squares[chunk] = u, v
	})
	score, information = make([]float64, p), mat.NewSymDense(p, nil)
	sum := information.RawSymmetric().Data
	for c := range chunks {
		for j, u := range scores[c] {
			score[j] += u
		}
		for j, v := range squares[c] {
			sum[j] += v
		}
	}
	r.subtractMeans(sum, factor)
	return score, information
}

func of(factor []float64, t int) float64 {
	if factor == nil {
		return 1
	}
	return factor[t]
}

// add puts a x into u and b x x' into the upper triangle v.
func add(u, v, x []float64, a, b float64) {
	p := len(x)
	for j, xj := range x {
		u[j] += a * xj
		bx := b * xj
		if bx == 0 {
			continue
		}
		row := v[j*p : (j+1)*p]
		for k := j; k < p; k++ {
			row[k] += bx * x[k]
		}
	}
}

// subtractMeans takes the outer products of the risk sets' sums from the upper
// triangle v: per time those of (all - f left) / s over l.
func (r *risk) subtractMeans(v, factor []float64) {
	p := r.p
	all, left := make([]float64, p), make([]float64, p)
	late := 0
	for t := len(r.deaths) - 1; t >= 0; t-- {
		clear(left)
		for i := int(r.from[t]); i < int(r.from[t+1]); i++ {
			w := r.weight[i]
			for j, x := range r.x[i*p : (i+1)*p] {
				all[j] += w * x
				if r.event[i] {
					left[j] += w * x
				}
			}
		}
		for late < len(r.late) && int(r.entry[r.late[late]]) == t {
			i := int(r.late[late])
			for j, x := range r.x[i*p : (i+1)*p] {
				all[j] -= r.weight[i] * x
			}
			late++
		}
		if r.deaths[t] == 0 {
			continue
		}
		s, g := &r.sums[t], of(factor, t)
		for j := range p {
			a := g * (s.sq*all[j] - s.sqF*left[j])
			b := g * (s.sqFF*left[j] - s.sqF*all[j])
			for k := j; k < p; k++ {
				v[j*p+k] -= a*all[k] + b*left[k]
			}
		}
	}
}
