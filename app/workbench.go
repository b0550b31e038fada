package app

import (
	"context"
	"os"
	"time"

	"cxworkbench/app/job"
	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Change says what subscribers should look at again.
type Change int

// What can change.
const (
	WorkspaceChanged Change = iota // another workspace, or none
	DataChanged                    // the same workspace at a new revision
	ViewChanged                    // as-of date, segment or dates
)

// Workbench is the window's side of the program: the workspace that is open,
// what is looked at, and the jobs that run. Its methods belong to the goroutine
// that touches widgets; slow work goes through jobs.
type Workbench struct {
	Jobs  *job.Runner
	Prefs *Prefs
	Now   func() time.Time
	// OnDamage is told of damage that was found after opening; nil where nobody listens.
	OnDamage func(error)
	// OnUnclosed is told why a workspace that was left for another could not be closed
	// as it should; nil where nobody listens.
	OnUnclosed func(error)

	session     *Session
	view        View
	segments    []data.Segment
	history     data.History
	generation  int // counts opened workspaces, so that late answers are dropped
	subscribers []func(Change)
	watch       watch
	closed      chan struct{} // closed itself once every workspace that was left is; nil before the first
}

// NewWorkbench makes a workbench without a workspace. Dispatch brings a
// function to the goroutine that touches widgets; jobsChanged is called there.
func NewWorkbench(prefs *Prefs, now func() time.Time, dispatch func(func()), jobsChanged func()) *Workbench {
	return &Workbench{Jobs: job.NewRunner(dispatch, jobsChanged), Prefs: prefs, Now: now, view: WholeView()}
}

// Session is the open workspace; nil where there is none.
func (wb *Workbench) Session() *Session { return wb.session }

// View is what is looked at.
func (wb *Workbench) View() View { return wb.view }

// Segments are those of the open workspace, as last read.
func (wb *Workbench) Segments() []data.Segment { return wb.segments }

// Channels names those that a view of the open workspace can be limited to, sorted;
// the last is the empty name where contacts name no channel.
func (wb *Workbench) Channels() []string {
	if wb.session == nil {
		return nil
	}
	return channelChoices(wb.session.Log())
}

// SetView changes what is looked at and tells everybody.
func (wb *Workbench) SetView(v View) {
	if v == wb.view {
		return
	}
	wb.view = v
	wb.tell(ViewChanged)
}

// Subscribe has fn called on every change.
func (wb *Workbench) Subscribe(fn func(Change)) { wb.subscribers = append(wb.subscribers, fn) }

func (wb *Workbench) tell(c Change) {
	for _, fn := range wb.subscribers {
		fn(c)
	}
}

// opened is what a job hands over when it has opened a workspace.
type opened struct {
	session  *Session
	segments []data.Segment
	history  data.History
}

// read reads what is shown of a workspace besides its log.
func (o *opened) read(ctx context.Context) (err error) {
	if o.segments, err = o.session.Segments(ctx); err != nil {
		return err
	}
	o.history, err = o.session.History(ctx)
	return err
}

// Open opens a workspace in the background in place of the one that is open,
// which stays if this fails. The one that is open already stays open.
func (wb *Workbench) Open(path string, done func(error)) {
	if wb.holds(path) {
		done(nil)
		return
	}
	wb.enter(message.New("job.open", message.Args{"file": path}), func(ctx context.Context, _ *job.Progress) (*Session, error) {
		return Open(ctx, path)
	}, done)
}

// Create makes a workspace in the background and opens it.
func (wb *Workbench) Create(path string, settings data.Settings, done func(error)) {
	wb.enter(message.New("job.create", message.Args{"file": path}), func(ctx context.Context, _ *job.Progress) (*Session, error) {
		return Create(ctx, path, settings)
	}, done)
}

// OpenDemo opens the demo workspace at path, making it first where it is not there.
func (wb *Workbench) OpenDemo(path string, done func(error)) {
	if wb.holds(path) {
		done(nil)
		return
	}
	wb.enter(message.New("job.demo", nil), func(ctx context.Context, p *job.Progress) (*Session, error) {
		return OpenOrMakeDemo(ctx, path, wb.Now(), p.Set)
	}, done)
}

// holds reports whether the file at path is the open workspace. Opened a second
// time it would find itself held, by ourselves.
func (wb *Workbench) holds(path string) bool {
	if wb.session == nil {
		return false
	}
	ours, err := os.Stat(wb.session.Path())
	if err != nil {
		return false
	}
	asked, err := os.Stat(path)
	return err == nil && os.SameFile(ours, asked)
}

// ResetDemo makes the demo workspace at path anew and opens it.
func (wb *Workbench) ResetDemo(path string, done func(error)) {
	closeIt := func() error { return nil }
	if wb.holds(path) {
		closeIt = wb.letGo()
		wb.tell(WorkspaceChanged)
	}
	wb.enter(message.New("job.demo", nil), func(ctx context.Context, p *job.Progress) (*Session, error) {
		if err := closeIt(); err != nil {
			return nil, err
		}
		return ResetDemo(ctx, path, wb.Now(), p.Set)
	}, done)
}

// enter runs begin as a job, once every workspace that was left is closed, and puts
// its session in place of the old one.
func (wb *Workbench) enter(label message.Message, begin func(context.Context, *job.Progress) (*Session, error), done func(error)) {
	var got opened
	before := wb.closed
	wb.Jobs.Start(label, func(ctx context.Context, p *job.Progress) (err error) {
		if err := wait(ctx, before); err != nil {
			return err
		}
		if got.session, err = begin(ctx, p); err != nil {
			return err
		}
		if err := got.read(ctx); err != nil {
			return joinClose(err, got.session.ws)
		}
		return nil
	}, func(err error) {
		if err == nil {
			wb.replace(got)
		}
		done(err)
	})
}

// wait returns once something is closed, or nothing is to be waited for.
func wait(ctx context.Context, closed <-chan struct{}) error {
	if closed == nil {
		return nil
	}
	select {
	case <-closed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (wb *Workbench) replace(got opened) {
	left := wb.session != nil
	closeIt := wb.letGo()
	wb.session, wb.segments, wb.history, wb.view = got.session, got.segments, got.history, WholeView()
	wb.generation++
	wb.Prefs.Remember(got.session.Path())
	wb.tell(WorkspaceChanged)
	wb.beginWatch()
	if left {
		wb.shut(closeIt, func(err error) {
			if err != nil && wb.OnUnclosed != nil {
				wb.OnUnclosed(err)
			}
		})
	}
}

// Shut lets go of the open workspace, if there is one, and closes it in the
// background.
func (wb *Workbench) Shut(done func(error)) {
	closeIt := wb.letGo()
	wb.tell(WorkspaceChanged)
	wb.shut(closeIt, done)
}

// shut closes a workspace that was let go of, in the background.
func (wb *Workbench) shut(closeIt func() error, done func(error)) {
	before, now := wb.closed, make(chan struct{})
	wb.closed = now
	wb.Jobs.Start(message.New("job.close", nil), func(context.Context, *job.Progress) error {
		defer close(now)
		err := closeIt()
		if before != nil { // that one cannot be stopped either
			<-before
		}
		return err
	}, done)
}

// Close is Shut for those who have nothing else to do meanwhile.
func (wb *Workbench) Close() error { return wb.letGo()() }

// letGo forgets the open workspace and gives what closes it, which is slow where
// there is much in it: its digest is worked out.
func (wb *Workbench) letGo() (closeIt func() error) {
	session := wb.session
	if session == nil {
		return func() error { return nil }
	}
	wb.session, wb.segments, wb.history, wb.view = nil, nil, data.History{}, WholeView()
	wb.generation++
	return session.Close
}

// Leave stops every job and closes the open workspace, if there is one, in the
// background; it is the last that is done.
func (wb *Workbench) Leave(done func(error)) {
	wb.Jobs.Finish(message.New("job.close", nil), wb.letGo(), done)
}

// Refresh reads the log anew after a write and tells everybody.
func (wb *Workbench) Refresh(done func(error)) {
	wb.renew(message.New("job.refresh", nil), func(ctx context.Context, s *Session) error {
		_, err := s.Reload(ctx)
		return err
	}, done)
}

// Question is a place on a screen that shows one answer at a time: asking again
// cancels the question before it, and a late answer is dropped.
type Question struct {
	asked int
	job   *job.Job
}

// Forget takes the question back: what was asked is cancelled and not answered.
func (q *Question) Forget() {
	q.asked++
	if q.job != nil {
		q.job.Cancel()
	}
}

// Ask works out an answer for the open workspace and the current view off the
// goroutine that touches widgets, and shows it there.
func Ask[T any](wb *Workbench, q *Question, label message.Message, work func(ctx context.Context, s *Session, v View) (T, error), show func(T, error)) {
	q.Forget()
	asked, generation, session, view := q.asked, wb.generation, wb.session, wb.view
	var answer T
	q.job = wb.Jobs.Start(label, func(ctx context.Context, _ *job.Progress) (err error) {
		answer, err = work(ctx, session, view)
		return err
	}, func(err error) {
		if asked == q.asked && generation == wb.generation {
			show(answer, err)
		}
	})
}
