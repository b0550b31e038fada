package app

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"

	"cxworkbench/data"
)

// WriteFile writes a file so that it is there whole or not at all: beside its
// place first, then renamed.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	failed := func(err error) error {
		return data.Wrap(err, data.CodeReadOnly, "%s could not be written (%v); check that the folder exists, can be written and has space.", filepath.Base(path), err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
	if err != nil {
		return failed(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	buffered := bufio.NewWriter(file)
	if err := errors.Join(write(buffered), buffered.Flush(), file.Chmod(0o644), file.Close()); err != nil {
		return failed(err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return failed(err)
	}
	return nil
}
