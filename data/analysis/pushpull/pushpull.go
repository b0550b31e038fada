// Package pushpull answers: who begins the contacts, the customer or the
// business? Definition C.17. Every contact is of one class; (*counter).class is
// the one place that says of which, for the figures and for the lists.
package pushpull

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Class is whom a contact serves.
type Class uint8

// The classes.
const (
	Pull          Class = iota // the customer began it, or asked for it
	Push                       // the business began it
	Transactional              // a notice that a deal brings with it: in no index
	classes       = 3
)

// Part is a way to part the contacts.
type Part string

// The parts.
const (
	All       Part = "all"
	ByStage   Part = "stage"   // the stage in which the customer was on that day
	ByChannel Part = "channel" // rows in the order of Result.Rows
	ByMonth   Part = "month"
)

// Key names a number: a part, its row in Result.Parts, and one class or all.
type Key struct {
	Part  Part
	Row   int
	Class int // a Class, or Both
}

// Both as the Class of a Key means pull and push together, what an index is of.
const Both = -1

// Row is the balance of some contacts.
type Row struct {
	Name          message.Message
	Start         data.Day // of a month; else NoDay
	Pull, Push    int
	Transactional int
	Index         float64 // (pull-push) / (pull+push), -1..+1; NaN without any
	// Low and High are its 95 % interval, from Wilson's of the share of pull with the
	// contacts of a customer as a cluster.
	Low, High float64
	Clusters  interval.Clusters // pull among pull and push, by customer

	code int // place, channel or month that it is of
}

// Code is what a row is of: the place of a stage, or the channel's code in the log.
func (r Row) Code() int { return r.code }

// N is how many contacts the index is of.
func (r Row) N() int { return r.Pull + r.Push }

// Result is the balance. It is immutable.
type Result struct {
	AsOf       data.Day
	Revision   int64
	Total      Row
	Parts      map[Part][]Row
	Classes    [classes]int // activities of each class, as the workspace has them
	Definition message.Message
	Finding    message.Message

	counter counter
}

// counter says what counts and where.
type counter struct {
	query       analysis.Query
	ladder      maturity.Result
	log         *eventlog.Log
	calendar    eventlog.Calendar
	byClass     []Class    // by activity
	asked       [][3]Class // by activity and whether the contact was requested
	first, last data.Day   // that count
	months      []int32    // by day from the log's first, from its month
}

func newCounter(ladder maturity.Result, q analysis.Query) counter {
	log := ladder.Log()
	c := counter{
		query: q, ladder: ladder, log: log, calendar: log.Calendar(eventlog.UnitMonth),
		byClass: make([]Class, len(log.Activities)), asked: make([][3]Class, len(log.Activities)),
		first: q.From, last: q.AsOf, // a date that is not known is before all
	}
	if q.To.Known() {
		c.last = min(c.last, q.To)
	}
	for code, a := range log.Activities {
		switch a.Push {
		case data.PushTransactional:
			c.byClass[code] = Transactional
		case data.PushPush:
			c.byClass[code] = Push
		}
		c.asked[code] = [3]Class{data.Unknown: c.byClass[code], data.Yes: Pull, data.No: Push}
		if c.byClass[code] == Transactional {
			c.asked[code] = [3]Class{Transactional, Transactional, Transactional}
		}
	}
	return c
}

// layOutMonths looks up the month of every day that can count.
func (c *counter) layOutMonths() {
	c.months = make([]int32, max(0, min(c.query.AsOf, c.log.Last)-c.log.First)+1)
	first := c.calendar.Index(c.log.First)
	for i := range c.months {
		c.months[i] = int32(c.calendar.Index(c.log.First+data.Day(i)) - first)
	}
}

func (c *counter) month(day data.Day) int32 { return c.months[day-c.log.First] }

// class is whom an event serves: what was asked for is pull and what was not is
// push, and where that is not known its activity decides.
func (c *counter) class(activity uint16, requested data.Tri) Class {
	return c.asked[activity][requested]
}

