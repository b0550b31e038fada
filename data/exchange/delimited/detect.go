package delimited

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"

	"cxworkbench/data"
)

// recogniseEncoding reads the whole text once: only so is it certain that an
// umlaut in the last row does not change the answer. It refuses what is no
// text. head is the beginning, src the rest unless head is the whole.
func recogniseEncoding(head []byte, whole bool, src io.Reader, name string) (string, error) {
	for _, m := range marks {
		if strings.HasPrefix(string(head[:min(len(head), 4)]), m.bytes) {
			return m.encoding, nil
		}
	}
	if found := unmarkedUnicode(head); found != "" {
		return found, nil
	}
	e := evidence{line: 1}
	rest := e.add(head, whole)
	if whole {
		return e.verdict(name)
	}
	buf := make([]byte, sampleSize)
	for {
		kept := copy(buf, rest) // a character that was cut by the end of the buffer
		n, err := io.ReadFull(src, buf[kept:])
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return "", unreadable(err, name, 0)
		}
		rest = e.add(buf[:kept+n], last)
		switch {
		case e.sinceLineEnd > MaxRecord:
			return "", longLine(name, e.line)
		case last || e.odd > e.bytes/10+1:
			return e.verdict(name)
		}
	}
}

// unmarkedUnicode recognises UTF-16 and UTF-32 without a mark by their zero
// bytes: a table has ASCII in it, if only delimiters and line ends.
func unmarkedUnicode(head []byte) string {
	zeros := bytes.Count(head, []byte{0})
	if zeros == 0 || zeros < len(head)/4 && utf8.Valid(head) {
		return "" // text with a few zero bytes, then
	}
	for _, name := range []string{UTF32LE, UTF32BE, UTF16LE, UTF16BE} {
		enc, err := encodingNamed(name)
		if err != nil {
			continue
		}
		text, err := enc.NewDecoder().Bytes(head[:len(head)/4*4])
		if err == nil && readsAsTable(text) {
			return name
		}
	}
	return ""
}

// readsAsTable reports whether decoded text could be a table: it has a line end
// and enough ASCII, and nearly nothing that text never has.
func readsAsTable(text []byte) bool {
	var all, ascii, odd, ends int
	for _, r := range string(text) {
		all++
		switch {
		case r == '\n' || r == '\r':
			ends++
			ascii++
		case r == utf8.RuneError || r < ' ' && r != '\t':
			odd++
		case r < utf8.RuneSelf:
			ascii++
		}
	}
	return ends > 0 && ascii >= all/10 && odd <= all/100
}

// evidence counts what tells encodings apart.
type evidence struct {
	bytes              int64
	odd                int64 // zeros, and controls that no table has
	multibyte, invalid int64 // characters beyond ASCII, and bytes that are none, as UTF-8
	text               bool  // something other than white space
	line               int   // number of the line it is in
	sinceLineEnd       int64
	foreign            []byte // lines that are no UTF-8, for a closer look
}

// foreignSize bounds evidence.foreign: chardet looks at no more.
const foreignSize = 8 << 10

// weights counts two things in one pass: in the low half of the sum odd bytes,
// in the high half the first bytes of characters beyond ASCII.
var weights = func() (w [256]uint64) {
	for b := range ' ' {
		w[b] = 1
	}
	w[0x7F] = 1
	// White space, the DOS end of file, and separators of some databases.
	for _, b := range "\t\n\v\f\r\x1A\x01\x1C\x1D\x1E\x1F" {
		w[b] = 0
	}
	for b := 0xC0; b < len(w); b++ {
		w[b] = 1 << 32
	}
	return w
}()

