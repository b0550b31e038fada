package churn

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Message says a life in a few words; reason is that of leaving, the zero Message
// where none is recorded.
func (l Life) Message(reason message.Message) message.Message {
	args := message.Args{"start": l.Start, "day": l.End, "reason": reason, "n": 0}
	if l.Derived && l.End.Known() {
		args["n"] = l.Months()
	}
	switch {
	case l.State == Left && l.Derived && reason.IsZero():
		return message.New("churnrule.why.left.derived", args)
	case l.State == Left && l.Derived:
		return message.New("churnrule.why.left.derived.reason", args)
	case l.State == Left && reason.IsZero():
		return message.New("churnrule.why.left", args)
	case l.State == Left:
		return message.New("churnrule.why.left.reason", args)
	case l.State == Active && l.Derived:
		return message.New("churnrule.why.active.derived", args)
	case l.State == Active || l.State == TooNew:
		return message.New("churnrule.why.active", args)
	case l.State == Negative:
		return message.New("churnrule.why.negative", args)
	}
	return message.New("churnrule.why.unknown", nil)
}

// ReasonOf is the recorded reason of a life that ended; the zero Message where
// there is none.
func ReasonOf(log *eventlog.Log, l Life) message.Message {
	if l.Reason == 0 {
		return message.Message{}
	}
	return message.Verbatim(log.Reasons[l.Reason].Name)
}

// Why says of each customer of a state why, for Members of the same arguments.
func (r Result) Why(days int) analysis.Why {
	log := r.watch.log
	if days == 0 {
		return func(c eventlog.CustomerIndex) message.Message { return r.Lives[c].Message(ReasonOf(log, r.Lives[c])) }
	}
	return func(c eventlog.CustomerIndex) message.Message {
		last := data.NoDay
		if _, from, to := r.silence.spanOfAnybody(c); from < to {
			last = log.Events.Day[to-1]
		}
		return message.New("churnrule.why.last", message.Args{"day": last})
	}
}

// WhyReturned says of each of Returned the longest silence that ended.
func (r Result) WhyReturned() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		longest := data.Day(0)
		_, from, to := r.silence.span(c)
		for _, gap := range r.silence.gaps(nil, from, to) {
			longest = max(longest, gap)
		}
		return message.New("churnrule.why.returned", message.Args{"n": int(longest)})
	}
}
