package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// storedSchemas are workspaces without a row, by the size of their pages.
func storedSchemas(t *testing.T) map[int][]byte {
	t.Helper()
	schemas := map[int][]byte{}
	for _, size := range []int{1024, 4096, 65536} {
		path := filepath.Join(t.TempDir(), "schema.db")
		conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
		if err != nil {
			t.Fatal(err)
		}
		err = errors.Join(sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA page_size = %d", size), nil), migrate(conn, len(migrations())), oneFile(conn), conn.Close())
		if err != nil {
			t.Fatal(err)
		}
		if schemas[size], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}

// storedFile makes a file of a schema with interactions that refer to nothing.
func storedFile(t rapid.TB, path string, schema []byte, rows [][]any) {
	t.Helper()
	if err := os.WriteFile(path, schema, 0o600); err != nil {
		t.Fatal(err)
	}
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(sqlitex.ExecuteTransient(conn, "PRAGMA foreign_keys = OFF", nil), sqlitex.ExecuteTransient(conn, "PRAGMA ignore_check_constraints = ON", nil),
		sqlitex.ExecuteTransient(conn, "PRAGMA synchronous = OFF", nil), sqlitex.ExecuteTransient(conn, "BEGIN", nil))
	for i, row := range rows {
		query := `INSERT OR REPLACE INTO interaction (id, customer_id, activity_id, channel_id, at, day, phase, emotion, outcome, order_ref, amount, note)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		err = errors.Join(err, sqlitex.Execute(conn, query, &sqlitex.ExecOptions{Args: row}))
		if i%7 == 6 {
			err = errors.Join(err, sqlitex.Execute(conn, `DELETE FROM interaction WHERE id = ?`, &sqlitex.ExecOptions{Args: rows[i/2][:1]}))
		}
	}
	if err = errors.Join(err, sqlitex.ExecuteTransient(conn, "COMMIT", nil), conn.Close()); err != nil {
		t.Fatal(err)
	}
}

// readEvents reads a range from the pages as far as they are plain, and by SQL.
func readEvents(t rapid.TB, path string, first, last int64) (stored, all, bySQL []data.Interaction, plain bool) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	s := &Snapshot{conn}
	into := func(out *[]data.Interaction) func(*data.Interaction) error {
		return func(in *data.Interaction) error {
			*out = append(*out, *in)
			return nil
		}
	}
	_, err = s.storedEvents(first, last, into(&stored))
	plain = err == nil
	if err != nil && !errors.Is(err, errUnplain) {
		t.Fatal(err)
	}
	if err := s.EachEvent(first, last, into(&all)); err != nil {
		t.Fatal(err)
	}
	query := fmt.Sprintf(`SELECT %s FROM interaction WHERE id BETWEEN %d AND %d ORDER BY id`, eventColumns, first, last)
	err = each(conn, query, func(stmt *sqlite.Stmt) error {
		var in data.Interaction
		err := scanEvent(stmt, &in)
		bySQL = append(bySQL, in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return stored, all, bySQL, plain
}

// What is taken out of the pages is what SQLite reads, whatever was written.
func TestStoredEventsAreSQLs(t *testing.T) {
	folder, schemas, made := t.TempDir(), storedSchemas(t), 0
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-200, 200), rapid.Just[int64](math.MinInt64), rapid.Just[int64](math.MaxInt64-1))
		ids := rapid.SampledFrom([]*rapid.Generator[int64]{rapid.Int64Range(-5, 300), rapid.Int64Range(1, 1<<40)}).Draw(t, "ids")
		var rows [][]any
		page := rapid.SampledFrom([]int{1024, 4096, 65536}).Draw(t, "page")
		long := page == 1024 // more before the note than surely fits: of a long row a small page keeps 104 bytes
		for range rapid.IntRange(0, 150).Draw(t, "rows") {
			var at, day any
			if at = whole.Draw(t, "at"); rapid.Bool().Draw(t, "dated") {
				at, day = nil, "2025-02-28"
			}
			var emotion any
			if rapid.Bool().Draw(t, "felt") {
				emotion = rapid.Int64Range(-2, 2).Draw(t, "emotion")
			}
			order := strings.Repeat("ö", rapid.SampledFrom([]int{0, 0, 3, 30, 3000}).Draw(t, "order"))
			long = long || len(order) > 300
			rows = append(rows, []any{
				ids.Draw(t, "id"), whole.Draw(t, "customer"), whole.Draw(t, "activity"), rapid.SampledFrom([]any{nil, 1, 0}).Draw(t, "channel"), at, day,
				rapid.SampledFrom([]string{"", "usage", "else"}).Draw(t, "phase"), emotion, "", order, whole.Draw(t, "amount"),
				strings.Repeat("n", rapid.SampledFrom([]int{0, 10, 500, 5000, 70_000}).Draw(t, "note")),
			})
		}
		made++
		path := filepath.Join(folder, fmt.Sprint(made, ".db"))
		storedFile(t, path, schemas[page], rows)
		defer os.Remove(path)
		first := rapid.Int64Range(-10, 200).Draw(t, "first")
		last := first + rapid.SampledFrom([]int64{0, 50, 1 << 41}).Draw(t, "span")
		stored, all, bySQL, plain := readEvents(t, path, first, last)
		if !plain && !long {
			t.Fatal("plain rows were left to SQLite")
		}
		if plain && fmt.Sprint(stored) != fmt.Sprint(bySQL) || fmt.Sprint(all) != fmt.Sprint(bySQL) {
			t.Fatalf("from the pages\n%v\nby SQL\n%v", all, bySQL)
		}
	})
}

// Damaged pages never panic and never lead round in a circle; what is wrong with
// them is for SQLite to say.
func TestStoredRowsOfDamagedPages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "damaged.db")
	var rows [][]any
	for i := range 400 {
		rows = append(rows, []any{i, i, 1, nil, i, nil, "", nil, "", "O", 5, strings.Repeat("n", i%9*10)})
	}
	storedFile(t, path, storedSchemas(t)[1024], rows)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		damaged := bytes.Clone(whole)
		for range rapid.IntRange(1, 200).Draw(t, "flips") { // the schema stays
			at := rapid.IntRange(len(whole)/2, len(whole)-1).Draw(t, "at")
			if rapid.Bool().Draw(t, "in a header") {
				at = at/1024*1024 + at%64
			}
			damaged[at] = rapid.Byte().Draw(t, "byte")
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		before := int64(math.MinInt64)
		_, err = (&Snapshot{conn}).storedEvents(math.MinInt64, math.MaxInt64, func(in *data.Interaction) error {
			if in.ID <= before {
				t.Fatalf("interaction %d after %d", in.ID, before)
			}
			before = in.ID
			return nil
		})
		if err != nil && !errors.Is(err, errUnplain) {
			t.Log(err)
		}
	})
}
