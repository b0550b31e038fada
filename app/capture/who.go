package capture

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// newCustomer reads "new: Name": up to the next part, a comma, or the closing
// quotation mark where the name is quoted.
func (r *reader) newCustomer() {
	for i := range r.tokens {
		first := r.word(i)
		mark := r.newMark(first)
		if mark == 0 {
			continue
		}
		from := i + 1 // of the name
		if len(first) > mark {
			from = i
		}
		if from >= len(r.tokens) {
			return
		}
		to := r.endOfName(from, len(first)-mark)
		name := strings.TrimSpace(r.raw(i, to)[mark:])
		name = strings.TrimSpace(strings.TrimRight(strings.Trim(name, `"“”„«»`), ",;"))
		if name != "" {
			r.take(i, to, Part{Kind: Customer, Choices: []Choice{{Name: name}}})
		}
		return
	}
}

// newMark gives the length of the "new:" with which a word begins; 0 is none.
func (r *reader) newMark(word string) int {
	said, _, ok := strings.Cut(word, ":")
	if ok && slices.ContainsFunc(r.words.vocabulary.newly, func(known string) bool { return strings.EqualFold(known, said) }) {
		return len(said) + 1
	}
	return 0
}

// endOfName finds where a name ends of which so many bytes are glued to its mark.
func (r *reader) endOfName(from, glued int) int {
	start := r.word(from)
	if glued > 0 {
		start = start[len(start)-glued:]
	}
	quoted := strings.ContainsAny(start[:min(len(start), 3)], `"“„«`)
	for i := from; i < len(r.tokens); i++ {
		word := r.word(i)
		switch {
		case quoted && strings.ContainsAny(word[min(len(word), 1):], `"”“»`) && (i > from || len(word) > 1):
			return i + 1
		case quoted:
		case i > from && r.reserved(i):
			return i
		case strings.HasSuffix(word, ",") || strings.HasSuffix(word, ";"):
			return i + 1
		}
	}
	if quoted {
		return min(from+mostNameWords, len(r.tokens))
	}
	return len(r.tokens)
}

// reserved reports whether a token means something other than a name.
func (r *reader) reserved(i int) bool {
	if len(r.words.phrases[r.tokens[i].key]) > 0 || r.triggers(i) > 0 {
		return true
	}
	if _, ok := emotionOf(r.word(i)); ok {
		return true
	}
	if _, _, ok := r.dateAt(i, false); ok {
		return true
	}
	_, to, ok := r.amountAt(i)
	return ok && to > i
}

// wholeName looks for the longest run of words that is somebody's whole name. A
// name of one word that means something else counts at the beginning only.
func (r *reader) wholeName() {
	if r.used[Customer] {
		return
	}
	bestFrom, bestTo := 0, 0
	var best []int32
	for i := range r.tokens {
		key := ""
		for j := i; j < min(len(r.tokens), i+mostNameWords) && r.free(j, j+1); j++ {
			key = strings.TrimPrefix(key+" "+r.tokens[j].key, " ")
			found := r.words.byName[key]
			if len(found) == 0 || j+1-i <= bestTo-bestFrom {
				continue
			}
			if j == i && i > 0 && (r.reserved(i) || r.words.vocabulary.between.keys[key]) {
				continue
			}
			bestFrom, bestTo, best = i, j+1, found
		}
	}
	if best != nil {
		r.take(bestFrom, bestTo, r.people(best, len(best) > 1))
	}
}

// mostLookups is how many words of a line are looked up as identities.
const mostLookups = 8

// identity looks for an e-mail address, a telephone number or another system's id.
func (r *reader) identity() {
	lookups := 0
	for i := 0; i < len(r.tokens) && !r.used[Customer] && lookups < mostLookups; i++ {
		if !r.free(i, i+1) {
			continue
		}
		to := i + 1
		for to < len(r.tokens) && dial(r.word(i)) && dial(r.word(to)) && r.free(to, to+1) {
			to++
		}
		text := strings.TrimFunc(r.raw(i, to), func(c rune) bool { return strings.ContainsRune(`,;:"'<>!?`, c) })
		if !strings.Contains(text, "@") && (r.reserved(i) || !idLike(text, i == 0)) {
			continue
		}
		lookups++
		ids := r.words.identity(text)
		var found []int32
		for _, id := range ids {
			if c, ok := slices.BinarySearch(r.words.ids, id); ok {
				found = append(found, int32(c))
			}
		}
		if len(found) > 0 {
			r.take(i, to, r.people(found, len(found) > 1))
		}
	}
}

// idLike reports whether a text may be an id or a telephone number. A short number
// is one at the beginning of a line only: elsewhere it counts things.
func idLike(text string, first bool) bool {
	const long = 5
	digits, letters := 0, 0
	for _, c := range text {
		switch {
		case unicode.IsDigit(c):
			digits++
		case unicode.IsLetter(c):
			letters++
		}
	}
	return digits > 0 && (first || digits >= long || letters > 0)
}

