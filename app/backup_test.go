package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// TestMain keeps the backups of tests away from the person's own.
func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "cxworkbench-test-")
	if err == nil {
		err = os.Setenv("XDG_DATA_HOME", folder)
	}
	if err != nil {
		panic(err)
	}
	xdg.Reload()
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// backupsIn keeps the backups of a test in a folder of its own.
func backupsIn(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "data")
	t.Setenv("XDG_DATA_HOME", folder)
	xdg.Reload()
	return folder
}

func TestTickBacksUpWhatChangedEveryTenMinutes(t *testing.T) {
	backupsIn(t)
	b := newBench(t)
	clock := now
	b.Now = func() time.Time { return clock }
	done, wait := b.finish()
	b.Create(filepath.Join(t.TempDir(), "client.cxw"), settings, done)
	if err := wait(); err != nil {
		t.Fatal(err)
	}
	if b.Checking() {
		t.Error("it is still checking when nothing is under way")
	}
	path := b.Session().Path()
	tick := func(want int) {
		t.Helper()
		b.Tick(func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		b.idle()
		if backups, err := Backups(path); err != nil || len(backups) != want {
			t.Errorf("%s after the start there are %d backups, %v; want %d", clock.Sub(now), len(backups), err, want)
		}
	}
	write := func() {
		t.Helper()
		if err := b.Session().ws.Write(t.Context(), "Change", func(*workspace.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Session().Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clock = clock.Add(time.Hour)
	tick(0) // nothing has changed
	write()
	tick(1)
	write()
	clock = clock.Add(9 * time.Minute)
	tick(1) // too early
	clock = clock.Add(time.Minute)
	tick(2)
	clock = clock.Add(time.Hour)
	tick(2) // nothing has changed since
}

func TestAnImportBacksUpFirst(t *testing.T) {
	folder := backupsIn(t)
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "client.cxw"), settings)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first, second := planOf(t, customers), planOf(t, touches)
	if _, err := s.Import(t.Context(), first, nil); err != nil {
		t.Fatal(err)
	}
	if backups, err := Backups(s.Path()); err != nil || len(backups) != 0 {
		t.Errorf("an empty workspace was backed up: %v, %v", backups, err)
	}
	// Where no backup can be made nothing is imported, until the person knows.
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	before := s.Log().Revision
	_, err = s.Import(t.Context(), second, nil)
	if !errors.As(err, new(*NoBackupError)) || data.CodeOf(err) != data.CodeReadOnly || s.Log().Revision != before {
		t.Errorf("%v", err)
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Import(t.Context(), second, nil); err != nil {
		t.Fatal(err)
	}
	if backups, err := Backups(s.Path()); err != nil || len(backups) != 1 {
		t.Errorf("%v, %v", backups, err)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if report, err := s.ImportWithoutBackup(t.Context(), planOf(t, touches), nil); err != nil || report.Unchanged == 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// planOf plans the import of a file given as its content.
func planOf(t *testing.T, content string) *exchange.Plan {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := exchange.Prepare(path, exchange.Defaults(now))
	if err != nil {
		t.Fatal(err)
	}
	return plan
}
