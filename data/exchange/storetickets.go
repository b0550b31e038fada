package exchange

import (
	"errors"
	"slices"

	"cxworkbench/data"
)

// tickets are the cases of an import, and what is done to them when all rows
// have been read.
type tickets struct {
	ids      hashMap // fingerprint to row id
	opened   hashMap // of events: row id to when the case was opened, as far as was read
	moved    hashSet // of events: row ids of cases of which an earlier event came later
	firstOwn int64   // row id of the first case that this import made; 0 before
	newest   int64   // of all times in the file that are not in the future, milliseconds UTC
	pending  []status
	words    map[string]int32 // of statuses
	list     []string
}

// status is what is said of a case now, it is not said since when.
type status struct {
	ticket int64
	word   int32 // in tickets.list
}

func (t *tickets) word(status string) int32 {
	if at, ok := t.words[status]; ok {
		return at
	}
	if t.words == nil {
		t.words = map[string]int32{}
	}
	at := int32(len(t.list))
	t.list = append(t.list, string([]byte(status))) // a cell would keep its whole row in memory
	t.words[t.list[at]] = at
	return at
}

// loadTickets reads which cases and events of cases are here already.
func (r *run) loadTickets() (err error) {
	err = r.tx.EachTicketFingerprint(func(fingerprint, id, opened int64) {
		r.tickets.ids.set(uint64(fingerprint), id)
		if r.plan.TicketEvents {
			r.tickets.opened.set(uint64(id), opened)
		}
	})
	if err != nil {
		return err
	}
	here := newFingerprints(r.near)
	defer func() { err = errors.Join(err, here.close()) }()
	return r.tx.EachTicketEvent(func(e *data.TicketEvent) error {
		r.known.add(uint64(here.ticketEvent(e, r.plan.TicketEvents)))
		return nil
	})
}

// heard remembers a time of the file, milliseconds UTC.
func (r *run) heard(at int64) {
	r.saw(data.DayIn(at, r.home))
	if at <= r.plan.options.Now.UnixMilli() {
		r.tickets.newest = max(r.tickets.newest, at)
	}
}

// storeTicket adds a case or brings a known one up to date.
func (r *run) storeTicket(called string, d *draft) (change, fault, error) {
	fingerprint := r.prints.ticket(called, d)
	id, known := r.tickets.ids.get(uint64(fingerprint))
	customer, ambiguous, did, bad, err := r.whose(called, d)
	if bad != "" || err != nil {
		return did, bad, err
	}
	t := d.ticket
	t.CustomerID = customer
	if t.ChannelID, err = r.names.channel(d.channel); err != nil {
		return changeNone, "", err
	}
	r.heard(t.Opened)
	if known {
		t.ID = id
		var changed change
		if changed, bad, err = r.updateTicket(&t); bad != "" || err != nil {
			return changeNone, bad, err
		}
		did = max(min(did, changeUpdated), changed)
	} else {
		if t.ID, err = r.addTicket(&t, fingerprint, ambiguous); err != nil {
			return changeNone, "", err
		}
		did = changeAdded
	}
	also, err := r.storeStatus(t.ID, known, d)
	return max(did, also), "", err
}

func (r *run) addTicket(t *data.Ticket, fingerprint int64, ambiguous bool) (int64, error) {
	id, err := r.tx.AddTicket(t, r.origin(), fingerprint)
	if err != nil {
		return 0, err
	}
	if r.tickets.firstOwn == 0 {
		r.tickets.firstOwn = id
	}
	r.tickets.ids.set(uint64(fingerprint), id)
	return id, r.made("ticket", t.CustomerID, ambiguous)
}

// updateTicket stores what a row says otherwise of a case. A blank says nothing.
func (r *run) updateTicket(said *data.Ticket) (change, fault, error) {
	known, err := r.tx.Ticket(said.ID)
	if err != nil {
		return changeNone, "", err
	}
	t, wins := known, r.plan.options.Wins
	wins.take(&t.Subject, said.Subject, false)
	wins.take(&t.Category, said.Category, false)
	wins.take(&t.Cause, said.Cause, false)
	priority := string(t.Priority)
	wins.take(&priority, string(said.Priority), false)
	t.Priority = data.Priority(priority)
	mayReplace := func(has, says bool) bool { return says && (!has || wins != WinsWorkspace) }
	if mayReplace(t.CustomerID != 0, said.CustomerID != 0) {
		t.CustomerID = said.CustomerID
	}
	if mayReplace(t.ChannelID != 0, said.ChannelID != 0) {
		t.ChannelID = said.ChannelID
	}
	if mayReplace(true, true) {
		t.Opened = said.Opened
	}
	if mayReplace(t.HasDue, said.HasDue) {
		t.Due, t.HasDue = said.Due, true
	}
	if mayReplace(t.HasPromised, said.HasPromised) {
		t.Promised, t.HasPromised = said.Promised, true
	}
	if mayReplace(t.RightFirstTime != data.Unknown, said.RightFirstTime != data.Unknown) {
		t.RightFirstTime = said.RightFirstTime
	}
	switch {
	case t == known:
		return changeNone, "", nil
	case r.plan.options.Policy == PolicyCreate:
		return changeNone, "it would change a ticket that is here already, and only new ones were asked for", nil
	}
	return changeUpdated, "", r.tx.UpdateTicket(&t)
}

