package cohort

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// mostCells keeps a table of days over many years, which nobody can read, from
// taking the memory.
const mostCells = 4_000_000

// tally is what was counted of a run of customers, who are gone through once.
type tally struct {
	members []member  // by customer
	people  int       // in any cohort, each once
	cohorts []*counts // by number less (*table).lowest; nil where nobody is
	cells   int       // of them all
}

// counts are of one cohort, by column, with a column more than it shows; what the
// question does not ask for is nil.
type counts struct {
	width         int          // columns that have begun for any member
	begun, ended  int          // the latest onRecord and the earliest ended of the members
	people        []int32      // who returned; in column 0 the whole cohort
	of            []int32      // with ToPrevious who could have returned; by attribute, how many more could than in the column before
	revenue, base []data.Money // base: how much more than in the column before
}

// tally counts all cohorts, a run of customers on each processor.
func (t *table) tally(ctx context.Context) ([]tally, error) {
	const step = 4096 // between looks at the context
	return analysis.Runs(t.log.Customers(), func(first, last int) (tally, error) {
		part := tally{cohorts: make([]*counts, t.mostCohorts()), members: make([]member, 0, last-first)}
		count := t.newReturner()
		for from := first; from < last; from += step {
			if ctx.Err() != nil {
				return part, data.Wrap(ctx.Err(), data.CodeCancelled, "Counting the cohorts was cancelled; nothing was changed.")
			}
			for c := from; c < min(from+step, last); c++ {
				before := len(part.members)
				part.members = t.appendMembers(part.members, eventlog.CustomerIndex(c))
				for _, m := range part.members[before:] {
					part.add(count, m)
				}
				if len(part.members) > before {
					part.people++
				}
			}
			if t.by == nil && part.cells > mostCells {
				return part, t.tooMany()
			}
		}
		return part, nil
	})
}

// lowest is the least number that a cohort can have.
func (t *table) lowest() int32 {
	if t.by != nil {
		return 1
	}
	return t.clock.index[0]
}

func (t *table) mostCohorts() int {
	if t.by != nil {
		return len(t.by.Values) + 1
	}
	return int(t.clock.index[len(t.clock.index)-1]-t.clock.index[0]) + 1
}

func (t *table) tooMany() error {
	return data.Errorf(data.CodeBadInput, "Cohorts by %s over so long a time would have more than 4 million cells; choose a longer period, a horizon, or a shorter range of dates.", t.spec.Unit)
}

// add counts a member in all columns of the cohort.
func (p *tally) add(returns *returner, m member) {
	t := returns.t
	cohort := &p.cohorts[m.cohort-t.lowest()]
	if *cohort == nil {
		*cohort = &counts{begun: 1, ended: math.MaxInt}
	}
	c := *cohort
	if c.width == 0 || t.clock.reading != byCalendar { // else the columns are the same for all
		begun, shown := t.onRecord(m), t.shown(m)
		p.cells += c.widen(t, max(c.width, shown))
		c.begun, c.ended = max(c.begun, begun), min(c.ended, t.ended(m))
		if t.by != nil && t.spec.Relative != ToPrevious {
			c.of[0]++
			c.of[1]--
			addBetween(c.of, begun, shown, 1)
		}
	}
	c.people[0]++
	switch {
	case t.income != noIncome:
		returns.sums = t.revenue(m, returns.sums[:0])
		t.addMoney(c, m, returns.sums)
	case t.spec.Relative == ToPrevious:
		t.addPairs(c, m, returns.of(m))
	default:
		for _, k := range returns.of(m) {
			c.people[k]++
		}
	}
}

// addBetween adds to the columns from one to before another, as changes.
func addBetween[T int32 | data.Money](changes []T, from, to int, amount T) {
	if from < to {
		changes[from] += amount
		changes[to] -= amount
	}
}

