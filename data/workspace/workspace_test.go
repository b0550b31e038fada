package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

var settings = data.Settings{Name: "Test", Zone: "Europe/Dublin", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}

// MustCreate makes a workspace in a folder of the test's own.
func MustCreate(t *testing.T) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Create(t.Context(), filepath.Join(t.TempDir(), "Café ☕ #1.cxw"), settings)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func mustClose(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// addCustomers writes n customers with an interaction and a subscription each,
// first to last or the other way round.
func addCustomers(t *testing.T, w *workspace.Workspace, n int, reverse bool) {
	t.Helper()
	err := w.Write(t.Context(), "Add customers", func(tx *workspace.Tx) error {
		activity, _, err := tx.Activity("Purchase", data.KindPurchase, data.PushPull)
		if err != nil {
			return err
		}
		for i := range n {
			if reverse {
				i = n - 1 - i
			}
			id, err := tx.AddCustomer(&data.Customer{
				Name: fmt.Sprint("Customer ", i), Attributes: map[string]string{"region": "West", "age": "4"},
				Identities: []data.Identity{{Kind: data.IdentityExternal, Value: fmt.Sprint(i)}, {Kind: data.IdentityEmail, Value: "shared@example.com"}},
			}, workspace.Origin{})
			if err != nil {
				return err
			}
			in := data.Interaction{CustomerID: id, ActivityID: activity, When: data.OnDay(data.DayOf(2025, 3, 1+i%20)), Amount: 1999, HasAmount: true}
			if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
				return err
			}
			sub := data.Subscription{CustomerID: id, Start: data.DayOf(2025, 1, 31), End: data.NoDay, Monthly: 2500, HasMonthly: true}
			if err := tx.AddSubscription(&sub, workspace.Origin{}, 0); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCloseLeavesOneFileThatOpensAgain(t *testing.T) {
	w := MustCreate(t)
	addCustomers(t, w, 5, false)
	before, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := w.Path()
	mustClose(t, w)
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("after closing there are %v, want the workspace alone", entries)
	}
	w, err = workspace.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, w)
	after, err := w.Digest(t.Context())
	if err != nil || after != before {
		t.Errorf("digest after reopening %s, %v; want %s", after, err, before)
	}
	info, err := w.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if info.Customers != 5 || info.Interactions != 5 || info.Subscriptions != 5 || info.Amount != 5*1999 || info.Revision != 1 {
		t.Errorf("info %+v", info)
	}
	if info.Settings != settings {
		t.Errorf("settings %+v, want %+v", info.Settings, settings)
	}
}

func TestDigestIsOfContentNotOfRowOrder(t *testing.T) {
	a, b := MustCreate(t), MustCreate(t)
	defer mustClose(t, a)
	defer mustClose(t, b)
	addCustomers(t, a, 20, false)
	addCustomers(t, b, 20, true)
	digestA, errA := a.Digest(t.Context())
	digestB, errB := b.Digest(t.Context())
	if errA != nil || errB != nil || digestA != digestB {
		t.Fatalf("%s (%v) and %s (%v) should be equal", digestA, errA, digestB, errB)
	}
	// A record that moves to another customer is a change of content.
	err := b.Write(t.Context(), "Edit", func(tx *workspace.Tx) error {
		c, err := tx.Customer(1)
		if err != nil {
			return err
		}
		c.Attributes["age"] = "5"
		return tx.UpdateCustomer(&c)
	})
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := b.Digest(t.Context()); err != nil || changed == digestA {
		t.Errorf("digest did not notice a changed attribute (%v)", err)
	}
}

func TestFailedAndCancelledWritesChangeNothing(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	before, _ := w.Digest(t.Context())
	add := func(tx *workspace.Tx) error {
		_, err := tx.AddCustomer(&data.Customer{Name: "Nobody"}, workspace.Origin{})
		return err
	}
	err := w.Write(t.Context(), "Fail", func(tx *workspace.Tx) error {
		if err := add(tx); err != nil {
			return err
		}
		return fmt.Errorf("on purpose")
	})
	if err == nil {
		t.Error("the error was lost")
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = w.Write(ctx, "Cancel", func(tx *workspace.Tx) error {
		defer cancel()
		return add(tx)
	})
	if data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("cancelled write: %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = w.Write(t.Context(), "Panic", func(tx *workspace.Tx) error {
			if err := add(tx); err != nil {
				return err
			}
			panic("on purpose")
		})
	}()
	if after, err := w.Digest(t.Context()); err != nil || after != before {
		t.Errorf("digest %s, want %s (%v)", after, before, err)
	}
	addCustomers(t, w, 1, false) // the connection still works
}

func TestSecondOpenerReadsOnlyAndIsToldWho(t *testing.T) {
	w := MustCreate(t)
	addCustomers(t, w, 3, false)
	second, err := workspace.Open(t.Context(), w.Path())
	if err != nil {
		t.Fatal(err)
	}
	if second.ReadOnly() == nil || second.ReadOnly().Process != os.Getpid() {
		t.Fatalf("holder %+v", second.ReadOnly())
	}
	if info, err := second.Info(t.Context()); err != nil || info.Customers != 3 {
		t.Errorf("second opener reads %+v, %v", info, err)
	}
	err = second.Write(t.Context(), "Write", func(*workspace.Tx) error { return nil })
	if data.CodeOf(err) != data.CodeReadOnly || !strings.Contains(data.Sentence(err), fmt.Sprint(os.Getpid())) {
		t.Errorf("second opener's write: %v", err)
	}
	mustClose(t, second)
	addCustomers(t, w, 0, false)
	mustClose(t, w)
}

func TestOpenRefusesInOneSentence(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := MustCreate(t)
	addCustomers(t, good, 200, false)
	mustClose(t, good)
	whole, err := os.ReadFile(good.Path())
	if err != nil {
		t.Fatal(err)
	}
	patched := func(offset int, value byte) []byte {
		out := append([]byte{}, whole...)
		out[offset] = value
		return out
	}
	foreign := write("trigger.cxw", whole)
	addForeignTrigger(t, foreign)
	for name, c := range map[string]struct {
		path string
		code data.Code
	}{
		"missing":         {filepath.Join(dir, "missing.cxw"), data.CodeNotFound},
		"folder":          {dir, data.CodeNotOurs},
		"empty":           {write("empty.cxw", nil), data.CodeNotOurs},
		"text":            {write("text.cxw", []byte(strings.Repeat("a,b\n", 100))), data.CodeNotOurs},
		"no app id":       {write("appid.cxw", patched(68, 0)), data.CodeNotOurs},
		"newer":           {write("newer.cxw", patched(63, 200)), data.CodeNewer},
		"truncated":       {write("short.cxw", whole[:len(whole)/2]), data.CodeDamaged},
		"foreign trigger": {foreign, data.CodeDamaged},
	} {
		before, _ := os.ReadFile(c.path)
		w, err := workspace.Open(t.Context(), c.path)
		if err == nil {
			if closing := w.Close(); closing != nil {
				t.Errorf("%s: %v", name, closing)
			}
		}
		if data.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want code %s", name, err, c.code)
			continue
		}
		if s := data.Sentence(err); strings.Count(s, "\n") > 0 || len(s) < 20 {
			t.Errorf("%s: %q is no sentence", name, s)
		}
		if exists(c.path + ".lock") {
			t.Errorf("%s: a lock was left behind", name)
		}
		if after, _ := os.ReadFile(c.path); string(after) != string(before) {
			t.Errorf("%s: the refused file was changed", name)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func addForeignTrigger(t *testing.T, path string) {
	t.Helper()
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := sqlitex.ExecuteTransient(conn, `CREATE TRIGGER hidden AFTER INSERT ON customer BEGIN DELETE FROM segment; END`, nil); err != nil {
		t.Fatal(err)
	}
}

// Every table is in the registry, and every column is either hashed by the
// digest or known to be left out of it.
func TestRegistryKnowsEveryTable(t *testing.T) {
	w := MustCreate(t)
	mustClose(t, w)
	conn, err := sqlite.OpenConn(w.Path(), sqlite.OpenReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	known := map[string]workspace.Table{}
	for _, table := range workspace.Registry {
		known[table.Name] = table
	}
	err = sqlitex.ExecuteTransient(conn, `SELECT name FROM sqlite_schema WHERE type = 'table'`, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		name := stmt.ColumnText(0)
		table, ok := known[name]
		if !ok {
			t.Errorf("table %s is not in the registry", name)
		}
		if table.Content != (table.Canonical != "") {
			t.Errorf("table %s: content tables, and only these, have a canonical form", name)
		}
		delete(known, name)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name := range known {
		t.Errorf("the registry has %s, the file does not", name)
	}
}

func TestSnapshotsAtARevision(t *testing.T) {
	w := MustCreate(t)
	defer mustClose(t, w)
	addCustomers(t, w, 3, false)
	var revision int64
	err := w.Snapshot(t.Context(), func(s *workspace.Snapshot) (err error) {
		revision, err = s.Revision()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var seen [2]int
	count := func(i int) func(*workspace.Snapshot) error {
		return func(s *workspace.Snapshot) error {
			first, last, err := s.EventRange()
			return errors.Join(err, s.EachEvent(first, last, func(*data.Interaction) error {
				seen[i]++
				return nil
			}))
		}
	}
	if same, err := w.SnapshotsAt(t.Context(), revision, count(0), count(1)); !same || err != nil || seen != [2]int{3, 3} {
		t.Errorf("same %v, %v, counted %v", same, err, seen)
	}
	err = w.Write(t.Context(), "Add a product", func(tx *workspace.Tx) error {
		_, _, err := tx.Product("Fibre")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if same, err := w.SnapshotsAt(t.Context(), revision, count(0), count(1)); same || err != nil || seen != [2]int{3, 3} {
		t.Errorf("after a write: same %v, %v, counted %v", same, err, seen)
	}
	broken := errors.New("broken")
	if _, err := w.SnapshotsAt(t.Context(), revision+1, count(0), func(*workspace.Snapshot) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the second", err)
	}
}

// A question that comes after closing, from the background, is answered with a
// sentence.
func TestAfterCloseThereIsASentence(t *testing.T) {
	w := MustCreate(t)
	mustClose(t, w)
	if _, err := w.Info(t.Context()); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("reading: %v", err)
	}
	if err := w.Write(t.Context(), "Late", func(*workspace.Tx) error { return nil }); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("writing: %v", err)
	}
}

// A file that was deleted by hand while its program was killed leaves its log
// behind; a new file of that name has nothing of it.
func TestANewFileIsNotFedAnOldLog(t *testing.T) {
	old := MustCreate(t)
	addCustomers(t, old, 3, false)
	path := old.Path()
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, old)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Create(t.Context(), path, settings)
	if err != nil {
		t.Fatal(err)
	}
	defer mustClose(t, w)
	if info, err := w.Info(t.Context()); err != nil || info.Customers != 0 {
		t.Errorf("the new file has %d customers, %v", info.Customers, err)
	}
}
