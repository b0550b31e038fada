package exchange

import (
	"strconv"
	"strings"
)

// clock is a time of day, and its offset from UTC in seconds where it is zoned.
type clock struct {
	hour, minute, second, millis int
	zoned                        bool
	offset                       int
}

// parseClock reads what follows a date: nothing, or T or blanks and a time with
// perhaps AM or PM, and Z or an offset.
func parseClock(rest string) (c clock, given, ok bool) {
	s := strings.TrimSpace(strings.TrimLeft(rest, ", "))
	if s == "" {
		return c, false, true
	}
	if s[0] == 'T' || s[0] == 't' {
		s = s[1:]
	}
	if c.hour, s, ok = digits(s, 2); !ok || !strings.HasPrefix(s, ":") {
		return c, false, false
	}
	if c.minute, s, ok = digits(s[1:], 2); !ok {
		return c, false, false
	}
	if after, found := strings.CutPrefix(s, ":"); found {
		if c.second, s, ok = digits(after, 2); !ok {
			return c, false, false
		}
		if c.millis, s, ok = fraction(s); !ok {
			return c, false, false
		}
	}
	if s, ok = c.halfDay(strings.TrimSpace(s)); !ok {
		return c, false, false
	}
	if c.offset, c.zoned, ok = offset(strings.TrimSpace(s)); !ok {
		return c, false, false
	}
	return c, true, c.hour < 24 && c.minute < 60 && c.second <= 60
}

func digits(s string, most int) (n int, rest string, ok bool) {
	w := 0
	for w < len(s) && w < most && s[w] >= '0' && s[w] <= '9' {
		n = n*10 + int(s[w]-'0')
		w++
	}
	return n, s[w:], w > 0
}

// fraction reads parts of a second, down to milliseconds.
func fraction(s string) (millis int, rest string, ok bool) {
	if s == "" || s[0] != '.' && s[0] != ',' {
		return 0, s, true
	}
	s = s[1:]
	scale := 100
	w := 0
	for ; w < len(s) && s[w] >= '0' && s[w] <= '9'; w++ {
		millis += int(s[w]-'0') * scale
		scale /= 10
	}
	return millis, s[w:], w > 0
}

// halfDay applies AM or PM.
func (c *clock) halfDay(s string) (rest string, ok bool) {
	if len(s) < 2 {
		return s, true
	}
	folded := strings.ToLower(strings.NewReplacer(".", "", " ", "").Replace(s))
	morning, afternoon := strings.HasPrefix(folded, "am"), strings.HasPrefix(folded, "pm")
	if !morning && !afternoon {
		return s, true
	}
	if c.hour < 1 || c.hour > 12 {
		return "", false
	}
	c.hour %= 12
	if afternoon {
		c.hour += 12
	}
	return folded[2:], true
}

// offset reads Z, UTC, GMT, +01:00, -0530 or +01, in seconds.
func offset(s string) (seconds int, zoned, ok bool) {
	switch strings.ToUpper(s) {
	case "":
		return 0, false, true
	case "Z", "UTC", "GMT":
		return 0, true, true
	}
	sign := 1
	switch s[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return 0, false, false
	}
	s = strings.Replace(s[1:], ":", "", 1)
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || len(s) != 2 && len(s) != 4 {
		return 0, false, false
	}
	if len(s) == 2 {
		n *= 100
	}
	if n/100 > 14 || n%100 > 59 {
		return 0, false, false
	}
	return sign * (n/100*3600 + n%100*60), true, true
}
