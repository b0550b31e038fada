// Package voice answers: how content do customers say they are? It takes the newest
// answer of each customer to the question that most of them answered in the 12
// months up to a day, and holds it against the 12 months before. Definitions
// C.8 to C.10.
package voice

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/eventlog"
)

// window is how many months of answers count.
const window = 12

// Measure is how answers become a figure.
type Measure string

// The measures.
const (
	NPS  Measure = "nps"  // 100 × (share of promoters - share of detractors), -100..100
	CSAT Measure = "csat" // share of the satisfied, 0..1
	Mean Measure = "mean" // of the scores, on the question's own scale
)

// Figure is a number from answers with its 95 % interval.
type Figure struct {
	N                int // customers who answered
	Value, Low, High float64
	middle, variance float64 // of the estimate that the interval is of
	good             int     // of CSAT
}

// Known reports whether there were answers.
func (f Figure) Known() bool { return f.N > 0 }

// Result is the figure of a day and that of the 12 months before. It is immutable.
type Result struct {
	Metric      data.Metric
	Measure     Measure
	AsOf        data.Day
	Revision    int64
	Now, Before Figure
	// Low and High are the 95 % interval of the difference, now less before; NaN where
	// either is not known.
	Low, High float64

	people []eventlog.CustomerIndex
}

// Known reports whether anybody answered.
func (r Result) Known() bool { return r.Now.Known() }

// Distinct reports whether the two figures can be told apart.
func (r Result) Distinct() bool { return r.Low > 0 || r.High < 0 }

// Members lists who answered, as the figure counts them.
func (r Result) Members() []eventlog.CustomerIndex { return r.people }

// Build works the figure out. Answers of nobody known are not counted.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query) (Result, error) {
	r := Result{AsOf: q.AsOf, Revision: log.Revision, Low: math.NaN(), High: math.NaN()}
	year := q
	year.From = q.AsOf.AddMonths(-window) + 1
	code, found := mostAnswered(log, year)
	if !found || ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.Metric = log.Metrics[code]
	r.Measure = measureOf(r.Metric)
	scores, people := newest(log, year, code)
	r.people, r.Now = people, r.figure(scores)
	before := year
	before.AsOf, before.From = year.From-1, (year.From-1).AddMonths(-window)+1
	scores, _ = newest(log, before, code)
	r.Before = r.figure(scores)
	r.difference()
	return r, ctx.Err()
}

// mostAnswered gives the question that most customers answered.
func mostAnswered(log *eventlog.Log, q analysis.Query) (code uint16, found bool) {
	customers := make([]int, len(log.Metrics))
	last := make([]eventlog.CustomerIndex, len(log.Metrics))
	for i := range last {
		last[i] = eventlog.NoCustomer
	}
	each(log, q, func(c eventlog.CustomerIndex, response int) {
		if metric := log.Responses.Metric[response]; last[metric] != c {
			last[metric] = c
			customers[metric]++
		}
	})
	for metric, n := range customers {
		if n > 0 && (!found || n > customers[code]) {
			code, found = uint16(metric), true
		}
	}
	return code, found
}

// each goes through the answers that count, customer by customer, then by time.
func each(log *eventlog.Log, q analysis.Query, do func(c eventlog.CustomerIndex, response int)) {
	for i := range log.CustomerIDs {
		c := eventlog.CustomerIndex(i)
		if !q.Keeps(c) {
			continue
		}
		from, to := log.ResponseRange(c)
		for response := from; response < to; response++ {
			if q.InRange(log.Responses.Day[response]) && q.Through(log.Responses.Channel[response]) {
				do(c, response)
			}
		}
	}
}

// newest gives the newest score of each customer, and who they are.
func newest(log *eventlog.Log, q analysis.Query, code uint16) (scores []float64, people []eventlog.CustomerIndex) {
	each(log, q, func(c eventlog.CustomerIndex, response int) {
		if log.Responses.Metric[response] != code {
			return
		}
		if last := len(people) - 1; last < 0 || people[last] != c {
			scores, people = append(scores, 0), append(people, c)
		}
		scores[len(scores)-1] = log.Responses.Score[response]
	})
	return scores, people
}

// measureOf says how a question is read. Only a question that says it is one is an
// NPS; satisfaction on a scale without a known top is a mean.
func measureOf(m data.Metric) Measure {
	switch {
	case m.Kind == data.MetricNPS && m.Low == 0 && m.High == 10:
		return NPS
	case m.Kind == data.MetricCSAT && top(m) > 0 && m.Direction != data.LowIsGood:
		return CSAT
	}
	return Mean
}

// top is how many points at the upper end of a scale mean satisfied (C.9).
func top(m data.Metric) float64 {
	return map[float64]float64{3: 1, 4: 2, 5: 2, 6: 2, 7: 2, 10: 3}[m.High-m.Low+1]
}

func (r Result) figure(scores []float64) Figure {
	f := Figure{N: len(scores), Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if f.N == 0 {
		return f
	}
	switch r.Measure {
	case NPS:
		f.nps(scores)
	case CSAT:
		for _, score := range scores {
			if score > r.Metric.High-top(r.Metric) {
				f.good++
			}
		}
		f.Value = float64(f.good) / float64(f.N)
		f.Low, f.High = interval.Wilson(f.good, f.N)
	default:
		f.mean(scores)
	}
	return f
}

// nps is the plain score with the adjusted interval (C.8): three answers more, of
// which three in four are neither.
func (f *Figure) nps(scores []float64) {
	var up, down float64
	for _, score := range scores {
		switch {
		case score >= 9:
			up++
		case score <= 6:
			down++
		}
	}
	n := float64(f.N)
	f.Value = 100 * (up - down) / n
	n, up, down = n+3, (up+0.75)/(n+3), (down+0.75)/(n+3)
	f.middle = 100 * (up - down)
	f.variance = 100 * 100 * (up + down - (up-down)*(up-down)) / n
	half := interval.Z95 * math.Sqrt(f.variance)
	f.Low, f.High = max(f.middle-half, -100), min(f.middle+half, 100)
}

func (f *Figure) mean(scores []float64) {
	var sum, squares float64
	for _, score := range scores {
		sum += score
	}
	f.Value = sum / float64(f.N)
	f.middle, f.variance = f.Value, math.NaN()
	if f.N < 2 {
		return
	}
	for _, score := range scores {
		squares += (score - f.Value) * (score - f.Value)
	}
	f.variance = squares / float64(f.N-1) / float64(f.N)
	half := interval.Z95 * math.Sqrt(f.variance)
	f.Low, f.High = f.Value-half, f.Value+half
}

// difference holds now against before. That a customer answered in both makes the
// interval wider than it need be, never narrower.
func (r *Result) difference() {
	if !r.Now.Known() || !r.Before.Known() {
		return
	}
	if r.Measure == CSAT {
		r.Low, r.High = interval.Difference(r.Before.good, r.Before.N, r.Now.good, r.Now.N)
		return
	}
	half := interval.Z95 * math.Sqrt(r.Now.variance+r.Before.variance)
	r.Low, r.High = r.Now.middle-r.Before.middle-half, r.Now.middle-r.Before.middle+half
}
