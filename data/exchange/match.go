package exchange

import (
	"hash/maphash"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// secondSource is the source of ids from the customer2 field.
const secondSource = "customer2"

const faultAmbiguous fault = "more than one customer fits its id, e-mail, phone or name"

// key is what a row calls its customer by: the strongest of its names.
type key struct {
	kind   data.IdentityKind // empty for a name
	source string
	value  string
}

func (k key) String() string { return string(k.kind) + ":" + k.source + ":" + k.value }

// keysOf gives what a row calls its customer, strongest first. A name counts
// only where the file has nothing else.
func keysOf(d *draft, byName bool, out []key) []key {
	all := [...]key{
		{data.IdentityExternal, "", d.customer},
		{data.IdentityExternal, secondSource, d.customer2},
		{data.IdentityEmail, "", d.email},
		{data.IdentityPhone, "", d.phone},
	}
	for _, k := range all {
		if k.value != "" {
			out = append(out, k)
		}
	}
	if byName && d.name != "" {
		out = append(out, key{value: d.name})
	}
	return out
}

// byName reports whether customers can be told apart by their names only.
func (p *Plan) byName() bool {
	for _, m := range p.Mapping {
		switch m.Field {
		case FieldCustomer, FieldCustomer2, FieldEmail, FieldPhone:
			return false
		}
	}
	return true
}

// matcher finds or makes the customer of a row.
type matcher struct {
	tx     *workspace.Tx
	events bool
	cache  map[string]int64 // of events: key to customer
	given  map[int64]uint64 // of events: attributes that were given last
	seed   maphash.Seed
}

func newMatcher(tx *workspace.Tx, events bool) *matcher {
	return &matcher{tx: tx, events: events, cache: map[string]int64{}, given: map[int64]uint64{}, seed: maphash.MakeSeed()}
}

// change says what a row did to the workspace.
type change uint8

const (
	changeNone change = iota
	changeUpdated
	changeAdded
)

// customer gives the row id of a row's customer and what was done to it. called
// is the first of the keys as text.
func (m *matcher) customer(called string, keys []key, d *draft, o workspace.Origin) (int64, change, fault, error) {
	if m.events {
		if id, ok := m.cache[called]; ok {
			changed, err := m.attributes(id, d)
			return id, changed, "", err
		}
	}
	id, bad, err := m.find(keys)
	if bad != "" || err != nil {
		return 0, changeNone, bad, err
	}
	var did change
	if id == 0 {
		if id, err = m.add(keys, d, o); err != nil {
			return 0, changeNone, "", err
		}
		did = changeAdded
	} else if did, err = m.update(id, keys, d); err != nil {
		return 0, changeNone, "", err
	}
	if m.events {
		m.cache[called] = id
		m.given[id] = m.sum(d)
	}
	return id, did, "", nil
}

// find looks for a customer by each key in turn; 0 means there is none. One
// found by a weaker key is passed over where it has another value for a
// stronger one: two people may share an e-mail address or a telephone.
func (m *matcher) find(keys []key) (int64, fault, error) {
	for i, k := range keys {
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
			return 0, faultAmbiguous, nil
		case len(ids) == 1:
			return ids[0], m.contradicted(ids[0], keys[i+1:]), nil
		}
	}
	return 0, "", nil
}

func (m *matcher) lookUp(k key) ([]int64, error) {
	if k.kind == "" {
		return m.tx.CustomersByName(k.value)
	}
	return m.tx.CustomersByIdentity(k.kind, k.source, k.value)
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

// contradicted refuses a row whose second id is that of somebody else.
func (m *matcher) contradicted(id int64, weaker []key) fault {
	for _, k := range weaker {
		if k.kind != data.IdentityExternal {
			continue
		}
		if ids, err := m.lookUp(k); err == nil && len(ids) == 1 && ids[0] != id {
			return "its two ids are those of two customers"
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
// row of events gives a name only to who has none.
func (m *matcher) update(id int64, keys []key, d *draft) (change, error) {
	c, err := m.tx.Customer(id)
	if err != nil {
		return changeNone, err
	}
	changed := false
	if d.name != "" && d.name != c.Name && (c.Name == "" || !m.events) {
		c.Name, changed = d.name, true
	}
	for _, a := range d.attributes {
		if c.Attributes[a.name] == a.value {
			continue
		}
		if c.Attributes == nil {
			c.Attributes = map[string]string{}
		}
		c.Attributes[a.name], changed = a.value, true
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
	if !changed {
		return changeNone, nil
	}
	return changeUpdated, m.tx.UpdateCustomer(&c)
}

// attributes stores what a later row of events says of its customer.
func (m *matcher) attributes(id int64, d *draft) (change, error) {
	if len(d.attributes) == 0 || m.given[id] == m.sum(d) {
		return changeNone, nil
	}
	m.given[id] = m.sum(d)
	return m.update(id, nil, d)
}

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
	return h.Sum64()
}
