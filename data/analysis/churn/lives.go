package churn

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// State is where a customer stands at the as-of date.
type State int8

// The states.
const (
	Excluded State = iota // by the filter, or began outside the query's dates
	Unknown               // no record by which the rule could tell
	TooNew                // began too late for the rule to have told by now
	Active
	Left
	Negative // the record ends before it begins: it is refused and counted
)

// States lists the states of those who are not excluded.
var States = []State{Left, Active, TooNew, Unknown, Negative}

// Life is what is known of how long a customer stayed.
type Life struct {
	State State
	// Start and End are the first day and, of who left, the day of leaving. Of who
	// is Active, End is the last day for which that is known (censored there); under
	// Inactivity it lies Days before the as-of date. NoDay for Excluded and Unknown;
	// TooNew has a Start only.
	Start, End data.Day
	// Entry is the day from which a customer is observed who began before that;
	// NoDay for who is observed from Start. Who left before Entry was never at risk.
	Entry   data.Day
	Reason  int32 // of leaving, code of Log.Reasons; 0 not known
	Derived bool  // dates come from a tenure: only whole months mean anything (C.30)
}

// Observed reports whether the life counts in a survival analysis.
func (l Life) Observed() bool {
	return (l.State == Active || l.State == Left) && (!l.Entry.Known() || l.Entry < l.End)
}

// Days is how long the life has lasted, in days.
func (l Life) Days() int { return int(l.End - l.Start) }

// Months is how long the life has lasted, in whole calendar months (C.30).
func (l Life) Months() int { return l.Start.MonthsUntil(l.End) }

// Lives gives the life of every customer, by CustomerIndex. Nothing after the
// as-of date is read. The query's dates choose customers by the day they began.
// Errors: the definition has no meaning, there is no as-of date, or nothing on
// record by which the rule could tell (CodeNoData).
func Lives(ctx context.Context, log *eventlog.Log, query analysis.Query, d Definition) ([]Life, error) {
	w, err := newWatch(log, query, d)
	if err != nil {
		return nil, err
	}
	lives := make([]Life, log.Customers())
	_, err = analysis.Runs(len(lives), func(from, to int) (none struct{}, err error) {
		return none, w.judge(ctx, lives, from, to)
	})
	return lives, err
}

// stopped looks at the context now and then.
func stopped(ctx context.Context, c int) error {
	if c%4096 != 0 || ctx.Err() == nil {
		return nil
	}
	return data.Wrap(ctx.Err(), data.CodeCancelled, "Finding out who has left was cancelled; nothing was changed.")
}

// watch is a definition prepared for one log: everything that is looked up once.
type watch struct {
	log      *eventlog.Log
	query    analysis.Query
	def      Definition
	activity []bool   // activity codes that are a sign of life, or under Usage those of usage
	observed data.Day // since when who was there before is observed; NoDay for always
}

func newWatch(log *eventlog.Log, query analysis.Query, d Definition) (*watch, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if !query.AsOf.Known() {
		return nil, data.Errorf(data.CodeNoData, "There is no as-of date, so nobody can be said to have left by it; import records or choose a date.")
	}
	w := &watch{log: log, query: query, def: d, observed: data.NoDay}
	switch d.Rule {
	case Contract:
		if len(log.Subscriptions.Row) == 0 {
			return nil, data.Errorf(data.CodeNoData, "No subscription is on record, so no contract can have ended; say after how many days of silence a customer has left instead.")
		}
	case Usage:
		if w.activity = log.ActivitiesOf(data.KindUsage); !log.HasKind(data.KindUsage) {
			return nil, data.Errorf(data.CodeNoData, "No activity is of the kind usage, so a drop in usage cannot be seen; set the kind of an activity or choose another rule.")
		}
	default:
		if w.activity = activities(log); log.Events.Len() == 0 {
			return nil, data.Errorf(data.CodeNoData, "No interaction of a customer is on record, so nobody can be said to have fallen silent; choose the end of the contract or import interactions.")
		}
	}
	w.observed = w.observedFrom()
	return w, nil
}

// activities marks the activity codes that are a sign of life.
func activities(log *eventlog.Log) []bool {
	marks := make([]bool, len(log.Activities))
	for code, a := range log.Activities {
		marks[code] = a.Push != data.PushPush
	}
	return marks
}

// observedFrom is the day from which customers of before are observed: the first
// interaction on record, by anybody.
func (w *watch) observedFrom() data.Day {
	if w.def.Entry == EntryStart {
		return data.NoDay
	}
	first := w.log.FirstContact()
	if first > w.query.AsOf {
		first = data.NoDay
	}
	if w.def.Entry == EntryAuto && w.recordedBefore(first) {
		return data.NoDay
	}
	return first
}

// recordedBefore reports whether those who left before the day are on record
// too, so that nobody of before was there only because of having stayed.
func (w *watch) recordedBefore(first data.Day) bool {
	if w.log.HasDerived {
		return true
	}
	if w.def.Rule != Contract {
		return false // who fell silent before the first interaction has none
	}
	for _, end := range w.log.Subscriptions.End {
		if end.Known() && end < first {
			return true
		}
	}
	return false
}

