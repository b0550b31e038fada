// Package xes reads event logs in XES, the standard of process mining (IEEE
// 1849), as rows, one per event.
//
// Columns are "case id" (the name of the trace), "activity" (concept:name), "at"
// (time:timestamp), "resource" (org:resource), other attributes of events by
// their keys, and attributes of traces as "case:" and their key.
package xes

import (
	"encoding/xml"
	"errors"
	"io"

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
	log  *log
	size int64
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
	l, err := openLog(open, name, input.NewColumns(header...))
	if err != nil {
		return nil, err
	}
	return &Reader{log: l, size: size}, nil
}

// findColumns reads the whole log once: first what it declares for all traces
// and events, then what these have.
func findColumns(open input.Opener, name string) ([]string, error) {
	l, err := openLog(open, name, nil)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	for {
		_, err := l.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, explain(err, l)
		}
	}
	if l.events == 0 {
		return nil, data.Errorf(data.CodeBadInput, "%q holds no events: there is nothing to import.", name)
	}
	return l.found(), nil
}

// Header names the columns.
func (r *Reader) Header() []string { return r.log.columns.Names() }

// Read gives the next event, or io.EOF. Line is the number of the event. A case
// without events is a row with a fault.
func (r *Reader) Read() (rows.Row, error) {
	row, err := r.log.next()
	if err != nil && !errors.Is(err, io.EOF) {
		err = explain(err, r.log)
	}
	return row, err
}

// Progress gives how many bytes have been read, of how many.
func (r *Reader) Progress() (done, total int64) { return r.log.stream.Done(), r.size }

// Close closes the file.
func (r *Reader) Close() error { return r.log.Close() }

// explain makes a sentence of an error of reading XML.
func explain(err error, l *log) error {
	var known *data.Error
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &syntax), errors.Is(err, input.ErrNesting), errors.Is(err, io.ErrUnexpectedEOF):
		return data.Wrap(err, data.CodeBadInput,
			"%q is damaged or cut off after event %d (%v): export or copy it again.", l.name, l.events, err)
	}
	return l.stream.Explain(err)
}
