package cohort

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// mostCells keeps a table of days over many years, which nobody can read, from
// taking the memory.
const mostCells = 4_000_000

// Build counts the cohorts of a log. Errors are data.Error: the spec has no
// meaning, or the dates were derived from tenure (CodeNoData) and no attribute
// is given to group by. A log in which nobody begins gives a Result without rows.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	t, err := newTable(log, query, spec)
	if err != nil {
		return Result{}, err
	}
	members, err := t.members(ctx)
	if err != nil {
		return Result{}, err
	}
	r := Result{
		Spec: t.spec, Unit: t.spec.Unit, AsOf: query.AsOf, Revision: log.Revision,
		Derived: t.derived(), Currency: log.Settings.Currency, table: t,
	}
	var found int
	r.members, r.N, found = group(members, t.by != nil)
	if err := r.layOut(); err != nil {
		return Result{}, err
	}
	fill := r.count
	if t.income != noIncome {
		fill = r.countMoney
	}
	if err := fill(ctx, members); err != nil {
		return Result{}, err
	}
	r.Means = r.means()
	r.Definition = r.definition(found)
	r.Finding = r.finding()
	return r, nil
}

// inChunks calls work for ranges that together are 0 to n, on all processors, and
// stops early when the context ends. Each goroutine has a part of its own to work
// on; the parts come back in order of the ranges.
func inChunks[T any](ctx context.Context, n int, work func(part *T, from, to int)) ([]T, error) {
	const step = 4096 // between looks at the context
	return analysis.Runs(n, func(first, last int) (part T, err error) {
		for from := first; from < last; from += step {
			if ctx.Err() != nil {
				return part, data.Wrap(ctx.Err(), data.CodeCancelled, "Counting the cohorts was cancelled; nothing was changed.")
			}
			work(&part, from, min(from+step, last))
		}
		return part, nil
	})
}

// members lists who is in a cohort, by customer.
func (t *table) members(ctx context.Context) ([]member, error) {
	each := t.log.Customers()/runtime.GOMAXPROCS(0) + 1
	parts, err := inChunks(ctx, t.log.Customers(), func(part *[]member, from, to int) {
		if *part == nil {
			*part = make([]member, 0, each)
		}
		for c := from; c < to; c++ {
			*part = t.appendMembers(*part, eventlog.CustomerIndex(c))
		}
	})
	return slices.Concat(parts...), err
}