// storeStatus adds what a row says of the status of its case: that it was closed
// at a time, or only what it is now.
func (r *run) storeStatus(ticket int64, known bool, d *draft) (change, error) {
	solved := data.SolvedStatus(d.status)
	did := changeNone
	if d.hasClosed {
		r.heard(d.closed)
		e := data.TicketEvent{TicketID: ticket, At: d.closed, Status: "Solved"}
		if solved {
			e.Status = d.status
		}
		if r.isNew(r.prints.ticketEvent(&e, false)) {
			if _, err := r.tx.AddTicketEvent(&e, r.origin()); err != nil {
				return changeNone, err
			}
			r.report.Records++
			did = changeUpdated
		}
	}
	if d.status == "" || d.hasClosed && solved {
		return did, nil
	}
	if known {
		if latest, _, err := r.tx.LatestStatus(ticket); err != nil || latest == d.status {
			return did, err
		}
		did = changeUpdated
	}
	if solved {
		r.report.SolvedUndated++
	}
	r.tickets.pending = append(r.tickets.pending, status{ticket, r.tickets.word(d.status)})
	return did, nil
}

// storeTicketEvent adds an event to its case, which the first makes.
func (r *run) storeTicketEvent(called string, d *draft) (change, fault, error) {
	fingerprint := r.prints.ticket(called, d)
	id, known := r.tickets.ids.get(uint64(fingerprint))
	did := changeNone
	if !known {
		customer, ambiguous, _, bad, err := r.whose(called, d)
		if bad != "" || err != nil {
			return changeNone, bad, err
		}
		t := d.ticket
		t.CustomerID = customer
		if t.ChannelID, err = r.names.channel(d.channel); err != nil {
			return changeNone, "", err
		}
		if id, err = r.addTicket(&t, fingerprint, ambiguous); err != nil {
			return changeNone, "", err
		}
		r.tickets.opened.set(uint64(id), d.at)
		did = changeAdded
	} else if opened, _ := r.tickets.opened.get(uint64(id)); d.at < opened {
		r.tickets.opened.set(uint64(id), d.at)
		r.tickets.moved.add(uint64(id))
	}
	r.saw(data.DayIn(d.at, r.home))
	e := data.TicketEvent{TicketID: id, At: d.at, Status: d.status, Note: r.convert.text(FieldNote)}
	if !r.isNew(r.prints.ticketEvent(&e, true)) {
		return did, "", nil
	}
	if _, err := r.tx.AddTicketEvent(&e, r.origin()); err != nil {
		return changeNone, "", err
	}
	r.report.Records++
	return changeAdded, "", nil
}

// finishTickets stores what only the whole file tells: when cases of unsorted
// rows were opened, and how those stand of which only that is known.
func (r *run) finishTickets() error {
	var moved []int64
	for _, id := range r.tickets.moved.slots {
		if id != 0 {
			moved = append(moved, int64(id))
		}
	}
	slices.Sort(moved)
	for _, id := range moved {
		opened, _ := r.tickets.opened.get(uint64(id))
		if err := r.tx.OpenTicket(id, opened, r.tickets.firstOwn != 0 && id >= r.tickets.firstOwn); err != nil {
			return err
		}
	}
	for _, p := range r.tickets.pending {
		word := r.tickets.list[p.word]
		latest, at, err := r.tx.LatestStatus(p.ticket)
		if err != nil {
			return err
		}
		if latest == word {
			continue // a row further up said so
		}
		e := data.TicketEvent{TicketID: p.ticket, At: max(at, r.tickets.newest), Status: word}
		if _, err := r.tx.AddTicketEvent(&e, r.origin()); err != nil {
			return err
		}
		r.report.Records++
	}
	return nil
}
