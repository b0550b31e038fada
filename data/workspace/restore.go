package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"zombiezen.com/go/sqlite"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Restore puts a backup, a file listed by Backups or any other workspace, in the
// place of the workspace at path, which nobody may have open. What was there is
// kept as another backup, whatever its state; it is returned, or the zero Backup
// where there was nothing.
func Restore(ctx context.Context, path, backup string) (kept Backup, err error) {
	report, err := Check(ctx, backup)
	if err != nil {
		return kept, err
	}
	if len(report.Findings) > 0 {
		return kept, data.Errorf(data.CodeDamaged, "The backup of %s is damaged itself (%s), so nothing was restored; choose another.",
			filepath.Base(path), strings.TrimSuffix(report.Findings[0], "."))
	}
	if exists(path) {
		lock, holder, err := takeLock(path)
		switch {
		case err != nil:
			return kept, err
		case holder != nil && holder.Medium:
			return kept, data.Errorf(data.CodeReadOnly, "%s or its folder cannot be written, so nothing can be restored there; copy the backup elsewhere: %s.", filepath.Base(path), backup)
		case holder != nil:
			return kept, data.Errorf(data.CodeReadOnly, "%s is open elsewhere (%s, process %d); close it there to restore a backup.", filepath.Base(path), holder.Host, holder.Process)
		}
		defer func() { err = errors.Join(err, lock.release()) }()
		if kept, err = keep(ctx, path); err != nil {
			return kept, data.Wrap(err, data.CodeOf(err), "What is in %s now could not be kept as a backup, so nothing was restored: %s", filepath.Base(path), data.Said(err))
		}
	}
	crash.Point("restore.kept")
	uid, err := uuid.NewV7()
	if err != nil {
		return kept, fmt.Errorf("make a name: %w", err)
	}
	fresh := filepath.Join(filepath.Dir(path), ".new-"+uid.String()+Extension)
	if err := copyFile(backup, fresh); err != nil {
		return kept, data.Wrap(err, data.CodeFull, "The backup could not be copied to %s (%s), so nothing was restored.", filepath.Dir(path), cause(err))
	}
	if info, err := os.Stat(path); err == nil {
		err = os.Chmod(fresh, info.Mode().Perm())
		if err != nil {
			return kept, errors.Join(explain(err, path, "restored"), os.Remove(fresh))
		}
	}
	// What a log held is in the kept backup by now. Left there, it would be
	// applied to the restored file.
	crash.Point("restore.copied")
	if err := removeLogs(path); err != nil {
		return kept, errors.Join(explain(err, path, "restored"), os.Remove(fresh))
	}
	crash.Point("restore.unlogged")
	if err := os.Rename(fresh, path); err != nil {
		return kept, errors.Join(explain(err, path, "restored"), os.Remove(fresh))
	}
	crash.Point("restore.done")
	return kept, nil
}

// keep makes a backup of what is in a file before it is replaced; of one that
// cannot be read, a copy as it is.
func keep(ctx context.Context, path string) (Backup, error) {
	kept, err := keepWhole(ctx, path)
	if err == nil || ctx.Err() != nil {
		return kept, err
	}
	if kept, err = newBackup(path, time.Now(), damagedMark); err != nil {
		return kept, err
	}
	for _, end := range []string{"", "-wal", "-journal"} {
		if !exists(path + end) {
			continue
		}
		if err := copyFile(path+end, kept.Path+end); err != nil {
			return Backup{}, errors.Join(backupFailed(err, path), removeIfThere(kept.Path), removeLogs(kept.Path))
		}
	}
	return kept, kept.settle(path)
}

// keepWhole folds a log into its file, so that the file is the last committed
// state until the moment it is replaced, and makes a backup of it.
func keepWhole(ctx context.Context, path string) (kept Backup, err error) {
	err = guarded(path, func() error {
		if _, err := examine(ctx, path); err != nil {
			return err
		}
		return withConn(path, sqlite.OpenReadWrite, func(conn *sqlite.Conn) error {
			if kept, err = backUp(ctx, conn, path, time.Now()); err != nil {
				return err
			}
			return oneFile(conn)
		})
	})
	return kept, err
}
