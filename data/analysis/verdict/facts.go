package verdict

import (
	"context"
	"strconv"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// facts is what is on record, counted once: the customers of the query and what
// they have up to its as-of day, and all that has no customer.
type facts struct {
	log *eventlog.Log
	q   analysis.Query

	customers   int
	lively      int // customers with three records or more
	records     int
	nobody      int // records without a customer
	first, last data.Day
	months      int // calendar months in which somebody did something
	startMonths int // calendar months in which somebody began

	events, channelled, requested, push int
	channels, kinds                     int
	buys, priced                        int
	buyers, again                       int // customers who bought, who did so on a second day

	subscriptions, ended, derived, reasoned, changes int
	attributes                                       []string // that make groups

	scores                                   map[data.MetricKind]int
	named                                    map[data.MetricKind]int // of these, with a customer
	tickets, history, solved                 int
	due, promised, firstTime, caused, urgent int
}

// monthSet counts the calendar months that days fall into.
type monthSet map[int]bool

func (m monthSet) add(d data.Day) {
	year, month, _ := d.Civil()
	m[year*12+int(month)] = true
}

// tally is what count needs on the way.
type tally struct {
	*facts
	months, starts monthSet
	lastMonthDay   data.Day
	channels       map[uint16]bool
	kinds          map[data.Kind]bool
	buysOf         []bool // by activity code
	groups         [][]int
}

func count(ctx context.Context, log *eventlog.Log, q analysis.Query) (*facts, error) {
	f := &facts{log: log, q: q, first: data.NoDay, last: data.NoDay, scores: map[data.MetricKind]int{}, named: map[data.MetricKind]int{}}
	t := tally{
		facts: f, months: monthSet{}, starts: monthSet{}, lastMonthDay: data.NoDay, channels: map[uint16]bool{}, kinds: map[data.Kind]bool{},
		buysOf: log.ActivitiesOf(data.KindPurchase),
	}
	for i := range log.Attributes {
		t.groups = append(t.groups, make([]int, len(log.Attributes[i].Values)+1))
	}
	for c := range eventlog.CustomerIndex(log.Customers()) {
		if c%8192 == 0 && ctx.Err() != nil {
			return nil, data.Wrap(ctx.Err(), data.CodeCancelled, "The verdict was stopped before it was done; nothing has changed.")
		}
		if q.Keeps(c) {
			t.customer(c)
		}
	}
	if q.Filter.Keep == nil {
		for i := range log.Unassigned.Day {
			t.alone(log.Unassigned.Day[i])
			t.touch(&log.Unassigned, i)
		}
	}
	t.responses()
	t.tickets()
	f.months, f.startMonths, f.channels, f.kinds = len(t.months), len(t.starts), len(t.channels), len(t.kinds)
	f.attributes = t.grouping()
	return f, nil
}

// record takes in a record of a day; it is false where the query leaves it out.
func (t *tally) record(d data.Day) bool {
	if t.q.AsOf.Known() && !t.q.InRange(d) || !d.Known() {
		return false
	}
	t.records++
	if !t.first.Known() || d < t.first {
		t.first = d
	}
	t.last = max(t.last, d)
	if d != t.lastMonthDay {
		t.months.add(d)
		t.lastMonthDay = d
	}
	return true
}

// alone takes in a record without a customer.
func (t *tally) alone(d data.Day) {
	if t.record(d) {
		t.nobody++
	}
}

func (t *tally) customer(c eventlog.CustomerIndex) {
	t.customers++
	for i := range t.log.Attributes {
		t.groups[i][t.log.Attributes[i].Codes[c]]++
	}
	before := t.records
	events := &t.log.Events
	from, to := t.log.EventRange(c)
	bought, days := data.NoDay, 0
	for i := from; i < to; i++ {
		if !t.record(events.Day[i]) {
			continue
		}
		t.touch(events, i)
		if t.buysOf[events.Activity[i]] && (!events.HasAmount[i] || events.Amount[i] > 0) && events.Day[i] != bought {
			bought = events.Day[i]
			days++
		}
	}
	if days > 0 {
		t.buyers++
	}
	if days > 1 {
		t.again++
	}
	t.contracts(c)
	from, to = t.log.ChangeRange(c)
	for i := from; i < to; i++ {
		if t.record(t.log.Changes.Day[i]) {
			t.changes++
		}
	}
	if t.records-before >= 3 {
		t.lively++
	}
	if d, ok := t.log.FirstDay(c); ok && (!t.q.AsOf.Known() || d <= t.q.AsOf) {
		t.starts.add(d)
	}
}

// touch counts what an event says.
func (t *tally) touch(e *eventlog.Events, i int) {
	activity := &t.log.Activities[e.Activity[i]]
	t.events++
	t.kinds[activity.Kind] = true
	if code := e.Channel[i]; code != 0 {
		t.channelled++
		t.channels[code] = true
	}
	if e.Requested[i] != data.Unknown {
		t.requested++
	}
	if e.Requested[i] == data.No || e.Requested[i] == data.Unknown && activity.Push == data.PushPush {
		t.push++
	}
	if t.buysOf[e.Activity[i]] {
		t.buys++
		if e.HasAmount[i] {
			t.priced++
		}
	}
}

func (t *tally) contracts(c eventlog.CustomerIndex) {
	s := &t.log.Subscriptions
	from, to := t.log.SubscriptionRange(c)
	for i := from; i < to; i++ {
		if !t.record(s.Start[i]) {
			continue
		}
		t.subscriptions++
		if s.DatesDerived[i] {
			t.derived++
		}
		if s.End[i].Known() && (!t.q.AsOf.Known() || s.End[i] <= t.q.AsOf) {
			t.ended++
			t.months.add(s.End[i])
			if s.Reason[i] != 0 {
				t.reasoned++
			}
		}
	}
}

// keeps reports whether a record of somebody, or of nobody known, is in the query.
func (t *tally) keeps(c eventlog.CustomerIndex) bool {
	if c == eventlog.NoCustomer {
		return t.q.Filter.Keep == nil
	}
	return t.q.Keeps(c)
}

func (t *tally) responses() {
	r := &t.log.Responses
	for i, d := range r.Day {
		if !t.keeps(r.Customer[i]) || !t.record(d) {
			continue
		}
		kind := t.log.Metrics[r.Metric[i]].Kind
		t.scores[kind]++
		if r.Customer[i] == eventlog.NoCustomer {
			t.nobody++
		} else {
			t.named[kind]++
		}
	}
}

func (t *tally) tickets() {
	k := &t.log.Tickets
	by := t.log.Last.EndIn(t.log.Zone)
	if t.q.AsOf.Known() {
		by = t.q.AsOf.EndIn(t.log.Zone)
	}
	for i, d := range k.Day {
		if !t.keeps(k.Customer[i]) || !t.record(d) {
			continue
		}
		t.facts.tickets++
		if k.Customer[i] == eventlog.NoCustomer {
			t.nobody++
		}
		if len(k.Of(i)) > 1 {
			t.history++
		}
		if _, ok := t.log.Solved(i, by); ok {
			t.solved++
		}
		for _, c := range []struct {
			there bool
			n     *int
		}{
			{k.Due[i] != eventlog.NoInstant, &t.due}, {k.Promised[i] != eventlog.NoInstant, &t.promised}, {k.RightFirstTime[i] != data.Unknown, &t.firstTime},
			{k.Cause[i] != 0, &t.caused}, {k.Priority[i] == data.PriorityHigh || k.Priority[i] == data.PriorityUrgent, &t.urgent},
		} {
			if c.there {
				*c.n++
			}
		}
	}
}

const (
	fewestOfGroup = 10 // people that make a group
	mostGroups    = 50 // values beyond which an attribute of words makes none, as in cox
)

// grouping names the attributes that part the customers into groups, or that are
// numbers.
func (t *tally) grouping() []string {
	var out []string
	for i := range t.log.Attributes {
		a := &t.log.Attributes[i]
		large, numbers := 0, len(a.Values) > 1
		for code, n := range t.groups[i][1:] {
			if n >= fewestOfGroup {
				large++
			}
			_, err := strconv.ParseFloat(a.Values[code], 64)
			numbers = numbers && err == nil
		}
		if large >= 2 && len(a.Values) <= mostGroups || numbers {
			out = append(out, a.Name)
		}
	}
	return out
}
