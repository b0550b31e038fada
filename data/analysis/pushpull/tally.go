package pushpull

import (
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// counts are contacts by class.
type counts [classes]int32

// sum is the contacts of one place, channel or month.
type sum struct {
	clusters      interval.Clusters
	transactional int
}

// add takes in all contacts of one customer.
func (s *sum) add(own *counts) {
	s.clusters.Add(int(own[Pull]), int(own[Pull]+own[Push]))
	s.transactional += int(own[Transactional])
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

// tally is the contacts of some customers, parted by stage, and by channel and month
// too where there is room for months.
type tally struct {
	all              sum
	places, channels parted // places from maturity.Left
	months           []sum

	month   int32 // at hand: the contacts of a customer come in order of months
	inMonth counts
}

// parted is sums by a code, and the contacts of the customer at hand by it.
type parted struct {
	sums    []sum
	own     []own
	touched []int // the first are the codes in own of the customer at hand
	n       int   // so many
}

// own is contacts of one customer.
type own struct {
	counts
	of eventlog.CustomerIndex
}

func newParted(codes int) parted {
	return parted{sums: make([]sum, codes), own: slices.Repeat([]own{{of: eventlog.NoCustomer}}, codes), touched: make([]int, codes+1)}
}

// add counts a contact of the customer at hand. Whether it is the first with its code
// is a sum and no branch, as nobody could foresee it.
func (p *parted) add(customer eventlog.CustomerIndex, code int, class Class) {
	o, n := &p.own[code], p.n
	p.touched[n] = code
	if o.of != customer {
		n++
	}
	p.n, o.of = n, customer
	o.counts[class]++
}

// end ends a customer and gives all its contacts.
func (p *parted) end() (all counts) {
	for _, code := range p.touched[:p.n] {
		o := &p.own[code]
		p.sums[code].add(&o.counts)
		for class, n := range o.counts {
			all[class] += n
		}
		o.counts = counts{}
	}
	p.n = 0
	return all
}

func newTally(places, channels, months int) *tally {
	return &tally{places: newParted(places), channels: newParted(channels), months: make([]sum, months)}
}

// add takes in a customer.
func (t *tally) add(c *counter, customer eventlog.CustomerIndex) {
	begin, end := c.span.Contacts(c.log, customer)
	if begin == end {
		return
	}
	e, course := &c.log.Events, c.ladder.Course(customer)
	for i := begin; i < end; i++ {
		day, class := e.Day[i], c.class(e.Activity[i], e.Requested[i])
		t.places.add(customer, course.On(day)-maturity.Left, class)
		if len(t.months) == 0 {
			continue
		}
		t.channels.add(customer, int(e.Channel[i]), class)
		if month := c.month(day); month != t.month {
			t.endMonth()
			t.month = month
		}
		t.inMonth[class]++
	}
	t.endMonth()
	all := t.places.end()
	t.all.add(&all)
	t.channels.end()
}

func (t *tally) endMonth() {
	if len(t.months) > 0 {
		t.months[t.month].add(&t.inMonth)
		t.inMonth = counts{}
	}
}

func (t *tally) join(o *tally) {
	t.all.join(&o.all)
	for i := range t.places.sums {
		t.places.sums[i].join(&o.places.sums[i])
	}
	for i := range t.channels.sums {
		t.channels.sums[i].join(&o.channels.sums[i])
	}
	for i := range t.months {
		t.months[i].join(&o.months[i])
	}
}
