package workspace_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Backups every ten minutes for a year: twenty stay, the ten newest and the
// oldest among them, the others apart.
func TestThinningKeepsBackupsApart(t *testing.T) {
	start := time.Date(2025, 1, 1, 8, 0, 0, 0, time.UTC)
	var kept []time.Time
	for i := range 365 * 24 * 6 {
		at := start.Add(time.Duration(i) * 10 * time.Minute)
		kept = append([]time.Time{at}, kept...)
		remove := workspace.Thin(kept, at)
		slices.Sort(remove)
		for _, i := range slices.Backward(remove) {
			kept = slices.Delete(kept, i, i+1)
		}
		if i < 20 && len(kept) != i+1 || i >= 20 && len(kept) != 20 {
			t.Fatalf("after %d backups %d are kept", i+1, len(kept))
		}
	}
	for i := range 9 {
		if kept[i].Sub(kept[i+1]) != 10*time.Minute {
			t.Errorf("of the newest ten, %s and %s are not neighbours", kept[i], kept[i+1])
		}
	}
	if !kept[19].Equal(start) {
		t.Errorf("the oldest is %s, want %s", kept[19], start)
	}
	least, most := kept[10].Sub(kept[11]), time.Duration(0)
	for i := 10; i < 19; i++ {
		gap := kept[i].Sub(kept[i+1])
		least, most = min(least, gap), max(most, gap)
	}
	if least < 10*24*time.Hour || most > 100*24*time.Hour {
		t.Errorf("the older ones are between %s and %s apart: %v", least, most, kept[10:])
	}
}

// A clock that was set back does not make the newest backup the one to go.
func TestThinningKeepsTheOneJustMade(t *testing.T) {
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	var times []time.Time
	for i := range 20 {
		times = append(times, now.AddDate(0, 0, 40-i))
	}
	times = append(times, now.AddDate(0, 0, 22).Add(time.Hour), now)
	made := times[20]
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	remove := workspace.Thin(times, made)
	if len(remove) != 2 {
		t.Fatalf("it removes %d of 22", len(remove))
	}
	for _, i := range remove {
		if times[i].Equal(made) {
			t.Error("it removes the backup that was just made")
		}
	}
}

func TestBackupAndRestore(t *testing.T) {
	path, first := filled(t)
	w := mustOpen(t, path)
	backup, err := w.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(backup.Path, filepath.Dir(path)) {
		t.Errorf("the backup %s is beside the file", backup.Path)
	}
	addPerson(t, w, "Eve", "eve@example.com", "A note", data.DayOf(2025, 5, 1))
	second, err := w.Digest(t.Context())
	if err != nil || second == first {
		t.Fatal("nothing was changed", err)
	}
	if _, err := workspace.Restore(t.Context(), path, backup.Path); data.CodeOf(err) != data.CodeReadOnly {
		t.Errorf("restoring over an open workspace: %v", err)
	}
	mustClose(t, w)
	kept, err := workspace.Restore(t.Context(), path, backup.Path)
	if err != nil {
		t.Fatal(err)
	}
	wantWhole(t, path, first)
	if _, err := workspace.Restore(t.Context(), path, kept.Path); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, path, second)
	backups, err := workspace.Backups(path)
	if err != nil || len(backups) != 3 || !slices.IsSortedFunc(backups, func(a, b workspace.Backup) int { return b.At.Compare(a.At) }) {
		t.Errorf("%v, %v", backups, err)
	}
	for _, b := range backups {
		if info, err := os.Stat(b.Path); err != nil || info.Mode().Perm() != 0o600 || info.Size() != b.Size || !b.Whole {
			t.Errorf("%+v: %v, %v", b, info, err)
		}
	}
}

// A stale log beside a restored file would be applied to it.
func TestRestoreOverADamagedFileWithALog(t *testing.T) {
	path, first := filled(t)
	w := mustOpen(t, path)
	backup, err := w.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	other := openElsewhere(t, path)
	other.kill() // leaves -wal and -shm
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(raw)
	for i := range 4096 * 3 {
		damaged[4096+i] = 0x5A
	}
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := workspace.Restore(t.Context(), path, backup.Path)
	if err != nil {
		t.Fatal(err)
	}
	wantWhole(t, path, first)
	put, err := os.ReadFile(kept.Path)
	if err != nil || kept.Whole || !bytes.Equal(put, damaged) {
		t.Errorf("the damaged file was not put away as it was: %+v, %v", kept, err)
	}
	if _, err := workspace.Restore(t.Context(), path, kept.Path); data.CodeOf(err) != data.CodeDamaged {
		t.Errorf("restoring a damaged backup: %v", err)
	}
	wantWhole(t, path, first)
}

// A workspace whose content is not what was stored is not backed up over good ones.
func TestADamagedWorkspaceIsNotBackedUp(t *testing.T) {
	path, _ := filled(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte("Customer 3"))
	if at < 0 {
		t.Fatal("the name is not in the file")
	}
	raw[bytes.LastIndex(raw, []byte("Customer 3"))] = 'K'
	raw[at] = 'K'
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	w := mustOpen(t, path)
	defer mustClose(t, w)
	if verdict, err := w.Verify(t.Context()); err != nil || verdict != workspace.Differs {
		t.Errorf("%s, %v", verdict, err)
	}
	if _, err := w.Backup(t.Context()); data.CodeOf(err) != data.CodeDamaged {
		t.Errorf("%v", err)
	}
	if backups, err := workspace.Backups(path); err != nil || len(backups) > 0 {
		t.Errorf("%v, %v", backups, err)
	}
}

// A file of an older version is backed up before it is brought up to date.
func TestMigrationMakesABackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.cxw")
	if err := workspace.BuildVersion(path, 1, settings); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, mustOpen(t, path))
	backups, err := workspace.Backups(path)
	if err != nil || len(backups) != 1 {
		t.Fatalf("%v, %v", backups, err)
	}
	report, err := workspace.Check(t.Context(), backups[0].Path)
	if err != nil || len(report.Findings) > 0 || report.Version != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	// Without a place for the backup the file stays as it was.
	if err := os.WriteFile(path, before, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(backups[0].Path)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(folder)
	if _, err := workspace.Open(t.Context(), path); err == nil {
		t.Error("it was brought up to date without a backup")
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
		t.Error("the file was changed", err)
	}
}
