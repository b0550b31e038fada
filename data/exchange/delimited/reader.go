package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"cxworkbench/data"
)

// The faults of a row.
const (
	FaultOpenQuote = "a quote is opened and not closed"
	FaultEncoding  = "it has bytes that are not in the file's encoding"
	FaultNUL       = "it has zero bytes, which text never has"
)

// minPatience is how far a record is always followed, in bytes.
const minPatience = 1 << 10

// Reader reads the rows of one table, in bounded memory. It is for one
// goroutine.
type Reader struct {
	format  Format
	split   splitter
	name    string
	src     *bufio.Reader
	foreign bool // in an encoding where U+FFFD stands for bytes without meaning

	line     int    // number of the line read last
	pending  []byte // lines to be read again, after a quote that was not closed
	at       int    // how much of them has been read
	fresh    bool   // the line read last came from src
	buf      []byte // the record being read, lines joined by '\n'
	cells    []string
	patience int // how long a record with line ends in a quoted cell may grow
}

// New reads a table in the given format; name is for the sentences of errors.
func New(src io.Reader, name string, f Format) (*Reader, error) {
	text, err := decode(src, f.Encoding)
	if err != nil {
		return nil, err
	}
	r := newReader(text, name, f, 256<<10)
	r.foreign = ofBytes(f.Encoding)
	for range f.Skip {
		if _, err := r.nextLine(); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	return r, nil
}

// newReader reads UTF-8.
func newReader(src io.Reader, name string, f Format, buffer int) *Reader {
	if f.LineEnd == '\r' {
		src = &oneLineEnd{src: src}
	}
	return &Reader{
		format:   f,
		split:    newSplitter(f),
		name:     name,
		src:      bufio.NewReaderSize(src, buffer),
		patience: MaxRecord,
	}
}

// Line gives the number of the line read last.
func (r *Reader) Line() int { return r.line }

// Read gives the next row, or io.EOF. Lines without any text are passed over.
// A row that cannot be read has a Fault; an error ends the reading.
func (r *Reader) Read() (Row, error) {
	for {
		line, err := r.nextLine()
		if err != nil {
			return Row{}, err
		}
		if r.blank(line) {
			continue
		}
		return r.record(line)
	}
}

// blank reports whether a line is no row: white space, or the mark by which DOS
// ended a file. Tabs that delimit make a row of empty cells.
func (r *Reader) blank(line []byte) bool {
	if len(line) == 0 {
		return true
	}
	if line[0] > ' ' && line[0] < utf8.RuneSelf { // the common case, quickly
		return false
	}
	text := bytes.TrimSpace(line)
	if len(text) == 0 {
		return r.format.Delimiter != '\t'
	}
	return len(text) == 1 && text[0] == 0x1A
}

// record completes the record that begins with line.
func (r *Reader) record(line []byte) (Row, error) {
	first, mark := r.line, r.at
	r.buf = append(r.buf[:0], line...)
	firstLen := len(r.buf)
	r.fresh = false
	r.split.reset()
	for r.split.run(r.buf, r.format) {
		if r.split.broken || len(r.buf) > r.patience {
			return r.giveUp(first, firstLen, mark), nil
		}
		next, err := r.nextLine()
		if errors.Is(err, io.EOF) {
			return r.giveUp(first, firstLen, mark), nil
		}
		if err != nil {
			return Row{}, err
		}
		r.buf = append(append(r.buf, '\n'), next...)
	}
	r.patience = min(r.patience+4*len(r.buf), MaxRecord)
	row := Row{Line: first, Raw: string(r.buf)}
	switch {
	case !utf8.ValidString(row.Raw):
		row.Raw = strings.ToValidUTF8(row.Raw, "\uFFFD")
		row.Fault = FaultEncoding
	case r.foreign && strings.ContainsRune(row.Raw, utf8.RuneError):
		row.Fault = FaultEncoding
	case strings.IndexByte(row.Raw, 0) >= 0:
		row.Fault = FaultNUL
	default:
		r.cells = r.split.cells(row.Raw, r.format, r.cells[:0])
		row.Cells = r.cells
	}
	return row, nil
}

// giveUp makes a fault of a record whose quote is not closed: only its first
// line is lost, the lines after it are read again. Patience halves each time
// and grows with what is read well, so that a file full of stray quotes is
// still read in linear time.
func (r *Reader) giveUp(first, firstLen, mark int) Row {
	raw := strings.ToValidUTF8(string(r.buf[:firstLen]), "\uFFFD")
	switch {
	case !r.fresh: // all lines after the first were pending ones
		r.at = mark
	case firstLen < len(r.buf):
		r.pending = append(append(r.pending[:0], r.buf[firstLen+1:]...), '\n')
		r.at = 0
	}
	r.line = first
	r.patience = max(r.patience/2, minPatience)
	return Row{Line: first, Raw: raw, Fault: FaultOpenQuote}
}

// nextLine gives the next line without its end, valid until the next call.
func (r *Reader) nextLine() ([]byte, error) {
	if r.at < len(r.pending) {
		r.line++
		line, _, _ := bytes.Cut(r.pending[r.at:], []byte{'\n'})
		r.at += len(line) + 1
		return line, nil
	}
	r.fresh = true
	line, err := r.src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = r.longLine(line)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, unreadable(err, r.name, r.line)
	}
	if len(line) == 0 && err != nil {
		return nil, io.EOF
	}
	r.line++
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// longLine reads on where a line is longer than the buffer.
func (r *Reader) longLine(head []byte) ([]byte, error) {
	long := append([]byte(nil), head...)
	for {
		part, err := r.src.ReadSlice('\n')
		long = append(long, part...)
		if len(long) > MaxRecord {
			return nil, longLine(r.name, r.line+1)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return long, err
		}
	}
}

// unreadable makes a sentence of an error of reading after a line; one that is
// a sentence already stays.
func unreadable(err error, name string, line int) error {
	var known *data.Error
	if errors.As(err, &known) {
		return err
	}
	if line == 0 {
		return data.Wrap(err, data.CodeBadInput, "%q could not be read to its end: check the disk it is on, then try again.", name)
	}
	return data.Wrap(err, data.CodeBadInput, "%q could not be read beyond line %d: check the disk it is on, then try again.", name, line)
}
