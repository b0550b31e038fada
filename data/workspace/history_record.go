package workspace

import (
	"bytes"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// recordedAtOnce is how many changes of rows that were there before are held in
// memory before they are written to the history.
const recordedAtOnce = 20_000

// recorder writes what a transaction does to the content tables into the
// history: as changesets, except for the rows that an import adds, which are
// found again by the import and only counted here.
type recorder struct {
	conn     *sqlite.Conn
	session  *sqlite.Session
	at       int64 // milliseconds UTC
	label    string
	limit    int64 // bytes of history
	importID int64
	added    int
	pending  int // updates since the last changeset
	change   int64
	rows     int
	bytes    int64
	touched  touched
}

// record begins to record. The caller must call stop.
func record(conn *sqlite.Conn, label string, at, limit int64) (*recorder, error) {
	r := &recorder{conn: conn, label: label, at: at, limit: limit}
	return r, r.start()
}

func (r *recorder) start() error {
	session, err := r.conn.CreateSession("main")
	if err != nil {
		return fmt.Errorf("record the change: %w", err)
	}
	r.session = session
	// By name: a session on all tables would record what FTS5 keeps its index in.
	for _, table := range Registry {
		if !table.Content {
			continue
		}
		if err := session.Attach(table.Name); err != nil {
			return fmt.Errorf("record changes of table %s: %w", table.Name, err)
		}
	}
	return nil
}

func (r *recorder) stop() {
	if r.session != nil {
		r.session.Delete()
		r.session = nil
	}
}

// insert runs a prepared insert of a row. One of an import is only counted: a
// million of them would cost as many entries in memory.
func (tx *Tx) insert(stmt *sqlite.Stmt, o Origin) error {
	if o.ImportID == 0 || tx.history == nil {
		return step(stmt)
	}
	return tx.history.uncounted(o.ImportID, func() error { return step(stmt) })
}

// uncounted runs the insert of a row that is found again by its import.
func (r *recorder) uncounted(importID int64, insert func() error) error {
	r.session.Disable()
	defer r.session.Enable()
	r.importID, r.touched.all = importID, true
	r.added++
	return insert()
}

// updated is called after each update that an import may make by the million.
func (tx *Tx) updated() error {
	if tx.history == nil {
		return nil
	}
	return tx.history.batch()
}

func (r *recorder) batch() error {
	if r.pending++; r.pending < recordedAtOnce {
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	r.stop()
	return r.start()
}

// flush writes what was recorded since the last time as a changeset.
func (r *recorder) flush() error {
	r.pending = 0
	var changeset bytes.Buffer
	if err := r.session.WriteChangeset(&changeset); err != nil {
		return fmt.Errorf("record the change: %w", err)
	}
	if changeset.Len() == 0 {
		return nil
	}
	n, err := operations(changeset.Bytes(), func(op *sqlite.ChangesetOperation, change *sqlite.ChangesetIterator) error {
		return r.touched.note(r.conn, op, change)
	})
	if err != nil {
		return err
	}
	r.rows += n
	if changeset.Len() > largeBlock {
		r.bytes = r.limit + 1
	}
	if r.bytes > r.limit {
		return nil // too large to be undone: finish drops it
	}
	return r.put(blockChangeset, changeset.Bytes())
}

// put appends a block to the change, which is made with its first block.
func (r *recorder) put(kind string, raw []byte) error {
	if err := r.begin(); err != nil {
		return err
	}
	n, err := putBlock(r.conn, r.change, kind, raw)
	r.bytes += n
	return err
}

// begin makes the row of the change and drops what could have been redone.
func (r *recorder) begin() error {
	if r.change != 0 {
		return nil
	}
	if err := dropUndone(r.conn); err != nil {
		return err
	}
	err := sqlitex.Execute(r.conn, `INSERT INTO change (at, label, rows, bytes) VALUES (?, ?, 0, 0)`,
		&sqlitex.ExecOptions{Args: []any{r.at, r.label}})
	r.change = r.conn.LastInsertRowID()
	return err
}

// finish completes the change, where there is one, and keeps the history within
// its limit.
func (r *recorder) finish() error {
	if err := r.flush(); err != nil {
		return err
	}
	r.stop()
	if r.rows+r.added == 0 {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	err := sqlitex.Execute(r.conn, `UPDATE change SET rows = ?, bytes = ?, import_id = ? WHERE id = ?`,
		&sqlitex.ExecOptions{Args: []any{r.rows + r.added, r.bytes, idOrNull(r.importID), r.change}})
	if err != nil {
		return err
	}
	return keepWithin(r.conn, r.limit)
}

// operations counts the rows that a changeset touches and, unless seen is nil,
// shows it each of them.
func operations(changeset []byte, seen func(*sqlite.ChangesetOperation, *sqlite.ChangesetIterator) error) (n int, err error) {
	iterator, err := sqlite.NewChangesetIterator(bytes.NewReader(changeset))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for {
		more, err := iterator.Next()
		if err != nil || !more {
			return n, err
		}
		n++
		if seen == nil {
			continue
		}
		op, err := iterator.Operation()
		if err != nil {
			return n, err
		}
		if err := seen(op, iterator); err != nil {
			return n, err
		}
	}
}
