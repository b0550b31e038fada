package cohort

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// income is where a workspace's money is read from.
type income int

const (
	noIncome income = iota // the measure is not about money
	amounts                // of interactions
	monthly                // of running subscriptions
)

// incomeOf finds the money of a log.
func incomeOf(log *eventlog.Log, measure Measure) (income, error) {
	switch {
	case !measure.Money():
		return noIncome, nil
	case log.HasAmounts:
		return amounts, nil
	case slices.Contains(log.Subscriptions.HasMonthly, true):
		return monthly, nil
	}
	return noIncome, data.Errorf(data.CodeNoData, "No interaction has an amount and no subscription a monthly one, so there is no revenue to count; import a column of amounts, or choose people or share as the measure.")
}

// sum is a member's money in a column.
type sum struct {
	column int32
	money  data.Money
}

// revenue appends the columns from 0 on in which the member brought money, in
// order. It is the one place that decides this.
func (t *table) revenue(m member, sums []sum) []sum {
	if t.income == amounts {
		sums = t.amountsOf(m, sums)
	} else {
		sums = t.monthlyOf(m, sums)
	}
	end, begin := t.shown(m), 0
	if t.by != nil {
		begin = t.onRecord(m)
	}
	return slices.DeleteFunc(sums, func(s sum) bool { return s.column > 0 && (int(s.column) >= end || int(s.column) < begin) })
}

func (t *table) amountsOf(m member, sums []sum) []sum {
	from, to := t.log.EventRange(m.customer)
	events := &t.log.Events
	for i := from; i < to; i++ {
		d := events.Day[i]
		if d > t.query.AsOf {
			break
		}
		if !d.Known() || !events.HasAmount[i] || events.Amount[i] == 0 || d < m.start && t.clock.reading != byCalendar {
			continue
		}
		period := t.clock.period(m, d)
		if k := t.column(period); period == 0 || k > 0 {
			if n := len(sums); n == 0 || sums[n-1].column != int32(k) {
				sums = append(sums, sum{column: int32(k)})
			}
			sums[len(sums)-1].money += events.Amount[i]
		}
	}
	return sums
}

// monthlyOf counts the monthly amount of a subscription once in each column in
// which it runs at some time.
func (t *table) monthlyOf(m member, sums []sum) []sum {
	from, to := t.log.SubscriptionRange(m.customer)
	for i := from; i < to; i++ {
		amount := t.log.Subscriptions.Monthly[i]
		if !t.log.Subscriptions.HasMonthly[i] || amount == 0 {
			continue
		}
		first, last, runs := t.running(m, i)
		if !runs || last < 0 {
			continue
		}
		for k := t.column(max(first, 0)); k <= t.column(last); k++ {
			if k == 0 && first > 0 {
				continue // it runs between the start's period and the first bracket only
			}
			at, found := slices.BinarySearchFunc(sums, int32(k), func(s sum, k int32) int { return int(s.column - k) })
			if !found {
				sums = slices.Insert(sums, at, sum{column: int32(k)})
			}
			sums[at].money += amount
		}
	}
	return sums
}

// running gives the member's first and last period in which a subscription runs.
func (t *table) running(m member, i int) (first, last int, runs bool) {
	start, end := t.log.Subscriptions.Start[i], t.log.Subscriptions.End[i]
	if !start.Known() || start > t.query.AsOf || end.Known() && end <= start {
		return 0, 0, false
	}
	// Before the member's own start periods are not told apart.
	if start >= m.start || t.clock.reading == byCalendar {
		first = t.clock.period(m, start)
	}
	if end.Known() && end <= m.start && t.clock.reading != byCalendar {
		return 0, 0, false
	}
	return first, t.lastRunning(m, end), true
}

// baseTimes is how many times period 0 a column compares with: sums of amounts
// grow with the periods of a bracket, monthly amounts do not.
func (t *table) baseTimes(column int) int {
	if column == 0 || t.income == monthly {
		return 1
	}
	return t.spec.Bracket.width()
}
