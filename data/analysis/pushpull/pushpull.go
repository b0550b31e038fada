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
	query    analysis.Query
	ladder   maturity.Result
	log      *eventlog.Log
	calendar eventlog.Calendar
	byClass  []Class    // by activity
	asked    [][3]Class // by activity and whether the contact was requested
	span     analysis.Span
	months   []int32 // by day from the log's first, from its month; none by stage alone
}

func newCounter(ladder maturity.Result, q analysis.Query) counter {
	log := ladder.Log()
	c := counter{
		query: q, ladder: ladder, log: log, calendar: log.Calendar(eventlog.UnitMonth),
		byClass: make([]Class, len(log.Activities)), asked: make([][3]Class, len(log.Activities)),
		span: q.Span(),
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

// Build counts the contacts of a ladder's customers, inside the query's dates.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query) (Result, error) {
	if ladder.Log().Events.Len() == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts yet, so nobody can say who begins them; import a log of interactions first.")
	}
	c := newCounter(ladder, q)
	c.layOutMonths()
	r, err := c.count(ctx)
	if err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(), q.Says(r.finding())
	return r, nil
}

// Stages is Build by stage alone and without words, of a log that may have no
// contacts.
func Stages(ctx context.Context, ladder maturity.Result, q analysis.Query) (Result, error) {
	c := newCounter(ladder, q)
	return c.count(ctx)
}

// count works through the customers on all processors.
func (c *counter) count(ctx context.Context) (Result, error) {
	channels, months := 0, 0
	if n := len(c.months); n > 0 {
		channels, months = len(c.log.Channels), int(c.months[n-1])+1
	}
	tallies, err := analysis.Runs(c.log.Customers(), func(from, to int) (*tally, error) {
		t := newTally(len(c.ladder.Rows)-maturity.Left, channels, months)
		for who := eventlog.CustomerIndex(from); int(who) < to; who++ {
			if who%4096 == 0 && ctx.Err() != nil {
				return nil, data.Wrap(ctx.Err(), data.CodeCancelled, "The count was stopped before it was done; nothing has changed.")
			}
			if c.ladder.Place(who) != maturity.NotHere {
				t.add(c, who)
			}
		}
		return t, nil
	})
	if err != nil {
		return Result{}, err
	}
	for _, more := range tallies[1:] {
		tallies[0].join(more)
	}
	r := Result{AsOf: c.query.AsOf, Revision: c.ladder.Revision, Parts: map[Part][]Row{}, counter: *c}
	for _, class := range c.byClass {
		r.Classes[class]++
	}
	r.fill(tallies[0])
	return r, nil
}

func (r *Result) fill(t *tally) {
	c := &r.counter
	first := c.calendar.Index(c.log.First)
	r.Total = t.all.row(message.New("pushpull.all", nil), 0)
	for _, place := range c.ladder.Places() {
		if sum := &t.places.sums[place-maturity.Left]; sum.any() {
			r.Parts[ByStage] = append(r.Parts[ByStage], sum.row(c.ladder.PlaceName(place), place))
		}
	}
	for code := range t.channels.sums {
		if !t.channels.sums[code].any() {
			continue
		}
		name := message.New("pushpull.channel.none", nil)
		if code > 0 {
			name = message.Verbatim(c.log.Channels[code].Name)
		}
		r.Parts[ByChannel] = append(r.Parts[ByChannel], t.channels.sums[code].row(name, code))
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
	e := &c.log.Events
	for _, who := range c.ladder.Everybody() {
		before, course := contacts, c.ladder.Course(who)
		begin, end := c.span.Contacts(c.log, who)
		for i := begin; i < end; i++ {
			place, class := course.On(e.Day[i]), c.class(e.Activity[i], e.Requested[i])
			switch {
			case key.Class == Both && class == Transactional, key.Class != Both && class != Class(key.Class),
				key.Part == ByStage && place != code,
				key.Part == ByChannel && int(e.Channel[i]) != code,
				key.Part == ByMonth && c.calendar.Index(e.Day[i]) != code:
				continue
			}
			contacts++
		}
		if contacts > before {
			people = append(people, who)
		}
	}
	return contacts, people
}
