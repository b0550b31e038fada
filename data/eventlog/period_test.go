package eventlog_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// calendar is that of a log with records on two days.
func calendar(unit eventlog.Unit, weekStart time.Weekday, first, last data.Day) eventlog.Calendar {
	s := settings("UTC")
	s.WeekStart = weekStart
	b := must(eventlog.NewBuilder(s, 1, dictionaries))
	for i, d := range []data.Day{first, last} {
		b.Interaction(&data.Interaction{ID: int64(i + 1), ActivityID: 11, When: data.OnDay(d)})
	}
	return must(b.Log()).Calendar(unit)
}

// begins reports whether a period of the unit begins on the day, by package time.
func begins(unit eventlog.Unit, weekStart time.Weekday, d data.Day) bool {
	t := time.Unix(int64(d)*24*60*60, 0).UTC()
	switch unit {
	case eventlog.UnitWeek:
		return t.Weekday() == weekStart
	case eventlog.UnitMonth:
		return t.Day() == 1
	case eventlog.UnitQuarter:
		return t.Day() == 1 && (t.Month()-1)%3 == 0
	case eventlog.UnitYear:
		return t.YearDay() == 1
	}
	return true
}

func TestCalendarAgainstTime(t *testing.T) {
	first, last := day("1968-11-20"), day("1973-02-10")
	for _, unit := range eventlog.Units {
		for weekStart := time.Sunday; weekStart <= time.Saturday; weekStart++ {
			c := calendar(unit, weekStart, first, last)
			previous := c.Index(first - 400)
			for d := first - 399; d < last+400; d++ { // inside and outside the precomputed span
				index, want := c.Index(d), previous
				if begins(unit, weekStart, d) {
					want++
					if c.Start(index) != d || c.End(previous) != d-1 {
						t.Fatalf("%s from %s: period %d starts on %s, the one before ends on %s, want %s", unit, weekStart, index, c.Start(index), c.End(previous), d)
					}
				}
				if index != want {
					t.Fatalf("%s from %s: %s is in period %d, want %d", unit, weekStart, d, index, want)
				}
				previous = index
			}
		}
	}
}

func TestWeeksFromMondayAreISOWeeks(t *testing.T) {
	c := calendar(eventlog.UnitWeek, time.Monday, day("2015-01-01"), day("2027-12-31"))
	year, week := day("2015-01-01").Time().ISOWeek()
	for d := day("2015-01-02"); d <= day("2027-12-31"); d++ {
		y, w := d.Time().ISOWeek()
		if changed := y != year || w != week; changed != (c.Index(d) != c.Index(d-1)) {
			t.Fatalf("%s: ISO week %d-%d after %d-%d, period %d after %d", d, y, w, year, week, c.Index(d), c.Index(d-1))
		}
		year, week = y, w
	}
}

// The number of a period is absolute: two logs agree on it.
func TestCalendarsAgree(t *testing.T) {
	days := rapid.Map(rapid.Int32Range(-30_000, 30_000), func(n int32) data.Day { return data.Day(n) })
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom(eventlog.Units).Draw(t, "unit")
		weekStart := time.Weekday(rapid.IntRange(0, 6).Draw(t, "week start"))
		a := calendar(unit, weekStart, days.Draw(t, "first"), days.Draw(t, "last"))
		b := calendar(unit, weekStart, days.Draw(t, "first"), days.Draw(t, "last"))
		d := days.Draw(t, "day")
		if a.Index(d) != b.Index(d) {
			t.Fatalf("%s is in %d and in %d", d, a.Index(d), b.Index(d))
		}
		if i := a.Index(d); a.Start(i) > d || a.End(i) < d {
			t.Fatalf("%s is in period %d from %s to %s", d, i, a.Start(i), a.End(i))
		}
	})
}

func TestCalendarOfAStrayDate(t *testing.T) {
	c := calendar(eventlog.UnitMonth, time.Monday, day("0001-01-01"), day("9999-12-31"))
	for text, want := range map[string]int{"0001-01-01": 12, "2026-10-31": 2026*12 + 9, "9999-12-31": 9999*12 + 11} {
		if got := c.Index(day(text)); got != want {
			t.Errorf("%s is in month %d, want %d", text, got, want)
		}
	}
	empty := must(must(eventlog.NewBuilder(settings("UTC"), 1, dictionaries)).Log()).Calendar(eventlog.UnitQuarter)
	if got := empty.Index(day("2026-10-31")); got != 2026*4+3 {
		t.Errorf("an empty log puts 31 October 2026 in quarter %d", got)
	}
}

func TestUnits(t *testing.T) {
	rolling := map[eventlog.Unit]int{eventlog.UnitDay: 1, eventlog.UnitWeek: 7, eventlog.UnitMonth: 30, eventlog.UnitQuarter: 91, eventlog.UnitYear: 365}
	for _, u := range eventlog.Units {
		if got, err := eventlog.ParseUnit(string(u)); err != nil || got != u || u.RollingDays() != rolling[u] {
			t.Errorf("%s: %s, %v, %d days", u, got, err, u.RollingDays())
		}
	}
	if _, err := eventlog.ParseUnit("Month"); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("Month: %v", err)
	}
}
