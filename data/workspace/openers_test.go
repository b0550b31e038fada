package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// filled makes a closed workspace alone in a folder that others may enter.
func filled(t *testing.T) (path, digest string) {
	t.Helper()
	w := MustCreate(t)
	addCustomers(t, w, 5, false)
	digest, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	for folder := filepath.Dir(w.Path()); folder != os.TempDir() && len(folder) > len(os.TempDir()); folder = filepath.Dir(folder) {
		mustChmod(t, folder, 0o755)
	}
	mustChmod(t, w.Path(), 0o644)
	return w.Path(), digest
}

func mustChmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func mustOpen(t *testing.T, path string) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// wantWhole checks that a workspace is one complete file with this digest.
func wantWhole(t *testing.T, path, digest string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the workspace there are %v, %v", entries, err)
	}
	report, err := workspace.Check(t.Context(), path)
	if err != nil || len(report.Findings) > 0 || report.Verdict != workspace.Verified || report.Digest != digest {
		t.Errorf("%+v, %v; want digest %s", report, err, digest)
	}
}

func TestTwoProcessesCloseInEitherOrder(t *testing.T) {
	for _, writerFirst := range []bool{true, false} {
		path, _ := filled(t)
		w := mustOpen(t, path)
		addPerson(t, w, "Eve", "eve@example.com", "A note", data.DayOf(2025, 5, 1))
		digest, err := w.Digest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		other := openElsewhere(t, path)
		host, err := os.Hostname()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(other.says, "reads "+digest) || !strings.Contains(other.says, host) || !strings.Contains(other.says, "process ") || !strings.Contains(other.says, "since ") {
			t.Errorf("the second opener says %q", other.says)
		}
		if writerFirst {
			mustClose(t, w)
			other.close()
		} else {
			other.close()
			mustClose(t, w)
		}
		wantWhole(t, path, digest)
	}
}

func TestALockOfTheDeadIsReplaced(t *testing.T) {
	path, digest := filled(t)
	other := openElsewhere(t, path)
	if !strings.HasPrefix(other.says, "writes") {
		t.Fatalf("it says %q", other.says)
	}
	other.kill()
	if !exists(path + ".lock") {
		t.Fatal("the kill left no lock to test with")
	}
	w := mustOpen(t, path)
	if w.ReadOnly() != nil {
		t.Error(w.ReadOnly().Err())
	}
	mustClose(t, w)
	wantWhole(t, path, digest)
}

// A reader that outlives a killed writer leaves one file.
func TestTheLastToLeaveTidiesAfterAKill(t *testing.T) {
	path, digest := filled(t)
	writer := openElsewhere(t, path)
	reader := mustOpen(t, path)
	if reader.ReadOnly() == nil {
		t.Fatal("two may write")
	}
	writer.kill()
	mustClose(t, reader)
	wantWhole(t, path, digest)
}

// What stands where the lock belongs is refused in a sentence, and nothing is
// written, neither to the workspace nor to where a link leads.
func TestWhereLockingFailsItIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links take a right of their own here")
	}
	for name, stand := range map[string]func(lock, elsewhere string) error{
		"a folder":                func(lock, _ string) error { return os.Mkdir(lock, 0o755) },
		"a link to nothing":       func(lock, elsewhere string) error { return os.Symlink(elsewhere+".missing", lock) },
		"a link to another file":  func(lock, elsewhere string) error { return os.Symlink(elsewhere, lock) },
		"a link to the workspace": func(lock, _ string) error { return os.Symlink(strings.TrimSuffix(lock, ".lock"), lock) },
		"a pipe":                  func(lock, _ string) error { return makePipe(lock) },
	} {
		path, digest := filled(t)
		elsewhere := filepath.Join(t.TempDir(), "letter.txt")
		if err := errors.Join(os.WriteFile(elsewhere, []byte("Dear Ada"), 0o600), stand(path+".lock", elsewhere)); err != nil {
			t.Fatal(err)
		}
		within(t, name, func(ctx context.Context) {
			w, err := workspace.Open(ctx, path)
			if data.CodeOf(err) != data.CodeReadOnly || !strings.Contains(data.Sentence(err), "cannot be locked") {
				t.Errorf("%s: %v, %v", name, w, err)
			}
		})
		if text, err := os.ReadFile(elsewhere); string(text) != "Dear Ada" || exists(elsewhere+".missing") {
			t.Errorf("%s: what it leads to was written: %q, %v", name, text, err)
		}
		if err := os.Remove(path + ".lock"); err != nil {
			t.Errorf("%s: what was there is gone: %v", name, err)
		}
		wantWhole(t, path, digest)
	}
}

