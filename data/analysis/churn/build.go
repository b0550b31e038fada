package churn

import (
	"context"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// curveDays are the lengths of silence at which the curve is drawn, beside the
// definition's own.
var curveDays = []int{7, 14, 30, 45, 60, 90, 120, 150, 180, 270, 365}

// Point is what Inactivity with so many days would say.
type Point struct {
	Days                 int
	Left, Active, TooNew int
	// Returned counts past silences of more than Days that ended in a return;
	// Left are those that have not. Where many did, Days is too short. A person can
	// have returned more than once.
	Returned  int
	Low, High float64 // Wilson interval of ReturnShare
}

// ReturnShare is Returned / (Returned + Left): how often the rule would have
// been wrong so far. NaN where nobody was ever silent for so long.
func (p Point) ReturnShare() float64 {
	return ratio(p.Returned, p.Returned+p.Left)
}

func ratio(x, n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return float64(x) / float64(n)
}

// Result says who has left. It is immutable.
type Result struct {
	Rule     Definition
	AsOf     data.Day
	Revision int64
	N        int // Left + Active + TooNew + Unknown + Negative
	Left     int
	Active   int
	TooNew   int
	Unknown  int
	Negative int
	Lives    []Life  // by CustomerIndex
	Curve    []Point // by Days; nil where no customer has an interaction

	Definition message.Message
	Finding    message.Message

	watch   *watch
	silence *watch // by Inactivity, for the curve; nil where there is none
}

// Build says who has left, and how that moves with the days of silence. Errors
// are those of Lives.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, d Definition) (Result, error) {
	w, err := newWatch(log, query, d)
	if err != nil {
		return Result{}, err
	}
	r := Result{Rule: d, AsOf: query.AsOf, Revision: log.Revision, watch: w}
	if r.Lives, err = Lives(ctx, log, query, d); err != nil {
		return Result{}, err
	}
	var counts [Negative + 1]int
	for i := range r.Lives {
		counts[r.Lives[i].State]++
	}
	r.Left, r.Active, r.TooNew, r.Unknown, r.Negative = counts[Left], counts[Active], counts[TooNew], counts[Unknown], counts[Negative]
	r.N = log.Customers() - counts[Excluded]
	if log.Events.Len() > 0 {
		if err := r.draw(ctx); err != nil {
			return Result{}, err
		}
	}
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// draw counts the curve in one pass.
func (r *Result) draw(ctx context.Context) error {
	silence := *r.watch
	silence.def = Definition{Rule: Inactivity, Days: DefaultDays, Entry: r.Rule.Entry}
	silence.activity = activities(silence.log)
	r.silence = &silence
	days := slices.Clone(curveDays)
	if r.Rule.Rule == Inactivity {
		days = append(days, r.Rule.Days)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	parts, err := analysis.Runs(silence.log.Customers(), func(from, to int) ([]Point, error) {
		points := make([]Point, len(days))
		for c := from; c < to; c++ {
			if err := stopped(ctx, c); err != nil {
				return nil, err
			}
			silence.count(points, days, eventlog.CustomerIndex(c))
		}
		return points, nil
	})
	if err != nil {
		return err
	}
	r.Curve = make([]Point, len(days))
	for i := range r.Curve {
		p := &r.Curve[i]
		for _, part := range parts {
			p.Left, p.Active, p.TooNew, p.Returned = p.Left+part[i].Left, p.Active+part[i].Active, p.TooNew+part[i].TooNew, p.Returned+part[i].Returned
		}
		p.Days = days[i]
		p.Low, p.High = interval.Wilson(p.Returned, p.Returned+p.Left)
	}
	return nil
}

// count adds one customer to the points of the curve.
func (w *watch) count(points []Point, days []int, c eventlog.CustomerIndex) {
	start, last, ok := w.span(c)
	if !ok {
		return
	}
	for i, n := range days {
		switch w.stateAfter(start, last, n) {
		case Left:
			points[i].Left++
		case TooNew:
			points[i].TooNew++
		default:
			points[i].Active++
		}
	}
	w.gaps(c, days[0], func(gap int) {
		for i, n := range days {
			if gap <= n {
				break
			}
			points[i].Returned++
		}
	})
}

// gaps calls found with the days of each silence that ended in a return, of
// those longer than shortest.
func (w *watch) gaps(c eventlog.CustomerIndex, shortest int, found func(days int)) {
	from, to := w.log.EventRange(c)
	codes := w.log.Events.Activity[from:to]
	before := data.NoDay
	for i, d := range w.log.Events.Day[from:to] {
		if d > w.query.AsOf {
			return
		}
		if !d.Known() || !w.activity[codes[i]] {
			continue
		}
		if before.Known() && int(d-before) > shortest {
			found(int(d - before))
		}
		before = d
	}
}

// Members lists the customers of a state, by customer. With days 0 they are
// those of the result's own rule, else those of the curve's point with so many
// days.
func (r Result) Members(state State, days int) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	if days == 0 {
		for c := range r.Lives {
			if r.Lives[c].State == state {
				out = append(out, eventlog.CustomerIndex(c))
			}
		}
		return out
	}
	if r.silence == nil {
		return nil
	}
	for c := range eventlog.CustomerIndex(r.silence.log.Customers()) {
		if start, last, ok := r.silence.span(c); ok && r.silence.stateAfter(start, last, days) == state {
			out = append(out, c)
		}
	}
	return out
}

// Returned lists who came back after a silence of more than days, by customer:
// a person once for each such silence, Point.Returned of them.
func (r Result) Returned(days int) []eventlog.CustomerIndex {
	if r.silence == nil {
		return nil
	}
	var out []eventlog.CustomerIndex
	for c := range eventlog.CustomerIndex(r.silence.log.Customers()) {
		if _, _, ok := r.silence.span(c); ok {
			r.silence.gaps(c, days, func(int) { out = append(out, c) })
		}
	}
	return out
}

// Point gives the point of the curve with so many days, and whether it has one.
func (r Result) Point(days int) (Point, bool) {
	for _, p := range r.Curve {
		if p.Days == days {
			return p, true
		}
	}
	return Point{}, false
}
