package workspace

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// logs are what SQLite keeps beside a database while it works.
var logs = []string{"-wal", "-shm", "-journal"}

// header reads SQLite's file header, 100 bytes; nil where there is none.
func header(path string) []byte {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	head := make([]byte, 100)
	if _, err := io.ReadFull(file, head); err != nil {
		return nil
	}
	return head
}

// strayAge is after how much time a half-made file has nobody who works on it.
const strayAge = time.Hour

// removeStrays removes half-made files that programs which were killed have left
// in a folder.
func removeStrays(folder string) {
	for _, pattern := range []string{".new-*-*-*-*-*" + Extension + "*", ".room-*-*-*-*-*"} {
		strays, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			continue // the folder's name has brackets, so that it is no pattern
		}
		for _, stray := range strays {
			if info, err := os.Lstat(stray); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > strayAge {
				_ = os.Remove(stray) // only tidying
			}
		}
	}
}

// closedCleanly reports whether a file stands for itself: not in WAL mode and
// without a log beside it.
func closedCleanly(path string) bool {
	head := header(path)
	return head != nil && head[18] == 1 && !exists(path+"-wal") && !exists(path+"-journal")
}

// versionOf gives the schema version that a file's header says.
func versionOf(path string) int {
	if head := header(path); head != nil {
		return int(binary.BigEndian.Uint32(head[60:]))
	}
	return 0
}

// copyAside copies a file and its logs to a folder of its own, to be removed by
// the caller, and says where the copy is.
func copyAside(path string) (folder, at string, err error) {
	if folder, err = os.MkdirTemp("", "cxworkbench-"); err != nil {
		return "", "", err
	}
	at = filepath.Join(folder, filepath.Base(path))
	for _, end := range append([]string{""}, "-wal", "-journal") {
		if end != "" && !exists(path+end) {
			continue
		}
		if err := copyFile(path+end, at+end); err != nil {
			return "", "", errors.Join(err, os.RemoveAll(folder))
		}
	}
	return folder, at, nil
}

// copyFile copies the bytes of a file to one that is not there yet, and to the disk.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// syncFile has the system write a file to the disk.
func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// removeLogs removes what an earlier database may have left beside a path: a
// log that belongs to another file would be applied to the new one.
func removeLogs(path string) error {
	var err error
	for _, end := range logs {
		if exists(path + end) {
			err = errors.Join(err, os.Remove(path+end))
		}
	}
	return err
}

// borrowed is a damaged or strange file that is read but never written.
type borrowed struct {
	at     string // what to read
	folder string // of the copy; empty where the file itself is read
}

// borrow finds out how a file can be read without being written: one that was
// not closed, which SQLite would tidy, and is not open elsewhere is copied.
func borrow(path string) (borrowed, error) {
	if closedCleanly(path) || holderOf(path) != nil {
		return borrowed{at: path}, nil
	}
	folder, at, err := copyAside(path)
	return borrowed{at, folder}, err
}

func (b borrowed) release() error {
	if b.folder == "" {
		return nil
	}
	return os.RemoveAll(b.folder)
}

// sortedKeys gives the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
