package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
)

// Survival draws the survival curves for a view.
func (s *Session) Survival(ctx context.Context, v View, spec survival.Spec) (survival.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return survival.Result{}, err
	}
	return survival.Build(ctx, log, q, spec)
}

// Cox fits a model of who leaves sooner for a view. A name that no attribute has
// but an import takes for the monthly amount, such as MonthlyCharges, stands for it.
func (s *Session) Cox(ctx context.Context, v View, spec cox.Spec) (cox.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil {
		return cox.Result{}, err
	}
	for _, name := range spec.On {
		if log.Attribute(name) == nil && exchange.MonthlyAmount(name) {
			spec.Monthly = name
		}
	}
	return cox.Build(ctx, log, q, spec)
}

// SurvivalTable is the curves as a table: a row a group and time.
func SurvivalTable(r survival.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("survival.table.group"), p.T("survival.table.time"), p.T("survival.table.atrisk"), p.T("survival.table.left"), p.T("survival.table.censored"),
		p.T("survival.table.share"), p.T("table.low"), p.T("table.high"), p.T("survival.table.hazard"),
	}}
	for _, g := range r.Groups {
		for _, at := range g.Curve.Points {
			t.Rows = append(t.Rows, []any{SurvivalGroup(g, p), at.T, at.AtRisk, at.Events, at.Censored, at.Survival, at.Low, at.High, at.Hazard})
		}
	}
	return t
}

// SurvivalGroup names a group of curves.
func SurvivalGroup(g survival.Group, p *message.Printer) string {
	if g.Value == "" {
		return p.T("survival.all")
	}
	return g.Value
}

// CoxTable is the model as a table: a row a term.
func CoxTable(r cox.Result, p *message.Printer) report.Table {
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("cox.table.term"), p.T("table.people"), p.T("survival.table.left"), p.T("cox.table.ratio"), p.T("table.low"), p.T("table.high"),
		p.T("cox.table.coefficient"), p.T("cox.table.error"), p.T("cox.table.p"), p.T("cox.table.words"),
	}}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{row.Name, row.People, row.Events, row.HR, row.Low, row.High, row.Coef, row.StdErr, row.P, p.Text(row.Words)})
	}
	return t
}
