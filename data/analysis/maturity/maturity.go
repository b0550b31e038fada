// Package maturity answers: how far has the relationship with each customer
// grown, and which record says so? Definitions C.15, C.28 and C.29.
package maturity

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Rule raises a customer to the stage of a rank when its condition first holds.
type Rule struct {
	Rank      int
	Condition condition.Condition
}

// Spec says exactly what is computed.
type Spec struct {
	Stages []data.Stage // by rank, lowest first
	Rules  []Rule
}

// Where a customer stands besides the stages, which are ranks from 0.
const (
	NotHere = -3 // no record yet on that day
	Left    = -2 // a recorded end (C.15)
	NoStage = -1 // meets no rule yet
)

// Change is a customer's move to a place on a day, with the record that says so.
type Change struct {
	Day      data.Day
	Place    int // rank, or Left
	Evidence data.Evidence
}

// StageRow is one stage at the as-of date.
type StageRow struct {
	Stage  data.Stage
	People int
	Value  data.Money // C.29
}

// Month is the ladder at the end of one month, or at the as-of date in the last.
type Month struct {
	Start        data.Day // first day of the month
	At           data.Day // the day the figures are of
	People       []int    // by rank
	NoStage      int
	Left         int
	Index        float64 // NaN where nobody has a stage
	IndexByValue float64 // NaN where there is no positive value
}

// ValueBasis says what the value of a customer is made of (C.29).
type ValueBasis string

// The bases.
const (
	ValueAmounts ValueBasis = "amounts" // net amount of the 12 months up to the date
	ValueMonthly ValueBasis = "monthly" // monthly amount of running subscriptions x 12
	ValueNone    ValueBasis = "none"    // the file has neither
)

// Result is the ladder. It is immutable.
type Result struct {
	Spec           Spec
	AsOf           data.Day
	Revision       int64
	Currency       string
	N              int // customers here by the as-of date: stages + NoStage + Left
	Rows           []StageRow
	NoStage, Left  int
	NoStageValue   data.Money
	Index          float64 // relationship maturity index, 0..100; NaN where nobody has a stage
	IndexByValue   float64 // weighted by value; NaN where there is no positive value
	NegativeValues int     // customers whose value is negative and weighs 0
	Basis          ValueBasis
	Months         []Month // up to and including the month of the as-of date
	Definition     message.Message
	Finding        message.Message

	changes [][]Change // by customer, in order
	places  []int8     // by customer, at the as-of date
	log     *eventlog.Log
}
