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
	r := Result{Rule: d, AsOf: query.AsOf, Revision: log.Revision, Lives: make([]Life, log.Customers()), watch: w}
	if log.Events.Len() > 0 {
		silence := *w
		silence.def = Definition{Rule: Inactivity, Days: DefaultDays, Entry: d.Entry}
		silence.activity = activities(log)
		r.silence = &silence
	}
	if err := r.count(ctx); err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// count works through the customers on all processors.
func (r *Result) count(ctx context.Context) error {
	var days []int
	if r.silence != nil {
		days = slices.Clone(curveDays)
		if r.Rule.Rule == Inactivity {
			days = append(days, r.Rule.Days)
		}
		slices.Sort(days)
		days = slices.Compact(days)
	}
	parts, err := analysis.Runs(len(r.Lives), func(from, to int) (*tally, error) {
		t := newTally(days)
		if err := r.watch.judge(ctx, r.Lives, from, to); err != nil {
			return nil, err
		}
		for c := from; c < to; c++ {
			t.states[r.Lives[c].State]++
			if r.silence != nil {
				if err := stopped(ctx, c); err != nil {
					return nil, err
				}
				t.listen(r.silence, eventlog.CustomerIndex(c))
			}
		}
		return t, nil
	})
	if err != nil {
		return err
	}
	all := newTally(days)
	for _, t := range parts {
		all.add(t)
	}
	r.Left, r.Active, r.TooNew, r.Unknown, r.Negative = all.states[Left], all.states[Active], all.states[TooNew], all.states[Unknown], all.states[Negative]
	r.N = len(r.Lives) - all.states[Excluded]
	if r.silence != nil {
		r.Curve = all.curve(days)
	}
	return nil
}

// tally counts customers by their state and, for the curve, by days: how long ago
// they began, how long they have been silent, and how long the silences lasted that
// ended in a return. What is longer than the curve asks for stands in the last place.
type tally struct {
	states [Negative + 1]int
	people int // in the curve
	ages   []int
	silent []int
	ended  []int
	gaps   []data.Day // scratch
}

func newTally(days []int) *tally {
	if len(days) == 0 {
		return &tally{}
	}
	places := days[len(days)-1] + 2
	return &tally{ages: make([]int, places), silent: make([]int, places), ended: make([]int, places)}
}

// listen takes in one customer for the curve.
func (t *tally) listen(w *watch, c eventlog.CustomerIndex) {
	start, from, to := w.span(c)
	if from == to {
		return
	}
	top := data.Day(len(t.ended) - 1)
	t.people++
	t.ages[min(w.query.AsOf-start, top)]++
	t.silent[min(w.query.AsOf-w.log.Events.Day[to-1], top)]++
	t.gaps = w.gaps(t.gaps[:0], from, to)
	for _, gap := range t.gaps {
		t.ended[min(gap, top)]++
	}
}

func (t *tally) add(other *tally) {
	for state, n := range other.states {
		t.states[state] += n
	}
	t.people += other.people
	for i := range t.ages {
		t.ages[i], t.silent[i], t.ended[i] = t.ages[i]+other.ages[i], t.silent[i]+other.silent[i], t.ended[i]+other.ended[i]
	}
}

// curve gives the points for so many days of silence each.
func (t *tally) curve(days []int) []Point {
	points := make([]Point, len(days))
	for i, n := range days {
		p := Point{Days: n, Left: sum(t.silent[n:]), TooNew: sum(t.ages[:n]), Returned: sum(t.ended[n+1:])} // as stateAfter has it
		p.Active = t.people - p.Left - p.TooNew
		p.Low, p.High = interval.Wilson(p.Returned, p.Returned+p.Left)
		points[i] = p
	}
	return points
}

func sum(counts []int) (n int) {
	for _, x := range counts {
		n += x
	}
	return n
}

// gaps appends the days from one activity to the next, in order, of a customer whose
// activities stand from one position to before another.
func (w *watch) gaps(out []data.Day, from, to int) []data.Day {
	if from == to {
		return out
	}
	before, days := w.log.Events.Day[from], w.log.Events.Day[from+1:to]
	codes := w.log.Events.Activity[from+1 : to][:len(days)]
	n := len(out)
	out = slices.Grow(out, len(days))[:n+len(days)]
	active := w.activity
	for i, day := range days {
		out[n] = day - before
		is := active[codes[i]] // nobody can foresee which; of each of these ifs the compiler makes a move, not a branch
		if is {
			n++
		}
		if is {
			before = day
		}
	}
	return out[:n]
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
		if start, from, to := r.silence.span(c); from < to && r.silence.stateAfter(start, r.silence.log.Events.Day[to-1], days) == state {
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
	var gaps []data.Day
	for c := range eventlog.CustomerIndex(r.silence.log.Customers()) {
		_, from, to := r.silence.span(c)
		gaps = r.silence.gaps(gaps[:0], from, to)
		for _, gap := range gaps {
			if int(gap) > days {
				out = append(out, c)
			}
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
