// Package spill keeps on the disk, for as long as some work lasts, what does not
// fit into memory: hashes only, nothing that a person could read.
package spill

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cxworkbench/data"
)

// pattern names the files; a person who finds one knows whose it is.
const pattern = "cxworkbench-*.hashes"

// File is a temporary file without a name, where the system allows that: it is
// gone with the program, even when that is killed. It is for one goroutine.
type File struct {
	file *os.File
	name string // to be removed at Close; empty where it has none any more
	size int64
}

// Create makes an empty file in the folder for temporary files. An error is a
// sentence for a person.
func Create() (*File, error) {
	// Windows does not remove open files: what a killed program left is removed
	// here, what others use stays.
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), pattern)); err == nil {
		for _, name := range left {
			_ = os.Remove(name) // only tidying
		}
	}
	file, err := os.CreateTemp("", pattern)
	if err != nil {
		return nil, refused(err)
	}
	f := &File{file: file}
	if os.Remove(file.Name()) != nil {
		f.name = file.Name()
	}
	return f, nil
}

// Write appends to the file. An error is a sentence for a person.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.file.WriteAt(p, f.size)
	f.size += int64(n)
	if err != nil {
		return n, refused(err)
	}
	return n, nil
}

// ReadAt reads what was written, from an offset in bytes.
func (f *File) ReadAt(p []byte, at int64) (int, error) { return f.file.ReadAt(p, at) }

// Size is how many bytes were written.
func (f *File) Size() int64 { return f.size }

// Close gives up the file and what is in it.
func (f *File) Close() error {
	err := f.file.Close()
	if f.name == "" {
		return err
	}
	if gone := os.Remove(f.name); !errors.Is(gone, fs.ErrNotExist) { // another program may have tidied
		err = errors.Join(err, gone)
	}
	return err
}

func refused(err error) error {
	return data.Wrap(err, data.CodeFull, "The folder for temporary files, %s, did not take what was put aside there, so this was not done and nothing was changed; free some space in it and try again.",
		os.TempDir())
}
