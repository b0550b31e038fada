package app

import (
	"context"
	"path/filepath"
	"time"

	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// Backup is a complete copy of a workspace, kept in the person's data folder.
type Backup = workspace.Backup

// Backup makes a checked copy of the workspace as it is now.
func (s *Session) Backup(ctx context.Context) (Backup, error) { return s.ws.Backup(ctx) }

// Backups lists the backups of the workspace file at path, newest first.
func Backups(path string) ([]Backup, error) { return workspace.Backups(path) }

// Restore puts a backup in the place of the workspace at path, which nobody may
// have open, and gives the backup that was made of what was there.
func Restore(ctx context.Context, path, backup string) (kept Backup, err error) {
	return workspace.Restore(ctx, path, backup)
}

// NoBackupError says why no backup could be made before an import, which has not
// begun. A person may decide to import all the same.
type NoBackupError struct{ Err error }

func (e *NoBackupError) Error() string { return e.Err.Error() }

func (e *NoBackupError) Unwrap() error { return e.Err }

// backUpFirst makes the backup that stands before an import. A workspace that
// was never written has nothing to lose.
func (s *Session) backUpFirst(ctx context.Context, plan *exchange.Plan) error {
	if plan.DryRun() || s.ReadOnly() != "" {
		return nil
	}
	info, err := s.ws.Info(ctx)
	if err != nil || info.Revision == 0 {
		return err
	}
	_, err = s.ws.Backup(ctx)
	switch code := data.CodeOf(err); {
	case err == nil:
		return nil
	case code == data.CodeDamaged || code == data.CodeCancelled || ctx.Err() != nil:
		return err
	}
	return &NoBackupError{data.Wrap(err, data.CodeOf(err), "No backup could be made before the import: %s", data.Said(err))}
}

// BackupEvery is after how much time a changed workspace is backed up.
const BackupEvery = 10 * time.Minute

// watch is what the workbench knows about the safety of the open file.
type watch struct {
	checking bool
	backed   int64 // the revision of the last backup, or at opening
	at       time.Time
	running  bool // a backup is being made
}

// Checking reports whether the content is still being compared with what was
// stored when the file was last closed.
func (wb *Workbench) Checking() bool { return wb.watch.checking }

// beginWatch starts to watch over the workspace that was just opened: it is compared
// with its stored digest in the background.
func (wb *Workbench) beginWatch() {
	session, generation := wb.session, wb.generation
	wb.watch = watch{checking: true, backed: session.Log().Revision, at: wb.Now()}
	var verdict workspace.Verdict
	wb.Jobs.Start(message.New("job.check", message.Args{"file": filepath.Base(session.Path())}), func(ctx context.Context, _ *job.Progress) (err error) {
		verdict, err = session.ws.Verify(ctx)
		return err
	}, func(err error) {
		if generation != wb.generation {
			return
		}
		wb.watch.checking = false
		switch {
		case err != nil && data.CodeOf(err) == data.CodeDamaged:
			wb.damaged(err)
		case err == nil && verdict == workspace.Differs:
			wb.damaged(data.Errorf(data.CodeDamaged, "%s does not say any more what it said when it was last closed: it was damaged, or changed by another program. Its figures may be wrong.",
				filepath.Base(session.Path())))
		}
	})
}

func (wb *Workbench) damaged(err error) {
	if wb.OnDamage != nil {
		wb.OnDamage(err)
	}
}

// Tick backs the open workspace up in the background if it was changed since the
// last backup and BackupEvery has passed. It is called every minute or so; done is
// told how a backup went.
func (wb *Workbench) Tick(done func(error)) {
	session := wb.session
	if session == nil || wb.watch.running || session.ReadOnly() != "" || wb.Now().Sub(wb.watch.at).Abs() < BackupEvery {
		return
	}
	revision := session.Log().Revision
	if revision == wb.watch.backed {
		return
	}
	generation := wb.generation
	wb.watch.running, wb.watch.at = true, wb.Now()
	wb.Jobs.Start(message.New("job.backup", nil), func(ctx context.Context, _ *job.Progress) error {
		_, err := session.Backup(ctx)
		return err
	}, func(err error) {
		if generation != wb.generation {
			return
		}
		wb.watch.running = false
		if err == nil {
			wb.watch.backed = revision
		}
		done(err)
	})
}

// Restore closes the workspace if it is the one at path, puts a backup in its
// place and opens it, in the background.
func (wb *Workbench) Restore(path, backup string, done func(error)) {
	closeIt := func() error { return nil }
	if wb.session != nil && wb.session.Path() == path {
		closeIt = wb.letGo()
		wb.tell(WorkspaceChanged)
	}
	wb.enter(message.New("job.restore", message.Args{"file": filepath.Base(path)}), func(ctx context.Context, _ *job.Progress) (*Session, error) {
		if err := closeIt(); err != nil && data.CodeOf(err) != data.CodeDamaged {
			return nil, err
		}
		if _, err := Restore(ctx, path, backup); err != nil {
			return nil, err
		}
		return Open(ctx, path)
	}, done)
}

// Rescue reads what can be read of a damaged workspace into a new one and opens
// that, in the background.
func (wb *Workbench) Rescue(path, into string, done func(RescueReport, error)) {
	var report RescueReport
	wb.enter(message.New("job.rescue", message.Args{"file": filepath.Base(path)}), func(ctx context.Context, _ *job.Progress) (session *Session, err error) {
		if report, err = Rescue(ctx, path, into); err != nil {
			return nil, err
		}
		return Open(ctx, into)
	}, func(err error) { done(report, err) })
}
