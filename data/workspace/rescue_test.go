package workspace_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// pagesOf lists the pages, from 1, that a table and its indexes take.
func pagesOf(t *testing.T, path, table string) (pages []int) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	err = sqlitex.ExecuteTransient(conn, `SELECT pageno FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?)`,
		&sqlitex.ExecOptions{Args: []any{table}, ResultFunc: func(stmt *sqlite.Stmt) error {
			pages = append(pages, stmt.ColumnInt(0))
			return nil
		}})
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages of %s, %v", len(pages), table, err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	return pages
}

// Whatever byte of the customers, their identities and the indexes of both is
// wrong, what is rescued is whole, and what it lacks is counted. One flip in two
// hits the beginning of a page, where its structure is described.
func TestWhatIsRescuedIsWhole(t *testing.T) {
	if raced {
		t.Skip("nothing to see for the race detector")
	}
	w := MustCreate(t)
	addCustomers(t, w, 25, false)
	addPerson(t, w, "Zoë", "zoe@example.com", "A note", data.DayOf(2025, 4, 1))
	mustClose(t, w)
	whole, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	pages := append(pagesOf(t, w.Path(), "identity"), pagesOf(t, w.Path(), "customer")...)
	flips := 60
	if large() {
		flips = 6_000
	}
	random := rand.New(rand.NewPCG(3, 2))
	type flip struct {
		at  int
		bit byte
	}
	all := make([]flip, flips)
	for i := range all {
		within := []int{4096, 160}[i%2]
		all[i] = flip{(pages[random.IntN(len(pages))]-1)*4096 + random.IntN(within), byte(1 + random.IntN(255))}
	}
	var counts tally
	forEach(flips, func(i int) {
		damaged := bytes.Clone(whole)
		damaged[all[i].at] ^= all[i].bit
		folder := t.TempDir()
		path, into := filepath.Join(folder, "damaged.cxw"), filepath.Join(folder, "rescued.cxw")
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Error(err)
			return
		}
		what := fmt.Sprintf("byte %d ^ %#x", all[i].at, all[i].bit)
		report, err := workspace.Rescue(t.Context(), path, into)
		if err != nil {
			t.Errorf("%s: %v; kept as %s", what, err, keep(t, what, path))
			return
		}
		found, err := workspace.Check(t.Context(), into)
		if err != nil || len(found.Findings) > 0 || found.Verdict != workspace.Verified {
			t.Errorf("%s: what was rescued is not whole: %+v, %v; kept as %s", what, found, err, keep(t, what, path, into))
		}
		if report.Complete() {
			counts.add("all is read")
		} else {
			counts.add("part is read")
		}
	})
	counts.log(t, fmt.Sprintf("%d flips in customers, identities and their indexes", flips))
}
