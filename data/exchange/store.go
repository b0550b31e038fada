package exchange

import (
	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// store writes what a row holds.
func (r *run) store(d *draft) (change, fault, error) {
	r.keys, r.counting = keysOf(d, r.match, r.keys[:0])
	called := ""
	if r.counting > 0 {
		called = r.keys[0].String()
	}
	switch {
	case r.plan.As.events():
		return r.storeEvent(called, d)
	case r.plan.As == AsResponses:
		return r.storeAnswers(called, d)
	case r.plan.As == AsTickets && r.plan.TicketEvents:
		return r.storeTicketEvent(called, d)
	case r.plan.As == AsTickets:
		return r.storeTicket(called, d)
	case called == "":
		return changeNone, "it does not say who the customer is", nil
	case r.plan.As == AsStageChanges:
		return r.storeStageChange(called, d)
	}
	id, did, bad, err := r.storeCustomer(called, d)
	if bad != "" || err != nil || !d.hasSubscription {
		return did, bad, err
	}
	also, bad, err := r.storeSubscription(id, called, d)
	return max(did, also), bad, err
}

func (r *run) storeCustomer(called string, d *draft) (int64, change, fault, error) {
	id, did, bad, err := r.matcher.customer(called, r.keys, r.counting, d, r.origin())
	if did == changeAdded {
		r.report.CustomersNew++
		r.report.Records++
	}
	return id, did, bad, err
}

// whose finds or makes the customer of a record that can be without one: where
// the row names nobody, and where it names more than one.
func (r *run) whose(called string, d *draft) (id int64, ambiguous bool, did change, bad fault, err error) {
	if called == "" {
		return 0, false, changeNone, "", nil
	}
	id, did, bad, err = r.storeCustomer(called, d)
	if bad == faultAmbiguous || bad == faultTwoIDs {
		return 0, true, did, "", err
	}
	return id, false, did, bad, err
}

// made counts a record that was added last, of a customer or of none.
func (r *run) made(noun string, customer int64, ambiguous bool) error {
	r.report.Records++
	if customer != 0 {
		return nil
	}
	r.report.NoCustomer++
	if !ambiguous {
		return nil
	}
	r.report.Ambiguous++
	return r.tx.AddUnassigned(noun, r.matcher.clash.identity(), r.origin())
}

// origin names the records of the row being read.
func (r *run) origin() workspace.Origin {
	return workspace.Origin{ImportID: r.importID, Ordinal: r.report.Read}
}

// isNew reports whether a record of this fingerprint is not here yet, and
// remembers it where another file may hold it too.
func (r *run) isNew(fingerprint int64) bool {
	if r.known.has(uint64(fingerprint)) {
		return false
	}
	if len(r.plan.Sources) > 1 {
		r.known.add(uint64(fingerprint))
	}
	return true
}

func (r *run) storeEvent(called string, d *draft) (change, fault, error) {
	id, ambiguous, did, bad, err := r.whose(called, d)
	if bad != "" || err != nil {
		return did, bad, err
	}
	r.saw(d.event.When.DayIn(r.home))
	fingerprint := r.prints.interaction(called, d)
	if !r.isNew(fingerprint) {
		return did, "", nil
	}
	if err := r.words(d); err != nil {
		return changeNone, "", err
	}
	d.event.CustomerID = id
	if err := r.tx.AddInteraction(&d.event, r.origin(), fingerprint); err != nil {
		return changeNone, "", err
	}
	return changeAdded, "", r.made("interaction", id, ambiguous)
}

// words resolves the names of an event.
func (r *run) words(d *draft) (err error) {
	if d.event.ActivityID, err = r.names.activity(d.activity, d.kind); err != nil {
		return err
	}
	if d.event.ChannelID, err = r.names.channel(d.channel); err != nil {
		return err
	}
	if d.event.TouchpointID, err = r.names.touchpoint(d.touchpoint); err != nil {
		return err
	}
	d.event.ProductID, err = r.names.product(d.product)
	return err
}

// storeSubscription adds a subscription, or brings a known one up to date.
func (r *run) storeSubscription(customer int64, called string, d *draft) (change, fault, error) {
	s := d.subscription
	s.CustomerID = customer
	if !s.DatesDerived {
		r.saw(s.Start)
		r.saw(s.End)
	}
	var err error
	if s.ProductID, err = r.names.product(d.product); err != nil {
		return changeNone, "", err
	}
	if s.ReasonID, err = r.names.reason(d.reason); err != nil {
		return changeNone, "", err
	}
	fingerprint := r.prints.subscription(called, d)
	known, found, err := r.tx.SubscriptionByFingerprint(fingerprint)
	if err != nil {
		return changeNone, "", err
	}
	if !found {
		r.report.Records++
		return changeAdded, "", r.tx.AddSubscription(&s, r.origin(), fingerprint)
	}
	s.ID = known.ID
	if s.ReasonID == 0 {
		s.ReasonID = known.ReasonID
	}
	if r.plan.options.Wins == WinsWorkspace {
		s = fillSubscription(known, s)
	}
	switch {
	case s == known:
		return changeNone, "", nil
	case r.plan.options.Policy == PolicyCreate:
		return changeNone, faultHere, nil
	}
	return changeUpdated, "", r.tx.UpdateSubscription(&s)
}

// fillSubscription adds to a subscription what it does not say yet.
func fillSubscription(known, said data.Subscription) data.Subscription {
	if known.ReasonID == 0 {
		known.ReasonID = said.ReasonID
	}
	if !known.End.Known() {
		known.End = said.End
	}
	if !known.HasMonthly {
		known.Monthly, known.HasMonthly = said.Monthly, said.HasMonthly
	}
	return known
}
