package maturity

import (
	"context"
	"math"
	"runtime"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Build computes the ladder of the spec. Of the query's dates only the as-of
// date and To count: nothing after the earlier of the two is read, and stages
// reached before From stay reached. Its errors say what is missing.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query, spec Spec) (Result, error) {
	if err := spec.check(log); err != nil {
		return Result{}, err
	}
	asOf := q.AsOf
	if q.To.Known() {
		asOf = min(asOf, q.To)
	}
	if !asOf.Known() {
		return Result{}, data.Errorf(data.CodeNoData, "There is no as-of date, so it is not clear of which day the stages are; choose one.")
	}
	r := Result{
		Spec: spec, AsOf: asOf, Revision: log.Revision, Currency: log.Settings.Currency, Basis: basisOf(log), log: log,
		places: make([]int8, log.Customers()), values: make([]data.Money, log.Customers()),
	}
	line := newTimeline(log, asOf)
	total, err := r.count(ctx, q, line)
	if err != nil {
		return Result{}, err
	}
	r.summarise(line, total)
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r, nil
}

func basisOf(log *eventlog.Log) ValueBasis {
	if log.HasAmounts {
		return ValueAmounts
	}
	for _, has := range log.Subscriptions.HasMonthly {
		if has {
			return ValueMonthly
		}
	}
	return ValueNone
}

// count works through the customers, a share of them on each processor. All
// sums are whole numbers, so that the number of processors changes nothing.
func (r *Result) count(ctx context.Context, q analysis.Query, line *timeline) (*tally, error) {
	n := len(r.places)
	workers := max(1, min(runtime.GOMAXPROCS(0), n/fewestPerWorker))
	tallies, errs := make([]*tally, workers), make([]error, workers)
	r.parts = make([]histories, workers)
	var wait sync.WaitGroup
	for w := range workers {
		h, err := newHistorian(r.log, r.Spec, r.AsOf)
		if err != nil {
			return nil, err
		}
		t := newTally(r, line)
		tallies[w] = t
		wait.Go(func() {
			r.parts[w], errs[w] = t.work(ctx, q, h, w*n/workers, (w+1)*n/workers)
		})
	}
	wait.Wait()
	for w := range workers {
		if errs[w] != nil {
			return nil, errs[w]
		}
		if w > 0 {
			tallies[0].add(tallies[w])
		}
	}
	return tallies[0], nil
}

const fewestPerWorker = 2000 // below, a second goroutine costs more than it gains

// summarise turns the sums into the figures.
func (r *Result) summarise(line *timeline, t *tally) {
	r.Months = line.months
	for m := range r.Months {
		month := &r.Months[m]
		month.People = make([]int, len(r.Spec.Stages))
		month.NoStage, month.Left = t.people(NoStage)[m], t.people(Left)[m]
		n, ranks := 0, 0
		for rank := range month.People {
			people := t.people(rank)[m]
			month.People[rank] = people
			n, ranks = n+people, ranks+people*rank
		}
		month.Index = r.index(float64(ranks), float64(n))
		month.IndexByValue = r.index(float64(t.weightedRanks[m]), float64(t.weights[m]))
	}
	last := r.Months[len(r.Months)-1]
	r.N, r.NoStage, r.Left = last.NoStage+last.Left, last.NoStage, last.Left
	r.Rows = make([]StageRow, len(r.Spec.Stages))
	for rank, stage := range r.Spec.Stages {
		r.Rows[rank] = StageRow{Stage: stage, People: last.People[rank], Value: t.values[rank-Left]}
		r.N += last.People[rank]
	}
	r.NoStageValue, r.NegativeValues = t.values[NoStage-Left], t.negatives
	r.Index, r.IndexByValue = last.Index, last.IndexByValue
	if r.Derived = r.log.HasDerived; r.Derived {
		r.Months = r.Months[len(r.Months)-1:]
	}
}

// index is 100 x the mean of rank / (stages-1); NaN without weight, and on a
// ladder of one stage, which has no way up.
func (r *Result) index(ranks, weight float64) float64 {
	top := float64(len(r.Spec.Stages) - 1)
	if weight == 0 || top == 0 {
		return math.NaN()
	}
	return 100 * ranks / weight / top
}
