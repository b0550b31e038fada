package demo

import (
	"fmt"
	"time"
)

// day is a civil date, counted from 1970-01-01.
type day int

const secondsPerDay = 24 * 60 * 60

func date(year int, month time.Month, dayOfMonth int) day {
	return day(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

func (d day) time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

func (d day) String() string { return d.time().Format(time.DateOnly) }

// addMonths moves by calendar months; a day that the month does not have
// becomes its last.
func (d day) addMonths(n int) day {
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return date(first.Year(), first.Month(), min(t.Day(), last))
}

// moment is a minute of local time, counted from 1970-01-01 00:00. None falls
// into the hour that is skipped when the clocks go forward: nobody works then.
type moment int

const minutesPerDay = 24 * 60

func (d day) at(minute int) moment { return moment(int(d)*minutesPerDay + minute) }

func (m moment) day() day { return day(m / minutesPerDay) }

func (m moment) String() string {
	minute := m % minutesPerDay
	return fmt.Sprintf("%s %02d:%02d", m.day(), minute/60, minute%60)
}

// after adds days and parts of days, and moves what would fall into the night to
// the next morning.
func (m moment) after(days float64) moment {
	m += moment(days * minutesPerDay)
	switch minute := int(m % minutesPerDay); {
	case minute < 8*60:
		return m.day().at(8*60 + minute%60)
	case minute >= 21*60:
		return (m.day() + 1).at(8*60 + minute%60)
	}
	return m
}

// The dates that everything hangs on.
var (
	logStart   = date(2023, time.November, 1) // the launch, and the first day of the log
	asOf       = date(2026, time.October, 31)
	priceRise  = date(2026, time.March, 1)
	badQuarter = span{date(2025, time.July, 1), date(2025, time.October, 1)}
)

// span is the days from one to another, the latter not included.
type span struct{ from, to day }

func (s span) has(d day) bool { return s.from <= d && d < s.to }

func (s span) days() int { return int(s.to - s.from) }

// cents is money in minor units.
type cents int

func (c cents) String() string {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	return fmt.Sprintf("%s%d.%02d", sign, c/100, c%100)
}
