package exchange

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cxworkbench/data"
)

// dateShape is how a column writes its dates. A time of day may follow in each
// row or not: spreadsheets leave midnight out.
type dateShape struct {
	kind  shapeKind
	order DateOrder // of shapeNumbers
	mark  byte      // between the numbers of shapeNumbers
	utc   bool      // times without a zone are UTC, as the header says
}

type shapeKind uint8

const (
	shapeNone    shapeKind = iota
	shapeNumbers           // 2026-10-31, 31.10.2026, 10/31/26
	shapeCompact           // 20261031
	shapeNamed             // 31 October 2026, Oct 31, 2026
	shapeSeconds           // since 1970
	shapeMillis            // since 1970
)

// civil is a date taken apart, with the rest of the cell behind it.
type civil struct {
	year, month, day int
	rest             string
}

// openEnd is the first year that means "no end" in systems that must store one.
const openEnd = 9000

func (c civil) valid() bool {
	if c.year < 1000 || c.year > 9999 || c.month < 1 || c.month > 12 || c.day < 1 {
		return false
	}
	return c.day <= 28 || c.day <= time.Date(c.year, time.Month(c.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (c civil) asDay() data.Day { return data.DayOf(c.year, time.Month(c.month), c.day) }

// three takes three numbers off the front of a cell, and their mark.
func three(s string) (n [3]int, width [3]int, mark byte, rest string, ok bool) {
	for i := range n {
		w := 0
		for w < len(s) && w < 5 && s[w] >= '0' && s[w] <= '9' {
			n[i] = n[i]*10 + int(s[w]-'0')
			w++
		}
		if w == 0 || w > 4 {
			return n, width, 0, "", false
		}
		width[i], s = w, s[w:]
		if i == 2 {
			break
		}
		if s == "" || strings.IndexByte("-/.", s[0]) < 0 || i > 0 && s[0] != mark {
			return n, width, 0, "", false
		}
		mark, s = s[0], s[1:]
		if mark == '.' {
			s = strings.TrimLeft(s, " ")
		}
	}
	return n, width, mark, s, true
}

// orders gives the orders in which three numbers are a date.
func orders(n, width [3]int) []DateOrder {
	if width[0] == 4 {
		if (civil{n[0], n[1], n[2], ""}).valid() {
			return []DateOrder{OrderYMD}
		}
		return nil
	}
	var out []DateOrder
	for _, o := range []DateOrder{OrderDMY, OrderMDY} {
		if c, ok := inOrder(n, width, o); ok && c.valid() {
			out = append(out, o)
		}
	}
	return out
}

// inOrder reads three numbers in an order. Years of two digits are 1970-2069.
func inOrder(n, width [3]int, order DateOrder) (civil, bool) {
	c, yearWidth := civil{n[2], n[1], n[0], ""}, width[2]
	switch order {
	case OrderMDY:
		c.month, c.day = n[0], n[1]
	case OrderYMD:
		c, yearWidth = civil{n[0], n[1], n[2], ""}, width[0]
	}
	switch yearWidth {
	case 2:
		c.year += 1900
		if c.year < 1970 {
			c.year += 100
		}
	case 4:
	default:
		return c, false
	}
	return c, true
}

// civilIn reads the date at the front of a cell.
func (s dateShape) civilIn(cell string) (civil, bool) {
	switch s.kind {
	case shapeNumbers:
		n, width, mark, rest, ok := three(cell)
		if !ok || mark != s.mark || s.order == OrderGuessed {
			return civil{}, false
		}
		c, ok := inOrder(n, width, s.order)
		c.rest = rest
		return c, ok && c.valid()
	case shapeCompact:
		return compactDate(cell)
	case shapeNamed:
		return namedDate(cell)
	}
	return civil{}, false
}

func compactDate(cell string) (civil, bool) {
	if len(cell) < 8 || len(cell) > 8 && cell[8] >= '0' && cell[8] <= '9' {
		return civil{}, false
	}
	n, err := strconv.Atoi(cell[:8])
	if err != nil || cell[0] == '-' || cell[0] == '+' {
		return civil{}, false
	}
	c := civil{n / 10000, n / 100 % 100, n % 100, cell[8:]}
	return c, c.valid() && (c.year >= 1900 && c.year < 2100 || c.year >= openEnd)
}

// monthNames are the beginnings of the months' names, folded, in the languages
// that are guessed.
var monthNames = map[string]int{
	"jan": 1, "ene": 1, "feb": 2, "fev": 2, "fevr": 2, "mar": 3, "marz": 3, "marc": 3, "mars": 3, "mrz": 3, "apr": 4, "abr": 4, "avr": 4,
	"may": 5, "mai": 5, "mayo": 5, "maio": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "ago": 8, "aou": 8, "aout": 8,
	"sep": 9, "set": 9, "oct": 10, "okt": 10, "out": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12, "jui": 0,
}

func monthNamed(word string) int {
	folded := squash(word)
	for size := min(4, len(folded)); size >= 3; size-- {
		if m := monthNames[folded[:size]]; m > 0 {
			return m
		}
	}
	return 0
}

// namedDate reads a date whose month is a word: 31 October 2026, Oct 31, 2026,
// 31. de octubre de 2026.
func namedDate(cell string) (civil, bool) {
	var c civil
	s := cell
	for part := 0; part < 3; {
		s = strings.TrimLeft(s, " .,-/'\u00a0")
		r, _ := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsDigit(r):
			width := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
			if width < 0 {
				width = len(s)
			}
			n, err := strconv.Atoi(s[:width])
			if err != nil {
				return civil{}, false
			}
			s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s[width:], "th"), "st"), "nd")
			if c.day == 0 && width <= 2 {
				c.day = n
			} else {
				if width == 2 {
					n += 2000
				}
				c.year = n
			}
			part++
		case unicode.IsLetter(r):
			width := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
			if width < 0 {
				width = len(s)
			}
			word := s[:width]
			s = s[width:]
			if m := monthNamed(word); m > 0 && c.month == 0 {
				c.month = m
				part++
			} else if len(word) > 2 && c.month > 0 || c.month == 0 && c.day > 0 && len(word) > 3 {
				return civil{}, false
			}
		default:
			return civil{}, false
		}
	}
	c.rest = s
	return c, c.valid()
}

// parse reads a cell as a moment; times without a zone are in the given one.
func (s dateShape) parse(cell string, zone *time.Location) (data.Moment, bool) {
	cell = strings.TrimSpace(cell)
	if s.kind == shapeSeconds || s.kind == shapeMillis {
		n, err := strconv.ParseInt(cell, 10, 64)
		if s.kind == shapeSeconds {
			n *= 1000
		}
		return data.AtMillis(n), err == nil
	}
	c, ok := s.civilIn(cell)
	if !ok {
		return data.Moment{}, false
	}
	clock, given, ok := parseClock(c.rest)
	if !ok {
		return data.Moment{}, false
	}
	if !given {
		return data.OnDay(c.asDay()), true
	}
	if clock.zoned || s.utc {
		zone = time.UTC
	}
	at := time.Date(c.year, time.Month(c.month), c.day, clock.hour, clock.minute, clock.second, 0, zone).UnixMilli()
	return data.AtMillis(at + int64(clock.millis) - int64(clock.offset)*1000), true
}

// day reads a cell as a date; of an instant it is the date in the zone.
func (s dateShape) day(cell string, zone *time.Location) (data.Day, bool) {
	m, ok := s.parse(cell, zone)
	if !ok {
		return data.NoDay, false
	}
	return m.DayIn(zone), true
}
