package workbook

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
)

// maxColumns is how many columns a sheet can have (XFD).
const maxColumns = 16384

// The faults of a row.
const (
	FaultPlace = "a cell of it stands where no sheet has one"
	FaultText  = "a cell of it refers to a text that the workbook does not have"
	FaultLong  = "it holds more text than a row can have"
	FaultNUL   = "it has zero bytes, which text never has"
)

// sheet reads the rows of one sheet.
type sheet struct {
	book   *book
	stream *input.Stream
	xml    *input.XML
	size   int64

	row   rows.Row
	cells []string
	width int // of the widest row so far
	bytes int // of text in this row
	over  bool

	column int // of the cell that is read, from 1
	kind   string
	style  style
	value  []byte
	inline bool // value is text of the cell itself
}

func openSheet(a *archive, b *book, part sheetPart) (*sheet, error) {
	file := a.find(part.part)
	stream, err := a.stream(file)
	if err != nil {
		return nil, err
	}
	return &sheet{
		book: b, stream: stream, xml: input.NewXML(stream),
		size: int64(min(file.UncompressedSize64, 1<<62)),
	}, nil
}

// Close closes the part.
func (s *sheet) Close() error { return s.stream.Close() }

// next gives the next row, which may be without a value.
func (s *sheet) next() (rows.Row, error) {
	if s.over {
		return rows.Row{}, io.EOF
	}
	for {
		tok, err := s.xml.Next()
		if errors.Is(err, io.EOF) {
			s.over = true
		}
		if err != nil {
			return rows.Row{}, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				return s.readRow(t)
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				s.over = true
				return rows.Row{}, io.EOF
			}
		}
	}
}

func (s *sheet) readRow(e xml.StartElement) (rows.Row, error) {
	line := s.row.Line + 1
	if n, err := strconv.Atoi(input.Attr(e, "r")); err == nil && n > 0 {
		line = n
	}
	s.row = rows.Row{Line: line}
	s.cells, s.bytes, s.column = s.cells[:0], 0, 0
	for {
		tok, err := s.xml.Next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return rows.Row{}, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "c" {
				if err := s.readCell(t); err != nil {
					return rows.Row{}, err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				return s.finish(), nil
			}
		}
	}
}

func (s *sheet) finish() rows.Row {
	s.width = max(s.width, len(s.cells))
	for len(s.cells) < s.width {
		s.cells = append(s.cells, "")
	}
	if s.row.Fault == "" {
		s.row.Cells = s.cells
	}
	return s.row
}

// readCell reads one cell into its column.
func (s *sheet) readCell(e xml.StartElement) error {
	s.startCell(e)
	var run textRun
	inValue := false
	for depth := 1; depth > 0; {
		tok, err := s.xml.Next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			run.start(t.Name.Local)
			if t.Name.Local == "v" {
				inValue = true
				s.value, s.inline = s.value[:0], false
			}
		case xml.EndElement:
			depth--
			run.end(t.Name.Local)
			if t.Name.Local == "v" {
				inValue = false
			}
		case xml.CharData:
			text := run.inText()
			if !inValue && !text {
				continue
			}
			if text && !s.inline {
				s.value, s.inline = s.value[:0], true
			}
			if s.bytes += len(t); s.bytes > input.MaxEntry {
				s.row.Fault = FaultLong
				continue
			}
			s.value = append(s.value, t...)
		}
	}
	s.place()
	return nil
}

func (s *sheet) startCell(e xml.StartElement) {
	s.column++
	s.kind, s.style, s.inline = "", isNumber, false
	s.value = s.value[:0]
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			s.column = columnOf(a.Value, s.column)
		case "t":
			s.kind = a.Value
		case "s":
			if i, err := strconv.Atoi(a.Value); err == nil && i >= 0 && i < len(s.book.styles) {
				s.style = s.book.styles[i]
			}
		}
	}
}

// columnOf gives the column of a cell's name ("AB12"), or the one expected where
// the name is not to be understood.
func columnOf(name string, expected int) int {
	n := 0
	for i := 0; i < len(name); i++ {
		c := name[i] &^ 0x20 // upper case
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A') + 1; n > maxColumns {
			return maxColumns + 1
		}
	}
	if n == 0 {
		return expected
	}
	return n
}

// place puts the value that was read into its column.
func (s *sheet) place() {
	if len(s.value) == 0 {
		return
	}
	if s.column < 1 || s.column > maxColumns {
		s.row.Fault = FaultPlace
		return
	}
	text := s.text()
	if text == "" {
		return
	}
	if strings.IndexByte(text, 0) >= 0 {
		s.row.Fault = FaultNUL
	}
	for len(s.cells) < s.column {
		s.cells = append(s.cells, "")
	}
	s.cells[s.column-1] = text
}

// text gives the value of the cell as text.
func (s *sheet) text() string {
	if s.inline {
		return unescape(string(s.value))
	}
	switch s.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(s.value)))
		if !s.book.loaded {
			return "?" // it is only asked whether there is a value
		}
		if err != nil || i < 0 || i >= len(s.book.texts) {
			s.row.Fault = FaultText
			return ""
		}
		return s.book.texts[i]
	case "str", "inlineStr":
		return unescape(string(s.value))
	case "b":
		if isTrue(strings.TrimSpace(string(s.value))) {
			return "true"
		}
		return "false"
	case "e":
		return ""
	case "d":
		return strings.TrimSpace(string(s.value))
	}
	return number(strings.TrimSpace(string(s.value)), s.style, s.book.date1904)
}
