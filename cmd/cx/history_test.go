package main

import (
	"strconv"
	"strings"
	"testing"
)

func TestUndoAndRedoOverImports(t *testing.T) {
	file := newWorkspace(t)
	folder := t.TempDir()
	digests := []string{digest(t, file)}
	for _, source := range [][2]string{{"customers.csv", small}, {"touches.csv", touches}, {"again.csv", strings.Replace(small, "1,Ada", "1,Ada Lovelace", 1)}} {
		mustRun(t, "import", file, write(t, folder, source[0], source[1]))
		digests = append(digests, digest(t, file))
	}
	if got := mustRun(t, "digest", file); got != digests[3]+"\n" {
		t.Errorf("cx digest prints %q", got)
	}
	if got := mustJSON(t, "undo", file); got["label"] != "Import again.csv" || got["revision"] != 4.0 {
		t.Errorf("undo says %v", got)
	}
	wantDigest(t, file, digests[2])
	mustRun(t, "undo", file, "--to", "1")
	wantDigest(t, file, digests[0])
	for _, want := range digests[1:] {
		mustRun(t, "redo", file)
		wantDigest(t, file, want)
	}
	rows, _ := mustJSON(t, "history", file)["rows"].([]any)
	if len(rows) != 3 {
		t.Fatalf("history has %d rows", len(rows))
	}
	newest, _ := rows[0].(map[string]any)
	if newest["label"] != "Import again.csv" || newest["rows"] != 1.0 || newest["undone"] != false {
		t.Errorf("the newest change is %v", newest)
	}
	if text := mustRun(t, "history", file); !strings.Contains(text, "Import touches.csv") {
		t.Errorf("history prints %s", text)
	}
}

func wantDigest(t *testing.T, file, want string) {
	t.Helper()
	if got := mustJSON(t, "digest", file)["digest"]; got != want {
		t.Errorf("the digest is %v, want %s", got, want)
	}
}

func TestNothingToUndo(t *testing.T) {
	file := newWorkspace(t)
	before := digest(t, file)
	for words, args := range map[string][]string{
		"nothing to undo": {"undo", file}, "nothing to redo": {"redo", file}, "Change 9 cannot be undone": {"undo", file, "--to", strconv.Itoa(9)},
	} {
		if o := cx(args...); o.code != exitFailed || !strings.Contains(o.words, words) {
			t.Errorf("cx %v: status %d, %s", args, o.code, o.words)
		}
	}
	if o := cx("undo", file, "--to", "-1"); o.code != exitUsage {
		t.Errorf("cx undo --to -1: status %d, %s", o.code, o.words)
	}
	wantDigest(t, file, before)
}
