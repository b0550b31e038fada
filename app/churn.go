package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// SetChurn keeps who has left as the workspace's own definition: every figure
// about leaving uses it from then on. The zero Definition goes back to what the
// log suggests.
func (s *Session) SetChurn(ctx context.Context, rule churn.Definition) error {
	kept := ""
	if rule != (churn.Definition{}) {
		kept = rule.String()
		if _, err := churn.Parse(kept); err != nil {
			return err
		}
	}
	return s.setOption(ctx, "Change who has left", churn.OptionName, kept)
}

// ChurnAnswer says who has left, for windows and files.
func ChurnAnswer(r churn.Result) Answer {
	return Answer{
		Finding: r.Finding, Definition: r.Definition, AsOf: r.AsOf, N: r.N, Revision: r.Revision,
		Drawings: []Drawing{
			{Name: "churn-definition", Height: 76 + 36*len(churn.States), Draw: func(o charts.Options) charts.Scene { return charts.ChurnStates(r, o) }},
			{Name: "churn-days", Height: 320, Most: 460, Beside: true, Draw: func(o charts.Options) charts.Scene { return charts.ChurnDays(r, o) }},
		},
		Table: func(p *message.Printer) report.Table { return churnTable(r, p) },
		People: func(target any) (message.Message, []eventlog.CustomerIndex, bool) {
			switch part := target.(type) {
			case nil:
				var everybody []eventlog.CustomerIndex
				for c, life := range r.Lives {
					if life.State != churn.Excluded {
						everybody = append(everybody, eventlog.CustomerIndex(c))
					}
				}
				return message.New("maturity.everyone", message.Args{"n": len(everybody)}), everybody, true
			case charts.ChurnPart:
				people := part.Members(r)
				return part.Name(r, len(people)), people, true
			}
			return message.Message{}, nil, false
		},
		Why: func(target any) analysis.Why {
			part, ok := target.(charts.ChurnPart)
			switch {
			case !ok:
				return r.Why(0)
			case part.Returned:
				return r.WhyReturned()
			}
			return r.Why(part.Days)
		},
	}
}

// churnTable is a row for each number of days of silence.
func churnTable(r churn.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("churn.table.rule"), p.T("churn.state.left"), p.T("churn.state.active"), p.T("churn.state.new"), p.T("churn.state.unknown"),
		p.T("churn.table.returned"), p.T("churn.table.share"), p.T("table.low"), p.T("table.high"),
	}}
	t.Rows = append(t.Rows, []any{p.Text(r.Rule.Message()), r.Left, r.Active, r.TooNew, r.Unknown, nil, nil, nil, nil})
	for _, at := range r.Curve {
		rule := churn.Definition{Rule: churn.Inactivity, Days: at.Days}
		t.Rows = append(t.Rows, []any{p.Text(rule.Message()), at.Left, at.Active, at.TooNew, nil, at.Returned, at.ReturnShare(), at.Low, at.High})
	}
	return t
}
