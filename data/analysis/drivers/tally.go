package drivers

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/eventlog"
)

// tally is the cases of a driver. They come customer by customer.
type tally struct {
	calendar eventlog.Calendar
	first    int // month
	cases    [outcomes]int
	months   [][outcomes]int
	clusters interval.Clusters // good among the decided, by customer

	customer      eventlog.CustomerIndex // at hand
	good, decided int                    // of it
}

func newTally(c *counter) *tally {
	t := &tally{calendar: c.calendar, customer: eventlog.NoCustomer}
	if c.log.First.Known() {
		t.first = c.calendar.Index(c.log.First)
		t.months = make([][outcomes]int, max(0, c.calendar.Index(min(c.log.Last, c.query.AsOf))-t.first+1))
	}
	return t
}

func (t *tally) add(customer eventlog.CustomerIndex, day data.Day, o Outcome) {
	if customer != t.customer || customer == eventlog.NoCustomer { // who is not known may be anybody
		t.flush()
		t.customer = customer
	}
	t.cases[o]++
	switch o {
	case Good:
		t.good++
		t.decided++
	case Bad:
		t.decided++
	}
	if month := t.calendar.Index(day) - t.first; month >= 0 && month < len(t.months) {
		t.months[month][o]++
	}
}

// flush ends a customer.
func (t *tally) flush() {
	t.clusters.Add(t.good, t.decided)
	t.good, t.decided = 0, 0
}

func (t *tally) join(o *tally) {
	for outcome, n := range o.cases {
		t.cases[outcome] += n
	}
	for m := range o.months {
		for outcome, n := range o.months[m] {
			t.months[m][outcome] += n
		}
	}
	t.clusters.Join(o.clusters)
}

// trend gives the months from the first with cases to the last, those between
// without cases too.
func (t *tally) trend() []Month {
	first, last := len(t.months), -1
	for m, cases := range t.months {
		if cases != [outcomes]int{} {
			first, last = min(first, m), m
		}
	}
	var out []Month
	for m := first; m <= last; m++ {
		cases := t.months[m]
		month := Month{Start: t.calendar.Start(t.first + m), N: cases[Good] + cases[Bad], Value: math.NaN()}
		if month.N > 0 {
			month.Value = 100 * float64(cases[Good]) / float64(month.N)
		}
		out = append(out, month)
	}
	return out
}
