package delimited

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"cxworkbench/data"
)

// The encodings that are recognised.
const (
	UTF8        = "utf-8"
	Windows1252 = "windows-1252"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
)

var utf8Mark = []byte("\xEF\xBB\xBF")

// signatures are how files begin that are no text, with what to do about them.
var signatures = []struct{ start, what string }{
	{"PK\x03\x04", "an Excel workbook or another packed file: save the sheet as CSV first"},
	{"\xD0\xCF\x11\xE0", "an old Excel or Word file: save the sheet as CSV first"},
	{"SQLite format 3\x00", "a database or a workspace: open it instead"},
	{"%PDF", "a PDF: ask for the table as CSV"},
	{"\x1F\x8B", "a packed file: unpack it first"},
}

// recogniseEncoding reads the whole file once: only so is it certain that an
// umlaut in the last row does not change the answer. It refuses what is no text.
func recogniseEncoding(src io.Reader, name string) (string, error) {
	var e evidence
	buf := make([]byte, 256<<10)
	kept := 0 // bytes of a character that was cut by the end of the buffer
	for first := true; ; first = false {
		n, err := io.ReadFull(src, buf[kept:])
		chunk := buf[:kept+n]
		if first {
			if mark := byMark(chunk); mark != "" {
				return mark, nil
			}
			if err := refuseSignature(chunk, name); err != nil {
				return "", err
			}
		}
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return "", data.Wrap(err, data.CodeBadInput,
				"%q could not be read to its end: check the disk it is on, then try again.", name)
		}
		rest := e.add(chunk, last)
		kept = copy(buf, rest)
		if last {
			return e.verdict(name)
		}
	}
}

func byMark(start []byte) string {
	switch {
	case bytes.HasPrefix(start, utf8Mark):
		return UTF8
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}):
		return UTF16LE
	case bytes.HasPrefix(start, []byte{0xFE, 0xFF}):
		return UTF16BE
	}
	return ""
}

func refuseSignature(start []byte, name string) error {
	for _, s := range signatures {
		if bytes.HasPrefix(start, []byte(s.start)) {
			return data.Errorf(data.CodeBadInput, "%q is no text but %s.", name, s.what)
		}
	}
	return nil
}

// evidence counts what tells encodings apart.
type evidence struct {
	bytes, controls, zeros int64
	multibyte, invalid     int64 // characters beyond ASCII, and bytes that are none, as UTF-8
	text                   bool  // something other than white space
}

// add counts a chunk and gives the bytes at its end that may be the beginning
// of a character.
func (e *evidence) add(chunk []byte, last bool) (rest []byte) {
	for i := 0; i < len(chunk); {
		b := chunk[i]
		if b < utf8.RuneSelf {
			e.ascii(b)
			i++
			continue
		}
		if !last && !utf8.FullRune(chunk[i:]) {
			return chunk[i:]
		}
		r, size := utf8.DecodeRune(chunk[i:])
		e.text = true
		e.bytes += int64(size)
		if r == utf8.RuneError && size == 1 {
			e.invalid++
		} else {
			e.multibyte++
		}
		i += size
	}
	return nil
}

func (e *evidence) ascii(b byte) {
	e.bytes++
	switch {
	case b > ' ':
		e.text = true
		if b == 0x7F {
			e.controls++
		}
	case b == 0:
		e.zeros++
	case b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == ' ':
	default:
		e.controls++
	}
}

func (e *evidence) verdict(name string) (string, error) {
	switch {
	case e.zeros > 0 || e.controls > e.bytes/100+1:
		return "", data.Errorf(data.CodeBadInput,
			"%q is no text table (it has bytes that text never has): save it as CSV and import that.", name)
	case !e.text:
		return "", data.Errorf(data.CodeBadInput, "%q is empty: there is nothing to import.", name)
	case e.invalid > e.multibyte:
		return Windows1252, nil
	}
	return UTF8, nil
}

// decode turns a file into UTF-8 without a byte order mark.
func decode(src io.Reader, name string) (io.Reader, error) {
	enc, err := encodingNamed(name)
	if err != nil {
		return nil, err
	}
	if enc == nil {
		return &unmarked{src: src}, nil
	}
	return enc.NewDecoder().Reader(src), nil
}

// encodingNamed gives nil for UTF-8, which is read as it stands.
func encodingNamed(name string) (encoding.Encoding, error) {
	switch strings.ToLower(name) {
	case "", UTF8, "utf8":
		return nil, nil
	case Windows1252, "cp1252", "ansi":
		return charmap.Windows1252, nil
	case UTF16LE, "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, data.Wrap(err, data.CodeBadInput,
			"%q is no known encoding: use utf-8, windows-1252 or utf-16, for example.", name)
	}
	return enc, nil
}

// unmarked drops a byte order mark at the start.
type unmarked struct {
	src     io.Reader
	head    []byte
	checked bool
}

func (u *unmarked) Read(p []byte) (int, error) {
	if !u.checked {
		u.checked = true
		head := make([]byte, len(utf8Mark))
		n, err := io.ReadFull(u.src, head)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		u.head = bytes.TrimPrefix(head[:n], utf8Mark)
	}
	if len(u.head) > 0 {
		n := copy(p, u.head)
		u.head = u.head[n:]
		return n, nil
	}
	return u.src.Read(p)
}

// Recognise finds how a file is written, apart from what the options say.
func Recognise(path string, o Options) (Format, error) {
	file, _, err := openFile(path)
	if err != nil {
		return Format{}, err
	}
	defer func() { _ = file.Close() }()
	name := filepath.Base(path)
	f := Format{Encoding: strings.ToLower(o.Encoding)}
	if f.Encoding == "" {
		if f.Encoding, err = recogniseEncoding(file, name); err != nil {
			return Format{}, err
		}
		if _, err = file.Seek(0, io.SeekStart); err != nil {
			return Format{}, data.Wrap(err, data.CodeBadInput, "%q cannot be read twice: copy it to this machine first.", name)
		}
	}
	text, err := decode(file, f.Encoding)
	if err != nil {
		return Format{}, err
	}
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(text, sample)
	whole := err != nil
	if n == 0 {
		return Format{}, data.Errorf(data.CodeBadInput, "%q is empty: there is nothing to import.", name)
	}
	return shape(sample[:n], whole, f, o)
}
