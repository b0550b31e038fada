// Package viewtest opens the whole window for tests, without a screen: real
// workspaces, real analyses, Fyne's test driver. What jobs hand over waits in a
// queue that Settle empties, so that everything that touches a widget happens on
// the goroutine of the test and nothing has to be waited for by the clock.
package viewtest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/adrg/xdg"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/shell"
)

// Now is the time at which tests take place.
var Now = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)

// Bench is a window under test.
type Bench struct {
	*shell.Shell
	Folder string // of its files
	Prefs  *app.Prefs

	t     testing.TB
	tasks *queue
	trace bytes.Buffer
}

// New opens a window of 1280x800 without a workspace, in English.
func New(t testing.TB) *Bench {
	t.Helper()
	return NewIn(t, nil, "")
}

// NewIn is New with a choice of languages, of which the person has made one; empty
// is none.
func NewIn(t testing.TB, languages []*message.Printer, chosen string) *Bench {
	t.Helper()
	toastTime := kit.ToastTime
	kit.ToastTime = 0
	t.Cleanup(func() { kit.ToastTime = toastTime })
	b := &Bench{t: t, Folder: t.TempDir(), tasks: newQueue()}
	t.Setenv("XDG_DATA_HOME", filepath.Join(b.Folder, "data")) // where backups go
	xdg.Reload()
	b.Prefs = app.LoadPrefs(filepath.Join(b.Folder, "prefs"))
	b.Prefs.Language = chosen
	b.Shell = shell.New(test.NewTempApp(t), shell.Options{
		Prefs: b.Prefs, DemoPath: filepath.Join(b.Folder, "demo", "demo.cxw"), Languages: languages,
		Now: func() time.Time { return Now }, Trace: &b.trace, Dispatch: b.tasks.put,
	})
	b.Window().Resize(fyne.NewSize(1280, 800))
	t.Cleanup(b.close)
	b.Settle()
	return b
}

func (b *Bench) close() {
	b.Workbench().Jobs.Stop()
	if err := b.Workbench().Close(); err != nil {
		b.t.Errorf("close the workspace: %v", err)
	}
}

// Open opens a window on a workspace into which files were imported, each given
// as its content.
func Open(t testing.TB, files ...string) *Bench {
	t.Helper()
	return OpenIn(t, nil, "", files...)
}

// OpenIn is Open with a choice of languages, as NewIn.
func OpenIn(t testing.TB, languages []*message.Printer, chosen string, files ...string) *Bench {
	t.Helper()
	b := NewIn(t, languages, chosen)
	path := filepath.Join(b.Folder, "test.cxw")
	b.makeWorkspace(path, files)
	b.OpenPath(path)
	b.Settle()
	if b.Workbench().Session() == nil {
		t.Fatalf("the workspace did not open: %q", b.Texts())
	}
	return b
}

func (b *Bench) makeWorkspace(path string, files []string) {
	b.t.Helper()
	ctx := context.Background()
	settings := data.Settings{Name: "Test Ltd", Zone: "Europe/Dublin", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	session, err := app.Create(ctx, path, settings)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, content := range files {
		options := exchange.Defaults(Now)
		options.AsOf = data.DayIn(Now.UnixMilli(), time.UTC) // of tenures, where a file has them
		plan, err := exchange.Prepare(b.File("in.csv", content), options)
		if err != nil {
			b.t.Fatal(err)
		}
		report, err := session.Import(ctx, plan, func(int64, int64) {})
		if err != nil || report.Rejected > 0 {
			b.t.Fatalf("import: %v, %v", err, report.Reasons)
		}
	}
	if err := session.Close(); err != nil {
		b.t.Fatal(err)
	}
}

// File writes a file and gives its path.
func (b *Bench) File(name, content string) string {
	b.t.Helper()
	path := filepath.Join(b.Folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

// Settle waits until no job and no drawing is under way any more.
func (b *Bench) Settle() {
	for {
		if task := b.tasks.take(); task != nil {
			task()
			continue
		}
		if b.Workbench().Jobs.Idle() {
			return
		}
		<-b.tasks.filled
	}
}

// Traced gives the last line of the trace that begins with a word, without it.
func (b *Bench) Traced(word string) string {
	lines := strings.Split(b.trace.String(), "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(lines[i], word+" "); ok {
			return rest
		}
	}
	return ""
}

// queue holds what is to be done on the goroutine of the test.
type queue struct {
	mu     sync.Mutex
	tasks  []func()
	filled chan struct{} // holds a token after something was put
}

func newQueue() *queue { return &queue{filled: make(chan struct{}, 1)} }

func (q *queue) put(task func()) {
	q.mu.Lock()
	q.tasks = append(q.tasks, task)
	q.mu.Unlock()
	select {
	case q.filled <- struct{}{}:
	default:
	}
}

func (q *queue) take() func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.tasks) == 0 {
		return nil
	}
	task := q.tasks[0]
	q.tasks = q.tasks[1:]
	return task
}
