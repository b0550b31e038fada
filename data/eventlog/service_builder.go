package eventlog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"cxworkbench/data"
)

// service collects responses and tickets for a Builder.
type service struct {
	responses  Responses
	tickets    Tickets
	ticketAt   map[int64]int32 // row id to place in tickets
	events     []StatusEvent
	eventsOf   []CustomerIndex // place of the ticket, as sortRows counts owners
	links      map[int64]int64 // interaction to ticket, by row ids
	metrics    codes
	statuses   words
	categories words
	causes     words
}

// words gives texts codes in the order in which they are met; "" is 0.
type words struct {
	codes map[string]uint16
	texts []string
}

func newWords() words { return words{codes: map[string]uint16{"": 0}, texts: []string{""}} }

func (w *words) code(text string) (uint16, error) {
	code, ok := w.codes[text]
	if ok {
		return code, nil
	}
	if len(w.texts) > math.MaxUint16 {
		return 0, data.Errorf(data.CodeBadInput, "The tickets have more than 65,535 kinds of status, category or cause; a column was probably imported as the wrong field. Undo that import.")
	}
	code = uint16(len(w.texts))
	w.codes[text] = code
	w.texts = append(w.texts, text)
	return code, nil
}

func newService(metrics []data.Metric) service {
	return service{
		ticketAt: map[int64]int32{}, links: map[int64]int64{}, statuses: newWords(), categories: newWords(), causes: newWords(),
		metrics: codesOf(metrics, func(m data.Metric) int64 { return m.ID }),
	}
}

func (b *Builder) word(w *words, text string) uint16 {
	code, err := w.code(text)
	if err != nil {
		b.fail(err)
	}
	return code
}

// Response adds an answer to a survey.
func (b *Builder) Response(r *data.Response) {
	t := &b.service.responses
	t.Customer = append(t.Customer, b.ownerOf(r.CustomerID))
	t.Day = append(t.Day, r.When.DayIn(b.log.Zone))
	at := DatedOnly
	if !r.When.Dated() {
		at = r.When.At
	}
	t.At = append(t.At, at)
	t.Metric = append(t.Metric, uint16(b.code(&b.service.metrics, r.MetricID, "metric")))
	t.Channel = append(t.Channel, uint16(b.code(&b.codes.channel, r.ChannelID, "channel")))
	t.Touchpoint = append(t.Touchpoint, uint16(b.code(&b.codes.touchpoint, r.TouchpointID, "touchpoint")))
	t.Score = append(t.Score, r.Score)
	t.Row = append(t.Row, r.ID)
}

// Ticket adds a service case. Its events come after it.
func (b *Builder) Ticket(t *data.Ticket) {
	s, v := &b.service.tickets, &b.service
	v.ticketAt[t.ID] = int32(len(s.Row))
	s.Customer = append(s.Customer, b.ownerOf(t.CustomerID))
	s.Day = append(s.Day, data.DayIn(t.Opened, b.log.Zone))
	s.Opened = append(s.Opened, t.Opened)
	s.Due = append(s.Due, instantIf(t.HasDue, t.Due))
	s.Promised = append(s.Promised, instantIf(t.HasPromised, t.Promised))
	s.Priority = append(s.Priority, t.Priority)
	s.Category = append(s.Category, b.word(&v.categories, t.Category))
	s.Cause = append(s.Cause, b.word(&v.causes, t.Cause))
	s.Channel = append(s.Channel, uint16(b.code(&b.codes.channel, t.ChannelID, "channel")))
	s.RightFirstTime = append(s.RightFirstTime, t.RightFirstTime)
	s.Row = append(s.Row, t.ID)
}

func instantIf(has bool, at int64) int64 {
	if !has {
		return NoInstant
	}
	return at
}

