// Package vcard reads address books (vCard 2.1, 3.0 of RFC 2426 and 4.0 of RFC
// 6350) as rows, one per card.
//
// Of what a card has several of, the preferred one stands in the column of its
// name ("email"), the others beside it ("email 2"). Pictures, sounds and keys
// are left out.
package vcard

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/rows"
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
	stream  *input.Stream
	size    int64
	cards   *cards
	columns *input.Columns
	cells   []string
}

var _ rows.Reader = (*Reader)(nil)

// OpenReader opens a stream, such as an unpacked file, that can be opened more
// than once. Size is how many bytes it has, or 0 where that is not known; name
// is for sentences.
func OpenReader(open input.Opener, size int64, name string, o Options) (*Reader, error) {
	header := o.Header
	if header == nil {
		var err error
		if header, err = findColumns(open, name); err != nil {
			return nil, err
		}
	}
	s, err := input.OpenStream(open, name)
	if err != nil {
		return nil, err
	}
	return &Reader{
		stream: s, size: size, cards: &cards{stream: s},
		columns: input.NewColumns(header...), cells: make([]string, len(header)),
	}, nil
}

// findColumns reads all cards once for what they have, and puts the columns in
// the order of columnOrder, with unusual ones last.
func findColumns(open input.Opener, name string) ([]string, error) {
	s, err := input.OpenStream(open, name)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	found := input.NewColumns()
	for src := (&cards{stream: s}); ; {
		c, err := src.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, s.Explain(err)
		}
		if c.fault != "" {
			continue
		}
		for _, v := range values(c.card) {
			found.Add(v.column)
		}
		if err := found.Check(name); err != nil {
			return nil, err
		}
	}
	if len(found.Names()) == 0 {
		return nil, data.Errorf(data.CodeBadInput, "%q holds no card of an address book (vCard): check what was exported.", name)
	}
	return slices.SortedFunc(slices.Values(found.Names()), compareColumns), nil
}

// compareColumns orders columns by what they hold, then by their number.
func compareColumns(a, b string) int {
	nameA, numberA := splitColumn(a)
	nameB, numberB := splitColumn(b)
	rank := func(name string) int {
		if i := slices.Index(columnOrder, name); i >= 0 {
			return i
		}
		return len(columnOrder)
	}
	if d := rank(nameA) - rank(nameB); d != 0 {
		return d
	}
	if d := strings.Compare(nameA, nameB); d != 0 {
		return d
	}
	return numberA - numberB
}

// splitColumn parts "email 2" into its name and number.
func splitColumn(column string) (name string, number int) {
	if i := strings.LastIndexByte(column, ' '); i > 0 {
		if n, err := strconv.Atoi(column[i+1:]); err == nil {
			return column[:i], n
		}
	}
	return column, 1
}

// Header names the columns.
func (r *Reader) Header() []string { return r.columns.Names() }

// Read gives the next card, or io.EOF. Line is the line where it begins. A line
// outside a card is a row with a fault.
func (r *Reader) Read() (rows.Row, error) {
	c, err := r.cards.next()
	if errors.Is(err, io.EOF) {
		return rows.Row{}, err
	}
	if err != nil {
		return rows.Row{}, r.stream.Explain(err)
	}
	row := rows.Row{Line: c.line, Raw: c.raw, Fault: c.fault}
	if row.Fault != "" {
		return row, nil
	}
	clear(r.cells)
	for _, v := range values(c.card) {
		i := r.columns.Find(v.column)
		if i < 0 {
			row.Fault = "it has a value for \"" + v.column + "\", which is no column of this file"
			return row, nil
		}
		r.cells[i] = v.text
	}
	row.Cells = r.cells
	return row, nil
}

// Progress gives how many bytes have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return r.stream.Done(), r.size }

// Close closes the file.
func (r *Reader) Close() error { return r.stream.Close() }
