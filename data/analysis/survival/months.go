package survival

import (
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis/churn"
)

// months counts whole calendar months as data.Day.MonthsUntil does (C.30), from
// a table of the days between the first and the last: most analyses ask for the
// same few thousand days again and again.
type months struct {
	first data.Day
	days  []civil
}

type civil struct {
	month     int32 // since the year 0
	day, last int8  // of the month
}

// mostDays keeps dates that span millennia from taking the memory.
const mostDays = 1 << 20

func newMonths(lives []churn.Life) months {
	first, last := data.NoDay, data.NoDay
	note := func(d data.Day) {
		if !d.Known() {
			return
		}
		if !first.Known() || d < first {
			first = d
		}
		if !last.Known() || d > last {
			last = d
		}
	}
	for i := range lives {
		note(lives[i].Start)
		note(lives[i].End)
		note(lives[i].Entry)
	}
	if !first.Known() || last-first >= mostDays {
		return months{}
	}
	m := months{first: first, days: make([]civil, last-first+1)}
	year, month, day := first.Civil()
	length := lengthOf(year, month)
	for i := range m.days {
		m.days[i] = civil{month: int32(year*12 + int(month)), day: int8(day), last: int8(length)}
		if day++; day > length {
			day = 1
			if month++; month > time.December {
				year, month = year+1, time.January
			}
			length = lengthOf(year, month)
		}
	}
	return m
}

func lengthOf(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (m months) between(start, end data.Day) int {
	if m.days == nil {
		return start.MonthsUntil(end)
	}
	a, b := m.days[start-m.first], m.days[end-m.first]
	n := int(b.month - a.month)
	if min(a.day, b.last) > b.day {
		n--
	}
	return n
}
