// Package capture reads the one line in which a person notes a contact as it is
// told: who, by which channel, what it was, how it felt, what was promised.
// Reading is a pure function of the line and of the words that a workspace knows;
// every word typed is in a part or in the note, never in both and never lost.
package capture

import (
	"strings"

	"cxworkbench/data"
)

// Kind says what a part of a line is.
type Kind string

// The kinds of part. A line has one of each at most; what is said a second time
// stays in the note.
const (
	Customer Kind = "customer"
	Channel  Kind = "channel"
	Activity Kind = "activity"
	Topic    Kind = "topic" // a product or a touchpoint
	Emotion  Kind = "emotion"
	Amount   Kind = "amount"
	Date     Kind = "date"
	Promise  Kind = "promise" // what is to be done, and by when
)

// Choice is one way to understand a part.
type Choice struct {
	Name     string     // the customer, channel, activity, topic, or what is promised
	Customer int64      // row id; 0 for a new customer
	Emotion  int        // -2..+2
	Amount   data.Money // in the workspace's currency
	Day      data.Day   // of the contact, or by which something is promised; NoDay where not said
	Product  bool       // the topic is a product, else a touchpoint
}

// Part is a piece of a line that was understood.
type Part struct {
	Kind    Kind
	Text    string   // as it was typed; empty for what goes without saying
	Choices []Choice // the likeliest first; never empty
	Chosen  int
	// Ambiguous says that the first choices are equally likely and that nobody has
	// chosen yet.
	Ambiguous bool
}

// Choice is the choice that holds.
func (p Part) Choice() Choice { return p.Choices[p.Chosen] }

// Key names a part across readings of a line that grows.
type Key struct {
	Kind Kind
	Text string
}

// Edits are the corrections of a person, by part: the number of the choice taken,
// or Dropped.
type Edits map[Key]int

// Dropped is the edit of a part that is to stay in the note.
const Dropped = -1

// Line is what was understood of a line.
type Line struct {
	Parts []Part // in the order typed; what goes without saying at the end
	Note  string // all that is in no part
}

// Part finds the part of a kind.
func (l Line) Part(kind Kind) (Part, bool) {
	for _, p := range l.Parts {
		if p.Kind == kind {
			return p, true
		}
	}
	return Part{}, false
}

// mostTokens is how many words of a line are read; the rest goes to the note.
const mostTokens = 2000

// Read understands a line. Edits may be nil.
func Read(w *Words, text string, edits Edits) Line {
	r := &reader{words: w, edits: edits, text: text, tokens: tokensOf(text), used: map[Kind]bool{}}
	r.newCustomer()
	r.wholeName()
	r.identity()
	r.promise()
	r.emotion()
	r.amount()
	r.partOfName(false)
	r.phrases()
	r.date()
	r.partOfName(true)
	return r.line()
}

// reader is the state of one reading.
type reader struct {
	words  *Words
	edits  Edits
	text   string
	tokens []token
	parts  []Part
	used   map[Kind]bool
}

// token is a word of a line.
type token struct {
	from, to int    // bytes
	key      string // as it is compared
	part     int    // 1 + index of the part it belongs to; 0 is the note
	fixed    bool   // dropped from a part by the person: not to be understood again
}

func tokensOf(text string) []token {
	var tokens []token
	at := 0
	for _, field := range strings.Fields(text) {
		from := at + strings.Index(text[at:], field)
		at = from + len(field)
		if len(tokens) == mostTokens {
			tokens[mostTokens-1].to, tokens[mostTokens-1].key = at, ""
			continue
		}
		tokens = append(tokens, token{from: from, to: at, key: keyOf(field)})
	}
	return tokens
}

// said gives how many words at a token are one of some phrases, the longest first;
// 0 is none.
func (r *reader) said(p phrases, i int) int {
	for to := min(len(r.tokens), i+p.longest); to > i; to-- {
		keys := make([]string, 0, to-i)
		for _, t := range r.tokens[i:to] {
			keys = append(keys, t.key)
		}
		if p.keys[strings.Join(keys, " ")] {
			return to - i
		}
	}
	return 0
}

func (r *reader) raw(from, to int) string { return r.text[r.tokens[from].from:r.tokens[to-1].to] }

func (r *reader) word(i int) string { return r.raw(i, i+1) }

// free reports whether all tokens of a range are in no part yet.
func (r *reader) free(from, to int) bool {
	for _, t := range r.tokens[from:to] {
		if t.part != 0 || t.fixed {
			return false
		}
	}
	return true
}

// take makes a part of the tokens of a range, unless the person has dropped it.
func (r *reader) take(from, to int, p Part) {
	p.Text = r.raw(from, to)
	chosen, edited := r.edits[Key{p.Kind, p.Text}]
	r.used[p.Kind] = true
	if edited && chosen == Dropped {
		for i := from; i < to; i++ {
			r.tokens[i].fixed = true
		}
		return
	}
	if edited && chosen < len(p.Choices) {
		p.Chosen, p.Ambiguous = chosen, false
	}
	r.parts = append(r.parts, p)
	for i := from; i < to; i++ {
		r.tokens[i].part = len(r.parts)
	}
}

// line puts the parts in the order typed, adds what goes without saying, and
// leaves the rest as the note.
func (r *reader) line() Line {
	var l Line
	var note []string
	for i := 0; i < len(r.tokens); {
		j := i + 1
		for j < len(r.tokens) && r.tokens[j].part == r.tokens[i].part {
			j++
		}
		if part := r.tokens[i].part; part == 0 {
			note = append(note, r.raw(i, j))
		} else {
			l.Parts = append(l.Parts, r.parts[part-1])
		}
		i = j
	}
	l.Note = strings.Join(note, " ")
	if _, said := l.Part(Activity); !said {
		l.Parts = append(l.Parts, r.silent(Activity, r.words.others(Activity, r.words.contact)))
	}
	if _, said := l.Part(Date); !said {
		today := r.words.today
		l.Parts = append(l.Parts, r.silent(Date, []Choice{{Day: today}, {Day: today - 1}}))
	}
	return l
}

// silent is a part that nobody typed.
func (r *reader) silent(kind Kind, choices []Choice) Part {
	p := Part{Kind: kind, Choices: choices}
	if chosen, edited := r.edits[Key{kind, ""}]; edited && chosen >= 0 && chosen < len(choices) {
		p.Chosen = chosen
	}
	return p
}
