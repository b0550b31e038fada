package app

import (
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Answer is what came of an analysis, in the form that windows and files share,
// whatever the question was. It is immutable.
type Answer struct {
	Finding, Definition message.Message
	AsOf                data.Day
	N                   int
	Revision            int64

	Drawings []Drawing // the main one first
	Table    func(*message.Printer) report.Table
	// People gives who stands behind a target of a drawing or a list, and what they
	// are; nil is everybody that the answer is about. It is false for a target that
	// stands for nobody. Customers come as often as the number counts them.
	People func(target any) (title message.Message, people []eventlog.CustomerIndex, ok bool)
	// Why says of each of the people behind a target why they are there; it is nil,
	// or gives nil, where there is nothing to say.
	Why func(target any) analysis.Why
	// Lists are numbers that no drawing shows and that open to people all the same.
	Lists []List
	// Notes are sentences below the drawings: what is left out, what would help.
	Notes []message.Message
	// Result is what the analysis gave, for a page with a table of its own; may be nil.
	Result any
}

// Drawing is one picture of an answer.
type Drawing struct {
	Name   string // as scripts call it, for example survival
	Height int    // the least that it needs, logical pixels
	Most   int    // up to this height it gains by room that is left; 0 is Height
	Beside bool   // it stands beside the one before it where there is room
	Draw   func(charts.Options) charts.Scene
}

// course is the height of a picture of so many months: of fewer than two it is a
// sentence.
func course(months, height int) int {
	if months < 2 {
		return 80
	}
	return height
}

// List is a number in words that opens to its people.
type List struct {
	Text   message.Message
	Target any
}
