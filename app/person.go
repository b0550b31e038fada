package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// PersonPage is all there is about one customer, but for the texts of its
// records, which LineTexts reads as they come into view.
type PersonPage struct {
	Profile
	Past     person.Result
	Consents []data.Consent // the latest of each purpose, by purpose
	Tasks    []data.Task    // the open ones by due day, then those done, newest first
	Health   Health
	Line     []LineItem // newest first
	Next     []NextStep

	log *eventlog.Log // that the positions are of
}

// Health is how much is known about a customer, and how fresh it is.
type Health struct {
	Known, Fields int      // facts that are known, of those the workspace has a place for
	Newest        data.Day // of any dated record; NoDay where there is none
}

// LineKind is what a record of a time line is.
type LineKind string

// The kinds of record on a time line.
const (
	LineContact      LineKind = "contact"
	LinePurchase     LineKind = "purchase" // refunds too
	LineResponse     LineKind = "response"
	LineTicket       LineKind = "ticket"
	LineSubscription LineKind = "subscription" // its start, and its end
	LineStage        LineKind = "stage"
)

// LineKinds lists every LineKind.
var LineKinds = []LineKind{LineContact, LinePurchase, LineResponse, LineTicket, LineSubscription, LineStage}

// LineItem is a record of a time line.
type LineItem struct {
	Kind    LineKind
	Day     data.Day
	At      int64  // milliseconds UTC, or eventlog.DatedOnly
	Index   int    // position in the log's columns; of a stage in Profile.Moves
	Row     int64  // row id; 0 for a stage
	Channel string // empty where none is known
	End     bool   // of a subscription: it ended
}

// NextStep is what to do next and the record that says so.
type NextStep struct {
	Do  message.Message
	Why message.Message
	Day data.Day  // of the record
	Row *LineItem // the record, where it is on the time line
	// Task is the open task that it is; nil for the other steps.
	Task *data.Task
}

// Since is the day from which on the customer has stood where it stands; NoDay where
// no move says so.
func (p Profile) Since() data.Day {
	since := data.NoDay
	for _, m := range p.Moves { // newest first
		if m.Place != p.Place {
			break
		}
		since = m.Day
	}
	return since
}

// Person reads the page of a customer by row id. Today is by which tasks are due.
func (s *Session) Person(ctx context.Context, v View, id int64, today data.Day) (PersonPage, error) {
	profile, err := s.Profile(ctx, v, id)
	if err != nil {
		return PersonPage{}, err
	}
	log := s.Log()
	index, found := slices.BinarySearch(log.CustomerIDs, id)
	q, err := s.query(ctx, log, v)
	if err != nil {
		return PersonPage{}, err
	}
	if !found {
		return PersonPage{}, data.Errorf(data.CodeNotFound, "This customer is not in the workspace any more.")
	}
	c := eventlog.CustomerIndex(index)
	p := PersonPage{Profile: profile, log: log}
	if p.Past, err = person.Build(ctx, log, q, person.Default(log), c); err != nil {
		return PersonPage{}, err
	}
	err = s.ws.Snapshot(ctx, func(snap *workspace.Snapshot) error {
		consents, err := snap.ConsentsOf(id)
		if err != nil {
			return err
		}
		p.Consents = latestConsents(consents)
		tasks, err := snap.Tasks()
		p.Tasks = tasksOf(tasks, id)
		return err
	})
	if err != nil {
		return PersonPage{}, err
	}
	p.Line = timeLine(log, c, p.Moves)
	p.Health = health(log, p)
	p.Next = nextSteps(log, c, p, today)
	return p, nil
}

// SetImpressionWeight keeps how much the newest touch weighs in the impression of a
// customer, over 0 and up to 1 (definition C.16). It can be undone.
func (s *Session) SetImpressionWeight(ctx context.Context, weight float64) error {
	if !(weight > 0 && weight <= 1) {
		return data.Errorf(data.CodeBadInput, "The weight of the newest touch is over 0 and up to 1; %g is not. Nothing was changed.", weight)
	}
	return s.setOption(ctx, "Change the weight of the newest touch", person.OptionName, strconv.FormatFloat(weight, 'g', -1, 64))
}

