// Package jsonrows reads JSON as rows: a list of objects, an object that holds
// such a list, JSON Lines, or objects one after another.
//
// Objects within a record become columns with dotted names ("address.city"),
// lists of plain values one text ("red; blue"), lists of objects their JSON. The
// columns are all names that occur anywhere in the file, in order of first
// appearance: a pass over the whole file finds them, so that no value is lost
// for coming late.
package jsonrows

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
)

// The faults of a row, beside those of input.
const (
	FaultSyntax   = "it is no valid JSON"
	FaultNoObject = "it is no record with named values"
	FaultEncoding = "it has bytes that are not in the file's encoding"
	FaultNUL      = "it has zero bytes, which text never has"
)

// Options override what would be recognised.
type Options struct {
	// Header gives the columns, as a former Reader's Header told them, and so
	// spares the pass over the file that finds them.
	Header []string
}

// Reader reads rows in bounded memory. It is for one goroutine, apart from
// Progress.
type Reader struct {
	entries *entries
	size    int64
	columns *input.Columns
	cells   []string
	given   []int // per column the entry that gave it a value last
	fault   string
	grow    bool // unknown names become columns: the pass that finds them
}

var _ rows.Reader = (*Reader)(nil)

// OpenReader opens a stream, such as an unpacked file, that can be opened more
// than once. Size is how many bytes it has, or 0 where that is not known; name
// is for sentences, and where it ends in .jsonl or .ndjson each line is a record.
func OpenReader(open input.Opener, size int64, name string, o Options) (*Reader, error) {
	s, err := recognise(open, name)
	if err != nil {
		return nil, err
	}
	header := o.Header
	if header == nil {
		if header, err = findColumns(open, s, name); err != nil {
			return nil, err
		}
	}
	e, err := openEntries(open, s, name)
	if err != nil {
		return nil, err
	}
	return &Reader{entries: e, size: size, columns: input.NewColumns(header...)}, nil
}

// findColumns reads all entries once for their names.
func findColumns(open input.Opener, s shape, name string) ([]string, error) {
	e, err := openEntries(open, s, name)
	if err != nil {
		return nil, err
	}
	r := &Reader{entries: e, columns: input.NewColumns(), grow: true}
	defer r.Close()
	for {
		_, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := r.columns.Check(name); err != nil {
			return nil, err
		}
	}
	if len(r.columns.Names()) == 0 {
		return nil, noRows(name)
	}
	return r.columns.Names(), nil
}

// Header names the columns.
func (r *Reader) Header() []string { return r.columns.Names() }

// Read gives the next row, or io.EOF. Line is the line in JSON Lines, otherwise
// the number of the entry.
func (r *Reader) Read() (rows.Row, error) {
	raw, err := r.entries.next()
	if err != nil {
		return rows.Row{}, err
	}
	row := rows.Row{Line: r.entries.line, Raw: string(raw), Fault: r.entries.fault}
	if row.Fault == "" {
		row.Fault = r.fill(row.Raw)
	}
	if row.Fault == "" {
		row.Cells = r.cells
	}
	if !utf8.ValidString(row.Raw) {
		row.Raw = strings.ToValidUTF8(row.Raw, "\uFFFD")
	}
	return row, nil
}

// fill sets the cells from a record that is valid JSON, or says why it cannot.
func (r *Reader) fill(raw string) (fault string) {
	switch {
	case raw == "" || raw[0] != '{':
		return FaultNoObject
	case !utf8.ValidString(raw):
		return FaultEncoding
	}
	r.fault = ""
	for i := range r.cells {
		r.cells[i] = ""
	}
	r.widen()
	(&walker{text: raw, emit: r.set}).object("", 1)
	return r.fault
}

func (r *Reader) widen() {
	for len(r.cells) < len(r.columns.Names()) {
		r.cells = append(r.cells, "")
		r.given = append(r.given, 0)
	}
}

func (r *Reader) set(name, value string) {
	i := r.columns.Find(name)
	if i < 0 {
		if !r.grow {
			r.fault = "it has a value for \"" + name + "\", which is no column of this file"
			return
		}
		if len(r.columns.Names()) > input.MaxColumns {
			return
		}
		i = r.columns.Add(name)
		r.widen()
	}
	if r.given[i] == r.entries.count {
		r.fault = input.Twice(name)
		return
	}
	r.given[i] = r.entries.count
	if strings.IndexByte(value, 0) >= 0 {
		r.fault = FaultNUL
	}
	r.cells[i] = value
}

// Progress gives how many bytes have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return r.entries.stream.Done(), r.size }

// Close closes the file.
func (r *Reader) Close() error { return r.entries.stream.Close() }

func noRows(name string) error {
	return data.Errorf(data.CodeBadInput,
		"%q is JSON but holds no rows: a list of records with named values is needed.", name)
}

// explain makes a sentence of an error of the decoder.
func explain(err error, s *input.Stream, name string) error {
	if errors.Is(err, io.EOF) { // the end where none should be
		err = io.ErrUnexpectedEOF
	}
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return data.Wrap(err, data.CodeBadInput,
			"%q is no valid JSON (%v, near byte %d): export it again.", name, err, syntax.Offset)
	case errors.Is(err, errDeep):
		return data.Wrap(err, data.CodeBadInput, "%q is nested deeper than %d levels: this is no list of rows.", name, maxDepth)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return data.Wrap(err, data.CodeBadInput, "%q ends in the middle of its JSON: export or copy it again.", name)
	}
	return s.Explain(err)
}
