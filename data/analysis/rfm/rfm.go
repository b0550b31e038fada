// Package rfm answers, where customers have no contract: who bought lately, how
// often, and for how much? Each is scored 1 to 5. Definitions C.22 and C.28.
package rfm

import (
	"context"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/occasion"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Best is the highest score; 1 is the lowest. 5 is the most recent, frequent, or
// valuable fifth.
const Best = 5

// fewest is how many customers quantiles need; below, the cut-offs are fixed.
const fewest = 100

// Spec says exactly what is computed.
type Spec struct {
	Months int // look-back before the as-of date, in calendar months
}

// Default is a look-back of 12 months.
func Default() Spec { return Spec{Months: 12} }

// Row is one customer who bought within the look-back.
type Row struct {
	Customer  eventlog.CustomerIndex
	Last      data.Day // of the last purchase
	Recency   int      // days from Last to the as-of date
	Frequency int      // purchases (C.28)
	Money     data.Money
	R, F, M   int // scores, 1 to 5; M is 0 where the log has no amounts
}

// Cell is one place of the grid of recency by frequency, or all of a segment.
type Cell struct {
	People int
	Money  data.Money
}

// Segment is a part of the grid with a name in plain words.
type Segment string

// The segments, by scores of recency and frequency.
const (
	Champions Segment = "best"      // lately and often
	Loyal     Segment = "loyal"     // often, not long ago
	Promising Segment = "promising" // lately, not often yet
	FirstTime Segment = "first"     // lately, for the first time or nearly so
	Cooling   Segment = "cooling"   // middling, and not lately
	AtRisk    Segment = "risk"      // often once, but long ago
	Asleep    Segment = "asleep"    // rarely, and long ago
)

// Segments lists every Segment, best first.
var Segments = []Segment{Champions, Loyal, Promising, FirstTime, Cooling, AtRisk, Asleep}

// SegmentOf names the segment of two scores. Every pair has one.
func SegmentOf(r, f int) Segment {
	switch {
	case r >= 4 && f >= 4:
		return Champions
	case r >= 3 && f >= 4:
		return Loyal
	case r >= 4 && f >= 2:
		return Promising
	case r >= 4:
		return FirstTime
	case r == 3:
		return Cooling
	case f >= 3:
		return AtRisk
	}
	return Asleep
}

// Result is the grid. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Since      data.Day // first day of the look-back
	Revision   int64
	Currency   string
	N          int // customers who bought within the look-back
	Earlier    int // customers who bought before it only: in no cell
	Money      data.Money
	HasAmounts bool
	Fixed      bool // cut-offs are fixed, because there are fewer than 100 customers
	// The cut-offs between scores: a customer scores 1 and one more for each that
	// Recency does not exceed, or Frequency or Money reaches.
	RecencyCuts   [Best - 1]int // descending days
	FrequencyCuts [Best - 1]int
	MoneyCuts     [Best - 1]data.Money
	Rows          []Row            // by customer
	Grid          [Best][Best]Cell // by R-1, F-1
	BySegment     []Cell           // in the order of Segments
	Definition    message.Message
	Finding       message.Message

	log   *eventlog.Log
	query analysis.Query
}

// Build scores the customers. Query.From limits the purchases as the look-back
// does. Errors are data.Error: the look-back has no meaning, or nobody bought
// within it (CodeNoData).
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	if spec.Months == 0 {
		spec = Default()
	}
	if spec.Months < 1 || spec.Months > 120 {
		return Result{}, data.Errorf(data.CodeBadInput, "A look-back of %d months cannot be used; choose 1 to 120.", spec.Months)
	}
	if !query.AsOf.Known() {
		return Result{}, data.Errorf(data.CodeNoData, "There is no as-of date, so nothing can be said to be recent; import records or choose a date.")
	}
	r := Result{
		Spec: spec, AsOf: query.AsOf, Since: query.AsOf.AddMonths(-spec.Months) + 1, Revision: log.Revision,
		Currency: log.Settings.Currency, HasAmounts: log.HasAmounts, log: log, query: query,
	}
	if query.From.Known() {
		r.Since = max(r.Since, query.From)
	}
	if err := r.read(ctx); err != nil {
		return Result{}, err
	}
	if r.N = len(r.Rows); r.N == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "Nobody bought anything from %s to %s, so there is nothing to score; choose a longer look-back, or set the kind of an activity to purchase.", r.Since, r.AsOf)
	}
	r.score()
	r.count()
	r.Definition, r.Finding = r.definition(), query.Says(r.finding())
	return r, nil
}

// read finds each customer's purchases within the look-back, on all processors.
func (r *Result) read(ctx context.Context) error {
	rows := make([]Row, r.log.Customers())
	type part struct {
		rows    []Row // of those who bought, where the customers of the part stand in rows
		earlier int
	}
	parts, err := analysis.Runs(len(rows), func(from, to int) (part, error) {
		reader, n, earlier := newReader(r), from, 0
		for c := from; c < to; c++ {
			if c%8192 == 0 && ctx.Err() != nil {
				return part{}, data.Wrap(ctx.Err(), data.CodeCancelled, "Scoring the customers was cancelled; nothing was changed.")
			}
			if !r.query.Keeps(eventlog.CustomerIndex(c)) {
				continue
			}
			before := reader.read(&rows[n], eventlog.CustomerIndex(c))
			if rows[n].Frequency > 0 {
				n++
			} else if before {
				earlier++
			}
		}
		return part{rows[from:n], earlier}, nil
	})
	if err != nil {
		return err
	}
	r.Rows = rows[:0]
	for _, p := range parts {
		r.Rows = append(r.Rows, p.rows...) // they move up
		r.Earlier += p.earlier
	}
	return nil
}

