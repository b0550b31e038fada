package delimited

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"cxworkbench/data"
)

// The encodings that are certain once they are recognised, and the one that is
// taken for text of one byte a character where nothing says more.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	UTF32LE     = "utf-32le"
	UTF32BE     = "utf-32be"
	Windows1252 = "windows-1252"
)

// marks are the byte order marks; the longer one first where two begin alike.
var marks = []struct{ bytes, encoding string }{
	{utf8Mark, UTF8},
	{"\xFF\xFE\x00\x00", UTF32LE},
	{"\x00\x00\xFE\xFF", UTF32BE},
	{"\xFF\xFE", UTF16LE},
	{"\xFE\xFF", UTF16BE},
}

const utf8Mark = "\xEF\xBB\xBF"

// encodingNamed gives nil for UTF-8, which is read as it stands. Without a mark
// the name's own byte order is taken.
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
	case UTF32LE, "utf-32":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), nil
	case UTF32BE:
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM), nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil || enc == encoding.Replacement {
		return nil, data.Wrap(err, data.CodeBadInput,
			"%q is no known encoding: use utf-8, windows-1252 or utf-16, for example.", name)
	}
	return enc, nil
}

// ofBytes reports whether an encoding is an older one, in which no byte means
// U+FFFD: where that appears, a byte had no meaning.
func ofBytes(name string) bool {
	name = strings.ToLower(name)
	return name != "" && !strings.HasPrefix(name, "utf")
}

// decode turns text into UTF-8 without a byte order mark.
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
		u.head = bytes.TrimPrefix(head[:n], []byte(utf8Mark))
	}
	if len(u.head) > 0 {
		n := copy(p, u.head)
		u.head = u.head[n:]
		return n, nil
	}
	return u.src.Read(p)
}

// oneLineEnd turns "\r\n" and a lone "\r" into "\n".
type oneLineEnd struct {
	src   io.Reader
	after bool // the byte before was "\r", which has been given as "\n"
}

func (o *oneLineEnd) Read(p []byte) (int, error) {
	n, err := o.src.Read(p)
	kept := 0
	for _, b := range p[:n] {
		switch {
		case b == '\n' && o.after:
			o.after = false
			continue
		case b == '\r':
			o.after, b = true, '\n'
		default:
			o.after = false
		}
		p[kept] = b
		kept++
	}
	return kept, err
}
