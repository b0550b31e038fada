// Package lifecycle answers: of the people active in a period, who is new, who
// was there the period before, who came back, and who stayed away? Definition
// C.3.
//
// Count and list come from one function: (*walk).customer decides in which
// periods a person has which class, for Build and for Members alike.
//
// Query.From and Query.To choose which periods are shown, whole ones; what
// happened before still decides who is new.
package lifecycle

import (
	"context"
	"math"
	"runtime"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Class is what a person is in a period.
type Class int8

// The classes of C.3. A person who is active has one of the first three.
const (
	New         Class = iota // active for the first time on record
	Returning                // active, and in the period before too
	Resurrected              // active, not in the period before, but once earlier
	Dormant                  // not active, but in the period before
)

// Classes lists every Class.
var Classes = []Class{New, Returning, Resurrected, Dormant}

// Spec says exactly what is computed.
type Spec struct {
	Event cohort.Event // what counts as being active; not a subscription
	Unit  eventlog.Unit
}

// span is over how many complete periods stickiness is counted.
const span = 12

// mostPeriods keeps days over many years, which nobody can read, from taking
// the memory.
const mostPeriods = 5000

// Default is purchases if the log has any, else any activity, by month.
func Default(log *eventlog.Log) Spec {
	event := cohort.Default(log).Start
	if event.Subscription {
		event = cohort.Event{}
	}
	return Spec{Event: event, Unit: eventlog.UnitMonth}
}

// Period is one calendar period.
type Period struct {
	Start, End data.Day
	Open       bool   // not over by the as-of date: its figures are so far
	People     [4]int // by Class
}

// Active is how many people were active.
func (p Period) Active() int { return p.People[New] + p.People[Returning] + p.People[Resurrected] }

// Result is the lifecycle over time. It is immutable.
type Result struct {
	Spec     Spec
	AsOf     data.Day
	Revision int64
	N        int // people active in any period shown
	Periods  []Period
	// Sticky counts the people active in exactly 1, 2, ... of the last complete
	// periods, at most 12 of them.
	Sticky     []int
	Definition message.Message
	Finding    message.Message

	walk   *walk
	sticky int // index of the first of the periods of Sticky
}

// AtLeast is how many people were active in n or more of the periods of Sticky.
func (r Result) AtLeast(n int) int {
	sum := 0
	for i := max(n, 1); i <= len(r.Sticky); i++ {
		sum += r.Sticky[i-1]
	}
	return sum
}

// Build counts the classes by period. Errors are data.Error: the spec has no
// meaning, or there is no as-of date or nothing that counts as active
// (CodeNoData).
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	w, err := newWalk(log, query, spec)
	if err != nil {
		return Result{}, err
	}
	r := Result{Spec: w.spec, AsOf: query.AsOf, Revision: log.Revision, walk: w, Periods: w.periods()}
	complete := 0
	for _, p := range r.Periods {
		if !p.Open {
			complete++
		}
	}
	r.sticky = max(0, complete-span)
	r.Sticky = make([]int, complete-r.sticky)
	if err := r.count(ctx); err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// tally is what one goroutine counted.
type tally struct {
	people [][4]int // by period
	sticky []int
	n      int
}

// count works through the customers, a share of them on each processor.
func (r *Result) count(ctx context.Context) error {
	const step = 8192 // between looks at the context
	n, tallies := r.walk.log.Customers(), make([]tally, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i := range tallies {
		wait.Go(func() {
			t := tally{people: make([][4]int, len(r.Periods)), sticky: make([]int, len(r.Sticky))}
			last := (i + 1) * n / len(tallies)
			for from := i * n / len(tallies); from < last && ctx.Err() == nil; from += step {
				for c := from; c < min(from+step, last); c++ {
					r.add(&t, eventlog.CustomerIndex(c))
				}
			}
			tallies[i] = t
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return data.Wrap(err, data.CodeCancelled, "Counting the lifecycle was cancelled; nothing was changed.")
	}
	for _, t := range tallies {
		r.N += t.n
		for p := range t.people {
			for class, people := range t.people[p] {
				r.Periods[p].People[class] += people
			}
		}
		for i, people := range t.sticky {
			r.Sticky[i] += people
		}
	}
	return nil
}

func (r *Result) add(t *tally, c eventlog.CustomerIndex) {
	active, sticky := false, 0
	r.walk.customer(c, func(period int, class Class) {
		t.people[period][class]++
		if class != Dormant {
			active = true
			if r.isSticky(period) {
				sticky++
			}
		}
	})
	if active {
		t.n++
	}
	if sticky > 0 {
		t.sticky[sticky-1]++
	}
}

// isSticky reports whether the period is one of those of Sticky.
func (r *Result) isSticky(period int) bool {
	return period >= r.sticky && period < r.sticky+len(r.Sticky)
}

// Members lists the people of a class in a period, by customer:
// Periods[period].People[class] of them.
func (r Result) Members(period int, class Class) []eventlog.CustomerIndex {
	return r.list(func(c eventlog.CustomerIndex) (is bool) {
		r.walk.customer(c, func(p int, k Class) { is = is || p == period && k == class })
		return is
	})
}

// People lists everybody who was active in any period shown: N of them.
func (r Result) People() []eventlog.CustomerIndex {
	return r.list(func(c eventlog.CustomerIndex) (is bool) {
		r.walk.customer(c, func(_ int, k Class) { is = is || k != Dormant })
		return is
	})
}

// StickyMembers lists the people active in exactly n of the periods of Sticky:
// Sticky[n-1] of them.
func (r Result) StickyMembers(n int) []eventlog.CustomerIndex {
	return r.list(func(c eventlog.CustomerIndex) bool {
		count := 0
		r.walk.customer(c, func(p int, k Class) {
			if k != Dormant && r.isSticky(p) {
				count++
			}
		})
		return count > 0 && count == n
	})
}

func (r Result) list(is func(eventlog.CustomerIndex) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for c := range eventlog.CustomerIndex(r.walk.log.Customers()) {
		if is(c) {
			out = append(out, c)
		}
	}
	return out
}

// walk is a question prepared for one log: everything that is looked up once.
type walk struct {
	log         *eventlog.Log
	query       analysis.Query
	spec        Spec
	codes       []bool // activity codes that count as active
	calendar    eventlog.Calendar
	first, last int // numbers of the periods shown
}

func newWalk(log *eventlog.Log, query analysis.Query, spec Spec) (*walk, error) {
	if spec.Unit == "" {
		spec.Unit = eventlog.UnitMonth
	}
	if _, err := eventlog.ParseUnit(string(spec.Unit)); err != nil {
		return nil, err
	}
	if !query.AsOf.Known() {
		return nil, data.Errorf(data.CodeNoData, "There is no as-of date, so no period can be said to have ended; import records or choose a date.")
	}
	codes, err := spec.Event.Codes(log)
	if err != nil {
		return nil, err
	}
	w := &walk{log: log, query: query, spec: spec, codes: codes, calendar: log.Calendar(spec.Unit)}
	begin := w.begin()
	if !begin.Known() {
		return nil, data.Errorf(data.CodeNoData, "Nobody did what counts as active by %s, so there is no lifecycle to show; choose another activity or import interactions.", query.AsOf)
	}
	end := query.AsOf
	if query.To.Known() {
		end = min(end, query.To)
	}
	if query.From.Known() {
		begin = max(begin, query.From)
	}
	w.first, w.last = w.calendar.Index(begin), w.calendar.Index(end)
	if w.last < w.first {
		return nil, data.Errorf(data.CodeNoData, "Nobody is on record between the dates, so there is no lifecycle to show; choose other dates.")
	}
	if n := w.last - w.first + 1; n > mostPeriods {
		return nil, data.Errorf(data.CodeBadInput, "From %s on there are %d periods, too many to show; choose a longer period or a later first day.", begin, n)
	}
	return w, nil
}

// begin is the day of the first activity that counts, by anybody whom the filter
// keeps.
func (w *walk) begin() data.Day {
	first := data.Day(math.MaxInt32)
	for c := range eventlog.CustomerIndex(w.log.Customers()) {
		if !w.query.Keeps(c) {
			continue
		}
		from, to := w.log.EventRange(c)
		for i := from; i < to; i++ {
			if d := w.log.Events.Day[i]; d.Known() && w.codes[w.log.Events.Activity[i]] {
				first = min(first, d)
				break
			}
		}
	}
	if first > w.query.AsOf {
		return data.NoDay
	}
	return first
}

func (w *walk) periods() []Period {
	out := make([]Period, w.last-w.first+1)
	for i := range out {
		out[i].Start, out[i].End = w.calendar.Start(w.first+i), w.calendar.End(w.first+i)
		out[i].Open = out[i].End > w.query.AsOf
	}
	return out
}

// customer calls found with each period shown in which the customer has a class,
// in order. It is the one place that decides this.
func (w *walk) customer(c eventlog.CustomerIndex, found func(period int, class Class)) {
	if !w.query.Keeps(c) {
		return
	}
	say := func(number int, class Class) {
		if number >= w.first && number <= w.last {
			found(number-w.first, class)
		}
	}
	const never = math.MinInt
	before, beforeDay := never, data.NoDay
	from, to := w.log.EventRange(c)
	codes := w.log.Events.Activity[from:to]
	for i, d := range w.log.Events.Day[from:to] {
		if d > w.query.AsOf {
			break
		}
		if d == beforeDay || !w.codes[codes[i]] || !d.Known() {
			continue
		}
		beforeDay = d
		number := w.calendar.Index(d)
		switch {
		case number == before:
			continue
		case before == never:
			say(number, New)
		case number == before+1:
			say(number, Returning)
		default:
			say(before+1, Dormant)
			say(number, Resurrected)
		}
		before = number
	}
	if before != never {
		say(before+1, Dormant)
	}
}
