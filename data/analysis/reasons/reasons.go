// Package reasons answers: why do customers leave, how many for each reason, and
// what was it worth? Who left without a recorded reason is shown as such.
// Definitions C.4, C.7 and C.29.
package reasons

import (
	"cmp"
	"context"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// mostCurves is how many reasons have a curve of their own; the others share one.
const mostCurves = 6

// Spec says exactly what is computed.
type Spec struct {
	Churn churn.Definition
	Unit  eventlog.Unit // of the incidence curves, one of survival.Units; empty = survival.DefaultUnit
	CI    survival.CI   // of the incidence curves
}

// Default is the log's own rule of leaving.
func Default(log *eventlog.Log) Spec {
	return Spec{Churn: churn.Default(log), Unit: survival.DefaultUnit(log), CI: survival.LogLog}
}

// Unknown is the reason code of who left without a recorded reason.
const Unknown int32 = 0

// Row is one reason.
type Row struct {
	Reason    int32 // code of Log.Reasons, or Unknown
	Name      string
	People    int
	Share     float64 // of all who left
	Low, High float64 // 95 % Wilson interval of Share
	Running   float64 // Share of this row and those above it
	Value     data.Money
}

// Curve is the cumulative incidence of one reason, or of several small ones.
type Curve struct {
	Reasons []int32 // codes
	survival.Incidence
}

// Result is the Pareto of reasons with their incidence. It is immutable.
type Result struct {
	Spec     Spec
	AsOf     data.Day
	Revision int64
	Currency string
	N        int                 // who left
	Watched  int                 // who left or is active: whom the curves follow, if observed in time
	Value    data.Money          // of all who left, in the 12 months up to leaving
	Basis    maturity.ValueBasis // what the value is made of (C.29)
	Rows     []Row               // most people first; Unknown stands last
	// Curves are by reason, in the order of Rows, the small ones together before
	// Unknown; nil where nobody left or nobody can be followed. The shares of all
	// and Stay add up to 1.
	Curves []Curve
	Stay   survival.Curve

	Definition message.Message
	Finding    message.Message

	log    *eventlog.Log
	query  analysis.Query
	sample survival.Sample
	lives  []churn.Life

	firstLeft data.Day
	years     []data.Day // the day a year before, by day from firstLeft on
}

// Build finds the reasons of those who left. Errors are those of churn.Lives, and
// a unit that is not one of survival.Units.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	sample, err := survival.NewSample(ctx, log, query, spec.Churn, spec.Unit)
	if lives := sample.Lives(); err != nil && (lives == nil || data.CodeOf(err) != data.CodeNoData) {
		return Result{}, err // that nobody can be followed leaves the counts as they are
	}
	spec.Unit = sample.Unit
	r := Result{
		Spec: spec, AsOf: query.AsOf, Revision: log.Revision, Currency: log.Settings.Currency, Basis: maturity.BasisOf(log),
		log: log, query: query, sample: sample, lives: sample.Lives(),
	}
	r.noteYears()
	r.count()
	if err := r.draw(); err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// count adds up the rows on all processors.
func (r *Result) count() {
	rows := make([]Row, len(r.log.Reasons))
	type tally struct {
		rows   []Row
		active int
	}
	parts, _ := analysis.Runs(len(r.lives), func(from, to int) (tally, error) { // nothing in it fails
		t := tally{rows: make([]Row, len(rows))}
		for c := from; c < to; c++ {
			switch l := &r.lives[c]; l.State {
			case churn.Active:
				t.active++
			case churn.Left:
				t.rows[l.Reason].People++
				t.rows[l.Reason].Value += r.valueAt(eventlog.CustomerIndex(c), l.End)
			}
		}
		return t, nil
	})
	for _, part := range parts {
		r.Watched += part.active
		for code, row := range part.rows {
			rows[code].People, rows[code].Value = rows[code].People+row.People, rows[code].Value+row.Value
			r.N, r.Value = r.N+row.People, r.Value+row.Value
		}
	}
	r.Watched += r.N
	for code := range rows {
		rows[code].Reason, rows[code].Name = int32(code), r.log.Reasons[code].Name
	}
	rows = slices.DeleteFunc(rows, func(row Row) bool { return row.People == 0 })
	slices.SortStableFunc(rows, func(a, b Row) int {
		if (a.Reason == Unknown) != (b.Reason == Unknown) {
			return cmp.Compare(b.Reason, a.Reason) // Unknown, 0, stands last
		}
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(b.Value, a.Value))
	})
	running := 0
	for i := range rows {
		row := &rows[i]
		running += row.People
		row.Share, row.Running = float64(row.People)/float64(r.N), float64(running)/float64(r.N)
		row.Low, row.High = interval.Wilson(row.People, r.N)
	}
	r.Rows = rows
}

