package workspace

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Open opens a workspace file. When somebody else has it open, or the file or
// its folder cannot be written, the workspace is read-only and ReadOnly says why.
func Open(ctx context.Context, path string) (*Workspace, error) {
	if err := inspect(path); err != nil {
		return nil, err
	}
	w := &Workspace{path: path}
	var err error
	if w.file, err = os.Stat(path); err != nil {
		return nil, explain(err, path, "opened")
	}
	if w.lock, w.holder, err = takeLock(path); err != nil {
		return nil, err
	}
	err = guarded(path, func() error { return w.connect(ctx) })
	if err == nil {
		if w.lock != nil {
			removeStrays(filepath.Dir(path))
		}
		return w, nil
	}
	w.broken.Store(errors.As(err, new(*enginePanic)))
	return nil, errors.Join(explain(err, path, "opened"), w.abandon())
}

// connect makes sure that the file is whole and ours, brings it to this
// program's version and opens the connections.
func (w *Workspace) connect(ctx context.Context) error {
	at := w.path
	// What is not ours to write but has to be written to be read, is copied.
	if w.holder != nil && w.holder.Medium && (!closedCleanly(at) || versionOf(at) < len(migrations())) {
		var err error
		if w.aside, at, err = copyAside(at); err != nil {
			return data.Wrap(err, data.CodeFull, "%s cannot be written where it is, and could not be copied to the folder for temporary files either: %s.", filepath.Base(w.path), cause(err))
		}
		if err := foldFile(at); err != nil {
			return err
		}
	}
	version, err := examine(ctx, at)
	if err != nil {
		return err
	}
	ours := w.holder == nil || w.aside != ""
	if ours && version < len(migrations()) {
		if err := w.migrate(ctx, at); err != nil {
			return err
		}
	}
	flags := sqlite.OpenReadOnly
	if w.holder == nil {
		flags = sqlite.OpenReadWrite
	}
	if w.writer, err = openHardened(at, flags); err != nil {
		return err
	}
	if w.holder == nil {
		if err := sqlitex.ExecuteTransient(w.writer, "PRAGMA journal_mode = WAL", nil); err != nil {
			return err
		}
		if err := setCache(w.writer, writerCache); err != nil {
			return err
		}
	}
	w.readers, err = sqlitex.NewPool(at, sqlitex.PoolOptions{
		Flags: sqlite.OpenReadOnly, PoolSize: 4, PrepareConn: harden,
	})
	return err
}

// examine checks a file without writing to it and gives its version, so that
// one that is refused stays as it was. The one exception is a rollback journal,
// which SQLite must apply before it can read.
func examine(ctx context.Context, path string) (version int, err error) {
	flags := sqlite.OpenReadOnly
	if exists(path + "-journal") {
		flags = sqlite.OpenReadWrite
	}
	unclean := !closedCleanly(path)
	err = withConn(path, flags, func(conn *sqlite.Conn) error {
		if err := checkSchema(conn); err != nil {
			return err
		}
		if unclean {
			if err := quickCheck(ctx, conn); err != nil {
				return err
			}
		}
		version, err = pragmaInt(conn, "user_version")
		return err
	})
	return version, err
}

// migrate brings a file to this program's version, after a backup of it.
func (w *Workspace) migrate(ctx context.Context, at string) error {
	return withConn(at, sqlite.OpenReadWrite, func(conn *sqlite.Conn) error {
		if w.aside == "" {
			if _, err := backUp(ctx, conn, w.path, time.Now()); err != nil {
				return data.Wrap(err, data.CodeOf(err), "%s comes from an older version of CX Workbench and is only brought up to date after a backup, which could not be made: %s",
					filepath.Base(w.path), data.Said(explain(err, w.path, "backed up")))
			}
		}
		crash.Point("migrate.begin")
		if err := migrate(conn, len(migrations())); err != nil {
			return err
		}
		crash.Point("migrate.done")
		return nil
	})
}

// withConn opens a connection for some work and closes it, unless the engine
// panicked: then closing it could hang.
func withConn(path string, flags sqlite.OpenFlags, work func(*sqlite.Conn) error) error {
	conn, err := openHardened(path, flags)
	if err != nil {
		return err
	}
	err = work(conn)
	conn.SetInterrupt(nil) // closing must run even when a context ended the work
	return errors.Join(err, conn.Close())
}

