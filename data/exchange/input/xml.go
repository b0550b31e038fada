package input

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"cxworkbench/data"
)

// maxElements is how deep XML elements may be nested.
const maxElements = 64

// ErrNesting says that XML elements do not fit together.
var ErrNesting = errors.New("its elements do not fit together")

// XML reads the tokens of an XML text of any length. It expands no entities but
// those that XML itself has, and refuses a text that declares some.
type XML struct {
	stream *Stream
	dec    *xml.Decoder
	depth  int
}

// NewXML begins to read a stream.
func NewXML(s *Stream) *XML {
	dec := xml.NewDecoder(s)
	dec.CharsetReader = charset
	return &XML{stream: s, dec: dec}
}

// Next gives the next token, valid until the call after, or io.EOF at the end of
// a complete document.
func (x *XML) Next() (xml.Token, error) {
	x.stream.Mark()
	tok, err := x.dec.RawToken()
	if err != nil {
		if errors.Is(err, io.EOF) && x.depth != 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	switch tok.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxElements {
			return nil, fmt.Errorf("elements within elements, more than %d deep: %w", maxElements, ErrNesting)
		}
	case xml.EndElement:
		if x.depth--; x.depth < 0 {
			return nil, ErrNesting
		}
	case xml.Directive:
		return nil, data.Errorf(data.CodeBadInput,
			"%q declares its own XML entities, as harmful files do: it is not read; export it without them.", x.stream.name)
	}
	return tok, nil
}

// Skip passes over the rest of the element that was just begun.
func (x *XML) Skip() error {
	for outer := x.depth - 1; x.depth > outer; {
		if _, err := x.Next(); err != nil {
			return err
		}
	}
	return nil
}

// Attr gives an attribute of an element by its name without a prefix.
func Attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// charset decodes what an XML declaration says of the text, but for Unicode,
// which the Stream has decoded.
func charset(label string, src io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be":
		return src, nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, data.Wrap(err, data.CodeBadInput, "Its text has the encoding %q, which is not known: save it as UTF-8.", label)
	}
	return enc.NewDecoder().Reader(src), nil
}
