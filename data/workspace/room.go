package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"cxworkbench/data"
)

const (
	// smallGrowth is what a file may grow by without looking for room first, bytes.
	smallGrowth = 256 << 10
	// writerCache is SQLite's page cache for writing, bytes: it holds the index of
	// a million interactions by customer, whose pages would else be written and
	// read again many times over.
	writerCache = 32 << 20
	// commitRoom is what the commit itself may still write to the log beside the
	// pages in the cache.
	commitRoom = 1 << 20
)

// room makes sure, before a commit, that the disk can take what it adds twice:
// once in the log beside the file, once when Close folds the log into it. A disk
// that is full in between would leave the change in a second file.
func (w *Workspace) room() error {
	pages, err := pragmaInt(w.writer, "page_count")
	if err != nil {
		return err
	}
	size, err := pragmaInt(w.writer, "page_size")
	if err != nil {
		return err
	}
	info, err := os.Stat(w.path)
	if err != nil {
		return err
	}
	all := int64(pages) * int64(size)
	grows := all - info.Size()
	if grows < smallGrowth {
		return nil
	}
	if err := fill(filepath.Dir(w.path), grows+min(all, writerCache)+commitRoom); err != nil {
		return data.Wrap(err, data.CodeFull, "The disk has no room for what %s would grow by, so nothing was changed; free some space and try again.",
			filepath.Base(w.path))
	}
	return nil
}

// fill writes so many bytes to a file in a folder and removes it: the one way
// to ask for room that holds on every system.
func fill(folder string, bytes int64) (err error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make a name: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(folder, ".room-"+uid.String()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = 0xA5 // zeros may take no room
	}
	for ; bytes > 0; bytes -= int64(len(block)) {
		if _, err := file.Write(block[:min(bytes, int64(len(block)))]); err != nil {
			return err
		}
	}
	return nil
}
