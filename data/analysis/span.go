package analysis

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Span is the days whose records count, both inclusive. A First that is not known is
// before all.
type Span struct{ First, Last data.Day }

// Span gives the days that InRange reports of.
func (q Query) Span() Span {
	last := q.AsOf
	if q.To.Known() {
		last = min(last, q.To)
	}
	return Span{First: q.From, Last: last}
}

// Contacts gives the contacts of a customer inside the days, by their positions in the
// log from one to before another.
func (s Span) Contacts(log *eventlog.Log, c eventlog.CustomerIndex) (begin, end int) {
	begin, end = log.EventRange(c)
	days := log.Events.Day
	for begin < end && days[begin] < s.First {
		begin++
	}
	for begin < end && days[end-1] > s.Last {
		end--
	}
	return begin, end
}
