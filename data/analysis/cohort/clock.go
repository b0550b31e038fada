package cohort

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// clock tells in which of a member's periods a day falls, for days from the
// log's first to the day after the as-of day. The zero clock is not ready for use.
type clock struct {
	reading reading
	length  int // days of a period, or with byOwnMonths calendar months

	// The calendar periods, or with byOwnMonths the months, of those days.
	calendar eventlog.Calendar
	first    data.Day
	index    []int32    // by day from first on
	starts   []data.Day // first days of the periods from index[0] on
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
		c.reading = byCalendar
	case spec.Rolling || months == 0:
		c.reading, c.length = byDays, spec.Unit.RollingDays()
	default:
		c.reading, c.length, unit = byOwnMonths, months, eventlog.UnitMonth
	}
	c.calendar = log.Calendar(unit)
	c.number(asOf + 1)
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

func monthsIn(unit eventlog.Unit) int {
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

// period gives the number k of the member's period that holds the day; for a
// day before the member's start it is 0 or less.
func (c *clock) period(m member, d data.Day) int {
	if c.reading == byCalendar {
		return int(c.of(d) - m.cohort)
	}
	return c.ownPeriod(m, d)
}

func (c *clock) ownPeriod(m member, d data.Day) int {
	if c.reading == byDays {
		return int(d-m.start) / c.length
	}
	// Whole calendar months as data.Day.MonthsUntil counts them, by table: one
	// less where the day of the month is not reached, unless the month ends.
	n := int(c.of(d) - c.of(m.start))
	month, startMonth := c.of(d)-c.index[0], c.of(m.start)-c.index[0]
	if d-c.starts[month] < m.start-c.starts[startMonth] && d+1 != c.starts[month+1] {
		n--
	}
	return n / c.length
}
