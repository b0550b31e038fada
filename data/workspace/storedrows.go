package workspace

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// errUnplain says that a table is not laid out in the plain way in which
// eachStored reads it; SQLite may be able to, or can say what is wrong.
var errUnplain = errors.New("the table is not laid out plainly")

// The kinds of pages of a table, their sizes and bounds, all by section 1.6 of
// https://sqlite.org/fileformat2.html.
const (
	leafPage, innerPage     = 0x0d, 0x05
	leafHeader, innerHeader = 8, 12
	deepest                 = 20 // levels of a table; SQLite's own bound
	mostColumns             = 32
)

// eachStored streams the rows of a table whose row ids are in a range, in their
// order, and the first so many columns of each. It asks SQLite for whole pages, as
// they are in the transaction of the connection, and takes the rows out of them
// itself: that takes a fifth of the time of stepping from row to row. With
// errUnplain the rows from next on are still to be read. The row is valid until fn
// returns.
func eachStored(conn *sqlite.Conn, table string, columns int, first, last int64, fn func(id int64, row *storedRow) error) (next int64, err error) {
	t := &storedTable{next: first, last: last, fn: fn}
	t.row.columns = columns
	if t.page, err = conn.Prepare(`SELECT data FROM sqlite_dbpage WHERE pgno = ?`); err != nil {
		return first, err
	}
	if t.left, err = pragmaInt(conn, "page_count"); err != nil {
		return first, err
	}
	root := int64(0)
	err = sqlitex.Execute(conn, `SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?`, &sqlitex.ExecOptions{
		Args:       []any{table},
		ResultFunc: func(stmt *sqlite.Stmt) error { root = stmt.ColumnInt64(0); return nil },
	})
	if err != nil {
		return first, err
	}
	if err := t.begin(); err != nil {
		return first, err
	}
	err = t.read(root, 0)
	return t.next, err
}

// columnsOf gives the places of columns in the rows of a table.
func columnsOf(conn *sqlite.Conn, table string, names ...string) ([]int, error) {
	places := make([]int, len(names))
	for i, name := range names {
		places[i] = -1
		err := sqlitex.Execute(conn, `SELECT cid FROM pragma_table_info(?) WHERE name = ?`, &sqlitex.ExecOptions{
			Args:       []any{table, name},
			ResultFunc: func(stmt *sqlite.Stmt) error { places[i] = stmt.ColumnInt(0); return nil },
		})
		if err != nil {
			return nil, err
		}
		if places[i] < 0 || places[i] >= mostColumns {
			return nil, fmt.Errorf("table %s has no column %s to read", table, name)
		}
	}
	return places, nil
}

// storedTable is a table that is being read.
type storedTable struct {
	page       *sqlite.Stmt
	buffers    [deepest][]byte
	size       int // of a page
	usable     int // of a page
	left       int // pages that may still be read; a damaged table could lead round in a circle
	next, last int64
	row        storedRow
	fn         func(id int64, row *storedRow) error
}

// begin reads the header of the file, section 1.3.
func (t *storedTable) begin() error {
	t.buffers[0] = make([]byte, 100)
	if err := t.load(1, 0); err != nil {
		return err
	}
	header := t.buffers[0]
	t.size = int(binary.BigEndian.Uint16(header[16:]))
	if t.size == 1 {
		t.size = 1 << 16
	}
	t.usable = t.size - int(header[20])
	const utf8 = 1
	if t.usable < 480 || binary.BigEndian.Uint32(header[56:]) != utf8 {
		return errUnplain
	}
	t.buffers[0] = nil
	return nil
}

// load reads a page into the buffer of a level.
func (t *storedTable) load(page int64, level int) error {
	if t.left--; t.left < 0 {
		return errUnplain
	}
	if t.buffers[level] == nil {
		t.buffers[level] = make([]byte, t.size)
	}
	t.page.BindInt64(1, page)
	found, err := t.page.Step()
	if err != nil {
		return err
	}
	if found {
		found = t.page.ColumnBytes(0, t.buffers[level]) == len(t.buffers[level])
	}
	if err := t.page.Reset(); err != nil {
		return err
	}
	if !found {
		return errUnplain
	}
	return nil
}

// read streams the rows of a page and of those below it.
func (t *storedTable) read(page int64, level int) error {
	if page < 2 || level == deepest {
		return errUnplain
	}
	if err := t.load(page, level); err != nil {
		return err
	}
	content := t.buffers[level][:t.usable]
	cells := int(binary.BigEndian.Uint16(content[3:]))
	switch {
	case content[0] == leafPage && leafHeader+2*cells <= len(content):
		return t.leaf(content, cells)
	case content[0] == innerPage && innerHeader+2*cells <= len(content):
		return t.inner(content, cells, level)
	default:
		return errUnplain
	}
}

