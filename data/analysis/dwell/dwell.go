// Package dwell answers: how long do relationships stay in a stage? The spells
// that still run are censored, not dropped. Definition C.14: Kaplan-Meier over
// spells (C.5).
package dwell

import (
	"context"
	"math"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Units lists what time is counted in.
var Units = []eventlog.Unit{eventlog.UnitDay, eventlog.UnitWeek, eventlog.UnitMonth}

// Spec says exactly what is computed.
type Spec struct {
	Unit eventlog.Unit // one of Units: days, days / 7, or whole calendar months
	CI   survival.CI
}

// Default counts days, with log-log intervals.
func Default() Spec { return Spec{Unit: eventlog.UnitDay, CI: survival.LogLog} }

// Group says which spells of a stage a number counts.
type Group string

// The groups.
const (
	All    Group = "all"
	Ended  Group = "ended"
	Open   Group = "open"
	Longer Group = "longer" // open, and longer than the 90th percentile
)

// Key names a number of a stage.
type Key struct {
	Rank  int
	Group Group
}

// Row is the time in one stage. Times are in Spec.Unit; what is not reached is NaN.
type Row struct {
	Rank  int
	Stage data.Stage
	Curve survival.Curve // share still in the stage; Median with its interval
	P90   float64        // by then nine of ten have moved on
	// P90Low and P90High are its interval.
	P90Low, P90High float64
	Open            int // spells that last at the as-of date
	Longer          int // of them, longer than P90
}

// Result is the time in every stage that somebody was in. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	N          int // spells
	Customers  int // on the ladder
	Rows       []Row
	Definition message.Message
	Finding    message.Message

	ladder maturity.Result
	from   data.Day
}

// Build estimates the time in stage on a ladder. Of the query only From counts,
// which leaves out spells that began before. A ladder whose dates come from
// tenure has no spells and is refused (CodeNoData).
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query, spec Spec) (Result, error) {
	if ladder.Derived {
		return Result{}, data.Errorf(data.CodeNoData, "The dates come from tenure, so it is not known how long anybody stayed in a stage; import the contacts or purchases with their dates.")
	}
	counter, err := maturity.Count(ctx, ladder, func() *Counter { return NewCounter(ladder, q, spec) })
	if err != nil {
		return Result{}, err
	}
	r, err := counter.Result()
	if err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r, nil
}

// Counter gathers the times in each stage; it is a maturity.Counter.
type Counter struct {
	// Times are those in each stage, by rank, which the curves are made of.
	Times  [][]survival.Spell
	result Result
}

// NewCounter makes a Counter of the spells of a ladder, for one goroutine.
func NewCounter(ladder maturity.Result, q analysis.Query, spec Spec) *Counter {
	return &Counter{
		Times:  make([][]survival.Spell, len(ladder.Rows)),
		result: Result{Spec: spec, AsOf: ladder.AsOf, Revision: ladder.Revision, Customers: ladder.N, ladder: ladder, from: q.From},
	}
}

// Take notes how long a spell took, or has taken so far.
func (c *Counter) Take(s maturity.Spell) {
	if c.result.counts(s) {
		c.Times[s.Place] = append(c.Times[s.Place], survival.Spell{Time: c.result.time(s), Event: !s.Open()})
	}
}

// Join adds what another counter gathered.
func (c *Counter) Join(later *Counter) {
	for rank, more := range later.Times {
		c.Times[rank] = append(c.Times[rank], more...)
	}
}

// Result estimates the time in stage from what was gathered, without its words.
func (c *Counter) Result() (Result, error) {
	r := c.result
	err := r.estimate(c.Times)
	return r, err
}

// estimate makes the rows of the stages that somebody was in, side by side.
func (r *Result) estimate(spells [][]survival.Spell) error {
	rows, errs := make([]Row, len(spells)), make([]error, len(spells))
	var wait sync.WaitGroup
	for rank, stage := range r.ladder.Rows {
		if len(spells[rank]) > 0 {
			wait.Go(func() { rows[rank], errs[rank] = newRow(rank, stage.Stage, spells[rank], r.Spec.CI) })
		}
	}
	wait.Wait()
	for rank := range rows {
		if errs[rank] != nil {
			return errs[rank]
		}
		if n := len(spells[rank]); n > 0 {
			r.N += n
			r.Rows = append(r.Rows, rows[rank])
		}
	}
	return nil
}

func newRow(rank int, stage data.Stage, spells []survival.Spell, ci survival.CI) (row Row, err error) {
	row = Row{Rank: rank, Stage: stage}
	if row.Curve, err = survival.KaplanMeier(spells, ci); err != nil {
		return Row{}, err
	}
	row.P90, row.P90Low, row.P90High = row.Curve.Quantile(.9)
	for _, s := range spells {
		if !s.Event {
			row.Open++
		}
		if longer(s, row.P90) {
			row.Longer++
		}
	}
	return row, nil
}

// counts reports whether a spell is one of a stage and inside the dates.
func (r *Result) counts(s maturity.Spell) bool {
	return s.Place >= 0 && (!r.from.Known() || s.Start >= r.from)
}

func (r *Result) time(s maturity.Spell) float64 {
	end := s.End
	if s.Open() {
		end = r.AsOf
	}
	switch r.Spec.Unit {
	case eventlog.UnitMonth:
		return float64(s.Start.MonthsUntil(end))
	case eventlog.UnitWeek:
		return float64(end-s.Start) / 7
	}
	return float64(end - s.Start)
}

// longer reports whether a spell lasts and did so for longer than nine of ten.
func longer(s survival.Spell, p90 float64) bool { return !s.Event && !math.IsNaN(p90) && s.Time > p90 }

// Members lists the customers of a number, one for each spell counted.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	p90 := math.NaN()
	for _, row := range r.Rows {
		if row.Rank == key.Rank {
			p90 = row.P90
		}
	}
	for s := range r.ladder.Spells() {
		if s.Place != key.Rank || !r.counts(s) {
			continue
		}
		var in bool
		switch key.Group {
		case All:
			in = true
		case Ended:
			in = !s.Open()
		case Open:
			in = s.Open()
		case Longer:
			in = longer(survival.Spell{Time: r.time(s), Event: !s.Open()}, p90)
		}
		if in {
			out = append(out, s.Customer)
		}
	}
	return out
}

// Everybody lists the customers on the ladder, each once.
func (r Result) Everybody() []eventlog.CustomerIndex { return r.ladder.Everybody() }
