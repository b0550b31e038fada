package coverage

import (
	"cmp"
	"context"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// daysPerMonth is the length of a month in rates: 365.25 / 12.
const daysPerMonth = 30.4375

// Build counts the touches of a ladder's customers, inside the query's dates.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query, spec Spec) (Result, error) {
	log := ladder.Log()
	if log.Events.Len() == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts yet, so no touchpoint is on record; import a log of interactions first.")
	}
	r := Result{
		Spec: spec, AsOf: ladder.AsOf, Revision: ladder.Revision, N: ladder.N, To: ladder.AsOf, From: q.From,
		counter: counter{query: q, ladder: ladder, log: log, byStage: spec.Axis == ByStage},
	}
	used, channels, err := r.usage()
	if err != nil {
		return Result{}, err
	}
	r.layOut(used, channels)
	t, err := r.count(ctx)
	if err != nil {
		return Result{}, err
	}
	r.fill(t)
	r.Definition, r.Finding = r.definition(), q.Says(r.finding())
	return r, nil
}

// usage counts the touches of each touchpoint, of each activity without one, and by
// channel of each channel, to see what gets a row or a column of its own.
func (r *Result) usage() (rows, channels []int, err error) {
	type used struct {
		rows, channels []int
		first          data.Day
	}
	log, e := r.log, &r.log.Events
	parts, err := analysis.Runs(log.Customers(), func(from, to int) (used, error) {
		u := used{make([]int, len(r.log.Touchpoints)+len(r.log.Activities)), make([]int, len(r.log.Channels)), r.To}
		for c := eventlog.CustomerIndex(from); int(c) < to; c++ {
			first, last := log.EventRange(c)
			for last > first && e.Day[last-1] > r.AsOf {
				last--
			}
			if first == last {
				continue
			}
			u.first = min(u.first, e.Day[first])
			for i := first; i < last; i++ {
				u.rows[r.slot(i)]++
			}
			if !r.byStage {
				for _, channel := range e.Channel[first:last] {
					u.channels[channel]++
				}
			}
		}
		return u, nil
	})
	if err != nil {
		return nil, nil, err
	}
	sum := parts[0]
	for _, more := range parts[1:] {
		addAll(sum.rows, more.rows)
		addAll(sum.channels, more.channels)
		sum.first = min(sum.first, more.first)
	}
	r.From = max(r.From, sum.first) // what was before the first contact on record is not known to be silent
	return sum.rows, sum.channels, nil
}

func addAll(sums, more []int) {
	for i, n := range more {
		sums[i] += n
	}
}

// layOut gives touchpoints their rows and stages or channels their columns. The rows
// stand by category; each has at least one.
func (r *Result) layOut(used, channels []int) {
	log := r.log
	r.rowOf = slices.Repeat([]int{-1}, len(used))
	named := make([]int, 0, len(log.Touchpoints))
	for code := 1; code < len(log.Touchpoints); code++ {
		named = append(named, code)
	}
	slices.SortStableFunc(named, func(a, b int) int { return cmp.Compare(used[b], used[a]) })
	if len(named) > MostRows {
		named = named[:MostRows]
	}
	for _, category := range append(slices.Clone(data.Categories), Uncategorised) {
		r.layOutCategory(category, named, used)
	}
	r.layOutColumns(channels)
}

func (r *Result) layOutCategory(category data.Category, named, used []int) {
	log, first := r.log, len(r.Rows)
	for _, code := range named {
		if log.Touchpoints[code].Category == category {
			r.rowOf[code] = len(r.Rows)
			r.Rows = append(r.Rows, Row{Category: category, Name: message.Verbatim(log.Touchpoints[code].Name)})
		}
	}
	small, unnamed := 0, false
	for code := 1; code < len(log.Touchpoints); code++ {
		if log.Touchpoints[code].Category == category && r.rowOf[code] < 0 {
			r.rowOf[code] = len(r.Rows)
			small++
		}
	}
	if small > 0 {
		r.Rows = append(r.Rows, Row{Category: category, Name: message.New("coverage.row.small", message.Args{"n": small})})
	}
	for activity, a := range log.Activities {
		at := len(log.Touchpoints) + activity
		if byKind[a.Kind] == category {
			r.rowOf[at] = len(r.Rows)
			unnamed = unnamed || used[at] > 0
			r.Unplaced += used[at]
		}
	}
	switch {
	case unnamed:
		r.Rows = append(r.Rows, Row{Category: category, Name: message.New("coverage.row.unnamed", nil)})
	case len(r.Rows) == first && category != Uncategorised:
		r.Rows = append(r.Rows, Row{Category: category, Name: message.New("coverage.row.none", nil)})
	}
}

