package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// Verdict is what the comparison of a workspace with its stored digest says.
type Verdict string

// The verdicts.
const (
	Verified Verdict = "verified" // the content is what was stored
	Unstored Verdict = "unstored" // no digest was stored since the last change
	Differs  Verdict = "differs"  // damaged, or changed by another program
)

// metaDigest is the key in table meta of the stored digest: revision, form and
// digest, separated by blanks.
const metaDigest = "digest"

// digestForm names the way the digest is made up. A digest of another form,
// stored by another version of the program, cannot be compared.
var digestForm = sync.OnceValue(func() string {
	h := sha256.New()
	for _, table := range Registry {
		if table.Content {
			fmt.Fprintf(h, "%s\x00%t\x00%s\x00", table.Name, table.Owned, table.Canonical)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
})

// storedDigest reads the digest that was stored for the revision that the file
// has; empty where there is none.
func storedDigest(conn *sqlite.Conn) (string, error) {
	revision, err := revisionOf(conn)
	if err != nil {
		return "", err
	}
	digest := ""
	err = each(conn, `SELECT value FROM meta WHERE key = '`+metaDigest+`'`, func(stmt *sqlite.Stmt) error {
		parts := strings.Split(stmt.ColumnText(0), " ")
		if len(parts) == 3 && parts[0] == strconv.FormatInt(revision, 10) && parts[1] == digestForm() {
			digest = parts[2]
		}
		return nil
	})
	return digest, err
}

// storeDigest computes the digest and stores it, unless that was done since the
// last change.
func (w *Workspace) storeDigest() (err error) {
	end, err := sqlitex.ImmediateTransaction(w.writer)
	if err != nil {
		return err
	}
	defer end(&err)
	stored, err := storedDigest(w.writer)
	if err != nil || stored != "" {
		return err
	}
	digest, err := computeDigest(w.writer)
	if err != nil {
		return err
	}
	return putDigest(w.writer, digest)
}

func putDigest(conn *sqlite.Conn, digest string) error {
	revision, err := revisionOf(conn)
	if err != nil {
		return err
	}
	return sqlitex.Execute(conn, `INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2`,
		&sqlitex.ExecOptions{Args: []any{metaDigest, fmt.Sprintf("%d %s %s", revision, digestForm(), digest)}})
}

// Verify compares the content with the digest stored at the last close or save
// point. Where none is stored, a save point is made.
func (w *Workspace) Verify(ctx context.Context) (verdict Verdict, err error) {
	var digest string
	var revision int64
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
		if revision, err = revisionOf(conn); err != nil {
			return err
		}
		verdict, digest, err = verify(conn)
		return err
	})
	if err != nil || verdict != Unstored || w.holder != nil {
		return verdict, err
	}
	return verdict, w.savePoint(revision, digest)
}

// savePoint stores a digest if the content is still that of the revision.
func (w *Workspace) savePoint(revision int64, digest string) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	end, err := sqlitex.ImmediateTransaction(w.writer)
	if err != nil {
		return explain(err, w.path, "changed")
	}
	defer func() {
		end(&err)
		err = explain(err, w.path, "changed")
	}()
	now, err := revisionOf(w.writer)
	if err != nil || now != revision {
		return err
	}
	return putDigest(w.writer, digest)
}

// verify compares the content seen by a connection with its stored digest.
func verify(conn *sqlite.Conn) (verdict Verdict, digest string, err error) {
	stored, err := storedDigest(conn)
	if err != nil {
		return "", "", err
	}
	if digest, err = computeDigest(conn); err != nil {
		return "", "", err
	}
	switch stored {
	case "":
		return Unstored, digest, nil
	case digest:
		return Verified, digest, nil
	}
	return Differs, digest, nil
}

// sameRows compares every row of every table of two databases.
func sameRows(ctx context.Context, a, b *sqlite.Conn) (bool, error) {
	sumA, errA := hashAll(ctx, a)
	sumB, errB := hashAll(ctx, b)
	return sumA == sumB, errors.Join(errA, errB)
}

// hashAll hashes every row of every table, whatever the version of the file.
func hashAll(ctx context.Context, conn *sqlite.Conn) (sum [sha256.Size]byte, err error) {
	defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
	tables, err := collect(conn, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
		func(stmt *sqlite.Stmt) string { return stmt.ColumnText(0) })
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	var row []byte
	for _, table := range tables {
		fmt.Fprintf(h, "%s\x00", table)
		err := sqlitex.ExecuteTransient(conn, `SELECT * FROM `+quoted(table), &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			row = row[:0]
			for column := range stmt.ColumnCount() {
				row = appendCanonical(row, stmt, column)
				if stmt.ColumnType(column) == sqlite.TypeBlob {
					at := len(row)
					row = append(row, make([]byte, stmt.ColumnLen(column))...)
					stmt.ColumnBytes(column, row[at:])
				}
			}
			h.Write(row)
			return nil
		}})
		if err != nil {
			return sum, err
		}
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// quoted is a name as SQL writes it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
