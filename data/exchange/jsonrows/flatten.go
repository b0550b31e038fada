package jsonrows

import (
	"bytes"
	"encoding/json"
	"strings"
)

// maxNames is how many names a column's dotted name may have; what is nested
// deeper is given as JSON.
const maxNames = 8

// walker gives the plain values of a record whose text is known to be valid JSON.
type walker struct {
	text string
	at   int
	emit func(name, value string)
}

// object walks over the object that begins here.
func (w *walker) object(prefix string, depth int) {
	w.at++ // the brace
	for {
		w.space()
		switch w.text[w.at] {
		case '}':
			w.at++
			return
		case ',':
			w.at++
			w.space()
		}
		name := w.str()
		w.space()
		w.at++ // the colon
		w.space()
		if prefix != "" {
			name = prefix + name
		}
		w.value(name, depth)
	}
}

func (w *walker) value(name string, depth int) {
	switch w.text[w.at] {
	case '"':
		w.emit(name, w.str())
	case '{':
		if depth < maxNames {
			w.object(name+".", depth+1)
			return
		}
		w.emit(name, compact(w.skip()))
	case '[':
		w.list(name)
	default:
		w.emit(name, plain(w.skip()))
	}
}

// list joins plain values; a list of anything else stays JSON.
func (w *walker) list(name string) {
	text := w.skip()
	inner := walker{text: text, at: 1}
	var parts []string
	for {
		inner.space()
		switch inner.text[inner.at] {
		case ']':
			w.emit(name, strings.Join(parts, "; "))
			return
		case ',':
			inner.at++
		case '[', '{':
			w.emit(name, compact(text))
			return
		case '"':
			parts = append(parts, inner.str())
		default:
			parts = append(parts, plain(inner.skip()))
		}
	}
}

// plain gives a number as it stands, true, false, or nothing for null.
func plain(literal string) string {
	if literal == "null" {
		return ""
	}
	return literal
}

func compact(text string) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil {
		return text
	}
	return b.String()
}

func (w *walker) space() {
	for w.at < len(w.text) {
		switch w.text[w.at] {
		case ' ', '\t', '\r', '\n':
			w.at++
		default:
			return
		}
	}
}

// str reads the string that begins here.
func (w *walker) str() string {
	start := w.at
	w.at++
	escaped := false
	for w.text[w.at] != '"' {
		if w.text[w.at] == '\\' {
			escaped = true
			w.at++
		}
		w.at++
	}
	w.at++
	if !escaped {
		return w.text[start+1 : w.at-1]
	}
	var s string
	_ = json.Unmarshal([]byte(w.text[start:w.at]), &s) // it is valid
	return s
}

// skip passes over the value that begins here and gives its text.
func (w *walker) skip() string {
	start := w.at
	for depth := 0; w.at < len(w.text); {
		switch w.text[w.at] {
		case '"':
			w.str()
			if depth == 0 {
				return w.text[start:w.at]
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return w.text[start:w.at]
			}
			if depth--; depth == 0 {
				w.at++
				return w.text[start:w.at]
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return w.text[start:w.at]
			}
		}
		w.at++
	}
	return w.text[start:w.at]
}
