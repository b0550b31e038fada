package btyd

import (
	"math"
	"slices"

	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each the chance of being still a customer, and when they bought
// last.
func (r Result) Why() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		at, found := r.rowOf(c)
		if !found {
			return message.Message{}
		}
		days, row := r.daysOf(at), r.Rows[at]
		args := message.Args{"chance": message.Share(row.Alive), "day": days[len(days)-1]}
		if !row.Known || math.IsNaN(row.Alive) {
			return message.New("btyd.why.once", args)
		}
		return message.New("btyd.why", args)
	}
}

// WhyTracked says of each how many purchase days a week of the holdout check
// counts.
func (r Result) WhyTracked(week int) analysis.Why {
	end := r.Holdout.Weeks[week].End
	return func(c eventlog.CustomerIndex) message.Message {
		at, found := r.rowOf(c)
		if !found {
			return message.Message{}
		}
		return message.New("btyd.why.tracked", message.Args{"day": r.daysOf(at)[0], "n": r.repeatsBy(at, end)})
	}
}

func (r *Result) rowOf(c eventlog.CustomerIndex) (int, bool) {
	return slices.BinarySearchFunc(r.Rows, c, func(row Row, c eventlog.CustomerIndex) int { return int(row.Customer - c) })
}
