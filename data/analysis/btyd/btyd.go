package btyd

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Spec says exactly what is computed.
type Spec struct {
	Horizon int      // weeks after the as-of date that purchases are expected in
	Penalty float64  // see FitBGNBD
	Split   data.Day // the holdout check is fitted up to this day; one outside the purchases means their middle
}

const (
	defaultHorizon = 52
	mostWeeks      = 520 // of a horizon
)

// Default is a year ahead, without a penalty, checked on the later half.
func Default() Spec { return Spec{Horizon: defaultHorizon, Split: data.NoDay} }

func (s Spec) normal() (Spec, error) {
	if s.Horizon == 0 {
		s.Horizon = defaultHorizon
	}
	if s.Horizon < 1 || s.Horizon > mostWeeks {
		return s, data.Errorf(data.CodeBadInput, "A horizon of %d weeks cannot be foreseen; choose 1 to %d.", s.Horizon, mostWeeks)
	}
	return s, nil
}

// Row is one customer.
type Row struct {
	Customer eventlog.CustomerIndex
	History
	// Known is false for who bought on one day only: of them the model cannot say
	// whether they have left, and Alive is NaN.
	Known    bool
	Alive    float64    // chance of being still a customer at the as-of date
	Expected float64    // purchase days within the horizon, on average
	Spend    float64    // expected on a purchase day, in minor units; NaN without amounts
	Value    data.Money // Expected x Spend, not discounted; 0 without amounts

	spent Spent
	days  int32 // where its purchase days begin in Result.days
}

// Bands are the ranges of Row.Alive that Result.Bands counts: from, to. The last
// one includes 1.
var Bands = [4][2]float64{{0, .25}, {.25, .5}, {.5, .75}, {.75, 1}}

// NotKnown as a band means the customers with one purchase day.
const NotKnown = -1

// Result is the fitted model with what it says of each customer. It is
// immutable.
type Result struct {
	Spec     Spec
	AsOf     data.Day
	Revision int64
	Currency string
	N        int // customers who bought
	OneTime  int // of N, on one day only: not known
	Fit      Fit
	// Spending is nil where the purchases carry no amounts, or too few.
	Spending *SpendingFit
	Rows     []Row  // by customer
	Bands    [4]int // customers with a repeat purchase, by Alive
	Expected float64
	Value    data.Money
	Holdout  *Holdout // nil where too little was bought by the split
	// Outside counts the customers whose first purchase is outside the query's dates.
	Outside int

	Definition message.Message
	Finding    message.Message

	log   *eventlog.Log
	query analysis.Query
	days  []data.Day // purchase days of the rows, one after the other
}

// Holdout compares what a model of the time up to Split expects with what was
// bought after it.
type Holdout struct {
	Split data.Day
	N     int // customers who bought by Split, who are followed
	Fit   Fit
	Weeks []Week
	Begin int // index of the first of Weeks after Split
}

// Week is the state at the end of one week.
type Week struct {
	End      data.Day
	Actual   int     // repeat purchase days so far
	Expected float64 // by the model
}

// After gives the repeat purchase days after the split, as they were and as they
// were expected.
func (h *Holdout) After() (actual int, expected float64) {
	last := h.Weeks[len(h.Weeks)-1]
	before := Week{}
	if h.Begin > 0 {
		before = h.Weeks[h.Begin-1]
	}
	return last.Actual - before.Actual, last.Expected - before.Expected
}

// band of a chance, index into Bands.
func band(alive float64) int { return min(int(alive*4), 3) }

// Members lists the customers of a band, or NotKnown, by customer.
func (r Result) Members(of int) []eventlog.CustomerIndex {
	return r.list(func(row *Row) bool {
		if !row.Known {
			return of == NotKnown
		}
		return band(row.Alive) == of
	})
}

// People lists everybody who bought: N of them.
func (r Result) People() []eventlog.CustomerIndex {
	return r.list(func(*Row) bool { return true })
}

func (r Result) list(is func(*Row) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i := range r.Rows {
		if is(&r.Rows[i]) {
			out = append(out, r.Rows[i].Customer)
		}
	}
	return out
}

// TrackingMembers lists whose repeat purchases a week of the holdout check
// counts, by customer, once for each purchase day: Week.Actual of them.
func (r Result) TrackingMembers(week int) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i := range r.Rows {
		for range r.repeatsBy(i, r.Holdout.Weeks[week].End) {
			out = append(out, r.Rows[i].Customer)
		}
	}
	return out
}

// repeatsBy counts the repeat purchase days of a row up to a day, if it is
// followed in the holdout check.
func (r *Result) repeatsBy(row int, end data.Day) int {
	days := r.daysOf(row)
	if days[0] > r.Holdout.Split {
		return 0
	}
	n := 0
	for _, d := range days[1:] {
		if d <= end {
			n++
		}
	}
	return n
}

func (r *Result) daysOf(row int) []data.Day {
	from := r.Rows[row].days
	return r.days[from : from+int32(r.Rows[row].X)+1]
}

// historyAt is what was known of a row at the end of a day that is not before
// its first purchase.
func (r *Result) historyAt(row int, asOf data.Day) History {
	days := r.daysOf(row)
	h, last := History{}, days[0]
	for _, d := range days[1:] {
		if d <= asOf {
			h.X, last = h.X+1, d
		}
	}
	h.TX, h.T = weeks(days[0], last), weeks(days[0], asOf)
	return h
}

func weeks(from, to data.Day) float64 { return float64(to-from) / 7 }

func (r *Result) spendOf(row *Row) float64 {
	if r.Spending == nil {
		return math.NaN()
	}
	return r.Spending.Expected(row.spent)
}
