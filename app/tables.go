package app

import (
	"strconv"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
)

// LadderTable is the ladder as a table: a row a stage, then those without one
// and those who left.
func LadderTable(r maturity.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{p.T("table.stage"), p.T("table.role"), p.T("table.people"), p.T("table.value"), p.T("table.rule")},
	}
	for rank, row := range r.Rows {
		t.Rows = append(t.Rows, []any{row.Stage.Name, row.Stage.Role, row.People, row.Value.Float(r.Currency), ruleWords(StageRule(r.Spec, rank), p)})
	}
	t.Rows = append(t.Rows,
		[]any{p.T("place.none"), "", r.NoStage, r.NoStageValue.Float(r.Currency), ""},
		[]any{p.T("place.left"), "", r.Left, nil, ""})
	return t
}

// StageRule gives the condition that raises a customer to the stage of a rank; zero
// where only recorded changes do.
func StageRule(spec maturity.Spec, rank int) condition.Condition {
	var conditions []condition.Condition
	for _, rule := range spec.Rules {
		if rule.Rank == rank {
			conditions = append(conditions, rule.Condition)
		}
	}
	return condition.Any(conditions...)
}

func ruleWords(rule condition.Condition, p *message.Printer) string {
	if rule.IsZero() {
		return ""
	}
	return p.Text(rule.Sentence())
}

// CohortTable is the cohort table: a row a cohort with its size and the people
// who came back in each period, and beside them the shares or the money; then the
// means, under what they are means of.
func CohortTable(r cohort.Result, p *message.Printer) report.Table {
	width := 0
	for _, row := range r.Rows {
		width = max(width, len(row.Cells))
	}
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Definition),
		Columns: []string{p.T("table.cohort"), p.T("table.size")},
	}
	value, meansFrom := "table.share.in", 2+width
	switch r.Spec.Measure {
	case cohort.Revenue:
		value = "table.revenue.in"
	case cohort.NRR:
		value = "table.nrr.in"
	case cohort.People:
		meansFrom = 2
	}
	for _, what := range []string{"table.people.in", value, "table.complete.in"} {
		for k := range width {
			t.Columns = append(t.Columns, p.Text(message.New(what, message.Args{"period": r.ColumnLabel(k)})))
		}
	}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, cohortCells(r, row, width))
	}
	for _, mean := range []struct {
		key string
		of  func(cohort.Mean) float64
	}{
		{"table.pooled", func(m cohort.Mean) float64 { return m.Pooled }},
		{"table.simple", func(m cohort.Mean) float64 { return m.Simple }},
	} {
		cells := make([]any, 2+3*width)
		cells[0] = p.T(mean.key)
		for k, m := range r.Means[:min(width, len(r.Means))] {
			cells[meansFrom+k] = mean.of(m)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

func cohortCells(r cohort.Result, row cohort.Row, width int) []any {
	cells := make([]any, 2+3*width)
	cells[0], cells[1] = CohortLabel(r, row), row.Size
	for k, cell := range row.Cells {
		value := cell.Share()
		if r.Spec.Measure.Money() {
			value = r.Value(cell)
		}
		cells[2+k], cells[2+width+k] = cell.People, value
		cells[2+2*width+k] = strconv.FormatBool(cell.Complete)
	}
	return cells
}

// CohortLabel names a cohort for scripts: the first day of its period, or the
// attribute's value.
func CohortLabel(r cohort.Result, row cohort.Row) string {
	if r.Spec.By != "" {
		return row.Value
	}
	return row.Start.String()
}

// PeopleTable is a list of people as a table.
func PeopleTable(r Roster, currency string, p *message.Printer) report.Table {
	t := report.Table{Columns: []string{
		p.T("table.customer"), p.T("table.stage"), p.T("table.first"), p.T("table.last"), p.T("table.interactions"), p.T("table.value"),
	}}
	for i := range r.Len() {
		person := r.Person(i)
		t.Rows = append(t.Rows, []any{
			person.Label, PlaceName(r, person.Place, p), orNil(person.First), orNil(person.Last), person.Interactions, person.Value.Float(currency),
		})
	}
	return t
}

func orNil(d data.Day) any {
	if !d.Known() {
		return nil
	}
	return d
}

// PlaceName names where a customer stands on the ladder.
func PlaceName(r Roster, place int, p *message.Printer) string {
	if stage := r.Stage(place); stage != nil {
		return stage.Name
	}
	switch place {
	case maturity.Left:
		return p.T("place.left")
	case maturity.NotHere:
		return p.T("place.nothere")
	}
	return p.T("place.none")
}
