package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
	"cxworkbench/data/workspace/crash"
)

// Backup is a complete copy of a workspace file, kept in the person's data
// folder, away from the file itself.
type Backup struct {
	Path string
	At   time.Time // when it was made, UTC
	Size int64     // bytes
	// Whole is false for a file that was put away as it was because it could not
	// be read, before something was restored in its place.
	Whole bool
}

const (
	mostBackups  = 20 // of one workspace
	newestKept   = 10 // of these, whatever their distance
	backupTime   = "20060102T150405.000Z"
	damagedMark  = "-damaged"
	partEnding   = ".part"
	backupFolder = "cxworkbench/backups"
	pagesAtOnce  = 64
)

// BackupFolder is where the backups of a workspace are kept: below the person's
// data folder, named by the place of the file and its name.
func BackupFolder(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find the place of %s: %w", path, err)
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(absolute)); err == nil {
		absolute = filepath.Join(folder, filepath.Base(absolute))
	}
	place := sha256.Sum256([]byte(absolute))
	name := strings.TrimSuffix(filepath.Base(absolute), Extension)
	return filepath.Join(xdg.DataHome, filepath.FromSlash(backupFolder), hex.EncodeToString(place[:6])+"-"+name), nil
}

// Backup makes a checked copy of the workspace as it is now.
func (w *Workspace) Backup(ctx context.Context) (b Backup, err error) {
	err = w.read(ctx, func(conn *sqlite.Conn) error {
		b, err = backUp(ctx, conn, w.path, time.Now())
		return err
	})
	return b, err
}

// Backups lists the backups of the workspace file at path, newest first. The
// file itself need not be there any more.
func Backups(path string) ([]Backup, error) {
	folder, err := BackupFolder(path)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, data.Wrap(err, data.CodeReadOnly, "The backups in %s cannot be read: %s.", folder, cause(err))
	}
	var backups []Backup
	for _, entry := range entries {
		name, isBackup := strings.CutSuffix(entry.Name(), Extension)
		name, damaged := strings.CutSuffix(name, damagedMark)
		at, err := time.Parse(backupTime, name)
		info, statErr := entry.Info()
		if !isBackup || err != nil || statErr != nil {
			continue
		}
		backups = append(backups, Backup{filepath.Join(folder, entry.Name()), at, info.Size(), !damaged})
	}
	slices.SortFunc(backups, func(a, b Backup) int { return b.At.Compare(a.At) })
	return backups, nil
}

// backUp copies what a connection sees to the backups of the workspace at path,
// checks the copy and thins out the older ones.
func backUp(ctx context.Context, conn *sqlite.Conn, path string, now time.Time) (Backup, error) {
	b, err := newBackup(path, now, "")
	if err != nil {
		return Backup{}, err
	}
	part := b.Path + partEnding
	err = guarded(path, func() error {
		crash.Point("backup.begin")
		if err := copyPages(ctx, conn, part); err != nil {
			return err
		}
		crash.Point("backup.copied")
		return withConn(part, sqlite.OpenReadOnly, func(copied *sqlite.Conn) error { return checkCopy(ctx, conn, copied) })
	})
	if err == nil {
		crash.Point("backup.checked")
		err = os.Rename(part, b.Path)
	}
	if err != nil {
		return Backup{}, errors.Join(backupFailed(err, path), removeLogs(part), removeIfThere(part))
	}
	crash.Point("backup.renamed")
	return b, b.settle(path)
}

// newBackup finds a free name and makes the folder for it.
func newBackup(path string, now time.Time, mark string) (Backup, error) {
	folder, err := BackupFolder(path)
	if err != nil {
		return Backup{}, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return Backup{}, data.Wrap(err, data.CodeReadOnly, "The folder for backups, %s, cannot be made: %s.", folder, cause(err))
	}
	if err := removeParts(folder); err != nil {
		return Backup{}, err
	}
	for now = now.UTC().Truncate(time.Millisecond); ; now = now.Add(time.Millisecond) {
		name := now.Format(backupTime)
		if !exists(filepath.Join(folder, name+Extension)) && !exists(filepath.Join(folder, name+damagedMark+Extension)) {
			return Backup{Path: filepath.Join(folder, name+mark+Extension), At: now, Whole: mark == ""}, nil
		}
	}
}

