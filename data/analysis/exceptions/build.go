package exceptions

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Build looks at the failures inside the query's dates and at what became of them up
// to its as-of date. The ladder gives the worth of the customers.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query, spec Spec) (Result, error) {
	log := ladder.Log()
	if spec.Window < 1 {
		return Result{}, data.Errorf(data.CodeBadInput, "Leaving can follow a failure within 1 day or more; %d is not.", spec.Window)
	}
	if log.Events.Len() == 0 && len(log.Tickets.Row) == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts and no tickets yet, so nothing is known to have gone wrong; import a log of interactions or tickets first.")
	}
	r := Result{Spec: spec, AsOf: q.AsOf, Revision: log.Revision, Currency: ladder.Currency, log: log, rowOf: make([]int, causes(log))}
	everyone := q
	everyone.From, everyone.To = data.NoDay, data.NoDay // dates choose failures, not customers
	lives, err := churn.Lives(ctx, log, everyone, spec.Churn)
	if err != nil {
		if ctx.Err() != nil {
			return Result{}, err
		}
		r.Leaving = err
	}
	f := newFinder(log, q, lives)
	if err := r.find(ctx, f); err != nil {
		return Result{}, err
	}
	var side sync.WaitGroup
	side.Go(func() { r.wait(ladder) })
	err = r.count(f)
	side.Wait()
	if err != nil {
		return Result{}, err
	}
	r.Definition, r.Finding = r.definition(q), q.Says(r.finding())
	return r, nil
}

// find works through the customers on all processors; what they find stands in the
// order of the customers.
func (r *Result) find(ctx context.Context, f *finder) error {
	parts, err := analysis.Runs(r.log.Customers(), func(from, to int) (finder, error) {
		part := *f
		part.suspect(from, to)
		part.failures = make([]failure, 0, min(len(part.suspects), to-from)) // a guess that saves growing
		for c := from; c < to; c++ {
			if c%1024 == 0 && ctx.Err() != nil {
				return part, data.Wrap(ctx.Err(), data.CodeCancelled, "Looking for what went wrong was stopped before it was done; nothing has changed.")
			}
			suspects := part.next(eventlog.CustomerIndex(c))
			if f.query.Keeps(eventlog.CustomerIndex(c)) {
				part.asked++
				part.find(eventlog.CustomerIndex(c), suspects)
			}
		}
		return part, nil
	})
	for _, part := range parts {
		r.failures = append(r.failures, part.failures...)
		r.Customers += part.asked
	}
	return err
}

// count sums the failures up, by cause and in all.
func (r *Result) count(f *finder) error {
	r.part()
	n := len(r.Rows) + 1
	spells := make([][]survival.Spell, n)
	pairs := [2][]pairs{make([]pairs, n), make([]pairs, n)}
	seen := slices.Repeat([]eventlog.CustomerIndex{eventlog.NoCustomer}, n)
	rows := []*Row{&r.Total}
	for i := range r.Rows {
		rows = append(rows, &r.Rows[i])
	}
	var side sync.WaitGroup
	side.Go(func() { r.leavers(f, rows) })
	defer side.Wait()
	for i := range r.failures {
		x := &r.failures[i]
		score, emotion := x.score, x.emotion
		for _, at := range [...]int{0, 1 + r.rowOf[x.cause]} {
			rows[at].add(x, seen[at] != x.customer)
			seen[at] = x.customer
			spells[at] = append(spells[at], survival.Spell{Time: float64(x.days), Event: x.way != none})
			pairs[0][at].add(x.customer, score)
			pairs[1][at].add(x.customer, emotion)
		}
	}
	for at, row := range rows {
		row.Share = ratio(float64(row.Recovered), float64(row.Failures))
		row.Low, row.High = interval.Wilson(row.Recovered, row.Failures)
		row.Score, row.Emotion = pairs[0][at].change(), pairs[1][at].change()
		r.scored, r.felt = append(r.scored, pairs[0][at].people), append(r.felt, pairs[1][at].people)
		if len(spells[at]) == 0 {
			continue
		}
		var err error
		if row.Curve, err = survival.KaplanMeier(spells[at], survival.LogLog); err != nil {
			return err
		}
	}
	return nil
}

func (row *Row) add(x *failure, first bool) {
	row.Failures++
	if first {
		row.People++
	}
	switch {
	case x.way != none:
		row.Recovered++
		row.Ways[x.way]++
	case x.gone:
		row.Gone++
	default:
		row.Open++
	}
}

