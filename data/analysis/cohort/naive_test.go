package cohort_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// The naive counting below shares nothing with the package: dates are
// time.Time, sets are maps, every cell is counted from all records.

type naive struct {
	records *records
	spec    cohort.Spec
	query   analysis.Query
	zone    *time.Location
	begun   time.Time // of the log, see recorded

	interactions  map[int64][]data.Interaction // by customer
	subscriptions map[int64][]data.Subscription
}

func newNaive(r *records, spec cohort.Spec, query analysis.Query) naive {
	n := naive{
		records: r, spec: spec, query: query, zone: must(time.LoadLocation(r.settings.Zone)),
		interactions: map[int64][]data.Interaction{}, subscriptions: map[int64][]data.Subscription{},
	}
	for _, in := range r.interactions {
		n.interactions[in.CustomerID] = append(n.interactions[in.CustomerID], in)
	}
	for _, s := range r.subscriptions {
		n.subscriptions[s.CustomerID] = append(n.subscriptions[s.CustomerID], s)
	}
	n.begun = n.recorded()
	return n
}

type naiveMember struct {
	customer int64
	start    time.Time
}

// naiveCell is a cell with its people.
type naiveCell struct {
	of, people []int64
	complete   bool
	revenue    data.Money // of people
	base       data.Money // of everybody in of, in period 0, by how many periods the column has
}

func (n naive) table() map[string][]naiveCell {
	cohorts := map[string][]naiveMember{}
	for c := int64(1); c <= int64(n.records.customers); c++ {
		if keep := n.query.Filter.Keep; keep != nil && !keep[c-1] {
			continue
		}
		starts := n.days(c, n.spec.Start, true)
		slices.SortFunc(starts, time.Time.Compare)
		if !n.spec.Recurring && len(starts) > 1 {
			starts = starts[:1]
		}
		seen := map[string]bool{}
		for _, start := range starts {
			if start.After(utc(n.query.AsOf)) ||
				n.query.From.Known() && start.Before(utc(n.query.From)) || n.query.To.Known() && start.After(utc(n.query.To)) {
				continue
			}
			name := n.cohortStart(start).Format(time.DateOnly)
			if n.spec.By != "" {
				name = n.records.attributes[c-1][n.spec.By]
			}
			if !seen[name] {
				seen[name] = true
				cohorts[name] = append(cohorts[name], naiveMember{c, start})
			}
		}
	}
	table := map[string][]naiveCell{}
	for name, members := range cohorts {
		for k := 0; n.spec.Horizon == 0 || k <= n.spec.Horizon; k++ {
			cell, exists := n.cell(members, k)
			if !exists {
				break
			}
			table[name] = append(table[name], cell)
		}
	}
	return table
}

func (n naive) cell(members []naiveMember, k int) (cell naiveCell, exists bool) {
	exists = k == 0
	tomorrow := utc(n.query.AsOf + 1)
	allEnded := true
	allRecorded := true
	for _, m := range members {
		from, to := n.column(m, k)
		ended := !to.After(tomorrow)
		allEnded = allEnded && ended
		if from.Before(tomorrow) && n.spec.By == "" || ended {
			exists = true
		}
		recorded := k == 0 || n.onRecord(m, from)
		if k > 1 && n.spec.Relative == cohort.ToPrevious {
			before, _ := n.column(m, k-1)
			recorded = recorded && n.onRecord(m, before)
		}
		allRecorded = allRecorded && recorded
		if k > 0 && n.spec.By != "" && !(ended && recorded) {
			continue
		}
		if k > 1 && n.spec.Relative == cohort.ToPrevious {
			before, end := n.column(m, k-1)
			if n.spec.Criterion == cohort.OnOrAfter {
				end = tomorrow
			}
			if !n.cameBack(m.customer, before, min2(end, tomorrow)) {
				continue
			}
		}
		cell.of = append(cell.of, m.customer)
		if n.spec.Criterion == cohort.OnOrAfter || to.After(tomorrow) {
			to = tomorrow
		}
		if n.spec.Measure.Money() {
			first, next := n.period(m, 0)
			base, _ := n.brought(m.customer, first, min2(next, tomorrow))
			if k > 0 && n.amounts() {
				base *= data.Money(n.width())
			}
			money, any := n.brought(m.customer, from, to)
			cell.base, cell.revenue = cell.base+base, cell.revenue+money
			if k == 0 || any {
				cell.people = append(cell.people, m.customer)
			}
		} else if k == 0 || n.cameBack(m.customer, from, to) {
			cell.people = append(cell.people, m.customer)
		}
	}
	cell.complete = allEnded && allRecorded && n.spec.Criterion == cohort.On
	return cell, exists
}

