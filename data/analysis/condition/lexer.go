package condition

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cxworkbench/data"
)

type tokenKind int8

const (
	tokenEnd    tokenKind = iota
	tokenWord             // bare; perhaps a keyword
	tokenQuoted           // a name or value in double quotes
	tokenSign             // = != < <= > >= ( ) ,
)

type token struct {
	kind tokenKind
	text string // of a quoted one without its quotes
	at   int    // in characters, from 1
}

// is reports whether the token is the keyword or sign.
func (t token) is(keyword string) bool {
	return t.kind == tokenSign && t.text == keyword || t.kind == tokenWord && strings.EqualFold(t.text, keyword)
}

// expected is the error of a token that does not fit.
func expected(what string, found token) error {
	text := found.text
	switch found.kind {
	case tokenEnd:
		return data.Errorf(data.CodeBadInput, "The condition cannot be read at character %d: the condition ends where %s was expected.", found.at, what)
	case tokenQuoted:
		text = alwaysQuote(text)
	}
	return data.Errorf(data.CodeBadInput, "The condition cannot be read at character %d: it says %s where %s was expected.", found.at, text, what)
}

const signs = `=!<>(),"`

// scan splits a condition into tokens; the last is a tokenEnd.
func scan(s string) ([]token, error) {
	var tokens []token
	for i, at := 0, 1; ; {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case size == 0:
			return append(tokens, token{tokenEnd, "", at}), nil
		case unicode.IsSpace(r):
			i, at = i+size, at+1
			continue
		}
		t, length, err := scanOne(s[i:], at)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		at += utf8.RuneCountInString(s[i : i+length])
		i += length
	}
}

// scanOne reads the token that s begins with and gives its length in bytes.
func scanOne(s string, at int) (token, int, error) {
	switch c := s[0]; c {
	case '"':
		text, length, ok := scanQuoted(s)
		if !ok {
			return token{}, 0, data.Errorf(data.CodeBadInput, "The condition cannot be read from character %d on: a double quote opens there and none closes it.", at)
		}
		return token{tokenQuoted, text, at}, length, nil
	case '=', '(', ')', ',':
		return token{tokenSign, s[:1], at}, 1, nil
	case '<', '>', '!':
		if len(s) > 1 && s[1] == '=' {
			return token{tokenSign, s[:2], at}, 2, nil
		}
		if c == '!' {
			return token{}, 0, expected("=, != or another comparison", token{tokenWord, "!", at})
		}
		return token{tokenSign, s[:1], at}, 1, nil
	}
	length := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(signs, r) })
	if length < 0 {
		length = len(s)
	}
	return token{tokenWord, s[:length], at}, length, nil
}

func scanQuoted(s string) (text string, length int, ok bool) {
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		return strings.ReplaceAll(s[1:i], `""`, `"`), i + 1, true
	}
	return "", 0, false
}

// keywords must be quoted where they are meant as names or values. Not all of
// them are misread without; quoting all of them is easier to remember.
var keywords = []string{
	"and", "or", "not", "in", "known", "stage", "none", "left", "done", "anything", "time", "times",
	"on", "within", "any", "last", "subscribed", "silent", "for",
}

func isKeyword(s string) bool {
	for _, k := range keywords {
		if strings.EqualFold(k, s) {
			return true
		}
	}
	return false
}

// quote writes a name or value so that it is read back as one.
func quote(s string) string {
	plain := s != "" && !isKeyword(s) && !strings.ContainsAny(s, signs) && strings.IndexFunc(s, unicode.IsSpace) < 0
	if plain {
		return s
	}
	return alwaysQuote(s)
}

func alwaysQuote(s string) string {
	return fmt.Sprintf(`"%s"`, strings.ReplaceAll(s, `"`, `""`))
}
