// Package eventlog is the one structure that every analysis reads: the records
// of a workspace as plain columns in memory, sorted by customer, then time. It
// is derived from the file and never the truth; a Log is immutable once built
// and safe for concurrent reading.
package eventlog

import (
	"math"
	"time"

	"cxworkbench/data"
)

// CustomerIndex is a customer's position in the log, 0 to Customers()-1.
type CustomerIndex int32

// Values that mark an absent entry in a column.
const (
	NoEmotion int8  = math.MinInt8
	DatedOnly int64 = math.MinInt64 // in At: only the date is known
	NoRef     int32 = 0             // in Order: no order reference
)

// Events are interactions as columns; all columns have the same length. Codes
// index the dictionaries of the Log; code 0 of channel, touchpoint and product
// is "none".
type Events struct {
	Day        []data.Day // civil date in the workspace zone
	At         []int64    // milliseconds UTC, or DatedOnly
	Activity   []uint16
	Channel    []uint16
	Touchpoint []uint16
	Product    []int32
	Phase      []uint8 // 0 none, else 1 + index into data.Phases
	Requested  []data.Tri
	Emotion    []int8 // -2..+2 or NoEmotion
	Amount     []data.Money
	HasAmount  []bool
	Order      []int32 // equal codes of a customer are one order reference, numbered from 1; NoRef is none
	Row        []int64 // row id in the workspace
}

// Len is the number of events.
func (e *Events) Len() int { return len(e.Row) }

// Subscriptions are contracts as columns, sorted by customer, start, row.
type Subscriptions struct {
	Start        []data.Day
	End          []data.Day // data.NoDay while it runs; the first day without it
	Monthly      []data.Money
	HasMonthly   []bool
	Reason       []int32 // code of Log.Reasons, 0 none
	Product      []int32
	DatesDerived []bool
	Row          []int64
}

// Changes are recorded stage changes as columns, sorted by customer, day, row.
type Changes struct {
	Day   []data.Day
	Stage []int8 // rank: index into Log.Stages
	Row   []int64
}

// Attribute is an extra column of the customers, dictionary-coded.
type Attribute struct {
	Name   string
	Values []string // sorted; code c stands for Values[c-1]
	Codes  []int32  // by customer; 0 = not known
}

// Of gives a customer's value, and whether it is known.
func (a *Attribute) Of(c CustomerIndex) (string, bool) {
	code := a.Codes[c]
	if code == 0 {
		return "", false
	}
	return a.Values[code-1], true
}

// Log is the records of one workspace at one revision.
type Log struct {
	Revision int64
	Settings data.Settings
	Zone     *time.Location

	// Customers, by CustomerIndex; sorted by row id.
	CustomerIDs []int64
	Labels      []string // name, else external id
	Attributes  []Attribute

	// The dictionaries. Channels[0], Touchpoints[0], Products[0] and Reasons[0]
	// are the zero value, "none".
	Activities  []data.Activity
	Channels    []data.Channel
	Touchpoints []data.Touchpoint
	Products    []data.Product
	Reasons     []data.LeaveReason
	Stages      []data.Stage // by rank
	Rules       []data.StageRule
	Metrics     []data.Metric
	Options     map[string]string // what analyses are asked with here, by their name
	Lists       []List            // of people, by name

	// What tickets say in words; code 0 is "none".
	Statuses, Categories, Causes []string

	Events     Events // of known customers
	EventsFrom []int32
	Unassigned Events // kept without a customer; in no per-customer figure

	Subscriptions     Subscriptions
	SubscriptionsFrom []int32
	Changes           Changes
	ChangesFrom       []int32
	Responses         Responses
	ResponsesFrom     []int32
	Tickets           Tickets
	TicketsFrom       []int32
	EventTicket       []int32 // by event the ticket it belongs to, -1 for none; nil where no event has one

	solvedStatus []bool // by code of Statuses

	patched *patched // how it came from an older log; nil where it was read whole
	whole   *Log     // that this one is narrowed from; nil for one of all contacts
	sums    *sums

	First, Last data.Day // of all records; NoDay where there are none
	HasAmounts  bool     // any interaction carries an amount
	HasDerived  bool     // any subscription's dates are derived from a tenure
}

// Customers is the number of customers.
func (l *Log) Customers() int { return len(l.CustomerIDs) }

// EventRange gives the half-open range of a customer's events.
func (l *Log) EventRange(c CustomerIndex) (from, to int) {
	return int(l.EventsFrom[c]), int(l.EventsFrom[c+1])
}

// SubscriptionRange gives the half-open range of a customer's subscriptions.
func (l *Log) SubscriptionRange(c CustomerIndex) (from, to int) {
	return int(l.SubscriptionsFrom[c]), int(l.SubscriptionsFrom[c+1])
}

// ChangeRange gives the half-open range of a customer's recorded stage changes.
func (l *Log) ChangeRange(c CustomerIndex) (from, to int) {
	return int(l.ChangesFrom[c]), int(l.ChangesFrom[c+1])
}

// Attribute finds an attribute by name, or one of Firsts; nil
// where there is none. A narrowed log gives those of the whole.
func (l *Log) Attribute(name string) *Attribute {
	if l.whole != nil {
		return l.whole.Attribute(name)
	}
	for i := range l.Attributes {
		if l.Attributes[i].Name == name {
			return &l.Attributes[i]
		}
	}
	return l.began(name)
}

// ActivitiesOf marks the activity codes of a kind.
func (l *Log) ActivitiesOf(kind data.Kind) []bool {
	marks := make([]bool, len(l.Activities))
	for code, a := range l.Activities {
		marks[code] = a.Kind == kind
	}
	return marks
}

// FirstDay gives the day of a customer's first record of any noun, and whether
// there is one.
func (l *Log) FirstDay(c CustomerIndex) (data.Day, bool) {
	first, found := data.Day(math.MaxInt32), false
	if from, to := l.EventRange(c); from < to {
		first, found = min(first, l.Events.Day[from]), true
	}
	if from, to := l.SubscriptionRange(c); from < to {
		first, found = min(first, l.Subscriptions.Start[from]), true
	}
	if from, to := l.ChangeRange(c); from < to {
		first, found = min(first, l.Changes.Day[from]), true
	}
	if from, to := l.ResponseRange(c); from < to {
		first, found = min(first, l.Responses.Day[from]), true
	}
	if from, to := l.TicketRange(c); from < to {
		first, found = min(first, l.Tickets.Day[from]), true
	}
	return first, found
}

// LeftBy gives the day on which a customer had left by the end of day asOf: all
// its subscriptions have ended and none runs. A customer without subscriptions
// has no recorded end. See definition C.15.
func (l *Log) LeftBy(c CustomerIndex, asOf data.Day) (left data.Day, has bool) {
	from, to := l.SubscriptionRange(c)
	left = data.NoDay
	for i := from; i < to; i++ {
		if l.Subscriptions.Start[i] > asOf {
			continue
		}
		end := l.Subscriptions.End[i]
		if !end.Known() || end > asOf {
			return data.NoDay, false
		}
		left = max(left, end)
	}
	return left, left.Known()
}
