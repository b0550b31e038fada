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
	calendar []int32 // the customer's, in order
	periods  []int32
}

func (t *table) newReturner() *returner {
	return &returner{t: t, shared: t.spec.Recurring && t.returns != nil && t.clock.reading == byCalendar, customer: -1}
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
	last, periods := 0, w.periods[:0]
	for i := len(w.calendar) - 1; i >= 0 && w.calendar[i] > m.cohort; i-- {
		last = i
	}
	if len(w.calendar) > 0 && w.calendar[len(w.calendar)-1] > m.cohort {
		before := 0
		for _, period := range w.calendar[last:] {
			if k := w.t.column(int(period - m.cohort)); k > before {
				periods = append(periods, int32(k))
				before = k
			}
		}
	}
	w.periods = periods
	return w.t.countable(m, periods)
}

// look notes the calendar periods in which a customer did what counts as a return.
func (w *returner) look(c eventlog.CustomerIndex) {
	w.customer, w.calendar = c, w.calendar[:0]
	t := w.t
	from, to := t.log.EventRange(c)
	codes := t.log.Events.Activity[from:to]
	for i, d := range t.log.Events.Day[from:to] {
		if d > t.query.AsOf {
			return
		}
		if !d.Known() || !t.returns[codes[i]] {
			continue
		}
		if p := t.clock.of(d); len(w.calendar) == 0 || p != w.calendar[len(w.calendar)-1] {
			w.calendar = append(w.calendar, p)
		}
	}
}
