package silence

import (
	"cmp"
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/eventlog"
)

// Build looks at the customers of a ladder, as of its date. Of the query's dates
// only these count: a contact before From is a contact still.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query, spec Spec) (Result, error) {
	log := ladder.Log()
	if len(spec.Kinds) == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There are no contacts yet, so nobody can be called silent; import a log of interactions first.")
	}
	r := Result{
		Spec: spec, AsOf: ladder.AsOf, Revision: ladder.Revision, Currency: ladder.Currency,
		listener: listener{ladder, log, ladder.AsOf, make([]int, len(log.Activities)), make([]stand, log.Customers())},
	}
	for code, a := range log.Activities {
		if slices.Contains(spec.Kinds, a.Kind) {
			r.meaningful[code] = 1
		}
	}
	heard, err := r.listen(ctx)
	if err != nil {
		return Result{}, err
	}
	r.Contacts = heard.contacts
	r.judge(heard.gaps)
	r.Definition, r.Finding = r.definition(q), r.finding()
	return r, ctx.Err()
}

// listener goes through the contacts of the customers.
type listener struct {
	ladder     maturity.Result
	log        *eventlog.Log
	asOf       data.Day
	meaningful []int   // by activity: 1 where it is, 0 where it is not
	people     []stand // filled in
}

// heard is what came of it: the gaps that began in each place, from NoStage, by days.
type heard struct {
	gaps     [][]int32
	contacts int
}

// listen works through the customers on all processors.
func (l *listener) listen(ctx context.Context) (heard, error) {
	all, err := analysis.Runs(l.log.Customers(), func(from, to int) (heard, error) { return l.part(ctx, from, to) })
	if err != nil {
		return heard{}, err
	}
	sum := all[0]
	for _, more := range all[1:] {
		sum.contacts += more.contacts
		for place := range more.gaps {
			for days, count := range more.gaps[place] {
				sum.gaps[place][days] += count
			}
		}
	}
	return sum, nil
}

func (l *listener) part(ctx context.Context, from, to int) (heard, error) {
	h := heard{gaps: make([][]int32, len(l.ladder.Rows)+1)}
	span := 1
	if l.log.First.Known() {
		span = int(max(0, l.asOf-l.log.First)) + 1
	}
	for place := range h.gaps {
		h.gaps[place] = make([]int32, span)
	}
	var days []data.Day
	for c := eventlog.CustomerIndex(from); int(c) < to; c++ {
		if c%4096 == 0 && ctx.Err() != nil {
			return h, data.Wrap(ctx.Err(), data.CodeCancelled, "Looking for silence was stopped before it was done; nothing has changed.")
		}
		l.people[c] = stand{silence: -1, state: notAsked, place: int8(maturity.NotHere)}
		if place := l.ladder.Place(c); place != maturity.NotHere {
			days = l.days(c, days)
			h.contacts += len(days)
			l.settle(c, place, days, h.gaps)
		}
	}
	return h, nil
}

// days lists the days of a customer's meaningful contacts up to the as-of date, in
// scratch. Whether a contact is meaningful is a sum and no branch, as nobody could
// foresee it.
func (l *listener) days(c eventlog.CustomerIndex, scratch []data.Day) []data.Day {
	begin, end := analysis.Span{First: data.NoDay, Last: l.asOf}.Contacts(l.log, c)
	activities := l.log.Events.Activity[begin:end]
	scratch = slices.Grow(scratch[:0], len(activities))[:len(activities)]
	n := 0
	for i, day := range l.log.Events.Day[begin:end] {
		scratch[n] = day
		n += l.meaningful[activities[i]]
	}
	return scratch[:n]
}

// settle counts the gaps between the contacts of a customer by the place in which
// they began, and holds its silence against them where it is here.
func (l *listener) settle(c eventlog.CustomerIndex, place int, days []data.Day, gaps [][]int32) {
	p := &l.people[c]
	if place != maturity.Left {
		p.place, p.state = int8(place), Never
	}
	if len(days) == 0 {
		return
	}
	silence, course := l.asOf-days[len(days)-1], l.ladder.Course(c)
	own, shorter, equal := 0, 0, 0
	for i, day := range days[1:] {
		gap, began := day-days[i], course.On(days[i])
		if gap == 0 {
			continue
		}
		if began != maturity.Left {
			gaps[began-maturity.NoStage][gap]++
		}
		own++
		if gap < silence {
			shorter++
		}
		if gap == silence {
			equal++
		}
	}
	if place == maturity.Left {
		return
	}
	p.silence, p.gaps, p.state = int32(silence), int32(own), Within
	habit := person.Habit{Gaps: own, Rank: (float64(shorter) + float64(equal)/2) / float64(max(1, own))}
	p.beyond = habit.Beyond()
}

// ownGaps gives the gaps between a customer's meaningful contacts.
func (l *listener) ownGaps(c eventlog.CustomerIndex, gap func(days int)) {
	days := l.days(c, nil)
	for i := 1; i < len(days); i++ {
		if days[i] > days[i-1] {
			gap(int(days[i] - days[i-1]))
		}
	}
}

