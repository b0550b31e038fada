package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// on runs statements on a file as no program of ours would.
func on(t *testing.T, path string, statements ...string) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range append([]string{"PRAGMA writable_schema = ON", "PRAGMA foreign_keys = OFF"}, statements...) {
		err = errors.Join(err, sqlitex.ExecuteTransient(conn, statement, nil))
	}
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
}

// A new file that is not whole is copied once more: without the rows that break a
// rule, which are counted, and with indexes that have every row.
func TestTheSecondPassLeavesOutWhatDoesNotFit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "broken.cxw")
	w, err := Create(t.Context(), path, data.Settings{Name: "Test", Zone: "UTC", Currency: "EUR", AsOf: data.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(w.Write(t.Context(), "Import", func(tx *Tx) error { return addRows(tx, 200) }), w.Close())
	if err != nil {
		t.Fatal(err)
	}
	// An index that lacks three rows: one that is sound, one whose value another
	// row has, one of a customer who is not there.
	on(t, path, `CREATE TEMP TABLE kept AS SELECT * FROM main.sqlite_schema WHERE name = 'identity_external'`,
		`CREATE TABLE hidden AS SELECT * FROM kept`, `DELETE FROM sqlite_schema WHERE name = 'identity_external'`)
	on(t, path, `INSERT INTO identity (customer_id, kind, value) VALUES (1, 'external', 'sound'), (2, 'external', '0'), (4711, 'external', 'nobody')`,
		`INSERT INTO sqlite_schema SELECT * FROM hidden`)
	on(t, path, `DROP TABLE hidden`)
	before, err := Check(t.Context(), path)
	if err != nil || len(before.Findings) < 3 {
		t.Fatalf("the file is not broken as this test needs it: %+v, %v", before, err)
	}

	r := rescue{path: path, into: filepath.Join(t.TempDir(), "rescued.cxw")}
	report := RescueReport{Tables: []RescuedTable{{Name: "identity", Read: 23}, {Name: "segment", Read: 1}}}
	fresh, err := r.secondPass(context.Background(), path, &report)
	if err != nil {
		t.Fatal(err)
	}
	after, err := Check(t.Context(), fresh)
	if err != nil || len(after.Findings) > 0 || after.Verdict != Verified {
		t.Errorf("%+v, %v", after, err)
	}
	want := RescueReport{Tables: []RescuedTable{{Name: "identity", Read: 21, Lost: 2}, {Name: "segment", Lost: 1}}}
	if fmt.Sprint(report) != fmt.Sprint(want) || report.Complete() {
		t.Errorf("it reports %+v, want %+v", report, want)
	}
	if err := r.removeHalfMade(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(r.into)); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
