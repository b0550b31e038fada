package cox

import (
	"math"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

const (
	// distinguishable is the probability under which a term is said to matter.
	distinguishable = 0.05
	// perTerm is how many must have left for each term; with fewer, estimates are
	// rough.
	perTerm = 10
)

func (r Result) definition(log *eventlog.Log, query analysis.Query) message.Message {
	say := message.New
	parts := []message.Message{say("cox.def.method", nil)}
	for i, row := range r.Rows {
		switch {
		case row.Numeric:
			parts = append(parts, say("cox.def.number", message.Args{"attribute": row.Attribute}))
		case i == 0 || r.Rows[i-1].Attribute != row.Attribute:
			parts = append(parts, say("cox.def.levels", message.Args{"attribute": row.Attribute, "reference": row.Reference}))
		}
	}
	parts = append(parts, r.sample.Parts(log)...)
	if r.Missing > 0 {
		parts = append(parts, say("cox.def.missing", message.Args{"n": r.Missing}))
	}
	if len(r.Rows)*perTerm > r.Events {
		parts = append(parts, say("cox.def.few", message.Args{"left": r.Events, "terms": len(r.Rows)}))
	}
	for _, test := range r.Proportional {
		if test.P < distinguishable {
			parts = append(parts, say("cox.def.changes", message.Args{"attribute": test.Name, "p": survival.Probability(test.P)}))
		}
	}
	parts = append(parts,
		say("cox.def.concordance", message.Args{"share": message.Share(r.Concordance.Share)}),
		say("survival.def.asof", message.Args{"day": r.AsOf}),
		say("survival.def.n", message.Args{"n": r.N, "left": r.Events}))
	parts = append(parts, query.Caveats(log)...)
	if query.From.Known() || query.To.Known() {
		parts = append(parts, say("survival.def.range", nil))
	}
	return say("survival.definition", message.Args{"parts": parts})
}

// finding names the level farthest from its reference, by its hazard ratio; where
// none is told apart, a number that is.
func (r Result) finding() message.Message {
	best := -1
	for i, row := range r.Rows {
		if row.P < distinguishable && (best < 0 || further(row, r.Rows[best])) {
			best = i
		}
	}
	if best < 0 {
		return message.New("cox.finding.same", message.Args{"n": r.N, "left": r.Events})
	}
	return message.New("cox.finding", message.Args{"words": r.Rows[best].Words})
}

func further(a, b Row) bool {
	if a.Numeric != b.Numeric {
		return b.Numeric
	}
	if a.Numeric { // their units differ
		return math.Abs(a.Z) > math.Abs(b.Z)
	}
	return math.Abs(a.Coef) > math.Abs(b.Coef)
}

// words say what a row means to who does not know hazard ratios.
func (row Row) words() message.Message {
	args := message.Args{
		"attribute": row.Attribute, "level": row.Level, "reference": row.Reference,
		"times": factor(row.HR), "low": factor(row.Low), "high": factor(row.High),
	}
	if row.HR < 1 {
		args["less"], args["lowless"], args["highless"] = message.Share(1-row.HR), message.Share(1-row.High), message.Share(1-row.Low)
	}
	kind := "level"
	if row.Numeric {
		kind = "number"
	}
	switch {
	case !(row.P < distinguishable):
		return message.New("cox.words."+kind+".same", args)
	case row.HR < 1:
		return message.New("cox.words."+kind+".less", args)
	}
	return message.New("cox.words."+kind+".more", args)
}

// factor is a ratio with as many decimals as say something: 1.28, 0.0154.
func factor(x float64) message.Decimal {
	digits := 2
	if a := math.Abs(math.Log10(x)); x < 1 && !math.IsInf(a, 0) {
		digits = min(2+int(a), 6)
	}
	if math.Abs(x-1) < 0.02 { // near 1 two decimals would hide it
		digits = 4
	}
	return message.Decimal{Value: x, Decimals: digits}
}

// KeyName says in words what a number counts; n is how many.
func (r Result) KeyName(key Key, n int) message.Message {
	who := "survival.key.followed"
	if key.Left {
		who = "survival.key.left"
	}
	people := message.New(who, message.Args{"n": n})
	if key.Row == AllRows || r.Rows[key.Row].Numeric {
		return people
	}
	row := r.Rows[key.Row]
	return message.New("survival.key.of", message.Args{"people": people, "attribute": row.Attribute, "value": row.Level})
}
