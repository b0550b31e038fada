package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"cxworkbench/data"
)

// WriteFile writes a file so that it is there whole or not at all: beside its
// place first, then renamed. Who may read it is for the umask.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = data.Wrap(err, data.CodeReadOnly, "%s could not be written (%v); check that the folder exists, can be written and has space.", filepath.Base(path), reason(err))
		}
	}()
	uid, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make a name: %w", err)
	}
	temporary := filepath.Join(filepath.Dir(path), ".writing-"+uid.String())
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(file)
	err = errors.Join(write(buffered), buffered.Flush(), file.Close())
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}

// reason is what the system said, without the names of our own files.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
