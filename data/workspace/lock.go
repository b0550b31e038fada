package workspace

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"cxworkbench/data"
)

// Holder is who keeps a workspace from being written.
type Holder struct {
	Host    string    `json:"host"`
	Process int       `json:"process"`
	Since   time.Time `json:"since"`
	// Medium is set where nobody holds the file, but it or its folder cannot be
	// written.
	Medium bool   `json:"-"`
	Name   string `json:"-"` // of the workspace file
}

// Err says to a person why the workspace cannot be changed.
func (h *Holder) Err() *data.Error {
	switch {
	case h.Medium:
		return data.Errorf(data.CodeReadOnly, "%s or its folder cannot be written, so the workspace is open for reading only; copy it elsewhere to change it.", h.Name)
	case h.Host == "":
		return data.Errorf(data.CodeReadOnly, "%s is open in another window, so it is open here for reading only; close it there to change it here.", h.Name)
	}
	return data.Errorf(data.CodeReadOnly, "%s is open on %s (process %d, since %s), so it is open here for reading only; close it there to change it here.",
		h.Name, h.Host, h.Process, h.Since.Format("2 Jan 15:04"))
}

// lock is the side file that keeps a second program from writing. The database
// itself is never locked by us: closing any handle of it would drop SQLite's own
// POSIX locks.
type lock struct{ file *flock.Flock }

// lockEnding is how the name of the side file ends.
const lockEnding = ".lock"

// takeLock gets the lock of a workspace, or says who has it.
func takeLock(path string) (*lock, *Holder, error) {
	name := filepath.Base(path)
	if holder := holderOf(path); holder != nil {
		return nil, holder, nil
	}
	if file, err := os.OpenFile(path, os.O_RDWR, 0); err != nil {
		return nil, &Holder{Medium: true, Name: name}, nil
	} else if err := file.Close(); err != nil {
		return nil, nil, data.Wrap(err, data.CodeReadOnly, "The file %s cannot be used: %s.", name, cause(err))
	}
	side := path + lockEnding
	for {
		if inTheWay(side) {
			return nil, nil, data.Errorf(data.CodeReadOnly, "%s cannot be locked, so changes would not be safe: %s beside it is a folder, a link or a device, which CX Workbench did not make. Move it away and open the workspace again.",
				name, filepath.Base(side))
		}
		found := exists(side)
		file := flock.New(side, flock.SetPermissions(0o644)) // everybody may see who holds it
		held, err := file.TryLock()
		switch {
		case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
			return nil, &Holder{Medium: true, Name: name}, nil
		case err != nil:
			if !found {
				_ = os.Remove(side) // only tidying: nobody can hold it there
			}
			return nil, nil, data.Wrap(err, data.CodeReadOnly, "The folder of %s does not let files be locked (%s), so changes would not be safe there; copy the workspace to a local folder.", name, cause(err))
		case !held:
			return nil, readHolder(side, name), nil
		case !sameFile(file, side):
			// Its last holder removed it between our opening and our locking.
			if err := file.Close(); err != nil {
				return nil, nil, fmt.Errorf("let go of a stale lock: %w", err)
			}
			continue
		}
		l := &lock{file: file}
		err = l.sign()
		if errors.Is(err, fs.ErrPermission) && l.release() == nil {
			continue // what somebody else has left is removed; ours comes in its place
		}
		if err != nil {
			return nil, nil, errors.Join(data.Wrap(err, data.CodeFull, "The lock beside %s could not be written: %s.", name, cause(err)), l.release())
		}
		return l, nil, nil
	}
}

// holderOf says who holds the lock of a workspace, also where the caller may
// not write; nil where nobody does. A side file that was left by a program that
// ended holds nothing: the system has let go of its lock.
func holderOf(path string) *Holder {
	side := path + lockEnding
	if !exists(side) || inTheWay(side) {
		return nil
	}
	file := flock.New(side, flock.SetFlag(os.O_RDONLY))
	free, err := file.TryRLock()
	if err != nil {
		return nil // taking it tells what is wrong
	}
	defer file.Close()
	if free {
		return nil
	}
	return readHolder(side, filepath.Base(path))
}

// inTheWay reports whether something stands where a side file belongs that is
// none: a link would have us write to where it leads, a pipe would wait for ever.
func inTheWay(side string) bool {
	info, err := os.Lstat(side)
	return err == nil && !info.Mode().IsRegular()
}

func sameFile(file *flock.Flock, path string) bool {
	ours, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(ours, there)
}

// sign writes who holds the lock into it.
func (l *lock) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = "this computer"
	}
	text, err := json.Marshal(Holder{Host: host, Process: os.Getpid(), Since: time.Now()})
	if err != nil {
		return err
	}
	return os.WriteFile(l.file.Path(), text, 0o644)
}

func readHolder(side, name string) *Holder {
	holder := &Holder{}
	// A holder that has not signed yet is a holder all the same.
	if text, err := os.ReadFile(side); err != nil || json.Unmarshal(text, holder) != nil {
		holder = &Holder{}
	}
	holder.Name = name
	return holder
}

// release removes the side file, then lets go of it, in this order: nobody can
// take a lock on a file that is about to vanish without noticing.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return errors.Join(os.Remove(l.file.Path()), l.file.Close())
}
