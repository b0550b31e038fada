package rfm

import (
	"cxworkbench/data/message"
)

// Label names the segment.
func (s Segment) Label() message.Message { return message.New("rfm.segment."+string(s), nil) }

// Meaning says who is in the segment.
func (s Segment) Meaning() message.Message { return message.New("rfm.meaning."+string(s), nil) }

func (r Result) definition() message.Message {
	parts := []message.Message{
		message.New("rfm.def.scores", nil),
		message.New("rfm.def.lookback", message.Args{"months": r.Spec.Months, "day": r.Since}),
		message.New("rfm.def.occasion", nil),
	}
	if r.Fixed {
		parts = append(parts, message.New("rfm.def.fixed", message.Args{"n": fewest}))
	} else {
		parts = append(parts, message.New("rfm.def.fifths", nil))
	}
	if !r.HasAmounts {
		parts = append(parts, message.New("rfm.def.noamount", nil))
	} else {
		parts = append(parts, message.New("rfm.def.amount", nil))
	}
	parts = append(parts,
		message.New("rfm.def.asof", message.Args{"day": r.AsOf}),
		message.New("rfm.def.n", message.Args{"n": r.N, "earlier": r.Earlier}))
	return message.New("rfm.definition", message.Args{"parts": append(parts, r.query.Caveats(r.log)...)})
}

// finding says what the best bring, and who may be lost.
func (r Result) finding() message.Message {
	best, risk := r.BySegment[0], r.BySegment[5]
	args := message.Args{"n": r.N, "best": best.People, "risk": risk.People, "share": message.Share(float64(best.People) / float64(r.N))}
	if !r.HasAmounts || r.Money <= 0 {
		return message.New("rfm.finding.plain", args)
	}
	args["money"] = message.Share(float64(best.Money) / float64(r.Money))
	args["stake"] = message.Amount{Money: risk.Money, Currency: r.Currency}
	return message.New("rfm.finding", args)
}
