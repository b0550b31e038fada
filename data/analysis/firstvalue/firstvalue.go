// Package firstvalue answers: who has a subscription and never used it, and how
// long does it take until the first use? Who ends it unused competes with who
// uses it; who has it still and has not used it is censored, not dropped.
// Definitions C.4 and C.7.
package firstvalue

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Spec says exactly what is computed.
type Spec struct {
	First cohort.Event // what counts as first use
	CI    survival.CI
}

// Default is usage if the log has any, else purchases, else any activity.
func Default(log *eventlog.Log) Spec {
	for _, kind := range []data.Kind{data.KindUsage, data.KindPurchase} {
		if log.HasKind(kind) {
			return Spec{First: cohort.Event{Kind: kind}, CI: survival.LogLog}
		}
	}
	return Spec{CI: survival.LogLog}
}

// Step is where a customer with a subscription has come to.
type Step int8

// The steps. Everybody who began has one of the other three.
const (
	None        Step = iota // no subscription, or began before use is on record
	Began                   // all of the following
	Used                    // at least once, by the as-of date
	EndedUnused             // the subscription ended without a use
	Waiting                 // has it still, and has not used it yet
)

// Steps lists the steps of the funnel.
var Steps = []Step{Began, Used, EndedUnused, Waiting}

// Within is the share that has used it so many days after the start.
type Within struct {
	Days      int
	Share     float64
	Low, High float64
}

// withins are the days that Result.Within tells of.
var withins = []int{7, 30, 90}

// Result is the funnel and the curve. It is immutable.
type Result struct {
	Spec      Spec
	AsOf      data.Day
	Revision  int64
	N         int              // who began
	Before    int              // who began before the first interaction on record: not counted
	People    [Waiting + 1]int // by Step
	Low, High float64          // 95 % Wilson interval of the share EndedUnused or Waiting
	// First is the share that has used it by a day after the start, Unused the
	// share that has ended it without; Wait those who still wait. They add up to 1.
	First, Unused survival.Incidence
	Wait          survival.Curve
	Within        []Within // as far as somebody is followed so long

	Definition message.Message
	Finding    message.Message

	log   *eventlog.Log
	query analysis.Query
	first data.Day // of the log's interactions
	codes []bool
}

// Build follows every customer from the first subscription. The query's dates
// choose customers by that day. Errors are data.Error: no subscriptions, nothing
// that counts as use, or nobody to follow (CodeNoData).
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	r := Result{Spec: spec, AsOf: query.AsOf, Revision: log.Revision, log: log, query: query, first: data.NoDay}
	var err error
	switch {
	case !query.AsOf.Known():
		return Result{}, data.Errorf(data.CodeNoData, "There is no as-of date, so nobody can be said to wait until then; import records or choose a date.")
	case len(log.Subscriptions.Row) == 0:
		return Result{}, data.Errorf(data.CodeNoData, "No subscription is on record, so nothing says when customers began; import subscriptions first.")
	case log.HasDerived:
		return Result{}, data.Errorf(data.CodeNoData, "The subscriptions' dates were derived from tenures, so it is not known how long customers waited; import subscriptions with their dates.")
	}
	if r.codes, err = spec.First.Codes(log); err != nil {
		return Result{}, err
	}
	r.first = log.FirstContact()
	if !r.first.Known() || r.first > query.AsOf {
		return Result{}, data.Errorf(data.CodeNoData, "No interaction is on record by %s, so it is not known who used the subscription; import interactions first.", query.AsOf)
	}
	if err := r.follow(ctx); err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(), query.Says(r.finding())
	return r, nil
}

