package delimited

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Characters of ISO 8859-1, one a byte, by which encodings of Central Europe are told
// from windows-1252.
const (
	// Ł Ą Ż ą ł ś ą there. ¿, which is ż, is left out: programs write it for what they
	// could not.
	signs = "£¥¯±³¶¹"
	// Č Ě Ň Ő Ř Ů Ű there; no Western language has them in one word with acutes, which
	// are the same there.
	graves = "ÈÌÒÕØÙÛèìòõøùû"
	acutes = "ÁÍÚÝáíúý"
	// Letters that are hardly any there.
	unlikely = "ÀÃÅàãå"
	// Š Ś Ť Ž Ź and so on in windows-1250 alone; Ž ą ś ž in ISO 8859-2.
	windows = "\u008a\u008c\u008d\u008e\u008f\u009a\u009c\u009d\u009e\u009f"
	iso     = "®±¶¾"
	// Before a sign they are half a character of UTF-8 that was taken for two once: Ã³.
	spoilt = "ÂÃÄÅ"
)

// shortestWord is how many letters a word has in which a sign shows something.
const shortestWord = 4

// oneByte gives windows-1252, or an encoding of Central Europe where words show that
// it is one: a sign inside of a word (Wa³êsa is Wałęsa), or letters that do not go
// together (Dvoøák is Dvořák). Words that show nothing stay Western, as õ, ø and š
// alone are in words of other languages too.
func oneByte(lines []byte) string {
	text, err := charmap.ISO8859_1.NewDecoder().Bytes(lines)
	if err != nil {
		return Windows1252
	}
	central, western, ofWindows, ofISO := 0, 0, 0, 0
	for _, word := range strings.FieldsFunc(string(text), func(r rune) bool { return !inWord(r) }) {
		switch {
		case isCentral(word):
			central++
		case strings.ContainsAny(word, unlikely):
			western++
		}
		if strings.ContainsAny(word, windows) {
			ofWindows++
		} else if strings.ContainsAny(word, iso) {
			ofISO++
		}
	}
	switch {
	case central <= western:
		return Windows1252
	case ofISO > ofWindows:
		return "iso-8859-2"
	}
	return "windows-1250"
}

func inWord(r rune) bool {
	return r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z') || r >= 0xC0 && r != '×' && r != '÷' || strings.ContainsRune(signs+windows+iso, r)
}

// isCentral reports whether a word can hardly be one in windows-1252. One without a
// letter of ASCII is of another alphabet.
func isCentral(word string) bool {
	letters := []rune(word)
	if !strings.ContainsFunc(word, func(r rune) bool { return r < 0x80 }) {
		return false
	}
	if strings.ContainsAny(word, graves) && strings.ContainsAny(word, acutes) {
		return true
	}
	if len(letters) < shortestWord {
		return false
	}
	for i := 1; i < len(letters)-1; i++ {
		before, after := letters[i-1], letters[i+1]
		if strings.ContainsRune(signs, letters[i]) && isLetter(before) && isLetter(after) && !strings.ContainsRune(spoilt, before) {
			return true
		}
	}
	return false
}

// isLetter reports whether a character of a word is a letter in windows-1252 too.
func isLetter(r rune) bool { return r < 0x80 || r >= 0xC0 }
