// Package input opens what the readers of structured formats read: files, or
// streams unpacked from files, in UTF-8, with a limit on what is held in memory.
package input

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cxworkbench/data"
)

// MaxEntry is the longest entry, in bytes, that is read: a line, a record, a
// card, a piece of XML. A longer one means that the file is no list of rows.
const MaxEntry = 16 << 20

// Opener opens a stream at its beginning. It can be called again: readers look
// at a file once for its columns and once for its rows.
type Opener func() (io.ReadCloser, error)

// File gives an opener of an ordinary file and its size in bytes, or says in
// one sentence why the file cannot be read.
func File(path string) (open Opener, size int64, err error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, data.Wrap(err, data.CodeNotFound, "There is no file %q: check its name and folder.", path)
	case err != nil:
		return nil, 0, data.Wrap(err, data.CodeBadInput, "%q cannot be read: check that you may open it.", name)
	case info.IsDir():
		return nil, 0, data.Errorf(data.CodeBadInput, "%q is a folder: choose a file in it.", name)
	case !info.Mode().IsRegular():
		return nil, 0, data.Errorf(data.CodeBadInput, "%q is no ordinary file: save what it gives to a file first.", name)
	case info.Size() == 0:
		return nil, 0, data.Errorf(data.CodeBadInput, "%q is empty: there is nothing to import.", name)
	}
	open = func() (io.ReadCloser, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, data.Wrap(err, data.CodeBadInput, "%q cannot be read: check that you may open it.", name)
		}
		return f, nil
	}
	return open, info.Size(), nil
}

// Stream is an open input as UTF-8 text without a byte order mark. UTF-16 is
// recognised by its mark, or by the zero byte beside a first ASCII character.
// It is for one goroutine, apart from Done.
type Stream struct {
	text   *bufio.Reader
	closer io.Closer
	name   string
	done   atomic.Int64 // bytes read, before decoding
	long   []byte       // a line longer than the buffer
	left   int64        // decoded bytes that may be read before the next Mark
}

// OpenStream opens a stream.
func OpenStream(open Opener, name string) (*Stream, error) {
	src, err := open()
	if err != nil {
		return nil, err
	}
	s := &Stream{closer: src, name: name, left: 2 * MaxEntry}
	raw := bufio.NewReaderSize(counter{src, &s.done}, 64<<10)
	start, err := raw.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		_ = src.Close()
		return nil, s.Explain(err)
	}
	s.text = decoded(raw, string(start))
	return s, nil
}

func decoded(raw *bufio.Reader, start string) *bufio.Reader {
	utf16 := func(order unicode.Endianness) *bufio.Reader {
		d := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
		return bufio.NewReaderSize(transform.NewReader(raw, d), 64<<10)
	}
	switch {
	case strings.HasPrefix(start, "\xEF\xBB\xBF"):
		_, _ = raw.Discard(3)
	case strings.HasPrefix(start, "\xFF\xFE"):
		return utf16(unicode.LittleEndian)
	case strings.HasPrefix(start, "\xFE\xFF"):
		return utf16(unicode.BigEndian)
	case len(start) >= 2 && start[0] != 0 && start[1] == 0:
		return utf16(unicode.LittleEndian)
	case len(start) >= 2 && start[0] == 0 && start[1] != 0:
		return utf16(unicode.BigEndian)
	}
	return raw
}

// Read reads text. More than the limit since the last Mark is an error.
func (s *Stream) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, s.tooLong()
	}
	n, err := s.text.Read(p)
	s.left -= int64(n)
	return n, err
}

// ErrLong says that a line is longer than MaxEntry. OpenStream's Explain makes a
// sentence of it.
var ErrLong = errors.New("line longer than the limit")

// ReadLine gives the next line without its end ("\n" or "\r\n"), valid until the
// next call, or io.EOF. It counts as an entry of its own.
func (s *Stream) ReadLine() ([]byte, error) {
	line, err := s.text.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = append(s.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(s.long) > MaxEntry {
				return nil, ErrLong
			}
			line, err = s.text.ReadSlice('\n')
			s.long = append(s.long, line...)
		}
		line = s.long
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(line) == 0 && err != nil {
		return nil, io.EOF
	}
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

// Mark says that an entry ends here: the limit counts anew.
func (s *Stream) Mark() { s.left = 2 * MaxEntry }

// Done gives how many bytes were read, before decoding. It may be called from
// any goroutine.
func (s *Stream) Done() int64 { return s.done.Load() }

// Close closes what was opened.
func (s *Stream) Close() error { return s.closer.Close() }

// Explain makes a sentence of an error of reading; one that is a sentence
// already stays.
func (s *Stream) Explain(err error) error {
	var known *data.Error
	if errors.As(err, &known) {
		return known
	}
	if errors.Is(err, ErrLong) {
		return s.tooLong()
	}
	return data.Wrap(err, data.CodeBadInput,
		"%q could not be read to its end: check the disk it is on, then try again.", s.name)
}

func (s *Stream) tooLong() error {
	return data.Errorf(data.CodeBadInput,
		"%q has an entry longer than %d MiB: this is no list of rows; check what was exported.", s.name, MaxEntry>>20)
}

// A counter counts the bytes that pass.
type counter struct {
	src  io.Reader
	done *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.done.Add(int64(n))
	return n, err
}

// Columns are the names of a format's columns in the order in which they were
// seen first. The zero value is empty.
type Columns struct {
	names []string
	at    map[string]int
	bytes int // of all names
}

// MaxColumns is how many columns a file may have.
const MaxColumns = 4096

// NewColumns makes columns of names.
func NewColumns(names ...string) *Columns {
	c := &Columns{}
	for _, n := range names {
		c.Add(n)
	}
	return c
}

// Add gives the place of a column, a new one where the name was not seen yet.
func (c *Columns) Add(name string) int {
	if i, ok := c.at[name]; ok {
		return i
	}
	if c.at == nil {
		c.at = make(map[string]int)
	}
	c.at[name] = len(c.names)
	c.names = append(c.names, name)
	c.bytes += len(name)
	return len(c.names) - 1
}

// Find gives the place of a column, or -1.
func (c *Columns) Find(name string) int {
	if i, ok := c.at[name]; ok {
		return i
	}
	return -1
}

// Names gives the columns in order.
func (c *Columns) Names() []string { return c.names }

// Check says in one sentence when there are too many columns, or names too long
// to be names.
func (c *Columns) Check(file string) error {
	if len(c.names) <= MaxColumns && c.bytes <= MaxEntry {
		return nil
	}
	return data.Errorf(data.CodeBadInput,
		"%q has more than %d columns: it is likely one record written as a list; export one record a row.", file, MaxColumns)
}

// Twice is the fault of a row that gives one column two values.
func Twice(column string) string { return fmt.Sprintf("it gives %q twice", column) }
