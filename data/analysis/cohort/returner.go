package cohort

import "cxworkbench/data/eventlog"

// returner gives the periods that members returned in, of one member after the
// other. In recurring cohorts by date a person is in many, and returned to each in
// the same calendar periods: these are looked up once. It keeps scratch memory and
// is for one goroutine.
type returner struct {
	t        *table
	shared   bool
	customer eventlog.CustomerIndex
	origin   int32   // the period before the first of all
	calendar []int32 // the customer's, in order, less origin
	periods  []int32
	sums     []sum
}

func (t *table) newReturner() *returner {
	return &returner{t: t, shared: t.spec.Recurring && t.returns != nil && t.clock.reading == byCalendar, customer: -1, origin: t.clock.index[0] - 1}
}

// of gives what (*table).returned does, until it is called again.
func (w *returner) of(m member) []int32 {
	if !w.shared {
		w.periods = w.t.returned(m, w.periods[:0])
		return w.periods
	}
	if w.customer != m.customer {
		w.look(m.customer)
	}
	// A return in the period of the start is none, on whichever day.
	cohort, last := m.cohort-w.origin, len(w.calendar)
	for last > 0 && w.calendar[last-1] > cohort {
		last--
	}
	w.periods = w.periods[:0]
	for _, period := range w.calendar[last:] {
		w.periods = append(w.periods, period-cohort)
	}
	return w.t.countable(m, w.t.columns(w.periods))
}

// look notes the calendar periods in which a customer did what counts as a return.
func (w *returner) look(c eventlog.CustomerIndex) {
	w.customer = c
	w.calendar = w.t.periodsOf(c, w.origin, w.calendar)
}