// layOutColumns gives the places or channels in use their columns.
func (r *Result) layOutColumns(channels []int) {
	if r.byStage {
		r.colOf = make([]int, len(r.ladder.Rows)-maturity.Left)
		for _, place := range r.ladder.Places() {
			r.colOf[place-maturity.Left] = len(r.Columns)
			r.Columns = append(r.Columns, Column{Name: r.ladder.PlaceName(place), Gone: place == maturity.Left})
		}
		return
	}
	codes := make([]int, 0, len(channels))
	for code, n := range channels {
		if n > 0 || code > 0 && r.query.Through(uint16(code)) { // one that is left out is not blind
			codes = append(codes, code)
		}
	}
	slices.SortStableFunc(codes, func(a, b int) int { return cmp.Compare(channels[b], channels[a]) })
	r.colOf = make([]int, len(channels))
	for i, code := range codes {
		r.colOf[code] = min(i, MostColumns-1)
		switch {
		case len(codes) > MostColumns && i >= MostColumns-1:
			if i == MostColumns-1 {
				r.Columns = append(r.Columns, Column{Name: message.New("coverage.column.small", message.Args{"n": len(codes) - MostColumns + 1})})
			}
		case code == 0:
			r.Columns = append(r.Columns, Column{Name: message.New("coverage.column.none", nil)})
		default:
			r.Columns = append(r.Columns, Column{Name: message.Verbatim(r.log.Channels[code].Name)})
		}
	}
}

// tally is what one processor counts: sums by row and column with a last column for
// the whole row.
type tally []sum

// sum is what is counted of a cell; small, because every touch changes one.
type sum struct {
	touches, people int32
	last            data.Day
	seen            eventlog.CustomerIndex // who was counted last
}

// count takes in a customer. That one is counted once is an addition and no branch,
// which nobody could foresee.
func (s *sum) count(customer eventlog.CustomerIndex) {
	people := s.people
	if s.seen != customer {
		people++
	}
	s.people, s.seen = people, customer
}

// add takes in the touches of a customer. Of whole rows it counts the people alone; the
// rest is the sum of the cells.
func (t tally) add(r *Result, span analysis.Span, customer eventlog.CustomerIndex) {
	wide, days := len(r.Columns)+1, r.log.Events.Day
	begin, end := span.Contacts(r.log, customer)
	if begin == end {
		return
	}
	course := r.ladder.Course(customer)
	for i := begin; i < end; i++ {
		day := days[i]
		place := course.On(day)
		row := t[r.rowOf[r.slot(i)]*wide:][:wide]
		cell := &row[r.column(place, i)]
		cell.touches++
		cell.last = max(cell.last, day)
		cell.count(customer)
		row[wide-1].count(customer)
	}
}

// join takes in the touches that another one counted.
func (t tally) join(more tally) {
	for i, other := range more {
		s := &t[i]
		s.touches, s.people, s.last = s.touches+other.touches, s.people+other.people, max(s.last, other.last)
	}
}

