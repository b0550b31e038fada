package cohort

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// clock tells in which of a member's periods a day falls. The zero clock is
// not ready for use.
type clock struct {
	// calendar gives the cohort of a start day; with byOwnMonths, the month.
	calendar eventlog.Calendar
	reading  reading
	length   int // days of a period, or with byOwnMonths calendar months

	monthStarts []data.Day // first days of the calendar months from firstMonth on
	firstMonth  int
}

// reading is a way of counting periods.
type reading int

const (
	byCalendar  reading = iota // calendar periods since the cohort's
	byDays                     // periods of so many days since the start day
	byOwnMonths                // calendar months since the start day: 15 March to 14 April
)

func newClock(log *eventlog.Log, spec Spec, asOf data.Day) clock {
	switch months := monthsIn(spec.Unit); {
	case spec.By == "" && !spec.Rolling:
		return clock{calendar: log.Calendar(spec.Unit), reading: byCalendar}
	case spec.Rolling || months == 0:
		return clock{calendar: log.Calendar(spec.Unit), reading: byDays, length: spec.Unit.RollingDays()}
	default:
		return newMonthClock(log, months, asOf)
	}
}

func newMonthClock(log *eventlog.Log, months int, asOf data.Day) clock {
	c := clock{calendar: log.Calendar(eventlog.UnitMonth), reading: byOwnMonths, length: months}
	first := asOf
	if log.First.Known() && log.First < first {
		first = log.First
	}
	c.firstMonth = c.calendar.Index(first)
	for month := c.firstMonth; month <= c.calendar.Index(asOf+1)+1; month++ {
		c.monthStarts = append(c.monthStarts, c.calendar.Start(month))
	}
	return c
}

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

// period gives the number k of the member's period that holds the day, which
// lies from the log's first day to the day after the as-of day. For a day
// before the member's start it is 0 or less.
func (c *clock) period(m member, d data.Day) int {
	switch c.reading {
	case byCalendar:
		return c.calendar.Index(d) - int(m.period)
	case byDays:
		return int(d-m.start) / c.length
	}
	// Whole calendar months as data.Day.MonthsUntil counts them, by table: one
	// less where the day of the month is not reached, unless the month ends.
	month, startMonth := c.calendar.Index(d), c.calendar.Index(m.start)
	n := month - startMonth
	dayOfMonth := d - c.monthStarts[month-c.firstMonth]
	if dayOfMonth < m.start-c.monthStarts[startMonth-c.firstMonth] && d+1 != c.monthStarts[month-c.firstMonth+1] {
		n--
	}
	return n / c.length
}
