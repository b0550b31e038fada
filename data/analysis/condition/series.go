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
	channels  []bool     // by channel code; nil is any
	occasions *occasions // nil where every interaction counts
	days      []data.Day
	events    []int32 // of an occasion its first line
}

// reader fills all series of a condition, or of several, in one pass over a
// customer's records.
type reader struct {
	log        *eventlog.Log
	series     []*series
	byActivity [][]*series // those that count an activity code

	customer eventlog.CustomerIndex // whose records the series hold, up to asOf
	asOf     data.Day
}

func newReader(log *eventlog.Log) *reader {
	return &reader{log: log, byActivity: make([][]*series, len(log.Activities)), customer: -1}
}

// add makes a series of the marked activities and channels.
func (r *reader) add(activities, channels []bool, countOccasions bool) *series {
	s := &series{channels: channels}
	if countOccasions {
		s.occasions = newOccasions(r.log)
	}
	r.series = append(r.series, s)
	for code, counts := range activities {
		if counts {
			r.byActivity[code] = append(r.byActivity[code], s)
		}
	}
	return s
}

// load reads a customer's records up to the end of asOf.
func (r *reader) load(c eventlog.CustomerIndex, asOf data.Day) {
	if r.customer == c && r.asOf == asOf {
		return
	}
	r.customer, r.asOf = c, asOf
	for _, s := range r.series {
		s.days, s.events = s.days[:0], s.events[:0]
	}
	e := &r.log.Events
	from, to := r.log.EventRange(c)
	for i := from; i < to && e.Day[i] <= asOf; i++ {
		for _, s := range r.byActivity[e.Activity[i]] {
			switch {
			case s.channels != nil && !s.channels[e.Channel[i]]:
			case s.occasions != nil:
				s.occasions.add(i)
			default:
				s.days = append(s.days, e.Day[i])
				s.events = append(s.events, int32(i))
			}
		}
	}
	for _, s := range r.series {
		if s.occasions != nil {
			s.takeOccasions(e)
		}
	}
}

// takeOccasions moves the occasions that count into the series.
func (s *series) takeOccasions(e *eventlog.Events) {
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
