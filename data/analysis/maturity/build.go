package maturity

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Build computes the ladder of the spec, as the Track of the log gives it.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query, spec Spec) (Result, error) {
	track, err := Follow(ctx, log, spec)
	if err != nil {
		return Result{}, err
	}
	return track.Ladder(ctx, q)
}

// Ladder cuts the ladder of a query from the track. Of the query's dates only the
// as-of date and To count: nothing after the earlier of the two is read, and stages
// reached before From stay reached. Its errors say what is missing.
func (t *Track) Ladder(ctx context.Context, q analysis.Query) (Result, error) {
	r, err := t.cut(ctx, q, true)
	if err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r, nil
}

// People cuts the same ladder without its sums of money and without its words, for
// analyses that stand on it, in a third of the time: the Value of stages and months
// is 0, every IndexByValue NaN, and Definition and Finding are empty. The Value of a
// customer is there.
func (t *Track) People(ctx context.Context, q analysis.Query) (Result, error) {
	return t.cut(ctx, q, false)
}

func (t *Track) cut(ctx context.Context, q analysis.Query, valued bool) (Result, error) {
	asOf := q.AsOf
	if q.To.Known() {
		asOf = min(asOf, q.To)
	}
	if !asOf.Known() {
		return Result{}, data.Errorf(data.CodeNoData, "There is no as-of date, so it is not clear of which day the stages are; choose one.")
	}
	log := t.log
	r := Result{
		Spec: t.spec, AsOf: asOf, Revision: log.Revision, Currency: log.Settings.Currency, Basis: basisOf(log), log: log, track: t,
		places: make([]int8, log.Customers()), valueFrom: asOf.AddMonths(-valueMonths) + 1,
	}
	var err error
	if r.anew, err = t.anew(ctx, asOf); err != nil {
		return Result{}, err
	}
	line := newTimeline(log, asOf)
	total, err := r.count(ctx, q, line, valued)
	if err != nil {
		return Result{}, err
	}
	r.summarise(line, total)
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

// count works through the customers. All sums are whole numbers.
func (r *Result) count(ctx context.Context, q analysis.Query, line *timeline, valued bool) (*tally, error) {
	tallies, err := analysis.Runs(len(r.places), func(from, to int) (*tally, error) {
		t := newTally(r, line, valued)
		return t, t.work(ctx, q, from, to)
	})
	if err != nil {
		return nil, err
	}
	for _, t := range tallies[1:] {
		tallies[0].add(t)
	}
	return tallies[0], nil
}

// summarise turns the sums into the figures.
func (r *Result) summarise(line *timeline, t *tally) {
	r.Months = line.months
	for m := range r.Months {
		month := &r.Months[m]
		month.People, month.Values = make([]int, len(r.Spec.Stages)), make([]data.Money, len(r.Spec.Stages))
		month.NoStageValue = t.worth[NoStage-Left][m]
		month.NoStage, month.Left = t.people(NoStage)[m], t.people(Left)[m]
		n, ranks := 0, 0
		for rank := range month.People {
			people := t.people(rank)[m]
			month.People[rank], month.Values[rank] = people, t.worth[rank-Left][m]
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