// each gives the contacts that count in runs, those of a customer in one place on the
// ladder, by their positions in the log from one to before another: of the customers
// from one position to before another.
func (c *counter) each(ctx context.Context, from, to int, fn func(customer eventlog.CustomerIndex, place, first, end int)) error {
	days := c.log.Events.Day
	customer, next, end := eventlog.NoCustomer, 0, 0
	n := 0
	for s := range c.ladder.SpellsIn(from, to) {
		if n%4096 == 0 && ctx.Err() != nil {
			return data.Wrap(ctx.Err(), data.CodeCancelled, "The count of contacts was stopped before it was done; nothing has changed.")
		}
		n++
		if s.Customer != customer {
			customer = s.Customer
			next, end = c.log.EventRange(customer)
		}
		until := c.last + 1
		if !s.Open() {
			until = min(until, s.End)
		}
		for next < end && days[next] < c.first {
			next++
		}
		first := next
		for next < end && days[next] < until {
			next++
		}
		if first < next {
			fn(customer, s.Place, first, next)
		}
	}
	return nil
}

// Build counts the contacts of a ladder's customers, inside the query's dates.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query) (Result, error) {
	r := Result{AsOf: q.AsOf, Revision: ladder.Revision, Parts: map[Part][]Row{}, counter: newCounter(ladder, q)}
	c := &r.counter
	if c.log.Events.Len() == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts yet, so nobody can say who begins them; import a log of interactions first.")
	}
	for _, class := range c.byClass {
		r.Classes[class]++
	}
	c.layOutMonths()
	t, err := c.count(ctx)
	if err != nil {
		return Result{}, err
	}
	r.fill(t)
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// count works through the customers, a share of them on each processor.
func (c *counter) count(ctx context.Context) (*tally, error) {
	parts, err := analysis.Runs(c.log.Customers(), func(from, to int) (*tally, error) {
		t := newTally(len(c.ladder.Rows)-maturity.Left, len(c.log.Channels), int(c.months[len(c.months)-1])+1)
		of := eventlog.NoCustomer
		err := c.each(ctx, from, to, func(customer eventlog.CustomerIndex, place, begin, end int) {
			if customer != of {
				of = customer
				t.end()
			}
			t.add(c, place, begin, end)
		})
		t.end()
		return t, err
	})
	if err != nil {
		return nil, err
	}
	for _, t := range parts[1:] {
		parts[0].join(t)
	}
	return parts[0], nil
}

func (r *Result) fill(t *tally) {
	c := &r.counter
	first := c.calendar.Index(c.log.First)
	r.Total = t.all.row(message.New("pushpull.all", nil), 0)
	for _, place := range c.ladder.Places() {
		if sum := &t.places[place-maturity.Left]; sum.any() {
			r.Parts[ByStage] = append(r.Parts[ByStage], sum.row(c.ladder.PlaceName(place), place))
		}
	}
	for code := range t.channels {
		if !t.channels[code].any() {
			continue
		}
		name := message.New("pushpull.channel.none", nil)
		if code > 0 {
			name = message.Verbatim(c.log.Channels[code].Name)
		}
		r.Parts[ByChannel] = append(r.Parts[ByChannel], t.channels[code].row(name, code))
	}
	for i := range t.months {
		if len(r.Parts[ByMonth]) == 0 && !t.months[i].any() {
			continue // before the first contact
		}
		start := c.calendar.Start(first + i)
		month := t.months[i].row(message.New("pushpull.month", message.Args{"month": message.Month(start)}), first+i)
		month.Start = start
		r.Parts[ByMonth] = append(r.Parts[ByMonth], month)
	}
}

// Contacts counts the contacts behind a number and lists the customers who had
// them, each once.
func (r Result) Contacts(key Key) (contacts int, people []eventlog.CustomerIndex) {
	c := &r.counter
	code := 0
	if key.Part != All {
		rows := r.Parts[key.Part]
		if key.Row < 0 || key.Row >= len(rows) {
			return 0, nil
		}
		code = rows[key.Row].code
	}
	_ = c.each(context.Background(), 0, c.log.Customers(), func(customer eventlog.CustomerIndex, place, first, end int) { // cannot be cancelled
		if key.Part == ByStage && place != code {
			return
		}
		for i := first; i < end; i++ {
			class := c.class(c.log.Events.Activity[i], c.log.Events.Requested[i])
			switch {
			case key.Class == Both && class == Transactional, key.Class != Both && class != Class(key.Class),
				key.Part == ByChannel && int(c.log.Events.Channel[i]) != code,
				key.Part == ByMonth && c.calendar.Index(c.log.Events.Day[i]) != code:
				continue
			}
			contacts++
			if len(people) == 0 || people[len(people)-1] != customer {
				people = append(people, customer)
			}
		}
	})
	return contacts, people
}
