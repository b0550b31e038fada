package data_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
)

func mustDay(t testing.TB, s string) data.Day {
	t.Helper()
	d, err := data.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// days are the years 1 to 9999, with the odd ones often.
var days = rapid.OneOf(
	rapid.Map(rapid.Int32Range(-719162, 2932896), func(n int32) data.Day { return data.Day(n) }),
	rapid.SampledFrom([]data.Day{-1, 0, 1, data.DayOf(2024, 2, 29), data.DayOf(1900, 2, 28), data.DayOf(2000, 2, 29), data.DayOf(1969, 12, 31), data.DayOf(2026, 1, 31)}),
)

func TestDayCounts(t *testing.T) {
	cases := map[string]data.Day{
		"1970-01-01": 0, "1969-12-31": -1, "1970-02-01": 31, "1900-03-01": -25508,
		"2000-02-29": 11016, "2024-03-01": 19783, "0001-01-01": -719162, "9999-12-31": 2932896,
	}
	for text, want := range cases {
		if got := mustDay(t, text); got != want {
			t.Errorf("%s is day %d, want %d", text, got, want)
		}
	}
	if got := data.DayOf(2026, 14, 0); got.String() != "2027-01-31" {
		t.Errorf("day 0 of month 14 of 2026 is %s", got)
	}
}

func TestDayAndText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := days.Draw(t, "day")
		back, err := data.ParseDay(d.String())
		if err != nil || back != d {
			t.Fatalf("%d is %s, which reads %d (%v)", d, d, back, err)
		}
		if got := data.DayOf(d.Civil()); got != d {
			t.Fatalf("%d splits to %d", d, got)
		}
		if want := time.Unix(0, 0).UTC().AddDate(0, 0, int(d)).Format(time.DateOnly); d.String() != want {
			t.Fatalf("%d is %s, want %s", d, d, want)
		}
	})
	for _, bad := range []string{"", "2026-2-1", "2026-02-30", "2025-02-29", "2026/02/01", "01-02-2026", "2026-02-01 ", "2026-02-01T00:00:00Z", "12026-01-01"} {
		if d, err := data.ParseDay(bad); err == nil || d.Known() {
			t.Errorf("%q reads as %s", bad, d)
		}
	}
	if data.NoDay.String() != "" || data.NoDay.Known() || !data.Day(0).Known() {
		t.Error("no day is not known and has no text")
	}
}

func TestAddMonths(t *testing.T) {
	cases := []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-03-31", -1, "2026-02-28"},
		{"2026-10-31", -72, "2020-10-31"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", -48, "2020-02-29"},
		{"2026-12-15", 1, "2027-01-15"}, {"1970-01-01", -1, "1969-12-01"}, {"2026-05-31", 0, "2026-05-31"}, {"1900-01-30", 1, "1900-02-28"},
	}
	for _, c := range cases {
		if got := mustDay(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := days.Draw(t, "day"), rapid.IntRange(-600, 600).Draw(t, "months")
		y, m, day := d.Civil()
		ym, mm, dm := d.AddMonths(n).Civil()
		if ym*12+int(mm) != y*12+int(m)+n {
			t.Fatalf("%s and %d months is in %d-%d", d, n, ym, mm)
		}
		if dm != day && (dm > day || (d.AddMonths(n)+1).Time().Day() != 1) {
			t.Fatalf("%s and %d months is on the %d.", d, n, dm)
		}
	})
}

func TestMonthsUntil(t *testing.T) {
	cases := []struct {
		from, to string
		want     int
	}{
		{"2026-01-31", "2026-02-27", 0}, {"2026-01-31", "2026-02-28", 1}, {"2026-01-31", "2026-03-30", 1},
		{"2026-01-15", "2026-01-14", -1}, {"2020-10-31", "2026-10-31", 72}, {"2026-03-31", "2026-02-28", -1},
	}
	for _, c := range cases {
		if got := mustDay(t, c.from).MonthsUntil(mustDay(t, c.to)); got != c.want {
			t.Errorf("%s to %s is %d months, want %d", c.from, c.to, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := days.Draw(t, "from")
		end := d + data.Day(rapid.IntRange(-4000, 4000).Draw(t, "days"))
		n := d.MonthsUntil(end)
		if d.AddMonths(n) > end || d.AddMonths(n+1) <= end {
			t.Fatalf("%s to %s is not %d whole months", d, end, n)
		}
		// Tenures (C.30): so many months back and forth is the same.
		if m := rapid.IntRange(0, 600).Draw(t, "tenure"); d.AddMonths(-m).MonthsUntil(d) != m {
			t.Fatalf("%d months before %s is %s, which is %d months", m, d, d.AddMonths(-m), d.AddMonths(-m).MonthsUntil(d))
		}
	})
}

// Zones in which clocks change at midnight, or a day is missing, and plain ones.
var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns", "Asia/Tehran", "Asia/Beirut", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu"}

// leftOut are days that a zone skipped when it moved across the date line.
var leftOut = map[string]string{"Pacific/Apia": "2011-12-30", "Pacific/Kiritimati": "1994-12-31"}

func TestDayInZones(t *testing.T) {
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := data.DayOf(1965, 1, 1); d < data.DayOf(2027, 1, 1); d++ {
			end := d.EndIn(zone)
			if d.String() == leftOut[name] {
				if end != (d - 1).EndIn(zone) {
					t.Errorf("%s: %s, which was left out, ends at %d", name, d, end)
				}
				continue
			}
			if last, next := data.DayIn(end, zone), data.DayIn(end+1, zone); last != d || next <= d {
				t.Fatalf("%s: %s ends at %s, and a millisecond later it is %s", name, d, time.UnixMilli(end).In(zone), next)
			}
		}
	}
}

func TestDayInBeforeTheEpoch(t *testing.T) {
	if got := data.DayIn(-1, time.UTC); got != -1 {
		t.Errorf("the millisecond before 1970 is on day %d", got)
	}
	if got := data.DayIn(0, time.FixedZone("", -3600)); got != -1 {
		t.Errorf("the first moment of 1970, an hour west, is on day %d", got)
	}
}

func TestMoment(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	d := mustDay(t, "2026-03-31")
	late := time.Date(2026, 3, 31, 22, 30, 0, 0, time.UTC).UnixMilli()
	if got := data.OnDay(d); !got.Dated() || got.DayIn(berlin) != d {
		t.Errorf("a date moved to %s", got.DayIn(berlin))
	}
	if got := data.AtMillis(late); got.Dated() || got.DayIn(berlin) != d+1 || got.DayIn(time.UTC) != d {
		t.Errorf("22:30 UTC is on %s in Berlin", got.DayIn(berlin))
	}
}

// Whatever is read without package time is what it reads.
func TestPlainDaysAreThoseOfPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`20[0-9]{2}-0[0-3]-(0[01]|2[7-9]|3[0-2])`), rapid.StringMatching(`[0-9]{4}-1[0-3]-[0-3][0-9]`), rapid.StringMatching(`[0-9/:-]{9,11}`), rapid.StringMatching(`20[0-9]{2}.[0-9]{2}.[0-9 x]{2}`),
		).Draw(t, "text")
		day, err := data.ParseDay(text)
		want, wrong := time.Parse(time.DateOnly, text)
		if (err == nil) != (wrong == nil) || err == nil && !day.Time().Equal(want) {
			t.Fatalf("%q is %v (%v), by package time %v (%v)", text, day, err, want, wrong)
		}
	})
}
