package workspace

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
)

// inspect looks at a file before SQLite does, and refuses in one sentence what
// is no workspace.
func inspect(path string) error {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return data.Wrap(err, data.CodeNotFound, "There is no file %s; check the name, or make it with New.", path)
	case err != nil:
		return data.Wrap(err, data.CodeReadOnly, "The file %s cannot be read: %s. Check that you may open it and that its disk is connected.", name, cause(err))
	case info.IsDir():
		return data.Errorf(data.CodeNotOurs, "%s is a folder, not a workspace; choose a %s file.", name, Extension)
	case !info.Mode().IsRegular(): // reading from a pipe would wait for ever
		return data.Errorf(data.CodeNotOurs, "%s is a device or a pipe, not a workspace; choose a %s file.", name, Extension)
	}
	file, err := os.Open(path)
	if err != nil {
		return data.Wrap(err, data.CodeReadOnly, "The file %s cannot be read: %s. Check that you may open it and that its disk is connected.", name, cause(err))
	}
	defer file.Close()
	header := make([]byte, 100)
	if _, err := io.ReadFull(file, header); err != nil {
		return data.Wrap(err, data.CodeNotOurs, "%s is not a workspace: it is empty or cut short. To bring its data in, make a workspace and import it.", name)
	}
	// Pages that are not in the file yet may stand in the log of one that was not
	// closed; then SQLite's own check is the one to ask.
	size := info.Size()
	if exists(path + "-wal") {
		size = math.MaxInt64
	}
	return inspectHeader(name, header, size)
}

// inspectHeader reads SQLite's file header: https://sqlite.org/fileformat2.html
func inspectHeader(name string, header []byte, size int64) error {
	if string(header[:16]) != "SQLite format 3\x00" || binary.BigEndian.Uint32(header[68:]) != applicationID {
		return data.Errorf(data.CodeNotOurs, "%s is not a CX Workbench workspace. To bring its data in, make a workspace and import it.", name)
	}
	if version := binary.BigEndian.Uint32(header[60:]); version > uint32(len(migrations())) {
		return data.Errorf(data.CodeNewer, "%s was made by a newer version of CX Workbench (format %d, this program knows %d); update the program to open it.", name, version, len(migrations()))
	}
	// A format that SQLite could have chosen and we never do: schema 4, UTF-8, and
	// the migrations make version 1 before the file gets its name.
	if binary.BigEndian.Uint32(header[44:]) != 4 || binary.BigEndian.Uint32(header[56:]) != 1 || binary.BigEndian.Uint32(header[60:]) == 0 {
		return data.Errorf(data.CodeDamaged, "%s is damaged at its beginning; restore a backup, or rescue what can be read.", name)
	}
	pageSize := int64(binary.BigEndian.Uint16(header[16:]))
	if pageSize == 1 {
		pageSize = 65536
	}
	if pages := int64(binary.BigEndian.Uint32(header[28:])); pages*pageSize > size {
		return data.Errorf(data.CodeDamaged, "%s is cut short: it should have %d bytes and has %d. Copy it again from where it came, or restore a backup.", name, pages*pageSize, size)
	}
	return nil
}

// explain turns what SQLite and the system say into one sentence. An error that
// already has one keeps it.
func explain(err error, path, doing string) error {
	var said *data.Error
	if err == nil || errors.As(err, &said) {
		return err
	}
	name := filepath.Base(path)
	if errors.Is(err, context.Canceled) {
		return data.Wrap(err, data.CodeCancelled, "Stopped; nothing was changed.")
	}
	// SQLite has no code of their own for these.
	if text := err.Error(); strings.Contains(text, "malformed JSON") || strings.Contains(text, "unsupported file format") {
		return data.Wrap(err, data.CodeDamaged, "%s is damaged and could not be %s; restore a backup, or rescue what can be read.", name, doing)
	}
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultFull:
		return data.Wrap(err, data.CodeFull, "The disk is full, so %s could not be %s; nothing was changed. Free some space and try again.", name, doing)
	case sqlite.ResultCorrupt, sqlite.ResultNotADB:
		return data.Wrap(err, data.CodeDamaged, "%s is damaged and could not be %s; restore a backup, or rescue what can be read.", name, doing)
	case sqlite.ResultReadOnly, sqlite.ResultCantOpen, sqlite.ResultPerm:
		return data.Wrap(err, data.CodeReadOnly, "%s cannot be written, so it could not be %s; check the permissions of the file and its folder.", name, doing)
	case sqlite.ResultBusy, sqlite.ResultLocked:
		return data.Wrap(err, data.CodeReadOnly, "Another program is using %s, or its folder does not let files be locked, so it could not be %s; close it there, or copy it to a local folder.", name, doing)
	case sqlite.ResultIOErr:
		return data.Wrap(err, data.CodeFull, "The disk did not take what was written, so %s could not be %s; check that it has space and is connected, and try again.", name, doing)
	case sqlite.ResultInterrupt:
		return data.Wrap(err, data.CodeCancelled, "Stopped; nothing was changed.")
	}
	return data.Wrap(err, data.CodeInternal, "%s could not be %s: %v.", name, doing, err)
}

// cause is the short reason inside a system error.
func cause(err error) string {
	var errno syscall.Errno
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, fs.ErrNotExist):
		return "the folder does not exist"
	case errors.As(err, &errno):
		return errno.Error()
	}
	return err.Error()
}
