package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/uuid"

	"cxworkbench/data"
)

// writeBuffer is how much is collected before it is written, bytes.
const writeBuffer = 256 << 10

// WriteFile writes a file so that it is there whole or not at all: beside its
// place first, then renamed. A file that is already there is replaced. Who may
// read it is for the umask.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	defer func() { err = explain(err, path) }()
	temporary, err := beside(path)
	if err != nil {
		return err
	}
	if err := writeWhole(temporary, write); err != nil {
		return errors.Join(err, gone(os.Remove(temporary)))
	}
	if err := os.Rename(temporary, path); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}

func writeWhole(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(file, writeBuffer)
	err = write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	return errors.Join(err, file.Close())
}

// beside is a name of its own in the folder of a path.
func beside(path string) (string, error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make a name: %w", err)
	}
	return filepath.Join(filepath.Dir(path), ".writing-"+uid.String()), nil
}

// gone passes over that what was to be removed is not there.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// explain says why a file could not be written. What already has a sentence keeps
// it.
func explain(err error, path string) error {
	var said *data.Error
	name := filepath.Base(path)
	switch {
	case err == nil || errors.As(err, &said):
		return err
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return data.Wrap(err, data.CodeCancelled, "Stopped; %s was not written.", name)
	case errors.Is(err, syscall.ENOSPC):
		return data.Wrap(err, data.CodeFull, "The disk has no room for %s, so it was not written; free some space or choose another place.", name)
	}
	return data.Wrap(err, data.CodeReadOnly, "%s could not be written (%v); check that the folder exists, can be written and has space.", name, reason(err))
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

// free refuses to write over what is there, unless replacing is wanted.
func free(path string, replace bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return explain(err, path)
	case info.IsDir():
		return data.Errorf(data.CodeBadInput, "%s is a folder; give the name of a file.", filepath.Base(path))
	case !info.Mode().IsRegular():
		return data.Errorf(data.CodeBadInput, "%s is no ordinary file; choose another name.", filepath.Base(path))
	case !replace:
		return data.Errorf(data.CodeConfirm, "There is already a file %s; choose another name, or say that it is to be replaced.", filepath.Base(path))
	}
	return nil
}
