package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Undo takes back the newest change that is not undone yet. Where what an import
// added is too much to be kept for Redo, the error has data.CodeConfirm and
// nothing was changed: UndoForGood does it after a yes.
func (w *Workspace) Undo(ctx context.Context) (data.Change, error) { return w.undo(ctx, 0, true) }

// UndoTo takes back every change from the newest to this one, all or none.
func (w *Workspace) UndoTo(ctx context.Context, id int64) (data.Change, error) {
	return w.undo(ctx, id, true)
}

// UndoForGood is UndoTo without a way back: what is undone cannot be redone.
// Id 0 is the newest change.
func (w *Workspace) UndoForGood(ctx context.Context, id int64) (data.Change, error) {
	return w.undo(ctx, id, false)
}

func (w *Workspace) undo(ctx context.Context, id int64, keep bool) (last data.Change, err error) {
	err = w.travel(ctx, "Undo", func(conn *sqlite.Conn) error {
		h, err := readHistory(conn)
		if err != nil {
			return err
		}
		todo, err := upTo(h, id)
		if err != nil {
			return err
		}
		for _, c := range todo {
			if err := undoOne(conn, c, keep, w.historyLimit()); err != nil {
				return err
			}
			crash.Point("undo.change")
			last = c
		}
		last.Undone = true
		if !keep {
			return dropUndone(conn)
		}
		return keepWithin(conn, w.historyLimit())
	})
	return last, err
}

// upTo gives the changes to undo, newest first.
func upTo(h data.History, id int64) ([]data.Change, error) {
	var todo []data.Change
	for _, c := range h.Changes {
		if c.Undone {
			continue
		}
		todo = append(todo, c)
		if c.ID == id || id == 0 {
			return todo, nil
		}
	}
	if id == 0 {
		return nil, data.Errorf(data.CodeNotFound, "There is nothing to undo.")
	}
	return nil, data.Errorf(data.CodeNotFound, "Change %d cannot be undone: it is not in the history any more, or is undone already.", id)
}

// Redo brings back the change that was undone last.
func (w *Workspace) Redo(ctx context.Context) (redone data.Change, err error) {
	err = w.travel(ctx, "Redo", func(conn *sqlite.Conn) error {
		h, err := readHistory(conn)
		if err != nil {
			return err
		}
		_, next := h.Next()
		if next == nil {
			return data.Errorf(data.CodeNotFound, "There is nothing to redo.")
		}
		redone = *next
		redone.Undone = false
		return redoOne(conn, redone)
	})
	return redone, err
}

// History lists what can be undone and redone.
func (w *Workspace) History(ctx context.Context) (h data.History, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		h, err = readHistory(conn)
		return err
	})
	return h, err
}

func readHistory(conn *sqlite.Conn) (h data.History, err error) {
	if h.Dropped, err = droppedChanges(conn); err != nil {
		return h, err
	}
	h.Changes, err = collect(conn, `SELECT id, at, label, rows, undone FROM change ORDER BY id DESC`, func(stmt *sqlite.Stmt) data.Change {
		return data.Change{
			ID: stmt.ColumnInt64(0), At: stmt.ColumnInt64(1), Label: stmt.ColumnText(2), Rows: stmt.ColumnInt(3), Undone: stmt.ColumnBool(4),
		}
	})
	if err != nil {
		return h, fmt.Errorf("read the history: %w", err)
	}
	return h, nil
}

// now is the time by the workspace's clock.
func (w *Workspace) now() time.Time {
	if w.clock == nil {
		return time.Now()
	}
	return w.clock()
}

// SetClock replaces the clock that dates changes.
func (w *Workspace) SetClock(clock func() time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = clock
}

// travel runs undo or redo in one transaction. Foreign keys rest meanwhile: a
// changeset holds what they did to other rows as well, and doing it a second
// time would be a conflict. They hold again afterwards because they held in the
// state that is brought back.
func (w *Workspace) travel(ctx context.Context, label string, work func(*sqlite.Conn) error) error {
	return w.exclusively(func() (err error) {
		if err := foreignKeys(w.writer, false); err != nil {
			return explain(err, w.path, "changed")
		}
		defer func() { err = errors.Join(err, foreignKeys(w.writer, true)) }()
		return w.commit(ctx, label, func() error { return work(w.writer) })
	})
}

func foreignKeys(conn *sqlite.Conn, on bool) error {
	return sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA foreign_keys = %t", on), nil)
}

// undoOne takes a change back and keeps what redo needs, if it is to be kept.
func undoOne(conn *sqlite.Conn, c data.Change, keep bool, limit int64) error {
	err := blocks(conn, c.ID, blockChangeset, true, func(changeset []byte) error {
		if _, err := operations(changeset, nil); err != nil { // InvertChangeset trusts what it reads
			return errors.Join(errBlock, err)
		}
		var inverse bytes.Buffer
		if err := sqlite.InvertChangeset(&inverse, bytes.NewReader(changeset)); err != nil {
			return errors.Join(errBlock, err)
		}
		return apply(conn, inverse.Bytes(), c.Label, "undone")
	})
	if err != nil {
		return err
	}
	importID, err := importOf(conn, c.ID)
	if err != nil {
		return err
	}
	if importID != 0 {
		if err := takeOut(conn, c, importID, keep, limit); err != nil {
			return err
		}
	}
	return sqlitex.Execute(conn, `UPDATE change SET undone = 1 WHERE id = ?`, &sqlitex.ExecOptions{Args: []any{c.ID}})
}

// redoOne brings an undone change back.
func redoOne(conn *sqlite.Conn, c data.Change) error {
	importID, err := importOf(conn, c.ID)
	if err == nil && importID != 0 {
		err = pauseSearch(conn)
	}
	if err != nil {
		return err
	}
	err = blocks(conn, c.ID, blockAdded, false, func(rows []byte) error { return restoreRows(conn, rows) })
	if err != nil {
		return err
	}
	if err := dropAdded(conn, c.ID); err != nil {
		return err
	}
	err = blocks(conn, c.ID, blockChangeset, false, func(changeset []byte) error {
		if _, err := operations(changeset, nil); err != nil {
			return errors.Join(errBlock, err)
		}
		return apply(conn, changeset, c.Label, "redone")
	})
	if err != nil {
		return err
	}
	return sqlitex.Execute(conn, `UPDATE change SET undone = 0 WHERE id = ?`, &sqlitex.ExecOptions{Args: []any{c.ID}})
}

// apply applies a changeset to content tables. A row that is not as the changeset
// knows it ends it.
func apply(conn *sqlite.Conn, changeset []byte, label, done string) error {
	var conflict error
	err := conn.ApplyChangeset(bytes.NewReader(changeset), func(name string) bool {
		table := tableNamed(name)
		return table != nil && table.Content
	}, func(kind sqlite.ConflictType, at *sqlite.ChangesetIterator) sqlite.ConflictAction {
		where := ""
		if op, err := at.Operation(); err == nil { // there is none when all is applied and a reference is broken
			where = op.TableName
		}
		conflict = fmt.Errorf("%s in table %q", kind, where)
		return sqlite.ChangesetAbort
	})
	if conflict != nil {
		return data.Wrap(conflict, data.CodeDamaged, "“%s” cannot be %s: the workspace is not as this change left it; perhaps another program changed it. Nothing was changed.", label, done)
	}
	return err
}
