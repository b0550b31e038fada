package job

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

var label = message.Verbatim("work")

// runner is a Runner whose dispatched functions wait in a queue, which stands
// for the goroutine that touches widgets.
type runner struct {
	*Runner
	queue   chan func()
	changes int
}

func newRunner(t *testing.T) *runner {
	r := &runner{queue: make(chan func(), 100)}
	r.Runner = NewRunner(func(task func()) { r.queue <- task }, func() { r.changes++ })
	t.Cleanup(r.Stop)
	return r
}

func (r *runner) until(done func() bool) {
	for !done() {
		(<-r.queue)()
	}
}

func TestAJobReportsItsEnd(t *testing.T) {
	failure := data.Errorf(data.CodeBadInput, "It does not fit.")
	for _, c := range []struct {
		name string
		work func(j func() *Job) error
		code data.Code
		says string
	}{
		{"done", func(func() *Job) error { return nil }, "", ""},
		{"failed", func(func() *Job) error { return failure }, data.CodeBadInput, "It does not fit."},
		{"cancelled", func(j func() *Job) error { j().Cancel(); return errors.New("interrupted") }, data.CodeCancelled, "Stopped; nothing was changed."},
		{"cancelled in its own words", func(j func() *Job) error {
			j().Cancel()
			return data.Errorf(data.CodeCancelled, "The import was cancelled.")
		}, data.CodeCancelled, "The import was cancelled."},
		{"cancelled too late", func(j func() *Job) error { j().Cancel(); return nil }, "", ""},
		{"panicked", func(func() *Job) error { panic("out of paper") }, data.CodeInternal, "Something went wrong inside the program (out of paper)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			quiet := slog.New(slog.DiscardHandler)
			old := slog.Default()
			slog.SetDefault(quiet)
			defer slog.SetDefault(old)
			r := newRunner(t)
			started := make(chan *Job, 1)
			ended, result := false, error(nil)
			started <- r.Start(label, func(context.Context, *Progress) error {
				return c.work(func() *Job { return <-started })
			}, func(err error) { ended, result = true, err })
			r.until(func() bool { return ended })
			switch {
			case c.code == "" && result != nil:
				t.Errorf("ended with %v", result)
			case c.code != "" && (data.CodeOf(result) != c.code || !strings.HasPrefix(data.Sentence(result), c.says)):
				t.Errorf("ended with %v (%s), want %s (%s)", result, data.CodeOf(result), c.says, c.code)
			}
		})
	}
}

func TestWhatIsUnderWayIsCounted(t *testing.T) {
	r := newRunner(t)
	if !r.Idle() || len(r.Jobs()) > 0 {
		t.Error("busy before the first job")
	}
	release := make(chan struct{})
	ended := 0
	work := func(context.Context, *Progress) error { <-release; return nil }
	first := r.Start(label, work, func(error) { ended++ })
	second := r.Start(label, work, func(error) {
		ended++
		if r.Idle() {
			t.Error("idle before the end was told")
		}
	})
	if jobs := r.Jobs(); len(jobs) != 2 || jobs[0] != first || jobs[1] != second || r.Idle() {
		t.Errorf("jobs %v, idle %t", jobs, r.Idle())
	}
	close(release)
	r.until(func() bool { return ended == 2 })
	r.until(r.Idle)
	r.Busy(1)
	if r.Idle() {
		t.Error("idle while a drawing is under way")
	}
	r.Busy(-1)
	if !r.Idle() || len(r.Jobs()) > 0 {
		t.Errorf("jobs %v, idle %t at the end", r.Jobs(), r.Idle())
	}
	for len(r.queue) > 0 {
		(<-r.queue)()
	}
	if r.changes != 6 { // two begun, two ended, one drawing
		t.Errorf("told %d changes, want 6", r.changes)
	}
}

func TestStopWaitsForTheWork(t *testing.T) {
	r := newRunner(t)
	stopped := 0
	for range 3 {
		r.Start(label, func(ctx context.Context, _ *Progress) error {
			<-ctx.Done()
			return ctx.Err()
		}, func(err error) {
			if data.CodeOf(err) == data.CodeCancelled {
				stopped++
			}
		})
	}
	r.Stop()
	if jobs := r.Jobs(); len(jobs) > 0 {
		t.Errorf("%d jobs still run", len(jobs))
	}
	r.until(func() bool { return stopped == 3 })
}

func TestProgress(t *testing.T) {
	var p Progress
	for _, c := range []struct {
		done, total int64
		share       float64
		known       bool
	}{{0, 0, 0, false}, {5, 0, 0, false}, {1, 4, 0.25, true}, {4, 4, 1, true}, {5, 4, 1, true}} {
		p.Set(c.done, c.total)
		if share, known := p.Share(); share != c.share || known != c.known {
			t.Errorf("%d of %d: %v, %t", c.done, c.total, share, known)
		}
	}
}

// The last job comes after all others, which are asked to stop.
func TestTheLastJobWaitsForTheOthers(t *testing.T) {
	r := newRunner(t)
	stopped, finished := false, false
	r.Start(label, func(ctx context.Context, _ *Progress) error {
		<-ctx.Done()
		stopped = true
		return ctx.Err()
	}, func(error) {})
	failure := errors.New("the disk is full")
	r.Finish(label, func() error {
		if !stopped {
			t.Error("another job still runs")
		}
		return failure
	}, func(err error) {
		if !errors.Is(err, failure) {
			t.Errorf("error %v, want %v", err, failure)
		}
		finished = true
	})
	if len(r.Jobs()) == 0 {
		t.Error("nothing says that work is under way")
	}
	r.until(func() bool { return finished && r.Idle() })
	if jobs := r.Jobs(); len(jobs) != 0 {
		t.Errorf("%d jobs are left", len(jobs))
	}
}