// reader reads the purchases of one customer after the other. It is for one goroutine.
type reader struct {
	*Result
	buys, returns []bool // by activity
	gatherer      *occasion.Gatherer
}

func newReader(r *Result) *reader {
	return &reader{r, r.log.ActivitiesOf(data.KindPurchase), r.log.ActivitiesOf(data.KindRefund), occasion.NewGatherer(r.log)}
}

// read fills in what a customer bought within the look-back, and gives whether it
// bought before.
func (r *reader) read(row *Row, c eventlog.CustomerIndex) (earlier bool) {
	*row = Row{Customer: c, Last: data.NoDay}
	r.gatherer.Clear()
	events := &r.log.Events
	from, to := r.log.EventRange(c)
	days := events.Day[from:to]
	for i, activity := range events.Activity[from:to][:len(days)] {
		if !r.buys[activity] && !r.returns[activity] {
			continue
		}
		switch day := days[i]; {
		case day < r.Since:
			earlier = earlier || r.buys[activity]
		case !r.query.InRange(day):
		case r.buys[activity]:
			r.gatherer.Add(from + i)
			row.Money += events.Amount[from+i]
		default:
			row.Money += refund(events.Amount[from+i])
		}
	}
	for _, o := range r.gatherer.Found() {
		if o.Counts() {
			row.Frequency++
			row.Last = events.Day[o.Event]
		}
	}
	row.Recency = int(r.AsOf - row.Last)
	return earlier
}

// refund is what a return takes off, whichever sign the file gives it.
func refund(m data.Money) data.Money {
	if m > 0 {
		return -m
	}
	return m
}

// Fixed cut-offs, used where there are too few customers for quantiles: recency
// in fifths of the look-back, frequency in purchases, money in fractions and
// multiples of the mean.
var (
	fixedFrequency = [Best - 1]int{2, 3, 5, 10}
	fixedMoney     = [Best - 1]float64{.25, .5, 1, 2}
)

// score finds the cut-offs and gives every row its scores. Customers who are
// alike get the same score.
func (r *Result) score() {
	if r.Fixed = r.N < fewest; r.Fixed {
		length, mean := int(r.AsOf-r.Since)+1, 0.0
		for _, row := range r.Rows {
			mean += float64(row.Money) / float64(r.N)
		}
		for i := range Best - 1 {
			r.RecencyCuts[i] = length * (Best - 1 - i) / Best
			r.FrequencyCuts[i] = fixedFrequency[i]
			r.MoneyCuts[i] = data.Money(math.Ceil(max(mean, 0) * fixedMoney[i]))
		}
	} else {
		r.RecencyCuts = cuts(r.Rows, func(row *Row) int { return -row.Recency })
		for i := range r.RecencyCuts {
			r.RecencyCuts[i] *= -1
		}
		r.FrequencyCuts = cuts(r.Rows, func(row *Row) int { return row.Frequency })
		r.MoneyCuts = cuts(r.Rows, func(row *Row) data.Money { return row.Money })
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		row.R, row.F = 1, 1
		for k := range Best - 1 {
			row.R += one(row.Recency <= r.RecencyCuts[k])
			row.F += one(row.Frequency >= r.FrequencyCuts[k])
		}
		if r.HasAmounts {
			row.M = 1
			for _, cut := range r.MoneyCuts {
				row.M += one(row.Money >= cut)
			}
		}
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// cuts are, for 20, 40, 60 and 80 %, the lowest value that at least so many of
// the rows lie below: a score counts whom a customer has passed, so that many who
// are alike, as those with one purchase, do not pass each other. Where no value
// is high enough, the cut lies above all.
func cuts[T ~int | ~int64](rows []Row, of func(*Row) T) (out [Best - 1]T) {
	values := make([]T, len(rows))
	for i := range rows {
		values[i] = of(&rows[i])
	}
	slices.Sort(values)
	for k := range out {
		below := ((k+1)*len(values) + Best - 1) / Best
		v := values[below]
		if first, _ := slices.BinarySearch(values, v); first < below {
			next, _ := slices.BinarySearch(values, v+1)
			if v++; next < len(values) {
				v = values[next]
			}
		}
		out[k] = v
	}
	return out
}

func (r *Result) count() {
	for i := range r.Rows {
		row := &r.Rows[i]
		cell := &r.Grid[row.R-1][row.F-1]
		cell.People++
		cell.Money += row.Money
	}
	r.BySegment = make([]Cell, len(Segments))
	for recency := range r.Grid {
		for frequency, cell := range r.Grid[recency] {
			segment := &r.BySegment[slices.Index(Segments, SegmentOf(recency+1, frequency+1))]
			segment.People += cell.People
			segment.Money += cell.Money
			r.Money += cell.Money
		}
	}
}

// Members lists the customers of a cell of the grid, by their scores.
func (r Result) Members(recency, frequency int) []eventlog.CustomerIndex {
	return r.list(func(row Row) bool { return row.R == recency && row.F == frequency })
}

// SegmentMembers lists the customers of a segment.
func (r Result) SegmentMembers(s Segment) []eventlog.CustomerIndex {
	return r.list(func(row Row) bool { return SegmentOf(row.R, row.F) == s })
}

// People lists everybody who was scored: N of them.
func (r Result) People() []eventlog.CustomerIndex { return r.list(func(Row) bool { return true }) }

func (r Result) list(is func(Row) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for _, row := range r.Rows {
		if is(row) {
			out = append(out, row.Customer)
		}
	}
	return out
}
