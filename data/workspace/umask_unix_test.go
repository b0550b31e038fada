//go:build unix

package workspace_test

import (
	"os"
	"syscall"
	"testing"
)

// A workspace is a document like any other: who may read it is for the umask.
func TestCreateLeavesPermissionsToTheUmask(t *testing.T) {
	for _, mask := range []int{0o022, 0o002, 0o077} {
		old := syscall.Umask(mask)
		w := MustCreate(t)
		syscall.Umask(old)
		mustClose(t, w)
		info, err := os.Stat(w.Path())
		if err != nil {
			t.Fatal(err)
		}
		if want := os.FileMode(0o666 &^ mask); info.Mode().Perm() != want {
			t.Errorf("under umask %03o the file has mode %03o, want %03o", mask, info.Mode().Perm(), want)
		}
	}
}
