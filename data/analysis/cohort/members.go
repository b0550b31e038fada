package cohort

import (
	"slices"

	"cxworkbench/data/eventlog"
)

// Members lists the people counted in a cell, Cell.People of them, by customer;
// in period 0 the whole cohort. For AllRows they are the people behind the
// pooled mean of the period, those of the complete cells, nobody where there is
// no mean: in recurring cohorts a person stands there once for each cohort. In period 0 of AllRows stands
// everybody in any cohort, once: Result.N of them. Of a measure of money they
// are those whose money it is. A key outside the table has no members.
func (r Result) Members(key Key) []eventlog.CustomerIndex { return r.people(key, true) }

// Missing lists the people of a cell who did not return: Cell.Of less
// Cell.People of them. In a cell that is not complete they have not returned yet.
func (r Result) Missing(key Key) []eventlog.CustomerIndex { return r.people(key, false) }

func (r Result) people(key Key, returned bool) []eventlog.CustomerIndex {
	if key.Row != AllRows {
		if !r.has(key) {
			return nil
		}
		return r.peopleOf(nil, key, returned)
	}
	if key.Period == 0 {
		return r.everybody(returned)
	}
	var people []eventlog.CustomerIndex
	for row := range r.Rows {
		key := Key{row, key.Period}
		if r.averaged(row, key.Period) {
			people = r.peopleOf(people, key, returned)
		}
	}
	slices.Sort(people)
	return people
}

// everybody lists who is in any cohort, each once; nobody of them is missing.
func (r Result) everybody(returned bool) []eventlog.CustomerIndex {
	if !returned {
		return nil
	}
	in := make([]bool, r.table.log.Customers())
	n := 0
	for _, members := range r.grouped() {
		for _, m := range members {
			if !in[m.customer] {
				in[m.customer] = true
				n++
			}
		}
	}
	people := make([]eventlog.CustomerIndex, 0, n)
	for c, is := range in {
		if is {
			people = append(people, eventlog.CustomerIndex(c))
		}
	}
	return people
}

func (r Result) has(key Key) bool {
	return key.Row >= 0 && key.Row < len(r.Rows) && key.Period >= 0 && key.Period < len(r.Rows[key.Row].Cells)
}

// peopleOf appends the people of one cell.
func (r Result) peopleOf(people []eventlog.CustomerIndex, key Key, returned bool) []eventlog.CustomerIndex {
	var periods []int32
	var sums []sum
	for _, m := range r.grouped()[key.Row] {
		if key.Period == 0 {
			if returned {
				people = append(people, m.customer)
			}
			continue
		}
		if r.table.by != nil && !r.table.counts(m, key.Period) {
			continue
		}
		if r.table.income != noIncome {
			sums, periods = r.table.revenue(m, sums[:0]), periods[:0]
			for _, s := range sums {
				periods = append(periods, s.column)
			}
		} else {
			periods = r.table.returned(m, periods[:0])
		}
		if r.Spec.Relative == ToPrevious && key.Period > 1 && !slices.Contains(periods, int32(key.Period-1)) {
			continue
		}
		if slices.Contains(periods, int32(key.Period)) == returned {
			people = append(people, m.customer)
		}
	}
	return people
}
