// Package workspace is the .cxw file: open, migrate, lock, write and read it.
// It is the only place with SQL.
package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// Extension is how a workspace file's name ends.
const Extension = ".cxw"

// Workspace is one open .cxw file. Its methods are safe for concurrent use:
// writes take turns on one connection, reads have a pool of their own.
type Workspace struct {
	path    string
	holder  *Holder // who else has it; nil when writing is ours
	lock    *lock
	mu      sync.Mutex // held while the writing connection is in use
	writer  *sqlite.Conn
	readers *sqlitex.Pool
	onWrite func(revision int64)
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

// Open opens a workspace file. When somebody else has it open, or the file or
// its folder cannot be written, the workspace is read-only and ReadOnly says why.
func Open(ctx context.Context, path string) (*Workspace, error) {
	if err := inspect(path); err != nil {
		return nil, err
	}
	w := &Workspace{path: path}
	lock, holder, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	w.lock, w.holder = lock, holder
	if err := w.connect(ctx); err != nil {
		return nil, errors.Join(explain(err, path, "opened"), w.abandon())
	}
	return w, nil
}

// connect opens the connections and makes sure that the file is whole and ours.
func (w *Workspace) connect(ctx context.Context) error {
	unclean := exists(w.path+"-wal") || exists(w.path+"-journal")
	flags := sqlite.OpenReadWrite
	if w.holder != nil {
		flags = sqlite.OpenReadOnly
	}
	conn, err := sqlite.OpenConn(w.path, flags)
	if err != nil {
		return err
	}
	w.writer = conn
	if err := harden(conn); err != nil {
		return err
	}
	// All checks come before the first write: a file that is refused stays as it was.
	if err := checkSchema(conn); err != nil {
		return err
	}
	if unclean {
		if err := quickCheck(ctx, conn); err != nil {
			return err
		}
	}
	if w.holder == nil {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA journal_mode = WAL", nil); err != nil {
			return err
		}
		if err := migrate(conn, len(migrations())); err != nil {
			return err
		}
	}
	w.readers, err = sqlitex.NewPool(w.path, sqlitex.PoolOptions{
		Flags: sqlite.OpenReadOnly, PoolSize: 4, PrepareConn: harden,
	})
	return err
}

// abandon gives everything back after a failed opening, without touching the file.
func (w *Workspace) abandon() error {
	var err error
	if w.readers != nil {
		err = w.readers.Close()
	}
	if w.writer != nil {
		err = errors.Join(err, w.writer.Close())
	}
	return errors.Join(err, w.lock.release())
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

// Close folds everything into one file and lets go of it. The Workspace must
// not be used afterwards.
func (w *Workspace) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err := w.readers.Close()
	if w.holder == nil {
		for _, pragma := range []string{"wal_checkpoint(TRUNCATE)", "journal_mode = DELETE"} {
			err = errors.Join(err, sqlitex.ExecuteTransient(w.writer, "PRAGMA "+pragma, nil))
		}
	}
	err = errors.Join(err, w.writer.Close(), w.lock.release())
	if err == nil {
		return nil
	}
	name := filepath.Base(w.path)
	if log := w.path + "-wal"; w.holder == nil && exists(log) {
		return data.Wrap(err, data.CodeFull, "%s could not be made one file again, perhaps for want of space; all changes are kept in %s beside it. Keep the two together, free some space and open it again.",
			name, filepath.Base(log))
	}
	return explain(fmt.Errorf("close %s: %w", w.path, err), w.path, "closed")
}

// read lends a reading connection that sees one consistent state.
func (w *Workspace) read(ctx context.Context, fn func(*sqlite.Conn) error) error {
	conn, err := w.readers.Take(ctx)
	if err != nil {
		return explain(err, w.path, "read")
	}
	defer w.readers.Put(conn)
	end := sqlitex.Transaction(conn)
	err = fn(conn)
	end(&err)
	return explain(err, w.path, "read")
}

// Write runs fn in one transaction under a label that says what the person
// did. An error, a panic or a cancelled context leaves the file as it was.
func (w *Workspace) Write(ctx context.Context, label string, fn func(*Tx) error) error {
	if w.holder != nil {
		return data.Errorf(data.CodeReadOnly, "%s", w.holder.Sentence())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	revision, err := w.transaction(ctx, fn)
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

func (w *Workspace) transaction(ctx context.Context, fn func(*Tx) error) (revision int64, err error) {
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
	if err := fn(&Tx{conn: w.writer}); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := w.room(); err != nil {
		return 0, err
	}
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
