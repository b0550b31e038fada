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

// walk goes through the contacts of customers, spell by spell.
type walk struct {
	customer  eventlog.CustomerIndex
	next, end int // contacts not yet given
}

// contacts gives those that count of a spell, by their positions in the log from one
// to before another. Spells come in order of customers, then time.
func (w *walk) contacts(c *counter, s maturity.Spell) (from, to int) {
	days := c.log.Events.Day
	if s.Customer != w.customer {
		w.customer = s.Customer
		w.next, w.end = c.log.EventRange(s.Customer)
	}
	until := c.last + 1
	if !s.Open() {
		until = min(until, s.End)
	}
	for w.next < w.end && days[w.next] < c.first {
		w.next++
	}
	from = w.next
	for w.next < w.end && days[w.next] < until {
		w.next++
	}
	return from, w.next
}

// Build counts the contacts of a ladder's customers, inside the query's dates.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query) (Result, error) {
	if ladder.Log().Events.Len() == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts yet, so nobody can say who begins them; import a log of interactions first.")
	}
	counter, err := maturity.Count(ctx, ladder, func() *Counter { return NewCounter(ladder, q, true) })
	if err != nil {
		return Result{}, err
	}
	r := counter.Result()
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// Counter counts the contacts in spells; it is a maturity.Counter.
type Counter struct {
	counter counter
	walk    walk
	tally   *tally
}

// NewCounter makes a Counter of all contacts of a ladder's customers, by stage alone or
// by every part, for one goroutine.
func NewCounter(ladder maturity.Result, q analysis.Query, every bool) *Counter {
	c := &Counter{counter: newCounter(ladder, q), walk: walk{customer: eventlog.NoCustomer}}
	channels, months := 0, 0
	if every {
		c.counter.layOutMonths()
		channels, months = len(c.counter.log.Channels), int(c.counter.months[len(c.counter.months)-1])+1
	}
	c.tally = newTally(len(ladder.Rows)-maturity.Left, channels, months)
	return c
}

// Take counts the contacts of a spell.
func (c *Counter) Take(s maturity.Spell) {
	if s.Customer != c.walk.customer {
		c.tally.end()
	}
	if from, to := c.walk.contacts(&c.counter, s); from < to {
		c.tally.add(&c.counter, s.Place, from, to)
	}
}

// Join adds what another counter counted.
func (c *Counter) Join(later *Counter) {
	c.tally.end()
	later.tally.end()
	c.tally.join(later.tally)
}

// Result gives the balance of what was counted, without its words.
func (c *Counter) Result() Result {
	c.tally.end()
	r := Result{AsOf: c.counter.query.AsOf, Revision: c.counter.ladder.Revision, Parts: map[Part][]Row{}, counter: c.counter}
	for _, class := range c.counter.byClass {
		r.Classes[class]++
	}
	r.fill(c.tally)
	return r
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
	walk := walk{customer: eventlog.NoCustomer}
	for s := range c.ladder.Spells() {
		from, to := walk.contacts(c, s)
		if key.Part == ByStage && s.Place != code {
			continue
		}
		for i := from; i < to; i++ {
			class := c.class(c.log.Events.Activity[i], c.log.Events.Requested[i])
			switch {
			case key.Class == Both && class == Transactional, key.Class != Both && class != Class(key.Class),
				key.Part == ByChannel && int(c.log.Events.Channel[i]) != code,
				key.Part == ByMonth && c.calendar.Index(c.log.Events.Day[i]) != code:
				continue
			}
			contacts++
			if len(people) == 0 || people[len(people)-1] != s.Customer {
				people = append(people, s.Customer)
			}
		}
	}
	return contacts, people
}
