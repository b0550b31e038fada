package delimited

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// splitter finds the cells of a record. It can be resumed: where the record
// ends inside a quoted cell, more text is appended and it goes on from there.
type splitter struct {
	delimiter []byte
	spans     []span
	pos       int // where it goes on
	quoted    int // start of the quoted cell it is in, or -1
	escaped   bool
	needCell  bool // a delimiter was read, so that one more cell follows
	strays    int  // quotes in quoted cells that are neither escaped nor the end
	broken    bool // a cell begins inside a quoted cell, on a later line: the quote was not closed
}

// span is a cell's place in the record.
type span struct {
	start, end int
	escaped    bool // has escaped quotes
}

func newSplitter(f Format) splitter {
	return splitter{delimiter: utf8.AppendRune(nil, f.Delimiter), quoted: -1}
}

func (s *splitter) reset() {
	s.spans = s.spans[:0]
	s.pos, s.quoted, s.strays = 0, -1, 0
	s.escaped, s.needCell, s.broken = false, true, false
}

// run finds cells up to the end of text and reports whether the text ends
// inside a quoted cell.
func (s *splitter) run(text []byte, f Format) (open bool) {
	for {
		if s.quoted >= 0 {
			if !s.quotedCell(text, f) {
				return true
			}
			continue
		}
		if f.Delimiter == Blanks {
			for s.pos < len(text) && isBlank(text[s.pos]) {
				s.pos++
			}
			s.needCell = s.pos < len(text)
		}
		if !s.needCell {
			return false
		}
		if start := s.quoteAt(text, f); start >= 0 {
			s.quoted, s.escaped, s.pos = start, false, start
			continue
		}
		start := s.pos
		end := s.cellEnd(text, f)
		s.spans = append(s.spans, span{start: start, end: end})
		s.leaveCell(text, end)
	}
}

// quoteAt gives where the content of a quoted cell begins, or -1 where the
// cell at pos is not quoted. Blanks before the quote do not count.
func (s *splitter) quoteAt(text []byte, f Format) int {
	if f.Quote == NoQuote {
		return -1
	}
	i := s.pos
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && text[i] == f.Quote {
		return i + 1
	}
	return -1
}

// quotedCell reads on in a quoted cell and reports whether it was closed. A
// quote closes a cell only where a delimiter or the line's end follows; any
// other is taken as it stands, unless on a later line it begins a cell.
func (s *splitter) quotedCell(text []byte, f Format) bool {
	resumed := s.pos > s.quoted
	for i := s.pos; i < len(text); i++ {
		if i = quoteOrEscape(text, i, f); i < 0 {
			break
		}
		if text[i] != f.Quote || i+1 < len(text) && text[i+1] == f.Quote { // escaped, or doubled
			s.escaped = true
			i++
			continue
		}
		after := i + 1
		for f.Delimiter != Blanks && after < len(text) && text[after] == ' ' {
			after++
		}
		if after < len(text) && !s.delimiterAt(text, after, f) {
			s.strays++
			if resumed && s.begins(text, i, f) {
				s.broken = true
				return false
			}
			continue
		}
		s.spans = append(s.spans, span{start: s.quoted, end: i, escaped: s.escaped})
		s.quoted = -1
		s.leaveCell(text, after)
		return true
	}
	s.pos = len(text)
	return false
}

// quoteOrEscape gives where the next quote or escape stands, or -1.
func quoteOrEscape(text []byte, from int, f Format) int {
	at := bytes.IndexByte(text[from:], f.Quote)
	if f.Escape != 0 {
		before := text[from:]
		if at >= 0 {
			before = before[:at]
		}
		if i := bytes.IndexByte(before, f.Escape); i >= 0 {
			at = i
		}
	}
	if at < 0 {
		return -1
	}
	return from + at
}

// begins reports whether a cell begins at i: a line or a delimiter ends there.
func (s *splitter) begins(text []byte, i int, f Format) bool {
	if text[i-1] == '\n' {
		return true
	}
	if f.Delimiter == Blanks {
		return isBlank(text[i-1])
	}
	return bytes.HasSuffix(text[:i], s.delimiter)
}

// leaveCell steps over the delimiter at end, if there is one.
func (s *splitter) leaveCell(text []byte, end int) {
	s.needCell = end < len(text)
	s.pos = min(end+len(s.delimiter), len(text))
}

func (s *splitter) delimiterAt(text []byte, i int, f Format) bool {
	if f.Delimiter == Blanks {
		return isBlank(text[i])
	}
	return len(text)-i >= len(s.delimiter) && string(text[i:i+len(s.delimiter)]) == string(s.delimiter)
}

// cellEnd finds where an unquoted cell ends.
func (s *splitter) cellEnd(text []byte, f Format) int {
	if f.Delimiter == Blanks {
		for i := s.pos; i < len(text); i++ {
			if isBlank(text[i]) {
				return i
			}
		}
		return len(text)
	}
	if i := bytes.Index(text[s.pos:], s.delimiter); i >= 0 {
		return s.pos + i
	}
	return len(text)
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// cells cuts the cells out of the record.
func (s *splitter) cells(record string, f Format, into []string) []string {
	for _, sp := range s.spans {
		cell := record[sp.start:sp.end]
		if sp.escaped {
			cell = unescape(cell, f)
		}
		into = append(into, cell)
	}
	return into
}

// unescape takes away what escapes quotes, and backslashes where those escape.
// Other characters keep their backslash: a path is likelier than a "\n" that
// means a line end.
func unescape(cell string, f Format) string {
	if f.Escape == 0 {
		quote := string(rune(f.Quote))
		return strings.ReplaceAll(cell, quote+quote, quote)
	}
	var out strings.Builder
	for i := 0; i < len(cell); i++ {
		if b := cell[i]; i+1 < len(cell) && (b == f.Quote && cell[i+1] == b || b == f.Escape && (cell[i+1] == f.Quote || cell[i+1] == b)) {
			i++
		}
		out.WriteByte(cell[i])
	}
	return out.String()
}
