package cohort

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Build counts the cohorts of a log. Errors are data.Error: the spec has no
// meaning, or the dates were derived from tenure (CodeNoData) and no attribute
// is given to group by. A log in which nobody begins gives a Result without rows.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	t, err := newTable(log, query, spec)
	if err != nil {
		return Result{}, err
	}
	tallies, err := t.tally(ctx)
	if err != nil {
		return Result{}, err
	}
	r := Result{
		Spec: t.spec, Unit: t.spec.Unit, AsOf: query.AsOf, Revision: log.Revision,
		Derived: t.derived(), Currency: log.Settings.Currency, table: t,
	}
	all := t.merge(tallies)
	shown, found := t.choose(all)
	if err := r.layOut(all, shown); err != nil {
		return Result{}, err
	}
	if t.spec.Recurring {
		r.N = 0 // some are in several
		for _, part := range tallies {
			r.N += part.people
		}
	}
	r.grouped = sync.OnceValue(func() [][]member { return t.group(tallies, shown) })
	r.Means = r.means()
	r.Definition = r.definition(found)
	r.Finding = query.Says(r.finding())
	return r, nil
}

// choose gives the cohorts that anybody is in, in order, and how many there are. By
// attribute, only the largest mostRows of them are shown.
func (t *table) choose(all []*counts) (shown []int, found int) {
	for i, c := range all {
		if c != nil {
			shown = append(shown, i)
		}
	}
	found = len(shown)
	if t.by != nil && found > mostRows {
		slices.SortStableFunc(shown, func(a, b int) int { return cmp.Compare(all[b].people[0], all[a].people[0]) })
		shown = shown[:mostRows]
		slices.Sort(shown)
	}
	return shown, found
}

// layOut makes the rows with their cells.
func (r *Result) layOut(all []*counts, shown []int) error {
	t := r.table
	cells := 0
	for _, place := range shown {
		if cells += all[place].width; cells > mostCells {
			return t.tooMany()
		}
		row := Row{Start: data.NoDay, Size: int(all[place].people[0]), Cells: t.cells(all[place])}
		if t.by == nil {
			row.Start = t.clock.calendar.Start(int(t.lowest()) + place)
		} else if place < len(t.by.Values) {
			row.Value = t.by.Values[place]
		}
		r.Rows, r.begun, r.N = append(r.Rows, row), append(r.begun, all[place].begun), r.N+row.Size
	}
	return nil
}

// means averages each period over the rows whose cell is complete and has a value.
func (r *Result) means() []Mean {
	width := 0
	for _, row := range r.Rows {
		width = max(width, len(row.Cells))
	}
	means, below := make([]Mean, width), make([]float64, width)
	for i := range r.Rows {
		for k := range r.Rows[i].Cells {
			if !r.averaged(i, k) {
				continue
			}
			a, b := r.parts(r.Rows[i].Cells[k])
			m := &means[k]
			m.Pooled, below[k], m.Simple, m.Rows = m.Pooled+a, below[k]+b, m.Simple+a/b, m.Rows+1
		}
	}
	for k := range means {
		m := &means[k]
		if m.Rows == 0 {
			m.Pooled, m.Simple = math.NaN(), math.NaN()
			continue
		}
		m.Pooled, m.Simple = m.Pooled/below[k], m.Simple/float64(m.Rows)
	}
	return means
}
