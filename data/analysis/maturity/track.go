package maturity

import (
	"context"
	"maps"
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Track is where every customer of a log moved to on which day under the rules of
// a spec. Rules look back in time only, so that the moves up to a day are those
// that the log has as of that day: ladders of any date, filter and period are cut
// from one track. It is immutable.
type Track struct {
	spec   Spec
	log    *eventlog.Log
	parts  []histories // of consecutive customers
	firsts []data.Day  // by customer, of its first record; NoDay without any
	// later are the steps of customers who are new since the parts were followed, or
	// whose records have changed.
	later map[eventlog.CustomerIndex][]step
	// revised are customers whose past a later record changed, as the refund of an
	// order does; for each date their moves are worked out anew.
	revised []eventlog.CustomerIndex
}

// endOfDays is later than any record, and before never.
const endOfDays data.Day = math.MaxInt32 - 1

// Follow works out the moves of all customers. Its errors say what is missing.
func Follow(ctx context.Context, log *eventlog.Log, spec Spec) (*Track, error) {
	if err := spec.check(log); err != nil {
		return nil, err
	}
	type part struct {
		histories
		revised []eventlog.CustomerIndex
	}
	t := &Track{spec: spec, log: log, firsts: make([]data.Day, log.Customers())}
	parts, err := analysis.Runs(log.Customers(), func(from, to int) (part, error) {
		const stepsEach = 5 // a guess that saves growing
		out := part{histories: histories{from: make([]int32, 1, to-from+1), steps: make([]step, 0, stepsEach*(to-from))}}
		h, err := newHistorian(log, spec, endOfDays)
		if err != nil {
			return out, err
		}
		for i := from; i < to; i++ {
			if i%1024 == 0 && ctx.Err() != nil {
				return out, Stopped(ctx)
			}
			c := eventlog.CustomerIndex(i)
			out.steps = h.append(out.steps, c)
			out.from = append(out.from, int32(len(out.steps)))
			t.firsts[i] = firstDay(log, c)
			if h.revised(c) {
				out.revised = append(out.revised, c)
			}
		}
		return out, nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		t.parts, t.revised = append(t.parts, p.histories), append(t.revised, p.revised...)
	}
	return t, nil
}

func firstDay(log *eventlog.Log, c eventlog.CustomerIndex) data.Day {
	if first, ok := log.FirstDay(c); ok {
		return first
	}
	return data.NoDay
}

// mostLater is how many customers are kept beside the parts before all are followed
// anew.
const mostLater = 4096

// With gives the track of a log in which the records of some customers are others, and
// new customers stand last; those alone are followed. It is nil where other rules or
// dictionaries may have moved others too.
func (t *Track) With(log *eventlog.Log, spec Spec, changed []eventlog.CustomerIndex) (*Track, error) {
	if len(t.later)+len(changed) > mostLater || !t.spec.equal(spec) || log.Customers() < t.log.Customers() ||
		!slices.Equal(log.Activities, t.log.Activities) || !slices.Equal(log.Channels, t.log.Channels) {
		return nil, nil
	}
	h, err := newHistorian(log, spec, endOfDays)
	if err != nil {
		return nil, err
	}
	next := &Track{spec: spec, log: log, parts: t.parts, later: maps.Clone(t.later), firsts: make([]data.Day, log.Customers())}
	if next.later == nil {
		next.later = map[eventlog.CustomerIndex][]step{}
	}
	copy(next.firsts, t.firsts)
	for _, c := range t.revised {
		if !slices.Contains(changed, c) {
			next.revised = append(next.revised, c)
		}
	}
	for _, c := range changed {
		next.later[c] = h.append(nil, c)
		next.firsts[c] = firstDay(log, c)
		if h.revised(c) {
			next.revised = append(next.revised, c)
		}
	}
	return next, nil
}

// equal reports whether two specs make the same ladder.
func (s Spec) equal(o Spec) bool {
	return slices.Equal(s.Stages, o.Stages) && slices.EqualFunc(s.Rules, o.Rules, func(a, b Rule) bool {
		return a.Rank == b.Rank && a.Condition.String() == b.Condition.String()
	})
}

// Stopped is the error of a ladder whose context ended before it was done.
func Stopped(ctx context.Context) error {
	return data.Wrap(ctx.Err(), data.CodeCancelled, "The ladder was stopped before it was done; nothing has changed.")
}

// of gives the steps of a customer over all days.
func (t *Track) of(c eventlog.CustomerIndex) []step {
	if len(t.later) > 0 {
		if steps, ok := t.later[c]; ok {
			return steps
		}
	}
	at := int(c)
	for i := range t.parts {
		if at < t.parts[i].size() {
			return t.parts[i].of(at)
		}
		at -= t.parts[i].size()
	}
	return nil
}

// anew works out the steps of the revised as of a day; none where no record is later.
func (t *Track) anew(ctx context.Context, asOf data.Day) (map[eventlog.CustomerIndex][]step, error) {
	if len(t.revised) == 0 || asOf >= t.log.Last {
		return nil, nil
	}
	parts, err := analysis.Runs(len(t.revised), func(from, to int) ([][]step, error) {
		out := make([][]step, 0, to-from)
		h, err := newHistorian(t.log, t.spec, asOf)
		if err != nil {
			return nil, err
		}
		for i, c := range t.revised[from:to] {
			if i%1024 == 0 && ctx.Err() != nil {
				return nil, Stopped(ctx)
			}
			out = append(out, h.append(nil, c))
		}
		return out, nil
	})
	if err != nil {
		return nil, err
	}
	steps := make(map[eventlog.CustomerIndex][]step, len(t.revised))
	for i, own := range slices.Concat(parts...) {
		steps[t.revised[i]] = own
	}
	return steps, nil
}
