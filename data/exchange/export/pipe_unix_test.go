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
	for _, name := range []string{"task.csv", "dictionary.csv"} {
		dir := exported(t)
		must(t, os.Remove(filepath.Join(dir, name)))
		must(t, syscall.Mkfifo(filepath.Join(dir, name), 0o600))
		_, err := export.Load(context.Background(), newWorkspace(t, t.TempDir()), dir, nil)
		if err == nil || !strings.Contains(data.Sentence(err), name+" is no ordinary file") {
			t.Errorf("%v", err)
		}
	}
}
