package main

import (
	"strings"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/message"
)

// cohortGrid is the cohort table for a reader: the share of each period in a
// column, the mark of an open cell before it, and the means below.
func cohortGrid(r cohort.Result, p *message.Printer) report.Table {
	periods := 0
	for _, row := range r.Rows {
		periods = max(periods, len(row.Cells))
	}
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{p.T("table.cohort"), p.T("table.size")},
	}
	for k := range periods {
		t.Columns = append(t.Columns, r.ColumnLabel(k))
	}
	open := false
	for _, row := range r.Rows {
		label := app.CohortLabel(r, row)
		if label == "" {
			label = p.T("cohort.value.unknown")
		}
		cells := make([]any, 2+periods)
		cells[0], cells[1] = label, row.Size
		for k, cell := range row.Cells {
			share := cohortFigure(r, p, r.Value(cell))
			if !cell.Complete {
				share, open = "~"+share, true
			}
			cells[2+k] = figure(share)
		}
		t.Rows = append(t.Rows, cells)
	}
	pooled, simple := make([]any, 2+periods), make([]any, 2+periods)
	pooled[0], simple[0] = p.T("table.pooled"), p.T("table.simple")
	for k, m := range r.Means[:min(periods, len(r.Means))] {
		pooled[2+k], simple[2+k] = figure(cohortFigure(r, p, m.Pooled)), figure(cohortFigure(r, p, m.Simple))
	}
	t.Rows = append(t.Rows, pooled, simple)
	if open {
		t.Definition = p.T("table.open") + "\n" + t.Definition
	}
	return t
}

// cohortFigure is a value of the table: people, money with two decimals, or a
// share.
func cohortFigure(r cohort.Result, p *message.Printer, value float64) string {
	switch r.Spec.Measure {
	case cohort.People:
		return strings.TrimSuffix(p.Float(value, 1), ".0")
	case cohort.Revenue:
		return p.Float(value, 2)
	}
	return p.Percent(value)
}
