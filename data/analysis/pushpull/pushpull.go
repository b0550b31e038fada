// Package pushpull answers: who begins the contacts, the customer or the
// business? Definition C.17. Every contact is of one class; (*counter).class is
// the one place that says of which, for the figures and for the lists.
package pushpull

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"sync"

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
	Low, High     float64 // its interval, from Wilson's of the share of pull

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
	query    analysis.Query
	ladder   maturity.Result
	log      *eventlog.Log
	calendar eventlog.Calendar
	byClass  []Class // by activity
}

// class is whom an event serves: what was asked for is pull and what was not is
// push, and where that is not known its activity decides.
func (c *counter) class(event int) Class {
	class := c.byClass[c.log.Events.Activity[event]]
	if class == Transactional {
		return class
	}
	switch c.log.Events.Requested[event] {
	case data.Yes:
		return Pull
	case data.No:
		return Push
	}
	return class
}

func newCounter(ladder maturity.Result, q analysis.Query) counter {
	log := ladder.Log()
	c := counter{query: q, ladder: ladder, log: log, calendar: log.Calendar(eventlog.UnitMonth), byClass: make([]Class, len(log.Activities))}
	for code, a := range log.Activities {
		switch a.Push {
		case data.PushTransactional:
			c.byClass[code] = Transactional
		case data.PushPush:
			c.byClass[code] = Push
		}
	}
	return c
}

// each gives every contact that counts, of the customers from one position to
// before another, with the place of its customer on that day.
func (c *counter) each(ctx context.Context, from, to int, fn func(customer eventlog.CustomerIndex, place, event int)) error {
	days := c.log.Events.Day
	customer, next, end := eventlog.NoCustomer, 0, 0
	n := 0
	for s := range c.ladder.SpellsIn(from, to) {
		if n++; n%4096 == 0 && ctx.Err() != nil {
			return data.Wrap(ctx.Err(), data.CodeCancelled, "The count of contacts was stopped before it was done; nothing has changed.")
		}
		if s.Customer != customer {
			customer = s.Customer
			next, end = c.log.EventRange(customer)
		}
		for ; next < end && (s.Open() || days[next] < s.End); next++ {
			if c.query.InRange(days[next]) {
				fn(customer, s.Place, next)
			}
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
	first, last := c.calendar.Index(c.log.First), c.calendar.Index(max(c.log.First, min(q.AsOf, c.log.Last)))
	t, err := c.count(ctx, first, last)
	if err != nil {
		return Result{}, err
	}
	r.fill(t, first)
	r.Definition, r.Finding = r.definition(), r.finding()
	return r, nil
}

// tally is contacts by class, for each place from Left, channel and month.
type tally struct{ places, channels, months [][classes]int }

// count works through the customers, a share of them on each processor; the sums
// are whole numbers, so that the number of processors changes nothing.
func (c *counter) count(ctx context.Context, first, last int) (tally, error) {
	n, workers := c.log.Customers(), runtime.GOMAXPROCS(0)
	tallies, errs := make([]tally, workers), make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		t := tally{
			make([][classes]int, len(c.ladder.Rows)-maturity.Left), make([][classes]int, len(c.log.Channels)), make([][classes]int, last-first+1),
		}
		tallies[w] = t
		wait.Go(func() {
			errs[w] = c.each(ctx, w*n/workers, (w+1)*n/workers, func(_ eventlog.CustomerIndex, place, event int) {
				class := c.class(event)
				t.places[place-maturity.Left][class]++
				t.channels[c.log.Events.Channel[event]][class]++
				t.months[c.calendar.Index(c.log.Events.Day[event])-first][class]++
			})
		})
	}
	wait.Wait()
	for _, t := range tallies[1:] {
		add(tallies[0].places, t.places)
		add(tallies[0].channels, t.channels)
		add(tallies[0].months, t.months)
	}
	return tallies[0], cmp.Or(errs...)
}

func add(sums, more [][classes]int) {
	for i := range sums {
		for class := range sums[i] {
			sums[i][class] += more[i][class]
		}
	}
}

func (r *Result) fill(t tally, first int) {
	c := &r.counter
	places, channels, months := t.places, t.channels, t.months
	var total [classes]int
	for _, counted := range months {
		for class, n := range counted {
			total[class] += n
		}
	}
	r.Total = row(message.New("pushpull.all", nil), total, 0)
	for _, place := range c.ladder.Places() {
		if counted := places[place-maturity.Left]; counted != [classes]int{} {
			r.Parts[ByStage] = append(r.Parts[ByStage], row(c.ladder.PlaceName(place), counted, place))
		}
	}
	for code, counted := range channels {
		if counted == [classes]int{} {
			continue
		}
		name := message.New("pushpull.channel.none", nil)
		if code > 0 {
			name = message.Verbatim(c.log.Channels[code].Name)
		}
		r.Parts[ByChannel] = append(r.Parts[ByChannel], row(name, counted, code))
	}
	for i, counted := range months {
		if len(r.Parts[ByMonth]) == 0 && counted == [classes]int{} {
			continue // before the first contact
		}
		start := c.calendar.Start(first + i)
		month := row(message.New("pushpull.month", message.Args{"month": message.Month(start)}), counted, first+i)
		month.Start = start
		r.Parts[ByMonth] = append(r.Parts[ByMonth], month)
	}
}

func row(name message.Message, counted [classes]int, code int) Row {
	out := Row{
		Name: name, Start: data.NoDay, Pull: counted[Pull], Push: counted[Push], Transactional: counted[Transactional],
		Index: math.NaN(), code: code,
	}
	if n := out.N(); n > 0 {
		out.Index = float64(out.Pull-out.Push) / float64(n)
	}
	low, high := interval.Wilson(out.Pull, out.N())
	out.Low, out.High = 2*low-1, 2*high-1 // the index is 2 x share - 1
	return out
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
	_ = c.each(context.Background(), 0, c.log.Customers(), func(customer eventlog.CustomerIndex, place, event int) { // cannot be cancelled
		class := c.class(event)
		switch {
		case key.Class == Both && class == Transactional, key.Class != Both && class != Class(key.Class),
			key.Part == ByStage && place != code,
			key.Part == ByChannel && int(c.log.Events.Channel[event]) != code,
			key.Part == ByMonth && c.calendar.Index(c.log.Events.Day[event]) != code:
			return
		}
		contacts++
		if len(people) == 0 || people[len(people)-1] != customer {
			people = append(people, customer)
		}
	})
	return contacts, people
}
