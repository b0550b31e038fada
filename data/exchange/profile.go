package exchange

import (
	"strconv"
	"strings"

	"cxworkbench/data"
)

// maxDistinct bounds how many different values of a column are told apart.
const maxDistinct = 20_000

// profile is what the sampled values of a column look like.
type profile struct {
	filled   int // values that are not blank
	numbers  int
	wholes   int
	small    int // whole numbers from -2 to 2
	dates    int
	epochs   int // of the dates, those that are plain numbers: seconds or milliseconds
	emails   int
	phones   int
	answers  int // yes or no, or words for who has left
	padded   int // whole numbers with leading zeros
	floatIDs int // whole numbers written like 17850.0
	channels int // words for a channel
	acts     int // words for an activity
	spaced   int // values of several words
	largest  int64
	distinct map[string]int

	number numberVotes
	date   dateVotes
}

func (p *profile) add(cell string) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return
	}
	p.filled++
	if p.number.add(cell) {
		p.numbers++
	}
	if shape, isDate := p.date.add(cell); isDate {
		p.dates++
		if shape.kind == shapeSeconds || shape.kind == shapeMillis {
			p.epochs++
		}
	}
	p.addWhole(cell)
	if looksLikeEmail(cell) {
		p.emails++
	}
	if looksLikePhone(cell) {
		p.phones++
	}
	if strings.ContainsAny(cell, " \t") {
		p.spaced++
	}
	if p.distinct == nil {
		p.distinct = map[string]int{}
	}
	seen, known := p.distinct[cell]
	if known || len(p.distinct) < maxDistinct {
		p.distinct[cell] = seen + 1
	}
}

func (p *profile) addWhole(cell string) {
	if isFloatID(cell) {
		p.floatIDs++
		cell = strings.TrimSuffix(cell, ".0")
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(cell, "+"), 10, 64)
	if err != nil {
		return
	}
	p.wholes++
	if n >= -2 && n <= 2 {
		p.small++
	}
	if len(cell) > 1 && cell[0] == '0' {
		p.padded++
	}
	p.largest = max(p.largest, n)
}

// fewWords is how many different values a column of words may have.
const fewWords = 300

// finish classes the values of a column that holds few words.
func (p *profile) finish() {
	if len(p.distinct) > fewWords {
		return
	}
	for value, n := range p.distinct {
		if _, ok := leftOf(value); ok {
			p.answers += n
		}
		if channelKindOf(value) != "" {
			p.channels += n
		}
		if kindOf(value) != data.KindOther && !strings.Contains(value, "://") {
			p.acts += n
		}
	}
}

// mostly reports whether nearly all values are so.
func (p *profile) mostly(n int) bool { return p.filled > 0 && n*10 >= p.filled*8 }

// half reports whether at least every second value is so.
func (p *profile) half(n int) bool { return n*2 >= p.filled }

// fits reports whether values look like what a field holds; enough says how
// many must. Blank columns do.
func (p *profile) fits(c content, enough func(n int) bool) bool {
	if p.filled == 0 {
		return true
	}
	switch c {
	case aDate:
		return enough(p.dates)
	case aNumber:
		return enough(p.numbers)
	case aWhole:
		return enough(p.wholes)
	case aSmallWhole:
		return enough(p.small) || wordingOf(p).inWords()
	case anEmail:
		return enough(p.emails)
	case aPhone:
		return enough(p.phones)
	case anAnswer:
		return enough(p.answers) && len(p.distinct) <= fewAnswers
	}
	return true
}

// fewAnswers is how many different words for yes and no a column may have.
const fewAnswers = 4

// unique reports whether no value comes twice.
func (p *profile) unique() bool { return p.filled > 1 && len(p.distinct) == min(p.filled, maxDistinct) }

// dense reports whether the values are the numbers from 1 on, without gaps.
func (p *profile) dense() bool {
	return p.mostly(p.wholes) && int64(len(p.distinct)) == p.largest
}

// typed reports whether values have a form that a header has not.
func (p *profile) typed() bool {
	return p.mostly(p.numbers) || p.mostly(p.dates) || p.mostly(p.emails)
}

func isFloatID(cell string) bool {
	whole, ok := strings.CutSuffix(cell, ".0")
	return ok && whole != "" && strings.Trim(whole, "0123456789") == ""
}

func looksLikeEmail(cell string) bool {
	at := strings.IndexByte(cell, '@')
	return at > 0 && strings.IndexByte(cell[at:], '.') > 1 && !strings.ContainsAny(cell, " ,;")
}

func looksLikePhone(cell string) bool {
	digits := 0
	for _, r := range cell {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-()/. ", r):
			return false
		}
	}
	return digits >= 6 && digits <= 15
}
