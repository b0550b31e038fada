//go:build unix

package export_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
)

// Opening a pipe that nobody writes to would wait for ever.
func TestAPipeInAFolderIsRefused(t *testing.T) {
	dir := exported(t)
	must(t, os.Remove(filepath.Join(dir, "task.csv")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "task.csv"), 0o600))
	_, err := export.Load(context.Background(), newWorkspace(t, t.TempDir()), dir, nil)
	if err == nil || !strings.Contains(data.Sentence(err), "task.csv is no ordinary file") {
		t.Errorf("%v", err)
	}
}
