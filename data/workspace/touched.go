package workspace

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// touched says whose records a write concerned.
type touched struct {
	all       bool // more than can be told apart, or not told
	lists     bool // segments or who is in them
	customers map[int64]struct{}
}

// touchedMost is from how many customers on a write counts as touching all: to
// read them one by one would not be faster.
const touchedMost = 64

func (t *touched) add(customer int64) {
	if t.customers == nil {
		t.customers = map[int64]struct{}{}
	}
	t.customers[customer] = struct{}{}
	t.all = t.all || len(t.customers) > touchedMost
}

// note takes in one recorded change of a row.
func (t *touched) note(conn *sqlite.Conn, op *sqlite.ChangesetOperation, change *sqlite.ChangesetIterator) error {
	if t.all {
		return nil
	}
	switch op.TableName {
	case "setting", "stage", "stage_rule", "channel", "touchpoint", "activity", "product", "leave_reason", "metric":
		return nil // small tables, read anew every time
	case "unassigned", "consent", "task", "saved_view":
		return nil // of no matter to analyses
	case "segment", "segment_member":
		t.lists = true
		return nil
	case "customer":
		if op.Type == sqlite.OpDelete {
			t.all = true
			return nil
		}
		return t.noteOwner(0, op, change)
	case "identity", "interaction", "subscription", "stage_change", "response":
		column, err := ownerColumn(conn, op.TableName)
		if err != nil {
			return err
		}
		if op.Type == sqlite.OpUpdate {
			if err := t.noteKept(conn, op, change, column); err != nil {
				return err
			}
		}
		return t.noteOwner(column, op, change)
	}
	t.all = true
	return nil
}

// noteOwner adds the customer that stands in a column before or after a change;
// a record of nobody concerns all.
func (t *touched) noteOwner(column int, op *sqlite.ChangesetOperation, change *sqlite.ChangesetIterator) error {
	var before, after sqlite.Value
	var err error
	if op.Type != sqlite.OpInsert {
		if before, err = change.Old(column); err != nil {
			return fmt.Errorf("read whom a change concerned: %w", err)
		}
	}
	if op.Type != sqlite.OpDelete {
		if after, err = change.New(column); err != nil {
			return fmt.Errorf("read whom a change concerns: %w", err)
		}
	}
	was, is := before.Type() == sqlite.TypeInteger, after.Type() == sqlite.TypeInteger
	if was {
		t.add(before.Int64())
	}
	if is {
		t.add(after.Int64())
	}
	// An update does not name an owner that stays; one that it names on one side
	// only came from nobody or went to nobody, unless it is the key of the row.
	nobody := !was && !is
	if op.Type == sqlite.OpUpdate {
		nobody = column != 0 && was != is
	}
	t.all = t.all || nobody
	return nil
}

// noteKept adds the customer of an updated record, which the change does not name
// where it stayed the same.
func (t *touched) noteKept(conn *sqlite.Conn, op *sqlite.ChangesetOperation, change *sqlite.ChangesetIterator, column int) error {
	row, err := change.Old(0)
	if err != nil {
		return fmt.Errorf("read which record a change concerns: %w", err)
	}
	found := false
	err = sqlitex.Execute(conn, `SELECT customer_id FROM `+op.TableName+` WHERE id = ?`, &sqlitex.ExecOptions{
		Args: []any{row.Int64()},
		ResultFunc: func(stmt *sqlite.Stmt) error {
			if found = !stmt.ColumnIsNull(0); found {
				t.add(stmt.ColumnInt64(0))
			}
			return nil
		},
	})
	t.all = t.all || !found
	return err
}

// ownerColumn is the place of customer_id in a table.
func ownerColumn(conn *sqlite.Conn, table string) (int, error) {
	n, err := number(conn, `SELECT cid FROM pragma_table_info(?) WHERE name = 'customer_id'`, table)
	return int(n), err
}

// recentMost is of how many writes it is known whom they touched.
const recentMost = 64

// recent remembers whom the latest writes touched.
type recent struct {
	mu     sync.Mutex
	first  int64 // revision of writes[0]
	writes []touched
}

func (r *recent) add(revision int64, t touched) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.first+int64(len(r.writes)) != revision { // others, such as an undo, lie between
		r.first, r.writes = revision, nil
	}
	r.writes = append(r.writes, t)
	if len(r.writes) > recentMost {
		r.first++
		r.writes = slices.Delete(r.writes, 0, 1)
	}
}

// Touched gives the customers, in order, whose records the writes after one
// revision and up to another concerned, and whether lists of people did. It is
// false where that is not known: for imports, undo and redo, changes of tickets,
// records without a customer, removed customers, writes long ago, and too many
// customers.
func (w *Workspace) Touched(after, until int64) (customers []int64, lists, known bool) {
	r := &w.recent
	r.mu.Lock()
	defer r.mu.Unlock()
	if after > until || after < until && (after+1 < r.first || until >= r.first+int64(len(r.writes))) {
		return nil, false, false
	}
	all := touched{}
	for revision := after + 1; revision <= until; revision++ {
		t := r.writes[revision-r.first]
		if t.all {
			return nil, false, false
		}
		lists = lists || t.lists
		for c := range t.customers {
			all.add(c)
		}
	}
	return slices.Sorted(maps.Keys(all.customers)), lists, !all.all
}
