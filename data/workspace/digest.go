package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	"zombiezen.com/go/sqlite"
)

// Digest is SHA-256 over what the workspace says: the same for two files with
// the same content, whatever the order of rows, the page layout or the time of
// import. A customer's hash contains its records'.
func (w *Workspace) Digest(ctx context.Context) (digest string, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
		digest, err = computeDigest(conn)
		return err
	})
	return digest, err
}

func computeDigest(conn *sqlite.Conn) (string, error) { return digestHolding(conn, heldHashes) }

// digestHolding computes the digest with so many hashes in memory at once.
func digestHolding(conn *sqlite.Conn, most int) (digest string, err error) {
	tops, customers, owned := &hashSorter{most: most}, &hashSorter{most: most}, &hashSorter{most: most}
	defer func() { err = errors.Join(err, tops.close(), customers.close(), owned.close()) }()
	for _, table := range Registry {
		if !table.Content {
			continue
		}
		into := tops
		switch {
		case table.Owned:
			into = owned
		case table.Name == "customer":
			into = customers
		}
		if err := hashRows(conn, table, into); err != nil {
			return "", fmt.Errorf("digest of table %s: %w", table.Name, err)
		}
	}
	if err := joinHashes(customers, owned, tops); err != nil {
		return "", fmt.Errorf("digest: %w", err)
	}
	tops.sort()
	h := sha256.New()
	for top := tops.next(); top != nil; top = tops.next() {
		h.Write(top.sum[:])
	}
	return hex.EncodeToString(h.Sum(nil)), tops.err
}

// joinHashes makes one hash of each customer and its records. Both come sorted by
// customer, so that one pass joins them; the records without a customer come
// first and stand for themselves.
func joinHashes(customers, owned, tops *hashSorter) error {
	customers.sort()
	owned.sort()
	record := owned.next()
	for ; record != nil && record.owner == 0; record = owned.next() {
		if err := tops.add(*record); err != nil {
			return err
		}
	}
	h := sha256.New()
	for c := customers.next(); c != nil; c = customers.next() {
		h.Reset()
		h.Write(c.sum[:])
		for ; record != nil && record.owner == c.owner; record = owned.next() {
			h.Write(record.sum[:])
		}
		var top rowHash // of no owner, so that all are sorted by what they say
		h.Sum(top.sum[:0])
		if err := tops.add(top); err != nil {
			return err
		}
	}
	return errors.Join(customers.err, owned.err)
}

// hashRows hashes the canonical rows of a table of the registry. In owned tables
// and in customer the first column is the customer and not hashed.
func hashRows(conn *sqlite.Conn, table Table, into *hashSorter) error {
	first := 0
	if table.Owned || table.Name == "customer" {
		first = 1
	}
	var text []byte
	return each(conn, table.Canonical, func(stmt *sqlite.Stmt) error {
		text = append(append(text[:0], table.Name...), 0)
		for column := first; column < stmt.ColumnCount(); column++ {
			text = appendCanonical(text, stmt, column)
		}
		row := rowHash{sum: sha256.Sum256(text)}
		if first == 1 {
			row.owner = stmt.ColumnInt64(0)
		}
		return into.add(row)
	})
}

// appendCanonical writes a value with its type and, for text, its length, so
// that no two rows have the same bytes.
func appendCanonical(text []byte, stmt *sqlite.Stmt, column int) []byte {
	kind := stmt.ColumnType(column)
	text = append(text, byte(kind))
	switch kind {
	case sqlite.TypeInteger:
		text = binary.BigEndian.AppendUint64(text, uint64(stmt.ColumnInt64(column)))
	case sqlite.TypeFloat:
		text = binary.BigEndian.AppendUint64(text, math.Float64bits(stmt.ColumnFloat(column)))
	case sqlite.TypeText:
		value := stmt.ColumnText(column)
		text = binary.BigEndian.AppendUint32(text, uint32(len(value)))
		text = append(text, value...)
	}
	return text
}
