package exceptions

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/eventlog"
)

// leavers counts who left within the window of a failure, the days that customers
// spent there, and both for the rest of everybody's time. Windows of one customer
// that overlap count once. The rates take care of those who were not followed to
// the end of a window.
func (r *Result) leavers(f *finder, rows []*Row) {
	r.left = make([][]eventlog.CustomerIndex, len(rows))
	next := 0
	for c := range eventlog.CustomerIndex(r.log.Customers()) {
		first := next
		for next < len(r.failures) && r.failures[next].customer == c {
			next++
		}
		if f.lives == nil || !f.query.Keeps(c) || !f.lives[c].Observed() {
			continue
		}
		r.exposure(&f.lives[c], c, r.failures[first:next], rows)
	}
	r.OthersRate = r.rate(r.OthersLeft, r.OthersDays)
	for _, row := range rows {
		row.Rate = r.rate(row.Left, row.Days)
		row.Ratio, row.RatioLow, row.RatioHigh = rateRatio(row.Left, row.Days, r.OthersLeft, r.OthersDays)
	}
}

// exposure adds the time of one customer, from when it is observed to the last day
// that is known, both included.
func (r *Result) exposure(life *churn.Life, c eventlog.CustomerIndex, failures []failure, rows []*Row) {
	start := life.Start
	if life.Entry.Known() {
		start = max(start, life.Entry)
	}
	days, left := int(life.End-start)+1, life.State == churn.Left
	inside := 0 // days in any window
	followed := false
	if len(failures) == 0 {
		rows = nil // as for most customers
	}
	for at, row := range rows {
		covered, hit := start, false // up to where the days are counted already
		for i := range failures {
			x := &failures[i]
			if at > 0 && 1+r.rowOf[x.cause] != at {
				continue
			}
			from, to := max(x.day, covered), min(x.day+data.Day(r.Spec.Window), life.End+1)
			if to <= from {
				continue
			}
			row.Days += int(to - from)
			covered = to
			hit = hit || to == life.End+1
			if at == 0 {
				inside += int(to - from)
			}
		}
		if left && hit {
			row.Left++
			r.left[at] = append(r.left[at], c)
			followed = followed || at == 0
		}
	}
	r.OthersDays += days - inside
	if left && !followed {
		r.OthersLeft++
		r.others = append(r.others, c)
	}
}

// rate is per 100 customers and window.
func (r *Result) rate(left, days int) float64 {
	return ratio(100*float64(r.Spec.Window)*float64(left), float64(days))
}

// rateRatio compares two rates of leaving, with the interval of the ratio: given all
// who left, the share of those who left in the first time is binomial, so that its
// Wilson interval turns into one of the ratio. Both ends are NaN where nobody left or
// there is no time.
func rateRatio(left, days, others, otherDays int) (value, low, high float64) {
	nan := math.NaN()
	if days == 0 || otherDays == 0 || left+others == 0 {
		return nan, nan, nan
	}
	odds := func(p float64) float64 { return p / (1 - p) * float64(otherDays) / float64(days) }
	low, high = interval.Wilson(left, left+others)
	return odds(float64(left) / float64(left+others)), odds(low), odds(high)
}
