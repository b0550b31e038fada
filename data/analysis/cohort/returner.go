package cohort

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

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

// periodsOf gives the periods after an origin, each once, in which the customer
// returned, in place of what the slice held. Whether the next event is a return,
// and of another period, is up to chance, so that nothing here branches on it.
func (t *table) periodsOf(c eventlog.CustomerIndex, origin int32, periods []int32) []int32 {
	from, to := t.log.EventRange(c)
	days, codes := t.log.Events.Day[from:to], t.log.Events.Activity[from:to]
	periods = slices.Grow(periods[:0], len(days))[:len(days)]
	if t.clock.reading == byCalendar {
		return t.calendarPeriods(days, codes, origin, periods)
	}
	known, first, low, length, isReturn := t.clock.known, t.clock.first, t.clock.low, t.clock.length, t.isReturn
	n, last := 0, int32(0)
	for i, d := range days {
		k := (known[min(uint32(d-first), uint32(len(known)-1))] - origin) >> low
		if length > 1 { // always or never
			k /= length
		}
		k *= isReturn[codes[i]]
		periods[n] = k
		if k > last {
			n++
		}
		last = max(last, k)
	}
	return periods[:n]
}

// calendarPeriods does the same where marks are the numbers of periods, with no
// more values than the processor has registers: a ninth of all that cohorts take.
func (t *table) calendarPeriods(days []data.Day, codes []uint16, origin int32, periods []int32) []int32 {
	known, first, isReturn := t.clock.known, t.clock.first, t.isReturn
	n, last := 0, int32(0)
	for i, d := range days {
		k := (known[min(uint32(d-first), uint32(len(known)-1))] - origin) * isReturn[codes[i]]
		periods[n] = k
		if k > last {
			n++
		}
		last = max(last, k)
	}
	return periods[:n]
}

// columns turns periods in order into the columns that hold them, each once.
func (t *table) columns(periods []int32) []int32 {
	if t.spec.Bracket.To == 1 {
		return periods
	}
	columns := periods[:0]
	for _, k := range periods {
		if k = int32(t.column(int(k))); k > 0 && (len(columns) == 0 || k > columns[len(columns)-1]) {
			columns = append(columns, k)
		}
	}
	return columns
}
