package firstvalue

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each where they have come to, and how long after their start.
func (r Result) Why() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		step, days := r.step(c)
		start := r.start(c)
		args := message.Args{"start": start, "n": days, "day": start + data.Day(days)}
		switch step {
		case Used:
			return message.New("firstvalue.why.used", args)
		case EndedUnused:
			return message.New("firstvalue.why.ended", args)
		}
		return message.New("firstvalue.why.waiting", args)
	}
}
