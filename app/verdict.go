package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/message"
)

// Verdict says what the workspace can answer, for a view. A workspace without
// customers or dates has a verdict too.
func (s *Session) Verdict(ctx context.Context, v View) (verdict.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil && data.CodeOf(err) != data.CodeNoData {
		return verdict.Result{}, err
	}
	return verdict.Build(ctx, log, q)
}

// VerdictTable is a row a question.
func VerdictTable(r verdict.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Next) + " " + p.Text(r.Definition),
		Columns: []string{p.T("verdict.column.analysis"), p.T("verdict.column.answer"), p.T("verdict.column.why")},
	}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{p.Text(row.Analysis.Name()), p.Text(row.Answer.Name()), VerdictWhy(row, p)})
	}
	return t
}

// VerdictWhy says in sentences why an analysis has its answer.
func VerdictWhy(row verdict.Row, p *message.Printer) string {
	words := ""
	for i, why := range row.Why {
		if i > 0 {
			words += " "
		}
		words += p.Text(why)
	}
	return words
}