// add counts a chunk and gives the bytes at its end that may be the beginning
// of a character.
func (e *evidence) add(chunk []byte, last bool) (rest []byte) {
	if cut := cutRune(chunk); !last {
		chunk, rest = chunk[:cut], chunk[cut:]
	}
	var sum uint64
	for _, b := range chunk {
		sum += weights[b]
	}
	e.bytes += int64(len(chunk))
	e.odd += int64(sum & (1<<32 - 1))
	e.text = e.text || len(bytes.TrimSpace(chunk)) > 0
	if utf8.Valid(chunk) {
		e.multibyte += int64(sum >> 32)
	} else {
		e.judge(chunk)
	}
	if end := bytes.LastIndexAny(chunk, "\r\n"); end >= 0 {
		e.line += bytes.Count(chunk, []byte{'\n'})
		e.sinceLineEnd = int64(len(chunk) - end - 1)
	} else {
		e.sinceLineEnd += int64(len(chunk))
	}
	return rest
}

// cutRune gives where the last character begins if it is cut, else the end.
func cutRune(chunk []byte) int {
	for i := len(chunk) - 1; i >= 0 && i >= len(chunk)-utf8.UTFMax; i-- {
		if utf8.RuneStart(chunk[i]) {
			if !utf8.FullRune(chunk[i:]) {
				return i
			}
			break
		}
	}
	return len(chunk)
}

// judge counts a chunk that is not all UTF-8, and keeps such lines.
func (e *evidence) judge(chunk []byte) {
	for i := 0; i < len(chunk); {
		r, size := utf8.DecodeRune(chunk[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			e.invalid++
		case size > 1:
			e.multibyte++
		}
		i += size
	}
	for line := range bytes.Lines(chunk) {
		if len(e.foreign)+len(line) > foreignSize {
			return
		}
		if !utf8.Valid(line) {
			e.foreign = append(e.foreign, line...)
		}
	}
}

func (e *evidence) verdict(name string) (string, error) {
	switch {
	case e.odd > e.bytes/100+1:
		return "", data.Errorf(data.CodeBadInput,
			"%q is no text table (it has bytes that text never has): save it as CSV and import that.", name)
	case !e.text:
		return "", empty(name)
	case e.invalid > e.multibyte:
		return byStatistics(e.foreign), nil
	}
	return UTF8, nil
}

// Below these, a guess is no better than what words show, else windows-1252, which a
// person can override: bytes beyond ASCII, and chardet's confidence in percent.
const (
	enoughForeign  = 12
	sureEnough     = 20
	sureOfPairs    = 40 // of encodings with two bytes a character
	aheadOfWestern = 5
)

// byStatistics guesses the encoding of lines that are no UTF-8.
func byStatistics(lines []byte) string {
	high := 0
	for _, b := range lines {
		if b >= utf8.RuneSelf {
			high++
		}
	}
	if high < enoughForeign {
		return oneByte(lines)
	}
	guesses, err := chardet.NewTextDetector().DetectAll(lines)
	if err != nil {
		return oneByte(lines)
	}
	// The order of equals is a matter of chance: chardet asks its experts at once.
	slices.SortFunc(guesses, func(a, b chardet.Result) int {
		if a.Confidence != b.Confidence {
			return b.Confidence - a.Confidence
		}
		return strings.Compare(a.Charset, b.Charset)
	})
	western := 0
	for _, g := range guesses {
		if g.Charset == "ISO-8859-1" || g.Charset == Windows1252 {
			western = g.Confidence
			break
		}
	}
	for _, g := range guesses {
		name := strings.ToLower(g.Charset)
		enc, err := encodingNamed(name)
		if err != nil || strings.HasPrefix(name, "utf") || name == "iso-8859-1" || name == Windows1252 {
			continue
		}
		least := sureEnough
		switch name {
		case "shift_jis", "gb18030", "euc-jp", "euc-kr", "big5":
			least = sureOfPairs
		}
		text, err := enc.NewDecoder().Bytes(lines)
		if err == nil && g.Confidence >= least && g.Confidence >= western+aheadOfWestern && !bytes.ContainsRune(text, utf8.RuneError) {
			return name
		}
	}
	return oneByte(lines)
}