func openHardened(path string, flags sqlite.OpenFlags) (*sqlite.Conn, error) {
	conn, err := sqlite.OpenConn(path, flags)
	if err != nil {
		return nil, err
	}
	if err := harden(conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// abandon gives everything back after a failed opening, without touching the file.
func (w *Workspace) abandon() error {
	return errors.Join(w.disconnect(), w.removeAside(), w.lock.release())
}

// disconnect closes the connections, unless the engine can no longer be trusted
// with that.
func (w *Workspace) disconnect() (err error) {
	if w.broken.Load() {
		return nil
	}
	err = w.closeReaders()
	if w.writer != nil {
		err = errors.Join(err, w.writer.Close())
	}
	w.writer = nil
	return err
}

// closeReaders ends the pool once. It stays in its place, so that who still asks
// for something is told that it is closed.
func (w *Workspace) closeReaders() error {
	if w.readers == nil || w.readersClosed {
		return nil
	}
	w.readersClosed = true
	return w.readers.Close()
}

func (w *Workspace) removeAside() error {
	if w.aside == "" {
		return nil
	}
	return os.RemoveAll(w.aside)
}

// Close stores the digest, folds everything into one file and lets go of it.
// Where somebody else still has the file open, the last to leave folds it. The
// Workspace must not be used afterwards.
func (w *Workspace) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	crash.Point("close.begin")
	var err error
	if w.holder == nil && !w.broken.Load() {
		err = errors.Join(w.closeReaders(), w.finish())
	}
	err = errors.Join(err, w.disconnect(), w.removeAside())
	crash.Point("close.folded")
	err = errors.Join(err, w.lock.release())
	crash.Point("close.released")
	if err == nil && w.aside == "" && (w.holder == nil || !w.holder.Medium) {
		err = tidy(w.path)
	}
	if err == nil {
		return nil
	}
	var said *data.Error
	name := filepath.Base(w.path)
	if log := w.path + "-wal"; !errors.As(err, &said) && w.holder == nil && exists(log) {
		return data.Wrap(err, data.CodeFull, "%s could not be made one file again, perhaps for want of space; all changes are kept in %s beside it. Keep the two together, free some space and open it again.",
			name, filepath.Base(log))
	}
	return explain(fmt.Errorf("close %s: %w", w.path, err), w.path, "closed")
}

// finish does what remains to be written at close.
func (w *Workspace) finish() error {
	return guarded(w.path, func() error {
		if missing := w.inPlace(); missing != nil {
			kept, err := backUp(context.Background(), w.writer, w.path, time.Now())
			if err != nil {
				return errors.Join(missing, err)
			}
			return data.Wrap(missing, data.CodeNotFound, "%s was moved, deleted or replaced by another program while it was open. What was open is kept in %s; restore it from there.",
				filepath.Base(w.path), kept.Path)
		}
		if err := w.storeDigest(); err != nil {
			// Comfort only: without it the next check has nothing to compare with.
			slog.Warn("the digest could not be stored", "file", w.path, "error", err)
		}
		crash.Point("close.digest")
		return oneFile(w.writer)
	})
}

// inPlace makes sure that the file is still the one that was opened: what is
// written to a file without a name is lost.
func (w *Workspace) inPlace() error {
	if there, err := os.Stat(w.path); err == nil && os.SameFile(there, w.file) {
		return nil
	}
	return data.Errorf(data.CodeNotFound, "%s was moved, deleted or replaced by another program while it was open, so it cannot be changed any more. Put it back, or close it: what is open here is then kept as a backup.",
		filepath.Base(w.path))
}

// oneFile makes one file of a database and its log. Where others still read it,
// that is left to the last of them.
func oneFile(conn *sqlite.Conn) error {
	conn.SetBusyTimeout(time.Second)
	for _, pragma := range []string{"wal_checkpoint(TRUNCATE)", "journal_mode = DELETE"} {
		err := sqlitex.ExecuteTransient(conn, "PRAGMA "+pragma, nil)
		if code := sqlite.ErrCode(err).ToPrimary(); code == sqlite.ResultBusy || code == sqlite.ResultLocked {
			return nil
		}
		if err != nil {
			return err
		}
		crash.Point("close." + pragma[:3])
	}
	return nil
}

func foldFile(path string) error {
	return withConn(path, sqlite.OpenReadWrite, oneFile)
}

// tidy folds a file that was left with a log, if nobody has it open any more.
func tidy(path string) error {
	if closedCleanly(path) || !exists(path) {
		return nil
	}
	lock, _, err := takeLock(path)
	if lock == nil {
		return err // somebody has it, and tidies
	}
	return errors.Join(foldFile(path), lock.release())
}