// TicketEvent adds a change of a ticket's status, after its ticket.
func (b *Builder) TicketEvent(e *data.TicketEvent) {
	at, ok := b.service.ticketAt[e.TicketID]
	if !ok {
		b.fail(fmt.Errorf("ticket %d of a status does not exist", e.TicketID))
		return
	}
	b.service.events = append(b.service.events, StatusEvent{e.At, b.word(&b.service.statuses, e.Status)})
	b.service.eventsOf = append(b.service.eventsOf, CustomerIndex(at))
}

// TicketLink says that an interaction belongs to a ticket, by row ids.
func (b *Builder) TicketLink(interaction, ticket int64) { b.service.links[interaction] = ticket }

// finishService sorts responses and tickets into the log.
func (b *Builder) finishService() {
	l, n := b.log, b.log.Customers()
	r := &b.service.responses
	order, from, none := sortRows(r.Customer, n, func(x, y int32) int {
		return cmp.Or(cmp.Compare(r.Day[x], r.Day[y]), cmp.Compare(r.At[x], r.At[y]), cmp.Compare(r.Row[x], r.Row[y]))
	})
	order = append(order, none...)
	l.ResponsesFrom = from
	l.Responses = Responses{
		pick(r.Customer, order), pick(r.Day, order), pick(r.At, order), pick(r.Metric, order), pick(r.Channel, order),
		pick(r.Touchpoint, order), pick(r.Score, order), pick(r.Row, order),
	}
	b.finishTickets()
	l.Statuses, l.Categories, l.Causes = b.service.statuses.texts, b.service.categories.texts, b.service.causes.texts
	l.solvedStatus = make([]bool, len(l.Statuses))
	for code, status := range l.Statuses {
		l.solvedStatus[code] = data.SolvedStatus(status)
	}
}

func (b *Builder) finishTickets() {
	l, t := b.log, &b.service.tickets
	order, from, none := sortRows(t.Customer, l.Customers(), func(x, y int32) int {
		return cmp.Or(cmp.Compare(t.Opened[x], t.Opened[y]), cmp.Compare(t.Row[x], t.Row[y]))
	})
	order = append(order, none...)
	events := b.service.events
	eventOrder, eventFrom, _ := sortRows(b.service.eventsOf, len(t.Row), func(x, y int32) int {
		return cmp.Or(cmp.Compare(events[x].At, events[y].At), cmp.Compare(x, y))
	})
	l.TicketsFrom = from
	l.Tickets = Tickets{
		Customer: pick(t.Customer, order), Day: pick(t.Day, order), Opened: pick(t.Opened, order), Due: pick(t.Due, order),
		Promised: pick(t.Promised, order), Priority: pick(t.Priority, order), Category: pick(t.Category, order),
		Cause: pick(t.Cause, order), Channel: pick(t.Channel, order), RightFirstTime: pick(t.RightFirstTime, order), Row: pick(t.Row, order),
		History: make([]StatusEvent, 0, len(events)), HistoryFrom: make([]int32, 1, len(order)+1),
	}
	place := make(map[int64]int32, len(order))
	for i, ticket := range order {
		for _, e := range eventOrder[eventFrom[ticket]:eventFrom[ticket+1]] {
			l.Tickets.History = append(l.Tickets.History, events[e])
		}
		l.Tickets.HistoryFrom = append(l.Tickets.HistoryFrom, int32(len(l.Tickets.History)))
		place[t.Row[ticket]] = int32(i)
	}
	b.linkTickets(place)
}

// linkTickets fills EventTicket, which is nil where no interaction has a ticket.
func (b *Builder) linkTickets(place map[int64]int32) {
	if len(b.service.links) == 0 {
		return
	}
	rows := b.log.Events.Row
	b.log.EventTicket = slices.Repeat([]int32{-1}, len(rows))
	for i, row := range rows {
		ticket, linked := b.service.links[row]
		if !linked {
			continue
		}
		at, ok := place[ticket]
		if !ok {
			b.fail(fmt.Errorf("ticket %d of an interaction does not exist", ticket))
			return
		}
		b.log.EventTicket[i] = at
	}
}
