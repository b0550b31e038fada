package exchange

import (
	"hash/maphash"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Why a row has no one customer.
const (
	faultAmbiguous fault = "more than one customer fits its id, e-mail, phone or name"
	faultTwoIDs    fault = "its two ids are those of two customers"
	faultNotHere   fault = "it is of a customer who is not here yet, and only updates were asked for"
	faultHere      fault = "it would change a customer who is here already, and only new ones were asked for"
)

// matcher finds or makes the customer of a row.
type matcher struct {
	tx      *workspace.Tx
	records bool // rows are records of a customer, who comes again, not customers
	policy  Policy
	wins    Wins
	cache   hashMap // of records: key to customer
	given   hashMap // of records: customer to the attributes that were given last
	seed    maphash.Seed
	clash   key // that more than one customer fitted, of the last ambiguous row
}

func newMatcher(tx *workspace.Tx, p *Plan) *matcher {
	return &matcher{
		tx: tx, records: p.As != AsCustomers && p.As != AsSubscriptions, policy: p.options.Policy, wins: p.options.Wins, seed: maphash.MakeSeed(),
	}
}

// change says what a row did to the workspace.
type change uint8

const (
	changeNone change = iota
	changeUpdated
	changeAdded
)

// customer gives the row id of a row's customer and what was done to it. The
// first of the keys, as many as are counting, is the strongest; called is it as
// text.
func (m *matcher) customer(called string, keys []key, counting int, d *draft, o workspace.Origin) (int64, change, fault, error) {
	var hash uint64
	if m.records {
		hash = maphash.String(m.seed, called)
		if id, ok := m.cache.get(hash); ok {
			changed, err := m.attributes(id, d)
			return id, changed, "", err
		}
	}
	id, bad, err := m.find(keys, counting)
	if bad != "" || err != nil {
		return 0, changeNone, bad, err
	}
	var did change
	switch {
	case id == 0 && m.policy == PolicyUpdate:
		return 0, changeNone, faultNotHere, nil
	case id == 0:
		if id, err = m.add(keys, d, o); err != nil {
			return 0, changeNone, "", err
		}
		did = changeAdded
	default:
		if did, bad, err = m.update(id, keys, d); bad != "" || err != nil {
			return 0, changeNone, bad, err
		}
	}
	if m.records {
		m.cache.set(hash, id)
		if sum := m.sum(d); sum != 0 {
			m.given.set(uint64(id), int64(sum))
		}
	}
	return id, did, "", nil
}

// find looks for a customer by each key in turn; 0 means there is none. One
// found by a weaker key is passed over where it has another value for a
// stronger one: two people may share an e-mail address or a telephone.
func (m *matcher) find(keys []key, counting int) (int64, fault, error) {
	for i, k := range keys[:counting] {
		ids, err := m.lookUp(k)
		if err != nil {
			return 0, "", err
		}
		if i > 0 && len(ids) > 0 {
			if ids, err = m.compatible(ids, keys[:i]); err != nil {
				return 0, "", err
			}
		}
		switch {
		case len(ids) > 1:
			m.clash = k
			return 0, faultAmbiguous, nil
		case len(ids) == 1:
			return ids[0], m.contradicted(ids[0], keys[i+1:]), nil
		}
	}
	return 0, m.contradicted(0, keys[counting:]), nil
}

func (m *matcher) lookUp(k key) ([]int64, error) {
	if k.kind == "" {
		ids, err := m.tx.CustomersByName(k.value)
		if err != nil || k.beside.name == "" {
			return ids, err
		}
		return m.having(ids, k.beside)
	}
	ids, err := m.tx.CustomersByIdentity(k.kind, k.source, k.value)
	if err == nil && len(ids) == 0 && k.also != "" && k.also != k.value {
		return m.tx.CustomersByIdentity(k.kind, k.source, k.also)
	}
	return ids, err
}

// having keeps those who have an attribute.
func (m *matcher) having(ids []int64, a attribute) ([]int64, error) {
	var out []int64
	for _, id := range ids {
		c, err := m.tx.Customer(id)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(c.Attributes[a.name], a.value) {
			out = append(out, id)
		}
	}
	return out, nil
}

func (m *matcher) compatible(ids []int64, stronger []key) ([]int64, error) {
	var out []int64
	for _, id := range ids {
		c, err := m.tx.Customer(id)
		if err != nil {
			return nil, err
		}
		if !hasKindOf(c, stronger) {
			out = append(out, id)
		}
	}
	return out, nil
}

func hasKindOf(c data.Customer, keys []key) bool {
	for _, identity := range c.Identities {
		for _, k := range keys {
			if identity.Kind == k.kind && identity.Source == k.source {
				return true
			}
		}
	}
	return false
}

// contradicted refuses a row of which another id is that of somebody else.
func (m *matcher) contradicted(id int64, others []key) fault {
	for _, k := range others {
		if k.kind != data.IdentityExternal {
			continue
		}
		if ids, err := m.lookUp(k); err == nil && len(ids) == 1 && ids[0] != id {
			m.clash = k
			return faultTwoIDs
		}
	}
	return ""
}

func (m *matcher) add(keys []key, d *draft, o workspace.Origin) (int64, error) {
	c := data.Customer{Name: d.name, Identities: identities(keys)}
	if len(d.attributes) > 0 {
		c.Attributes = make(map[string]string, len(d.attributes))
		for _, a := range d.attributes {
			c.Attributes[a.name] = a.value
		}
	}
	return m.tx.AddCustomer(&c, o)
}

func identities(keys []key) []data.Identity {
	var out []data.Identity
	for _, k := range keys {
		if k.kind != "" {
			out = append(out, data.Identity{Kind: k.kind, Source: k.source, Value: k.value})
		}
	}
	return out
}

// update stores what a row says differently. A blank cell says nothing, and a
// row of records gives a name only to who has none.
func (m *matcher) update(id int64, keys []key, d *draft) (change, fault, error) {
	if m.records && m.policy == PolicyCreate {
		return changeNone, "", nil
	}
	c, err := m.tx.Customer(id)
	if err != nil {
		return changeNone, "", err
	}
	changed := m.wins.take(&c.Name, d.name, m.records)
	for _, a := range d.attributes {
		value := c.Attributes[a.name]
		if !m.wins.take(&value, a.value, false) {
			continue
		}
		if c.Attributes == nil {
			c.Attributes = map[string]string{}
		}
		c.Attributes[a.name], changed = value, true
	}
	have := map[data.Identity]bool{}
	for _, identity := range c.Identities {
		have[identity] = true
	}
	for _, identity := range identities(keys) {
		if !have[identity] {
			c.Identities, changed = append(c.Identities, identity), true
		}
	}
	switch {
	case !changed:
		return changeNone, "", nil
	case m.policy == PolicyCreate:
		return changeNone, faultHere, nil
	}
	return changeUpdated, "", m.tx.UpdateCustomer(&c)
}

// take puts what a file says in the place of what is here, unless that stays,
// and reports whether it did. A blank says nothing.
func (w Wins) take(here *string, said string, stays bool) bool {
	if said == "" || said == *here || *here != "" && (stays || w == WinsWorkspace) {
		return false
	}
	*here = said
	return true
}

// attributes stores what a later row of records says of its customer.
func (m *matcher) attributes(id int64, d *draft) (change, error) {
	sum := m.sum(d)
	if sum == 0 {
		return changeNone, nil
	}
	if before, _ := m.given.get(uint64(id)); uint64(before) == sum {
		return changeNone, nil
	}
	m.given.set(uint64(id), int64(sum))
	did, _, err := m.update(id, nil, d)
	return did, err
}

// sum hashes the attributes of a row; 0 where there are none.
func (m *matcher) sum(d *draft) uint64 {
	if len(d.attributes) == 0 {
		return 0
	}
	var h maphash.Hash
	h.SetSeed(m.seed)
	for _, a := range d.attributes {
		_, _ = h.WriteString(a.name) // never fails
		_ = h.WriteByte(0)
		_, _ = h.WriteString(a.value)
		_ = h.WriteByte(0)
	}
	return max(h.Sum64(), 1)
}
