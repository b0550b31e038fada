// Package workspace is the .cxw file: open, migrate, lock, write and read it.
// It is the only place with SQL.
package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Extension is how a workspace file's name ends.
const Extension = ".cxw"

// Workspace is one open .cxw file. Its methods are safe for concurrent use:
// writes take turns on one connection, reads have a pool of their own.
type Workspace struct {
	path    string
	file    os.FileInfo // what was at path when it was opened
	aside   string      // the copy that is read in place of path; empty where there is none
	holder  *Holder     // who else has it; nil when writing is ours
	lock    *lock
	broken  atomic.Bool // the engine panicked: its connections must not be touched
	mu      sync.Mutex  // held while the writing connection is in use
	writer  *sqlite.Conn
	readers *sqlitex.Pool
	// readersClosed is set with mu held; the pool itself says so to who takes from it.
	readersClosed bool
	onWrite       func(revision int64)
	recent        recent
	clock         func() time.Time // nil is time.Now
	limit         int64            // of the history, bytes; 0 is historyBytes
}

// Create makes a new workspace file with these settings and the built-in
// stages, and opens it. A file that is already there is left alone.
func Create(ctx context.Context, path string, settings data.Settings) (*Workspace, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, data.Errorf(data.CodeBadInput, "There is already a file %s; choose another name, or open that file.", filepath.Base(path))
	}
	if _, err := settings.Location(); err != nil {
		return nil, data.Wrap(err, data.CodeBadInput, "%q is not a known time zone; use a name like Europe/Dublin.", settings.Zone)
	}
	// Built beside its place and renamed, so that a half-made file is never found there.
	temporary, err := makeEmpty(filepath.Dir(path))
	if err != nil {
		return nil, data.Wrap(err, data.CodeReadOnly, "The workspace cannot be made in %s: %s.", filepath.Dir(path), cause(err))
	}
	defer os.Remove(temporary)
	if err := build(temporary, settings); err != nil {
		return nil, explain(err, path, "made")
	}
	// Logs that a deleted file left behind would be applied to the new one.
	if err := removeLogs(path); err != nil {
		return nil, data.Wrap(err, data.CodeReadOnly, "The workspace cannot be made at %s: %s.", path, cause(err))
	}
	if err := os.Rename(temporary, path); err != nil {
		return nil, data.Wrap(err, data.CodeReadOnly, "The workspace cannot be made at %s: %s.", path, cause(err))
	}
	w, err := Open(ctx, path)
	if err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return w, nil
}

// makeEmpty makes an empty file of a name of its own in a folder. Unlike
// os.CreateTemp it leaves to the umask who may read it, as for any document.
func makeEmpty(folder string) (string, error) {
	uid, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make a name: %w", err)
	}
	path := filepath.Join(folder, ".new-"+uid.String()+Extension)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	return path, file.Close()
}

func build(path string, settings data.Settings) (err error) {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetBusyTimeout(patience)
	if err := sqlitex.ExecuteTransient(conn, fmt.Sprintf("PRAGMA application_id = %d", applicationID), nil); err != nil {
		return err
	}
	if err := migrate(conn, len(migrations())); err != nil {
		return err
	}
	tx := &Tx{conn: conn}
	if err := tx.SetSettings(settings); err != nil {
		return err
	}
	return tx.addBuiltInStages()
}

// Path is where the file is.
func (w *Workspace) Path() string { return w.path }

// ReadOnly tells who keeps this workspace from being written; nil when it is ours.
func (w *Workspace) ReadOnly() *Holder { return w.holder }

// OnWrite registers the one function that is told of each new revision, after
// its commit, on the goroutine that wrote.
func (w *Workspace) OnWrite(told func(revision int64)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.onWrite = told
}

