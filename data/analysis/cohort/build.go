package cohort

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"

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
		Derived: t.derived(), table: t,
	}
	var found int
	r.members, found = group(members, t.by != nil)
	if err := r.layOut(); err != nil {
		return Result{}, err
	}
	if err := r.count(ctx, members); err != nil {
		return Result{}, err
	}
	r.N = len(r.Members(Key{AllRows, 0}))
	r.Means = r.means()
	r.Definition = r.definition(found)
	r.Finding = r.finding()
	return r, nil
}

// inChunks calls work for ranges that together are 0 to n, on as many
// goroutines as can run, and stops early when the context ends. Each goroutine
// has a part of its own to work on; the parts come back in order of the ranges.
func inChunks[T any](ctx context.Context, n int, work func(part *T, from, to int)) ([]T, error) {
	const step = 4096 // between looks at the context
	parts := make([]T, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i := range parts {
		wait.Go(func() {
			var part T
			last := (i + 1) * n / len(parts)
			for from := i * n / len(parts); from < last && ctx.Err() == nil; from += step {
				work(&part, from, min(from+step, last))
			}
			parts[i] = part
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, data.Wrap(err, data.CodeCancelled, "Counting the cohorts was cancelled; nothing was changed.")
	}
	return parts, nil
}

// members lists who is in a cohort, by customer.
func (t *table) members(ctx context.Context) ([]member, error) {
	parts, err := inChunks(ctx, t.log.Customers(), func(part *[]member, from, to int) {
		for c := from; c < to; c++ {
			*part = t.appendMembers(*part, eventlog.CustomerIndex(c))
		}
	})
	return slices.Concat(parts...), err
}

// group parts the members by cohort, in order, notes the row of each, and says
// how many cohorts there are. Capped, only the largest mostRows of them stay.
func group(members []member, capped bool) (rows [][]member, found int) {
	if len(members) == 0 {
		return nil, 0
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
	for cohort, n := range sizes {
		if n > 0 {
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
	for i := range members {
		m := &members[i]
		if m.row = rowOf[m.cohort-lowest]; m.row != leftOut {
			rows[m.row] = append(rows[m.row], *m)
		}
	}
	return rows, found
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
			row[k].Complete = (k == 0 || k >= begun) && k < ended && r.Spec.Criterion == On
		}
		r.begun = append(r.begun, begun)
		row[0].People = len(members)
		if t.by != nil {
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
	rowFrom := make([]int, len(r.Rows)+1)
	for i, row := range r.Rows {
		rowFrom[i+1] = rowFrom[i] + len(row.Cells)
	}
	parts, err := inChunks(ctx, len(members), func(counts *[]int32, from, to int) {
		if *counts == nil {
			*counts = make([]int32, rowFrom[len(r.Rows)])
		}
		var periods []int32
		for _, m := range members[from:to] {
			if m.row == leftOut {
				continue
			}
			row := (*counts)[rowFrom[m.row]:]
			periods = r.table.returned(m, periods[:0])
			for _, k := range periods {
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

// means averages each period over the rows whose cell is complete (C.2). With
// derived dates there are none: each period is of those who reached it, and the
// few rows that all reached it stand for nobody else.
func (r *Result) means() []Mean {
	width := 0
	for _, row := range r.Rows {
		width = max(width, len(row.Cells))
	}
	means := make([]Mean, width)
	for k := range means {
		people, of, shares, rows := 0, 0, 0.0, 0
		for _, row := range r.Rows {
			if k == 0 || k >= len(row.Cells) || !row.Cells[k].Complete || r.Derived {
				continue
			}
			cell := row.Cells[k]
			people, of, shares, rows = people+cell.People, of+cell.Of, shares+cell.Share(), rows+1
		}
		means[k] = Mean{Pooled: ratio(people, of), Simple: math.NaN(), Rows: rows}
		if rows > 0 {
			means[k].Simple = shares / float64(rows)
		}
	}
	return means
}
