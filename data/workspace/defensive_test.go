package workspace

import (
	"path/filepath"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// In defensive mode the tables behind a search index cannot be written directly.
func TestDefensiveModeIsOn(t *testing.T) {
	conn, err := sqlite.OpenConn(filepath.Join(t.TempDir(), "x.db"), sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteTransient(conn, "CREATE VIRTUAL TABLE s USING fts5(x)", nil); err != nil {
		t.Fatal(err)
	}
	const write = "DELETE FROM s_data"
	if err := sqlitex.ExecuteTransient(conn, write, nil); err != nil {
		t.Fatalf("before: %v", err)
	}
	if err := setDefensive(conn); err != nil {
		t.Fatal(err)
	}
	if err := sqlitex.ExecuteTransient(conn, write, nil); err == nil {
		t.Error("a shadow table could be written")
	}
}
