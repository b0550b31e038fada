package maturity

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

const (
	mostMonths  = 120 // shown; of a longer log the last ones
	valueMonths = 12  // C.29
)

// timeline are the months shown, and where each day falls among them.
type timeline struct {
	asOf   data.Day
	months []Month
	low    data.Day // the first day that any month's value can hold
	enters []int16  // by day from low: the first month that ends on it or later
	exits  []int16  // by day from low: the first month from then on whose value no longer holds it
}

func newTimeline(log *eventlog.Log, asOf data.Day) *timeline {
	t := &timeline{asOf: asOf}
	calendar := log.Calendar(eventlog.UnitMonth)
	last := calendar.Index(asOf)
	first := last
	if log.First.Known() {
		first = max(min(last, calendar.Index(log.First)), last-mostMonths+1)
	}
	for i := first; i <= last; i++ {
		t.months = append(t.months, Month{Start: calendar.Start(i), At: min(calendar.End(i), asOf)})
	}
	before := make([]data.Day, len(t.months)) // the day before each month's value begins
	for m := range t.months {
		before[m] = t.months[m].At.AddMonths(-valueMonths)
	}
	t.low = before[0] + 1
	enters, exits := 0, 0
	for d := t.low; d <= asOf; d++ {
		for t.months[enters].At < d {
			enters++
		}
		for exits < len(t.months) && before[exits] < d {
			exits++
		}
		t.enters, t.exits = append(t.enters, int16(enters)), append(t.exits, int16(exits))
	}
	return t
}

// enter gives the first month that ends on the day or later; past the last for
// a day after the as-of date.
func (t *timeline) enter(d data.Day) int {
	switch {
	case d > t.asOf:
		return len(t.months)
	case d < t.low:
		return 0
	}
	return int(t.enters[d-t.low])
}

// exit gives the first month whose twelve months up to its end no longer hold
// the day.
func (t *timeline) exit(d data.Day) int {
	switch {
	case d > t.asOf:
		return len(t.months)
	case d < t.low:
		return 0
	}
	return int(t.exits[d-t.low])
}
