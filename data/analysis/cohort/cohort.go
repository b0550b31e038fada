// Package cohort answers: of those who began in a period, how many came back
// in the periods after it? Definitions C.1 and C.2.
//
// Count and list come from one function: who is counted in a cell is decided
// by (*table).returned and (*table).revenue, for Build and for Members alike.
//
// Query.From and Query.To choose who is in a cohort, by the day of the start
// event. They never cut off returns, which are read up to the as-of day, and
// they do not make a later start event somebody's first.
//
// A subscription may be older than the log of events. A period that begins
// before the first event of the log, anybody's, is then as little known as one
// that has not ended, if events count as returns: its cell is not complete.
package cohort

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Criterion says when a person counts as returned in period k.
type Criterion string

// The criteria of C.1.
const (
	On        Criterion = "on"          // a return inside period k
	OnOrAfter Criterion = "on-or-after" // a return in k or any later period: only ever "so far"
)

// Event selects the events that start a cohort or count as a return. The zero
// Event is any activity.
type Event struct {
	Kind         data.Kind // activities of this kind, or
	Activity     string    // the activity of this name, or
	Subscription bool      // start: a subscription begins; return: one runs during the period
}

// Spec says exactly what is computed.
type Spec struct {
	Start, Return Event
	Unit          eventlog.Unit
	Rolling       bool // period k = floor((t - t0) / L), else calendar periods
	Recurring     bool // a person is in the cohort of every period with a start event
	Criterion     Criterion
	Bracket       Bracket  // columns of several periods each
	Measure       Measure  // what a cell says; "" is Share
	Relative      Relative // whom shares are relative to; "" is ToCohort
	Horizon       int      // highest column shown; 0 = as many as there are
	By            string   // group by this attribute instead of by date
}

// Cell is one cohort in one period after its start. Where dates are derived from
// tenure and both events are subscriptions, a cell is of those whose tenure
// reached the period, and counts who stayed on in it; see (*table).known.
type Cell struct {
	People   int        // who returned; of a measure of money, who brought any
	Of       int        // who could have: the cohort, or with By those whose period is on record and has ended; with ToPrevious, those of them who returned in the period before
	Revenue  data.Money // of a measure of money: what the people brought in the period, net
	Base     data.Money // what everybody in Of brought in period 0, for each period of a bracket
	Complete bool       // the period is on record and has ended for every member; always false on-or-after
}

// Share is People / Of; NaN where nobody could.
func (c Cell) Share() float64 { return ratio(c.People, c.Of) }

func ratio(people, of int) float64 {
	if of == 0 {
		return math.NaN()
	}
	return float64(people) / float64(of)
}

// Row is a cohort.
type Row struct {
	Start data.Day // first day of its period; NoDay with By
	Value string   // attribute value, with By; empty is "not known"
	Size  int
	// Cells begin with period 0. A period that has begun for nobody has no cell,
	// nor, with By, has one that has ended for nobody.
	Cells []Cell
}

// Mean is the average of one period over the rows whose cell is complete. Where
// dates are derived from tenure there is none.
type Mean struct {
	Pooled float64 // sum of people / sum of sizes, of money / sum of sizes or of period 0's money; NaN where no cell is complete
	Simple float64 // mean of the values
	Rows   int     // how many rows it is the mean of
}

// Result is a cohort table. It is immutable.
type Result struct {
	Spec       Spec
	Unit       eventlog.Unit
	AsOf       data.Day
	Revision   int64
	N          int    // people in any cohort
	Derived    bool   // dates are derived from tenure: there are no calendar cohorts
	Currency   string // of money per customer
	Rows       []Row
	Means      []Mean // by period; period 0 is the cohort itself and enters no mean (C.1)
	Definition message.Message
	Finding    message.Message

	table   *table
	grouped func() [][]member // the members by row, each by customer; found when first asked for
	begun   []int             // by row, the first period after the start that is on record for every member
}

// AllRows as the row of a Key means all cohorts together.
const AllRows = -1

// Key names a cell of a Result: a row, or AllRows, and a period, which of
// brackets is their number. Period 0 is the cohort itself.
type Key struct{ Row, Period int }
