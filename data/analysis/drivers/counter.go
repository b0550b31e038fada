package drivers

import (
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

// counter says which cases a driver has and how they came out.
type counter struct {
	ladder   maturity.Result
	log      *eventlog.Log
	query    analysis.Query
	spec     Spec
	calendar eventlog.Calendar
	now      int64     // the end of the as-of day
	failure  []bool    // by cause
	broken   []Outcome // by touchpoint: Bad where its category is exception, else Good; all Unknown where no failures of systems are on record
	span     analysis.Span
	late     []float64 // days, of promises that were not kept
}

const dayMillis = 24 * 60 * 60 * 1000

func newCounter(ladder maturity.Result, q analysis.Query, spec Spec) counter {
	log := ladder.Log()
	c := counter{ladder: ladder, log: log, query: q, spec: spec, calendar: log.Calendar(eventlog.UnitMonth), now: q.AsOf.EndIn(log.Zone), span: q.Span()}
	for _, cause := range log.Causes {
		c.failure = append(c.failure, spec.failure(cause))
	}
	for _, t := range log.Touchpoints {
		o := Good
		if t.Category == data.CategoryException {
			o = Bad
		}
		c.broken = append(c.broken, o)
	}
	marked := len(log.Causes) > 1 && log.EventTicket != nil || slices.Contains(c.broken, Bad) &&
		slices.ContainsFunc(log.Events.Touchpoint, func(t uint16) bool { return c.broken[t] == Bad })
	if !marked {
		c.broken = slices.Repeat([]Outcome{Unknown}, len(log.Touchpoints))
	}
	c.eachTicket(0, len(log.Tickets.Day), func(ticket int) {
		if by := log.Tickets.Promised[ticket]; c.kept(ticket, by) == Bad {
			at, solved := log.Solved(ticket, c.now)
			if !solved {
				at = c.now
			}
			c.late = append(c.late, float64(at-by)/dayMillis)
		}
	})
	slices.Sort(c.late)
	return c
}

// each gives every case of a driver with its customer, its day and its outcome, of the
// customers from one position to before another, one after the other; with the last
// customer those of nobody known too.
func (c *counter) each(d Driver, from, to int, fn func(eventlog.CustomerIndex, data.Day, Outcome)) {
	switch d {
	case Relationship:
		for who := eventlog.CustomerIndex(from); int(who) < to; who++ {
			switch place := c.ladder.Place(who); {
			case place >= 0:
				fn(who, c.query.AsOf, Good)
			case place == maturity.NoStage:
				fn(who, c.query.AsOf, Unknown)
			}
		}
	case Robustness:
		c.contacts(from, to, fn)
	default:
		first, last := int(c.log.TicketsFrom[from]), int(c.log.TicketsFrom[to])
		if to == c.log.Customers() {
			last = len(c.log.Tickets.Day)
		}
		c.eachTicket(first, last, func(ticket int) {
			if o, ok := c.outcome(d, ticket); ok {
				fn(c.log.Tickets.Customer[ticket], c.log.Tickets.Day[ticket], o)
			}
		})
	}
}

// eachTicket gives the tickets opened inside the dates, of who is kept; those of
// nobody known where nobody is left out.
func (c *counter) eachTicket(from, to int, fn func(ticket int)) {
	for i := from; i < to; i++ {
		day := c.log.Tickets.Day[i]
		who := c.log.Tickets.Customer[i]
		kept := who == eventlog.NoCustomer && c.query.Filter.Keep == nil || who != eventlog.NoCustomer && c.query.Keeps(who)
		if kept && c.query.InRange(day) && c.query.Through(c.log.Tickets.Channel[i]) {
			fn(i)
		}
	}
}

// outcome says how a ticket came out for a driver; ok is false where it is no
// case of it.
func (c *counter) outcome(d Driver, ticket int) (o Outcome, ok bool) {
	t := &c.log.Tickets
	switch d {
	case Urgency:
		urgent := t.Priority[ticket] == data.PriorityHigh || t.Priority[ticket] == data.PriorityUrgent
		return c.kept(ticket, t.Due[ticket]), urgent
	case Timelines:
		return c.kept(ticket, t.Promised[ticket]), true
	case Precision:
		return c.rightFirstTime(ticket), true
	}
	return c.told(ticket), true // Transparency
}

// kept says whether a ticket was solved by a time.
func (c *counter) kept(ticket int, by int64) Outcome {
	if by == eventlog.NoInstant {
		return Unknown
	}
	at, solved := c.log.Solved(ticket, c.now)
	switch {
	case solved && at <= by:
		return Good
	case solved || by < c.now:
		return Bad
	}
	return Pending
}

func (c *counter) rightFirstTime(ticket int) Outcome {
	switch c.log.Tickets.RightFirstTime[ticket] {
	case data.Yes:
		return Good
	case data.No:
		return Bad
	}
	if _, solved := c.log.Solved(ticket, c.now); !solved {
		return Pending
	}
	return Unknown
}

// told says whether a ticket was never left without an update for longer than
// the gap, up to its solution.
func (c *counter) told(ticket int) Outcome {
	gap := int64(c.spec.Gap) * dayMillis
	last, any := c.log.Tickets.Opened[ticket], false
	end, solved := c.log.Solved(ticket, c.now)
	if !solved {
		end = c.now
	}
	for _, e := range c.log.Tickets.Of(ticket) {
		if e.At > end {
			break
		}
		any = true
		if e.At-last > gap {
			return Bad
		}
		last = max(last, e.At)
	}
	switch {
	case !any:
		return Unknown
	case end-last > gap:
		return Bad
	case !solved:
		return Pending
	}
	return Good
}

// contacts gives every contact: bad is one that a failure of systems brought
// about, by the cause of its ticket or by its touchpoint. Where the log knows
// neither causes of tickets nor such touchpoints, nothing can be said.
func (c *counter) contacts(from, to int, fn func(eventlog.CustomerIndex, data.Day, Outcome)) {
	e, tickets := &c.log.Events, c.log.EventTicket
	for who := eventlog.CustomerIndex(from); int(who) < to; who++ {
		if !c.query.Keeps(who) {
			continue
		}
		begin, end := c.span.Contacts(c.log, who)
		for i := begin; i < end; i++ {
			if !c.query.Through(e.Channel[i]) {
				continue
			}
			o := c.broken[e.Touchpoint[i]]
			if tickets != nil && tickets[i] >= 0 && c.failure[c.log.Tickets.Cause[tickets[i]]] {
				o = Bad
			}
			fn(who, e.Day[i], o)
		}
	}
}

// uniqueness is how unusual urgent requests are: the mean of -log2 of the share
// that their category has of all tickets.
func (c *counter) uniqueness() float64 {
	counts, all := make([]int, len(c.log.Categories)), 0
	c.eachTicket(0, len(c.log.Tickets.Day), func(ticket int) {
		if category := c.log.Tickets.Category[ticket]; category != 0 {
			counts[category]++
			all++
		}
	})
	sum, n := 0.0, 0
	c.eachTicket(0, len(c.log.Tickets.Day), func(ticket int) {
		category := c.log.Tickets.Category[ticket]
		if _, urgent := c.outcome(Urgency, ticket); urgent && category != 0 {
			sum -= math.Log2(float64(counts[category]) / float64(all))
			n++
		}
	})
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// quantile interpolates linearly in sorted values (R's type 7, definition C.11).
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}
