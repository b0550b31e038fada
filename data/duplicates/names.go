package duplicates

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xrash/smetrics"

	"cxworkbench/data/workspace"
)

const mostWords = 12 // of a name that are compared

// name is a name as it is compared: its words folded and in order of the alphabet,
// so that "Smith, Ann" and "Ann Smith" are the same.
type name struct {
	words   []string
	sorted  string
	written string // folded, in the order it is written in
	numbers []string
	letters [32]uint8 // how often each occurs, those of equal last five bits together
	length  int       // letters, without blanks
}

func newName(text string) name {
	folded := workspace.Fold(text)
	words := strings.Fields(folded)
	words = words[:min(len(words), mostWords)]
	n := name{written: strings.Join(words, " ")}
	n.words = slices.Clone(words)
	slices.Sort(n.words)
	n.sorted = strings.Join(n.words, " ")
	n.numbers = numbers(n.words)
	for _, r := range n.sorted {
		if r != ' ' {
			n.length++
			n.letters[r%32] += min(1, 255-n.letters[r%32])
		}
	}
	return n
}

// orders are the orders in which alike names stand near each other: as written,
// by the words in order of the alphabet, and by the letters from the end, for a
// slip at the beginning.
var orders = []func(*name) string{
	func(n *name) string { return n.written },
	func(n *name) string { return n.sorted },
	func(n *name) string {
		letters := []rune(n.written)
		slices.Reverse(letters)
		return string(letters)
	},
}

// similarity of two names from 0 to 1: the mean of the Jaro-Winkler similarity of
// the whole and that of the word that fits least, less 0.03 for each word that one
// has and the other has not. Names with different numbers in them are different
// (Shop 01 and Shop 02), and so are two of which one is empty.
func similarity(a, b *name) float64 {
	if a.sorted == "" || b.sorted == "" {
		return 0
	}
	if a.sorted == b.sorted {
		return 1
	}
	if !slices.Equal(a.numbers, b.numbers) || !a.shares(b) {
		return 0
	}
	whole := jaroWinkler(a.sorted, b.sorted)
	if whole < leastWhole {
		return 0
	}
	few, many := a.words, b.words
	if len(few) > len(many) {
		few, many = many, few
	}
	least := 1.0
	for _, word := range few {
		best := 0.0
		for _, other := range many {
			best = max(best, jaroWinkler(word, other))
		}
		least = min(least, best)
	}
	const extra = 0.03
	return min((whole+least)/2-extra*float64(len(many)-len(few)), 0.999)
}

// leastWhole is the lowest similarity of the whole with which the mean can reach
// alike.
const leastWhole = 2*alike - 1

// shares reports whether two names have so many letters in common that they can be
// alike, in any order: a quick look before the slow one. With m letters in common
// Jaro's similarity is at most (m/a + m/b + 1)/3, to which Winkler adds at most
// 0.4 of what is missing to 1. It is counted generously: blanks count as shared.
func (n *name) shares(other *name) bool {
	common := 0
	for i, times := range n.letters {
		common += int(min(times, other.letters[i]))
	}
	blanks := len(n.words) - 1
	if common >= 255 {
		return true
	}
	a, b := float64(n.length+blanks), float64(other.length+len(other.words)-1)
	m := float64(common + min(blanks, len(other.words)-1))
	jaro := (m/a + m/b + 1) / 3
	return jaro+0.4*(1-jaro) >= leastWhole
}

// numbers are the words that hold a digit.
func numbers(words []string) []string {
	var out []string
	for _, word := range words {
		if strings.IndexFunc(word, unicode.IsDigit) >= 0 {
			out = append(out, word)
		}
	}
	return out
}

// jaroWinkler is that of W. E. Winkler (1990), with the usual threshold and
// prefix. The library compares bytes, so each letter becomes one.
func jaroWinkler(a, b string) float64 {
	if !ascii(a) || !ascii(b) {
		a, b = narrow(a, b)
	}
	return smetrics.JaroWinkler(a, b, 0.7, 4)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// narrow spells two texts with one byte a letter; equal letters have equal bytes.
// Beyond 255 different letters the rest share one.
func narrow(a, b string) (string, string) {
	codes := map[rune]byte{}
	spell := func(text string) string {
		var out []byte
		for _, r := range text {
			code, known := codes[r]
			if !known {
				code = byte(min(len(codes), 255))
				codes[r] = code
			}
			out = append(out, code)
		}
		return string(out)
	}
	return spell(a), spell(b)
}
