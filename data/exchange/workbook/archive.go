package workbook

import (
	"archive/zip"
	"compress/flate"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
)

// An honest part of a workbook shrinks to a fiftieth at most; a bomb, which is
// made to fill the memory, to a thousandth.
const (
	bombStart = 16 << 20 // bytes that any part may have
	bombRatio = 250
)

// archive is the ZIP file that a workbook is.
type archive struct {
	zip   *zip.ReadCloser
	name  string
	parts map[string]*zip.File // by lower-case name without a leading slash
}

func newArchive(z *zip.ReadCloser, name string) *archive {
	a := &archive{zip: z, name: name, parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		key := partKey(f.Name)
		if a.parts[key] == nil {
			a.parts[key] = f
		}
	}
	return a
}

// partKey makes one key of the spellings of a part's name.
func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

func (a *archive) find(name string) *zip.File { return a.parts[partKey(name)] }

// Close closes the file.
func (a *archive) Close() error { return a.zip.Close() }

// stream opens a part as text.
func (a *archive) stream(f *zip.File) (*input.Stream, error) {
	if f.Flags&1 != 0 {
		return nil, data.Errorf(data.CodeBadInput, "%q is protected with a password: save it without one and import that.", a.name)
	}
	return input.OpenStream(func() (io.ReadCloser, error) {
		src, err := f.Open()
		if err != nil {
			return nil, err
		}
		limit := int64(bombStart)
		if packed := int64(min(f.CompressedSize64, 1<<40)); packed*bombRatio > limit {
			limit = packed * bombRatio
		}
		return &bombGuard{ReadCloser: src, left: limit, name: a.name}, nil
	}, a.name)
}

// explain makes a sentence of an error; one that is a sentence already stays.
func (a *archive) explain(err error) error {
	var known *data.Error
	if errors.As(err, &known) {
		return known
	}
	var corrupt flate.CorruptInputError
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) || errors.As(err, &corrupt) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) ||
		errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, input.ErrNesting) {
		return data.Wrap(err, data.CodeBadInput, "%q is a damaged workbook (%v): open it in Excel, save it again and import that.", a.name, err)
	}
	return data.Wrap(err, data.CodeBadInput, "%q could not be read to its end: check the disk it is on, then try again.", a.name)
}

// bombGuard ends the reading of a part that grows beyond measure.
type bombGuard struct {
	io.ReadCloser
	left int64
	name string
}

func (g *bombGuard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, data.Errorf(data.CodeBadInput,
			"%q unpacks to far more than a workbook would: it may be made to fill the memory and is not read.", g.name)
	}
	n, err := g.ReadCloser.Read(p)
	g.left -= int64(n)
	return n, err
}

// elements calls start for each element of a part, and text, where not nil, for
// the text between.
func (a *archive) elements(f *zip.File, start func(xml.StartElement), end func(string), text func([]byte)) error {
	stream, err := a.stream(f)
	if err != nil {
		return err
	}
	defer stream.Close()
	x := input.NewXML(stream)
	for {
		tok, err := x.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			start(t)
		case xml.EndElement:
			if end != nil {
				end(t.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(t)
			}
		}
	}
}
