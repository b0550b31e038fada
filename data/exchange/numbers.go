package exchange

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	xcurrency "golang.org/x/text/currency"
)

// numberStyle is how a column writes its numbers.
type numberStyle struct {
	decimalComma bool
	currency     string // an ISO code beside the numbers, or %, where there is one
}

// percent stands for a currency where numbers are percentages: 12 % is read as 12,
// and never as 12 of the money in the other rows.
const percent = "%"

// maxDigits bounds what is read as a number; longer ones are ids.
const maxDigits = 18

// bareNumber takes a cell apart: sign, digits and separators, currency code.
// ok is false where there is more to it than a number.
func bareNumber(cell string) (digits string, negative bool, currency string, ok bool) {
	s := strings.TrimSpace(cell)
	if inner, found := strings.CutPrefix(s, "("); found {
		if s, found = strings.CutSuffix(inner, ")"); !found {
			return "", false, "", false
		}
		negative = true
	}
	start := strings.IndexFunc(s, unicode.IsDigit)
	end := strings.LastIndexFunc(s, unicode.IsDigit)
	if start < 0 {
		return "", false, "", false
	}
	if start > 0 && (s[start-1] == '.' || s[start-1] == ',') {
		start--
	}
	head, tail := s[:start], s[end+1:]
	for _, part := range []string{head, tail} {
		minus, code, fits := signAndCurrency(part)
		if !fits || code != "" && currency != "" || minus && negative {
			return "", false, "", false
		}
		negative = negative || minus
		if code != "" {
			currency = code
		}
	}
	return s[start : end+1], negative, currency, true
}

// signAndCurrency reads what may stand before or after the digits.
func signAndCurrency(s string) (minus bool, currency string, ok bool) {
	var letters strings.Builder
	symbol := false
	for _, r := range s {
		switch {
		case r == '-' || r == '−' || r == '–':
			if minus {
				return false, "", false
			}
			minus = true
		case unicode.Is(unicode.Sc, r):
			symbol = true
		case r == '+' || unicode.IsSpace(r):
		case unicode.IsLetter(r) || r == '.' || r == '%':
			letters.WriteRune(r)
		default:
			return false, "", false
		}
	}
	switch word := letters.String(); word {
	case percent:
		return minus, percent, true
	case "", "kr", "kr.", "zł", "Fr.", "Kč", "Ft", "lei":
		return minus, "", true
	case "R", "US", "A", "C": // R$, US$
		return minus, "", symbol
	default:
		if _, err := xcurrency.ParseISO(word); err != nil || strings.ToUpper(word) != word {
			return false, "", false
		}
		return minus, word, true
	}
}

// decimalMark says what a number in digits and separators shows of the column's
// style: the mark before its decimals, or 0 where it could be either.
func decimalMark(digits string) byte {
	comma, point := strings.LastIndexByte(digits, ','), strings.LastIndexByte(digits, '.')
	switch {
	case comma < 0 && point < 0:
		return 0
	case comma >= 0 && point >= 0:
		return digits[max(comma, point)]
	}
	mark, other, at := byte(','), byte('.'), comma
	if point >= 0 {
		mark, other, at = '.', ',', point
	}
	if strings.Count(digits, string(mark)) > 1 {
		return other // repeated, so it parts thousands
	}
	before := strings.TrimLeft(digits[:at], "0")
	grouped := len(digits)-at-1 == 3 && len(before) >= 1 && at <= 3
	if grouped {
		return 0
	}
	return mark
}

// plain rewrites a number as digits with a decimal point. Thousands must stand
// in groups of three, so that a number of the other style is not misread.
func (n numberStyle) plain(digits string) (string, bool) {
	mark := byte('.')
	if n.decimalComma {
		mark = ','
	}
	whole, fraction := digits, ""
	if at := strings.IndexByte(digits, mark); at >= 0 {
		whole, fraction = digits[:at], digits[at+1:]
	}
	for i := range len(fraction) {
		if fraction[i] < '0' || fraction[i] > '9' {
			return "", false
		}
	}
	whole, ok := ungroup(whole)
	if !ok || len(whole)+len(fraction) > maxDigits {
		return "", false
	}
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole, true
	}
	return whole + "." + fraction, true
}

// ungroup removes separators of thousands: comma, point, apostrophe, blanks.
func ungroup(s string) (string, bool) {
	plainDigits := true
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			plainDigits = false
			break
		}
	}
	if plainDigits {
		return s, true
	}
	groups := strings.FieldsFunc(s, func(r rune) bool {
		return r == ',' || r == '.' || r == '\'' || r == '’' || r == 'ʼ' || r == '`' || unicode.IsSpace(r)
	})
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// plainNumber reads a number of digits with at most one mark between them and a
// minus sign before, as nearly all are written. ok is false for all others.
func (n numberStyle) plainNumber(cell string) (d decimal.Decimal, ok bool) {
	mark := byte('.')
	if n.decimalComma {
		mark = ','
	}
	digits, negative := strings.CutPrefix(cell, "-")
	if digits == "" || len(digits) > maxDigits {
		return d, false
	}
	value, decimals := int64(0), 0
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
			value = value*10 + int64(c-'0')
		case c == mark && decimals == 0 && i > 0 && i < len(digits)-1:
			decimals = len(digits) - i - 1
		default:
			return d, false
		}
	}
	if negative {
		value = -value
	}
	return decimal.New(value, -int32(decimals)), true
}

// parse reads a number exactly.
func (n numberStyle) parse(cell string) (decimal.Decimal, bool) {
	if d, ok := n.plainNumber(cell); ok {
		return d, true
	}
	return n.anyNumber(cell)
}

func (n numberStyle) anyNumber(cell string) (decimal.Decimal, bool) {
	digits, negative, currency, ok := bareNumber(cell)
	if !ok || currency != n.currency && currency != "" {
		return decimal.Decimal{}, false
	}
	text, ok := n.plain(digits)
	if !ok {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Decimal{}, false
	}
	if negative {
		d = d.Neg()
	}
	return d, true
}

// numberVotes gathers what the numbers of a column show of its style.
type numberVotes struct {
	commas, points         int // numbers whose decimal mark is certain
	commaGroup, pointGroup int // numbers like 1,234 and 1.234, which could be either
	currencies             map[string]int
}

func (v *numberVotes) add(cell string) (isNumber bool) {
	digits, _, currency, ok := bareNumber(cell)
	if !ok {
		return false
	}
	mark := decimalMark(digits)
	if _, ok := (numberStyle{decimalComma: mark == ','}).plain(digits); !ok {
		return false
	}
	switch mark {
	case ',':
		v.commas++
	case '.':
		v.points++
	default:
		if strings.IndexByte(digits, ',') >= 0 {
			v.commaGroup++
		} else if strings.IndexByte(digits, '.') >= 0 {
			v.pointGroup++
		}
	}
	if currency != "" {
		if v.currencies == nil {
			v.currencies = map[string]int{}
		}
		v.currencies[currency]++
	}
	return true
}

// style decides for the column. Where no number of it tells, the file's other
// columns do; else the marks in 1.234 or 1,234 part thousands.
func (v *numberVotes) style(others numberVotes) numberStyle {
	var out numberStyle
	switch {
	case v.commas != v.points:
		out.decimalComma = v.commas > v.points
	case others.commas != others.points:
		out.decimalComma = others.commas > others.points
	default:
		out.decimalComma = v.pointGroup > v.commaGroup
	}
	for code, n := range v.currencies {
		if n > v.currencies[out.currency] {
			out.currency = code
		}
	}
	return out
}
