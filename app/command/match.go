package command

import (
	"slices"
	"strings"
)

// longestMatched is how many letters of a text are compared, so that a name of any
// length costs the same.
const longestMatched = 120

// Fits tells how well what was typed fits a name, or else the further words that a
// thing is known by, each of which must then begin with what was typed, word by word.
// All are folded alike, with blanks between words.
func Fits(typed, name, words string) (score int, fits bool) {
	score, fits = Match(typed, name)
	const each, word, less = 12, 2, 6
	known, further := strings.Fields(name+" "+words), 0
	for _, part := range strings.Fields(typed) {
		if !slices.ContainsFunc(known, func(w string) bool { return strings.HasPrefix(w, part) }) {
			return score, fits
		}
		further += each*len([]rune(part)) + word
	}
	if further == 0 {
		return score, fits
	}
	return max(score, further-less), true
}

// Match tells how well a text fits what was typed: every letter typed must stand
// in the text, in that order. Letters that begin a word and letters in a row
// count more, letters left out in between less; of the ways to find them the best
// counts. Both must be folded alike, with blanks between words. Nothing typed
// fits everything with 0.
func Match(typed, text string) (score int, fits bool) {
	want, have := []rune(typed), []rune(text)
	have = have[:min(len(have), longestMatched)]
	if len(want) == 0 {
		return 0, true
	}
	if len(want) > len(have) {
		return 0, false
	}
	const (
		each, word, row, gap = 4, 10, 8, 1
		never                = -1 << 20
	)
	// ends[j] is the best score of the letters so far with the last of them at j.
	ends := make([]int, len(have))
	for i, letter := range want {
		next := make([]int, len(have))
		best := never // of an earlier end, less the letters left out since
		for j := range have {
			next[j] = never
			if j > 0 {
				best = max(best, ends[j-1]) - gap
			}
			if have[j] != letter {
				continue
			}
			at := each
			if j == 0 || have[j-1] == ' ' {
				at += word
			}
			switch {
			case i == 0:
				next[j] = at - min(j, word)*gap
			case best > never/2:
				next[j] = at + best + gap
				if j > 0 && ends[j-1] > never/2 {
					next[j] = max(next[j], at+ends[j-1]+row)
				}
			}
		}
		ends = next
	}
	score = never
	for _, end := range ends {
		score = max(score, end)
	}
	if score <= never/2 {
		return 0, false
	}
	return score, true
}
