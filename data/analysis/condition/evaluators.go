package condition

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// noHits is the half of a test that cannot be in a rule.
type noHits struct{}

func (noHits) next(eventlog.CustomerIndex, data.Day, data.Day) (Hit, bool) { return Hit{}, false }

type allOf struct{ parts []evaluator }

func (a *allOf) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	for _, p := range a.parts {
		if !p.holds(c, asOf) {
			return false
		}
	}
	return true
}

// next: nothing is a hit before every part has had one; from then on a hit of
// any part is.
func (a *allOf) next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool) {
	complete := Hit{Day: data.NoDay}
	for _, p := range a.parts {
		h, ok := p.next(c, data.NoDay, asOf)
		if !ok {
			return Hit{}, false
		}
		if h.Day > complete.Day {
			complete = h
		}
	}
	if complete.Day > after {
		return complete, true
	}
	return earliest(a.parts, c, after, asOf)
}

type anyOf struct{ parts []evaluator }

func (a *anyOf) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	for _, p := range a.parts {
		if p.holds(c, asOf) {
			return true
		}
	}
	return false
}

func (a *anyOf) next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool) {
	return earliest(a.parts, c, after, asOf)
}

func earliest(parts []evaluator, c eventlog.CustomerIndex, after, asOf data.Day) (best Hit, found bool) {
	for _, p := range parts {
		if h, ok := p.next(c, after, asOf); ok && (!found || h.Day < best.Day) {
			best, found = h, true
		}
	}
	return best, found
}

type negation struct {
	noHits
	part evaluator
}

func (n *negation) holds(c eventlog.CustomerIndex, asOf data.Day) bool { return !n.part.holds(c, asOf) }

type attributeIs struct {
	noHits
	codes  []int32 // by customer
	passes []bool  // by code
}

func (a *attributeIs) holds(c eventlog.CustomerIndex, _ data.Day) bool { return a.passes[a.codes[c]] }

type stageIs struct {
	noHits
	op    comparison
	ranks []int
	at    func(eventlog.CustomerIndex) int
}

func (s *stageIs) holds(c eventlog.CustomerIndex, _ data.Day) bool {
	rank := s.at(c)
	lowest := 0 // an order is only among stages
	if s.op == equal || s.op == different || s.op == oneOf {
		lowest = noStage
	}
	if rank < lowest {
		return false
	}
	for _, r := range s.ranks {
		if s.op.passes(rank - r) {
			return true
		}
	}
	return false
}

type hasLeft struct {
	noHits
	log *eventlog.Log
}

func (l *hasLeft) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	_, left := l.log.LeftBy(c, asOf)
	return left
}

type isListed struct {
	noHits
	in []bool // by customer
}

func (l *isListed) holds(c eventlog.CustomerIndex, _ data.Day) bool { return l.in[c] }

// hasDone counts records ever, or inside some window.
type hasDone struct {
	reader *reader
	series *series
	times  int
	window window
}

func (h *hasDone) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	return h.first(c, data.NoDay, asOf) >= 0
}

func (h *hasDone) next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool) {
	k := h.first(c, after, asOf)
	if k < 0 {
		return Hit{}, false
	}
	return h.series.hits[k], true
}

// first gives the position of the first hit after a day, -1 for none.
func (h *hasDone) first(c eventlog.CustomerIndex, after, asOf data.Day) int {
	h.reader.load(c, asOf)
	hits := h.series.hits
	for k := h.times - 1; k < len(hits); k++ {
		if hits[k].Day > after && h.window.spans(hits[k-h.times+1].Day, hits[k].Day) {
			return k
		}
	}
	return -1
}

// doneLately counts records in the window up to the as-of day.
type doneLately struct {
	noHits
	reader *reader
	series *series
	times  int
	window window
}

func (d *doneLately) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	d.reader.load(c, asOf)
	nth := len(d.series.hits) - d.times // counted from the newest
	return nth >= 0 && d.series.hits[nth].Day > d.window.upTo(asOf)
}

// isSubscribed asks for a running subscription, and how long the customer has
// been subscribed without a gap.
type isSubscribed struct {
	log    *eventlog.Log
	window window
}

func (s *isSubscribed) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	from, to := s.log.SubscriptionRange(c)
	for from < to {
		run := s.run(from, to)
		if run.start <= asOf && run.end > asOf && s.reached(run.start) <= asOf {
			return true
		}
		from = run.next
	}
	return false
}

func (s *isSubscribed) next(c eventlog.CustomerIndex, after, asOf data.Day) (Hit, bool) {
	from, to := s.log.SubscriptionRange(c)
	for from < to {
		// Without a span every subscription is a hit, also one inside a run.
		run := subscribedRun{s.log.Subscriptions.Start[from], endless, from + 1}
		if !s.window.span.isZero() {
			run = s.run(from, to)
		}
		if run.start > asOf {
			break
		}
		if day := s.reached(run.start); day > after && day <= asOf && run.end > day {
			return Hit{day, ^int32(from)}, true
		}
		from = run.next
	}
	return Hit{}, false
}

// reached gives the day on which somebody subscribed from start on has been so
// for the span.
func (s *isSubscribed) reached(start data.Day) data.Day {
	if s.window.span.isZero() || !start.Known() {
		return start
	}
	return s.window.after(start)
}

// subscribedRun is a time without a gap in which one subscription or several
// ran, and the position of the first after it.
type subscribedRun struct {
	start, end data.Day // end is the first day without, or endless
	next       int
}

const endless data.Day = math.MaxInt32

func (s *isSubscribed) run(from, to int) subscribedRun {
	t := &s.log.Subscriptions
	run := subscribedRun{t.Start[from], endOf(t, from), from + 1}
	for run.next < to && t.Start[run.next] <= run.end {
		run.end = max(run.end, endOf(t, run.next))
		run.next++
	}
	return run
}

func endOf(t *eventlog.Subscriptions, i int) data.Day {
	if end := t.End[i]; end.Known() {
		return end
	}
	return endless
}

// isSilent looks for the newest interaction.
type isSilent struct {
	noHits
	log    *eventlog.Log
	window window
}

func (s *isSilent) holds(c eventlog.CustomerIndex, asOf data.Day) bool {
	since := s.window.upTo(asOf)
	from, to := s.log.EventRange(c)
	for i := to - 1; i >= from; i-- {
		if day := s.log.Events.Day[i]; day <= asOf {
			return day <= since
		}
	}
	return true
}
