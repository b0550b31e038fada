package app

import (
	"math"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// SurvivalAnswer is the curves for windows and files.
func SurvivalAnswer(r survival.Result) Answer {
	end := commonEnd(r)
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "survival", Height: 350 + 18*len(r.Groups), Draw: func(o charts.Options) charts.Scene { return charts.Survival(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return SurvivalTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			key, ok := target.(survival.Key)
			if target == nil {
				key, ok = survival.Key{Group: survival.AllGroups, Who: survival.Followed}, true
			}
			if !ok {
				return message.Message{}, nil, false
			}
			people := r.Members(key)
			return r.KeyName(key, len(people)), people, true
		},
		Why: func(any) analysis.Why { return r.Why() },
	}
	if end > 0 && !math.IsInf(end, 0) {
		a.Drawings = append(a.Drawings, Drawing{Name: "survival-groups", Height: 80 + 26*len(r.Groups), Draw: func(o charts.Options) charts.Scene { return charts.SurvivalGroups(r, end, o) }})
	}
	a.Drawings = append(a.Drawings, Drawing{Name: "survival-hazard", Height: 300, Draw: func(o charts.Options) charts.Scene { return charts.Hazard(r, o) }})
	for _, group := range r.Groups {
		if len(group.Curve.Points) == 0 {
			a.Notes = append(a.Notes, message.New("churn.group.few", message.Args{"group": groupName(group)}))
			continue
		}
		a.Notes = append(a.Notes, readings(r, group)...)
	}
	if r.Comparison != nil {
		a.Notes = append(a.Notes, compared(r))
	}
	return a
}

// readings are a curve read off at the times asked for.
func readings(r survival.Result, group survival.Group) (notes []message.Message) {
	for _, at := range group.At {
		key := "churn.at"
		switch {
		case math.IsNaN(at.Survival):
			key = "churn.at.none"
		case math.IsNaN(at.Low):
			key = "churn.at.bare"
		}
		notes = append(notes, message.New(key, message.Args{
			"group": groupName(group), "time": survival.Duration(at.T, r.Spec.Unit), "risk": at.AtRisk,
			"share": message.Share(at.Survival), "low": message.Share(at.Low), "high": message.Share(at.High),
		}))
	}
	return notes
}

// commonEnd is the last time at which somebody is at risk in every group, so that
// their means can be compared.
func commonEnd(r survival.Result) float64 {
	end := math.Inf(1)
	for _, group := range r.Groups {
		last := 0.0
		for _, p := range group.Curve.Points {
			if p.AtRisk > 0 {
				last = p.T
			}
		}
		if last > 0 {
			end = min(end, last)
		}
	}
	return end
}

// compared says in plain words what the test of the groups says.
func compared(r survival.Result) message.Message {
	key := "churn.compare.differ"
	if !(r.Comparison.P < 0.05) {
		key = "churn.compare.same"
	}
	return message.New(key, message.Args{
		"test": message.New("survival.test."+string(r.Comparison.Test), nil), "p": survival.Probability(r.Comparison.P), "attribute": r.Spec.By,
	})
}

func groupName(g survival.Group) any {
	if g.Value == "" {
		return message.New("survival.all", nil)
	}
	return g.Value
}

// CoxAnswer is the model for windows and files.
func CoxAnswer(r cox.Result) Answer {
	groups := map[string]bool{}
	for _, row := range r.Rows {
		groups[row.Attribute] = true
	}
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "forest", Height: 62 + 26*(len(r.Rows)+len(groups)), Draw: func(o charts.Options) charts.Scene { return charts.Forest(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return CoxTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			key, ok := target.(cox.Key)
			if target == nil {
				key, ok = cox.Key{Row: cox.AllRows}, true
			}
			if !ok {
				return message.Message{}, nil, false
			}
			people := r.Members(key)
			return r.KeyName(key, len(people)), people, true
		},
		Why:   func(any) analysis.Why { return r.Why() },
		Lists: []List{{r.KeyName(cox.Key{Row: cox.AllRows, Left: true}, r.Events), cox.Key{Row: cox.AllRows, Left: true}}},
	}
	a.Notes = append(a.Notes, message.New("churn.words.intro", nil))
	for _, row := range r.Rows {
		a.Notes = append(a.Notes, message.New("churn.words", message.Args{"words": row.Words}))
	}
	for _, test := range r.Proportional {
		if test.P < 0.05 {
			a.Notes = append(a.Notes, message.New("churn.changes", message.Args{"attribute": test.Name, "p": survival.Probability(test.P)}))
		}
	}
	a.Notes = append(a.Notes, message.New("churn.concordance", message.Args{"share": message.Share(r.Concordance.Share)}))
	return a
}
