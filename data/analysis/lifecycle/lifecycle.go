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
	"slices"

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

// Default is what cohorts begin with (cohort.Default), by month.
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
	r.Definition, r.Finding = r.definition(), query.Says(r.finding())
	return r, nil
}

// tally is what one goroutine counted.
type tally struct {
	people [][4]int // by period
	sticky []int
	n      int
	steps  []step // scratch
}

// count works through the customers on all processors.
func (r *Result) count(ctx context.Context) error {
	tallies, err := analysis.Runs(r.walk.log.Customers(), func(from, to int) (tally, error) {
		t := tally{people: make([][4]int, len(r.Periods)), sticky: make([]int, len(r.Sticky))}
		for c := from; c < to; c++ {
			if c%4096 == 0 && ctx.Err() != nil {
				return t, data.Wrap(ctx.Err(), data.CodeCancelled, "Counting the lifecycle was cancelled; nothing was changed.")
			}
			r.add(&t, eventlog.CustomerIndex(c))
		}
		return t, nil
	})
	if err != nil {
		return err
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
	t.steps = r.walk.customer(t.steps[:0], c)
	active, sticky := false, 0
	for _, s := range t.steps {
		t.people[s.period][s.class]++
		if s.class != Dormant {
			active = true
			if r.isSticky(s) {
				sticky++
			}
		}
	}
	if active {
		t.n++
	}
	if sticky > 0 {
		t.sticky[sticky-1]++
	}
}

// isSticky reports whether the step is one of being active in the periods of
// Sticky.
func (r *Result) isSticky(s step) bool {
	return s.class != Dormant && int(s.period) >= r.sticky && int(s.period) < r.sticky+len(r.Sticky)
}

// Members lists the people of a class in a period, by customer:
// Periods[period].People[class] of them.
func (r Result) Members(period int, class Class) []eventlog.CustomerIndex {
	return r.list(func(steps []step) bool { return slices.Contains(steps, step{int32(period), class}) })
}

// People lists everybody who was active in any period shown: N of them.
func (r Result) People() []eventlog.CustomerIndex {
	return r.list(func(steps []step) bool {
		return slices.ContainsFunc(steps, func(s step) bool { return s.class != Dormant })
	})
}

// StickyMembers lists the people active in exactly n of the periods of Sticky:
// Sticky[n-1] of them.
func (r Result) StickyMembers(n int) []eventlog.CustomerIndex {
	return r.list(func(steps []step) bool {
		count := 0
		for _, s := range steps {
			if r.isSticky(s) {
				count++
			}
		}
		return count > 0 && count == n
	})
}

func (r Result) list(is func([]step) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	var steps []step
	for c := range eventlog.CustomerIndex(r.walk.log.Customers()) {
		if steps = r.walk.customer(steps[:0], c); is(steps) {
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
		if first == w.log.First { // nothing is before that
			break
		}
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

// step is a class that a customer has in a period shown.
type step struct {
	period int32
	class  Class
}

// customer appends the steps of a customer, in order. It is the one place that
// decides who has which class.
func (w *walk) customer(steps []step, c eventlog.CustomerIndex) []step {
	if !w.query.Keeps(c) {
		return steps
	}
	const never = math.MinInt
	before, end := never, data.NoDay // the last active period, and the last day looked at
	from, to := w.log.EventRange(c)
	codes := w.log.Events.Activity[from:to]
	for i, d := range w.log.Events.Day[from:to] {
		if d > w.query.AsOf {
			break
		}
		if d <= end || !w.codes[codes[i]] { // an unknown day is before any other
			continue
		}
		number := w.calendar.Index(d)
		if number == before {
			continue
		}
		class := New
		switch {
		case before == never:
		case number == before+1:
			class = Returning
		default:
			class = Resurrected
			steps = w.say(steps, before+1, Dormant)
		}
		steps = w.say(steps, number, class)
		before, end = number, d
	}
	if before != never {
		steps = w.say(steps, before+1, Dormant)
	}
	return steps
}

// say appends a step if its period is shown.
func (w *walk) say(steps []step, number int, class Class) []step {
	if number < w.first || number > w.last {
		return steps
	}
	return append(steps, step{int32(number - w.first), class})
}
