// Package coverage answers: where do customers meet the business, how often, and
// where not at all? Touchpoints stand under the six categories; a category without
// any has a row of its own, so that the gap is seen.
package coverage

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Axis is what the touchpoints are crossed with.
type Axis string

// The axes.
const (
	ByStage   Axis = "stage"   // in which the customer was on that day
	ByChannel Axis = "channel" // of the contact
)

// Axes lists every Axis.
var Axes = []Axis{ByStage, ByChannel}

// Limits of what is shown; what is smaller stands together in one row or column.
const (
	MostRows    = 24
	MostColumns = 12
	StaleMonths = 12 // a cell without a touch for so long is a blind spot
)

// Uncategorised is the category of contacts that say neither touchpoint nor kind.
const Uncategorised data.Category = ""

// byKind is the category of a contact without a touchpoint, by its kind.
var byKind = map[data.Kind]data.Category{
	data.KindMarketing: data.CategoryMarketing, data.KindWeb: data.CategoryEngagement, data.KindUsage: data.CategoryEngagement,
	data.KindSurvey: data.CategoryEngagement, data.KindEnquiry: data.CategorySales, data.KindProposal: data.CategorySales,
	data.KindPurchase: data.CategorySales, data.KindRefund: data.CategoryService, data.KindService: data.CategoryService,
	data.KindCancel: data.CategoryService, data.KindComplaint: data.CategoryException, data.KindReferral: data.CategorySocial,
}

// Spec says what is computed.
type Spec struct{ Axis Axis }

// Default crosses touchpoints with stages.
func Default() Spec { return Spec{Axis: ByStage} }

// State is how a cell is covered.
type State uint8

// The states.
const (
	Covered State = iota
	Stale         // touches, but none in the StaleMonths before the end
	Blind         // none at all
	Nobody        // none, but nobody was there who had to be reached
)

// Cell is one meeting of a touchpoint and a stage or channel.
type Cell struct {
	Touches int
	People  int
	Last    data.Day // NoDay without touches
	Rate    float64  // touches per customer and month; NaN where nobody was there
	State   State
}

// Row is one touchpoint.
type Row struct {
	Category data.Category
	Name     message.Message
	Cells    []Cell // by column
	All      Cell
}

// Column is one stage or channel.
type Column struct {
	Name message.Message
	Days int  // that customers spent there; with channels all their days
	Gone bool // of who has left: nobody there has to be reached
}

// Key names a cell; AllColumns is a whole row, AllRows a whole column.
type Key struct{ Row, Column int }

// Of a Key.
const (
	AllRows    = -1
	AllColumns = -1
)

// Result is the inventory. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	From, To   data.Day // the days that are looked at
	N          int      // customers
	Touches    int
	Days       int // that customers were here
	Rows       []Row
	Columns    []Column
	Blind      int // cells of columns where somebody was
	Stale      int
	Cells      int // of which Blind and Stale are
	Unplaced   int // touches whose touchpoint is not noted: they stand under their kind's category
	Missing    []data.Category
	Definition message.Message
	Finding    message.Message

	counter
}

// counter says what counts and where.
type counter struct {
	query   analysis.Query
	ladder  maturity.Result
	log     *eventlog.Log
	byStage bool  // the columns are places, else channels
	rowOf   []int // by touchpoint, then by activity for those without
	colOf   []int // by place from Left, or by channel
}

// slot gives where an event is in rowOf: with its touchpoint, or its activity where it
// has none.
func (c *counter) slot(event int) int {
	e := &c.log.Events
	at, without := int(e.Touchpoint[event]), len(c.log.Touchpoints)+int(e.Activity[event])
	if at == 0 {
		at = without
	}
	return at
}

// column gives the column of an event of a customer in a place.
func (c *counter) column(place, event int) int {
	if c.byStage {
		return c.colOf[place-maturity.Left]
	}
	return c.colOf[c.log.Events.Channel[event]]
}

// Members lists the customers of a cell, each once.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	span := r.query.Span()
	for _, customer := range r.Everybody() {
		course := r.ladder.Course(customer)
		begin, end := span.Contacts(r.log, customer)
		for i := begin; i < end; i++ {
			place := course.On(r.log.Events.Day[i])
			if (key.Row == AllRows || r.rowOf[r.slot(i)] == key.Row) && (key.Column == AllColumns || r.column(place, i) == key.Column) {
				out = append(out, customer)
				break
			}
		}
	}
	return out
}

// Everybody lists the customers that the inventory is about.
func (r Result) Everybody() []eventlog.CustomerIndex { return r.ladder.Everybody() }
