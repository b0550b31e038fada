package survival

import (
	"slices"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each of the people of a sample how long they stayed, and how it
// ended.
func (s Sample) Why(log *eventlog.Log) analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		at, found := slices.BinarySearchFunc(s.People, c, func(p Person, c eventlog.CustomerIndex) int { return int(p.Customer - c) })
		if !found {
			return message.Message{}
		}
		p, life := s.People[at], s.lives[c]
		args := message.Args{"time": Duration(p.Time, s.Unit), "day": life.End, "entry": Duration(p.Entry, s.Unit), "reason": churn.ReasonOf(log, life)}
		switch {
		case !p.Event && p.Entry > 0:
			return message.New("survival.why.stayed.entry", args)
		case !p.Event:
			return message.New("survival.why.stayed", args)
		case life.Derived && life.Reason == 0:
			return message.New("survival.why.left.derived", args)
		case life.Derived:
			return message.New("survival.why.left.derived.reason", args)
		case life.Reason == 0:
			return message.New("survival.why.left", args)
		}
		return message.New("survival.why.left.reason", args)
	}
}

// Why says of the people behind a number how long each stayed.
func (r Result) Why() analysis.Why { return r.sample.Why(r.log) }
