package maturity

import (
	"cxworkbench/data/analysis"
	"cxworkbench/data/message"
)

// definition is the line under the chart.
func (r *Result) definition(q analysis.Query) message.Message {
	key := "maturity.definition.rules"
	if len(r.Spec.Rules) == 0 {
		key = "maturity.definition.recorded"
	}
	parts := []message.Message{
		message.New(key, nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("maturity.definition.n", message.Args{"n": r.N, "left": r.Left, "none": r.NoStage}),
		message.New("maturity.definition.value."+string(r.Basis), nil),
	}
	if q.From.Known() { // the stage of a customer is what all records made of it
		parts = append(parts, message.New("maturity.definition.whole", nil))
	}
	if r.NegativeValues > 0 {
		parts = append(parts, message.New("maturity.definition.negative", message.Args{"n": r.NegativeValues}))
	}
	if r.Derived {
		parts = append(parts, message.New("maturity.definition.derived", nil))
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.log)...)})
}

// finding is the title: how many stand at the top, and where most stand.
func (r *Result) finding() message.Message {
	top := r.Rows[len(r.Rows)-1]
	largest := r.Rows[0]
	for _, row := range r.Rows[1:] {
		if row.People > largest.People {
			largest = row
		}
	}
	args := message.Args{
		"n": r.N, "left": r.Left, "people": top.People, "stage": top.Stage.Name,
		"most": largest.People, "largest": largest.Stage.Name, "none": r.NoStage,
	}
	switch {
	case r.N == 0:
		return message.New("maturity.finding.nobody", message.Args{"day": r.AsOf})
	case r.N == r.Left:
		return message.New("maturity.finding.left", args)
	case largest.People == 0:
		return message.New("maturity.finding.none", args)
	case r.NoStage > largest.People:
		return message.New("maturity.finding.unstaged", args)
	case top.People == largest.People:
		return message.New("maturity.finding.top", args)
	case top.People == 0:
		return message.New("maturity.finding.untouched", args)
	}
	return message.New("maturity.finding", args)
}
