package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// loop is the goroutine of the test in the part of the one that touches widgets.
type loop struct{ tasks chan func() }

func newLoop() *loop { return &loop{tasks: make(chan func(), 1000)} }

func (l *loop) dispatch(task func()) { l.tasks <- task }

// until runs what was dispatched until done says so.
func (l *loop) until(done func() bool) {
	for !done() {
		(<-l.tasks)()
	}
}

// bench is a workbench with what it told.
type bench struct {
	*Workbench
	loop *loop
	told []Change
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{loop: newLoop()}
	b.Workbench = NewWorkbench(LoadPrefs(t.TempDir()), func() time.Time { return now }, b.loop.dispatch, func() {})
	b.Subscribe(func(c Change) { b.told = append(b.told, c) })
	t.Cleanup(func() {
		b.Jobs.Stop()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// idle waits until nothing is under way.
func (b *bench) idle() { b.loop.until(b.Jobs.Idle) }

// finish gives a function for a job's end, and one that waits for it.
func (b *bench) finish() (done func(error), wait func() error) {
	ended, result := false, error(nil)
	return func(err error) { ended, result = true, err }, func() error {
		b.loop.until(func() bool { return ended })
		b.idle()
		return result
	}
}

func (b *bench) mustOpen(t *testing.T, path string) {
	t.Helper()
	done, wait := b.finish()
	b.Open(path, done)
	if err := wait(); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) mustCreate(t *testing.T, name string) string {
	t.Helper()
	done, wait := b.finish()
	path := filepath.Join(t.TempDir(), name+".cxw")
	b.Create(path, settings, done)
	if err := wait(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenTakesThePlaceOfWhatIsOpen(t *testing.T) {
	b := newBench(t)
	first := b.mustCreate(t, "first")
	addSegment(t, b.Session(), "All", "done anything")
	second := b.mustCreate(t, "second")
	v := WholeView()
	v.Where = "done purchase"
	b.SetView(v)
	b.SetView(v)
	b.mustOpen(t, first)
	if b.Session().Path() != first || b.Session().ReadOnly() != "" || len(b.Segments()) != 1 || b.View() != WholeView() {
		t.Errorf("open is %s, %q, view %+v", b.Session().Path(), b.Session().ReadOnly(), b.View())
	}
	if want := []Change{WorkspaceChanged, WorkspaceChanged, ViewChanged, WorkspaceChanged}; !slices.Equal(b.told, want) {
		t.Errorf("told %v, want %v", b.told, want)
	}
	if want := []string{first, second}; !slices.Equal(b.Prefs.Recent, want) {
		t.Errorf("recent %v, want %v", b.Prefs.Recent, want)
	}
	other, err := Open(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if says := other.ReadOnly(); says != "" {
		t.Errorf("the workspace before is still held: %s", says)
	}
}

func TestOpenThatFailsLeavesWhatIsOpen(t *testing.T) {
	b := newBench(t)
	path := b.mustCreate(t, "first")
	session := b.Session()
	done, wait := b.finish()
	b.Open(filepath.Join(t.TempDir(), "none.cxw"), done)
	wantRefused(t, wait(), data.CodeNotFound, "There is no file")
	done, wait = b.finish()
	b.Create(path, settings, done)
	wantRefused(t, wait(), data.CodeBadInput, "already a file")
	if b.Session() != session || len(b.told) != 1 {
		t.Errorf("open is %v, told %v", b.Session(), b.told)
	}
}

func TestOpenWhatIsOpenAlready(t *testing.T) {
	b := newBench(t)
	path := b.mustCreate(t, "first")
	session := b.Session()
	b.mustOpen(t, path)
	done, wait := b.finish()
	b.OpenDemo(path, done)
	if err := wait(); err != nil || b.Session() != session || b.Session().ReadOnly() != "" {
		t.Errorf("open is another session, read-only: %q, %v", b.Session().ReadOnly(), err)
	}
}

func TestRefreshTellsWhatIsNew(t *testing.T) {
	b := newBench(t)
	b.mustCreate(t, "first")
	mustImport(t, b.Session(), customers)
	before := b.Session().Log().Revision
	addSegment(t, b.Session(), "Northern", "region = North")
	done, wait := b.finish()
	b.Refresh(done)
	if err := wait(); err != nil || len(b.Segments()) != 1 || b.Session().Log().Revision != before+1 {
		t.Errorf("segments %v, revision %d, %v", b.Segments(), b.Session().Log().Revision, err)
	}
	if want := []Change{WorkspaceChanged, DataChanged}; !slices.Equal(b.told, want) {
		t.Errorf("told %v, want %v", b.told, want)
	}
}

var asking = message.Verbatim("asking")

// ask asks for a number that work gives, and collects what is shown.
func (b *bench) ask(q *Question, shown *[]int, work func(ctx context.Context) (int, error)) {
	Ask(b.Workbench, q, asking, func(ctx context.Context, _ *Session, _ View) (int, error) { return work(ctx) },
		func(answer int, err error) {
			if err != nil {
				answer = -1
			}
			*shown = append(*shown, answer)
		})
}

func TestAskShowsTheLatestAnswerOnly(t *testing.T) {
	b := newBench(t)
	b.mustCreate(t, "first")
	var q Question
	var shown []int
	release := make(chan struct{})
	b.ask(&q, &shown, func(ctx context.Context) (int, error) { // stops when it is asked to
		<-ctx.Done()
		return 1, ctx.Err()
	})
	b.ask(&q, &shown, func(context.Context) (int, error) { // does not listen, and answers late
		<-release
		return 2, nil
	})
	b.ask(&q, &shown, func(context.Context) (int, error) { return 3, nil })
	b.loop.until(func() bool { return len(shown) > 0 })
	close(release)
	b.idle()
	if !slices.Equal(shown, []int{3}) {
		t.Errorf("shown %v, want 3 alone", shown)
	}
	b.ask(&q, &shown, func(context.Context) (int, error) { return 0, errors.New("no answer") })
	b.idle()
	if !slices.Equal(shown, []int{3, -1}) {
		t.Errorf("shown %v: a failure is an answer", shown)
	}
}

func TestTwoQuestionsDoNotDisturbEachOther(t *testing.T) {
	b := newBench(t)
	b.mustCreate(t, "first")
	var q, r Question
	var shown []int
	b.ask(&q, &shown, func(context.Context) (int, error) { return 1, nil })
	b.ask(&r, &shown, func(context.Context) (int, error) { return 2, nil })
	b.idle()
	slices.Sort(shown)
	if !slices.Equal(shown, []int{1, 2}) {
		t.Errorf("shown %v, want both", shown)
	}
}

func TestAnAnswerAfterClosingIsDropped(t *testing.T) {
	for _, after := range []string{"close", "another workspace"} {
		b := newBench(t)
		b.mustCreate(t, "first")
		session := b.Session()
		var q Question
		var shown []int
		release := make(chan struct{})
		b.ask(&q, &shown, func(ctx context.Context) (int, error) {
			<-release
			info, err := session.Info(ctx)
			return info.Customers, err
		})
		if after == "close" {
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			if b.Session() != nil || b.Close() != nil {
				t.Error("the workspace is not closed")
			}
		} else {
			b.replaceNow(t)
		}
		close(release)
		b.idle()
		if len(shown) > 0 {
			t.Errorf("after %s a late answer is shown: %v", after, shown)
		}
	}
}

// replaceNow opens another workspace while a question is under way.
func (b *bench) replaceNow(t *testing.T) {
	t.Helper()
	ended, failed := false, error(nil)
	b.Create(filepath.Join(t.TempDir(), "second.cxw"), settings, func(err error) { ended, failed = true, err })
	b.loop.until(func() bool { return ended })
	if failed != nil || !strings.HasSuffix(b.Session().Path(), "second.cxw") {
		t.Fatalf("%v", failed)
	}
}

func TestAskAnswersForTheViewItWasAskedIn(t *testing.T) {
	b := newBench(t)
	b.mustCreate(t, "first")
	v := WholeView()
	v.Where = "done purchase"
	b.SetView(v)
	var q Question
	var got View
	Ask(b.Workbench, &q, asking, func(_ context.Context, _ *Session, v View) (View, error) { return v, nil },
		func(v View, _ error) { got = v })
	b.SetView(WholeView())
	b.idle()
	if got != v {
		t.Errorf("answered for %+v", got)
	}
}

// Another workspace is there at once; the one that is left is closed in the
// background, and can be opened again without being found held by ourselves.
func TestAnotherWorkspaceDoesNotWaitForTheOneThatIsLeft(t *testing.T) {
	b := newBench(t)
	b.OnUnclosed = func(err error) { t.Error(err) }
	first := b.mustCreate(t, "first")
	second := b.mustCreate(t, "second")
	for _, path := range []string{first, second} {
		b.Open(path, func(err error) {
			if err != nil || b.Session().Path() != path || b.Session().ReadOnly() != "" {
				t.Errorf("%s is not open for writing: %v", path, err)
			}
			if path == second {
				return
			}
			b.Open(second, func(err error) { // while second may still be closing
				if err != nil || b.Session().ReadOnly() != "" {
					t.Errorf("opened at once again it is not for writing: %v", err)
				}
			})
		})
		b.idle()
	}
	done, wait := b.finish()
	b.Shut(done)
	if b.Session() != nil {
		t.Error("the workspace is still shown")
	}
	if err := wait(); err != nil {
		t.Error(err)
	}
	for _, path := range []string{first, second} {
		if left, err := filepath.Glob(path + "*"); err != nil || len(left) != 1 {
			t.Errorf("%q are left, %v", left, err)
		}
	}
}
