package pushpull

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
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
	all                      sum
	places, channels, months []sum // places from maturity.Left

	// Of the customer at hand; its contacts come in order of months.
	inPlace, inChannel []counts
	touched            []uint16 // channels
	month              int32
	inMonth            counts
}

func newTally(places, channels, months int) *tally {
	return &tally{
		places: make([]sum, places), channels: make([]sum, channels), months: make([]sum, months),
		inPlace: make([]counts, places), inChannel: make([]counts, channels),
	}
}

// add takes in contacts of the customer at hand, in one place, by their positions in
// the log from one to before another.
func (t *tally) add(c *counter, place, begin, end int) {
	e, inPlace := &c.log.Events, &t.inPlace[place-maturity.Left]
	activities, asked := e.Activity[begin:end], e.Requested[begin:end]
	if len(t.months) == 0 { // by stage alone
		for i, activity := range activities {
			inPlace[c.class(activity, asked[i])]++
		}
		return
	}
	channels := e.Channel[begin:end]
	for i, day := range e.Day[begin:end] {
		class := c.class(activities[i], asked[i])
		inPlace[class]++
		inChannel := &t.inChannel[channels[i]]
		if *inChannel == (counts{}) {
			t.touched = append(t.touched, channels[i])
		}
		inChannel[class]++
		if month := c.month(day); month != t.month {
			t.endMonth()
			t.month = month
		}
		t.inMonth[class]++
	}
}

func (t *tally) endMonth() {
	if len(t.months) > 0 {
		t.months[t.month].add(&t.inMonth)
		t.inMonth = counts{}
	}
}

// end ends a customer.
func (t *tally) end() {
	t.endMonth()
	var all counts
	for i := range t.inPlace {
		if own := &t.inPlace[i]; *own != (counts{}) {
			for class, n := range own {
				all[class] += n
			}
			t.places[i].add(own)
			*own = counts{}
		}
	}
	for _, channel := range t.touched {
		t.channels[channel].add(&t.inChannel[channel])
		t.inChannel[channel] = counts{}
	}
	t.touched = t.touched[:0]
	t.all.add(&all)
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
