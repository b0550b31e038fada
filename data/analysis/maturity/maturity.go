// Package maturity answers: how far has the relationship with each customer
// grown, and which record says so? Definitions C.15, C.28 and C.29.
package maturity

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Rule raises a customer to the stage of a rank when its condition first holds.
type Rule struct {
	Rank      int
	Condition condition.Condition
}

// Spec says exactly what is computed.
type Spec struct {
	Stages []data.Stage // by rank, lowest first
	Rules  []Rule
}

// Where a customer stands besides the stages, which are ranks from 0.
const (
	NotHere = -3 // no record yet on that day
	Left    = -2 // a recorded end (C.15)
	NoStage = -1 // meets no rule yet
)

// AnyStage is the place of a Cell that means every stage: those the index is of.
const AnyStage = -5

// Change is a customer's move to a place on a day, with the record that says so.
// Several on one day stand in the order in which they hold; the last one wins.
type Change struct {
	Day      data.Day
	Place    int // rank, Left, or NoStage for one who comes back and never had a stage
	Evidence data.Evidence
}

// AsOf is the month of a Cell that means the as-of date.
const AsOf = -1

// Cell is one number of the ladder: a place at the end of a month.
type Cell struct {
	Place int // rank, NoStage, Left, NotHere or AnyStage
	Month int // index into Result.Months, or AsOf
}

// StageRow is one stage at the as-of date.
type StageRow struct {
	Stage  data.Stage
	People int
	Value  data.Money // C.29
}

// Month is the ladder at the end of one month, or at the as-of date in the last.
type Month struct {
	Start        data.Day     // first day of the month
	At           data.Day     // the day the figures are of
	People       []int        // by rank
	Values       []data.Money // by rank, C.29
	NoStage      int
	NoStageValue data.Money
	Left         int
	Index        float64 // NaN where nobody has a stage
	IndexByValue float64 // NaN where there is no positive value
}

// ValueBasis says what the value of a customer is made of (C.29).
type ValueBasis string

// The bases.
const (
	ValueAmounts ValueBasis = "amounts" // net amount of the 12 months up to the date
	ValueMonthly ValueBasis = "monthly" // monthly amount of running subscriptions x 12
	ValueNone    ValueBasis = "none"    // the file has neither
)

// Result is the ladder. It is immutable.
type Result struct {
	Spec           Spec
	AsOf           data.Day
	Revision       int64
	Currency       string
	N              int // customers here by the as-of date: stages + NoStage + Left
	Rows           []StageRow
	NoStage, Left  int
	NoStageValue   data.Money
	Index          float64 // relationship maturity index, 0..100; NaN where nobody has a stage
	IndexByValue   float64 // weighted by value; NaN where there is no positive value
	NegativeValues int     // customers whose value is negative and weighs 0
	Basis          ValueBasis
	Months         []Month // up to and including the month of the as-of date; that one alone with Derived
	// Derived says that dates come from tenure (C.30): all who left then left on one
	// day, so that a course over months would show what never happened.
	Derived    bool
	Definition message.Message
	Finding    message.Message

	places    []int8   // by customer, at the as-of date; excluded by the filter
	valueFrom data.Day // the first whose amounts are in a customer's value
	log       *eventlog.Log
	reads     *eventlog.Log // see Reading; nil for log
	track     *Track
	anew      map[eventlog.CustomerIndex][]step // of those whose past looks different from this day
}

// excluded is the place of customers whom the filter leaves out.
const excluded = -4

// Place gives where a customer stands at the as-of date: a rank, NoStage, Left
// or NotHere. One whom the filter leaves out is NotHere.
func (r Result) Place(c eventlog.CustomerIndex) int {
	return max(int(r.places[c]), NotHere)
}

// Value gives a customer's value at the as-of date (C.29), on the result's Basis.
func (r Result) Value(c eventlog.CustomerIndex) data.Money {
	if r.Place(c) == NotHere {
		return 0
	}
	value := data.Money(0)
	switch r.Basis {
	case ValueAmounts:
		from, to := r.log.EventRange(c)
		for i := from; i < to && r.log.Events.Day[i] <= r.AsOf; i++ {
			if r.log.Events.Day[i] >= r.valueFrom {
				value += r.log.Events.Amount[i]
			}
		}
	case ValueMonthly:
		subs := &r.log.Subscriptions
		from, to := r.log.SubscriptionRange(c)
		for i := from; i < to && subs.Start[i] <= r.AsOf; i++ {
			if end := subs.End[i]; !end.Known() || end > r.AsOf {
				value += valueMonths * subs.Monthly[i]
			}
		}
	}
	return value
}

// Changes gives a customer's moves up to the as-of date, in order.
func (r Result) Changes(c eventlog.CustomerIndex) []Change {
	steps := r.steps(c)
	out := make([]Change, len(steps))
	for i, s := range steps {
		out[i] = Change{Day: s.day, Place: int(s.place), Evidence: s.evidence(r.log, c)}
	}
	return out
}

// Members lists the customers whom a cell counts.
func (r Result) Members(cell Cell) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i, place := range r.places {
		c := eventlog.CustomerIndex(i)
		if place != excluded && cell.Month != AsOf {
			place = r.placeOn(c, r.Months[cell.Month].At)
		}
		if int(place) == cell.Place || cell.Place == AnyStage && place >= 0 {
			out = append(out, c)
		}
	}
	return out
}

// steps gives a customer's steps up to the as-of date.
func (r *Result) steps(c eventlog.CustomerIndex) []step {
	steps := r.known(c)
	n := len(steps)
	for n > 0 && steps[n-1].day > r.AsOf {
		n--
	}
	return steps[:n]
}

// known gives a customer's steps up to the as-of date, and perhaps later ones.
func (r *Result) known(c eventlog.CustomerIndex) []step {
	if len(r.anew) > 0 {
		if own, ok := r.anew[c]; ok {
			return own
		}
	}
	return r.track.of(c)
}

// firstDay gives the day from which on a customer is counted: its first record,
// or the as-of date for one without any.
func (r *Result) firstDay(c eventlog.CustomerIndex) data.Day {
	if first := r.track.firsts[c]; first.Known() {
		return first
	}
	return r.AsOf
}

// placeOn gives where a customer stood at the end of a day.
func (r Result) placeOn(c eventlog.CustomerIndex, day data.Day) int8 {
	if r.firstDay(c) > day {
		return NotHere
	}
	place := int8(NoStage)
	for _, s := range r.steps(c) {
		if s.day > day {
			break
		}
		place = s.place
	}
	return place
}
