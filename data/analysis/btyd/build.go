package btyd

import (
	"context"
	"math"
	"runtime"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/occasion"
	"cxworkbench/data/eventlog"
)

// Build fits the model to the purchases up to the as-of date, or up to Query.To
// where that is earlier. Query.From chooses customers by their first purchase. Errors are those of FitBGNBD, or
// that nothing was bought (CodeNoData).
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	spec, err := spec.normal()
	if err != nil {
		return Result{}, err
	}
	if !query.AsOf.Known() {
		return Result{}, data.Errorf(data.CodeNoData, "There is no as-of date, so nobody can be said to be a customer by it; import records or choose a date.")
	}
	if query.To.Known() {
		query.AsOf = min(query.AsOf, query.To)
	}
	r := Result{Spec: spec, AsOf: query.AsOf, Revision: log.Revision, Currency: log.Settings.Currency, log: log, query: query}
	if err := r.read(ctx); err != nil {
		return Result{}, err
	}
	if r.N = len(r.Rows); r.N == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "Nobody bought anything by %s, so nothing can be said about buying again; import purchases, or set the kind of an activity to purchase.", query.AsOf)
	}
	histories := make([]History, r.N)
	spent := make([]Spent, r.N)
	for i := range r.Rows {
		histories[i], spent[i] = r.Rows[i].History, r.Rows[i].spent
	}
	var holding sync.WaitGroup
	holding.Go(r.holdOut) // a fit of its own, beside that of all
	r.Fit, err = FitBGNBD(histories, spec.Penalty)
	holding.Wait()
	if err != nil {
		return Result{}, err
	}
	if fit, err := FitSpending(spent); err == nil && fit.Q > 1 { // else the mean of all is infinite
		r.Spending = &fit
	}
	if err := r.foresee(ctx); err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, stopped(err)
	}
	r.Definition, r.Finding = r.definition(), query.Says(r.finding())
	return r, nil
}

func stopped(err error) error {
	return data.Wrap(err, data.CodeCancelled, "Fitting the model was cancelled; nothing was changed.")
}

const step = 4096 // customers between looks at the context

// read finds the purchase days and amounts of every customer.
func (r *Result) read(ctx context.Context) error {
	buys := r.log.ActivitiesOf(data.KindPurchase)
	gatherer := occasion.NewGatherer(r.log)
	for c := range eventlog.CustomerIndex(r.log.Customers()) {
		if c%step == 0 && ctx.Err() != nil {
			return stopped(ctx.Err())
		}
		if !r.query.Keeps(c) {
			continue
		}
		gatherer.Clear()
		from, to := r.log.EventRange(c)
		for i := from; i < to && r.log.Events.Day[i] <= r.query.AsOf; i++ {
			if buys[r.log.Events.Activity[i]] && r.log.Events.Day[i].Known() {
				gatherer.Add(i)
			}
		}
		r.add(c, gatherer.Found())
	}
	return nil
}

// add makes the row of a customer from its purchases, if there are any.
func (r *Result) add(c eventlog.CustomerIndex, found []occasion.Occasion) {
	row := Row{Customer: c, days: int32(len(r.days))}
	priced, total := 0, data.Money(0)
	var dayTotal data.Money
	closeDay := func() {
		if len(r.days) > int(row.days)+1 && dayTotal > 0 { // the first purchase says nothing of repeats
			priced, total = priced+1, total+dayTotal
		}
		dayTotal = 0
	}
	for _, o := range found {
		if !o.Counts() && !o.Free() { // what is free brings customers back too, and the published fits count it
			continue
		}
		d := r.log.Events.Day[o.Event]
		if n := len(r.days); n == int(row.days) || r.days[n-1] != d {
			closeDay()
			r.days = append(r.days, d)
		}
		dayTotal += o.Total
	}
	closeDay()
	days := r.days[row.days:]
	switch {
	case len(days) == 0:
		return
	case !r.query.InRange(days[0]):
		r.days = r.days[:row.days]
		r.Outside++
		return
	}
	last := days[len(days)-1]
	row.History = History{X: len(days) - 1, TX: weeks(days[0], last), T: weeks(days[0], r.query.AsOf)}
	if row.Known = row.X > 0; !row.Known {
		r.OneTime++
	}
	if priced > 0 {
		row.spent = Spent{X: priced, Mean: float64(total) / float64(priced)}
	}
	r.Rows = append(r.Rows, row)
}