const valueMonths = 12 // C.29

// mostDays is for how many days the day a year before is looked up, not reckoned.
const mostDays = 20_000

// noteYears notes the day a year before each day on which somebody left.
func (r *Result) noteYears() {
	first, last := data.Day(math.MaxInt32), data.NoDay
	for i := range r.lives {
		if l := &r.lives[i]; l.State == churn.Left {
			first, last = min(first, l.End), max(last, l.End)
		}
	}
	if r.Basis != maturity.ValueAmounts || !last.Known() || last-first >= mostDays {
		return
	}
	r.firstLeft, r.years = first, make([]data.Day, last-first+1)
	for i := range r.years {
		r.years[i] = (first + data.Day(i)).AddMonths(-valueMonths)
	}
}

func (r *Result) yearBefore(day data.Day) data.Day {
	if i := int(day - r.firstLeft); i >= 0 && i < len(r.years) {
		return r.years[i]
	}
	return day.AddMonths(-valueMonths)
}

// valueAt is a leaver's value on the day of leaving: what came in over the 12
// months up to then, or twelve months of the subscriptions that ran till then.
func (r *Result) valueAt(c eventlog.CustomerIndex, left data.Day) data.Money {
	sum := data.Money(0)
	switch r.Basis {
	case maturity.ValueAmounts:
		since := r.yearBefore(left)
		from, to := r.log.EventRange(c)
		days := r.log.Events.Day[from:to]
		first, _ := slices.BinarySearch(days, since+1)
		for i := first; i < len(days) && days[i] <= left; i++ {
			sum += r.log.Events.Amount[from+i]
		}
	case maturity.ValueMonthly:
		subs := &r.log.Subscriptions
		from, to := r.log.SubscriptionRange(c)
		for i := from; i < to && subs.Start[i] <= left; i++ {
			if !subs.End[i].Known() || subs.End[i] >= left {
				sum += valueMonths * subs.Monthly[i]
			}
		}
	}
	return sum
}

// draw estimates the incidence of each reason (Aalen-Johansen), never
// 1 - Kaplan-Meier per reason: the reasons compete.
func (r *Result) draw() error {
	if r.N == 0 {
		return nil
	}
	cause := r.causes()
	spells := make([]survival.CauseSpell, len(r.sample.People))
	for i, p := range r.sample.People {
		spells[i] = survival.CauseSpell{Entry: p.Entry, Time: p.Time}
		if p.Event {
			spells[i].Cause = cause[r.lives[p.Customer].Reason]
		}
	}
	stay, incidence, err := survival.CumulativeIncidence(spells, len(r.Curves), r.Spec.CI)
	if data.CodeOf(err) == data.CodeNoData {
		r.Curves = nil // too few to follow: the counts stand without curves
		return nil
	}
	if err != nil {
		return err
	}
	r.Stay = stay
	for i := range incidence {
		r.Curves[i].Incidence = incidence[i]
	}
	return nil
}

// causes lays out the curves and numbers them, from 1, by reason code.
func (r *Result) causes() []int {
	cause := make([]int, len(r.log.Reasons))
	add := func(row Row, together bool) {
		if !together || len(r.Curves) <= mostCurves {
			r.Curves = append(r.Curves, Curve{})
		}
		last := &r.Curves[len(r.Curves)-1]
		last.Reasons = append(last.Reasons, row.Reason)
		cause[row.Reason] = len(r.Curves)
	}
	for i, row := range r.Rows {
		add(row, i >= mostCurves && row.Reason != Unknown)
	}
	return cause
}

// Members lists who left for a reason, by customer: Row.People of them.
func (r Result) Members(reason int32) []eventlog.CustomerIndex {
	return r.list(func(l churn.Life) bool { return l.State == churn.Left && l.Reason == reason })
}

// People lists everybody who left: N of them.
func (r Result) People() []eventlog.CustomerIndex {
	return r.list(func(l churn.Life) bool { return l.State == churn.Left })
}

// IncidenceMembers lists whom a curve counts up to and including a time, in
// Spec.Unit: the events of its points so far.
func (r Result) IncidenceMembers(curve int, t float64) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for _, p := range r.sample.People {
		if p.Event && p.Time <= t && (r.Stay.From == 0 || p.Time > r.Stay.From) &&
			slices.Contains(r.Curves[curve].Reasons, r.lives[p.Customer].Reason) {
			out = append(out, p.Customer)
		}
	}
	return out
}

func (r Result) list(is func(churn.Life) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for c, l := range r.lives {
		if is(l) {
			out = append(out, eventlog.CustomerIndex(c))
		}
	}
	return out
}
