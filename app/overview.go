package app

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/resolve"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/analysis/voice"
	"cxworkbench/data/message"
)

// Overview is what the first screen shows: the two headline answers and what
// was imported last.
type Overview struct {
	Ladder  maturity.Result
	Cohorts cohort.Result
	// CohortsErr says why there is no cohort table, in a sentence; nil where there is.
	CohortsErr error
	Imports    []data.Import
	Retention  Retention
	Risk       Risk
	Voice      voice.Result
	Resolve    resolve.Result
	// Through says which channels Cohorts, Voice and Resolve are limited to; zero for all.
	Through message.Message
	Before  data.Day // the end of the last whole month
	Moved   maturity.Movement
}

// Risk is who is silent beyond habit.
type Risk struct {
	Known     bool
	Now       silence.Result
	Before    silence.Result // at the end of the last whole month
	Low, High float64        // 95 % Wilson interval of the share now
}

// People is how many are silent beyond habit.
func (r Risk) People() int { return r.Now.States[silence.Beyond] }

func (r Risk) known() bool { return r.Now.N > 0 && r.Now.States[silence.Never] < r.Now.N }

// Distinct reports whether the share differs from that of the month before by more
// than the two intervals leave open.
func (r Risk) Distinct() bool {
	low, high := interval.Difference(r.Before.States[silence.Beyond], r.Before.N, r.People(), r.Now.N)
	return low > 0 || high < 0
}

// Retention is that of the newest cohort whose first period is complete.
type Retention struct {
	Known     bool
	Row       int
	Cell      cohort.Cell
	Low, High float64 // 95 % Wilson interval
	Mean      float64 // pooled over all complete cells of period 1
}

// Distinct reports whether the mean lies outside the interval.
func (r Retention) Distinct() bool { return r.Mean < r.Low || r.Mean > r.High }

// Overview answers the headline questions at once.
func (s *Session) Overview(ctx context.Context, v View) (Overview, error) {
	var o Overview
	var err error
	if o.Imports, err = s.Imports(ctx); err != nil {
		return o, err
	}
	if o.Ladder, err = s.Maturity(ctx, v); err != nil {
		return o, err
	}
	o.Cohorts, o.CohortsErr = s.Cohorts(ctx, v, cohort.Default(s.Log()))
	if o.CohortsErr == nil {
		o.Retention = newestRetention(o.Cohorts)
	}
	q, err := s.query(ctx, s.Log(), v)
	if err != nil {
		return o, err
	}
	_, _, day := q.AsOf.Civil()
	o.Before = q.AsOf - data.Day(day)
	o.Moved = o.Ladder.Moved(o.Before, q.AsOf)
	if o.Risk, err = s.risk(ctx, v, o.Before); err != nil {
		return o, err
	}
	o.Voice, o.Resolve, o.Through, err = s.heard(ctx, v)
	return o, err
}

// heard says how content customers are and how long their cases take, of what came
// through the channels of a view, and which these are.
func (s *Session) heard(ctx context.Context, v View) (said voice.Result, solved resolve.Result, through message.Message, err error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return said, solved, through, err
	}
	if _, q, err = s.through(log, q, v); err != nil {
		return said, solved, through, err
	}
	if said, err = voice.Build(ctx, log, q); err != nil {
		return said, solved, through, err
	}
	solved, err = resolve.Build(ctx, log, q)
	return said, solved, q.Channels.Label, err
}

// risk finds who is silent beyond habit, now and on a day before.
func (s *Session) risk(ctx context.Context, v View, before data.Day) (Risk, error) {
	var r Risk
	var err error
	spec := silence.Default(s.Log())
	if r.Now, err = s.Silence(ctx, v, spec); err != nil {
		return r, err
	}
	v.AsOf = before
	if r.Before, err = s.Silence(ctx, v, spec); err != nil {
		return r, err
	}
	r.Known = r.known()
	r.Low, r.High = interval.Wilson(r.People(), r.Now.N)
	return r, nil
}

func newestRetention(r cohort.Result) Retention {
	for row := len(r.Rows) - 1; row >= 0; row-- {
		cells := r.Rows[row].Cells
		if len(cells) < 2 || !cells[1].Complete {
			continue
		}
		out := Retention{Known: true, Row: row, Cell: cells[1], Mean: math.NaN()}
		out.Low, out.High = interval.Wilson(cells[1].People, cells[1].Of)
		if len(r.Means) > 1 {
			out.Mean = r.Means[1].Pooled
		}
		return out
	}
	return Retention{}
}
