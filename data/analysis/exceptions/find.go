package exceptions

import (
	"cmp"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// finder finds the failures of customers, one after the other.
type finder struct {
	log       *eventlog.Log
	query     analysis.Query
	exception []bool       // by touchpoint
	complaint []bool       // by activity
	refund    []bool       // by activity
	lives     []churn.Life // nil where nobody can be said to have left
	end       int64        // of the as-of day
	until     data.Day
	suspects  []int32 // positions of the contacts that can be failures, of customers not yet asked about
	failures  []failure
	asked     int // customers
}

func newFinder(log *eventlog.Log, q analysis.Query, lives []churn.Life) *finder {
	f := &finder{
		log: log, query: q, lives: lives, exception: make([]bool, len(log.Touchpoints)),
		complaint: log.ActivitiesOf(data.KindComplaint), refund: log.ActivitiesOf(data.KindRefund), end: q.AsOf.EndIn(log.Zone), until: q.AsOf,
	}
	for code, t := range log.Touchpoints {
		f.exception[code] = t.Category == data.CategoryException
	}
	return f
}

// Causes are coded in one row: those of tickets, then touchpoints, then activities.
func (f *finder) touchpointCause(code uint16) int32 { return int32(len(f.log.Causes)) + int32(code) }
func (f *finder) activityCause(code uint16) int32 {
	return int32(len(f.log.Causes)+len(f.log.Touchpoints)) + int32(code)
}

// causes is how many there are.
func causes(log *eventlog.Log) int {
	return len(log.Causes) + len(log.Touchpoints) + len(log.Activities)
}

// causeName names a cause.
func causeName(log *eventlog.Log, cause int32) message.Message {
	at := int(cause)
	if at < len(log.Causes) {
		return message.Verbatim(log.Causes[at])
	}
	if at -= len(log.Causes); at < len(log.Touchpoints) {
		return message.New("exceptions.cause.touchpoint", message.Args{"name": log.Touchpoints[at].Name})
	}
	return message.New("exceptions.cause.activity", message.Args{"name": log.Activities[at-len(log.Touchpoints)].Name})
}

// suspect lists the contacts of the customers from one position to before another
// that are complaints or at a touchpoint for exceptions. They are few, so that all
// contacts are gone through in one run, not customer by customer.
func (f *finder) suspect(from, to int) {
	e := &f.log.Events
	first, end := f.log.EventsFrom[from], f.log.EventsFrom[to]
	touchpoints := e.Touchpoint[first:end]
	for i, activity := range e.Activity[first:end][:len(touchpoints)] {
		if f.complaint[activity] || f.exception[touchpoints[i]] {
			f.suspects = append(f.suspects, first+int32(i))
		}
	}
}

// next takes a customer's contacts from the front of the suspects.
func (f *finder) next(c eventlog.CustomerIndex) []int32 {
	n, end := 0, f.log.EventsFrom[c+1]
	for n < len(f.suspects) && f.suspects[n] < end {
		n++
	}
	mine := f.suspects[:n]
	f.suspects = f.suspects[n:]
	return mine
}

// find notes the failures of a customer, by day.
func (f *finder) find(c eventlog.CustomerIndex, suspects []int32) {
	first := len(f.failures)
	t := &f.log.Tickets
	from, to := f.log.TicketRange(c)
	for i := from; i < to; i++ {
		if t.Cause[i] != 0 && f.query.InRange(t.Day[i]) {
			f.failures = append(f.failures, failure{
				customer: c, cause: int32(t.Cause[i]), ticket: int32(i), day: t.Day[i], last: t.Day[i], at: t.Opened[i], event: -1, channel: t.Channel[i], way: none,
			})
		}
	}
	f.contacts(c, first, suspects)
	if len(f.failures) == first {
		return
	}
	mine := slices.DeleteFunc(f.failures[first:], func(x failure) bool { return !f.query.Through(x.channel) })
	f.failures = f.failures[:first+len(mine)]
	slices.SortStableFunc(mine, func(a, b failure) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.at, b.at)) })
	for i := range mine {
		f.follow(&mine[i])
		mine[i].score, mine[i].emotion = f.scores(&mine[i]), f.emotions(&mine[i])
	}
}

