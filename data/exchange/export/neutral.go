package export

import (
	"strings"
	"unicode/utf8"
)

// formulaStarts begin a text that a spreadsheet would run as a formula, the
// full-width forms that some take for the same included.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// Neutral keeps a spreadsheet from running a text as a formula: an apostrophe
// before it makes it a text. One more is put before a text that already has
// apostrophes and then such a beginning, so that Plain can tell.
func Neutral(s string) string {
	if runs(s) {
		return "'" + s
	}
	return s
}

// Plain undoes Neutral, exactly.
func Plain(s string) string {
	if strings.HasPrefix(s, "'") && runs(s[1:]) {
		return s[1:]
	}
	return s
}

// runs reports whether a text, after any apostrophes, begins like a formula.
func runs(s string) bool {
	s = strings.TrimLeft(s, "'")
	first, size := utf8.DecodeRuneInString(s)
	return size > 0 && first != utf8.RuneError && strings.ContainsRune(formulaStarts, first)
}
