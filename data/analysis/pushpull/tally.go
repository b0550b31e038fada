package pushpull

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/message"
)

// counts are contacts: of pull, of pull and push, and transactional ones.
type counts struct{ pull, both, transactional int32 }

func (c *counts) add(o counts) {
	c.pull, c.both, c.transactional = c.pull+o.pull, c.both+o.both, c.transactional+o.transactional
}

// single is one contact of a class.
var single = [classes]counts{Pull: {pull: 1, both: 1}, Push: {both: 1}, Transactional: {transactional: 1}}

// sum is the contacts of one place, channel or month, and those of the customer at
// hand apart.
type sum struct {
	clusters      interval.Clusters
	transactional int
	own           counts
}

// flush ends a customer.
func (s *sum) flush() {
	s.clusters.Add(int(s.own.pull), int(s.own.both))
	s.transactional += int(s.own.transactional)
	s.own = counts{}
}

func (s *sum) join(o *sum) {
	s.clusters.Join(o.clusters)
	s.transactional += o.transactional
}

func (s *sum) any() bool { return s.clusters.Cases+s.transactional > 0 }

func (s *sum) row(name message.Message, code int) Row {
	out := Row{
		Name: name, Start: data.NoDay, Pull: s.clusters.Yes, Push: s.clusters.Cases - s.clusters.Yes, Transactional: s.transactional,
		Index: math.NaN(), Clusters: s.clusters, code: code,
	}
	if n := out.N(); n > 0 {
		out.Index = float64(out.Pull-out.Push) / float64(n)
	}
	low, high := s.clusters.Wilson()
	out.Low, out.High = 2*low-1, 2*high-1 // the index is 2 x share - 1
	return out
}

// tally is the contacts of some customers, parted in every way.
type tally struct {
	all                      sum
	places, channels, months []sum  // places from maturity.Left
	touched                  []*sum // those with contacts of the customer at hand
	month                    int    // of its newest contact, whose sum is in no list
}

func newTally(places, channels, months int) *tally {
	return &tally{places: make([]sum, places), channels: make([]sum, channels), months: make([]sum, months)}
}

// add takes in contacts of the customer at hand.
func (t *tally) add(s *sum, c counts) {
	if s.own == (counts{}) {
		t.touched = append(t.touched, s)
	}
	s.own.add(c)
}

// addMonth takes in a contact of the customer at hand; they come in order of months.
func (t *tally) addMonth(month int, c counts) {
	if month != t.month {
		t.months[t.month].flush()
		t.month = month
	}
	t.months[month].own.add(c)
}

// flush ends a customer.
func (t *tally) flush() {
	for _, s := range t.touched {
		s.flush()
	}
	t.touched = t.touched[:0]
	t.months[t.month].flush()
}

func (t *tally) join(o *tally) {
	t.all.join(&o.all)
	for i := range t.places {
		t.places[i].join(&o.places[i])
	}
	for i := range t.channels {
		t.channels[i].join(&o.channels[i])
	}
	for i := range t.months {
		t.months[i].join(&o.months[i])
	}
}
