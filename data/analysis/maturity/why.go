package maturity

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of each customer of a cell since when they stand there, and by which
// record.
func (r Result) Why(cell Cell) analysis.Why {
	at := r.AsOf
	if cell.Month != AsOf {
		at = r.Months[cell.Month].At
	}
	return func(c eventlog.CustomerIndex) message.Message {
		changes := r.Changes(c)
		for len(changes) > 0 && changes[len(changes)-1].Day > at {
			changes = changes[:len(changes)-1]
		}
		if len(changes) == 0 {
			return message.New("maturity.why.none", nil)
		}
		last := changes[len(changes)-1]
		args := message.Args{"day": last.Day}
		switch {
		case last.Place == Left:
			return message.New("maturity.why.left", args)
		case last.Evidence.Kind == data.EvidenceInteraction:
			from, to := r.log.EventRange(c)
			if i := slices.Index(r.log.Events.Row[from:to], last.Evidence.ID); i >= 0 {
				args["record"] = r.log.Activities[r.log.Events.Activity[from+i]].Name
				return message.New("maturity.why.record", args)
			}
		case last.Evidence.Kind == data.EvidenceSubscription:
			return message.New("maturity.why.subscription", args)
		case last.Evidence.Kind == data.EvidenceChange || last.Evidence.Kind == data.EvidenceReason:
			return message.New("maturity.why.hand", args)
		}
		return message.New("maturity.why.since", args)
	}
}
