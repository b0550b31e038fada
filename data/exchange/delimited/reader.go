package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"cxworkbench/data"
)

// The faults of a row.
const (
	FaultOpenQuote = "a quote is opened and not closed"
	FaultEncoding  = "it has bytes that are not in the file's encoding"
	FaultNUL       = "it has zero bytes, which text never has"
)

// Reader reads the rows of one table, in bounded memory.
type Reader struct {
	format Format
	split  splitter
	name   string
	src    *bufio.Reader
	closer io.Closer
	count  *countingReader
	size   int64

	line     int    // number of the line read last
	pending  []byte // lines to be read again, after a quote that was not closed
	buf      []byte // the record being read, lines joined by '\n'
	cells    []string
	patience int // how long a record with line ends in a quoted cell may grow
}

// Open opens a table for reading in the given format.
func Open(path string, f Format) (*Reader, error) {
	file, info, err := openFile(path)
	if err != nil {
		return nil, err
	}
	count := &countingReader{src: file}
	decoded, err := decode(count, f.Encoding)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	r := newReader(decoded, f, filepath.Base(path))
	r.closer, r.count, r.size = file, count, info.Size()
	for range f.Skip {
		if _, err := r.nextLine(); err != nil && !errors.Is(err, io.EOF) {
			_ = file.Close()
			return nil, err
		}
	}
	return r, nil
}

func newReader(src io.Reader, f Format, name string) *Reader {
	return &Reader{
		format:   f,
		split:    newSplitter(f),
		name:     name,
		src:      bufio.NewReaderSize(src, 256<<10),
		patience: MaxRecord,
	}
}

// Close closes the file.
func (r *Reader) Close() error {
	if r.closer == nil {
		return nil
	}
	return r.closer.Close()
}

// Progress gives how many bytes of the file have been read, of how many.
func (r *Reader) Progress() (done, total int64) {
	if r.count == nil {
		return 0, 0
	}
	return r.count.n.Load(), r.size
}

// Read gives the next row, or io.EOF. Lines without any text are passed over.
// A row that cannot be read has a Fault; an error ends the reading.
func (r *Reader) Read() (Row, error) {
	for {
		line, err := r.nextLine()
		if err != nil {
			return Row{}, err
		}
		if len(bytes.TrimSpace(line)) == 0 {
			if r.format.Delimiter != '\t' || len(line) == 0 {
				continue
			}
		}
		return r.record(line)
	}
}

// record completes the record that begins with line.
func (r *Reader) record(line []byte) (Row, error) {
	first := r.line
	r.buf = append(r.buf[:0], line...)
	firstLen := len(r.buf)
	r.split.reset()
	for open := r.split.run(r.buf, r.format); open; open = r.split.run(r.buf, r.format) {
		if len(r.buf) > r.patience {
			return r.giveUp(first, firstLen), nil
		}
		next, err := r.nextLine()
		if errors.Is(err, io.EOF) {
			return r.giveUp(first, firstLen), nil
		}
		if err != nil {
			return Row{}, err
		}
		r.buf = append(append(r.buf, '\n'), next...)
	}
	row := Row{Line: first, Raw: string(r.buf)}
	switch {
	case !utf8.ValidString(row.Raw):
		row.Raw = strings.ToValidUTF8(row.Raw, "\uFFFD")
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
// line is lost, the lines after it are read again. Patience halves each time,
// so that a file full of stray quotes is still read in linear time.
func (r *Reader) giveUp(first, firstLen int) Row {
	raw := strings.ToValidUTF8(string(r.buf[:firstLen]), "\uFFFD")
	if firstLen < len(r.buf) {
		rest := append([]byte(nil), r.buf[firstLen+1:]...)
		rest = append(rest, '\n')
		r.pending = append(rest, r.pending...)
	}
	r.line = first
	r.patience /= 2
	return Row{Line: first, Raw: raw, Fault: FaultOpenQuote}
}

// nextLine gives the next line without its end, valid until the next call.
func (r *Reader) nextLine() ([]byte, error) {
	if len(r.pending) > 0 {
		r.line++
		line, rest, _ := bytes.Cut(r.pending, []byte{'\n'})
		r.pending = rest
		return line, nil
	}
	line, err := r.src.ReadSlice(r.format.LineEnd)
	if errors.Is(err, bufio.ErrBufferFull) {
		line, err = r.longLine(line)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		var known *data.Error
		if errors.As(err, &known) {
			return nil, err
		}
		return nil, data.Wrap(err, data.CodeBadInput,
			"%q could not be read beyond line %d: check the disk it is on, then try again.", r.name, r.line)
	}
	if len(line) == 0 && err != nil {
		return nil, io.EOF
	}
	r.line++
	line = bytes.TrimSuffix(line, []byte{r.format.LineEnd})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// longLine reads on where a line is longer than the buffer.
func (r *Reader) longLine(head []byte) ([]byte, error) {
	long := append([]byte(nil), head...)
	for {
		part, err := r.src.ReadSlice(r.format.LineEnd)
		long = append(long, part...)
		if len(long) > MaxRecord {
			return nil, data.Errorf(data.CodeBadInput,
				"Line %d of %q is longer than 16 MiB: this is no table of rows; check what was exported.", r.line+1, r.name)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return long, err
		}
	}
}

// countingReader counts what was read, for progress shown elsewhere.
type countingReader struct {
	src io.Reader
	n   atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n.Add(int64(n))
	return n, err
}
