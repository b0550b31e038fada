package reasons

import (
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/message"
)

// enough is how many must have left for one reason to be singled out.
const enough = 10

// Label names a row.
func (row Row) Label() message.Message {
	if row.Reason == Unknown {
		return message.New("reasons.unknown", nil)
	}
	return message.Verbatim(row.Name)
}

// CurveLabel names a curve: its reason, or how many small ones it holds.
func (r Result) CurveLabel(curve int) message.Message {
	codes := r.Curves[curve].Reasons
	if len(codes) > 1 {
		return message.New("reasons.others", message.Args{"n": len(codes)})
	}
	return Row{Reason: codes[0], Name: r.log.Reasons[codes[0]].Name}.Label()
}

func (r Result) definition() message.Message {
	parts := r.sample.Parts(r.log)
	parts = append(parts,
		message.New("reasons.def.reason", nil),
		message.New("reasons.def.value."+string(r.Basis), nil))
	if len(r.Curves) > 0 {
		parts = append(parts, message.New("reasons.def.curves", nil))
		if r.Stay.From > 0 {
			parts = append(parts, message.New("reasons.def.from", message.Args{"time": survival.Duration(r.Stay.From, r.Spec.Unit)}))
		}
	}
	parts = append(parts,
		message.New("reasons.def.asof", message.Args{"day": r.AsOf}),
		message.New("reasons.def.n", message.Args{"n": r.N, "of": r.Watched}))
	parts = append(parts, r.query.Caveats(r.log)...)
	if r.query.From.Known() || r.query.To.Known() {
		parts = append(parts, message.New("churnrule.range", nil))
	}
	return message.New("reasons.definition", message.Args{"parts": parts})
}

// finding names the first reason, where it can be told from the second.
func (r Result) finding() message.Message {
	args := message.Args{"n": r.N, "day": r.AsOf}
	if r.N == 0 {
		return message.New("reasons.finding.nobody", args)
	}
	first, last := r.Rows[0], r.Rows[len(r.Rows)-1]
	args["reason"], args["people"], args["share"] = first.Label(), first.People, message.Share(first.Share)
	args["unknown"], args["unknownshare"] = last.People, message.Share(last.Share)
	args["value"] = message.Amount{Money: first.Value, Currency: r.Currency}
	switch {
	case first.Reason == Unknown:
		return message.New("reasons.finding.none", args)
	case last.Reason == Unknown && last.People > r.N-last.People:
		return message.New("reasons.finding.unknown", args)
	case r.N < enough:
		return message.New("reasons.finding.few", args)
	case len(r.Rows) > 1 && r.Rows[1].Reason != Unknown && first.Low <= r.Rows[1].High:
		args["second"] = r.Rows[1].Label()
		return message.New("reasons.finding.close", args)
	case r.Value == 0:
		return message.New("reasons.finding.plain", args)
	}
	return message.New("reasons.finding", args)
}
