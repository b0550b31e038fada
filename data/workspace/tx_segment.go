package workspace

import (
	"fmt"

	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// AddList stores the people of some row ids under a name, as they were found as
// of a day. The condition of the segment that they make says who is in the list.
func (tx *Tx) AddList(name, condition string, day data.Day, customers []int64) error {
	id, created, err := tx.named("segment", name, ", condition, day", condition, day.String())
	if err != nil {
		return err
	}
	if !created {
		return taken(name)
	}
	member, err := tx.conn.Prepare(`INSERT OR IGNORE INTO segment_member (segment_id, customer_id) VALUES (?, ?)`)
	if err != nil {
		return fmt.Errorf("add people to list %q: %w", name, err)
	}
	for _, customer := range customers {
		member.BindInt64(1, id)
		member.BindInt64(2, customer)
		if err := step(member); err != nil {
			return fmt.Errorf("add customer %d to list %q: %w", customer, name, err)
		}
		if err := tx.updated(); err != nil {
			return err
		}
	}
	return nil
}

// taken is the error of a name that a segment has already.
func taken(name string) error {
	return data.Errorf(data.CodeBadInput, "There is already a segment %q; choose another name.", name)
}

// SetSegment gives the segment of a name another name, which may be the same, and
// another condition.
func (tx *Tx) SetSegment(name, renamed, condition string) error {
	if renamed != name {
		others, err := tx.ids(`SELECT id FROM segment WHERE name = ?`, renamed)
		if err != nil {
			return fmt.Errorf("look up segment %q: %w", renamed, err)
		}
		if len(others) > 0 {
			return taken(renamed)
		}
	}
	err := sqlitex.Execute(tx.conn, `UPDATE segment SET name = ?, condition = ? WHERE name = ?`,
		&sqlitex.ExecOptions{Args: []any{renamed, condition, name}})
	return tx.ofSegment(name, err)
}

// RemoveSegment removes the segment of a name, and the list where it is one.
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
