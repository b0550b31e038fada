package workspace

import (
	"errors"
	"testing"

	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// A large import makes the index by customer anew: the schema is ours afterwards,
// the file whole, undo takes everything back, and an import that fails in between
// leaves all as it was.
func TestALargeImportKeepsTheIndex(t *testing.T) {
	w := benchWorkspace(t)
	digest := func() string {
		d, err := w.Digest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	whole := func(when string) {
		t.Helper()
		err := w.read(t.Context(), func(conn *sqlite.Conn) error {
			var r CheckReport
			if err := errors.Join(checkSchema(conn), r.structure(conn)); err != nil {
				return err
			}
			for _, finding := range r.Findings {
				t.Errorf("%s: %s", when, finding)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	before := digest()
	rows := func(n int, fail error, dropped bool) error {
		return w.Write(t.Context(), "Import", func(tx *Tx) error {
			err := addRows(tx, n)
			if tx.bulk.dropped != dropped {
				t.Errorf("%d rows: the index is down: %v", n, tx.bulk.dropped)
			}
			return errors.Join(err, fail)
		})
	}
	stopped := data.Errorf(data.CodeCancelled, "Stopped.")
	if err := rows(largeImport+10, stopped, true); data.CodeOf(err) != data.CodeCancelled || digest() != before {
		t.Errorf("stopped: %v", err)
	}
	whole("after a large import that was stopped")
	if err := rows(largeImport+10, nil, true); err != nil {
		t.Fatal(err)
	}
	whole("after a large import")
	first := digest()
	if err := w.Write(t.Context(), "Import", func(tx *Tx) error { return addMore(t, tx, 2*largeImport, true) }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context()); err != nil || digest() != first {
		t.Errorf("undo of a second one: %v", err)
	}
	whole("after the undo of a second one")
	if _, err := w.Undo(t.Context()); err != nil || digest() != before {
		t.Errorf("undo: %v", err)
	}
	whole("after its undo")
}

// An import that adds little to what is there leaves the index in its place.
func TestASmallImportLeavesTheIndex(t *testing.T) {
	w := benchWorkspace(t)
	if err := w.Write(t.Context(), "Import", func(tx *Tx) error { return addRows(tx, 3*largeImport) }); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(t.Context(), "Import", func(tx *Tx) error { return addMore(t, tx, largeImport+10, false) }); err != nil {
		t.Error(err)
	}
}

// addMore imports interactions of one customer who is there.
func addMore(t *testing.T, tx *Tx, n int, dropped bool) error {
	id, err := tx.BeginImport("more.csv", 0)
	for i := 0; i < n && err == nil; i++ {
		err = tx.AddInteraction(&data.Interaction{CustomerID: 1, ActivityID: 1, When: data.AtMillis(int64(i))}, Origin{ImportID: id, Ordinal: i + 1}, 0)
	}
	if tx.bulk.dropped != dropped {
		t.Errorf("%d more: the index is down: %v", n, tx.bulk.dropped)
	}
	return err
}