// read lends a reading connection that sees one consistent state.
func (w *Workspace) read(ctx context.Context, fn func(*sqlite.Conn) error) error {
	conn, err := w.readers.Take(ctx)
	switch {
	case err != nil && strings.HasSuffix(err.Error(), "pool closed"): // the library has no value for it
		return w.wasClosed()
	case err != nil:
		return explain(err, w.path, "read")
	}
	defer func() {
		if !w.broken.Load() {
			w.readers.Put(conn)
		}
	}()
	end := sqlitex.Transaction(conn)
	err = guarded(w.path, func() error { return fn(conn) })
	if errors.As(err, new(*enginePanic)) {
		w.broken.Store(true)
		return err
	}
	end(&err)
	return explain(err, w.path, "read")
}

// Write runs fn in one transaction under a label that says what the person did;
// the history keeps it under that label, so that it can be undone. An error, a
// panic or a cancelled context leaves the file as it was.
func (w *Workspace) Write(ctx context.Context, label string, fn func(*Tx) error) error {
	return w.exclusively(func() error {
		var whom touched
		var before int64
		err := w.commit(ctx, label, func() error {
			history, err := record(w.writer, label, w.now().UnixMilli(), w.historyLimit())
			defer history.stop()
			if err != nil {
				return err
			}
			tx := &Tx{conn: w.writer, history: history}
			if err := fn(tx); err != nil {
				return err
			}
			if err := tx.finishBulk(); err != nil {
				return err
			}
			if err := history.finish(); err != nil {
				return err
			}
			whom = history.touched
			before, err = revisionOf(w.writer)
			return err
		})
		if err == nil {
			w.recent.add(before+1, whom)
		}
		return err
	})
}

// exclusively does work that writes, one at a time, if writing is ours.
func (w *Workspace) exclusively(work func() error) error {
	if w.holder != nil {
		return w.holder.Err()
	}
	if err := w.inPlace(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.writer == nil {
		return w.wasClosed()
	}
	return work()
}

// wasClosed answers who is late: a background question, after Close.
func (w *Workspace) wasClosed() error {
	return data.Errorf(data.CodeCancelled, "%s was closed meanwhile; open it again.", filepath.Base(w.path))
}

// commit does work in one transaction and tells of the new revision.
func (w *Workspace) commit(ctx context.Context, label string, work func() error) error {
	revision, err := w.transaction(ctx, work)
	if err != nil {
		if ctx.Err() != nil {
			return data.Wrap(err, data.CodeCancelled, "Stopped; nothing was changed.")
		}
		return explain(fmt.Errorf("%s: %w", label, err), w.path, "changed")
	}
	if w.onWrite != nil {
		w.onWrite(revision)
	}
	return nil
}

func (w *Workspace) transaction(ctx context.Context, work func() error) (revision int64, err error) {
	defer w.writer.SetInterrupt(w.writer.SetInterrupt(ctx.Done()))
	end, err := sqlitex.ImmediateTransaction(w.writer)
	if err != nil {
		return 0, err
	}
	defer func() {
		panicked := recover()
		if panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
		if err != nil {
			w.writer.SetInterrupt(nil) // the rollback must run even when the context is what ended the work
		}
		end(&err)
		if panicked != nil {
			panic(panicked)
		}
	}()
	crash.Point("write.begin")
	if err := work(); err != nil {
		return 0, err
	}
	crash.Point("write.made")
	if err := refreshSearch(w.writer); err != nil {
		return 0, err
	}
	crash.Point("write.indexed")
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := w.room(); err != nil {
		return 0, err
	}
	defer crash.Point("write.sealed") // all but the commit
	revision, err = revisionOf(w.writer)
	if err != nil {
		return 0, err
	}
	revision++
	err = sqlitex.Execute(w.writer, `INSERT INTO meta (key, value) VALUES ('revision', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1`,
		&sqlitex.ExecOptions{Args: []any{fmt.Sprint(revision)}})
	return revision, err
}

func revisionOf(conn *sqlite.Conn) (int64, error) {
	var revision int64
	err := sqlitex.Execute(conn, `SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'`,
		&sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
			revision = stmt.ColumnInt64(0)
			return nil
		}})
	return revision, err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
