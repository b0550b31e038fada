package maturity

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
)

// step is a Change as it is kept: small, because there are many.
type step struct {
	day data.Day
	// record is the position of a condition.Hit, or with recorded of a stage change,
	// among the customer's own, so that it stays when others' records change.
	record   int32
	place    int8
	recorded bool
}

// evidence names the record of a customer's step.
func (s step) evidence(log *eventlog.Log, c eventlog.CustomerIndex) data.Evidence {
	switch {
	case s.recorded:
		return data.Evidence{Kind: data.EvidenceChange, ID: log.Changes.Row[log.ChangesFrom[c]+s.record]}
	case s.record < 0:
		return condition.Hit{Day: s.day, Record: s.record - log.SubscriptionsFrom[c]}.Evidence(log)
	}
	return condition.Hit{Day: s.day, Record: s.record + log.EventsFrom[c]}.Evidence(log)
}

// own turns positions in the log into those among the customer's own records.
func own(steps []step, log *eventlog.Log, c eventlog.CustomerIndex) {
	for i := range steps {
		switch s := &steps[i]; {
		case s.recorded:
			s.record -= log.ChangesFrom[c]
		case s.record < 0:
			s.record += log.SubscriptionsFrom[c]
		default:
			s.record -= log.EventsFrom[c]
		}
	}
}

// histories are the steps of consecutive customers.
type histories struct {
	from  []int32 // by customer, and the end of the last
	steps []step
}

func (h *histories) size() int       { return len(h.from) - 1 }
func (h *histories) of(i int) []step { return h.steps[h.from[i]:h.from[i+1]] }

// historian works out the history of one customer after the other.
type historian struct {
	log   *eventlog.Log
	asOf  data.Day
	ranks []int8 // of the rules
	rules []*condition.Program

	raises []step // scratch: the moves between stages
	aways  []away // scratch: the times after leaving
}

func newHistorian(log *eventlog.Log, spec Spec, asOf data.Day) (*historian, error) {
	h := &historian{log: log, asOf: asOf}
	conditions := make([]condition.Condition, len(spec.Rules))
	for i, rule := range spec.Rules {
		conditions[i] = rule.Condition
		h.ranks = append(h.ranks, int8(rule.Rank))
	}
	var err error
	h.rules, err = condition.CompileAll(log, condition.Env{}, conditions...)
	return h, err
}

// revised reports whether a later record changed what rules say of an earlier day,
// of the customer whose steps were added last.
func (h *historian) revised(c eventlog.CustomerIndex) bool {
	return len(h.rules) > 0 && h.rules[0].Revised(c)
}

// append adds the steps of a customer up to the as-of date to out.
func (h *historian) append(out []step, c eventlog.CustomerIndex) []step {
	h.stages(c)
	h.left(c)
	before := len(out)
	out = h.merged(out)
	own(out[before:], h.log, c)
	return out
}

// merged adds raises and aways, in order of days.
func (h *historian) merged(out []step) []step {
	place, next := int8(NoStage), 0
	for _, gap := range h.aways {
		for ; next < len(h.raises) && h.raises[next].day <= gap.from; next++ {
			place = h.raises[next].place
			out = append(out, h.raises[next])
		}
		out = append(out, step{day: gap.from, record: ^gap.ended, place: Left})
		if gap.to > h.asOf {
			return out
		}
		// What happened while away shows when the customer is back.
		for ; next < len(h.raises) && h.raises[next].day < gap.to; next++ {
			place = h.raises[next].place
		}
		out = append(out, step{day: gap.to, record: ^gap.began, place: place})
	}
	return append(out, h.raises[next:]...)
}

// stages fills raises: rules raise, and a recorded change sets the stage from
// its day, after what rules say of that day (C.15).
func (h *historian) stages(c eventlog.CustomerIndex) {
	h.raises = h.raises[:0]
	stage, day := int8(NoStage), data.NoDay
	changes := &h.log.Changes
	from, to := h.log.ChangeRange(c)
	for i := from; i < to && changes.Day[i] <= h.asOf; i++ {
		stage = h.raise(c, stage, day, changes.Day[i])
		day = changes.Day[i]
		if changes.Stage[i] != stage {
			stage = changes.Stage[i]
			h.raises = append(h.raises, step{day: day, record: int32(i), place: stage, recorded: true})
		}
	}
	h.raise(c, stage, day, h.asOf)
}

// raise applies the rules after one day and up to another, and gives the stage
// reached.
func (h *historian) raise(c eventlog.CustomerIndex, stage int8, after, upTo data.Day) int8 {
	start := len(h.raises)
	for i, rule := range h.rules {
		if h.ranks[i] <= stage {
			continue
		}
		if hit, ok := rule.Next(c, after, h.asOf); ok && hit.Day <= upTo {
			h.raises = append(h.raises, step{day: hit.Day, record: hit.Record, place: h.ranks[i]})
		}
	}
	found := h.raises[start:]
	sortSteps(found)
	kept := start
	for _, s := range found {
		if s.place > stage {
			stage = s.place
			h.raises[kept] = s
			kept++
		}
	}
	h.raises = h.raises[:kept]
	return stage
}

// sortSteps puts earlier ones first, and of one day the highest stage, so that
// the lower ones of that day fall away. An insertion sort: there are as many as rules.
func sortSteps(steps []step) {
	before := func(a, b step) bool { return a.day < b.day || a.day == b.day && a.place > b.place }
	for i := 1; i < len(steps); i++ {
		for j := i; j > 0 && before(steps[j], steps[j-1]); j-- {
			steps[j], steps[j-1] = steps[j-1], steps[j]
		}
	}
}

// away is a time after leaving: from the day on which every subscription had
// ended to the day on which the next one began.
type away struct {
	from, to     data.Day // to is never where there was no next one
	ended, began int32    // positions of the subscriptions
}

const never data.Day = math.MaxInt32

// left fills aways, in the sense of Log.LeftBy on every day up to the as-of date.
func (h *historian) left(c eventlog.CustomerIndex) {
	h.aways = h.aways[:0]
	subs := &h.log.Subscriptions
	from, to := h.log.SubscriptionRange(c)
	if from == to {
		return
	}
	covered, last := subs.Start[from], int32(from)
	for i := from; i < to && subs.Start[i] <= h.asOf; i++ {
		start, end := subs.Start[i], subs.End[i]
		if !end.Known() {
			end = never
		}
		if end <= start {
			continue // it never ran
		}
		if start > covered {
			h.aways = append(h.aways, away{covered, start, last, int32(i)})
		}
		if end > covered {
			covered, last = end, int32(i)
		}
	}
	if covered <= h.asOf {
		h.aways = append(h.aways, away{covered, never, last, 0})
	}
}
