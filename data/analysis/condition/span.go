package condition

import (
	"strconv"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// unit is a length of time that a person says.
type unit int8

const (
	days unit = iota
	weeks
	months
	years
)

var unitNames = [...]string{"day", "week", "month", "year"}

// span is a length of time: so many days, or so many calendar months. The zero
// span is none.
type span struct {
	n    int
	unit unit
}

const longestSpan = 36_500 // of any unit; far beyond every record, and safe to add to a Day

func (s span) isZero() bool { return s.n == 0 }

func (s span) text() string {
	plural := "s"
	if s.n == 1 {
		plural = ""
	}
	return strconv.Itoa(s.n) + " " + unitNames[s.unit] + plural
}

func (s span) sentence() message.Message {
	return message.New("condition.span."+unitNames[s.unit], message.Args{"n": s.n})
}

// months gives the span in calendar months, and whether it is one of those.
func (s span) months() (int, bool) {
	switch s.unit {
	case months:
		return s.n, true
	case years:
		return 12 * s.n, true
	}
	return 0, false
}

func (s span) days() int {
	if s.unit == weeks {
		return 7 * s.n
	}
	return s.n
}

// after gives the day that is the span after d.
func (s span) after(d data.Day) data.Day {
	if n, ok := s.months(); ok {
		return d.AddMonths(n)
	}
	return d + data.Day(s.days())
}

// before gives the day that is the span before d; the span up to d holds the
// days after it.
func (s span) before(d data.Day) data.Day {
	if n, ok := s.months(); ok {
		return d.AddMonths(-n)
	}
	return d - data.Day(s.days())
}