// judge tells the lives of the customers from one position to before another.
func (w *watch) judge(ctx context.Context, lives []Life, from, to int) error {
	tell := w.contract
	switch w.def.Rule {
	case Inactivity:
		tell = w.inactivity
	case Usage:
		tell = new(gauge).tell(w)
	}
	for c := from; c < to; c++ {
		if err := stopped(ctx, c); err != nil {
			return err
		}
		l := &lives[c]
		*l = none(Excluded)
		if !w.query.Keeps(eventlog.CustomerIndex(c)) {
			continue
		}
		l.State = Unknown
		if tell(eventlog.CustomerIndex(c), l); !l.Start.Known() {
			continue
		}
		if !w.query.InRange(l.Start) {
			*l = none(Excluded)
		} else if w.observed.Known() && l.Start < w.observed {
			l.Entry = w.observed
		}
	}
	return nil
}

func none(s State) Life {
	return Life{State: s, Start: data.NoDay, End: data.NoDay, Entry: data.NoDay}
}

// contract: the customer has left when all subscriptions have ended, on the last
// of their ends.
func (w *watch) contract(c eventlog.CustomerIndex, l *Life) {
	if l.Start = w.subscribed(c); !l.Start.Known() {
		return
	}
	subs := &w.log.Subscriptions
	from, to := w.log.SubscriptionRange(c)
	for i := from; i < to; i++ {
		if end := subs.End[i]; end.Known() && end < subs.Start[i] && subs.Start[i] <= w.query.AsOf {
			l.State = Negative
			return
		}
		l.Derived = l.Derived || subs.DatesDerived[i]
	}
	l.State, l.End = Active, w.query.AsOf
	if left, has := w.log.LeftBy(c, w.query.AsOf); has {
		l.State, l.End, l.Reason = Left, left, w.reason(c)
	}
}

// subscribed is the day of the first subscription, as far as it has begun.
func (w *watch) subscribed(c eventlog.CustomerIndex) data.Day {
	from, to := w.log.SubscriptionRange(c)
	for i := from; i < to; i++ {
		if start := w.log.Subscriptions.Start[i]; start.Known() {
			if start <= w.query.AsOf {
				return start
			}
			break
		}
	}
	return data.NoDay
}

// reason is that of the subscription that ended last, if any names one.
func (w *watch) reason(c eventlog.CustomerIndex) int32 {
	subs := &w.log.Subscriptions
	reason, last := int32(0), data.NoDay
	from, to := w.log.SubscriptionRange(c)
	for i := from; i < to; i++ {
		end := subs.End[i]
		if end.Known() && end <= w.query.AsOf && (end > last || end == last && reason == 0) {
			reason, last = subs.Reason[i], end
		}
	}
	return reason
}

// inactivity: the customer has left with the last activity, if nothing followed
// it for so many days. Who is active is so only as far as D days before the
// as-of date: of a later day it cannot be told yet.
func (w *watch) inactivity(c eventlog.CustomerIndex, l *Life) {
	start, from, to := w.spanOfAnybody(c)
	if from == to {
		return
	}
	l.Start = start
	last := w.log.Events.Day[to-1]
	switch l.State = w.stateAfter(start, last, w.def.Days); l.State {
	case Left:
		l.End, l.Reason = last, w.reason(c)
	case Active:
		l.End = w.query.AsOf - data.Day(w.def.Days)
	}
}

// stateAfter is the state of who began and was last active on these days, if so
// many days of silence mean leaving.
func (w *watch) stateAfter(start, last data.Day, days int) State {
	switch told := w.query.AsOf - data.Day(days); {
	case start > told:
		return TooNew
	case last <= told:
		return Left
	}
	return Active
}

// span gives the day on which a customer began, the subscription or the first
// activity, and where the activities stand among the events: from the first to after
// the last one by the as-of date. Both are the same for who has none or is excluded.
func (w *watch) span(c eventlog.CustomerIndex) (start data.Day, from, to int) {
	if !w.query.Keeps(c) {
		return data.NoDay, 0, 0
	}
	if start, from, to = w.spanOfAnybody(c); from < to && !w.query.InRange(start) {
		return data.NoDay, 0, 0
	}
	return start, from, to
}

func (w *watch) spanOfAnybody(c eventlog.CustomerIndex) (start data.Day, from, to int) {
	from, to = w.log.EventRange(c)
	days, codes := w.log.Events.Day, w.log.Events.Activity
	for from < to && (days[to-1] > w.query.AsOf || !w.activity[codes[to-1]]) {
		to--
	}
	for from < to && (!days[from].Known() || !w.activity[codes[from]]) {
		from++
	}
	if from == to {
		return data.NoDay, 0, 0
	}
	start = days[from]
	if subscribed := w.subscribed(c); subscribed.Known() {
		start = min(start, subscribed)
	}
	return start, from, to
}