// widen makes room for more columns, and says how many.
func (c *counts) widen(t *table, width int) (more int) {
	if more = width - c.width; more == 0 {
		return 0
	}
	c.width = width
	c.people = grown(c.people, width+1)
	if t.by != nil || t.spec.Relative == ToPrevious {
		c.of = grown(c.of, width+1)
	}
	if t.income != noIncome {
		c.revenue, c.base = grown(c.revenue, width+1), grown(c.base, width+1)
	}
	return more
}

func grown[T any](s []T, n int) []T { return append(s, make([]T, n-len(s))...) }

// addPairs counts in which columns a member could have returned as one who did in
// the column before, and did.
func (t *table) addPairs(c *counts, m member, columns []int32) {
	before := int32(0) // the cohort itself is before column 1
	for i := -1; i < len(columns); i++ {
		if i >= 0 {
			before = columns[i]
		}
		next := before + 1
		if t.by != nil && !t.counts(m, int(next)) {
			continue
		}
		c.of[next]++
		if i+1 < len(columns) && columns[i+1] == next {
			c.people[next]++
		}
	}
}

// addMoney adds a member's money to the columns it falls in, and that of period 0
// to what those compare with that the member is of.
func (t *table) addMoney(c *counts, m member, sums []sum) {
	for _, s := range sums {
		c.revenue[s.column] += s.money
		if s.column > 0 {
			c.people[s.column]++
			continue
		}
		c.base[0] += s.money
		if t.by != nil {
			c.base[1] -= s.money
			addBetween(c.base, t.onRecord(m), t.shown(m), s.money)
		}
	}
}

// merge adds up the tallies in the first.
func (t *table) merge(tallies []tally) []*counts {
	if len(tallies) == 0 {
		return nil
	}
	all := tallies[0].cohorts
	for _, part := range tallies[1:] {
		for i, c := range part.cohorts {
			switch {
			case c == nil:
			case all[i] == nil:
				all[i] = c
			default:
				all[i].add(t, c)
			}
		}
	}
	return all
}

func (c *counts) add(t *table, o *counts) {
	c.widen(t, max(c.width, o.width))
	c.begun, c.ended = max(c.begun, o.begun), min(c.ended, o.ended)
	for k, n := range o.people {
		c.people[k] += n
	}
	for k, n := range o.of {
		c.of[k] += n
	}
	for k := range o.revenue {
		c.revenue[k] += o.revenue[k]
		c.base[k] += o.base[k]
	}
}

// cells are the columns of a cohort as they are shown.
func (t *table) cells(c *counts) []Cell {
	row := make([]Cell, c.width)
	size := int(c.people[0])
	of, base := 0, data.Money(0)
	for k := range row {
		cell := Cell{People: int(c.people[k]), Of: size}
		switch {
		case t.spec.Relative == ToPrevious && k > 0:
			cell.Of = int(c.of[k])
		case t.spec.Relative != ToPrevious && t.by != nil:
			of += int(c.of[k])
			cell.Of = of
		}
		if t.income != noIncome {
			base += c.base[k]
			cell.Revenue, cell.Base = c.revenue[k], base*data.Money(t.baseTimes(k))
		}
		before := k
		if t.spec.Relative == ToPrevious {
			before = k - 1 // must be on record too
		}
		cell.Complete = k < c.ended && t.spec.Criterion == On && (k == 0 || k >= c.begun && (before == 0 || before >= c.begun))
		row[k] = cell
	}
	return row
}

// group lists the members of the cohorts that are shown, by row and customer.
func (t *table) group(tallies []tally, shown []int) [][]member {
	rowOf := make(map[int32]int, len(shown))
	for row, place := range shown {
		rowOf[t.lowest()+int32(place)] = row
	}
	rows := make([][]member, len(shown))
	for _, part := range tallies {
		for _, m := range part.members {
			if row, ok := rowOf[m.cohort]; ok {
				rows[row] = append(rows[row], m)
			}
		}
	}
	return rows
}
