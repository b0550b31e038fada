package message

import (
	"unicode"
	"unicode/utf8"
)

// Sentence is Text as a sentence on its own: it begins with a capital, also where
// its first word is a name out of the data that is written small.
func (p *Printer) Sentence(m Message) string {
	text := p.Text(m)
	first, size := utf8.DecodeRuneInString(text)
	if first == utf8.RuneError { // nothing, or no text
		return text
	}
	return string(unicode.ToTitle(first)) + text[size:]
}
