package workspace

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// The kinds of blocks of a change.
const (
	blockChangeset = "changeset"
	blockAdded     = "added"
)

const (
	blockSize  = 1 << 20  // bytes of rows in a block, before it is compressed
	largeBlock = 64 << 20 // a longer one was not made by us
	smallBlock = 4 << 10  // a shorter one is kept as it is
)

// How a block is kept: its first byte.
const (
	packedNot byte = iota
	packedFlate
)

func pack(raw []byte) ([]byte, error) {
	if len(raw) < smallBlock {
		return append([]byte{packedNot}, raw...), nil
	}
	out := bytes.NewBuffer([]byte{packedFlate})
	w, err := flate.NewWriter(out, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(raw)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unpack(block []byte) ([]byte, error) {
	if len(block) == 0 {
		return nil, errBlock
	}
	if block[0] == packedNot {
		return block[1:], nil
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(block[1:])), largeBlock+1))
	if err != nil || len(raw) > largeBlock {
		return nil, errors.Join(errBlock, err)
	}
	return raw, nil
}

// errBlock is a block that we did not make, or that is damaged.
var errBlock = data.Errorf(data.CodeDamaged, "The history of the workspace does not read back, so nothing was changed; what the workspace says is not affected.")

// putBlock appends a block to a change and gives its size in the file.
func putBlock(conn *sqlite.Conn, change int64, kind string, raw []byte) (int64, error) {
	crash.Point("undo.block")
	block, err := pack(raw)
	if err != nil {
		return 0, err
	}
	err = sqlitex.Execute(conn, `INSERT INTO change_block (change_id, kind, block) VALUES (?, ?, ?)`,
		&sqlitex.ExecOptions{Args: []any{change, kind, block}})
	return int64(len(block)), err
}

// blocks gives the blocks of a kind of a change to use, oldest first or newest
// first.
func blocks(conn *sqlite.Conn, change int64, kind string, newestFirst bool, use func(raw []byte) error) error {
	ids, err := (&Tx{conn: conn}).ids(`SELECT id FROM change_block WHERE change_id = ? AND kind = ? ORDER BY id`, change, kind)
	if err != nil {
		return err
	}
	for i := range ids {
		id := ids[i]
		if newestFirst {
			id = ids[len(ids)-1-i]
		}
		var block []byte
		err := sqlitex.Execute(conn, `SELECT block FROM change_block WHERE id = ?`, &sqlitex.ExecOptions{
			Args: []any{id},
			ResultFunc: func(stmt *sqlite.Stmt) error {
				block = make([]byte, stmt.ColumnLen(0))
				stmt.ColumnBytes(0, block)
				return nil
			},
		})
		if err != nil {
			return err
		}
		raw, err := unpack(block)
		if err != nil {
			return err
		}
		if err := use(raw); err != nil {
			return err
		}
	}
	return nil
}

// A block of added rows is the table's name, the number of its columns, their
// names, and then the values of row after row.

func appendText(raw []byte, text string) []byte {
	raw = binary.AppendUvarint(raw, uint64(len(text)))
	return append(raw, text...)
}

func blockHead(table string, stmt *sqlite.Stmt) []byte {
	head := appendText(nil, table)
	head = binary.AppendUvarint(head, uint64(stmt.ColumnCount()))
	for i := range stmt.ColumnCount() {
		head = appendText(head, stmt.ColumnName(i))
	}
	return head
}

func appendValue(raw []byte, stmt *sqlite.Stmt, column int) []byte {
	kind := stmt.ColumnType(column)
	raw = append(raw, byte(kind))
	switch kind {
	case sqlite.TypeInteger:
		raw = binary.AppendVarint(raw, stmt.ColumnInt64(column))
	case sqlite.TypeFloat:
		raw = binary.BigEndian.AppendUint64(raw, math.Float64bits(stmt.ColumnFloat(column)))
	case sqlite.TypeText:
		raw = appendText(raw, stmt.ColumnText(column))
	case sqlite.TypeBlob:
		raw = binary.AppendUvarint(raw, uint64(stmt.ColumnLen(column)))
		at := len(raw)
		raw = append(raw, make([]byte, stmt.ColumnLen(column))...)
		stmt.ColumnBytes(column, raw[at:])
	}
	return raw
}

// restoreRows inserts the rows of a block as they were, row ids included.
func restoreRows(conn *sqlite.Conn, raw []byte) (err error) {
	crash.Point("redo.block")
	r := &blockReader{rest: raw}
	name := r.text()
	columns := make([]string, r.count(100))
	for i := range columns {
		columns[i] = quoted(r.text())
	}
	if table := tableNamed(name); r.bad || table == nil || !table.Content {
		return errBlock
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	stmt, _, err := conn.PrepareTransient(fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, name, strings.Join(columns, ", "), marks))
	if err != nil {
		return errors.Join(errBlock, err)
	}
	defer func() { err = errors.Join(err, stmt.Finalize()) }()
	for len(r.rest) > 0 {
		for i := range columns {
			r.bind(stmt, i+1)
		}
		if r.bad {
			return errBlock
		}
		if err := step(stmt); err != nil {
			return fmt.Errorf("bring back a row of %s: %w", name, err)
		}
	}
	return nil
}

func tableNamed(name string) *Table {
	for i := range Registry {
		if Registry[i].Name == name {
			return &Registry[i]
		}
	}
	return nil
}

// blockReader reads what appendText and appendValue wrote. bad is set when the
// bytes are not theirs.
type blockReader struct {
	rest []byte
	bad  bool
}

func (r *blockReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return make([]byte, min(max(n, 0), 8))
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

func (r *blockReader) count(most int) int {
	n, used := binary.Uvarint(r.rest)
	r.take(used)
	if used <= 0 || n > uint64(most) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *blockReader) bytes() []byte { return r.take(r.count(len(r.rest))) }

func (r *blockReader) text() string { return string(r.bytes()) }

func (r *blockReader) bind(stmt *sqlite.Stmt, param int) {
	switch sqlite.ColumnType(r.take(1)[0]) {
	case sqlite.TypeInteger:
		n, used := binary.Varint(r.rest)
		r.take(used)
		r.bad = r.bad || used <= 0
		stmt.BindInt64(param, n)
	case sqlite.TypeFloat:
		stmt.BindFloat(param, math.Float64frombits(binary.BigEndian.Uint64(r.take(8))))
	case sqlite.TypeText:
		stmt.BindText(param, r.text())
	case sqlite.TypeBlob:
		stmt.BindBytes(param, r.bytes())
	case sqlite.TypeNull:
		stmt.BindNull(param)
	default:
		r.bad = true
	}
}
