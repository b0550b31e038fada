package app

import (
	"cxworkbench/app/report"
	"cxworkbench/data/analysis"
	"cxworkbench/data/message"
)

// WithWhy is the table of a roster with a last column that says why each is there.
func WithWhy(t report.Table, r Roster, why analysis.Why, p *message.Printer) report.Table {
	if why == nil {
		return t
	}
	t.Columns = append(t.Columns, p.T("table.why"))
	for i := range t.Rows {
		t.Rows[i] = append(t.Rows[i], p.Text(why(r.Person(i).Customer)))
	}
	return t
}
