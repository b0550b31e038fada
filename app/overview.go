package app

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
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

// Overview answers both headline questions at once.
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
	return o, ctx.Err()
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