func latestConsents(consents []data.Consent) []data.Consent {
	latest := map[string]data.Consent{}
	for _, c := range consents { // by day
		latest[c.Purpose] = c
	}
	out := make([]data.Consent, 0, len(latest))
	for _, c := range latest {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b data.Consent) int { return strings.Compare(a.Purpose, b.Purpose) })
	return out
}

func tasksOf(tasks []data.Task, customer int64) []data.Task {
	var out []data.Task
	for _, t := range tasks {
		if t.CustomerID == customer {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, byDue)
	return out
}

// byDue puts open tasks before those done, the earliest due first and those
// without a date last; of those done the newest first.
func byDue(a, b data.Task) int {
	switch {
	case a.Done.Known() != b.Done.Known():
		if a.Done.Known() {
			return 1
		}
		return -1
	case a.Done.Known():
		return cmp.Compare(b.Done, a.Done)
	case a.Due.Known() != b.Due.Known():
		if a.Due.Known() {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.Due, b.Due)
}

// health counts name, e-mail, phone and every attribute that the workspace has.
func health(log *eventlog.Log, p PersonPage) Health {
	h := Health{Fields: 3 + len(log.Attributes), Newest: data.NoDay}
	if p.Customer.Name != "" {
		h.Known++
	}
	for _, kind := range []data.IdentityKind{data.IdentityEmail, data.IdentityPhone} {
		if slices.ContainsFunc(p.Customer.Identities, func(i data.Identity) bool { return i.Kind == kind }) {
			h.Known++
		}
	}
	for i := range log.Attributes {
		if p.Customer.Attributes[log.Attributes[i].Name] != "" {
			h.Known++
		}
	}
	if len(p.Line) > 0 {
		h.Newest = p.Line[0].Day
	}
	return h
}

// timeLine puts all records of a customer in one order, newest first.
func timeLine(log *eventlog.Log, c eventlog.CustomerIndex, moves []Move) []LineItem {
	from, to := log.EventRange(c)
	line := make([]LineItem, 0, to-from+len(moves))
	for i := from; i < to; i++ {
		kind := LineContact
		if k := log.Activities[log.Events.Activity[i]].Kind; k == data.KindPurchase || k == data.KindRefund {
			kind = LinePurchase
		}
		line = append(line, LineItem{Kind: kind, Day: log.Events.Day[i], At: log.Events.At[i], Index: i, Row: log.Events.Row[i], Channel: log.Channels[log.Events.Channel[i]].Name})
	}
	slices.Reverse(line) // the log has the oldest first: what is nearly in order is sorted at once
	from, to = log.ResponseRange(c)
	for i, r := from, &log.Responses; i < to; i++ {
		line = append(line, LineItem{Kind: LineResponse, Day: r.Day[i], At: r.At[i], Index: i, Row: r.Row[i], Channel: log.Channels[r.Channel[i]].Name})
	}
	from, to = log.TicketRange(c)
	for i, t := from, &log.Tickets; i < to; i++ {
		line = append(line, LineItem{Kind: LineTicket, Day: t.Day[i], At: t.Opened[i], Index: i, Row: t.Row[i], Channel: log.Channels[t.Channel[i]].Name})
	}
	from, to = log.SubscriptionRange(c)
	for i, s := from, &log.Subscriptions; i < to; i++ {
		line = append(line, LineItem{Kind: LineSubscription, Day: s.Start[i], At: eventlog.DatedOnly, Index: i, Row: s.Row[i]})
		if s.End[i].Known() {
			line = append(line, LineItem{Kind: LineSubscription, Day: s.End[i], At: eventlog.DatedOnly, Index: i, Row: s.Row[i], End: true})
		}
	}
	for i, m := range moves {
		line = append(line, LineItem{Kind: LineStage, Day: m.Day, At: eventlog.DatedOnly, Index: i})
	}
	slices.SortStableFunc(line, func(a, b LineItem) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.At, a.At), cmp.Compare(b.Row, a.Row))
	})
	return line
}

