package reasons

import (
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each who left for what reason, when, and what it was worth.
func (r Result) Why() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		l := r.lives[c]
		value := r.valueAt(c, l.End)
		args := message.Args{
			"reason": Row{Reason: l.Reason, Name: r.log.Reasons[l.Reason].Name}.Label(), "day": l.End,
			"value": message.Amount{Money: value, Currency: r.Currency},
		}
		if l.Derived {
			args["time"] = survival.Duration(float64(l.Months()), eventlog.UnitMonth)
			if value == 0 {
				return message.New("reasons.why.derived", args)
			}
			return message.New("reasons.why.derived.value", args)
		}
		if value == 0 {
			return message.New("reasons.why", args)
		}
		return message.New("reasons.why.value", args)
	}
}
