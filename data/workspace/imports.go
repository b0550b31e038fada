package workspace

import (
	"fmt"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// BeginImport records that an import of a source (a file's name) runs, at
// milliseconds UTC, and gives its row id for Origin.
func (tx *Tx) BeginImport(source string, at int64) (int64, error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, fmt.Errorf("make an id: %w", err)
	}
	err = sqlitex.Execute(tx.conn, `INSERT INTO import (uid, source, at) VALUES (?, ?, ?)`,
		&sqlitex.ExecOptions{Args: []any{uid.String(), source, at}})
	if err != nil {
		return 0, fmt.Errorf("record the import: %w", err)
	}
	id := tx.conn.LastInsertRowID()
	return id, pauseSearch(tx.conn)
}

// FinishImport stores the counts of an import.
func (tx *Tx) FinishImport(imp data.Import) error {
	err := sqlitex.Execute(tx.conn, `UPDATE import SET read = ?, imported = ?, updated = ?, same = ?, rejected = ?, records = ? WHERE id = ?`,
		&sqlitex.ExecOptions{Args: []any{imp.Read, imp.Imported, imp.Updated, imp.Same, imp.Rejected, imp.Records, imp.ID}})
	if err != nil {
		return fmt.Errorf("record the counts of the import: %w", err)
	}
	return nil
}

// AddReject stores a row that could not be used.
func (tx *Tx) AddReject(importID int64, r data.Reject) error {
	stmt, err := tx.conn.Prepare(`INSERT INTO import_reject (import_id, line, reason, raw) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	stmt.BindInt64(1, importID)
	stmt.BindInt64(2, int64(r.Line))
	stmt.BindText(3, r.Reason)
	stmt.BindText(4, r.Raw)
	if err := step(stmt); err != nil {
		return fmt.Errorf("store a rejected row: %w", err)
	}
	return nil
}

// Rejects gives the first rows of an import that could not be used, at most this
// many, in the order of the file.
func (s *Snapshot) Rejects(importID int64, limit int) (out []data.Reject, err error) {
	err = sqlitex.Execute(s.conn, `SELECT line, reason, raw FROM import_reject WHERE import_id = ? ORDER BY id LIMIT ?`,
		&sqlitex.ExecOptions{Args: []any{importID, limit}, ResultFunc: func(stmt *sqlite.Stmt) error {
			out = append(out, data.Reject{Line: stmt.ColumnInt(0), Reason: stmt.ColumnText(1), Raw: stmt.ColumnText(2)})
			return nil
		}})
	if err != nil {
		return nil, fmt.Errorf("read the rejected rows: %w", err)
	}
	return out, nil
}

func scanImport(stmt *sqlite.Stmt) data.Import {
	return data.Import{
		ID: stmt.ColumnInt64(0), UID: stmt.ColumnText(1), Source: stmt.ColumnText(2), At: stmt.ColumnInt64(3),
		Read: stmt.ColumnInt(4), Imported: stmt.ColumnInt(5), Updated: stmt.ColumnInt(6), Same: stmt.ColumnInt(7),
		Rejected: stmt.ColumnInt(8), Records: stmt.ColumnInt(9),
	}
}
