// Package job runs work in the background: each job has a context, progress and
// a way to cancel; a panic becomes an error; a count of what is busy lets tests
// wait without sleeping.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Progress is told by the work and read by the window whenever it draws.
type Progress struct{ done, total atomic.Int64 }

// Set tells how much is done of how much; a total of 0 is not known.
func (p *Progress) Set(done, total int64) {
	p.total.Store(total)
	p.done.Store(done)
}

// Share is how much is done, 0..1, and whether that is known.
func (p *Progress) Share() (float64, bool) {
	total := p.total.Load()
	if total <= 0 {
		return 0, false
	}
	return min(1, float64(p.done.Load())/float64(total)), true
}

// Job is a piece of work that runs.
type Job struct {
	Label    message.Message
	Progress Progress
	cancel   context.CancelFunc
}

// Cancel asks the work to stop; it ends with an error of CodeCancelled.
func (j *Job) Cancel() { j.cancel() }

// Runner starts jobs and knows which run. Its methods are safe for concurrent
// use; what it calls back runs through its dispatcher.
type Runner struct {
	dispatch func(func())
	changed  func()

	mu      sync.Mutex
	jobs    []*Job
	working sync.WaitGroup
	busy    int
}

// NewRunner makes a runner. Dispatch brings a function to the goroutine that
// may touch widgets; changed is called there whenever jobs start or end.
func NewRunner(dispatch func(func()), changed func()) *Runner {
	return &Runner{dispatch: dispatch, changed: changed}
}

// Start runs work in the background and then, dispatched, done with its error.
func (r *Runner) Start(label message.Message, work func(ctx context.Context, p *Progress) error, done func(error)) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	j := &Job{Label: label, cancel: cancel}
	r.mu.Lock()
	r.jobs = append(r.jobs, j)
	r.mu.Unlock()
	r.Busy(1)
	r.working.Add(1)
	go func() {
		defer r.working.Done()
		defer cancel()
		err := capture(func() error { return work(ctx, &j.Progress) })
		if err != nil && errors.Is(ctx.Err(), context.Canceled) && data.CodeOf(err) != data.CodeCancelled {
			err = data.Wrap(err, data.CodeCancelled, "Stopped; nothing was changed.")
		}
		r.ended(j, func() { done(err) })
	}()
	return j
}

// ended takes a job off the list and dispatches what is to be done then.
func (r *Runner) ended(j *Job, done func()) {
	r.mu.Lock()
	r.jobs = slices.DeleteFunc(slices.Clone(r.jobs), func(other *Job) bool { return other == j })
	r.mu.Unlock()
	r.dispatch(func() {
		done()
		r.Busy(-1)
	})
}

// Finish cancels every job and, once their work has ended, runs a last one in the
// background, which cannot be stopped. No job may be started after it.
func (r *Runner) Finish(label message.Message, work func() error, done func(error)) {
	for _, j := range r.Jobs() {
		j.Cancel()
	}
	last := &Job{Label: label, cancel: func() {}}
	r.mu.Lock()
	r.jobs = append(r.jobs, last)
	r.mu.Unlock()
	r.Busy(1)
	go func() {
		r.working.Wait()
		err := capture(work)
		r.ended(last, func() { done(err) })
	}()
}

// capture turns a panic into an error, so that none reaches the user.
func capture(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("a job panicked", "panic", p, "stack", string(debug.Stack()))
			err = data.Wrap(fmt.Errorf("panic: %v", p), data.CodeInternal,
				"Something went wrong inside the program (%v); nothing was changed. Please report it with what you did.", p)
		}
	}()
	return work()
}

// Busy counts work that is under way, jobs and drawings alike.
func (r *Runner) Busy(delta int) {
	r.mu.Lock()
	r.busy += delta
	r.mu.Unlock()
	r.dispatch(r.changed)
}

// Dispatch brings a function to the goroutine that may touch widgets, for work
// that shows how far it is.
func (r *Runner) Dispatch(fn func()) { r.dispatch(fn) }

// Idle reports whether nothing is under way.
func (r *Runner) Idle() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy == 0
}

// Jobs lists what runs, oldest first.
func (r *Runner) Jobs() []*Job {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]*Job(nil), r.jobs...)
}

// Stop cancels every job and waits until their work has ended.
func (r *Runner) Stop() {
	for _, j := range r.Jobs() {
		j.Cancel()
	}
	r.working.Wait()
}
