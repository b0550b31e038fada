package workbook

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// number gives a number as text: as a date or a time where its format says so,
// otherwise plain and in full.
func number(text string, s style, date1904 bool) string {
	if s != isNumber {
		if serial, err := strconv.ParseFloat(text, 64); err == nil {
			if t := moment(serial, s, date1904); t != "" {
				return t
			}
		}
	}
	return plain(text)
}

// plain writes a number without an exponent. Whole numbers keep all digits that
// the file gives. Of others Excel writes 17 digits, 19.989999999999998 for
// 19.99: they get the shortest text that is the same number.
func plain(text string) string {
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(text), "E")
	if !scientific && !strings.Contains(text, ".") {
		return text
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return text
	}
	if scientific {
		if whole, ok := shift(mantissa, exponent); ok {
			return whole
		}
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// shift moves the point of a mantissa where that gives a whole number of not
// more than 30 digits.
func shift(mantissa, exponent string) (whole string, ok bool) {
	exp, err := strconv.Atoi(exponent)
	if err != nil || exp < 0 || exp > 30 {
		return "", false
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	before, after, _ := strings.Cut(mantissa, ".")
	after = strings.TrimRight(after, "0")
	if len(after) > exp {
		return "", false
	}
	digits := strings.TrimLeft(before+after+strings.Repeat("0", exp-len(after)), "0")
	if digits == "" {
		return "0", true
	}
	return sign + digits, true
}

const day = 24 * time.Hour

// The last day that Excel knows is 9999-12-31.
const lastSerial = 2958466

// moment gives the ISO 8601 text of a serial number of days, or nothing where it
// is no date.
func moment(serial float64, s style, date1904 bool) string {
	if !(serial >= 0 && serial < lastSerial) {
		return ""
	}
	whole := math.Floor(serial)
	// Serials are exact to about a hundredth of a millisecond.
	part := time.Duration(math.Round((serial-whole)*86400e3)) * time.Millisecond
	if part >= day {
		whole, part = whole+1, 0
	}
	if s == isElapsed {
		return elapsed(time.Duration(whole)*24, part)
	}
	if whole == 0 && !date1904 || s == isTime && whole == 0 {
		if s == isDate && part == 0 {
			return ""
		}
		return clock(part) // no day has the number 0
	}
	date := dateOf(int(whole), date1904).Format(time.DateOnly)
	if s == isDate && part == 0 {
		return date
	}
	return date + "T" + clock(part)
}

// dateOf gives the day of a serial number. The system of 1900 has a 29 February
// 1900 (number 60) that never was; days before it are one later than counted from
// 1899-12-30.
func dateOf(serial int, date1904 bool) time.Time {
	switch {
	case date1904:
		return time.Date(1904, 1, 1+serial, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		return time.Date(1899, 12, 31+serial, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, 12, 30+serial, 0, 0, 0, 0, time.UTC)
}

// clock gives a time of day, with milliseconds where there are some.
func clock(d time.Duration) string {
	return time.Time{}.Add(d).Format("15:04:05.999")
}

// elapsed gives a duration as hours, minutes and seconds; hours first, as whole
// days times 24.
func elapsed(hours, part time.Duration) string {
	h := int64(hours) + int64(part/time.Hour)
	return strconv.FormatInt(h, 10) + clock(part % time.Hour)[2:]
}
