// Package verdict says, before anybody asks, which questions a workspace can
// answer: each analysis yes, partly or no with the reason in figures, and the one
// thing to ask the client for next. It reads what is on record and computes none
// of the analyses, so that it costs one pass over the log.
package verdict

import (
	"context"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Answer says how far an analysis can be had.
type Answer string

// The answers, best first.
const (
	Yes    Answer = "yes"
	Partly Answer = "partly" // it can be had, with the reservation that stands beside it
	No     Answer = "no"
)

// Answers lists every Answer.
var Answers = []Answer{Yes, Partly, No}

// Topic names an analysis.
type Topic string

// The analyses, in the order in which they are shown.
const (
	Ladder    Topic = "ladder"
	Moves     Topic = "moves"
	Dwell     Topic = "dwell"
	PushPull  Topic = "push-pull"
	Drivers   Topic = "drivers"
	Cohorts   Topic = "cohorts"
	Survival  Topic = "survival"
	Leaving   Topic = "leaving"
	Lifecycle Topic = "lifecycle"
	Reasons   Topic = "reasons"
	RFM       Topic = "rfm"
	Buying    Topic = "buying"
	NPS       Topic = "nps"
	CSAT      Topic = "csat"
	CES       Topic = "ces"
	Resolve   Topic = "resolve"
	Channels  Topic = "channels"
	One       Topic = "one"
)

// Topics lists every Topic.
var Topics = []Topic{
	Ladder, Moves, Dwell, PushPull, Drivers, Cohorts, Survival, Leaving, Lifecycle,
	Reasons, RFM, Buying, NPS, CSAT, CES, Resolve, Channels, One,
}

// Column is something that a client can be asked for.
type Column string

// The columns, in the order in which they are asked for where several would
// answer as much: first what every system has.
const (
	Customer   Column = "customer"
	When       Column = "when"
	Longer     Column = "longer" // no column: the same export over a longer time
	Ends       Column = "end"
	Starts     Column = "start"
	Purchases  Column = "purchase"
	Amounts    Column = "amount"
	Activities Column = "activity"
	ByChannel  Column = "channel"
	Asked      Column = "direction"
	Why        Column = "reason"
	Attributes Column = "attribute"
	Tickets    Column = "ticket"
	Solved     Column = "closed"
	Promises   Column = "promised"
	ScoreNPS   Column = "nps"
	ScoreCSAT  Column = "csat"
	ScoreCES   Column = "ces"
)

// Columns lists every Column.
var Columns = []Column{
	Customer, When, Longer, Ends, Starts, Purchases, Amounts, Activities, ByChannel, Asked, Why, Attributes,
	Tickets, Solved, Promises, ScoreNPS, ScoreCSAT, ScoreCES,
}

// Row is the verdict on one analysis.
type Row struct {
	Analysis Topic
	Answer   Answer
	Why      []message.Message // what is missing, worst first; of a yes what it rests on

	lacks []lack
}

// Ask is something to ask for with the analyses whose answer it would better.
type Ask struct {
	Column  Column
	Unlocks []Topic
}

// Result is the verdict. It is immutable.
type Result struct {
	AsOf     data.Day // NoDay where nothing has a date
	Revision int64
	N        int   // customers it is about
	Rows     []Row // in the order of Topics
	Asks     []Ask // what would answer most, first
	// Next is the one thing to ask for next, in words, and what it would bring.
	Next       message.Message
	Definition message.Message
	Finding    message.Message
}

// Build gives the verdict on a log for a query; the only error is that ctx was
// cancelled.
func Build(ctx context.Context, log *eventlog.Log, q analysis.Query) (Result, error) {
	f, err := count(ctx, log, q)
	if err != nil {
		return Result{}, err
	}
	r := Result{AsOf: q.AsOf, Revision: log.Revision, N: f.customers}
	for _, topic := range Topics {
		r.Rows = append(r.Rows, f.judge(topic))
	}
	r.Asks = rank(r.Rows)
	r.Next, r.Definition, r.Finding = r.next(), f.definition(), r.finding()
	return r, nil
}

// Count gives how many analyses have an answer.
func (r Result) Count(a Answer) int {
	n := 0
	for _, row := range r.Rows {
		if row.Answer == a {
			n++
		}
	}
	return n
}

// lack is something that keeps an analysis from being answered, or from being
// answered in full.
type lack struct {
	to     Answer // No or Partly
	why    message.Message
	column Column // what would mend it; empty where no column would
}

// judge gives the verdict on an analysis.
func (f *facts) judge(topic Topic) Row {
	row := Row{Analysis: topic}
	row.lacks, row.Why = f.lacking(topic)
	row.Answer = worst(row.lacks, "")
	if row.Answer == Yes {
		return row
	}
	row.Why = nil
	for _, to := range []Answer{No, Partly} {
		for _, l := range row.lacks {
			if l.to == to && (to == No || row.Answer == Partly) {
				row.Why = append(row.Why, l.why)
			}
		}
	}
	return row
}

// worst is the answer that is left when a column is there.
func worst(lacks []lack, there Column) Answer {
	answer := Yes
	for _, l := range lacks {
		switch {
		case there != "" && l.column == there:
		case l.to == No:
			return No
		default:
			answer = Partly
		}
	}
	return answer
}

// rank orders what can be asked for. A column counts two for an analysis that it
// turns from no to an answer and one for a reservation it removes.
func rank(rows []Row) []Ask {
	type scored struct {
		Ask
		points int
	}
	var all []scored
	for _, column := range Columns {
		one := scored{Ask: Ask{Column: column}}
		for _, row := range rows {
			switch after := worst(row.lacks, column); {
			case after == row.Answer:
				continue
			case row.Answer == No:
				one.points += 2
			default:
				one.points++
			}
			one.Unlocks = append(one.Unlocks, row.Analysis)
		}
		if one.points > 0 {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.points - a.points })
	asks := make([]Ask, len(all))
	for i, one := range all {
		asks[i] = one.Ask
	}
	return asks
}
