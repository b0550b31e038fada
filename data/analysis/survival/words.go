package survival

import (
	"math"

	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// distinguishable is the probability under which groups are said to differ.
const distinguishable = 0.05

// definition is the line under the curves.
func (r Result) definition(log *eventlog.Log, query analysis.Query) message.Message {
	say := message.New
	parts := []message.Message{say("survival.def.method", nil)}
	if r.Spec.By != "" {
		parts = append(parts, say("survival.def.by", message.Args{"attribute": r.Spec.By}))
		if r.Others > 0 {
			parts = append(parts, say("survival.def.largest", message.Args{"n": len(r.Groups), "of": r.values, "people": r.Others}))
		}
		if r.Missing > 0 {
			parts = append(parts, say("survival.def.missing", message.Args{"n": r.Missing, "attribute": r.Spec.By}))
		}
	}
	parts = append(parts, r.sample.Parts(log)...)
	parts = append(parts, say("survival.def.ci", message.Args{"ci": string(r.Spec.CI)}))
	if r.Comparison != nil {
		parts = append(parts, say("survival.def.test."+string(r.Spec.Test), message.Args{
			"square": r.Comparison.Chi2, "df": r.Comparison.DF, "p": Probability(r.Comparison.P),
		}))
	}
	if from, before := r.begins(); before > 0 {
		parts = append(parts, say("survival.def.from", message.Args{"time": Duration(from, r.Spec.Unit), "n": before, "enough": enoughAtRisk}))
	}
	parts = append(parts, say("survival.def.asof", message.Args{"day": r.AsOf}),
		say("survival.def.n", message.Args{"n": r.N, "left": r.Events}))
	parts = append(parts, query.Caveats(log)...)
	if query.From.Known() || query.To.Known() {
		parts = append(parts, say("survival.def.range", nil))
	}
	return say("survival.definition", message.Args{"parts": parts})
}

// begins gives the latest time at which a curve begins, and how many people were
// no longer followed by the beginning of theirs.
func (r Result) begins() (from float64, before int) {
	for _, g := range r.Groups {
		from = max(from, g.Curve.From)
		before += g.Curve.Before
	}
	return from, before
}

// Probability says a p-value: "p = 0.07", "p < 0.001".
func Probability(p float64) message.Message {
	if p < 0.001 {
		return message.New("survival.p.small", nil)
	}
	return message.New("survival.p", message.Args{"p": message.Decimal{Value: p, Decimals: 3}})
}

// finding is the title.
func (r Result) finding() message.Message {
	if r.Comparison == nil {
		return r.findingOfAll()
	}
	least, most := r.extremes()
	args := message.Args{
		"attribute": r.Spec.By, "n": r.N, "p": Probability(r.Comparison.P),
		"test": message.New("survival.test."+string(r.Spec.Test), nil),
	}
	if least == most || r.Comparison.DF == 0 {
		return message.New("survival.finding.few", args)
	}
	if !(r.Comparison.P < distinguishable) {
		return message.New("survival.finding.same", args)
	}
	lower, higher := r.Groups[least], r.Groups[most]
	args["low"], args["high"] = lower.Value, higher.Value
	if math.IsNaN(lower.Curve.Median) {
		t := r.tellable(least, most)
		a, b := lower.Curve.At(t), higher.Curve.At(t)
		args["time"], args["lowshare"], args["highshare"] = Duration(t, r.Spec.Unit), message.Share(a.Survival), message.Share(b.Survival)
		return message.New("survival.finding.shares", args)
	}
	args["lowmedian"], args["highmedian"] = r.MedianWords(least), r.MedianWords(most)
	return message.New("survival.finding.medians", args)
}

func (r Result) findingOfAll() message.Message {
	c := r.Groups[0].Curve
	if c.Median == 0 { // of people who buy, those who bought once
		p := c.At(0)
		return message.New("survival.finding.atonce", message.Args{"share": message.Share(1 - p.Survival), "n": r.N})
	}
	if !math.IsNaN(c.Median) {
		return message.New("survival.finding.median", message.Args{"median": r.MedianWords(0), "n": r.N})
	}
	t := r.tellable(0)
	p := c.At(t)
	args := message.Args{"time": Duration(t, r.Spec.Unit), "share": message.Share(p.Survival), "n": r.N}
	if math.IsNaN(p.Low) {
		return message.New("survival.finding.share.nobody", args)
	}
	args["low"], args["high"] = message.Share(p.Low), message.Share(p.High)
	return message.New("survival.finding.share", args)
}

// MedianWords says by when half of a group have left, with its interval.
func (r Result) MedianWords(group int) message.Message {
	c := &r.Groups[group].Curve
	args := message.Args{"time": Duration(c.Median, r.Spec.Unit), "low": whole(c.MedianLow), "high": whole(c.MedianHigh)}
	switch {
	case math.IsNaN(c.Median):
		return message.New("survival.median.none", nil)
	case math.IsNaN(c.MedianLow):
		return message.New("survival.median", args)
	case math.IsNaN(c.MedianHigh):
		return message.New("survival.median.from", args)
	}
	return message.New("survival.median.range", args)
}

// tellable is the last time at which enough are at risk in all of some groups;
// the end of the shortest curve if that is never.
func (r Result) tellable(groups ...int) float64 {
	until := math.Inf(1)
	for _, g := range groups {
		last := 0.0
		points := r.Groups[g].Curve.Points
		for _, p := range points {
			if p.AtRisk >= enoughAtRisk {
				last = p.T
			}
		}
		if last == 0 && len(points) > 0 {
			last = points[len(points)-1].T
		}
		until = min(until, last)
	}
	return until
}

// extremes are the groups that lose people soonest and latest: by their shares
// at the last time at which enough are at risk in all large enough ones.
func (r Result) extremes() (least, most int) {
	var told []int
	for g := range r.Groups {
		if r.Groups[g].Curve.N >= enoughAtRisk {
			told = append(told, g)
		}
	}
	if len(told) < 2 {
		return 0, 0
	}
	t := r.tellable(told...)
	least, most = told[0], told[0]
	share := func(g int) float64 { return r.Groups[g].Curve.At(t).Survival }
	for _, g := range told {
		if share(g) < share(least) {
			least = g
		}
		if share(g) > share(most) {
			most = g
		}
	}
	return least, most
}
