// Package resolve answers: how long does it take until half of the cases are
// solved? Of the tickets opened in the 12 months up to a day, those still open count
// as open until then, so that the slow ones are not left out. Definition C.11.
package resolve

import (
	"context"
	"fmt"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
)

// window is how many months of tickets count.
const window = 12

const hour = 3_600_000 // milliseconds

// Figure is the median time to solve a case, in hours.
type Figure struct {
	N      int // tickets
	Open   int // of them not solved by the day
	Median float64
	// Low and High are the 95 % interval; each is NaN where it is not reached, as
	// Median is where fewer than half are solved.
	Low, High float64
}

// Result is the figure of a day and that of the 12 months before. It is immutable.
type Result struct {
	AsOf        data.Day
	Revision    int64
	Now, Before Figure
	P           float64 // of the log-rank test of now against before; NaN where there is none

	people []eventlog.CustomerIndex
}

// Known reports whether there are cases.
func (r Result) Known() bool { return r.Now.N > 0 }

// Distinct reports whether the two times can be told apart.
func (r Result) Distinct() bool { return r.P < 0.05 }

// Members lists the customers of the cases, each as often as it has some.
func (r Result) Members() []eventlog.CustomerIndex { return r.people }

// Build works the figure out. Cases of nobody known are not counted.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query) (Result, error) {
	r := Result{AsOf: q.AsOf, Revision: log.Revision, P: math.NaN()}
	now := q
	now.From = q.AsOf.AddMonths(-window) + 1
	before := q
	before.AsOf, before.From = now.From-1, (now.From-1).AddMonths(-window)+1
	spells, people := cases(log, now)
	earlier, _ := cases(log, before)
	r.people = people
	var err error
	if r.Now, err = figure(spells); err != nil {
		return r, err
	}
	if r.Before, err = figure(earlier); err != nil {
		return r, err
	}
	if len(spells) > 0 && len(earlier) > 0 {
		test, err := survival.Compare([][]survival.Spell{earlier, spells}, survival.LogRank)
		if err != nil {
			return r, fmt.Errorf("compare the times to solve: %w", err)
		}
		r.P = test.P
	}
	return r, ctx.Err()
}

// cases gives the time of each case in hours, as known by the end of the query's day.
func cases(log *eventlog.Log, q analysis.Query) (spells []survival.Spell, people []eventlog.CustomerIndex) {
	end := q.AsOf.EndIn(log.Zone)
	for i := range log.CustomerIDs {
		c := eventlog.CustomerIndex(i)
		if !q.Keeps(c) {
			continue
		}
		from, to := log.TicketRange(c)
		for ticket := from; ticket < to; ticket++ {
			if !q.InRange(log.Tickets.Day[ticket]) || !q.Through(log.Tickets.Channel[ticket]) {
				continue
			}
			at, solved := log.Solved(ticket, end)
			if !solved {
				at = end
			}
			// A case that is solved as it is opened took as good as no time.
			hours := math.Max(float64(at-log.Tickets.Opened[ticket])/hour, 1.0/60)
			spells, people = append(spells, survival.Spell{Time: hours, Event: solved}), append(people, c)
		}
	}
	return spells, people
}

func figure(spells []survival.Spell) (Figure, error) {
	f := Figure{N: len(spells), Median: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if f.N == 0 {
		return f, nil
	}
	curve, err := survival.KaplanMeier(spells, survival.LogLog)
	if err != nil {
		return f, fmt.Errorf("times to solve: %w", err)
	}
	for _, spell := range spells {
		if !spell.Event {
			f.Open++
		}
	}
	f.Median, f.Low, f.High = curve.Quantile(0.5)
	return f, nil
}
