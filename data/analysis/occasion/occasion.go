// Package occasion finds the purchases among the lines of an import: an order of
// five lines is one purchase. Definition C.28.
package occasion

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Occasion is a purchase: the lines of one order reference, else of one day.
type Occasion struct {
	Event     int32 // first line: position in Log.Events
	Order     int32
	HasAmount bool
	Total     data.Money
	paid      bool // a line has an amount other than 0
}

// Counts reports whether it is a purchase at all: its total is positive, or no
// line says an amount.
func (o Occasion) Counts() bool { return !o.HasAmount || o.Total > 0 }

// Free reports whether it was for nothing: every amount is 0. An order that was
// returned, whose lines cancel out, is not free.
func (o Occasion) Free() bool { return o.HasAmount && !o.paid }

// Gatherer gathers one customer's purchase lines. It is for one goroutine.
type Gatherer struct {
	log   *eventlog.Log
	found []Occasion
	ofDay int     // the last one without an order reference; -1 none
	place []int32 // by order code: where in found; right only if that has the code
}

// NewGatherer makes a Gatherer of lines of the log.
func NewGatherer(log *eventlog.Log) *Gatherer {
	g := &Gatherer{log: log, ofDay: -1}
	if len(log.Events.Order) > 0 {
		g.place = make([]int32, slices.Max(log.Events.Order)+1)
	}
	return g
}

// Found are the occasions since Clear, those that do not count among them, in
// order of their first lines. Add and Clear invalidate it.
func (g *Gatherer) Found() []Occasion { return g.found }

// Clear makes ready for the next customer.
func (g *Gatherer) Clear() {
	g.found = g.found[:0]
	g.ofDay = -1
}

// Add counts the line at a position in Log.Events to its occasion; lines come in
// order of days.
func (g *Gatherer) Add(i int) {
	e := &g.log.Events
	order := e.Order[i]
	at := g.ofDay
	if order != eventlog.NoRef {
		at = int(g.place[order])
		if at >= len(g.found) || g.found[at].Order != order {
			at = -1
		}
	} else if at >= 0 && e.Day[g.found[at].Event] != e.Day[i] {
		at = -1
	}
	if at < 0 {
		at = len(g.found)
		g.found = append(g.found, Occasion{Event: int32(i), Order: order})
		if order == eventlog.NoRef {
			g.ofDay = at
		} else {
			g.place[order] = int32(at)
		}
	}
	one := &g.found[at]
	one.HasAmount = one.HasAmount || e.HasAmount[i]
	one.Total += e.Amount[i]
	one.paid = one.paid || e.Amount[i] != 0
}
