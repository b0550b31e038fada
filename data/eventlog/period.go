package eventlog

import (
	"fmt"
	"time"

	"cxworkbench/data"
)

// Unit is a length of calendar period.
type Unit string

// The units of calendar periods.
const (
	UnitDay     Unit = "day"
	UnitWeek    Unit = "week"
	UnitMonth   Unit = "month"
	UnitQuarter Unit = "quarter"
	UnitYear    Unit = "year"
)

// Units lists every Unit, shortest first.
var Units = []Unit{UnitDay, UnitWeek, UnitMonth, UnitQuarter, UnitYear}

// ParseUnit reads a unit's name.
func ParseUnit(s string) (Unit, error) {
	for _, u := range Units {
		if string(u) == s {
			return u, nil
		}
	}
	return "", data.Errorf(data.CodeBadInput, "%q is no period: say day, week, month, quarter or year.", s)
}

// RollingDays is the length in days of a rolling period (definition C.1).
func (u Unit) RollingDays() int {
	switch u {
	case UnitDay:
		return 1
	case UnitWeek:
		return 7
	case UnitMonth:
		return 30
	case UnitQuarter:
		return 91
	case UnitYear:
		return 365
	}
	panic(fmt.Sprintf("eventlog: unit %q", u))
}

// Calendar numbers the calendar periods of a unit without gaps; the number of a
// period is absolute, so that two calendars of one unit and week start agree.
// Lookups inside the span it was made for are one array access.
type Calendar struct {
	unit      Unit
	weekStart time.Weekday
	first     data.Day
	index     []int32
}

// Calendar precomputes the period of every day of the log, up to the day after
// the last record or, if that is later, the workspace's as-of day.
func (l *Log) Calendar(unit Unit) Calendar {
	c := Calendar{unit: unit, weekStart: l.Settings.WeekStart}
	if !l.First.Known() {
		return c
	}
	c.first = l.First
	const widest = 400 * 366 // a stray date far off must not cost memory
	last := min(max(l.Last, l.Settings.AsOf)+1, c.first+widest)
	c.index = make([]int32, 0, last-c.first+1)
	for d, period := c.first, c.compute(c.first); d <= last; period++ {
		for end := min(c.End(period), last); d <= end; d++ {
			c.index = append(c.index, int32(period))
		}
	}
	return c
}

// Index gives the number of the period that holds the day.
func (c *Calendar) Index(d data.Day) int { // of a pointer, since it is asked for every record
	if i := int(d) - int(c.first); i >= 0 && i < len(c.index) {
		return int(c.index[i])
	}
	return c.compute(d)
}

func (c Calendar) compute(d data.Day) int {
	switch c.unit {
	case UnitDay:
		return int(d)
	case UnitWeek:
		return floorDiv(int(d)-c.weekShift(), 7)
	}
	y, m, _ := d.Civil()
	switch c.unit {
	case UnitMonth:
		return y*12 + int(m) - 1
	case UnitQuarter:
		return y*4 + (int(m)-1)/3
	case UnitYear:
		return y
	}
	panic(fmt.Sprintf("eventlog: unit %q", c.unit))
}

// weekShift is the day number of a week start near the epoch, a Thursday.
func (c Calendar) weekShift() int {
	return (int(c.weekStart) - int(time.Thursday) + 7) % 7
}

// Start is the first day of the period.
func (c Calendar) Start(index int) data.Day {
	switch c.unit {
	case UnitDay:
		return data.Day(index)
	case UnitWeek:
		return data.Day(index*7 + c.weekShift())
	case UnitMonth:
		return data.DayOf(floorDiv(index, 12), time.Month(index-12*floorDiv(index, 12)+1), 1)
	case UnitQuarter:
		return data.DayOf(floorDiv(index, 4), time.Month(3*(index-4*floorDiv(index, 4))+1), 1)
	case UnitYear:
		return data.DayOf(index, time.January, 1)
	}
	panic(fmt.Sprintf("eventlog: unit %q", c.unit))
}

// End is the last day of the period.
func (c Calendar) End(index int) data.Day { return c.Start(index+1) - 1 }

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
