package condition

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Env is what a condition may ask for besides the log.
type Env struct {
	// StageAt gives a customer's stage: its rank, or NoStage, Left or NotHere as
	// in data/analysis/maturity. Nil where stages are not known; a condition that
	// tests them is then an error.
	StageAt func(c eventlog.CustomerIndex) int
}

// noStage is maturity.NoStage; smaller places are those of people not here.
const noStage = -1

// Hit is a record that makes a condition hold, and its day. It is small, because
// there are millions.
type Hit struct {
	Day    data.Day
	Record int32 // position of an event in the log, or ^position of a subscription
}

// Evidence names the record.
func (h Hit) Evidence(log *eventlog.Log) data.Evidence {
	if h.Record < 0 {
		return data.Evidence{Kind: data.EvidenceSubscription, ID: log.Subscriptions.Row[^h.Record]}
	}
	return data.Evidence{Kind: data.EvidenceInteraction, ID: log.Events.Row[h.Record]}
}

// Program is a condition made ready for one log. It keeps scratch memory and is
// for one goroutine at a time; compile one for each.
type Program struct {
	log    *eventlog.Log
	root   evaluator // nil holds for everyone
	reader *reader
}

// evaluator is a test made ready.
type evaluator interface {
	holds(c eventlog.CustomerIndex, asOf data.Day) bool
	// next finds the first record after a day that makes the test hold.
	next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool)
}

// Compile makes the condition ready for the log. A name that the workspace does
// not have is an error that says which ones it has.
func (c Condition) Compile(log *eventlog.Log, env Env) (*Program, error) {
	programs, err := CompileAll(log, env, c)
	if err != nil {
		return nil, err
	}
	return programs[0], nil
}

// CompileAll makes several conditions ready that are asked about one customer
// after the other; they share what they read, so all are for one goroutine.
func CompileAll(log *eventlog.Log, env Env, conditions ...Condition) ([]*Program, error) {
	shared := &compiler{log: log, env: env, reader: newReader(log), series: map[seriesKey]*series{}, shifts: map[int]*monthShift{}}
	programs := make([]*Program, len(conditions))
	for i, c := range conditions {
		programs[i] = &Program{log: log, reader: shared.reader}
		if c.root == nil {
			continue
		}
		root, err := c.root.compile(shared)
		if err != nil {
			return nil, err
		}
		programs[i].root = root
	}
	return programs, nil
}

// Holds reports whether the condition holds for a customer at the end of the
// day asOf.
func (p *Program) Holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	return p.root == nil || p.root.holds(c, asOf)
}

// Next gives the first day after one day, and not after asOf, on which a record
// makes a rule's condition hold, with that record. Each record that does is a
// hit: for "done purchase 2 times" the second occasion and every later one. A
// condition that cannot be a rule has no hits.
func (p *Program) Next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool) {
	if p.root == nil {
		return Hit{}, false
	}
	return p.root.next(c, after, asOf)
}

// Revised reports whether a record of the customer who was asked about last changed
// what holds of earlier days, as the refund of an order does, for any of the
// conditions compiled together. Where none did, what Next gives for one date it
// gives for all later ones.
func (p *Program) Revised(c eventlog.CustomerIndex) bool {
	if p.reader.customer != c {
		return false // no record of the customer was asked for
	}
	return slices.ContainsFunc(p.reader.series, func(s *series) bool { return s.revised })
}
