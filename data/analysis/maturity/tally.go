package maturity

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// tally sums up customers. People are kept as differences from month to month
// until work is done, so that a customer costs its moves and not its months.
type tally struct {
	result *Result
	line   *timeline
	valued bool

	counts        [][]int        // by place from Left, then month
	values        []data.Money   // by place from Left, at the as-of date
	worth         [][]data.Money // by place from Left, then month
	weights       []data.Money   // by month: positive values of those with a stage
	weightedRanks []data.Money   // by month: the same times rank
	negatives     int

	flow []data.Money // scratch, by month: what one customer's value rises and falls by
}

func newTally(r *Result, line *timeline, valued bool) *tally {
	places, months := len(r.Spec.Stages)-Left, len(line.months)
	t := &tally{
		result: r, line: line, valued: valued,
		counts: make([][]int, places), values: make([]data.Money, places),
		weights: make([]data.Money, months), weightedRanks: make([]data.Money, months),
		flow: make([]data.Money, months+1), worth: make([][]data.Money, places),
	}
	for i := range t.counts {
		t.counts[i], t.worth[i] = make([]int, months+1), make([]data.Money, months)
	}
	return t
}

// people gives the counts of a place by month.
func (t *tally) people(place int) []int { return t.counts[place-Left] }

// work counts the customers from one position to before another.
func (t *tally) work(ctx context.Context, q analysis.Query, from, to int) error {
	for i := from; i < to; i++ {
		if i%1024 == 0 && ctx.Err() != nil {
			return Stopped(ctx)
		}
		c := eventlog.CustomerIndex(i)
		if q.Keeps(c) {
			t.result.places[i] = t.customer(c, t.result.steps(c))
		} else {
			t.result.places[i] = excluded
		}
	}
	for _, months := range t.counts {
		for m := 1; m < len(months); m++ {
			months[m] += months[m-1]
		}
	}
	return nil
}

// customer counts one customer in every month and gives its place at the as-of date.
func (t *tally) customer(c eventlog.CustomerIndex, steps []step) int8 {
	month := t.line.enter(t.result.firstDay(c))
	if month == len(t.line.months) {
		return NotHere
	}
	valued := t.valued && t.flows(c)
	var value data.Money
	place := int8(NoStage)
	stay := func(until int) {
		t.people(int(place))[month]++
		t.people(int(place))[until]--
		if valued {
			value = t.weigh(place, month, until, value)
		}
		month = until
	}
	for _, s := range steps {
		if next := t.line.enter(s.day); next > month {
			stay(next)
		}
		place = s.place
	}
	stay(len(t.line.months))
	t.values[place-Left] += value
	if place >= 0 && value < 0 {
		t.negatives++
	}
	return place
}

// weigh carries a customer's value through the months of a stay and adds it to that
// of the place and to the weights of those with a stage; negative values weigh
// nothing (C.15).
func (t *tally) weigh(place int8, from, until int, value data.Money) data.Money {
	worth := t.worth[place-Left]
	for m := from; m < until; m++ {
		value += t.flow[m]
		t.flow[m] = 0
		worth[m] += value
		if place >= 0 && value > 0 {
			t.weights[m] += value
			t.weightedRanks[m] += value * data.Money(place)
		}
	}
	return value
}

// flows fills flow with what a customer's value changes by in each month, and
// reports whether it ever does (C.29).
func (t *tally) flows(c eventlog.CustomerIndex) bool {
	log, changed := t.result.log, false
	flow := func(enter, exit int, amount data.Money) {
		if enter < exit && amount != 0 {
			t.flow[enter] += amount
			t.flow[exit] -= amount
			changed = true
		}
	}
	switch t.result.Basis {
	case ValueAmounts:
		from, to := log.EventRange(c)
		for i := from; i < to && log.Events.Day[i] <= t.line.asOf; i++ {
			day := log.Events.Day[i]
			flow(t.line.enter(day), t.line.exit(day), log.Events.Amount[i])
		}
	case ValueMonthly:
		subs := &log.Subscriptions
		from, to := log.SubscriptionRange(c)
		for i := from; i < to; i++ {
			end := len(t.line.months)
			if subs.End[i].Known() {
				end = t.line.enter(subs.End[i])
			}
			flow(t.line.enter(subs.Start[i]), end, valueMonths*subs.Monthly[i])
		}
	}
	return changed
}

// add takes in the sums of another tally.
func (t *tally) add(other *tally) {
	for place := range t.counts {
		for m := range t.counts[place] {
			t.counts[place][m] += other.counts[place][m]
		}
		for m := range t.worth[place] {
			t.worth[place][m] += other.worth[place][m]
		}
		t.values[place] += other.values[place]
	}
	for m := range t.weights {
		t.weights[m] += other.weights[m]
		t.weightedRanks[m] += other.weightedRanks[m]
	}
	t.negatives += other.negatives
}
