package workspace

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

const (
	// historyBytes is how much of a workspace file its history may take.
	historyBytes int64 = 64 << 20
	// historyChanges is how many changes the history holds at most.
	historyChanges = 10_000
	// metaDropped is the key in table meta of the number of changes dropped.
	metaDropped = "history_dropped"
)

// historyLimit is the size that the history is kept within, bytes.
func (w *Workspace) historyLimit() int64 {
	if w.limit == 0 {
		return historyBytes
	}
	return w.limit
}

// SetHistoryLimit replaces the size that the history is kept within, bytes, from
// the next change on.
func (w *Workspace) SetHistoryLimit(bytes int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit = bytes
}

// run executes statements that take the same arguments, in order.
func run(conn *sqlite.Conn, statements []string, args ...any) error {
	for _, statement := range statements {
		if err := sqlitex.Execute(conn, statement, &sqlitex.ExecOptions{Args: args}); err != nil {
			return err
		}
	}
	return nil
}

// number reads one number; 0 where there is no row or NULL.
func number(conn *sqlite.Conn, query string, args ...any) (n int64, err error) {
	err = sqlitex.Execute(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt64(0)
		return nil
	}})
	return n, err
}

func importOf(conn *sqlite.Conn, change int64) (int64, error) {
	return number(conn, `SELECT import_id FROM change WHERE id = ?`, change)
}

func droppedChanges(conn *sqlite.Conn) (int, error) {
	n, err := number(conn, `SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?`, metaDropped)
	return int(n), err
}

// dropUndone lets go of what could be redone, and of the imports that are undone
// with it.
func dropUndone(conn *sqlite.Conn) error {
	if n, err := number(conn, `SELECT count(*) FROM change WHERE undone`); err != nil || n == 0 {
		return err
	}
	const imports = `(SELECT import_id FROM change WHERE undone AND import_id IS NOT NULL)`
	err := run(conn, []string{
		`DELETE FROM import_reject WHERE import_id IN ` + imports,
		`DELETE FROM import WHERE id IN ` + imports,
		`DELETE FROM change_block WHERE change_id IN (SELECT id FROM change WHERE undone)`,
		`DELETE FROM change WHERE undone`,
	})
	if err != nil {
		return fmt.Errorf("drop what was undone: %w", err)
	}
	return nil
}

// dropAdded removes the rows that an import added from the history.
func dropAdded(conn *sqlite.Conn, change int64) error {
	return run(conn, []string{
		`DELETE FROM change_block WHERE change_id = ?1 AND kind = '` + blockAdded + `'`,
		`UPDATE change SET bytes = (SELECT coalesce(sum(length(block)), 0) FROM change_block WHERE change_id = ?1) WHERE id = ?1`,
	}, change)
}

// keepWithin drops the oldest changes until the history is within its limits,
// and counts them.
func keepWithin(conn *sqlite.Conn, limit int64) error {
	type entry struct {
		id, bytes int64
		undone    bool
	}
	entries, err := collect(conn, `SELECT id, bytes, undone FROM change ORDER BY id DESC`, func(stmt *sqlite.Stmt) entry {
		return entry{stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnBool(2)}
	})
	if err != nil {
		return err
	}
	total, kept := int64(0), 0
	for kept < min(len(entries), historyChanges) && total+entries[kept].bytes <= limit {
		total += entries[kept].bytes
		kept++
	}
	if kept == len(entries) {
		return nil
	}
	if entries[kept].undone { // what comes after it cannot be redone without it
		if err := dropUndone(conn); err != nil {
			return err
		}
	}
	return drop(conn, entries[kept].id, len(entries)-kept)
}

// drop lets go of the n changes up to one.
func drop(conn *sqlite.Conn, newest int64, n int) error {
	if err := run(conn, []string{`DELETE FROM change_block WHERE change_id <= ?`, `DELETE FROM change WHERE id <= ?`}, newest); err != nil {
		return fmt.Errorf("drop the oldest changes: %w", err)
	}
	before, err := droppedChanges(conn)
	if err != nil {
		return err
	}
	return run(conn, []string{`INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`}, metaDropped, fmt.Sprint(before+n))
}

// forgetHistory empties the history: afterwards nothing can be undone.
func forgetHistory(conn *sqlite.Conn) error {
	if err := dropUndone(conn); err != nil {
		return err
	}
	return run(conn, []string{`DELETE FROM change_block`, `DELETE FROM change`, `DELETE FROM meta WHERE key = '` + metaDropped + `'`})
}

// addedBy is a condition for the rows of a table that an import (?1) added, other
// than those in its changesets; empty for tables where it adds none.
func (t Table) addedBy() string {
	switch {
	case t.Imported:
		return `import_id = ?1`
	case t.Name == "identity":
		return `customer_id IN (SELECT id FROM customer WHERE import_id = ?1)`
	}
	return ""
}

// takeOut removes the rows that an import added, those that refer before those
// referred to, and keeps them in blocks for redo.
func takeOut(conn *sqlite.Conn, c data.Change, importID int64, keep bool, limit int64) error {
	k := &keeper{conn: conn, change: c, limit: limit}
	var err error
	if k.total, err = number(conn, `SELECT sum(bytes) FROM change WHERE undone OR id = ?`, c.ID); err != nil {
		return err
	}
	anew, err := dropIfHalf(conn, int64(c.Rows))
	if err != nil {
		return err
	}
	for i := range Registry {
		table := Registry[len(Registry)-1-i]
		added := table.addedBy()
		if added == "" {
			continue
		}
		if keep {
			if err := k.rows(table.Name, added, importID); err != nil {
				return err
			}
		}
		if err := run(conn, []string{`DELETE FROM ` + table.Name + ` WHERE ` + added}, importID); err != nil {
			return fmt.Errorf("take the rows of the import out of %s: %w", table.Name, err)
		}
	}
	if anew {
		if err := makeCustomerIndex(conn); err != nil {
			return err
		}
	}
	return run(conn, []string{`UPDATE change SET bytes = bytes + ?2 WHERE id = ?1`}, c.ID, k.bytes)
}

// keeper writes rows that are taken out to the history.
type keeper struct {
	conn   *sqlite.Conn
	change data.Change
	limit  int64
	total  int64 // bytes of all that is undone
	bytes  int64 // bytes of what this undo adds to it
}

func (k *keeper) rows(table, where string, importID int64) error {
	var block []byte
	head := 0
	flush := func() error {
		if len(block) == head {
			return nil
		}
		n, err := putBlock(k.conn, k.change.ID, blockAdded, block)
		k.bytes, k.total, block = k.bytes+n, k.total+n, block[:head]
		if err == nil && k.total > k.limit {
			return data.Errorf(data.CodeConfirm, "Undoing “%s” takes out more than the history can keep, so it could not be redone; nothing was changed yet.", k.change.Label)
		}
		return err
	}
	err := sqlitex.Execute(k.conn, `SELECT * FROM `+table+` WHERE `+where, &sqlitex.ExecOptions{Args: []any{importID}, ResultFunc: func(stmt *sqlite.Stmt) error {
		if block == nil {
			block = blockHead(table, stmt)
			head = len(block)
		}
		for column := range stmt.ColumnCount() {
			block = appendValue(block, stmt, column)
		}
		if len(block) < blockSize {
			return nil
		}
		return flush()
	}})
	if err = errors.Join(err, flush()); err != nil {
		return fmt.Errorf("keep the rows of the import: %w", err)
	}
	return nil
}
