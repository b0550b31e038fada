package shell_test

import (
	"os"
	"testing"

	"cxworkbench/views/viewtest"
)

// Quitting leaves one file, and the window stays usable until it is closed.
func TestQuittingClosesTheWorkspace(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	path := b.Workbench().Session().Path()
	b.Run("Quit")
	if b.Workbench().Session() != nil {
		t.Error("the workspace is still open")
	}
	for _, left := range []string{path + "-wal", path + "-shm", path + ".lock"} {
		if _, err := os.Stat(left); !os.IsNotExist(err) {
			t.Errorf("%s is left, %v", left, err)
		}
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
