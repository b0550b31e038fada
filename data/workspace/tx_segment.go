package workspace

import (
	"fmt"

	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// SetSegment gives the segment of a name another name, which may be the same, and
// another condition.
func (tx *Tx) SetSegment(name, renamed, condition string) error {
	if renamed != name {
		taken, err := tx.ids(`SELECT id FROM segment WHERE name = ?`, renamed)
		if err != nil {
			return fmt.Errorf("look up segment %q: %w", renamed, err)
		}
		if len(taken) > 0 {
			return data.Errorf(data.CodeBadInput, "There is already a segment %q; choose another name.", renamed)
		}
	}
	err := sqlitex.Execute(tx.conn, `UPDATE segment SET name = ?, condition = ? WHERE name = ?`,
		&sqlitex.ExecOptions{Args: []any{renamed, condition, name}})
	return tx.ofSegment(name, err)
}

// RemoveSegment removes the segment of a name.
func (tx *Tx) RemoveSegment(name string) error {
	err := sqlitex.Execute(tx.conn, `DELETE FROM segment WHERE name = ?`, &sqlitex.ExecOptions{Args: []any{name}})
	return tx.ofSegment(name, err)
}

// ofSegment tells how a statement about one segment ended.
func (tx *Tx) ofSegment(name string, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("change segment %q: %w", name, err)
	case tx.conn.Changes() == 0:
		return data.Errorf(data.CodeNotFound, "There is no segment %q any more; nothing was changed.", name)
	}
	return tx.updated()
}