func (t *storedTable) inner(content []byte, cells, level int) error {
	for i := range cells {
		at := int(binary.BigEndian.Uint16(content[innerHeader+2*i:]))
		if at+4 > len(content) {
			return errUnplain
		}
		highest, n := varint(content[at+4:])
		if n == 0 {
			return errUnplain
		}
		if int64(highest) < t.next {
			continue
		}
		if err := t.read(int64(binary.BigEndian.Uint32(content[at:])), level+1); err != nil || int64(highest) >= t.last {
			return err
		}
	}
	return t.read(int64(binary.BigEndian.Uint32(content[8:])), level+1)
}

func (t *storedTable) leaf(content []byte, cells int) error {
	before := int64(math.MinInt64)
	for i := range cells {
		cell := content[min(int(binary.BigEndian.Uint16(content[leafHeader+2*i:])), len(content)):]
		size, n := varint(cell)
		key, m := varint(cell[n:])
		id := int64(key)
		if n == 0 || m == 0 || size > math.MaxInt32 || i > 0 && id <= before || id == math.MaxInt64 {
			return errUnplain
		}
		before = id
		switch {
		case id < t.next:
			continue
		case id > t.last:
			return nil
		}
		local := t.local(int(size))
		if cell = cell[n+m:]; local > len(cell) || !t.row.parse(cell[:local]) {
			return errUnplain
		}
		if err := t.fn(id, &t.row); err != nil {
			return err
		}
		t.next = id + 1
	}
	return nil
}

// local is how many bytes of a record lie in its own page, section 1.6.
func (t *storedTable) local(size int) int {
	if size <= t.usable-35 {
		return size
	}
	least := (t.usable-12)*32/255 - 23
	if fits := least + (size-least)%(t.usable-4); fits <= t.usable-35 {
		return fits
	}
	return least
}

// storedRow is a record, section 2.1: what lies in the page of its first columns.
type storedRow struct {
	columns int
	content []byte
	kinds   [mostColumns]int32 // "serial types"
	from    [mostColumns]int32
	unplain bool // something was asked for that is not there or of another type
}

// sizes of the values of the kinds below 12.
var sizes = [12]int32{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}

// parse finds the columns, which may lie outside of the page; false for a record
// that has fewer or none.
func (r *storedRow) parse(content []byte) bool {
	header, at := varint(content)
	if at == 0 || header > uint64(len(content)) {
		return false
	}
	r.content, r.unplain = content, false
	kinds, from := content[at:max(at, int(header))], int32(header)
	for c := range r.columns {
		if len(kinds) == 0 {
			return false
		}
		kind, n := uint64(kinds[0]), 1
		if kind >= 0x80 {
			if kind, n = varint(kinds); n == 0 || kind > math.MaxInt32 {
				return false
			}
		}
		kinds = kinds[n:]
		r.kinds[c], r.from[c] = int32(kind), from
		size := int32(kind-12) / 2
		if kind < 12 {
			size = sizes[kind]
		}
		if from > math.MaxInt32-size {
			return false
		}
		from += size
	}
	return true
}

// null reports whether a column has no value.
func (r *storedRow) null(column int) bool { return r.kinds[column] == 0 }

// int gives a whole number, 0 for none.
func (r *storedRow) int(column int) int64 {
	kind, from := r.kinds[column], int(r.from[column])
	switch kind {
	case 0, 8:
		return 0
	case 9:
		return 1
	case 1, 2, 3, 4, 5, 6:
		size := int(sizes[kind])
		if from+size > len(r.content) {
			break
		}
		bytes := r.content[from : from+size]
		n := int64(int8(bytes[0]))
		for _, b := range bytes[1:] {
			n = n<<8 | int64(b)
		}
		return n
	}
	r.unplain = true
	return 0
}

// text gives a text, empty for none, that is valid as long as the row.
func (r *storedRow) text(column int) []byte {
	kind, from := r.kinds[column], int(r.from[column])
	if kind == 0 {
		return nil
	}
	size := int(kind-13) / 2
	if kind < 13 || kind%2 == 0 || from+size > len(r.content) {
		r.unplain = true
		return nil
	}
	return r.content[from : from+size]
}

// day gives a date, data.NoDay for none.
func (r *storedRow) day(column int) data.Day {
	if r.null(column) {
		return data.NoDay
	}
	day, err := data.ParseDay(string(r.text(column)))
	if err != nil {
		r.unplain = true
	}
	return day
}

// varint reads a number of up to nine bytes, section 1.6, and how many it takes; 0
// where it is cut off.
func varint(b []byte) (value uint64, size int) {
	for i := 0; i < len(b) && i < 8; i++ {
		value = value<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return value, i + 1
		}
	}
	if len(b) < 9 {
		return 0, 0
	}
	return value<<8 | uint64(b[8]), 9
}
