// Package occasion finds the purchases among the lines of an import: an order of
// five lines is one purchase. Definition C.28.
package occasion

import (
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
	log     *eventlog.Log
	found   []Occasion
	ofDay   int           // the last one without an order reference; -1 none
	place   map[int32]int // by order code: where in found, of the first tabled
	tabled  int
	revised bool
}

// few is how many occasions are looked through for an order: most customers have no
// more, and lines of an order stand close together.
const few = 32

// NewGatherer makes a Gatherer of lines of the log.
func NewGatherer(log *eventlog.Log) *Gatherer {
	return &Gatherer{log: log, ofDay: -1, place: map[int32]int{}}
}

// Found are the occasions since Clear, those that do not count among them, in
// order of their first lines. Add and Clear invalidate it.
func (g *Gatherer) Found() []Occasion { return g.found }

// Revised reports whether a line of a later day changed, since Clear, whether an
// order counts: seen from the days between, another purchase is on record.
func (g *Gatherer) Revised() bool { return g.revised }

// Clear makes ready for the next customer.
func (g *Gatherer) Clear() {
	g.found = g.found[:0]
	g.ofDay, g.tabled, g.revised = -1, 0, false
	if len(g.place) > 0 {
		clear(g.place)
	}
}

// Add counts the line at a position in Log.Events to its occasion; lines come in
// order of days.
func (g *Gatherer) Add(i int) {
	e := &g.log.Events
	order := e.Order[i]
	at := g.ofDay
	if order != eventlog.NoRef {
		at = g.find(order)
	} else if at >= 0 && e.Day[g.found[at].Event] != e.Day[i] {
		at = -1
	}
	if at < 0 {
		g.found = append(g.found, Occasion{Event: int32(i), Order: order, HasAmount: e.HasAmount[i], Total: e.Amount[i], paid: e.Amount[i] != 0})
		if order == eventlog.NoRef {
			g.ofDay = len(g.found) - 1
		}
		return
	}
	one := &g.found[at]
	counted := one.Counts()
	one.HasAmount = one.HasAmount || e.HasAmount[i]
	one.Total += e.Amount[i]
	one.paid = one.paid || e.Amount[i] != 0
	if one.Counts() != counted && e.Day[one.Event] != e.Day[i] {
		g.revised = true
	}
}

// find gives the place of an order among those found, -1 where it is new. The newest
// are looked at first; the older ones of a customer with many are in a table.
func (g *Gatherer) find(order int32) int {
	oldest := max(0, len(g.found)-few)
	for at := len(g.found) - 1; at >= oldest; at-- {
		if g.found[at].Order == order {
			return at
		}
	}
	for ; g.tabled < oldest; g.tabled++ { // those that are old by now
		g.place[g.found[g.tabled].Order] = g.tabled
	}
	if g.tabled > 0 {
		if at, ok := g.place[order]; ok {
			return at
		}
	}
	return -1
}
