package lifecycle

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each of Members by which days they have the class: the first day
// of activity in the period, and the last one before it.
func (r Result) Why(period int, class Class) analysis.Why {
	start, end := r.Periods[period].Start, r.Periods[period].End
	return func(c eventlog.CustomerIndex) message.Message {
		before, day := data.NoDay, data.NoDay
		r.walk.days(c, func(d data.Day) bool {
			if d < start {
				before = d
				return true
			}
			if d <= end {
				day = d
			}
			return false
		})
		return message.New(whys[class], message.Args{"day": day, "before": before})
	}
}

// whys are the keys of the texts by class.
var whys = [4]string{
	New: "lifecycle.why.new", Returning: "lifecycle.why.returning", Resurrected: "lifecycle.why.resurrected", Dormant: "lifecycle.why.dormant",
}

// WhyLast says of each when they were active last.
func (r Result) WhyLast() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		last := data.NoDay
		r.walk.days(c, func(d data.Day) bool {
			last = d
			return true
		})
		return message.New("lifecycle.why.last", message.Args{"day": last})
	}
}

// days calls found with the days of a customer's activity, in order, until it
// wants no more.
func (w *walk) days(c eventlog.CustomerIndex, found func(data.Day) (more bool)) {
	from, to := w.log.EventRange(c)
	for i := from; i < to && w.log.Events.Day[i] <= w.query.AsOf; i++ {
		if d := w.log.Events.Day[i]; d.Known() && w.codes[w.log.Events.Activity[i]] && !found(d) {
			return
		}
	}
}