// foresee works out what the model says of each customer, a share of them on
// each processor.
func (r *Result) foresee(ctx context.Context) error {
	shares := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for s := range shares {
		wait.Go(func() {
			last := (s + 1) * r.N / shares
			for from := s * r.N / shares; from < last && ctx.Err() == nil; from += step {
				for i := from; i < min(from+step, last); i++ {
					r.foreseeOne(&r.Rows[i])
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return stopped(err)
	}
	for i := range r.Rows { // in order, so that the sums do not depend on the processors
		row := &r.Rows[i]
		r.Expected += row.Expected
		r.Value += row.Value
		if row.Known {
			r.Bands[band(row.Alive)]++
		}
	}
	return nil
}

func (r *Result) foreseeOne(row *Row) {
	row.Alive = math.NaN()
	if row.Known {
		row.Alive = r.Fit.Alive(row.History)
	}
	row.Expected = r.Fit.Expected(row.History, float64(r.Spec.Horizon))
	if row.Spend = r.spendOf(row); !math.IsNaN(row.Spend) {
		row.Value = data.Money(math.Round(row.Expected * row.Spend))
	}
}

// fewestHoldout is how many customers a holdout check needs.
const fewestHoldout = 10

// holdOut fits the model to the time up to the split and follows its customers
// to the as-of date, week by week.
func (r *Result) holdOut() {
	first := r.AsOf
	for i := range r.Rows {
		first = min(first, r.days[r.Rows[i].days])
	}
	h := &Holdout{Split: r.Spec.Split}
	if h.Split <= first || h.Split >= r.AsOf {
		h.Split = first + (r.AsOf-first)/2
	}
	var histories []History
	begins := make([]int, r.AsOf-first+1) // customers by day of the first purchase, from first
	repeats := make([]int, r.AsOf-first+1)
	for i := range r.Rows {
		days := r.daysOf(i)
		if days[0] > h.Split {
			continue
		}
		histories = append(histories, r.historyAt(i, h.Split))
		begins[days[0]-first]++
		for _, d := range days[1:] {
			repeats[d-first]++
		}
	}
	if h.N = len(histories); h.N < fewestHoldout || r.AsOf-h.Split < 7 {
		return
	}
	var err error
	if h.Fit, err = FitBGNBD(histories, r.Spec.Penalty); err != nil {
		return
	}
	h.track(first, r.AsOf, begins, repeats)
	r.Holdout = h
}

// track adds up the weeks: all who began by a day are expected to have as many
// repeats as a new customer has in the time since.
func (h *Holdout) track(first, asOf data.Day, begins, repeats []int) {
	ofNew := make([]float64, len(begins)) // by days since the first purchase
	for d := range ofNew {
		ofNew[d] = math.NaN()
	}
	actual, counted := 0, 0
	for end := first + 7; ; end += 7 {
		end = min(end, asOf)
		for ; counted <= int(end-first); counted++ {
			actual += repeats[counted]
		}
		w := Week{End: end, Actual: actual}
		for d, n := range begins[:end-first] {
			if n == 0 {
				continue
			}
			since := int(end-first) - d
			if math.IsNaN(ofNew[since]) {
				ofNew[since] = h.Fit.ExpectedOfNew(float64(since) / 7)
			}
			w.Expected += float64(n) * ofNew[since]
		}
		if end <= h.Split {
			h.Begin = len(h.Weeks) + 1
		}
		h.Weeks = append(h.Weeks, w)
		if end == asOf {
			return
		}
	}
}
