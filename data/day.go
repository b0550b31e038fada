package data

import (
	"fmt"
	"math"
	"sort"
	"time"
)

// Day is a calendar date, counted in days from 1970-01-01. It is never an
// instant: it has no zone and is not shifted by one. It is stored in a
// workspace as text, YYYY-MM-DD.
type Day int32

// NoDay marks an unknown date, an open end for example.
const NoDay Day = math.MinInt32

// DayOf gives the Day of a civil date; out-of-range months and days roll over
// as in time.Date.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// DayIn gives the civil date on which the instant ms (milliseconds UTC) falls
// in the zone.
func DayIn(ms int64, zone *time.Location) Day {
	y, m, d := time.UnixMilli(ms).In(zone).Date()
	return DayOf(y, m, d)
}

// ParseDay reads YYYY-MM-DD strictly.
func ParseDay(s string) (Day, error) {
	if day, plain := plainDay(s); plain {
		return day, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return NoDay, fmt.Errorf("%q is not a date like 2026-10-31", s)
	}
	return Day(t.Unix() / secondsPerDay), nil
}

// plainDay reads a date that is one in every month, up to the 28th; package time,
// which knows them all, takes four times as long.
func plainDay(s string) (day Day, plain bool) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' {
		return NoDay, false
	}
	number := 0 // YYYYMMDD
	for i := range len(s) {
		digit := s[i] - '0'
		switch {
		case i == 4 || i == 7:
		case digit > 9:
			return NoDay, false
		default:
			number = 10*number + int(digit)
		}
	}
	month, date := number/100%100, number%100
	if month < 1 || month > 12 || date < 1 || date > 28 {
		return NoDay, false
	}
	return DayOf(number/10_000, time.Month(month), date), true
}

// Known reports whether d is a date at all.
func (d Day) Known() bool { return d != NoDay }

// Time is midnight UTC of the date; for calendar arithmetic only.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Civil splits the date.
func (d Day) Civil() (year int, month time.Month, day int) { return d.Time().Date() }

// String is YYYY-MM-DD, or empty where the date is not known.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// AddMonths moves by calendar months; a day that the target month does not
// have is clamped to its last (31 January + 1 month = 28 or 29 February).
// See definition C.30.
func (d Day) AddMonths(n int) Day {
	y, m, day := d.Civil()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.Year(), first.Month(), min(day, last))
}

// MonthsUntil counts the whole calendar months from d to end: the largest n
// with d.AddMonths(n) <= end; negative where end is before d.
func (d Day) MonthsUntil(end Day) int {
	y1, m1, _ := d.Civil()
	y2, m2, _ := end.Civil()
	n := (y2-y1)*12 + int(m2) - int(m1)
	if d.AddMonths(n) > end {
		n--
	}
	return n
}

// EndIn gives the last millisecond of the day in the zone; "as of D" means the
// end of day D. It is searched for: where clocks change at midnight the next day
// does not begin at 0:00, or does so twice, and time.Date picks any of them.
func (d Day) EndIn(zone *time.Location) int64 {
	const widest = 16 * 60 * 60 * 1000 // no zone is further from UTC, in milliseconds
	earliest := (d + 1).Time().UnixMilli() - widest
	return earliest - 1 + int64(sort.Search(2*widest, func(i int) bool {
		return DayIn(earliest+int64(i), zone) > d
	}))
}
