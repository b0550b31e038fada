package eventlog

import (
	"sync"

	"cxworkbench/data"
)

// sums are of all records of a log, and asked for again and again. Each is added
// up once, when it is first asked for. A log made of another needs its own.
type sums struct {
	havingOnce, laterOnce, unnamedOnce sync.Once

	unnamed int   // contacts of customers that name no channel
	having  []int // by place in data.Kinds, how many customers have an event of the kind
	later   later
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

func (l *Log) having() []int {
	s := l.summed()
	s.havingOnce.Do(func() { s.having = l.countHaving() })
	return s.having
}

func (l *Log) later() later {
	s := l.summed()
	s.laterOnce.Do(func() { s.later = l.countLater() })
	return s.later
}

// Kinds lists the kinds of activity that customers' events have, in the order
// of data.Kinds.
func (l *Log) Kinds() []data.Kind {
	var kinds []data.Kind
	for i, n := range l.having() {
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
			return l.having()[i]
		}
	}
	return 0
}

// WithoutChannel is how many contacts of customers name no channel.
func (l *Log) WithoutChannel() int {
	s := l.summed()
	s.unnamedOnce.Do(func() {
		for _, code := range l.Events.Channel {
			if code == 0 {
				s.unnamed++
			}
		}
	})
	return s.unnamed
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
	later := l.later()
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
