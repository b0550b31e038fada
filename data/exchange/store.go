package exchange

import (
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// store writes what a row holds.
func (r *run) store(d *draft) (change, fault, error) {
	r.keys = keysOf(d, r.byName, r.keys[:0])
	called := ""
	if len(r.keys) > 0 {
		called = r.keys[0].String()
	}
	if r.plan.As.events() {
		return r.storeEvent(called, d)
	}
	if called == "" {
		return changeNone, "it does not say who the customer is", nil
	}
	id, did, bad, err := r.storeCustomer(called, d)
	if bad != "" || err != nil || !d.hasSubscription {
		return did, bad, err
	}
	also, err := r.storeSubscription(id, called, d)
	return max(did, also), "", err
}

func (r *run) storeCustomer(called string, d *draft) (int64, change, fault, error) {
	id, did, bad, err := r.matcher.customer(called, r.keys, d, r.origin())
	if did == changeAdded {
		r.report.CustomersNew++
		r.report.Records++
	}
	return id, did, bad, err
}

// origin names the records of the row being read.
func (r *run) origin() workspace.Origin {
	return workspace.Origin{ImportID: r.importID, Ordinal: r.report.Read}
}

func (r *run) storeEvent(called string, d *draft) (change, fault, error) {
	var id int64
	var did change
	if called != "" {
		var bad fault
		var err error
		if id, did, bad, err = r.storeCustomer(called, d); bad != "" || err != nil {
			return did, bad, err
		}
	}
	r.saw(d.event.When.DayIn(r.zone))
	fingerprint := r.prints.interaction(called, d)
	if r.known.has(uint64(fingerprint)) {
		return did, "", nil
	}
	if err := r.words(d); err != nil {
		return changeNone, "", err
	}
	d.event.CustomerID = id
	if err := r.tx.AddInteraction(&d.event, r.origin(), fingerprint); err != nil {
		return changeNone, "", err
	}
	r.report.Records++
	if id == 0 {
		r.report.NoCustomer++
	}
	return changeAdded, "", nil
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
func (r *run) storeSubscription(customer int64, called string, d *draft) (change, error) {
	s := d.subscription
	s.CustomerID = customer
	if !s.DatesDerived {
		r.saw(s.Start)
		r.saw(s.End)
	}
	var err error
	if s.ProductID, err = r.names.product(d.product); err != nil {
		return changeNone, err
	}
	if s.ReasonID, err = r.names.reason(d.reason); err != nil {
		return changeNone, err
	}
	fingerprint := r.prints.subscription(called, d)
	known, found, err := r.tx.SubscriptionByFingerprint(fingerprint)
	if err != nil {
		return changeNone, err
	}
	if !found {
		r.report.Records++
		return changeAdded, r.tx.AddSubscription(&s, r.origin(), fingerprint)
	}
	s.ID = known.ID
	if s.ReasonID == 0 {
		s.ReasonID = known.ReasonID
	}
	if s == known {
		return changeNone, nil
	}
	return changeUpdated, r.tx.UpdateSubscription(&s)
}

// names gives the row ids of words, each looked up once.
type names struct {
	tx          *workspace.Tx
	fresh       *NewWords
	activities  map[string]int64
	channels    map[string]int64
	touchpoints map[string]int64
	products    map[string]int64
	reasons     map[string]int64
}

func newNames(tx *workspace.Tx, fresh *NewWords) *names {
	return &names{tx, fresh, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}}
}

// once looks a word up, or makes it, when it is first met. No word has id 0.
func once(known map[string]int64, name string, make func(string) (int64, bool, error)) (id int64, created bool, err error) {
	if name == "" {
		return 0, false, nil
	}
	if id, ok := known[name]; ok {
		return id, false, nil
	}
	name = strings.Clone(name) // a cell would keep its whole row in memory
	if id, created, err = make(name); err == nil {
		known[name] = id
	}
	return id, created, err
}

// activity makes an activity of a kind, or of the kind that its name suggests.
func (n *names) activity(name string, kind data.Kind) (int64, error) {
	id, created, err := once(n.activities, name, func(name string) (int64, bool, error) {
		if kind == "" {
			kind = kindOf(name)
		}
		return n.tx.Activity(name, kind, pushOf(name, kind))
	})
	if created {
		n.fresh.Activities = append(n.fresh.Activities, strings.Clone(name))
	}
	return id, err
}

func (n *names) channel(name string) (int64, error) {
	id, created, err := once(n.channels, name, func(name string) (int64, bool, error) {
		return n.tx.Channel(name, channelKindOf(name))
	})
	if created {
		n.fresh.Channels = append(n.fresh.Channels, strings.Clone(name))
	}
	return id, err
}

func (n *names) touchpoint(name string) (int64, error) {
	id, _, err := once(n.touchpoints, name, func(name string) (int64, bool, error) {
		return n.tx.Touchpoint(name, categoryOf(name))
	})
	return id, err
}

func (n *names) product(name string) (int64, error) {
	id, _, err := once(n.products, name, n.tx.Product)
	return id, err
}

func (n *names) reason(name string) (int64, error) {
	id, _, err := once(n.reasons, name, n.tx.Reason)
	return id, err
}