// removeParts removes what backups that were cut off have left.
func removeParts(folder string) error {
	parts, err := filepath.Glob(filepath.Join(folder, "*"+partEnding+"*"))
	for _, part := range parts {
		if info, statErr := os.Stat(part); statErr == nil && time.Since(info.ModTime()) > time.Hour {
			err = errors.Join(err, removeIfThere(part))
		}
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func backupFailed(err error, path string) error {
	var said *data.Error
	if errors.As(err, &said) {
		return err
	}
	explained := explain(err, path, "backed up")
	if code := data.CodeOf(explained); code == data.CodeFull || code == data.CodeReadOnly {
		return data.Wrap(err, code, "The backup of %s could not be written to the data folder: it is full or cannot be written.", filepath.Base(path))
	}
	return explained
}

// copyPages copies the whole database of a connection, one consistent state, to
// a new file that stands for itself.
func copyPages(ctx context.Context, conn *sqlite.Conn, to string) (err error) {
	copied, err := sqlite.OpenConn(to, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	copied.SetBusyTimeout(patience)
	defer func() { err = errors.Join(err, copied.Close()) }()
	if err := os.Chmod(to, 0o600); err != nil {
		return err
	}
	backup, err := sqlite.NewBackup(copied, "main", conn, "main")
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		if err = ctx.Err(); err == nil {
			more, err = backup.Step(pagesAtOnce)
		}
		crash.Point("backup.pages")
	}
	if err = errors.Join(err, backup.Close()); err != nil {
		return err
	}
	return sqlitex.ExecuteTransient(copied, "PRAGMA journal_mode = DELETE", nil)
}

// checkCopy makes sure that a copy is whole, says what its source says, and that
// the source was not damaged without anybody noticing.
func checkCopy(ctx context.Context, source, conn *sqlite.Conn) error {
	if err := quickCheck(ctx, conn); err != nil {
		return err
	}
	conn.SetInterrupt(ctx.Done())
	version, err := pragmaInt(conn, "user_version")
	if err != nil {
		return err
	}
	if version == len(migrations()) {
		switch verdict, _, err := verify(conn); {
		case err != nil:
			return err
		case verdict == Verified:
			return nil
		case verdict == Differs:
			return data.Errorf(data.CodeDamaged, "The workspace does not say any more what it said when its digest was stored, so it is damaged and no backup was made of it; restore an older backup.")
		}
	}
	same, err := sameRows(ctx, source, conn)
	if err == nil && !same {
		err = data.Errorf(data.CodeDamaged, "The backup does not read back as it was written, so it was thrown away; check the disk of the data folder.")
	}
	return err
}

// settle takes the size of a backup that was just made and thins out the others.
func (b *Backup) settle(path string) error {
	info, err := os.Stat(b.Path)
	if err != nil {
		return fmt.Errorf("look at the backup: %w", err)
	}
	b.Size = info.Size()
	backups, err := Backups(path)
	if err != nil {
		return err
	}
	times := make([]time.Time, len(backups))
	for i, other := range backups {
		times[i] = other.At
	}
	for _, i := range thin(times, b.At) {
		err = errors.Join(err, os.Remove(backups[i].Path), removeLogs(backups[i].Path))
	}
	return err
}

// thin says which backups, given by their times from newest to oldest, are
// removed so that mostBackups stay: the newest ten stay, the oldest stays, and of
// those between, one after the other goes whose neighbours are closest together,
// so that the rest stay apart. The one that was just made stays, even if the
// clock was set back.
func thin(times []time.Time, made time.Time) (remove []int) {
	kept := make([]int, len(times))
	for i := range kept {
		kept[i] = i
	}
	for len(kept) > mostBackups {
		least := -1
		var gap time.Duration
		for at := newestKept; at < len(kept)-1; at++ {
			between := times[kept[at-1]].Sub(times[kept[at+1]])
			if !times[kept[at]].Equal(made) && (least < 0 || between < gap) {
				least, gap = at, between
			}
		}
		remove = append(remove, kept[least])
		kept = slices.Delete(kept, least, least+1)
	}
	return remove
}
