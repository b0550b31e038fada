package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckSaysWhetherAFileIsWhole(t *testing.T) {
	file := smallWorkspace(t)
	before := digest(t, file)
	got := mustJSON(t, "check", file)
	if got["whole"] != true || got["digest"] != before || got["stored_digest"] != "verified" {
		t.Errorf("%v", got)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// A changed letter in table and index alike, which SQLite's own checks let pass.
	damaged := write(t, filepath.Dir(file), "damaged.cxw", strings.ReplaceAll(string(raw), "Website visit", "Website vizit"))
	o := cx("check", damaged, "--json")
	got = object(t, o.out)
	findings, _ := got["findings"].([]any)
	if o.code != exitFailed || got["whole"] != false || got["stored_digest"] != "differs" || len(findings) != 1 {
		t.Errorf("status %d, %v", o.code, got)
	}
	if !strings.Contains(o.words, "its digest was stored") || !strings.Contains(o.words, "cx rescue") {
		t.Errorf("it says %q", o.words)
	}
	wantRefused(t, cx("check", filepath.Join(t.TempDir(), "none.cxw")), exitFailed, "There is no file")
}

func TestBackupsAreListedAndRestored(t *testing.T) {
	file := filepath.Join(t.TempDir(), "client.cxw")
	makeSmall(t, file) // the second import made a backup
	after := digest(t, file)
	rows, _ := mustJSON(t, "backups", file)["rows"].([]any)
	if len(rows) != 1 {
		t.Fatalf("%v", rows)
	}
	name, _ := rows[0].(map[string]any)["name"].(string)
	if o := cx("restore", file); o.code != exitDone || digest(t, file) != after || !strings.Contains(o.words, "--yes") {
		t.Errorf("without --yes: status %d, %q", o.code, o.words)
	}
	mustRun(t, "restore", file, name, "--yes")
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{"customers": 3, "interactions": 0})
	mustRun(t, "restore", file, "--yes") // the newest is what was there
	if digest(t, file) != after {
		t.Error("what was there was not kept")
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "restore", file, name, "--yes")
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{"customers": 3, "interactions": 0})
	wantAlone(t, filepath.Dir(file), filepath.Base(file))
	one := mustJSON(t, "backup", file)
	if info, err := os.Stat(one["file"].(string)); err != nil || float64(info.Size()) != one["bytes"] {
		t.Errorf("%v, %v", one, err)
	}
	wantRefused(t, cx("restore", newWorkspace(t), "--yes"), exitFailed, "There is no backup")
}

func TestRescueReadsWhatIsLeft(t *testing.T) {
	file := smallWorkspace(t)
	fresh := filepath.Join(t.TempDir(), "rescued.cxw")
	mustRun(t, "rescue", file, "-o", fresh)
	if digest(t, fresh) != digest(t, file) {
		t.Error("a whole file is not rescued whole")
	}
	wantRefused(t, cx("rescue", file, "-o", fresh), exitFailed, "already a file")
	raw, err := os.ReadFile(demoWorkspace(t))
	if err != nil {
		t.Fatal(err)
	}
	short := write(t, t.TempDir(), "short.cxw", string(raw[:len(raw)/2/4096*4096]))
	part := filepath.Join(t.TempDir(), "part.cxw")
	o := cx("rescue", short, "-o", part, "--json")
	rows, _ := object(t, o.out)["rows"].([]any)
	if o.code != exitRejected || len(rows) == 0 {
		t.Errorf("status %d, %v, %s", o.code, rows, o.words)
	}
	mustRun(t, "check", part)
	wantNumbers(t, mustJSON(t, "info", part), map[string]float64{"customers": 2400})
}

// An import goes on without a backup, after saying so.
func TestAnImportWithoutABackupIsTold(t *testing.T) {
	file := newWorkspace(t)
	folder := t.TempDir()
	mustRun(t, "import", file, write(t, folder, "customers.csv", small))
	backups := filepath.Join(os.Getenv("XDG_DATA_HOME"), "cxworkbench")
	if err := os.Rename(backups, backups+".away"); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(backups, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = os.Remove(backups)
		_ = os.Rename(backups+".away", backups)
	}()
	o := cx("import", file, write(t, folder, "touches.csv", touches))
	if o.code != exitDone || !strings.Contains(o.words, "Warning: No backup could be made") {
		t.Errorf("status %d, %q", o.code, o.words)
	}
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{"interactions": 6})
}
