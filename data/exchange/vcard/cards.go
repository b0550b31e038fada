package vcard

import (
	"errors"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	lib "github.com/emersion/go-vcard"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"cxworkbench/data/exchange/input"
)

// The faults of a row.
const (
	FaultOutside  = "it stands outside any card"
	FaultUnended  = "the card has no end"
	FaultProperty = "the card has a line that is no property"
	FaultMany     = "the card has more lines than a card would have"
	FaultNUL      = "it has zero bytes, which text never has"
)

// maxLines is how many lines a card may have; a picture has some thousands.
const maxLines = 200_000

// card is one card of a file, or a line outside any.
type card struct {
	line  int
	raw   string
	fault string
	card  lib.Card
}

// cards parts a file into cards.
type cards struct {
	stream *input.Stream
	number int    // of the line read last
	held   []byte // a line read ahead
	isHeld bool
}

func (c *cards) read() ([]byte, error) {
	if c.isHeld {
		c.isHeld = false
		c.number++
		return c.held, nil
	}
	line, err := c.stream.ReadLine()
	if err == nil {
		c.number++
	}
	return line, err
}

// hold gives a line back, to be read again.
func (c *cards) hold(line []byte) {
	c.held = append(c.held[:0], line...)
	c.isHeld = true
	c.number--
}

// next gives the next card, or io.EOF.
func (c *cards) next() (card, error) {
	for {
		line, err := c.read()
		if err != nil {
			return card{}, err
		}
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
		case isMark(text, "BEGIN"):
			return c.body(text)
		default:
			return card{line: c.number, raw: legible(string(line)), fault: FaultOutside}, nil
		}
	}
}

// isMark says whether a line begins or ends a card.
func isMark(line, mark string) bool {
	name, value, found := strings.Cut(line, ":")
	return found && strings.EqualFold(strings.TrimSpace(name), mark) && strings.EqualFold(strings.TrimSpace(value), "VCARD")
}

// body reads a card from the line after its beginning.
func (c *cards) body(begin string) (card, error) {
	out := card{line: c.number}
	var raw strings.Builder
	raw.WriteString(begin)
	lines := []string{begin}
	inner := 0 // cards within this one: the AGENT of version 2.1
	for n := 0; ; n++ {
		line, err := c.read()
		if errors.Is(err, io.EOF) {
			out.fault = FaultUnended
			break
		}
		if err != nil {
			return card{}, err
		}
		text := string(line)
		mark := strings.TrimSpace(text)
		if isMark(mark, "BEGIN") {
			if !isAgent(lines[len(lines)-1]) && inner == 0 {
				c.hold(line)
				out.fault = FaultUnended
				break
			}
			inner++
		}
		raw.WriteString("\n" + text)
		if raw.Len() > input.MaxEntry {
			return card{}, input.ErrLong
		}
		if isMark(mark, "END") {
			if inner == 0 {
				break
			}
			inner--
			continue
		}
		if inner > 0 {
			continue
		}
		if n > maxLines {
			out.fault = FaultMany
			continue
		}
		lines = join(lines, text)
	}
	out.raw = legible(raw.String())
	if out.fault == "" {
		out.card, out.fault = parse(lines[1:])
	}
	if out.fault == "" && strings.IndexByte(out.raw, 0) >= 0 {
		out.fault = FaultNUL
	}
	return out, nil
}

func isAgent(line string) bool {
	name, _, _ := strings.Cut(line, ":")
	name, _, _ = strings.Cut(name, ";")
	return strings.EqualFold(name, "AGENT")
}

// join adds a line, to the one before where that is folded. The first line is
// the card's beginning, which nothing continues.
func join(lines []string, text string) []string {
	last := len(lines) - 1
	switch {
	case last > 0 && strings.HasSuffix(lines[last], "=") && isQuotedPrintable(lines[last]):
		lines[last] = lines[last][:len(lines[last])-1] + strings.TrimLeft(text, " \t")
	case last > 0 && text != "" && (text[0] == ' ' || text[0] == '\t'):
		lines[last] += text[1:]
	case strings.TrimSpace(text) != "":
		lines = append(lines, text)
	}
	return lines
}

func isQuotedPrintable(line string) bool {
	head, _, _ := cutHead(line)
	return strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
}

// cutHead parts a property at the first colon outside quotes.
func cutHead(line string) (head, value string, found bool) {
	quoted := false
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return line[:i], line[i+1:], true
			}
		}
	}
	return line, "", false
}

// parse reads the properties of a card with go-vcard, which knows versions 3.0
// and 4.0: what 2.1 spells otherwise is respelled first.
func parse(lines []string) (lib.Card, string) {
	var text strings.Builder
	text.WriteString("BEGIN:VCARD\r\n")
	for _, line := range lines {
		head, value, found := cutHead(line)
		name, _, _ := strings.Cut(head, ";")
		if !found || !isName(name) {
			return nil, FaultProperty
		}
		if isLeftOut(name) {
			continue
		}
		head, value = respell(head, value)
		text.WriteString(head + ":" + value + "\r\n")
	}
	text.WriteString("END:VCARD\r\n")
	card, err := lib.NewDecoder(strings.NewReader(text.String())).Decode()
	if err != nil {
		return nil, FaultProperty
	}
	return card, ""
}

// isName says whether a property is named with what a name may have; a dot ends
// its group.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20 // lower case
		if (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') && !strings.ContainsRune("-_./", rune(s[i])) {
			return false
		}
	}
	return s != "" && s[0] != '.' && s[len(s)-1] != '.'
}

// isLeftOut names what is no text, or says nothing of the person.
func isLeftOut(name string) bool {
	if i := strings.IndexByte(name, '.'); i >= 0 {
		name = name[i+1:] // behind the group
	}
	switch strings.ToUpper(name) {
	case "PHOTO", "LOGO", "SOUND", "KEY", "AGENT", "VERSION", "PRODID", "X-ABLABEL", "X-ABADR":
		return true
	}
	return false
}

// respell gives types without "TYPE=" their name, and decodes the value.
func respell(head, value string) (newHead, newValue string) {
	parts := strings.Split(head, ";")
	kept := parts[:1]
	quoted, charset := false, ""
	for _, p := range parts[1:] {
		key, v, named := strings.Cut(p, "=")
		switch {
		case strings.EqualFold(key, "CHARSET"):
			charset = v
		case strings.EqualFold(key, "ENCODING"), !named && strings.EqualFold(p, "QUOTED-PRINTABLE"):
			quoted = quoted || strings.Contains(strings.ToUpper(p), "QUOTED-PRINTABLE")
		case !named && p != "":
			kept = append(kept, "TYPE="+p)
		case p != "":
			kept = append(kept, p)
		}
	}
	if quoted {
		if plain, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value))); err == nil {
			value = string(plain)
		}
	}
	value = decode(value, charset)
	value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\r", "\n")
	return legible(strings.Join(kept, ";")), strings.ReplaceAll(value, "\n", `\n`)
}

// decode decodes what the property or, without a word of it, its bytes say.
func decode(value, charset string) string {
	var enc encoding.Encoding = charmap.Windows1252
	if named, err := htmlindex.Get(charset); err == nil && !strings.EqualFold(charset, "utf-8") {
		enc = named
	} else if utf8.ValidString(value) {
		return value
	}
	text, err := enc.NewDecoder().String(value)
	if err != nil {
		return legible(value)
	}
	return text
}

func legible(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