func min2(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (n naive) width() int { return max(1, n.spec.Bracket.To-n.spec.Bracket.From+1) }

// column gives the first day of a column of a member, and that after its last.
func (n naive) column(m naiveMember, k int) (from, to time.Time) {
	if k == 0 {
		return n.period(m, 0)
	}
	first := max(1, n.spec.Bracket.From) + (k-1)*n.width()
	from, _ = n.period(m, first)
	_, to = n.period(m, first+n.width()-1)
	return from, to
}

// onRecord reports whether what the member did from a day on is known, and for
// retained money what the member did in period 0.
func (n naive) onRecord(m naiveMember, from time.Time) bool {
	switch {
	case n.spec.Measure.Money() && !n.amounts(), !n.spec.Measure.Money() && n.spec.Return.Subscription, !n.spec.Start.Subscription:
		return true
	case n.begun.After(utc(n.query.AsOf)):
		return false
	case n.spec.Measure == cohort.NRR:
		return !m.start.Before(n.begun)
	}
	return !from.Before(n.begun)
}

// amounts reports whether any interaction has an amount.
func (n naive) amounts() bool {
	return slices.ContainsFunc(n.records.interactions, func(in data.Interaction) bool { return in.HasAmount })
}

// brought is a customer's money from a day on and before another.
func (n naive) brought(c int64, from, to time.Time) (money data.Money, any bool) {
	if n.amounts() {
		for _, in := range n.interactions[c] {
			d := n.day(in)
			if in.HasAmount && in.Amount != 0 && !d.Before(from) && d.Before(to) {
				money, any = money+in.Amount, true
			}
		}
		return money, any
	}
	for _, s := range n.subscriptions[c] {
		for d := from; d.Before(to); d = d.AddDate(0, 0, 1) {
			if s.HasMonthly && s.Monthly != 0 && !utc(s.Start).After(d) && (!s.End.Known() || utc(s.End).After(d)) {
				money, any = money+s.Monthly, true
				break
			}
		}
	}
	return money, any
}

// value is what a cell says.
func (n naive) value(cell naiveCell) float64 {
	switch n.spec.Measure {
	case cohort.People:
		return float64(len(cell.people))
	case cohort.Revenue:
		return float64(cell.revenue) / 100 / float64(len(cell.of))
	case cohort.NRR:
		if cell.base <= 0 {
			return math.NaN()
		}
		return float64(cell.revenue) / float64(cell.base)
	}
	return float64(len(cell.people)) / float64(len(cell.of))
}

// means averages a column over the complete cells that have a value.
func (n naive) means(table map[string][]naiveCell, k int) (pooled, simple float64) {
	var above, below, sum, rows float64
	for _, cells := range table {
		if k == 0 || k >= len(cells) || !cells[k].complete || math.IsNaN(n.value(cells[k])) {
			continue
		}
		cell := cells[k]
		sum, rows = sum+n.value(cell), rows+1
		switch n.spec.Measure {
		case cohort.People:
			above, below = above+float64(len(cell.people)), below+1
		case cohort.Revenue:
			above, below = above+float64(cell.revenue)/100, below+float64(len(cell.of))
		case cohort.NRR:
			above, below = above+float64(cell.revenue), below+float64(cell.base)
		default:
			above, below = above+float64(len(cell.people)), below+float64(len(cell.of))
		}
	}
	return above / below, sum / rows
}

// recorded is the day of the first interaction, a customer's or nobody's; late
// where there is none by the as-of day.
func (n naive) recorded() time.Time {
	first := utc(day("2999-12-31"))
	for c := range n.interactions {
		for _, d := range n.days(c, cohort.Event{}, true) {
			if d.Before(first) && !d.After(utc(n.query.AsOf)) {
				first = d
			}
		}
	}
	return first
}

// cameBack looks for a return from a day on and before another.
func (n naive) cameBack(c int64, from, to time.Time) bool {
	if n.spec.Return.Subscription {
		for _, s := range n.subscriptions[c] {
			for d := from; d.Before(to); d = d.AddDate(0, 0, 1) {
				if !utc(s.Start).After(d) && (!s.End.Known() || utc(s.End).After(d)) {
					return true
				}
			}
		}
		return false
	}
	return slices.ContainsFunc(n.days(c, n.spec.Return, false), func(d time.Time) bool { return !d.Before(from) && d.Before(to) })
}

// days lists when a customer did something, or a subscription of theirs began.
func (n naive) days(c int64, e cohort.Event, start bool) (days []time.Time) {
	if e.Subscription && start {
		for _, s := range n.subscriptions[c] {
			days = append(days, utc(s.Start))
		}
		return days
	}
	for _, in := range n.interactions[c] {
		activity := dictionaries.Activities[in.ActivityID-1]
		if e.Kind != "" && activity.Kind != e.Kind || e.Activity != "" && activity.Name != e.Activity {
			continue
		}
		days = append(days, n.day(in))
	}
	return days
}

// day is the local day of an interaction.
func (n naive) day(in data.Interaction) time.Time {
	if in.When.Dated() {
		return utc(in.When.Day)
	}
	y, m, d := time.UnixMilli(in.When.At).In(n.zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// period gives the first day of a member's period and that of the next.
func (n naive) period(m naiveMember, k int) (from, to time.Time) {
	days := map[eventlog.Unit]int{eventlog.UnitDay: 1, eventlog.UnitWeek: 7}[n.spec.Unit]
	months := map[eventlog.Unit]int{eventlog.UnitMonth: 1, eventlog.UnitQuarter: 3, eventlog.UnitYear: 12}[n.spec.Unit]
	origin := m.start
	switch {
	case n.spec.Rolling:
		months = 0
		days = map[eventlog.Unit]int{eventlog.UnitDay: 1, eventlog.UnitWeek: 7, eventlog.UnitMonth: 30, eventlog.UnitQuarter: 91, eventlog.UnitYear: 365}[n.spec.Unit]
	case n.spec.By == "":
		origin = n.cohortStart(m.start)
	}
	return later(origin, k*days, k*months), later(origin, (k+1)*days, (k+1)*months)
}

func (n naive) cohortStart(d time.Time) time.Time {
	begins := func(d time.Time) bool {
		switch n.spec.Unit {
		case eventlog.UnitWeek:
			return d.Weekday() == n.records.settings.WeekStart
		case eventlog.UnitMonth:
			return d.Day() == 1
		case eventlog.UnitQuarter:
			return d.Day() == 1 && (d.Month() == time.January || d.Month() == time.April || d.Month() == time.July || d.Month() == time.October)
		case eventlog.UnitYear:
			return d.YearDay() == 1
		}
		return true
	}
	for !begins(d) {
		d = d.AddDate(0, 0, -1)
	}
	return d
}

// later moves by days, or by months to the same or the last day of the month.
func later(d time.Time, days, months int) time.Time {
	if months == 0 {
		return d.AddDate(0, 0, days)
	}
	moved := d.AddDate(0, months, 0)
	for moved.Day() != d.Day() && moved.Day() < 4 { // rolled over into the month after
		moved = moved.AddDate(0, 0, -1)
	}
	return moved
}

func utc(d data.Day) time.Time { return must(time.Parse(time.DateOnly, d.String())) }

// difference says where a result is not what the naive counting gives.
func difference(r cohort.Result, n naive) string {
	want := n.table()
	if len(r.Rows) != len(want) {
		return fmt.Sprintf("%d rows, want %d: %v", len(r.Rows), len(want), shape(r))
	}
	for i, row := range r.Rows {
		name := row.Value
		if row.Start.Known() {
			name = row.Start.String()
		}
		cells := want[name]
		if len(cells) != len(row.Cells) {
			return fmt.Sprintf("row %q has %d cells, want %d", name, len(row.Cells), len(cells))
		}
		for k, cell := range cells {
			key := cohort.Key{Row: i, Period: k}
			got := row.Cells[k]
			if got.Of != len(cell.of) || got.People != len(cell.people) || got.Complete != cell.complete {
				return fmt.Sprintf("row %q period %d is %+v, want %d of %d, complete %v", name, k, got, len(cell.people), len(cell.of), cell.complete)
			}
			if n.spec.Measure.Money() && (got.Revenue != cell.revenue || got.Base != cell.base) {
				return fmt.Sprintf("row %q period %d is %+v, want money %d against %d", name, k, got, cell.revenue, cell.base)
			}
			if !close(r.Value(got), n.value(cell)) {
				return fmt.Sprintf("row %q period %d says %v, want %v", name, k, r.Value(got), n.value(cell))
			}
			for j, c := range r.Members(key) {
				if int64(c)+1 != cell.people[j] {
					return fmt.Sprintf("row %q period %d lists customers %v, want ids %v", name, k, r.Members(key), cell.people)
				}
			}
		}
	}
	for k, mean := range r.Means {
		if pooled, simple := n.means(want, k); !close(mean.Pooled, pooled) || !close(mean.Simple, simple) {
			return fmt.Sprintf("the means of period %d are %+v, want %v and %v", k, mean, pooled, simple)
		}
	}
	return ""
}

func close(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(a))
}

func drawRecords(t *rapid.T) *records {
	r := newRecords(rapid.IntRange(1, 6).Draw(t, "customers"))
	r.settings.Zone = rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"}).Draw(t, "zone")
	r.settings.WeekStart = time.Weekday(rapid.IntRange(0, 6).Draw(t, "week start"))
	days := rapid.Map(rapid.IntRange(0, 500), func(n int) data.Day { return day("2023-11-20") + data.Day(n) })
	if rapid.Bool().Draw(t, "unassigned") {
		r.at(0, call, data.OnDay(days.Draw(t, "unassigned day")))
	}
	paid := rapid.Bool().Draw(t, "amounts")
	for c := range r.customers {
		r.attributes = append(r.attributes, map[string]string{"plan": rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "plan")})
		for range rapid.IntRange(0, 8).Draw(t, "events") {
			when := data.OnDay(days.Draw(t, "day"))
			if rapid.Bool().Draw(t, "timed") {
				when = data.AtMillis(when.Day.Time().UnixMilli() + rapid.Int64Range(0, 24*3600*1000-1).Draw(t, "time"))
			}
			r.at(int64(c+1), rapid.Int64Range(1, 3).Draw(t, "activity"), when)
			if paid && rapid.Bool().Draw(t, "paid") {
				in := &r.interactions[len(r.interactions)-1]
				in.Amount, in.HasAmount = data.Money(rapid.IntRange(-300, 900).Draw(t, "amount")), true
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "subscriptions") {
			start := days.Draw(t, "start")
			s := data.Subscription{ID: int64(len(r.subscriptions) + 1), CustomerID: int64(c + 1), Start: start, End: data.NoDay}
			if rapid.Bool().Draw(t, "ends") {
				s.End = start + data.Day(rapid.IntRange(0, 200).Draw(t, "length"))
			}
			if rapid.Bool().Draw(t, "has monthly") {
				s.Monthly, s.HasMonthly = data.Money(rapid.IntRange(0, 5000).Draw(t, "monthly")), true
			}
			r.subscriptions = append(r.subscriptions, s)
		}
	}
	return r
}

func drawSpec(t *rapid.T) cohort.Spec {
	event := rapid.SampledFrom([]cohort.Event{{}, {Kind: data.KindPurchase}, {Activity: "Call"}, {Subscription: true}})
	s := cohort.Spec{
		Start:     event.Draw(t, "start"),
		Return:    event.Draw(t, "return"),
		Unit:      rapid.SampledFrom(eventlog.Units).Draw(t, "unit"),
		Rolling:   rapid.Bool().Draw(t, "rolling"),
		Recurring: rapid.Bool().Draw(t, "recurring"),
		Criterion: rapid.SampledFrom([]cohort.Criterion{cohort.On, cohort.OnOrAfter}).Draw(t, "criterion"),
		Horizon:   rapid.SampledFrom([]int{0, 0, 1, 5}).Draw(t, "horizon"),
	}
	if s.Unit == eventlog.UnitDay {
		s.Horizon = 12 // keeps the naive counting short
	}
	s.Measure = rapid.SampledFrom(cohort.Measures).Draw(t, "measure")
	if s.Measure.Money() {
		s.Criterion = cohort.On
	} else {
		s.Relative = rapid.SampledFrom([]cohort.Relative{"", cohort.ToCohort, cohort.ToPrevious}).Draw(t, "relative")
	}
	if s.Criterion == cohort.On && rapid.Bool().Draw(t, "brackets") {
		s.Bracket.From = rapid.IntRange(1, 3).Draw(t, "bracket from")
		s.Bracket.To = s.Bracket.From + rapid.IntRange(0, 3).Draw(t, "bracket width")
	}
	if rapid.IntRange(0, 2).Draw(t, "by") == 0 {
		s.By, s.Recurring = "plan", false
	}
	return s
}

func TestAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, spec := drawRecords(t), drawSpec(t)
		query := analysis.Everyone(day("2023-11-20") + data.Day(rapid.IntRange(0, 560).Draw(t, "as of")))
		limit := rapid.Map(rapid.IntRange(-200, 500), func(n int) data.Day {
			if n < 0 {
				return data.NoDay
			}
			return day("2023-11-20") + data.Day(n)
		})
		query.From, query.To = limit.Draw(t, "from"), limit.Draw(t, "to")
		if rapid.Bool().Draw(t, "filtered") {
			query.Filter.Keep = rapid.SliceOfN(rapid.Bool(), r.customers, r.customers).Draw(t, "keep")
		}
		log := r.log()
		if spec.By != "" && log.Attribute(spec.By) == nil {
			t.Skip("nobody has the attribute")
		}
		naive := newNaive(r, spec, query)
		if spec.Measure.Money() && !naive.amounts() && !slices.ContainsFunc(r.subscriptions, func(s data.Subscription) bool { return s.HasMonthly }) {
			if _, err := cohort.Build(t.Context(), log, query, spec); data.CodeOf(err) != data.CodeNoData {
				t.Fatalf("without money: %v", err)
			}
			return
		}
		if problem := difference(mustBuild(log, query, spec), naive); problem != "" {
			t.Fatalf("%s\n%+v", problem, spec)
		}
	})
}
