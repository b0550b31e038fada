package exchange

import (
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// names gives the row ids of words, each looked up once.
type names struct {
	tx          *workspace.Tx
	fresh       *NewWords
	activities  map[string]int64
	channels    map[string]int64
	touchpoints map[string]int64
	products    map[string]int64
	reasons     map[string]int64
	metrics     map[string]int64
}

func newNames(tx *workspace.Tx, fresh *NewWords) *names {
	return &names{tx, fresh, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}}
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
	id, created, err := once(n.touchpoints, name, func(name string) (int64, bool, error) {
		return n.tx.Touchpoint(name, categoryOf(name))
	})
	if created {
		n.fresh.Touchpoints = append(n.fresh.Touchpoints, strings.Clone(name))
	}
	return id, err
}

func (n *names) product(name string) (int64, error) {
	id, created, err := once(n.products, name, n.tx.Product)
	if created {
		n.fresh.Products = append(n.fresh.Products, strings.Clone(name))
	}
	return id, err
}

func (n *names) reason(name string) (int64, error) {
	id, created, err := once(n.reasons, name, n.tx.Reason)
	if created {
		n.fresh.Reasons = append(n.fresh.Reasons, strings.Clone(name))
	}
	return id, err
}

// metric makes a metric as the plan describes it.
func (n *names) metric(m data.Metric) (int64, error) {
	if m.ID != 0 {
		return m.ID, nil
	}
	id, created, err := once(n.metrics, m.Name, func(string) (int64, bool, error) { return n.tx.Metric(m) })
	if created {
		n.fresh.Metrics = append(n.fresh.Metrics, strings.Clone(m.Name))
	}
	return id, err
}
