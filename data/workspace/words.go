package workspace

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a text as it is searched, and where it stands in the original.
type word struct {
	folded     string
	start, end int // bytes
}

// letters are what compatibility decomposition leaves as it is, spelt as people
// without that key type them.
var letters = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'ı': "i", 'đ': "d", 'ð': "d", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ħ': "h", 'ŧ': "t", 'ŋ': "n",
	'ĸ': "k", 'ə': "e", 'ɔ': "o", 'ς': "σ",
}

// unspaced are the scripts written without blanks between words: each of their
// characters is a word of its own here, found in a row as a phrase.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func standsAlone(r rune) bool {
	return r >= 0x0E00 && (r == 'ー' || unicode.In(r, unspaced...))
}

// folder cuts a text into words without case and accents.
type folder struct {
	found   func(w word) (more bool)
	current []byte
	start   int
	end     int
	stopped bool
}

// eachWord calls found for every word of a text until it says no. Letters,
// digits and what stands on them make words; all else parts them.
func eachWord(text string, found func(w word) (more bool)) {
	f := folder{found: found}
	for i := 0; i < len(text) && !f.stopped; {
		if c := text[i]; c < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			f.add(unicode.ToLower(rune(c)), i, i+1)
			i++
			continue
		}
		// A letter with the marks on it, or the parts of a Hangul syllable.
		n := norm.NFKC.NextBoundaryInString(text[i:], true)
		f.cluster(text[i:i+n], i, i+n)
		i += n
	}
	f.flush()
}

// cluster adds what stands at one place of the text.
func (f *folder) cluster(text string, start, end int) {
	bare := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Me) {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	for _, r := range norm.NFC.String(bare) {
		r = unicode.ToLower(r)
		spelt, known := letters[r]
		if !known {
			f.add(r, start, end)
			continue
		}
		for _, letter := range spelt {
			f.add(letter, start, end)
		}
	}
}

func (f *folder) add(r rune, start, end int) {
	switch {
	case r < utf8.RuneSelf && (r < '0' || r > '9') && (r < 'a' || r > 'z'):
		f.flush()
		return
	case r >= utf8.RuneSelf && !unicode.In(r, unicode.L, unicode.N, unicode.Mc):
		f.flush()
		return
	}
	alone := standsAlone(r)
	if alone {
		f.flush()
	}
	if len(f.current) == 0 {
		f.start = start
	}
	f.current, f.end = utf8.AppendRune(f.current, r), end
	if alone {
		f.flush()
	}
}

func (f *folder) flush() {
	if len(f.current) > 0 && !f.stopped {
		f.stopped = !f.found(word{string(f.current), f.start, f.end})
	}
	f.current = f.current[:0]
}

// mostFolded is how much of one text is searched, in bytes: a longer one must not
// outgrow what a row can hold.
const mostFolded = 1 << 20

// foldText gives a text as it is searched: its words set apart by blanks.
func foldText(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	eachWord(text, func(w word) bool {
		if out.Len()+len(w.folded) >= mostFolded {
			return false
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(w.folded)
		return true
	})
	return out.String()
}

// Fold gives a text as search compares it: its words without case and accents, set
// apart by one blank, ł spelt l and so on.
func Fold(text string) string { return foldText(text) }
