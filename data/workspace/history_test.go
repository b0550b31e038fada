package workspace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// mustOpenNew makes a workspace that is closed with the test.
func mustOpenNew(t *testing.T) *workspace.Workspace {
	t.Helper()
	w := MustCreate(t)
	t.Cleanup(func() { mustClose(t, w) })
	return w
}

// mustImport imports customers first to last, each with a name.
func mustImport(t *testing.T, w *workspace.Workspace, name string, first, last int) {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("customer,name,email,start,amount\n")
	for i := first; i <= last; i++ {
		fmt.Fprintf(&rows, "C%d,%s %d,c%d@example.com,2025-01-0%d,%d\n", i, name, i, i, 1+i%9, i%50)
	}
	path := filepath.Join(t.TempDir(), "rows.csv")
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := exchange.Prepare(path, exchange.Defaults(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)))
	if err != nil || plan.Problem != nil {
		t.Fatal(err, plan.Problem)
	}
	if _, err := exchange.Run(t.Context(), w, plan, nil); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, w *workspace.Workspace, name string) {
	t.Helper()
	err := w.Write(t.Context(), "Rename to "+name, func(tx *workspace.Tx) error {
		s := settings
		s.Name = name
		return tx.SetSettings(s)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func mustHistory(t *testing.T, w *workspace.Workspace) data.History {
	t.Helper()
	h, err := w.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func mustMove(t *testing.T, move func(context.Context) (data.Change, error)) data.Change {
	t.Helper()
	c, err := move(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantContent compares the rows of a workspace with those it should have.
func wantContent(t *testing.T, w *workspace.Workspace, want, when string) {
	t.Helper()
	if content(t, w.Path()) != want {
		t.Errorf("%s the content is another", when)
	}
}

func wantCode(t *testing.T, err error, code data.Code, says string) {
	t.Helper()
	if err == nil || data.CodeOf(err) != code || !strings.Contains(data.Sentence(err), says) {
		t.Errorf("got %v (%s), want %s with %q", err, data.CodeOf(err), code, says)
	}
}

func imports(t *testing.T, w *workspace.Workspace) (n int) {
	t.Helper()
	err := w.Snapshot(t.Context(), func(s *workspace.Snapshot) error {
		all, err := s.Imports()
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// alter changes the file as another program would.
func alter(t *testing.T, w *workspace.Workspace, script string) {
	t.Helper()
	conn, err := sqlite.OpenConn(w.Path(), sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteScript(conn, script, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAnImportWithUpdatesIsUndoneAndRedone(t *testing.T) {
	w := MustCreate(t)
	mustImport(t, w, "Name", 1, 700)
	before := content(t, w.Path())
	mustImport(t, w, "Other", 300, 3000)
	after := content(t, w.Path())
	for range 2 {
		if c := mustMove(t, w.Undo); c.Label != "Import rows.csv" || !c.Undone {
			t.Errorf("undone %+v", c)
		}
		wantContent(t, w, before, "after undo")
		if n := imports(t, w); n != 1 {
			t.Errorf("%d imports are listed after undo", n)
		}
		mustClose(t, w)
		var err error
		if w, err = workspace.Open(t.Context(), w.Path()); err != nil {
			t.Fatal(err)
		}
		if c := mustMove(t, w.Redo); c.Undone {
			t.Errorf("redone %+v", c)
		}
		wantContent(t, w, after, "after redo")
	}
	if n := imports(t, w); n != 2 {
		t.Errorf("%d imports are listed after redo", n)
	}
	mustClose(t, w)
}

func TestManyUpdatesAreRecordedInBatches(t *testing.T) {
	w := mustOpenNew(t)
	addCustomers(t, w, 2, false)
	before := content(t, w.Path())
	// Both rows are in every batch, so that their order matters.
	err := w.Write(t.Context(), "Rename again and again", func(tx *workspace.Tx) error {
		for i := range 50_001 {
			if err := tx.UpdateCustomer(&data.Customer{ID: int64(1 + i%2), Name: fmt.Sprint("Name ", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after := content(t, w.Path())
	if c := mustHistory(t, w).Changes[0]; c.Rows != 3*2 {
		t.Errorf("the change is of %d rows", c.Rows)
	}
	mustMove(t, w.Undo)
	wantContent(t, w, before, "after undo")
	mustMove(t, w.Redo)
	wantContent(t, w, after, "after redo")
}

func TestHistorySaysWhatWhenAndHowMuch(t *testing.T) {
	w := mustOpenNew(t)
	w.SetClock(func() time.Time { return time.UnixMilli(1234) })
	addCustomers(t, w, 3, false)
	rename(t, w, settings.Name) // as it was
	h := mustHistory(t, w)
	want := data.Change{ID: 1, At: 1234, Label: "Add customers", Rows: 1 + 3*5}
	if len(h.Changes) != 1 || h.Changes[0] != want || h.Dropped != 0 {
		t.Errorf("the history is %+v, want %+v", h, want)
	}
	undo, redo := h.Next()
	if undo == nil || undo.ID != 1 || redo != nil {
		t.Errorf("next are %v and %v", undo, redo)
	}
}

func TestRevisionRisesWithUndoAndRedo(t *testing.T) {
	w := mustOpenNew(t)
	var told []int64
	w.OnWrite(func(revision int64) { told = append(told, revision) })
	rename(t, w, "One")
	mustMove(t, w.Undo)
	mustMove(t, w.Redo)
	if fmt.Sprint(told) != "[1 2 3]" {
		t.Errorf("told of revisions %v", told)
	}
}

func TestANewChangeDropsWhatCouldBeRedone(t *testing.T) {
	w := mustOpenNew(t)
	rename(t, w, "One")
	mustImport(t, w, "Name", 1, 5)
	mustMove(t, w.Undo)
	rename(t, w, "Two")
	_, err := w.Redo(t.Context())
	wantCode(t, err, data.CodeNotFound, "nothing to redo")
	if h := mustHistory(t, w); len(h.Changes) != 2 || h.Changes[0].Label != "Rename to Two" || h.Dropped != 0 {
		t.Errorf("the history is %+v", h)
	}
	mustImport(t, w, "Name", 1, 5) // none of its rows counts as there already
	if n := imports(t, w); n != 1 {
		t.Errorf("%d imports are listed", n)
	}
}

func TestUndoToIsAllOrNothing(t *testing.T) {
	w := mustOpenNew(t)
	for i := range 4 {
		rename(t, w, fmt.Sprint("Name ", i))
	}
	_, err := w.UndoTo(t.Context(), 9)
	wantCode(t, err, data.CodeNotFound, "not in the history")
	mustMove(t, func(ctx context.Context) (data.Change, error) { return w.UndoTo(ctx, 2) })
	if s, err := w.Settings(t.Context()); err != nil || s.Name != "Name 0" {
		t.Errorf("the name is %q, %v", s.Name, err)
	}
	_, err = w.UndoTo(t.Context(), 2)
	wantCode(t, err, data.CodeNotFound, "undone already")
}

func TestAConflictChangesNothing(t *testing.T) {
	for name, script := range map[string]string{
		"changed": `UPDATE subscription SET monthly = 1 WHERE customer_id = 2`,
		"removed": `DELETE FROM subscription WHERE customer_id = 2`,
	} {
		t.Run(name, func(t *testing.T) {
			w := mustOpenNew(t)
			addCustomers(t, w, 3, false)
			alter(t, w, script)
			before := content(t, w.Path())
			_, err := w.Undo(t.Context())
			wantCode(t, err, data.CodeDamaged, "“Add customers” cannot be undone")
			wantContent(t, w, before, "after the conflict")
			if h := mustHistory(t, w); len(h.Changes) != 1 || h.Changes[0].Undone {
				t.Errorf("the history is %+v", h)
			}
			rename(t, w, "Still works")
		})
	}
}

func TestReferencesHoldAgainAfterUndo(t *testing.T) {
	w := mustOpenNew(t)
	addCustomers(t, w, 1, false)
	gone, stop := context.WithCancel(t.Context())
	stop()
	_, err := w.Undo(gone)
	wantCode(t, err, data.CodeCancelled, "nothing was changed")
	mustMove(t, w.Undo)
	err = w.Write(t.Context(), "Bad", func(tx *workspace.Tx) error {
		return tx.AddSubscription(&data.Subscription{CustomerID: 99, Start: data.DayOf(2025, 1, 1), End: data.NoDay}, workspace.Origin{}, 0)
	})
	if err == nil {
		t.Error("a subscription of nobody was stored")
	}
}

func TestHistoryIsBoundedAndSaysSo(t *testing.T) {
	w := MustCreate(t)
	w.SetHistoryLimit(1000)
	for i := range 50 {
		rename(t, w, fmt.Sprint("Name ", i))
	}
	h := mustHistory(t, w)
	if h.Dropped == 0 || len(h.Changes) == 0 || h.Dropped+len(h.Changes) != 50 || h.Changes[0].Label != "Rename to Name 49" {
		t.Errorf("%d changes, %d dropped", len(h.Changes), h.Dropped)
	}
	for range h.Changes {
		mustMove(t, w.Undo)
	}
	_, err := w.Undo(t.Context())
	wantCode(t, err, data.CodeNotFound, "nothing to undo")
	if s, err := w.Settings(t.Context()); err != nil || s.Name != fmt.Sprint("Name ", h.Dropped-1) {
		t.Errorf("with %d dropped all undone is %q, %v", h.Dropped, s.Name, err)
	}
	mustClose(t, w)
	if w, err = workspace.Open(t.Context(), w.Path()); err != nil {
		t.Fatal(err)
	}
	if again := mustHistory(t, w); again.Dropped != h.Dropped || len(again.Changes) != len(h.Changes) {
		t.Errorf("opened again: %d changes, %d dropped", len(again.Changes), again.Dropped)
	}
	mustClose(t, w)
}

func TestAChangeLargerThanTheHistoryStands(t *testing.T) {
	w := mustOpenNew(t)
	w.SetHistoryLimit(300)
	rename(t, w, "One")
	addCustomers(t, w, 100, false)
	if h := mustHistory(t, w); len(h.Changes) != 0 || h.Dropped != 2 {
		t.Errorf("the history is %+v", h)
	}
}

func TestAnImportTooLargeForRedoIsAskedFor(t *testing.T) {
	w := mustOpenNew(t)
	rename(t, w, "One")
	before := content(t, w.Path())
	mustImport(t, w, "Name", 1, 3000)
	after := content(t, w.Path())
	w.SetHistoryLimit(20_000)
	_, err := w.Undo(t.Context())
	wantCode(t, err, data.CodeConfirm, "could not be redone")
	wantContent(t, w, after, "after the question")
	if h := mustHistory(t, w); len(h.Changes) != 2 || h.Changes[0].Undone {
		t.Errorf("after the question the history is %+v", h)
	}
	mustMove(t, func(ctx context.Context) (data.Change, error) { return w.UndoForGood(ctx, 0) })
	wantContent(t, w, before, "after undo for good")
	_, err = w.Redo(t.Context())
	wantCode(t, err, data.CodeNotFound, "nothing to redo")
	if n := imports(t, w); n != 0 {
		t.Errorf("%d imports are listed", n)
	}
	if h := mustHistory(t, w); len(h.Changes) != 1 || h.Dropped != 0 {
		t.Errorf("the history is %+v", h)
	}
}

func TestRoomForRedoIsMadeByTheOldest(t *testing.T) {
	w := mustOpenNew(t)
	for i := range 20 {
		rename(t, w, fmt.Sprint("Name ", i))
	}
	mustImport(t, w, "Name", 1, 3000)
	after := content(t, w.Path())
	mustMove(t, w.Undo)
	size := ask(t, w, `SELECT sum(length(block)) FROM change_block WHERE change_id = 21`)
	mustMove(t, w.Redo)
	w.SetHistoryLimit(size + 200)
	mustMove(t, w.Undo)
	if h := mustHistory(t, w); h.Dropped == 0 || len(h.Changes) < 2 || !h.Changes[0].Undone {
		t.Errorf("the history is %+v", h)
	}
	if all, told := ask(t, w, `SELECT sum(length(block)) FROM change_block`), ask(t, w, `SELECT sum(bytes) FROM change`); all > size+200 || told != all {
		t.Errorf("the history takes %d bytes, and says %d", all, told)
	}
	mustMove(t, w.Redo)
	wantContent(t, w, after, "after redo")
	if all, told := ask(t, w, `SELECT sum(length(block)) FROM change_block`), ask(t, w, `SELECT sum(bytes) FROM change`); told != all {
		t.Errorf("after redo the history takes %d bytes, and says %d", all, told)
	}
}

// ask reads one number from the file.
func ask(t *testing.T, w *workspace.Workspace, query string) (n int64) {
	t.Helper()
	conn, err := sqlite.OpenConn(w.Path(), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt64(0)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestADamagedHistoryChangesNothing(t *testing.T) {
	for name, block := range map[string]string{
		"cut": `substr(block, 1, 30)`, "empty": `x''`, "noise": `x'0054ff00ff00ff'`, "bad compression": `x'01ffffffff'`,
	} {
		for _, kind := range []string{"changeset", "added"} {
			t.Run(name+" "+kind, func(t *testing.T) {
				w := mustOpenNew(t)
				mustImport(t, w, "Name", 1, 5)
				move := w.Undo
				if kind == "added" {
					mustMove(t, w.Undo)
					move = w.Redo
				}
				alter(t, w, `UPDATE change_block SET block = `+block+` WHERE kind = '`+kind+`'`)
				before := content(t, w.Path())
				_, err := move(t.Context())
				if data.CodeOf(err) != data.CodeDamaged {
					t.Errorf("got %v (%s)", err, data.CodeOf(err))
				}
				wantContent(t, w, before, "after the attempt")
			})
		}
	}
}

func TestBlocksWriteToContentOnly(t *testing.T) {
	w := mustOpenNew(t)
	mustImport(t, w, "Name", 1, 5)
	mustMove(t, w.Undo)
	// The table meta, its two columns, one row: revision and a number.
	alter(t, w, `DELETE FROM change_block WHERE kind = 'added';
		INSERT INTO change_block (change_id, kind, block) VALUES (1, 'added', CAST(x'00' || char(4) || 'meta' || char(2, 3) || 'key' || char(5) || 'value' || char(3, 1) || 'x' || char(3, 1) || 'y' AS BLOB))`)
	_, err := w.Redo(t.Context())
	wantCode(t, err, data.CodeDamaged, "does not read back")
}

func TestAReaderUndoesNothing(t *testing.T) {
	w := mustOpenNew(t)
	rename(t, w, "One")
	second, err := workspace.Open(t.Context(), w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, second)
	_, err = second.Undo(t.Context())
	wantCode(t, err, data.CodeReadOnly, "open")
	if h := mustHistory(t, second); len(h.Changes) != 1 {
		t.Errorf("the reader sees %+v", h)
	}
}
