package maturity

import (
	"context"
	"iter"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Spell is an unbroken time of a customer in one place.
type Spell struct {
	Customer eventlog.CustomerIndex
	Place    int // rank, NoStage or Left
	Start    data.Day
	End      data.Day // the day of the move to Next; NoDay while it lasts at the as-of date
	Next     int      // where to; meaningless while it lasts
}

// Open reports whether the spell lasts at the as-of date.
func (s Spell) Open() bool { return !s.End.Known() }

// Counter counts spells, in order of customers, then time.
type Counter[C any] interface {
	Take(s Spell)
	Join(later C) // takes in what another one counted, of later customers
}

// Count hands all spells of a ladder to counters, those of a share of the customers
// to each on a processor of its own, and gives what they counted together.
func Count[C Counter[C]](ctx context.Context, r Result, start func() C) (C, error) {
	parts, err := analysis.Runs(len(r.places), func(from, to int) (C, error) {
		c, n := start(), 0
		for s := range r.SpellsIn(from, to) {
			if n%4096 == 0 && ctx.Err() != nil {
				return c, data.Wrap(ctx.Err(), data.CodeCancelled, "The count was stopped before it was done; nothing has changed.")
			}
			n++
			c.Take(s)
		}
		return c, nil
	})
	if err != nil {
		var none C
		return none, err
	}
	for _, later := range parts[1:] {
		parts[0].Join(later)
	}
	return parts[0], nil
}

// Spells gives the spells of all customers of the ladder, by customer and time.
// The first begins with the customer's first record. A place that was left on the
// day it was reached is passed over: of several moves on one day the last counts.
func (r Result) Spells() iter.Seq[Spell] { return r.SpellsIn(0, len(r.places)) }

// SpellsIn gives the Spells of the customers from one position of the log to before
// another, so that several goroutines can share the work.
func (r Result) SpellsIn(from, to int) iter.Seq[Spell] {
	return func(yield func(Spell) bool) {
		for i, place := range r.places[from:to] {
			if place == excluded || place == NotHere {
				continue
			}
			if !r.spellsOf(eventlog.CustomerIndex(from+i), yield) {
				return
			}
		}
	}
}

func (r Result) spellsOf(c eventlog.CustomerIndex, yield func(Spell) bool) bool {
	spell := Spell{Customer: c, Place: NoStage, Start: r.firstDay(c), End: data.NoDay}
	steps := r.steps(c)
	for i, s := range steps {
		if i+1 < len(steps) && steps[i+1].day == s.day {
			continue
		}
		place := int(s.place)
		if s.day <= spell.Start { // it began in this place
			spell.Place = place
			continue
		}
		if place == spell.Place {
			continue
		}
		spell.End, spell.Next = s.day, place
		if !yield(spell) {
			return false
		}
		spell = Spell{Customer: c, Place: place, Start: s.day, End: data.NoDay}
	}
	return yield(spell)
}

// Places lists where a customer can be: nowhere yet, the ranks, gone.
func (r Result) Places() []int {
	places := []int{NoStage}
	for rank := range r.Rows {
		places = append(places, rank)
	}
	return append(places, Left)
}

// PlaceName names a place: a stage, no stage yet, left, or any stage.
func (r Result) PlaceName(place int) message.Message {
	switch {
	case place >= 0:
		return message.Verbatim(r.Rows[place].Stage.Name)
	case place == Left:
		return message.New("place.left", nil)
	case place == AnyStage:
		return message.New("place.staged", nil)
	}
	return message.New("place.none", nil)
}

// Everybody lists the customers on the ladder: Result.N of them.
func (r Result) Everybody() []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i, place := range r.places {
		if place != excluded && place != NotHere {
			out = append(out, eventlog.CustomerIndex(i))
		}
	}
	return out
}
