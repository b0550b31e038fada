package condition

import (
	"cxworkbench/data"
	"cxworkbench/data/analysis/occasion"
	"cxworkbench/data/eventlog"
)

// seriesKey names a series; equal keys count the same things.
type seriesKey struct {
	kind              data.Kind
	activity, channel string
}

// series is what a done test counts, of one customer at a time: interactions,
// or purchase occasions (C.28), in order.
type series struct {
	channels  []bool             // by channel code; nil is any
	occasions *occasion.Gatherer // nil where every interaction counts
	hits      []Hit              // of an occasion its first line
	revised   bool               // a record of a later day changed what counts of an earlier one
}

// reader fills all series of a condition, or of several, in one pass over a
// customer's records.
type reader struct {
	log        *eventlog.Log
	series     []*series
	byActivity [][]*series // those that count an activity code

	customer eventlog.CustomerIndex // whose records the series hold, up to asOf
	asOf     data.Day
}

func newReader(log *eventlog.Log) *reader {
	return &reader{log: log, byActivity: make([][]*series, len(log.Activities)), customer: -1}
}

// add makes a series of the marked activities and channels.
func (r *reader) add(activities, channels []bool, countOccasions bool) *series {
	s := &series{channels: channels}
	if countOccasions {
		s.occasions = occasion.NewGatherer(r.log)
	}
	r.series = append(r.series, s)
	for code, counts := range activities {
		if counts {
			r.byActivity[code] = append(r.byActivity[code], s)
		}
	}
	return s
}

// load reads a customer's records up to the end of asOf.
func (r *reader) load(c eventlog.CustomerIndex, asOf data.Day) {
	if r.customer == c && r.asOf == asOf {
		return
	}
	r.customer, r.asOf = c, asOf
	for _, s := range r.series {
		s.hits = s.hits[:0]
	}
	e := &r.log.Events
	from, to := r.log.EventRange(c)
	days, activities := e.Day[from:to], e.Activity[from:to]
	for i, day := range days {
		if day > asOf {
			break
		}
		for _, s := range r.byActivity[activities[i]] {
			switch {
			case s.channels != nil && !s.channels[e.Channel[from+i]]:
			case s.occasions != nil:
				s.occasions.Add(from + i)
			default:
				s.hits = append(s.hits, Hit{day, int32(from + i)})
			}
		}
	}
	for _, s := range r.series {
		if s.occasions != nil {
			s.takeOccasions(e)
		}
	}
}

// takeOccasions moves the occasions that count into the series.
func (s *series) takeOccasions(e *eventlog.Events) {
	for _, o := range s.occasions.Found() {
		if o.Counts() {
			s.hits = append(s.hits, Hit{e.Day[o.Event], o.Event})
		}
	}
	s.revised = s.occasions.Revised()
	s.occasions.Clear()
}
