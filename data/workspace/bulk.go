package workspace

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// largeImport is the number of interactions from which on an import may make the
// index anew.
const largeImport = 20_000

// customerIndex is the one index of interactions that an import fills in no order.
const customerIndex = "interaction_customer"

// sortingCache is the page cache while an index is made, bytes.
const sortingCache = 8 << 20

// bulk counts the interactions that an import adds. When there are as many as
// were there before, it takes the index by customer down, which is then made
// anew before the commit: sorting all entries once costs a third of putting each
// in its place, and less again where the index does not fit into the cache.
type bulk struct {
	before  int64 // interactions, as far as row ids tell; -1 while nobody asked
	added   int64
	dropped bool
}

// countBulk is called after each interaction that an import adds.
func (tx *Tx) countBulk() error {
	b := &tx.bulk
	if b.added++; b.added < largeImport || b.dropped {
		return nil
	}
	if b.before == 0 {
		highest, err := number(tx.conn, `SELECT coalesce(max(id), 0) FROM interaction`)
		if err != nil {
			return fmt.Errorf("count the interactions: %w", err)
		}
		b.before = highest - b.added + 1 // never 0, which stands for not known yet
	}
	if b.added < b.before {
		return nil
	}
	b.dropped = true
	return dropCustomerIndex(tx.conn)
}

// finishBulk makes the index anew, where it was taken down.
func (tx *Tx) finishBulk() error {
	if !tx.bulk.dropped {
		return nil
	}
	tx.bulk.dropped = false
	return makeCustomerIndex(tx.conn)
}

func dropCustomerIndex(conn *sqlite.Conn) error {
	if err := sqlitex.ExecuteTransient(conn, `DROP INDEX `+customerIndex, nil); err != nil {
		return fmt.Errorf("take the index down: %w", err)
	}
	return nil
}

// makeCustomerIndex makes the index anew. What SQLite sorts takes as much memory as
// its cache may have, so that gets less meanwhile.
func makeCustomerIndex(conn *sqlite.Conn) (err error) {
	if err := setCache(conn, sortingCache); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, setCache(conn, writerCache)) }()
	return restoreSchema(conn, func(row schemaRow) bool { return row.name == customerIndex })
}

// dropIfHalf takes the index down where the rows that an undo takes out may be half
// of all interactions, and says so: then to follow it entry by entry costs more than
// to make it anew for those that stay, as with an import.
func dropIfHalf(conn *sqlite.Conn, rows int64) (dropped bool, err error) {
	highest, err := number(conn, `SELECT coalesce(max(id), 0) FROM interaction`)
	if err != nil {
		return false, fmt.Errorf("count the interactions: %w", err)
	}
	if rows < largeImport || 2*rows < highest {
		return false, nil
	}
	return true, dropCustomerIndex(conn)
}

// setCache sets the size of a connection's page cache, bytes.
func setCache(conn *sqlite.Conn, bytes int) error {
	return sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA cache_size = -%d", bytes>>10), nil)
}
