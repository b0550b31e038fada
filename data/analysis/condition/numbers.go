package condition

import (
	"strconv"
	"strings"
)

// Number is a count in the text of a condition that can be made larger or
// smaller: how many times, or how long a span of time.
type Number struct {
	Value int
	Most  int    // what the language allows
	Unit  string // the word after it: times, days, months

	from, to int // in the text, in bytes
}

// Numbers finds the counts in the text of a condition, in order. A text that
// cannot be read has none.
func Numbers(text string) []Number {
	if _, err := Parse(text); err != nil {
		return nil
	}
	tokens, err := scan(text)
	if err != nil {
		return nil
	}
	offsets := byteOffsets(text)
	var out []Number
	for i, t := range tokens[:len(tokens)-1] {
		value, err := strconv.Atoi(t.text)
		if t.kind != tokenWord || err != nil || tokens[i+1].kind != tokenWord || value < 1 {
			continue
		}
		n := Number{Value: value, Unit: strings.ToLower(tokens[i+1].text), from: offsets[t.at-1], to: offsets[t.at-1] + len(t.text)}
		switch {
		case tokens[i+1].is("times") || tokens[i+1].is("time"):
			n.Most = mostTimes
		case isUnit(n.Unit):
			n.Most = longestSpan
		default:
			continue // a value, as in region = 5
		}
		out = append(out, n)
	}
	return out
}

func isUnit(word string) bool {
	for _, name := range unitNames {
		if word == name || word == name+"s" {
			return true
		}
	}
	return false
}

// byteOffsets gives where each character of a text begins.
func byteOffsets(text string) []int {
	var out []int
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// Put writes another value in the place of a number that Numbers found in this
// text.
func (n Number) Put(text string, value int) string {
	return text[:n.from] + strconv.Itoa(value) + text[n.to:]
}
