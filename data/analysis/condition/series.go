package condition

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// seriesKey names a series; equal keys count the same things.
type seriesKey struct {
	kind              data.Kind
	activity, channel string
}

// series is what a done test counts, of one customer at a time: interactions,
// or purchase occasions (C.28), in order.
type series struct {
	log        *eventlog.Log
	activities []bool // by activity code
	channels   []bool // by channel code; nil is any
	occasions  *occasions

	// What is loaded.
	customer eventlog.CustomerIndex
	asOf     data.Day
	days     []data.Day
	events   []int32 // of an occasion its first line
}

func newSeries(log *eventlog.Log, activities, channels []bool, countOccasions bool) *series {
	s := &series{log: log, activities: activities, channels: channels, customer: -1}
	if countOccasions {
		s.occasions = newOccasions(log)
	}
	return s
}

// load reads a customer's records up to the end of asOf.
func (s *series) load(c eventlog.CustomerIndex, asOf data.Day) {
	if s.customer == c && s.asOf == asOf {
		return
	}
	s.customer, s.asOf = c, asOf
	s.days, s.events = s.days[:0], s.events[:0]
	e := &s.log.Events
	from, to := s.log.EventRange(c)
	for i := from; i < to && e.Day[i] <= asOf; i++ {
		if !s.activities[e.Activity[i]] || s.channels != nil && !s.channels[e.Channel[i]] {
			continue
		}
		if s.occasions != nil {
			s.occasions.add(i)
			continue
		}
		s.days = append(s.days, e.Day[i])
		s.events = append(s.events, int32(i))
	}
	if s.occasions == nil {
		return
	}
	for _, o := range s.occasions.found {
		if o.counts() {
			s.days = append(s.days, e.Day[o.event])
			s.events = append(s.events, o.event)
		}
	}
	s.occasions.clear()
}

// occasion is a purchase: the lines of one order reference, else of one day.
type occasion struct {
	event     int32 // first line
	order     int32
	hasAmount bool
	total     data.Money
}

// counts reports whether it is a purchase at all: its total is positive, or no
// line says an amount.
func (o occasion) counts() bool { return !o.hasAmount || o.total > 0 }

// occasions gathers one customer's purchase lines.
type occasions struct {
	log   *eventlog.Log
	found []occasion
	ofDay int     // the last one without an order reference; -1 none
	place []int32 // by order code: where in found; right only if that has the code
}

func newOccasions(log *eventlog.Log) *occasions {
	o := &occasions{log: log, ofDay: -1}
	if len(log.Events.Order) > 0 {
		o.place = make([]int32, slices.Max(log.Events.Order)+1)
	}
	return o
}

func (o *occasions) clear() {
	o.found = o.found[:0]
	o.ofDay = -1
}

// add counts a line to its occasion; lines come in order of days.
func (o *occasions) add(i int) {
	e := &o.log.Events
	order := e.Order[i]
	at := o.ofDay
	if order != eventlog.NoRef {
		at = int(o.place[order])
		if at >= len(o.found) || o.found[at].order != order {
			at = -1
		}
	} else if at >= 0 && e.Day[o.found[at].event] != e.Day[i] {
		at = -1
	}
	if at < 0 {
		at = len(o.found)
		o.found = append(o.found, occasion{event: int32(i), order: order})
		if order == eventlog.NoRef {
			o.ofDay = at
		} else {
			o.place[order] = int32(at)
		}
	}
	one := &o.found[at]
	one.hasAmount = one.hasAmount || e.HasAmount[i]
	one.total += e.Amount[i]
}
