package app

import (
	"context"

	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/message"
)

// History lists what can be undone and redone, newest first.
func (s *Session) History(ctx context.Context) (data.History, error) { return s.ws.History(ctx) }

// Undo takes back the newest change and reads the log anew. An error with
// data.CodeConfirm means that it could not be redone; UndoForGood does it then.
func (s *Session) Undo(ctx context.Context) (data.Change, error) {
	change, err := s.ws.Undo(ctx)
	return s.moved(ctx, change, err)
}

// UndoTo takes back every change from the newest to this one, all or none.
func (s *Session) UndoTo(ctx context.Context, id int64) (data.Change, error) {
	change, err := s.ws.UndoTo(ctx, id)
	return s.moved(ctx, change, err)
}

// UndoForGood is UndoTo without a way back; id 0 is the newest change.
func (s *Session) UndoForGood(ctx context.Context, id int64) (data.Change, error) {
	change, err := s.ws.UndoForGood(ctx, id)
	return s.moved(ctx, change, err)
}

// Redo brings back what was undone last and reads the log anew.
func (s *Session) Redo(ctx context.Context) (data.Change, error) {
	change, err := s.ws.Redo(ctx)
	return s.moved(ctx, change, err)
}

func (s *Session) moved(ctx context.Context, change data.Change, err error) (data.Change, error) {
	if err != nil {
		return data.Change{}, err
	}
	_, err = s.Reload(ctx)
	return change, err
}

// Digest is a fingerprint of what the workspace says.
func (s *Session) Digest(ctx context.Context) (string, error) { return s.ws.Digest(ctx) }

// History is that of the open workspace, as last read.
func (wb *Workbench) History() data.History { return wb.history }

// Undo takes changes back in the background, from the newest to the one with this
// id; 0 is the newest. For good means that they cannot be redone.
func (wb *Workbench) Undo(id int64, forGood bool, done func(data.Change, error)) {
	wb.move("job.undo", func(ctx context.Context, s *Session) (data.Change, error) {
		switch {
		case forGood:
			return s.UndoForGood(ctx, id)
		case id != 0:
			return s.UndoTo(ctx, id)
		}
		return s.Undo(ctx)
	}, done)
}

// Redo brings back, in the background, what was undone last.
func (wb *Workbench) Redo(done func(data.Change, error)) {
	wb.move("job.redo", func(ctx context.Context, s *Session) (data.Change, error) { return s.Redo(ctx) }, done)
}

func (wb *Workbench) move(label string, work func(context.Context, *Session) (data.Change, error), done func(data.Change, error)) {
	var change data.Change
	wb.renew(message.New(label, nil), func(ctx context.Context, s *Session) (err error) {
		change, err = work(ctx, s)
		return err
	}, func(err error) { done(change, err) })
}

// renew does work that leaves the session with another log, as a job, and tells
// everybody.
func (wb *Workbench) renew(label message.Message, work func(context.Context, *Session) error, done func(error)) {
	generation := wb.generation
	got := opened{session: wb.session}
	wb.Jobs.Start(label, func(ctx context.Context, _ *job.Progress) error {
		if err := work(ctx, got.session); err != nil {
			return err
		}
		return got.read(ctx)
	}, func(err error) {
		if generation != wb.generation {
			return
		}
		if err == nil {
			wb.segments, wb.history = got.segments, got.history
			wb.view = wb.view.withSegments(got.segments).withChannels(got.session.Log())
			wb.tell(DataChanged)
		}
		done(err)
	})
}
