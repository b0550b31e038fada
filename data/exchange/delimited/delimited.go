// Package delimited reads text tables as other programs write them: it
// recognises encoding, delimiter, quoting and escapes, keeps every row's line
// number and original text, and goes on after a row that is broken.
//
// It does not use encoding/csv: that package gives up a whole file at a stray
// quote, knows no runs of blanks and no backslashes, and does not keep the row
// as it stood. Where encoding/csv accepts an input, this reader gives the same
// cells; a fuzz test holds it to that.
package delimited

import (
	"strings"
	"unicode/utf8"

	"cxworkbench/data"
	"cxworkbench/data/exchange/rows"
)

// MaxRecord is the longest line, in bytes, that is read. A longer one means
// that the file is no table.
const MaxRecord = 16 << 20

// Blanks is the delimiter of tables whose columns are parted by runs of blanks.
const Blanks rune = ' '

// NoQuote says that quotes are ordinary characters.
const NoQuote byte = 0

// Backslash escapes a quote, and itself, in a quoted cell.
const Backslash byte = '\\'

// Format is how a file is written.
type Format struct {
	Encoding  string // utf-8, utf-16le, utf-32be, windows-1252, or any name of the WHATWG list
	Delimiter rune   // Blanks for runs of blanks
	Quote     byte   // the quote character, or NoQuote
	Escape    byte   // Backslash, or 0 where a quote in a quoted cell is doubled only
	LineEnd   byte   // '\n' (which covers "\r\n"), or '\r' where a lone one ends a line too
	Skip      int    // lines before the table: a "sep=;" line, comments
}

// Options override what would be recognised; an empty field is recognised.
type Options struct {
	Encoding  string // as Format.Encoding, and "cp1252", "latin1"
	Delimiter string // one character, or comma, semicolon, tab, pipe, blanks
	Quote     string // one of " and ', or none
}

// Row is one row of a table.
type Row = rows.Row

// ParseDelimiter reads the name of a delimiter, as a person types it.
func ParseDelimiter(s string) (rune, error) {
	switch strings.ToLower(s) {
	case "comma":
		return ',', nil
	case "semicolon":
		return ';', nil
	case "tab", `\t`:
		return '\t', nil
	case "pipe":
		return '|', nil
	case "blanks", "blank", "space", "spaces":
		return Blanks, nil
	}
	r, size := utf8.DecodeRuneInString(s)
	if size != len(s) || r == utf8.RuneError || strings.ContainsRune("\"'\r\n\x00", r) {
		return 0, data.Errorf(data.CodeBadInput,
			"%q is no delimiter: use one character, or comma, semicolon, tab, pipe or blanks.", s)
	}
	return r, nil
}

// DelimiterName names a delimiter as ParseDelimiter reads it.
func DelimiterName(r rune) string {
	switch r {
	case ',':
		return "comma"
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "pipe"
	case Blanks:
		return "blanks"
	}
	return string(r)
}

func parseQuote(s string) (byte, error) {
	switch s {
	case `"`, "'":
		return s[0], nil
	case "none":
		return NoQuote, nil
	}
	return 0, data.Errorf(data.CodeBadInput, "%q is no quote character: use \", ' or none.", s)
}

func empty(name string) error {
	return data.Errorf(data.CodeBadInput, "%q is empty: there is nothing to import.", name)
}

func longLine(name string, line int) error {
	return data.Errorf(data.CodeBadInput,
		"Line %d of %q is longer than %d MiB: this is no table of rows; check what was exported.", line, name, MaxRecord>>20)
}
