package capture

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cxworkbench/data"
)

// promise looks for what is to be done: from the words that promise up to the day
// that is named after them, or else the end of the sentence.
func (r *reader) promise() {
	for i := range r.tokens {
		trigger := r.triggers(i)
		if trigger == 0 || !r.free(i, i+trigger) {
			continue
		}
		due, what := data.NoDay, []string{}
		to := i
		for to < len(r.tokens) && r.free(to, to+1) {
			if _, felt := emotionOf(r.word(to)); felt && to > i {
				break
			}
			if day, end, ok := r.dateAt(to, true); ok && r.free(to, end) {
				due, to = day, end
				break
			}
			what = append(what, r.word(to))
			to++
			if ends(r.word(to - 1)) {
				break
			}
		}
		name := r.words.taskName(what)
		if name == "" {
			name = r.raw(i, to)
		}
		choices := []Choice{{Name: name, Day: due}}
		for _, day := range []data.Day{data.NoDay, r.words.today + 1, r.words.today + 7} {
			if day != due {
				choices = append(choices, Choice{Name: name, Day: day})
			}
		}
		r.take(i, to, Part{Kind: Promise, Choices: choices})
		return
	}
}

// triggers gives how many words at a token begin a promise; 0 is none. They are of
// one sentence.
func (r *reader) triggers(i int) int {
	n := r.said(r.words.vocabulary.promise, i)
	for j := i; j < i+n-1; j++ {
		if ends(r.word(j)) {
			return 0
		}
	}
	return n
}

func ends(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune(".;!?", last)
}

// taskName is what is to be done, without the words that only say that it was
// promised.
func (w *Words) taskName(words []string) string {
	for len(words) > 0 && w.vocabulary.promised.keys[keyOf(words[0])] {
		words = words[1:]
	}
	name := strings.TrimRight(strings.Join(words, " "), ".,;!")
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// date looks for the day of the contact.
func (r *reader) date() {
	for i := range r.tokens {
		day, to, ok := r.dateAt(i, false)
		if !ok || !r.free(i, to) {
			continue
		}
		choices := []Choice{{Day: day}}
		for _, other := range []data.Day{r.words.today, r.words.today - 1, day - 7} {
			if other != day {
				choices = append(choices, Choice{Day: other})
			}
		}
		r.take(i, to, Part{Kind: Date, Choices: choices})
		return
	}
}

// dateAt reads a day at a token, with the little words before it: a day to come
// after a promise, else one that has been. A date in figures is any day.
func (r *reader) dateAt(i int, coming bool) (day data.Day, to int, ok bool) {
	today, v, last := r.words.today, &r.words.vocabulary, false
	for i < len(r.tokens) {
		if n := r.said(v.nextWeek, i); coming && n > 0 {
			return today + 7, i + n, true
		}
		little := r.said(v.on, i)
		if coming {
			little = max(little, r.said(v.by, i))
		} else if n := r.said(v.last, i); n > 0 {
			little, last = n, true
		}
		if little == 0 || i+little >= len(r.tokens) {
			break
		}
		if span := r.said(v.in, i); coming && span > 0 { // a word for both, as in Portuguese
			if day, to, ok := r.span(i+span, 1); ok {
				return day, to, true
			}
		}
		i += little
	}
	if weekday, named := r.weekday(i, coming); named {
		gap := (int(weekday) - int(today.Time().Weekday()) + 7) % 7 // days until it comes
		switch {
		case coming && gap == 0:
			gap = 7
		case !coming && (gap > 0 || last):
			gap -= 7
		}
		return today + data.Day(gap), i + 1, true
	}
	if n := r.said(v.today, i); n > 0 {
		return today, i + n, true
	}
	if coming {
		if n := r.said(v.tomorrow, i); n > 0 {
			return today + 1, i + n, true
		}
		if n := r.said(v.in, i); n > 0 {
			return r.span(i+n, 1)
		}
	} else if day, to, ok := r.past(i); ok {
		return day, to, true
	}
	day, err := data.ParseDay(r.tokens[i].key)
	return day, i + 1, err == nil
}

// past reads yesterday, "3 days ago" or "vor 3 Tagen".
func (r *reader) past(i int) (day data.Day, to int, ok bool) {
	v := &r.words.vocabulary
	if n := r.said(v.yesterday, i); n > 0 {
		return r.words.today - 1, i + n, true
	}
	if n := r.said(v.before, i); n > 0 {
		return r.span(i+n, -1)
	}
	if day, to, ok = r.span(i, -1); !ok {
		return day, to, false
	}
	n := r.said(v.ago, to)
	return day, to + n, n > 0
}

func (r *reader) weekday(i int, coming bool) (day time.Weekday, ok bool) {
	key := r.tokens[i].key
	if day, ok = r.words.vocabulary.weekdays[key]; !ok && coming {
		day, ok = r.words.vocabulary.shortDays[key]
	}
	return day, ok
}

// mostSpan bounds "in 3 days" to what a person means.
const mostSpan = 999

// span reads "3 days" or "two weeks" at a token, counted from today.
func (r *reader) span(i, sign int) (day data.Day, to int, ok bool) {
	if i+1 >= len(r.tokens) {
		return data.NoDay, 0, false
	}
	n, known := r.words.vocabulary.numbers[r.tokens[i].key]
	if !known {
		var err error
		if n, err = strconv.Atoi(r.tokens[i].key); err != nil || n < 0 || n > mostSpan {
			return data.NoDay, 0, false
		}
	}
	today, v := r.words.today, &r.words.vocabulary
	for _, unit := range []struct {
		words phrases
		day   data.Day
	}{{v.days, today + data.Day(sign*n)}, {v.weeks, today + data.Day(sign*7*n)}, {v.months, today.AddMonths(sign * n)}} {
		if words := r.said(unit.words, i+1); words > 0 {
			return unit.day, i + 1 + words, true
		}
	}
	return data.NoDay, 0, false
}
