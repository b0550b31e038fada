package condition

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// monthShift adds a fixed number of calendar months to days, remembering each
// answer: calendar arithmetic would cost more than everything else.
type monthShift struct {
	months int
	first  data.Day
	known  []data.Day // by day from first; 0 is not worked out yet
}

const mostDaysKept = 400 * 366 // a stray date far off must not cost memory

// shift gives the month shift of a span, nil where the span is in days.
func (c *compiler) shift(s span) *monthShift {
	n, ok := s.months()
	if !ok {
		return nil
	}
	if c.shifts[n] == nil {
		c.shifts[n] = newMonthShift(c.log, n)
	}
	return c.shifts[n]
}

func newMonthShift(log *eventlog.Log, n int) *monthShift {
	m := &monthShift{months: n, first: log.First}
	if log.First.Known() {
		m.known = make([]data.Day, min(int(log.Last)-int(log.First)+1, mostDaysKept))
	}
	return m
}

func (m *monthShift) after(d data.Day) data.Day {
	i := int(d) - int(m.first)
	if i < 0 || i >= len(m.known) {
		return d.AddMonths(m.months)
	}
	if m.known[i] == 0 {
		m.known[i] = d.AddMonths(m.months)
	}
	return m.known[i]
}

// window is a span made ready; of a zero span it holds everything.
type window struct {
	span  span
	shift *monthShift // of a span in months

	asOf, since data.Day // the last answer of upTo; none yet where asOf is NoDay
}

func (c *compiler) window(s span) window {
	return window{span: s, shift: c.shift(s), asOf: data.NoDay}
}

// after gives the day that is the span after d.
func (w *window) after(d data.Day) data.Day {
	if w.shift != nil {
		return w.shift.after(d)
	}
	return w.span.after(d)
}

// upTo gives the day before the first of the window that ends on asOf.
func (w *window) upTo(asOf data.Day) data.Day {
	if w.asOf != asOf {
		w.asOf, w.since = asOf, w.span.before(asOf)
	}
	return w.since
}

// spans reports whether one window can hold both days.
func (w *window) spans(first, last data.Day) bool {
	return w.span.isZero() || last < w.after(first)
}
