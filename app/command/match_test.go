package command

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMatchFindsLettersInTheirOrder(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		fits        bool
	}{
		{"", "", true}, {"", "open", true}, {"open", "", false}, {"opn", "open", true}, {"nepo", "open", false},
		{"ow", "open workspace", true}, {"oo", "open", false}, {"東京", "東 京", true}, {"é", "e", false},
	} {
		if _, fits := Match(c.typed, c.text); fits != c.fits {
			t.Errorf("%q in %q: %t", c.typed, c.text, fits)
		}
	}
}

func TestMatchPutsTheNearerFirst(t *testing.T) {
	for _, c := range []struct{ typed, better, worse string }{
		{"open", "open workspace", "other people need"},
		{"ow", "open workspace", "about switches a low one"},
		{"work", "open workspace", "show other ranks"},
		{"coh", "churn cohorts", "choose other"},
		{"dwell", "dwell", "did we call"},
		{"imp", "import a file", "simple"},
	} {
		better, fits := Match(c.typed, c.better)
		worse, also := Match(c.typed, c.worse)
		if !fits || also && better <= worse {
			t.Errorf("%q: %q has %d, %q has %d", c.typed, c.better, better, c.worse, worse)
		}
	}
}

// everyWay scores a text by trying each way to find the letters.
func everyWay(typed, text []rune, last int, first bool) (int, bool) {
	if len(typed) == 0 {
		return 0, true
	}
	best, found := 0, false
	for j := last + 1; j < len(text); j++ {
		if text[j] != typed[0] {
			continue
		}
		score := 4
		if j == 0 || text[j-1] == ' ' {
			score += 10
		}
		switch {
		case first:
			score -= min(j, 10)
		case j == last+1:
			score += 8
		default:
			score -= j - last - 1
		}
		rest, ok := everyWay(typed[1:], text, j, false)
		if ok && (!found || score+rest > best) {
			best, found = score+rest, true
		}
	}
	return best, found
}

func TestMatchIsTheBestOfAllWays(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	word := func(n int) string {
		var out strings.Builder
		for range n {
			out.WriteByte("ab "[rng.IntN(3)])
		}
		return out.String()
	}
	for range 3000 {
		typed, text := word(rng.IntN(5)), word(rng.IntN(12))
		score, fits := Match(typed, text)
		want, found := everyWay([]rune(typed), []rune(text), -1, true)
		if fits != found || fits && score != want {
			t.Fatalf("%q in %q: %d, %t; every way gives %d, %t", typed, text, score, fits, want, found)
		}
	}
}
