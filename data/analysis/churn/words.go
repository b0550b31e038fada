package churn

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// often is the share of silences ending in a return from which on the rule's
// days are called too short.
const often = .2

// Parts are what every analysis of lives prints: the rule, and from when
// on customers of before the log are observed.
func Parts(log *eventlog.Log, lives []Life, d Definition) []message.Message {
	parts := []message.Message{d.Message()}
	late, negative, entry := 0, 0, data.NoDay
	for i := range lives {
		if lives[i].Entry.Known() {
			late, entry = late+1, lives[i].Entry
		}
		if lives[i].State == Negative {
			negative++
		}
	}
	if late > 0 {
		parts = append(parts, message.New("churnrule.entry", message.Args{"n": late, "day": entry}))
	}
	if negative > 0 {
		parts = append(parts, message.New("churnrule.negative", message.Args{"n": negative}))
	}
	if log.HasDerived && d.Rule == Contract {
		parts = append(parts, message.New("churnrule.derived", nil))
	}
	return parts
}

func (r Result) definition() message.Message {
	log, query := r.watch.log, r.watch.query
	parts := Parts(log, r.Lives, r.Rule)
	if r.Rule.Rule == Inactivity {
		parts = append(parts, message.New("churnrule.censored", message.Args{"day": r.AsOf - data.Day(r.Rule.Days)}))
	}
	parts = append(parts,
		message.New("churnrule.asof", message.Args{"day": r.AsOf}),
		message.New("churnrule.n", message.Args{"n": r.N, "new": r.TooNew, "unknown": r.Unknown}))
	parts = append(parts, query.Caveats(log)...)
	if query.From.Known() || query.To.Known() {
		parts = append(parts, message.New("churnrule.range", nil))
	}
	return message.New("churnrule.definition", message.Args{"parts": parts})
}

func (r Result) finding() message.Message {
	told := r.Left + r.Active
	args := message.Args{"left": r.Left, "told": told, "share": message.Share(ratio(r.Left, told)), "n": r.N, "day": r.AsOf}
	if told == 0 {
		return message.New("churnrule.finding.none", args)
	}
	if p, ok := r.Point(r.Rule.Days); ok && p.Low > often {
		args["days"], args["returned"] = p.Days, message.Share(p.ReturnShare())
		return message.New("churnrule.finding.short", args)
	}
	return message.New("churnrule.finding", args)
}