// part gives the causes their rows, the small ones one together.
func (r *Result) part() {
	counts := make([]int, len(r.rowOf))
	for i := range r.failures {
		counts[r.failures[i].cause]++
	}
	var causes []int32
	for cause, n := range counts {
		if n > 0 {
			causes = append(causes, int32(cause))
		}
	}
	slices.SortFunc(causes, func(a, b int32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for i, cause := range causes {
		if len(causes) > MostCauses && i >= MostCauses-1 {
			if r.Causes == 0 {
				r.Causes = len(causes) - MostCauses + 1
				r.Rows = append(r.Rows, Row{Name: message.New("exceptions.cause.others", message.Args{"n": r.Causes})})
			}
			r.rowOf[cause] = MostCauses - 1
			continue
		}
		r.rowOf[cause] = i
		r.Rows = append(r.Rows, Row{Name: causeName(r.log, cause)})
	}
	r.Total.Name = message.New("exceptions.cause.all", nil)
}

// pair is a figure before and after; NaN where there is none.
type pair struct{ before, after float64 }

// scores compares the answers around a failure: of each metric the last before and
// the first after, both inside Around days; the mean over the metrics that have both.
func (f *finder) scores(x *failure) pair {
	r := &f.log.Responses
	from, to := f.log.ResponseRange(x.customer)
	before, after, n := 0.0, 0.0, 0
	var done []uint16
	for i := from; i < to && r.Day[i] <= f.until && r.Day[i] <= x.last+Around; i++ {
		if !x.before(r.Day[i], r.At[i]) || slices.Contains(done, r.Metric[i]) {
			continue
		}
		done = append(done, r.Metric[i])
		if k := f.lastBefore(x, from, r.Metric[i]); k >= 0 && r.Day[k] >= x.day-Around {
			before, after, n = before+f.good(k), after+f.good(i), n+1
		}
	}
	return pair{ratio(before, float64(n)), ratio(after, float64(n))}
}

// emotions compares the mean emotion of the contacts in the Around days before a
// failure and after it.
func (f *finder) emotions(x *failure) pair {
	e := &f.log.Events
	from, to := f.log.EventRange(x.customer)
	low, _ := slices.BinarySearch(e.Day[from:to], x.day-Around)
	var before, after mean
	i := from + low
	for ; i < to && e.Day[i] < x.day; i++ {
		before.add(e.Emotion[i])
	}
	for ; i < to && e.Day[i] <= f.until && e.Day[i] <= x.last+Around; i++ {
		if x.before(e.Day[i], e.At[i]) { // not of the failure itself, nor is it unknown which came first
			after.add(e.Emotion[i])
		}
	}
	return pair{before.value(), after.value()}
}

// mean is that of emotions, as far as they are known.
type mean struct{ sum, n int }

func (m *mean) add(emotion int8) {
	if emotion != eventlog.NoEmotion {
		m.sum += int(emotion)
		m.n++
	}
}

func (m *mean) value() float64 { return ratio(float64(m.sum), float64(m.n)) }

// pairs are those of one row, one a customer.
type pairs struct {
	people        []eventlog.CustomerIndex
	before, after []float64
}

func (p *pairs) add(c eventlog.CustomerIndex, one pair) {
	if n := len(p.people); math.IsNaN(one.before) || math.IsNaN(one.after) || n > 0 && p.people[n-1] == c {
		return
	}
	p.people, p.before, p.after = append(p.people, c), append(p.before, one.before), append(p.after, one.after)
}

// change is the mean difference with the t interval of paired values: mean ± t(n-1)
// s / sqrt(n).
func (p *pairs) change() Change {
	nan := math.NaN()
	c := Change{N: len(p.people), Before: nan, After: nan, Diff: nan, Low: nan, High: nan}
	if c.N == 0 {
		return c
	}
	n := float64(c.N)
	c.Before, c.After = sum(p.before)/n, sum(p.after)/n
	c.Diff = c.After - c.Before
	if c.N < FewPairs {
		return c
	}
	squares := 0.0
	for i := range p.before {
		d := p.after[i] - p.before[i] - c.Diff
		squares += d * d
	}
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(.975) * math.Sqrt(squares/(n-1)/n)
	c.Low, c.High = c.Diff-half, c.Diff+half
	return c
}

func sum(values []float64) (s float64) {
	for _, v := range values {
		s += v
	}
	return s
}

// wait lists who is here with a failure that was not made good, once each.
func (r *Result) wait(ladder maturity.Result) {
	names := make([]message.Message, len(r.rowOf)) // by cause
	for i := range r.failures {
		f := &r.failures[i]
		if !f.open() {
			continue
		}
		if n := len(r.Waiting); n == 0 || r.Waiting[n-1].Customer != f.customer {
			r.Waiting = append(r.Waiting, Person{Customer: f.customer, Value: ladder.Value(f.customer)})
		}
		p := &r.Waiting[len(r.Waiting)-1]
		if names[f.cause].IsZero() {
			names[f.cause] = causeName(r.log, f.cause)
		}
		p.Cause, p.Since, p.Days = names[f.cause], f.day, int(r.AsOf-f.day)
		p.Open++
	}
	slices.SortFunc(r.Waiting, func(a, b Person) int {
		if a.Value != b.Value {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(a.Customer, b.Customer))
	})
}
