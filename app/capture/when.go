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
		name := taskName(what)
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

// triggers gives how many words at a token begin a promise; 0 is none.
func (r *reader) triggers(i int) int {
	key, next := r.tokens[i].key, ""
	if i+1 < len(r.tokens) && !ends(r.word(i)) {
		next = r.tokens[i+1].key
	}
	switch key {
	case "promised", "promise", "promising", "callback", "call-back":
		return 1
	case "call", "ring", "phone", "get", "write", "come":
		if next == "back" {
			return 2
		}
	case "follow":
		if next == "up" {
			return 2
		}
	}
	return 0
}

func ends(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune(".;!?", last)
}

// taskName is what is to be done, without the words that only say that it was
// promised.
func taskName(words []string) string {
	for len(words) > 0 {
		switch keyOf(words[0]) {
		case "promised", "promise", "promising", "to", "that", "we", "i", "would", "will", "a", "an":
			words = words[1:]
			continue
		}
		break
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

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

// shortDays are read where a day is expected: after a promise.
var shortDays = map[string]string{
	"mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday", "thur": "thursday",
	"thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}

// dateAt reads a day at a token, with the little words before it: a day to come
// after a promise, else one that has been. A date in figures is any day.
func (r *reader) dateAt(i int, coming bool) (day data.Day, to int, ok bool) {
	today, last := r.words.today, false
	for i < len(r.tokens) {
		key := r.tokens[i].key
		little := key == "on" || coming && (key == "by" || key == "until" || key == "till" || key == "before" || key == "next" || key == "this") || !coming && key == "last"
		if !little || i+1 == len(r.tokens) {
			break
		}
		last = last || key == "last"
		i++
		if coming && key == "next" && r.tokens[i].key == "week" {
			return today + 7, i + 1, true
		}
	}
	key := r.tokens[i].key
	if coming {
		if full, short := shortDays[key]; short {
			key = full
		}
	}
	if weekday, named := weekdays[key]; named {
		gap := (int(weekday) - int(today.Time().Weekday()) + 7) % 7 // days until it comes
		switch {
		case coming && gap == 0:
			gap = 7
		case !coming && (gap > 0 || last):
			gap -= 7
		}
		return today + data.Day(gap), i + 1, true
	}
	switch {
	case key == "today":
		return today, i + 1, true
	case key == "yesterday" && !coming:
		return today - 1, i + 1, true
	case key == "tomorrow" && coming:
		return today + 1, i + 1, true
	case key == "in" && coming:
		return r.span(i+1, 1)
	case !coming && i+2 < len(r.tokens) && r.tokens[i+2].key == "ago":
		day, to, ok = r.span(i, -1)
		return day, to + 1, ok
	}
	day, err := data.ParseDay(key)
	return day, i + 1, err == nil
}

// mostSpan bounds "in 3 days" to what a person means.
const mostSpan = 999

var numbers = map[string]int{"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}

// span reads "3 days" or "two weeks" at a token, counted from today.
func (r *reader) span(i, sign int) (day data.Day, to int, ok bool) {
	if i+1 >= len(r.tokens) {
		return data.NoDay, 0, false
	}
	n, known := numbers[r.tokens[i].key]
	if !known {
		var err error
		if n, err = strconv.Atoi(r.tokens[i].key); err != nil || n < 0 || n > mostSpan {
			return data.NoDay, 0, false
		}
	}
	today := r.words.today
	switch r.tokens[i+1].key {
	case "day", "days":
		return today + data.Day(sign*n), i + 2, true
	case "week", "weeks":
		return today + data.Day(sign*7*n), i + 2, true
	case "month", "months":
		return today.AddMonths(sign * n), i + 2, true
	}
	return data.NoDay, 0, false
}
