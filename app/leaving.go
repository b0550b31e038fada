package app

import (
	"context"
	"math"

	"cxworkbench/app/report"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// answerTo asks an analysis about a view, whatever its channels.
func answerTo[S, R any](ctx context.Context, s *Session, v View, build func(context.Context, *eventlog.Log, analysis.Query, S) (R, error), spec S) (R, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		var none R
		return none, err
	}
	return build(ctx, log, q, spec)
}

// Churn says who has left, for a view.
func (s *Session) Churn(ctx context.Context, v View, rule churn.Definition) (churn.Result, error) {
	return answerTo(ctx, s, v, churn.Build, rule)
}

// answerThrough asks an analysis about a view and its channels.
func answerThrough[S, R any](ctx context.Context, s *Session, v View, build func(context.Context, *eventlog.Log, analysis.Query, S) (R, error), spec S) (R, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		var none R
		return none, err
	}
	return limited(s, v, log, q, func(log *eventlog.Log, q analysis.Query) (R, error) { return build(ctx, log, q, spec) })
}

// Lifecycle counts the new, returning, resurrected and dormant, for a view.
func (s *Session) Lifecycle(ctx context.Context, v View, spec lifecycle.Spec) (lifecycle.Result, error) {
	return answerThrough(ctx, s, v, lifecycle.Build, spec)
}

// Reasons finds why customers left, for a view.
func (s *Session) Reasons(ctx context.Context, v View, spec reasons.Spec) (reasons.Result, error) {
	return answerTo(ctx, s, v, reasons.Build, spec)
}

// FirstValue follows customers to their first use, for a view.
func (s *Session) FirstValue(ctx context.Context, v View, spec firstvalue.Spec) (firstvalue.Result, error) {
	return answerThrough(ctx, s, v, firstvalue.Build, spec)
}

// RFM scores recency, frequency and money, for a view.
func (s *Session) RFM(ctx context.Context, v View, spec rfm.Spec) (rfm.Result, error) {
	return answerThrough(ctx, s, v, rfm.Build, spec)
}

// BTYD fits the model of buying customers, for a view.
func (s *Session) BTYD(ctx context.Context, v View, spec btyd.Spec) (btyd.Result, error) {
	return answerThrough(ctx, s, v, btyd.Build, spec)
}

// LifecycleTable is a row a period.
func LifecycleTable(r lifecycle.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{p.T("lifecycle.table.period")}}
	for _, class := range lifecycle.Classes {
		t.Columns = append(t.Columns, p.Text(lifecycle.ClassLabel(class)))
	}
	t.Columns = append(t.Columns, p.T("lifecycle.table.open"))
	for i, period := range r.Periods {
		open := ""
		if period.Open {
			open = p.T("lifecycle.table.sofar")
		}
		t.Rows = append(t.Rows, []any{
			p.Text(r.PeriodLabel(i)), period.People[lifecycle.New], period.People[lifecycle.Returning],
			period.People[lifecycle.Resurrected], period.People[lifecycle.Dormant], open,
		})
	}
	return t
}

// ReasonsTable is a row a reason.
func ReasonsTable(r reasons.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("reasons.table.reason"), p.T("table.people"), p.T("table.share"), p.T("table.low"), p.T("table.high"), p.T("reasons.table.running"), p.T("table.value"),
	}}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{p.Text(row.Label()), row.People, row.Share, row.Low, row.High, row.Running, row.Value.Float(r.Currency)})
	}
	return t
}

// RFMTable is a row a segment.
func RFMTable(r rfm.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("rfm.table.segment"), p.T("rfm.table.who"), p.T("table.people"), p.T("table.value"),
	}}
	for i, s := range rfm.Segments {
		t.Rows = append(t.Rows, []any{p.Text(s.Label()), p.Text(s.Meaning()), r.BySegment[i].People, r.BySegment[i].Money.Float(r.Currency)})
	}
	return t
}

// BTYDTable is a row a customer; the chance of one who bought once is not known.
func BTYDTable(r btyd.Result, log *eventlog.Log, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("table.customer"), p.T("btyd.table.x"), p.T("btyd.table.tx"), p.T("btyd.table.t"), p.T("btyd.table.alive"), p.T("btyd.table.expected"), p.T("table.value"),
	}}
	for _, row := range r.Rows {
		value := math.NaN()
		if r.Spending != nil {
			value = row.Value.Float(r.Currency)
		}
		t.Rows = append(t.Rows, []any{log.Labels[row.Customer], row.X, row.TX, row.T, row.Alive, row.Expected, value})
	}
	return t
}
