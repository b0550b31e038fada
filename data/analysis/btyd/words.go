package btyd

import (
	"math"
	"strconv"

	"cxworkbench/data/message"
)

// related is the correlation of how often and how much from which on the
// Gamma-Gamma model is said not to fit.
const related = .3

// BandLabel names a band, or NotKnown.
func BandLabel(of int) message.Message {
	if of == NotKnown {
		return message.New("btyd.band.unknown", nil)
	}
	return message.New("btyd.band", message.Args{"from": strconv.Itoa(25 * of), "to": strconv.Itoa(25*of + 25)})
}

func (r Result) definition() message.Message {
	say := func(key string, args message.Args) message.Message { return message.New(key, args) }
	parts := []message.Message{
		say("btyd.def.model", nil),
		say("btyd.def.occasion", nil),
		say("btyd.def.horizon", message.Args{"weeks": r.Spec.Horizon}),
		say("btyd.def.one", message.Args{"n": r.OneTime}),
	}
	if r.Spending != nil {
		parts = append(parts, say("btyd.def.value", message.Args{"n": r.Spending.N}))
		if math.Abs(r.Spending.Correlation) > related {
			parts = append(parts, say("btyd.def.related", message.Args{"r": r.Spending.Correlation}))
		}
	} else {
		parts = append(parts, say("btyd.def.novalue", nil))
	}
	if r.Spec.Penalty > 0 {
		parts = append(parts, say("btyd.def.penalty", message.Args{"penalty": message.Decimal{Value: r.Spec.Penalty, Decimals: -1}}))
	}
	if r.Holdout != nil {
		parts = append(parts, say("btyd.def.holdout", message.Args{"day": r.Holdout.Split, "n": r.Holdout.N}))
	} else {
		parts = append(parts, say("btyd.def.noholdout", nil))
	}
	parts = append(parts, say("btyd.def.asof", message.Args{"day": r.AsOf}), say("btyd.def.n", message.Args{"n": r.N}))
	parts = append(parts, r.query.Caveats(r.log)...)
	if r.Outside > 0 {
		parts = append(parts, say("btyd.def.range", message.Args{"n": r.Outside}))
	}
	return say("btyd.definition", message.Args{"parts": parts})
}

func (r Result) finding() message.Message {
	known := r.N - r.OneTime
	args := message.Args{
		"n": r.N, "known": known, "one": r.OneTime, "alive": r.Bands[2] + r.Bands[3],
		"expected": int(math.Round(r.Expected)), "weeks": r.Spec.Horizon,
		"value": message.Amount{Money: r.Value, Currency: r.Currency},
	}
	if r.Spending == nil {
		return message.New("btyd.finding.plain", args)
	}
	return message.New("btyd.finding", args)
}
