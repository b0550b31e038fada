package app

import (
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// everyone is the title of a list of all that an answer is about.
func everyone(n int) message.Message {
	return message.New("maturity.everyone", message.Args{"n": n})
}

// LifecycleAnswer is who came and who stayed away, for windows and files.
func LifecycleAnswer(r lifecycle.Result) Answer {
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{{Name: "lifecycle", Height: 400, Most: 640, Draw: func(o charts.Options) charts.Scene { return charts.Lifecycle(r, o) }}},
		Table:    func(p *message.Printer) report.Table { return LifecycleTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.People()
				return everyone(len(people)), people, true
			case charts.LifecycleCell:
				people := r.Members(key.Period, key.Class)
				return message.New("churn.lifecycle", message.Args{
					"n": len(people), "class": lifecycle.ClassLabel(key.Class), "period": r.PeriodLabel(key.Period),
				}), people, true
			case sticky:
				people := r.StickyMembers(int(key))
				return message.New("churn.sticky", message.Args{"n": len(people), "periods": int(key), "of": len(r.Sticky)}), people, true
			}
			return message.Message{}, nil, false
		},
		Why: func(target any) analysis.Why {
			if key, ok := target.(charts.LifecycleCell); ok {
				return r.Why(key.Period, key.Class)
			}
			return r.WhyLast()
		},
	}
	if all := len(r.Sticky); all > 1 {
		// Those who were always there, and those who were there once: what lies
		// between is in the table.
		for _, n := range []int{all, 1} {
			a.Lists = append(a.Lists, List{message.New("churn.sticky", message.Args{"n": r.Sticky[n-1], "periods": n, "of": all}), sticky(n)})
		}
	}
	return a
}

// sticky names the people active in exactly so many of the last periods.
type sticky int

// ReasonsAnswer is why customers left, for windows and files.
func ReasonsAnswer(r reasons.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "reasons", Height: 62 + 36*max(2, len(r.Rows)), Draw: func(o charts.Options) charts.Scene { return charts.Reasons(r, o) }},
			{Name: "incidence", Height: 360, Most: 560, Draw: func(o charts.Options) charts.Scene { return charts.Incidence(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return ReasonsTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.People()
				return message.New("churn.left", message.Args{"n": len(people), "day": r.AsOf}), people, true
			case charts.ReasonPart:
				people := r.Members(key.Reason)
				for _, row := range r.Rows {
					if row.Reason == key.Reason {
						return message.New("churn.reason", message.Args{"n": len(people), "reason": row.Label()}), people, true
					}
				}
			case charts.IncidencePart:
				people := r.IncidenceMembers(key.Curve, key.T)
				return message.New("churn.reason.by", message.Args{
					"n": len(people), "reason": r.CurveLabel(key.Curve), "time": survival.Duration(key.T, r.Spec.Unit),
				}), people, true
			}
			return message.Message{}, nil, false
		},
		Why: func(any) analysis.Why { return r.Why() },
	}
}

// FirstValueAnswer is who uses what they subscribed to, for windows and files.
func FirstValueAnswer(r firstvalue.Result) Answer {
	a := Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "first-value", Height: 62 + 36*len(firstvalue.Steps), Draw: func(o charts.Options) charts.Scene { return charts.FirstValueFunnel(r, o) }},
			{Name: "first-value-days", Height: 340, Most: 520, Draw: func(o charts.Options) charts.Scene { return charts.FirstValueCurve(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return firstValueTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch key := target.(type) {
			case nil:
				people := r.Members(firstvalue.Began)
				return everyone(len(people)), people, true
			case firstvalue.Step:
				people := r.Members(key)
				return message.New("churn.step", message.Args{"n": len(people), "step": key.Label()}), people, true
			case charts.UsedBy:
				people := r.UsedBy(key.Days)
				return message.New("churn.used", message.Args{"n": len(people), "days": key.Days}), people, true
			}
			return message.Message{}, nil, false
		},
		Why: func(any) analysis.Why { return r.Why() },
	}
	for _, within := range r.Within {
		a.Notes = append(a.Notes, message.New("churn.within", message.Args{
			"days": within.Days, "share": message.Share(within.Share), "low": message.Share(within.Low), "high": message.Share(within.High),
		}))
	}
	return a
}

func firstValueTable(r firstvalue.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{p.T("churn.table.step"), p.T("table.people"), p.T("table.share")}}
	for _, step := range firstvalue.Steps {
		t.Rows = append(t.Rows, []any{p.Text(step.Label()), r.People[step], float64(r.People[step]) / float64(r.N)})
	}
	return t
}