// contacts notes the failed contacts that no ticket with a cause stands for; those of
// one cause that lie close together are one failure.
func (f *finder) contacts(c eventlog.CustomerIndex, first int, suspects []int32) {
	e, tickets := &f.log.Events, f.failures[first:]
	for _, i := range suspects {
		if f.remedied(i) || !f.query.InRange(e.Day[i]) {
			continue
		}
		ticket := int32(-1)
		if f.log.EventTicket != nil {
			ticket = f.log.EventTicket[i]
		}
		if ticket >= 0 && f.log.Tickets.Cause[ticket] != 0 {
			continue
		}
		if slices.ContainsFunc(tickets, func(t failure) bool { return t.day == e.Day[i] }) {
			continue
		}
		cause := f.activityCause(e.Activity[i])
		if f.exception[e.Touchpoint[i]] {
			cause = f.touchpointCause(e.Touchpoint[i])
		}
		if known := f.goesOn(first+len(tickets), cause, e.Day[i]); known != nil {
			known.last, known.at, known.event = e.Day[i], e.At[i], i
			known.ticket = max(known.ticket, ticket)
			continue
		}
		f.failures = append(f.failures, failure{
			customer: c, cause: cause, ticket: ticket, day: e.Day[i], last: e.Day[i], at: e.At[i], event: i, channel: e.Channel[i], way: none,
		})
	}
}

// goesOn finds the failure of the same cause that a contact belongs to; nil for none.
func (f *finder) goesOn(first int, cause int32, day data.Day) *failure {
	for i := len(f.failures) - 1; i >= first && day-f.failures[i].last <= Together; i-- {
		if f.failures[i].cause == cause {
			return &f.failures[i]
		}
	}
	return nil
}

// remedied reports whether a suspect is none: what went well and what pays money
// back is a remedy.
func (f *finder) remedied(i int32) bool {
	e := &f.log.Events
	return positive(e.Emotion[i]) || f.refund[e.Activity[i]]
}

func positive(emotion int8) bool { return emotion != eventlog.NoEmotion && emotion > 0 }

// follow looks for the first sign of recovery.
func (f *finder) follow(x *failure) {
	day := data.NoDay
	sign := func(d data.Day, way Way) {
		if d <= f.until && (!day.Known() || d < day) {
			day, x.way = d, way
		}
	}
	if x.ticket >= 0 {
		if at, solved := f.log.Solved(int(x.ticket), f.end); solved {
			sign(max(x.day, data.DayIn(at, f.log.Zone)), Solved)
		}
	}
	if d := f.contactAfter(x); d.Known() {
		sign(d, Contact)
	}
	if d := f.scoreAfter(x); d.Known() {
		sign(d, Score)
	}
	end := f.until
	if f.lives != nil {
		if life := f.lives[x.customer]; life.State == churn.Left && life.End <= f.until && (!day.Known() || life.End < day) {
			x.way, x.gone, day, end = none, true, data.NoDay, max(life.End, x.day)
		}
	}
	if day.Known() {
		end = day
	}
	x.days = int32(end - x.day)
}

// contactAfter gives the day of the first positive contact after a failure.
func (f *finder) contactAfter(x *failure) data.Day {
	e := &f.log.Events
	from, to := f.log.EventRange(x.customer)
	for i := max(from, int(x.event)+1); i < to && e.Day[i] <= f.until; i++ {
		if positive(e.Emotion[i]) && x.before(e.Day[i], e.At[i]) {
			return e.Day[i]
		}
	}
	return data.NoDay
}

// before reports whether a failure lies before a record: on an earlier day, or, where
// both times are known, earlier on the same day.
func (x *failure) before(day data.Day, at int64) bool {
	if day != x.last {
		return day > x.last
	}
	return at != eventlog.DatedOnly && x.at != eventlog.DatedOnly && at > x.at
}

// scoreAfter gives the day of the first score that is as good as the last one of its
// metric before the failure.
func (f *finder) scoreAfter(x *failure) data.Day {
	r := &f.log.Responses
	from, to := f.log.ResponseRange(x.customer)
	for i := from; i < to && r.Day[i] <= f.until; i++ {
		if !x.before(r.Day[i], r.At[i]) {
			continue
		}
		if k := f.lastBefore(x, from, r.Metric[i]); k >= 0 && f.good(i) >= f.good(k) {
			return r.Day[i]
		}
	}
	return data.NoDay
}

// lastBefore gives the last answer to a metric before a failure; -1 for none. One of
// the same day whose order is not known counts as neither before nor after.
func (f *finder) lastBefore(x *failure, from int, metric uint16) int {
	r, found := &f.log.Responses, -1
	for i := from; i < len(r.Day) && r.Customer[i] == x.customer && r.Day[i] <= x.day; i++ {
		if r.Metric[i] != metric || r.Day[i] == x.day && (r.At[i] == eventlog.DatedOnly || x.at == eventlog.DatedOnly || r.At[i] >= x.at) {
			continue
		}
		found = i
	}
	return found
}

// good is a score on 0..100 on which high is good.
func (f *finder) good(response int) float64 {
	m := f.log.Metrics[f.log.Responses.Metric[response]]
	share := 100 * (f.log.Responses.Score[response] - m.Low) / (m.High - m.Low)
	if m.Direction == data.LowIsGood {
		return 100 - share
	}
	return share
}