// nextSteps are what the records ask for: open tasks, tickets past due, a silence
// beyond the habit, a low score after which nobody was in touch.
func nextSteps(log *eventlog.Log, c eventlog.CustomerIndex, p PersonPage, today data.Day) []NextStep {
	var steps []NextStep
	for i := range p.Tasks {
		if t := &p.Tasks[i]; !t.Done.Known() {
			steps = append(steps, NextStep{Do: message.New("person.next.task", message.Args{"what": t.What}), Why: DueWords(*t, today), Day: t.Due, Task: t})
		}
	}
	steps = append(steps, lateTickets(log, c, p)...)
	if p.Past.Habit.Beyond() {
		steps = append(steps, NextStep{Do: message.New("person.next.silence", nil), Why: p.Past.Habit.Says(), Day: p.Past.Habit.Last, Row: itemOf(p.Line, func(i LineItem) bool {
			return i.Day == p.Past.Habit.Last && (i.Kind == LineContact || i.Kind == LinePurchase)
		})})
	}
	for _, score := range p.Past.Scores {
		if !score.LowScore() || p.Past.Habit.Last.Known() && p.Past.Habit.Last > score.Day {
			continue
		}
		steps = append(steps, NextStep{
			Do:  message.New("person.next.score", nil),
			Why: message.New("person.next.score.why", message.Args{"metric": score.Metric.Name, "score": score.Last, "day": score.Day}), Day: score.Day,
			Row: itemOf(p.Line, func(i LineItem) bool { return i.Kind == LineResponse && i.Index == score.Response }),
		})
	}
	return steps
}

func lateTickets(log *eventlog.Log, c eventlog.CustomerIndex, p PersonPage) []NextStep {
	var steps []NextStep
	end := p.AsOf.EndIn(log.Zone)
	from, to := log.TicketRange(c)
	for i := from; i < to; i++ {
		due := log.Tickets.Promised[i] // what the customer was told comes first
		if due == eventlog.NoInstant {
			due = log.Tickets.Due[i]
		}
		if due == eventlog.NoInstant || due > end || log.Tickets.Opened[i] > end {
			continue
		}
		if _, solved := log.Solved(i, end); solved {
			continue
		}
		do := message.New("person.next.ticket", message.Args{"what": log.Categories[log.Tickets.Category[i]]})
		if log.Tickets.Category[i] == 0 {
			do = message.New("person.next.ticket.any", nil)
		}
		steps = append(steps, NextStep{
			Do: do,
			Why: message.New("person.next.ticket.why", message.Args{
				"opened": log.Tickets.Day[i], "due": data.DayIn(due, log.Zone), "day": p.AsOf,
			}),
			Day: log.Tickets.Day[i], Row: itemOf(p.Line, func(item LineItem) bool { return item.Kind == LineTicket && item.Index == i }),
		})
	}
	return steps
}

func itemOf(line []LineItem, is func(LineItem) bool) *LineItem {
	if i := slices.IndexFunc(line, is); i >= 0 {
		return &line[i]
	}
	return nil
}

// DueWords says when a task is due, seen from a day.
func DueWords(t data.Task, today data.Day) message.Message {
	switch {
	case !t.Due.Known():
		return message.New("person.next.task.undated", nil)
	case t.Due < today:
		return message.New("person.next.task.due", message.Args{"day": t.Due, "days": int(today - t.Due)})
	case t.Due == today:
		return message.New("person.next.task.today", nil)
	}
	return message.New("person.next.task.coming", message.Args{"day": t.Due})
}

// Today is the civil date of an instant in the workspace's zone.
func (s *Session) Today(now time.Time) data.Day { return data.DayIn(now.UnixMilli(), s.Log().Zone) }