// follow counts the steps and draws the curves.
func (r *Result) follow(ctx context.Context) error {
	all := make([]survival.CauseSpell, r.log.Customers())
	type part struct {
		spells []survival.CauseSpell // of who began, where the customers of the part stand in all
		people [Waiting + 1]int
		before int
	}
	parts, err := analysis.Runs(len(all), func(from, to int) (part, error) {
		p := part{spells: all[from:from]}
		for c := from; c < to; c++ {
			if c%8192 == 0 && ctx.Err() != nil {
				return p, data.Wrap(ctx.Err(), data.CodeCancelled, "Following the customers was cancelled; nothing was changed.")
			}
			step, days := r.step(eventlog.CustomerIndex(c))
			if step == None {
				if start := r.start(eventlog.CustomerIndex(c)); start.Known() && start < r.first && r.query.Keeps(eventlog.CustomerIndex(c)) {
					p.before++
				}
				continue
			}
			p.people[Began]++
			p.people[step]++
			p.spells = append(p.spells, survival.CauseSpell{Time: float64(days), Cause: causes[step]})
		}
		return p, nil
	})
	if err != nil {
		return err
	}
	spells := all[:0]
	for _, p := range parts {
		spells = append(spells, p.spells...) // they move up
		r.Before += p.before
		for step, n := range p.people {
			r.People[step] += n
		}
	}
	if r.N = r.People[Began]; r.N == 0 {
		return data.Errorf(data.CodeNoData, "No subscription began between %s, the first interaction on record, and %s, so nobody's wait can be followed; widen the dates.", r.first, r.AsOf)
	}
	r.Low, r.High = interval.Wilson(r.People[EndedUnused]+r.People[Waiting], r.N)
	wait, incidence, err := survival.CumulativeIncidence(spells, 2, r.Spec.CI)
	if err != nil {
		return err
	}
	r.Wait, r.First, r.Unused = wait, incidence[0], incidence[1]
	longest := 0.0
	for _, s := range spells {
		longest = max(longest, s.Time)
	}
	for _, days := range withins {
		if float64(days) <= longest {
			r.Within = append(r.Within, r.within(days))
		}
	}
	return nil
}

// causes numbers the ends of a wait for the estimate.
var causes = [Waiting + 1]int{Used: 1, EndedUnused: 2}

func (r *Result) within(days int) Within {
	w := Within{Days: days, Low: math.NaN(), High: math.NaN()}
	for _, p := range r.First.Points {
		if p.T > float64(days) {
			break
		}
		w.Share, w.Low, w.High = p.Share, p.Low, p.High
	}
	return w
}

// step decides where a customer has come to and how many days after the start.
// It is the one place that does. A use before the subscription, on trial, counts
// as one on its first day.
func (r *Result) step(c eventlog.CustomerIndex) (Step, int) {
	start := r.start(c)
	if !r.query.Keeps(c) || !start.Known() || start < r.first || !r.query.InRange(start) {
		return None, 0
	}
	end := r.AsOf
	left, ended := r.log.LeftBy(c, r.AsOf)
	if ended {
		end = max(left, start)
	}
	from, to := r.log.EventRange(c)
	for i := from; i < to && r.log.Events.Day[i] <= end; i++ {
		if r.codes[r.log.Events.Activity[i]] && r.log.Events.Day[i].Known() {
			return Used, int(max(0, r.log.Events.Day[i]-start))
		}
	}
	if ended {
		return EndedUnused, int(end - start)
	}
	return Waiting, int(end - start)
}

// start is the day of the first subscription, as far as it has begun.
func (r *Result) start(c eventlog.CustomerIndex) data.Day {
	from, to := r.log.SubscriptionRange(c)
	for i := from; i < to; i++ {
		if start := r.log.Subscriptions.Start[i]; start.Known() && start <= r.AsOf {
			return start
		}
	}
	return data.NoDay
}

// Members lists the customers of a step: Result.People[step] of them.
func (r Result) Members(step Step) []eventlog.CustomerIndex {
	return r.list(func(s Step, _ int) bool { return s == step || step == Began && s != None })
}

// UsedBy lists who had used it so many days after the start: the events of First
// so far.
func (r Result) UsedBy(days int) []eventlog.CustomerIndex {
	return r.list(func(s Step, d int) bool { return s == Used && d <= days })
}

func (r Result) list(is func(Step, int) bool) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for c := range eventlog.CustomerIndex(r.log.Customers()) {
		if step, days := r.step(c); is(step, days) {
			out = append(out, c)
		}
	}
	return out
}