// group parts the members by cohort, in order, notes the row of each, and says
// how many people and cohorts there are. Capped, only the largest mostRows of the
// cohorts stay, and n is of these.
func group(members []member, capped bool) (rows [][]member, n, found int) {
	if len(members) == 0 {
		return nil, 0, 0
	}
	lowest, highest := members[0].cohort, members[0].cohort
	for _, m := range members {
		lowest, highest = min(lowest, m.cohort), max(highest, m.cohort)
	}
	sizes := make([]int, highest-lowest+1)
	for _, m := range members {
		sizes[m.cohort-lowest]++
	}
	var filled []int
	for cohort, size := range sizes {
		if size > 0 {
			filled = append(filled, cohort)
		}
	}
	found = len(filled)
	if capped && found > mostRows {
		slices.SortStableFunc(filled, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
		filled = filled[:mostRows]
		slices.Sort(filled)
	}
	rowOf := slices.Repeat([]int32{leftOut}, len(sizes))
	rows = make([][]member, len(filled))
	for row, cohort := range filled {
		rowOf[cohort] = int32(row)
		rows[row] = make([]member, 0, sizes[cohort])
	}
	before := eventlog.CustomerIndex(-1)
	for i := range members {
		m := &members[i]
		if m.row = rowOf[m.cohort-lowest]; m.row != leftOut {
			rows[m.row] = append(rows[m.row], *m)
			if m.customer != before { // in recurring cohorts they stand side by side
				n, before = n+1, m.customer
			}
		}
	}
	return rows, n, found
}

// layOut makes the rows with their cells, all but the people who returned.
func (r *Result) layOut() error {
	t := r.table
	r.Rows = make([]Row, len(r.members))
	cells := 0
	for i, members := range r.members {
		r.Rows[i] = Row{Start: data.NoDay, Size: len(members)}
		if t.by == nil {
			r.Rows[i].Start = t.clock.calendar.Start(int(members[0].cohort))
		} else if code := int(members[0].cohort); code <= len(t.by.Values) {
			r.Rows[i].Value = t.by.Values[code-1]
		}
		width, begun, ended := 0, 1, math.MaxInt
		different := members
		if t.clock.reading == byCalendar {
			different = members[:1] // the periods are the same for all
		}
		for _, m := range different {
			width, begun, ended = max(width, t.shown(m)), max(begun, t.onRecord(m)), min(ended, t.ended(m))
		}
		if cells += width; cells > mostCells {
			return data.Errorf(data.CodeBadInput, "Cohorts by %s over so long a time would have more than 4 million cells; choose a longer period, a horizon, or a shorter range of dates.", r.Unit)
		}
		row := make([]Cell, width)
		for k := range row {
			row[k].Of = len(members)
			row[k].Complete = k < ended && r.Spec.Criterion == On && (k == 0 || k >= begun && (r.before(k) == 0 || r.before(k) >= begun))
		}
		r.begun = append(r.begun, begun)
		row[0].People = len(members)
		switch {
		case r.Spec.Relative == ToPrevious:
			for k := range row[1:] {
				row[k+1].Of = 0 // count finds them
			}
		case t.by != nil:
			t.countKnown(row, members)
		}
		r.Rows[i].Cells = row
	}
	return nil
}

// countKnown sets how many members each cell is of; period 0 stays of all.
func (t *table) countKnown(row []Cell, members []member) {
	joins := make([]int, len(row)+1) // by period, less those who drop out of it
	for _, m := range members {
		if from, to := t.onRecord(m), t.shown(m); from < to {
			joins[from]++
			joins[to]--
		}
	}
	of := 0
	for k := 1; k < len(row); k++ {
		of += joins[k]
		row[k].Of = of
	}
}

// count fills in the people who returned. It goes by customer, as the log does,
// with all rows' counters in one line.
func (r *Result) count(ctx context.Context, members []member) error {
	rowFrom := r.rowFrom()
	if r.Spec.Relative == ToPrevious {
		return r.countPairs(ctx, members, rowFrom)
	}
	parts, err := inChunks(ctx, len(members), func(counts *[]int32, from, to int) {
		if *counts == nil {
			*counts = make([]int32, rowFrom[len(r.Rows)])
		}
		returns := r.table.newReturner()
		for _, m := range members[from:to] {
			if m.row == leftOut {
				continue
			}
			row := (*counts)[rowFrom[m.row]:]
			for _, k := range returns.of(m) {
				row[k]++
			}
		}
	})
	for _, counts := range parts {
		for i, row := range r.Rows {
			for k := range row.Cells {
				if counts != nil {
					row.Cells[k].People += int(counts[rowFrom[i]+k])
				}
			}
		}
	}
	return err
}

// rowFrom gives where each row's cells begin when all stand in one line.
func (r *Result) rowFrom() []int {
	rowFrom := make([]int, len(r.Rows)+1)
	for i, row := range r.Rows {
		rowFrom[i+1] = rowFrom[i] + len(row.Cells)
	}
	return rowFrom
}

// pairs counts, by cell, who returned in the period before, and who of them in
// this one too.
type pairs struct{ of, people []int32 }

// countPairs is count where shares are relative to the period before.
func (r *Result) countPairs(ctx context.Context, members []member, rowFrom []int) error {
	parts, err := inChunks(ctx, len(members), func(part *pairs, from, to int) {
		if part.of == nil {
			part.of, part.people = make([]int32, rowFrom[len(r.Rows)]), make([]int32, rowFrom[len(r.Rows)])
		}
		returns := r.table.newReturner()
		for _, m := range members[from:to] {
			if m.row == leftOut {
				continue
			}
			periods := returns.of(m)
			for i, k := range append(periods, 0) { // period 0, the cohort itself, is before period 1
				next := int(k) + 1
				if next >= len(r.Rows[m.row].Cells) || r.table.by != nil && !r.table.counts(m, next) {
					continue
				}
				at := rowFrom[m.row] + next
				part.of[at]++
				if k == 0 {
					i = -1
				}
				if i+1 < len(periods) && periods[i+1] == int32(next) {
					part.people[at]++
				}
			}
		}
	})
	for _, part := range parts {
		for i, row := range r.Rows {
			for k := range row.Cells {
				if part.of != nil {
					row.Cells[k].Of += int(part.of[rowFrom[i]+k])
					row.Cells[k].People += int(part.people[rowFrom[i]+k])
				}
			}
		}
	}
	return err
}

// before is the period that must be on record for that a cell can be counted.
func (r *Result) before(k int) int {
	if r.Spec.Relative == ToPrevious {
		return k - 1
	}
	return k
}

// means averages each period over the rows whose cell is complete and has a value.
func (r *Result) means() []Mean {
	width := 0
	for _, row := range r.Rows {
		width = max(width, len(row.Cells))
	}
	means := make([]Mean, width)
	for k := range means {
		above, below, values, rows := 0.0, 0.0, 0.0, 0
		for i, row := range r.Rows {
			if !r.averaged(i, k) {
				continue
			}
			a, b := r.parts(row.Cells[k])
			above, below, values, rows = above+a, below+b, values+r.Value(row.Cells[k]), rows+1
		}
		means[k] = Mean{Pooled: math.NaN(), Simple: math.NaN(), Rows: rows}
		if rows > 0 {
			means[k].Pooled, means[k].Simple = above/below, values/float64(rows)
		}
	}
	return means
}
