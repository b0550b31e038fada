package cohort

import (
	"math"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// table is a question prepared for one log: everything that is looked up once.
type table struct {
	log             *eventlog.Log
	query           analysis.Query
	spec            Spec                // normal
	starts, returns []bool              // by code of the activity; nil of subscriptions
	isReturn        []int32             // returns as numbers, 1 or 0
	by              *eventlog.Attribute // nil for cohorts by date
	clock           clock
	income          income
	recorded        data.Day // since when returns are on record; see onRecord
	// tenure: start and return are subscriptions whose dates are derived from a
	// tenure, by attribute. See known.
	tenure bool
}

// member is a person in a cohort.
type member struct {
	customer eventlog.CustomerIndex
	start    data.Day // of the start event
	cohort   int32    // calendar period of the start day; with By the attribute's code
}

func newTable(log *eventlog.Log, query analysis.Query, spec Spec) (*table, error) {
	spec, err := spec.normal()
	if err != nil {
		return nil, err
	}
	if !query.AsOf.Known() {
		return nil, data.Errorf(data.CodeNoData, "There is no as-of date, so no period can be said to have ended; import records or choose a date.")
	}
	t := &table{log: log, query: query, spec: spec}
	if t.starts, err = spec.Start.matcher(log); err != nil {
		return nil, err
	}
	if t.returns, err = spec.Return.matcher(log); err != nil {
		return nil, err
	}
	t.isReturn = make([]int32, len(t.returns))
	for code, is := range t.returns {
		if is {
			t.isReturn[code] = 1
		}
	}
	if t.by, err = grouping(log, spec.By); err != nil {
		return nil, err
	}
	if err := t.considerDerivedDates(); err != nil {
		return nil, err
	}
	if t.income, err = incomeOf(log, spec.Measure); err != nil {
		return nil, err
	}
	t.clock = newClock(log, spec, query.AsOf)
	t.recorded = t.firstReturnDay()
	return t, nil
}

func grouping(log *eventlog.Log, name string) (*eventlog.Attribute, error) {
	if name == "" {
		return nil, nil
	}
	attribute := log.Attribute(name)
	if attribute == nil {
		return nil, data.Errorf(data.CodeBadInput, "The customers have no attribute %q; choose one of the columns that were imported with them.", name)
	}
	if n := len(attribute.Values); n > mostValues {
		return nil, data.Errorf(data.CodeBadInput, "The attribute %q has %d values, too many for cohorts that can be compared; choose one with at most %d.", name, n, mostValues)
	}
	return attribute, nil
}

// derived reports whether the start days come from tenures (C.30).
func (t *table) derived() bool { return t.log.HasDerived && t.spec.Start.Subscription }

func (t *table) considerDerivedDates() error {
	if !t.derived() {
		return nil
	}
	if t.spec.By == "" {
		return data.Errorf(data.CodeNoData, "The start dates were derived from tenure, so every customer's history ends on the as-of date and calendar cohorts would be meaningless; group by an attribute instead%s.", example(t.log))
	}
	t.tenure = t.spec.Return.Subscription
	if t.tenure && t.spec.Bracket != (Bracket{1, 1}) {
		return data.Errorf(data.CodeBadInput, "The subscriptions' dates were derived from tenures, and each month is of those who reached it; brackets of months cannot be counted, so choose single periods.")
	}
	if t.tenure && (t.spec.Unit != eventlog.UnitMonth || t.spec.Rolling) {
		return data.Errorf(data.CodeBadInput, "The subscriptions' dates were derived from tenures in whole months, so no other period can be counted; choose calendar months.")
	}
	return nil
}

func example(log *eventlog.Log) string {
	names := Groupings(log)
	if len(names) == 0 {
		return ""
	}
	return ": " + strings.Join(names[:min(3, len(names))], ", ")
}

// appendMembers appends the cohorts that a customer is in. Days come in order,
// so that the first that fits is the person's first start ever.
func (t *table) appendMembers(members []member, c eventlog.CustomerIndex) []member {
	if !t.query.Keeps(c) {
		return members
	}
	var days []data.Day
	var codes []uint16
	if t.starts != nil {
		from, to := t.log.EventRange(c)
		days, codes = t.log.Events.Day[from:to], t.log.Events.Activity[from:to]
	} else {
		from, to := t.log.SubscriptionRange(c)
		days = t.log.Subscriptions.Start[from:to]
	}
	before := int32(math.MinInt32)
	for i, d := range days {
		if d > t.query.AsOf {
			break
		}
		if !d.Known() || codes != nil && !t.starts[codes[i]] {
			continue
		}
		if t.query.InRange(d) {
			if cohort := t.cohortOf(c, d); cohort != before {
				members = append(members, member{customer: c, start: d, cohort: cohort})
				before = cohort
			}
		}
		if !t.spec.Recurring {
			break
		}
	}
	return members
}

func (t *table) cohortOf(c eventlog.CustomerIndex, start data.Day) int32 {
	if t.by == nil {
		return t.clock.of(start)
	}
	if code := t.by.Codes[c]; code > 0 {
		return code
	}
	return int32(len(t.by.Values)) + 1 // "not known" stands last
}

// returned appends the periods from 1 on in which the member counts as
// returned, in order. It is the one place that decides this.
func (t *table) returned(m member, periods []int32) []int32 {
	if t.returns != nil {
		return t.countable(m, t.eventReturns(m, periods))
	}
	return t.countable(m, t.subscriptionReturns(m, periods))
}

// countable turns the periods in which a member returned, in order, into those in
// which the member counts.
func (t *table) countable(m member, periods []int32) []int32 {
	if n := len(periods); n > 0 && t.spec.Criterion == OnOrAfter {
		last := periods[n-1]
		periods = periods[:0]
		for k := int32(1); k <= last; k++ {
			periods = append(periods, k)
		}
	}
	if len(periods) == 0 || t.by == nil && t.spec.Horizon == 0 { // then all have begun, and have a place
		return periods
	}
	end, last := t.shown(m), len(periods)
	for last > 0 && int(periods[last-1]) >= end {
		last--
	}
	first := 0
	if t.by != nil {
		for begin := t.onRecord(m); first < last && int(periods[first]) < begin; {
			first++
		}
	}
	if first == 0 {
		return periods[:last]
	}
	return append(periods[:0], periods[first:last]...)
}

// counts reports whether the member can be counted in a period after the start.
// Of a row by attribute, the members have their periods at different times.
func (t *table) counts(m member, k int) bool {
	return k < t.shown(m) && (t.by == nil || k >= t.onRecord(m))
}

func (t *table) eventReturns(m member, periods []int32) []int32 {
	return t.columns(t.periodsOf(m.customer, t.clock.origin(m), periods))
}

// subscriptionReturns: a subscription runs in every period from that of its
// start to that of the last day before its end. One that ends on the day it
// starts never ran.
func (t *table) subscriptionReturns(m member, periods []int32) []int32 {
	from, to := t.log.SubscriptionRange(m.customer)
	last := 0
	for i := from; i < to; i++ {
		start, end := t.log.Subscriptions.Start[i], t.log.Subscriptions.End[i]
		if start > t.query.AsOf {
			break
		}
		if !start.Known() || end.Known() && end <= start {
			continue
		}
		for k := max(t.column(t.clock.period(m, start)), last+1); k <= t.column(t.lastRunning(m, end)); k++ {
			periods = append(periods, int32(k))
			last = k
		}
	}
	return periods
}

// lastRunning is the last period in which a subscription with this end runs. Who
// left after a tenure of k months did not run in period k: the whole months
// count, not the derived day, which clamping may put before the end.
func (t *table) lastRunning(m member, end data.Day) int {
	switch {
	case !end.Known() || end > t.query.AsOf:
		return t.clock.period(m, t.query.AsOf)
	case t.tenure:
		return t.clock.period(m, end) - 1
	default:
		return t.clock.period(m, end-1)
	}
}

// firstReturnDay is the day from which returns are on record. Subscriptions name
// the day they began, however long ago; events are known from the first of the
// log on, whoever's it is. It is NoDay where none is known by the as-of day.
func (t *table) firstReturnDay() data.Day {
	if t.starts != nil || t.income == monthly || t.income == noIncome && t.returns == nil {
		return t.clock.first
	}
	first := t.query.AsOf + 1
	for _, days := range [][]data.Day{t.log.Events.Day, t.log.Unassigned.Day} {
		for _, d := range days {
			if d.Known() && d < first {
				first = d
			}
		}
	}
	if first > t.query.AsOf {
		return data.NoDay
	}
	return first
}

// onRecord is the member's first period after the start that does not begin
// before returns are on record. Of an earlier one nobody can tell who did not
// return in it.
func (t *table) onRecord(m member) int {
	switch {
	case !t.recorded.Known():
		return math.MaxInt
	case t.recorded <= m.start:
		return 1
	case t.spec.Measure == NRR:
		return math.MaxInt // the money of period 0 is not
	}
	return max(1, t.firstColumnFrom(t.clock.period(m, t.recorded-1)+1))
}

// known is how many of the member's periods something can be said about.
//
// For cohorts by date these are the periods begun by the as-of date. By
// attribute they are those that have ended by then, since the members of one
// row began at different times.
//
// Derived dates put every history's end on the as-of date, those of leavers
// too, and nothing is known of a time after it. So neither may a leaver count as
// "gone" in the periods after the tenure (only leavers could, and the shares
// would come out far too low), nor is a period that has ended by then ever one
// that somebody did not stay in (all shares would be 100 %). A tenure says which
// periods a person reached, and whether the person left on reaching the last;
// these are known. The share in period k is then of those who reached k, and the
// product of the shares up to k is the Kaplan-Meier estimate.
func (t *table) known(m member) int {
	switch {
	case t.by == nil:
		return t.column(t.clock.period(m, t.query.AsOf)) + 1
	case !t.tenure:
		return t.over(m)
	}
	reached := m.start
	from, to := t.log.SubscriptionRange(m.customer)
	for i := from; i < to; i++ {
		if t.log.Subscriptions.Start[i] > t.query.AsOf {
			break
		}
		end := t.log.Subscriptions.End[i]
		if !end.Known() || end > t.query.AsOf {
			end = t.query.AsOf
		}
		reached = max(reached, end)
	}
	return t.clock.period(m, reached) + 1
}

// column is the column of the table that holds a period of a member.
func (t *table) column(period int) int {
	if t.spec.Bracket.To == 1 { // each is a column of its own
		return period
	}
	return t.spec.Bracket.column(period)
}

// firstColumnFrom is the first column that begins with the period or later.
func (t *table) firstColumnFrom(period int) int {
	k := t.column(period)
	if from, _ := t.spec.Bracket.span(k); k == 0 || from < period {
		k++
	}
	return k
}

// over is how many of the member's columns have ended by the as-of date.
func (t *table) over(m member) int {
	period := t.clock.period(m, t.query.AsOf+1)
	return max(t.column(period), min(period, 1))
}

// shown is how many periods of the member have a place in the table, the
// member's own period 0 included.
func (t *table) shown(m member) int {
	n := max(t.known(m), 1)
	if t.spec.Horizon > 0 {
		n = min(n, t.spec.Horizon+1)
	}
	return n
}

// ended is how many of the member's periods are over for good.
func (t *table) ended(m member) int {
	if t.by != nil {
		return t.known(m)
	}
	return t.over(m)
}
