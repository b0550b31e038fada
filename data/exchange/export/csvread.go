package export

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"cxworkbench/data"
)

// mostRecord is how long a record of a folder's file may be, bytes: the texts of
// one row.
const mostRecord = 64 << 20

// csvReader reads what WriteCSV wrote, exactly: line breaks inside quotes stay as
// they are, which encoding/csv changes. Lines may end with LF alone.
type csvReader struct {
	in    *bufio.Reader
	line  int // of the record read last, from 1
	next  int
	text  []byte
	ends  []int
	cells []string
}

func newCSVReader(in io.Reader) *csvReader {
	r := &csvReader{in: bufio.NewReaderSize(in, writeBuffer), next: 1}
	if mark, err := r.in.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		_, _ = r.in.Discard(len(byteOrderMark)) // they were just seen
	}
	return r
}

// read gives the cells of the next record, or io.EOF. The slice is valid until the
// next call, the texts for good.
func (r *csvReader) read() ([]string, error) {
	r.text, r.ends, r.cells = r.text[:0], r.ends[:0], r.cells[:0]
	r.line = r.next
	for more := true; more; {
		var err error
		if more, err = r.field(); err != nil {
			return nil, err
		}
		r.ends = append(r.ends, len(r.text))
	}
	all, from := string(r.text), 0
	for _, end := range r.ends {
		r.cells = append(r.cells, all[from:end])
		from = end
	}
	return r.cells, nil
}

func (r *csvReader) add(part []byte) error {
	if len(r.text)+len(part) > mostRecord {
		return data.Errorf(data.CodeBadInput, "it is longer than %d MB", mostRecord>>20)
	}
	r.text = append(r.text, part...)
	r.next += bytes.Count(part, []byte("\n"))
	return nil
}

// field reads a field and what ends it, and reports whether the record goes on.
func (r *csvReader) field() (more bool, err error) {
	first, err := r.in.ReadByte()
	switch {
	case err == io.EOF && len(r.ends) > 0: // after a comma
		return false, nil
	case err != nil:
		return false, err
	case first == '"':
		return r.quoted()
	}
	if err := r.in.UnreadByte(); err != nil {
		return false, err
	}
	for {
		c, err := r.in.ReadByte()
		switch {
		case err == io.EOF || err == nil && c == '\n':
			r.next++
			return false, nil
		case err != nil:
			return false, err
		case c == ',':
			return true, nil
		case c == '\r':
			return false, r.lineEnd()
		case c == '"':
			return false, data.Errorf(data.CodeBadInput, "a quote stands inside a cell without quotes")
		}
		if err := r.add([]byte{c}); err != nil {
			return false, err
		}
	}
}

// lineEnd reads the LF after a CR.
func (r *csvReader) lineEnd() error {
	if c, err := r.in.ReadByte(); err != nil || c != '\n' {
		return data.Errorf(data.CodeBadInput, "a line ends in a carriage return alone")
	}
	r.next++
	return nil
}

// quoted reads a field after its opening quote.
func (r *csvReader) quoted() (more bool, err error) {
	for {
		part, err := r.in.ReadSlice('"')
		if errors.Is(err, bufio.ErrBufferFull) {
			if err := r.add(part); err != nil {
				return false, err
			}
			continue
		}
		if err == io.EOF {
			return false, data.Errorf(data.CodeBadInput, "a quote is not closed")
		}
		if err != nil {
			return false, err
		}
		if err := r.add(part[:len(part)-1]); err != nil {
			return false, err
		}
		c, err := r.in.ReadByte()
		switch {
		case err == io.EOF || err == nil && c == '\n':
			r.next++
			return false, nil
		case err != nil:
			return false, err
		case c == ',':
			return true, nil
		case c == '\r':
			return false, r.lineEnd()
		case c != '"':
			return false, data.Errorf(data.CodeBadInput, "something stands behind a closing quote")
		}
		if err := r.add([]byte{'"'}); err != nil {
			return false, err
		}
	}
}
