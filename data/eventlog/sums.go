package eventlog

import (
	"sync"

	"cxworkbench/data"
)

// once is what is worked out when it is first asked for.
type once[T any] struct {
	do    sync.Once
	value T
}

func (o *once[T]) get(work func() T) T {
	o.do.Do(func() { o.value = work() })
	return o.value
}

// sums are of all records of a log, and asked for again and again. A log made of
// another needs its own.
type sums struct {
	unnamed                    once[int]   // contacts of customers that name no channel
	having                     once[[]int] // by place in data.Kinds, how many customers have an event of the kind
	later                      once[later]
	firstContact               once[data.Day]
	firstChannel, firstProduct once[*Attribute]
}

// later says how many records are of a day or after it.
type later struct {
	first data.Day
	from  []int32 // by day from first on
}

// summed gives those of the log; one written by hand has no place to keep them.
func (l *Log) summed() *sums {
	if l.sums == nil {
		return new(sums)
	}
	return l.sums
}

// Kinds lists the kinds of activity that customers' events have, in the order
// of data.Kinds.
func (l *Log) Kinds() []data.Kind {
	var kinds []data.Kind
	for i, n := range l.summed().having.get(l.countHaving) {
		if n > 0 {
			kinds = append(kinds, data.Kinds[i])
		}
	}
	return kinds
}

// HasKind reports whether any event of a customer is of the kind.
func (l *Log) HasKind(kind data.Kind) bool { return l.CustomersWith(kind) > 0 }

// CustomersWith is how many customers have an event of the kind.
func (l *Log) CustomersWith(kind data.Kind) int {
	for i, k := range data.Kinds {
		if k == kind {
			return l.summed().having.get(l.countHaving)[i]
		}
	}
	return 0
}

// WithoutChannel is how many contacts of customers name no channel.
func (l *Log) WithoutChannel() int {
	return l.summed().unnamed.get(func() (n int) {
		for _, code := range l.Events.Channel {
			if code == 0 {
				n++
			}
		}
		return n
	})
}

// FirstContact is the day of the first contact of any customer, NoDay where there is none.
func (l *Log) FirstContact() data.Day {
	return l.summed().firstContact.get(func() data.Day {
		first := data.NoDay
		for c := range CustomerIndex(l.Customers()) {
			if from, to := l.EventRange(c); from < to && (!first.Known() || l.Events.Day[from] < first) {
				first = l.Events.Day[from]
			}
		}
		return first
	})
}

func (l *Log) countHaving() []int {
	bit := make([]uint32, len(l.Activities))
	for code, a := range l.Activities {
		for i, kind := range data.Kinds {
			if a.Kind == kind {
				bit[code] = 1 << i
			}
		}
	}
	having := make([]int, len(data.Kinds))
	for c := range l.Customers() {
		from, to := l.EventRange(CustomerIndex(c))
		kinds := uint32(0)
		for _, code := range l.Events.Activity[from:to] {
			kinds |= bit[code]
		}
		for i := range having {
			having[i] += int(kinds >> i & 1)
		}
	}
	return having
}

// RecordsAfter is how many contacts of customers, starts of contracts and changes of
// stage fall after the end of a day.
func (l *Log) RecordsAfter(day data.Day) int {
	if day >= l.Last {
		return 0
	}
	later := l.summed().later.get(l.countLater)
	return int(later.from[max(day+1-later.first, 0)])
}

func (l *Log) countLater() later {
	out := later{l.First, make([]int32, l.Last-l.First+1)}
	for _, days := range [][]data.Day{l.Events.Day, l.Subscriptions.Start, l.Changes.Day} {
		for _, d := range days {
			if d.Known() {
				out.from[d-out.first]++
			}
		}
	}
	for i := len(out.from) - 1; i > 0; i-- {
		out.from[i-1] += out.from[i]
	}
	return out
}
