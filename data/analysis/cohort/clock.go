package cohort

import (
	"math"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// clock tells in which of a member's periods a day falls, for days from the
// log's first to the day after the as-of day. The zero clock is not ready for use.
type clock struct {
	reading reading
	length  int32 // days of a period, or with byOwnMonths calendar months; 1 with byCalendar

	// The calendar periods, or with byOwnMonths the months, of those days.
	calendar eventlog.Calendar
	first    data.Day
	index    []int32    // by day from first on
	starts   []data.Day // first days of the periods from index[0] on

	// Marks of those days: a member's period of a day is its mark less that of the
	// member's start, without the low bits, divided by length.
	marks []int32
	low   uint8
	// known are the marks up to the as-of day, and last that of any other day, with
	// which it is in no period after a start.
	known []int32
}

// reading is a way of counting periods.
type reading int

const (
	byCalendar  reading = iota // calendar periods since the cohort's
	byDays                     // periods of so many days since the start day
	byOwnMonths                // calendar months since the start day: 15 March to 14 April
)

func newClock(log *eventlog.Log, spec Spec, asOf data.Day) clock {
	c := clock{first: asOf}
	if log.First.Known() {
		c.first = min(c.first, log.First)
	}
	unit, months := spec.Unit, monthsIn(spec.Unit)
	switch {
	case spec.By == "" && !spec.Rolling:
		c.reading, c.length = byCalendar, 1
	case spec.Rolling || months == 0:
		c.reading, c.length = byDays, int32(spec.Unit.RollingDays())
	default:
		c.reading, c.length, unit = byOwnMonths, months, eventlog.UnitMonth
	}
	c.calendar = log.Calendar(unit)
	c.number(asOf + 1)
	c.mark()
	return c
}

// number fills the tables up to the last day.
func (c *clock) number(last data.Day) {
	c.index = make([]int32, 0, last-c.first+1)
	period := c.calendar.Index(c.first)
	c.starts = append(c.starts, c.calendar.Start(period))
	for d := c.first; d <= last; period++ {
		next := c.calendar.Start(period + 1)
		c.starts = append(c.starts, next)
		for ; d < next && d <= last; d++ {
			c.index = append(c.index, int32(period))
		}
	}
}

// of is the number of the calendar period of a day.
func (c *clock) of(d data.Day) int32 { return c.index[d-c.first] }

func monthsIn(unit eventlog.Unit) int32 {
	switch unit {
	case eventlog.UnitMonth:
		return 1
	case eventlog.UnitQuarter:
		return 3
	case eventlog.UnitYear:
		return 12
	}
	return 0
}

// dayBits hold a day of the month in a mark of byOwnMonths.
const dayBits = 7

// mark fills the marks by the numbers of the periods. Of months, the day of the
// month stands in the low bits, so that the difference of two marks is one month
// less where it is not reached; the last day of a month reaches any, as
// data.Day.MonthsUntil counts them.
func (c *clock) mark() {
	c.marks = slices.Clone(c.index)
	if c.reading == byOwnMonths {
		c.low = dayBits
	}
	for i := range c.index {
		if c.reading == byCalendar {
			break
		}
		d := c.first + data.Day(i)
		if c.marks[i] = c.dated(d); c.reading == byOwnMonths && d+1 == c.starts[c.index[i]-c.index[0]+1] {
			c.marks[i] |= 1<<dayBits - 1
		}
	}
	c.known = slices.Clone(c.marks)
	c.known[len(c.known)-1] = math.MinInt32 / 2
}

// dated is the mark of a day that a member starts on, where periods are its own.
func (c *clock) dated(d data.Day) int32 {
	i := int32(d - c.first)
	if c.reading == byDays {
		return i
	}
	month := c.index[i] - c.index[0]
	return month<<dayBits | int32(d-c.starts[month])
}

// origin is the mark that the member's periods are counted from.
func (c *clock) origin(m member) int32 {
	if c.reading == byCalendar {
		return m.cohort
	}
	return c.dated(m.start)
}

// period gives the number k of the member's period that holds the day; for a
// day before the member's start it is 0 or less.
func (c *clock) period(m member, d data.Day) int {
	return int((c.marks[d-c.first] - c.origin(m)) >> c.low / c.length)
}