// A lock that may not be opened leaves the workspace to be read.
func TestALockOfAnotherUser(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() != 0 {
		t.Skip("takes two users")
	}
	path, digest := filled(t)
	mustChmod(t, path, 0o666)
	mustChmod(t, filepath.Dir(path), 0o777)
	if err := os.WriteFile(path+".lock", []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	reader := openElsewhere(t, path, asSomebodyElse(t)...)
	if !strings.HasPrefix(reader.says, "reads "+digest) || !strings.Contains(reader.says, "reading only") {
		t.Errorf("it says %q", reader.says)
	}
	reader.close()
	if err := os.Remove(path + ".lock"); err != nil {
		t.Errorf("the other user's lock is gone: %v", err)
	}
	wantWhole(t, path, digest)
}

// A pipe or a device under a workspace's name is refused and not waited for.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.cxw")
	if err := makePipe(path); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{path, os.DevNull} {
		within(t, path, func(ctx context.Context) {
			_, opened := workspace.Open(ctx, path)
			_, checked := workspace.Check(ctx, path)
			_, rescued := workspace.Rescue(ctx, path, filepath.Join(t.TempDir(), "new.cxw"))
			for _, err := range []error{opened, checked, rescued} {
				if data.CodeOf(err) != data.CodeNotOurs {
					t.Errorf("%s: %v", path, err)
				}
			}
		})
	}
}

// In a folder that cannot be written a file is read without a lock, one that was
// not closed from a copy, and nothing is left there.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no such permissions here")
	}
	variables := asSomebodyElse(t)
	for name, prepare := range map[string]func(path string){
		"closed": func(string) {},
		"not closed": func(path string) {
			other := openElsewhere(t, path)
			other.kill()
			// As when it was copied there; without -shm SQLite would have to write.
			if err := errors.Join(os.Remove(path+".lock"), os.Remove(path+"-shm")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		path, digest := filled(t)
		prepare(path)
		folder := filepath.Dir(path)
		listed, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		mustChmod(t, folder, 0o555)
		reader := openElsewhere(t, path, variables...)
		if !strings.HasPrefix(reader.says, "reads "+digest) || !strings.Contains(reader.says, "cannot be written") {
			t.Errorf("%s: it says %q, want digest %s", name, reader.says, digest)
		}
		reader.close()
		mustChmod(t, folder, 0o755)
		if after, err := os.ReadDir(folder); err != nil || len(after) != len(listed) {
			t.Errorf("%s: the folder holds %v, before %v, %v", name, after, listed, err)
		}
	}
}

// asSomebodyElse is what root has to tell a child so that it lacks root's rights.
func asSomebodyElse(t *testing.T) []string {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	return []string{uidVariable + "=65534", "XDG_DATA_HOME=/nonexistent", "TMPDIR=" + publicFolder(t)}
}

// Who may not write is told who does, all the same.
func TestAHolderIsSeenFromAFolderThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no such permissions here")
	}
	path, _ := filled(t)
	w := mustOpen(t, path)
	addPerson(t, w, "Eve", "eve@example.com", "A note", data.DayOf(2025, 5, 1))
	digest, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustChmod(t, filepath.Dir(path), 0o555)
	defer mustChmod(t, filepath.Dir(path), 0o755)
	reader := openElsewhere(t, path, asSomebodyElse(t)...)
	if !strings.HasPrefix(reader.says, "reads "+digest) || !strings.Contains(reader.says, fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("it says %q", reader.says)
	}
	reader.close()
	mustChmod(t, filepath.Dir(path), 0o755)
	mustClose(t, w)
	wantWhole(t, path, digest)
}

// publicFolder is a folder in which everybody may write.
func publicFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "cxworkbench-public-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	mustChmod(t, folder, 0o777)
	return folder
}

// What is open is not lost when the file is deleted or replaced under it.
func TestAFileThatVanishesIsKeptAsABackup(t *testing.T) {
	path, _ := filled(t)
	w := mustOpen(t, path)
	addPerson(t, w, "Eve", "eve@example.com", "A note", data.DayOf(2025, 5, 1))
	digest, err := w.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	err = w.Write(t.Context(), "Anything", func(*workspace.Tx) error { return nil })
	if data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("writing to a file that is gone: %v", err)
	}
	if err := w.Close(); data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("closing: %v", err)
	}
	backups, err := workspace.Backups(path)
	if err != nil || len(backups) != 1 {
		t.Fatalf("%v, %v", backups, err)
	}
	if _, err := workspace.Restore(t.Context(), path, backups[0].Path); err != nil {
		t.Fatal(err)
	}
	w = mustOpen(t, path)
	defer mustClose(t, w)
	if got, err := w.Digest(t.Context()); err != nil || got != digest {
		t.Errorf("restored digest %s, %v; want %s", got, err, digest)
	}
}

func TestHalfMadeFilesOfTheKilledAreRemoved(t *testing.T) {
	path, digest := filled(t)
	const uid = "019a7c1e-0000-7000-8000-000000000000"
	folder := filepath.Dir(path)
	for _, name := range []string{".new-" + uid + ".cxw", ".new-" + uid + ".cxw-wal", ".room-" + uid} {
		stray := filepath.Join(folder, name)
		if err := os.WriteFile(stray, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		mustClose(t, mustOpen(t, path)) // too fresh to be a stray
		old := time.Now().Add(-2 * time.Hour)
		if !exists(stray) {
			t.Errorf("%s was removed while it may be in use", name)
		} else if err := os.Chtimes(stray, old, old); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, mustOpen(t, path))
	wantWhole(t, path, digest)
}