// habitOf reads the habit from gaps by days.
func habitOf(gaps []int32) Habit {
	h := Habit{Median: math.NaN(), Low: math.NaN(), High: math.NaN(), P90: math.NaN(), P99: math.NaN()}
	for _, count := range gaps {
		h.Gaps += int(count)
	}
	if h.Gaps == 0 {
		return h
	}
	h.Median = (at(gaps, (h.Gaps+1)/2) + at(gaps, h.Gaps/2+1)) / 2
	h.P90, h.P99 = at(gaps, (9*h.Gaps+9)/10), at(gaps, (99*h.Gaps+99)/100)
	if rank := medianRank(h.Gaps); rank > 0 {
		h.Low, h.High = at(gaps, rank), at(gaps, h.Gaps+1-rank)
	}
	return h
}

// at gives the value of a rank, from 1.
func at(gaps []int32, rank int) float64 {
	for days, count := range gaps {
		if rank -= int(count); rank <= 0 {
			return float64(days)
		}
	}
	return math.NaN()
}

// medianRank gives the rank from either end whose values hold the median with at
// least 95 %: the largest r with P(X < r) <= 2.5 % for X binomial (n, 1/2). It is 0
// where there are too few values. Conover, Practical Nonparametric Statistics, 3.2.
func medianRank(n int) int {
	b := distuv.Binomial{N: float64(n), P: .5}
	low, high := 0, n/2+1 // P(X < low) is small enough, P(X < high) is not
	for high-low > 1 {
		if middle := (low + high) / 2; b.CDF(float64(middle-1)) <= .025 {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// judge finds the habits and holds everybody's silence against them.
func (r *Result) judge(gaps [][]int32) {
	together := make([]int32, len(gaps[0]))
	habits := make([]Habit, len(gaps))
	for place := range gaps {
		habits[place] = habitOf(gaps[place])
		for days, count := range gaps[place] {
			together[days] += count
		}
	}
	r.All = habitOf(together)
	rows := make([]Row, len(gaps))
	silences := make([][]int32, len(gaps)) // by days
	for i := range rows {
		rows[i] = Row{Place: i + maturity.NoStage, Habit: habits[i]}
		if habits[i].Gaps < FewGaps {
			rows[i].Habit, rows[i].Borrowed = r.All, true
		}
		silences[i] = make([]int32, len(together))
	}
	for c := range r.people {
		p := &r.people[c]
		if p.state == notAsked {
			continue
		}
		row := &rows[int(p.place)-maturity.NoStage]
		if p.silence >= 0 {
			p.state = judged(p, row.Habit)
			row.Bands[Band(int(p.silence))]++
			silences[int(p.place)-maturity.NoStage][p.silence]++
		}
		row.People++
		row.States[p.state]++
		r.States[p.state]++
		r.N++
	}
	for i := range rows {
		if rows[i].People > 0 {
			rows[i].Silent = habitOf(silences[i]).Median
			r.Rows = append(r.Rows, rows[i])
		}
	}
	r.watch()
}

func judged(p *stand, stage Habit) State {
	far := stage.Gaps >= FewGaps && float64(p.silence) > stage.P90
	switch {
	case far && !p.beyond && int(p.gaps) >= person.FewGaps:
		return OwnWay
	case far && p.silence >= LostDays && float64(p.silence) > stage.P99:
		return Lost
	case far:
		return Beyond
	case p.beyond:
		return Unlike
	}
	return Within
}

// watch lists those to look after first.
func (r *Result) watch() {
	type place struct {
		over     float64
		silence  int32
		customer eventlog.CustomerIndex
	}
	places := make([]place, 0, r.States[Beyond])
	var limits [math.MaxInt8 + 2]float64 // by place from NoStage
	for _, row := range r.Rows {
		limits[row.Place-maturity.NoStage] = row.Habit.P90
	}
	for c := range r.people {
		if p := &r.people[c]; p.state == Beyond {
			places = append(places, place{float64(p.silence) / limits[int(p.place)-maturity.NoStage], p.silence, eventlog.CustomerIndex(c)})
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		switch { // without a call each: there may be a hundred thousand
		case a.over != b.over && a.over > b.over, a.over == b.over && a.silence > b.silence:
			return -1
		case a.over != b.over, a.silence != b.silence:
			return 1
		}
		return cmp.Compare(a.customer, b.customer)
	})
	r.Watch = make([]eventlog.CustomerIndex, len(places))
	for i := range places {
		r.Watch[i] = places[i].customer
	}
}

// Person says how one customer stands against the habit of its stage.
func (r Result) Person(c eventlog.CustomerIndex) Person {
	p := &r.people[c]
	usual := r.habit(int(p.place)).Median
	return Person{
		Customer: c, Place: int(p.place), State: p.state, Silence: int(p.silence), Usual: usual, Times: float64(p.silence) / usual,
		OwnGaps: int(p.gaps), OwnMedian: r.ownMedian(c), Value: r.ladder.Value(c),
	}
}

// ownMedian is the median of a customer's own gaps; NaN with too few.
func (r Result) ownMedian(c eventlog.CustomerIndex) float64 {
	if int(r.people[c].gaps) < person.FewGaps {
		return math.NaN()
	}
	gaps := make([]int, 0, r.people[c].gaps)
	r.ownGaps(c, func(days int) { gaps = append(gaps, days) })
	slices.Sort(gaps)
	n := len(gaps)
	return float64(gaps[(n-1)/2]+gaps[n/2]) / 2
}
