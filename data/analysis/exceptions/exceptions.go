// Package exceptions answers: what goes wrong for customers, is it made good, and
// whom does it cost? A failure is a ticket with a cause, or a complaint or a contact
// at a touchpoint for exceptions that no such ticket stands for. Times to recovery
// are by Kaplan-Meier (definition C.5), the ones still open censored.
package exceptions

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Limits of what is shown and compared.
const (
	MostCauses = 12  // with rows of their own; the rest is one row
	Together   = 7   // days: contacts of one cause no further apart are one failure
	Around     = 180 // days before and after in which scores and emotions are compared
	FewPairs   = 5   // customers; a comparison of fewer has no interval
	FewLeft    = 5   // customers who left; a cause with fewer is not said to cost any
)

// Spec says what is computed.
type Spec struct {
	Window int // days after a failure in which leaving counts as having followed it
	Churn  churn.Definition
}

// Default is 90 days and the log's own rule of leaving.
func Default(log *eventlog.Log) Spec { return Spec{Window: 90, Churn: churn.Default(log)} }

// Way is the first sign that a failure was made good.
type Way uint8

// The ways.
const (
	Solved  Way = iota // its ticket was solved for good
	Contact            // a later contact with a positive emotion
	Score              // a later score at or above the last one before
	ways    = 3
	none    = 255
)

// Group says which failures of a row a number counts.
type Group string

// The groups. Left counts customers, as do Scored and Felt; the others failures.
const (
	All       Group = "all"
	Recovered Group = "recovered"
	Open      Group = "open" // not recovered, and the customer is still here
	Gone      Group = "gone" // the customer left before it was made good
	Left      Group = "left" // within the window, whether it was made good or not
	Scored    Group = "scored"
	Felt      Group = "felt"
)

// Rows of a Key besides those of Result.Rows.
const (
	AllRows = -1
	Others  = -2 // customers outside the windows of all failures; they have Left only
)

// Key names a number.
type Key struct {
	Row   int
	Group Group
}

// Change is a figure before and after failures: one pair a customer, of its first
// failure of the cause that has both. Figures are NaN where there is nothing.
type Change struct {
	N                   int
	Before, After, Diff float64
	Low, High           float64 // 95 % t interval of Diff; NaN with fewer than FewPairs
}

// Distinct reports whether the change can be told from chance.
func (c Change) Distinct() bool { return c.Low > 0 || c.High < 0 }

// Row is the failures of one cause.
type Row struct {
	Name      message.Message
	Failures  int
	People    int
	Recovered int
	Share     float64 // Recovered / Failures
	Low, High float64 // Wilson
	Ways      [ways]int
	Open      int
	Gone      int
	Curve     survival.Curve // share not yet recovered by days
	Score     Change         // 0..100, high is good, last answer before and first after
	Emotion   Change         // mean of the contacts before and after, -2..+2
	Left      int            // customers who left within the window
	Days      int            // that customers spent in the window
	Rate      float64        // Left per 100 customers and window; NaN without days
	Ratio     float64        // Rate over that of the others; NaN without one
	// RatioLow and RatioHigh are the 95 % interval: given all who left, the share
	// that left in the window is binomial (Wilson).
	RatioLow, RatioHigh float64
}

// Costs reports whether customers leave more often after it than otherwise. Of fewer
// than FewLeft who left nothing is said: an interval of so few promises too much.
func (r Row) Costs() bool { return r.RatioLow > 1 && r.Left >= FewLeft }

// Spares reports whether they leave less often.
func (r Row) Spares() bool { return r.RatioHigh < 1 }

// Person is a customer with a failure that was not made good.
type Person struct {
	Customer eventlog.CustomerIndex
	Cause    message.Message // of the latest
	Since    data.Day        // of the latest
	Days     int
	Open     int // failures not made good
	Value    data.Money
}

// Result is what went wrong. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	Currency   string
	Customers  int   // asked about
	Total      Row   // all causes
	Rows       []Row // most failures first
	Causes     int   // how many causes the last row holds where there are more than MostCauses, else 0
	OthersLeft int   // customers who left outside all windows
	OthersDays int
	OthersRate float64
	Leaving    error    // why nobody can be said to have left; nil where that is known
	Waiting    []Person // who waits for recovery, the most valuable first
	Definition message.Message
	Finding    message.Message

	log      *eventlog.Log
	failures []failure                // by customer, day
	rowOf    []int                    // by cause: its place in Rows
	others   []eventlog.CustomerIndex // who left outside the windows
	left     [][]eventlog.CustomerIndex
	scored   [][]eventlog.CustomerIndex // by row, the total first
	felt     [][]eventlog.CustomerIndex
}

// failure is one thing that went wrong for a customer.
type failure struct {
	customer  eventlog.CustomerIndex
	cause     int32 // code, see causes
	ticket    int32 // -1 for none
	day, last data.Day
	at        int64 // of its last record; eventlog.DatedOnly where only the day is known
	event     int32 // its last contact; -1 for a ticket
	channel   uint16
	way       Way   // none where it was not made good
	gone      bool  // the customer left before
	days      int32 // to recovery, else to when it was last seen open
	score     pair
	emotion   pair
}

// Members lists the customers of a number, as often as it counts them.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	at := key.Row + 1 // the total comes first
	if key.Row == Others {
		return r.others
	}
	if at < 0 || at > len(r.Rows) {
		return nil
	}
	switch key.Group {
	case Left:
		return r.left[at]
	case Scored:
		return r.scored[at]
	case Felt:
		return r.felt[at]
	}
	var out []eventlog.CustomerIndex
	for i := range r.failures {
		if f := &r.failures[i]; r.counts(key, f) {
			out = append(out, f.customer)
		}
	}
	return out
}

// counts reports whether a number counts a failure; of the groups that count
// customers it is any failure of the row.
func (r *Result) counts(key Key, f *failure) bool {
	if key.Row != AllRows && r.rowOf[f.cause] != key.Row {
		return false
	}
	switch key.Group {
	case Recovered:
		return f.way != none
	case Open:
		return f.open()
	case Gone:
		return f.gone
	}
	return true
}

func (f *failure) open() bool { return f.way == none && !f.gone }

func ratio(x, n float64) float64 {
	if n == 0 {
		return math.NaN()
	}
	return x / n
}