// count works through the customers on all processors.
func (r *Result) count(ctx context.Context) (tally, error) {
	wide, span := len(r.Columns)+1, r.query.Span()
	tallies, err := analysis.Runs(r.log.Customers(), func(from, to int) (tally, error) {
		t := tally(slices.Repeat([]sum{{last: data.NoDay, seen: eventlog.NoCustomer}}, len(r.Rows)*wide))
		for c := eventlog.CustomerIndex(from); int(c) < to; c++ {
			if c%4096 == 0 && ctx.Err() != nil {
				return t, data.Wrap(ctx.Err(), data.CodeCancelled, "The count of touches was stopped before it was done; nothing has changed.")
			}
			if r.ladder.Place(c) != maturity.NotHere {
				t.add(r, span, c)
			}
		}
		return t, nil
	})
	if err != nil {
		return nil, err
	}
	sum := tallies[0]
	for _, more := range tallies[1:] {
		sum.join(more)
	}
	for row := range slices.Chunk(sum, wide) {
		whole := &row[wide-1]
		for _, cell := range row[:wide-1] {
			whole.touches, whole.last = whole.touches+cell.touches, max(whole.last, cell.last)
		}
	}
	return sum, nil
}

// fill turns the sums into the figures. Nobody's days after leaving count, but touches
// of who has left do.
func (r *Result) fill(t tally) {
	spent := r.ladder.Days(r.From)
	for place, days := range spent {
		if place != 0 { // Left
			r.Days += days
		}
	}
	for k := range r.Columns {
		r.Columns[k].Days = r.Days
	}
	if r.byStage {
		for place, days := range spent {
			r.Columns[r.colOf[place]].Days = days
		}
	}
	wide, stale := len(r.Columns)+1, r.To.AddMonths(-StaleMonths)
	reached := map[data.Category]bool{}
	for i := range r.Rows {
		row := &r.Rows[i]
		row.Cells = make([]Cell, wide)
		for k, s := range t[i*wide : (i+1)*wide] {
			row.Cells[k] = Cell{Touches: int(s.touches), People: int(s.people), Last: s.last}
			days := r.Days
			if k < len(r.Columns) {
				days = r.Columns[k].Days
			}
			row.Cells[k].judge(days, stale, k < len(r.Columns) && r.Columns[k].Gone)
			if k < len(r.Columns) && days > 0 && !r.Columns[k].Gone {
				r.tally(row.Cells[k].State)
			}
		}
		row.Cells, row.All = row.Cells[:wide-1], row.Cells[wide-1]
		r.Touches += row.All.Touches
		reached[row.Category] = reached[row.Category] || row.All.Touches > 0
	}
	for _, category := range data.Categories {
		if !reached[category] {
			r.Missing = append(r.Missing, category)
		}
	}
	r.dropEmpty()
}

// judge says how a cell is covered; where only who has left was there, nobody has to be
// reached.
func (c *Cell) judge(days int, stale data.Day, gone bool) {
	c.Rate = math.NaN()
	if days > 0 {
		c.Rate = float64(c.Touches) / float64(days) * daysPerMonth
	}
	switch {
	case c.Touches == 0 && (gone || days == 0):
		c.State = Nobody
	case c.Touches == 0:
		c.State = Blind
	case c.Last <= stale && !gone:
		c.State = Stale
	}
}

func (r *Result) tally(s State) {
	r.Cells++
	switch s {
	case Blind:
		r.Blind++
	case Stale:
		r.Stale++
	}
}

// dropEmpty takes out the columns where nobody was, or only who had left, and nothing
// happened.
func (r *Result) dropEmpty() {
	renumber, kept := make([]int, len(r.Columns)), 0
	for k, column := range r.Columns {
		touched := slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Cells[k].Touches > 0 })
		if renumber[k] = -1; !touched && (column.Days == 0 || column.Gone) {
			continue
		}
		renumber[k] = kept
		r.Columns[kept] = column
		for i := range r.Rows {
			r.Rows[i].Cells[kept] = r.Rows[i].Cells[k]
		}
		kept++
	}
	r.Columns = r.Columns[:kept]
	for i := range r.Rows {
		r.Rows[i].Cells = r.Rows[i].Cells[:kept]
	}
	if len(renumber) == 0 {
		return // nobody came through any channel yet
	}
	for i, k := range r.colOf {
		r.colOf[i] = renumber[k]
	}
}