// dial reports whether a word may be a piece of a telephone number.
func dial(word string) bool {
	return strings.Trim(word, "0123456789+()./-") == "" && strings.ContainsFunc(word, unicode.IsDigit)
}

// mostPeople is how many customers are offered for a name.
const mostPeople = 20

func (r *reader) people(found []int32, ambiguous bool) Part {
	p := Part{Kind: Customer, Ambiguous: ambiguous}
	for _, c := range found[:min(len(found), mostPeople)] {
		p.Choices = append(p.Choices, Choice{Name: r.words.labels[c], Customer: r.words.ids[c]})
	}
	return p
}

// match is a run of words that are in somebody's name.
type match struct {
	from, to int
	people   []int32
}

// mostSlips is how many words of a line are compared with names that differ by a
// letter.
const mostSlips = 6

// partOfName looks for words that are in a name or begin one; with slips also for
// those that differ from one by a letter.
func (r *reader) partOfName(slips bool) {
	if r.used[Customer] {
		return
	}
	var best match
	left := mostSlips
	for i := range r.tokens {
		if !r.mayName(i) {
			continue
		}
		if slips {
			if left--; left < 0 {
				break
			}
		}
		m := match{i, i + 1, r.words.called(r.tokens[i].key, slips)}
		for m.to < len(r.tokens) && m.to-m.from < mostNameWords && len(m.people) > 0 && r.free(m.to, m.to+1) {
			more := intersect(m.people, r.words.called(r.tokens[m.to].key, slips))
			if len(more) == 0 || r.reserved(m.to) && !r.words.exactly(r.tokens[m.to].key, more) {
				break
			}
			m.people, m.to = more, m.to+1
		}
		if len(m.people) > 0 && m.to-m.from > best.to-best.from {
			best = m
		}
	}
	if best.people == nil {
		return
	}
	r.neighbours(&best)
	best.people = slices.Clone(best.people) // it may be the words' own list
	r.words.rank(best.people, r.tokens[best.from:best.to])
	r.take(best.from, best.to, r.people(best.people, len(best.people) > 1))
}

// neighbours takes in the word before and after a match where they differ by a
// letter from words of the same names.
func (r *reader) neighbours(m *match) {
	slip := func(i int) bool {
		if i < 0 || i >= len(r.tokens) || !r.mayName(i) {
			return false
		}
		fewer := intersect(m.people, r.words.called(r.tokens[i].key, true))
		if len(fewer) > 0 {
			m.people = fewer
		}
		return len(fewer) > 0
	}
	if slip(m.from - 1) {
		m.from--
	}
	if slip(m.to) {
		m.to++
	}
}

// mayName reports whether a name may begin at a token.
func (r *reader) mayName(i int) bool {
	key := r.tokens[i].key
	return r.free(i, i+1) && !r.words.vocabulary.between.keys[key] && telling(key) && !r.reserved(i)
}

// exactly reports whether a word stands in the name of one of some people.
func (w *Words) exactly(word string, people []int32) bool {
	return len(intersect(people, w.byWord[word])) > 0
}

// mostCalled bounds the people of a common beginning of a word.
const mostCalled = 5000

// called gives the customers in whose names a word stands or is begun, in order.
func (w *Words) called(word string, slips bool) []int32 {
	if exact := w.byWord[word]; len(exact) > 0 {
		return exact
	}
	var found []int32
	if slips {
		if n := utf8.RuneCountInString(word); n >= 5 {
			for _, known := range w.nameWords {
				if oneSlip([]rune(word), known) {
					found = append(found, w.byWord[known]...)
				}
			}
		}
	} else if utf8.RuneCountInString(word) >= 3 {
		at, _ := slices.BinarySearch(w.nameWords, word)
		for ; at < len(w.nameWords) && strings.HasPrefix(w.nameWords[at], word) && len(found) < mostCalled; at++ {
			found = append(found, w.byWord[w.nameWords[at]]...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// oneSlip reports whether a word becomes another by one letter changed, left out,
// put in, or exchanged with its neighbour.
func oneSlip(a []rune, known string) bool {
	if d := len(known) - len(a); d < -1 || d > 3*len(a)+4 {
		return false
	}
	b := []rune(known)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) || slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// intersect gives what two ordered lists share.
func intersect(a, b []int32) []int32 {
	var out []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// mostRanked bounds the work of ranking: of more nobody chooses from a list.
const mostRanked = 500

// rank puts those first whose names have the fewest words that were not typed.
func (w *Words) rank(people []int32, typed []token) {
	if len(people) > mostRanked {
		return
	}
	slices.SortStableFunc(people, func(a, b int32) int {
		x, y := w.labels[a], w.labels[b]
		return cmp.Or(cmp.Compare(w.untyped(x, typed), w.untyped(y, typed)), strings.Compare(x, y))
	})
}

func (w *Words) untyped(label string, typed []token) int {
	n := 0
	for _, word := range keysOf(label) {
		if !slices.ContainsFunc(typed, func(t token) bool { return t.key == word }) {
			n++
		}
	}
	return n
}
