package workspace

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

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

type rowHash struct {
	owner int64 // customer row id; 0 for records without one
	sum   [sha256.Size]byte
}

func compareHashes(a, b rowHash) int {
	if a.owner != b.owner {
		return int(max(-1, min(1, a.owner-b.owner)))
	}
	return bytes.Compare(a.sum[:], b.sum[:])
}

func computeDigest(conn *sqlite.Conn) (string, error) {
	records, err := ownedRows(conn)
	if err != nil {
		return "", err
	}
	var tops, customers []rowHash
	owned := make([]rowHash, 0, records) // growing it would need as much again
	for _, table := range Registry {
		if !table.Content {
			continue
		}
		into := &tops
		switch {
		case table.Owned:
			into = &owned
		case table.Name == "customer":
			into = &customers
		}
		if err := hashRows(conn, table, into); err != nil {
			return "", fmt.Errorf("digest of table %s: %w", table.Name, err)
		}
	}
	slices.SortFunc(owned, compareHashes)
	slices.SortFunc(customers, compareHashes)
	// Both are sorted by customer now, so that one pass joins them; the records
	// without a customer come first and stand for themselves.
	next := 0
	for ; next < len(owned) && owned[next].owner == 0; next++ {
		tops = append(tops, owned[next])
	}
	for _, c := range customers {
		h := sha256.New()
		h.Write(c.sum[:])
		for ; next < len(owned) && owned[next].owner == c.owner; next++ {
			h.Write(owned[next].sum[:])
		}
		tops = append(tops, rowHash{sum: [sha256.Size]byte(h.Sum(nil))})
	}
	for i := range tops {
		tops[i].owner = 0
	}
	slices.SortFunc(tops, compareHashes)
	h := sha256.New()
	for _, top := range tops {
		h.Write(top.sum[:])
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// ownedRows counts the records that belong to customers.
func ownedRows(conn *sqlite.Conn) (n int64, err error) {
	for _, table := range Registry {
		if !table.Content || !table.Owned {
			continue
		}
		err := each(conn, "SELECT count(*) FROM "+table.Name, func(stmt *sqlite.Stmt) error {
			n += stmt.ColumnInt64(0)
			return nil
		})
		if err != nil {
			return 0, fmt.Errorf("count table %s: %w", table.Name, err)
		}
	}
	return n, nil
}

// hashRows hashes the canonical rows of a table of the registry. In owned tables
// and in customer the first column is the customer and not hashed.
func hashRows(conn *sqlite.Conn, table Table, into *[]rowHash) error {
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
		*into = append(*into, row)
		return nil
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
