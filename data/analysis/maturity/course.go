package maturity

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Course tells where a customer was on the days of its contacts, which are asked for
// in their order. It is for one goroutine.
type Course struct {
	place int
	next  data.Day // of the first step that has not been taken
	steps []step   // not yet taken
}

// Course gives that of a customer of the ladder, before its first step.
func (r *Result) Course(c eventlog.CustomerIndex) Course {
	w := Course{place: NoStage, steps: r.known(c)}
	w.look()
	return w
}

// On gives the place at the end of a day up to the as-of date, which is not before
// the one that was asked for last.
func (w *Course) On(day data.Day) int {
	if day >= w.next {
		w.take(day)
	}
	return w.place
}

func (w *Course) take(day data.Day) {
	for len(w.steps) > 0 && w.steps[0].day <= day {
		w.place, w.steps = int(w.steps[0].place), w.steps[1:]
	}
	w.look()
}

func (w *Course) look() {
	if w.next = math.MaxInt32; len(w.steps) > 0 {
		w.next = w.steps[0].day
	}
}

// Days adds up the days that the customers spent in each place, from Left, between a
// day and the as-of date, both inclusive.
func (r Result) Days(since data.Day) []int {
	parts, _ := analysis.Runs(len(r.places), func(from, to int) ([]int, error) {
		days := make([]int, len(r.Rows)-Left)
		for i := from; i < to; i++ {
			if r.places[i] == excluded || r.places[i] == NotHere {
				continue
			}
			c := eventlog.CustomerIndex(i)
			place, start := NoStage, max(since, r.firstDay(c))
			for _, s := range r.steps(c) {
				end := max(start, s.day)
				days[place-Left] += int(end - start)
				place, start = int(s.place), end
			}
			days[place-Left] += int(max(start, r.AsOf+1) - start)
		}
		return days, nil
	})
	for _, more := range parts[1:] {
		for place, days := range more {
			parts[0][place] += days
		}
	}
	return parts[0]
}
