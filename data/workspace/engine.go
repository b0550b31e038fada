package workspace

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"cxworkbench/data"
)

// guarded runs work that reads a file which may be damaged. It is the one place
// where a panic inside the SQLite engine becomes a sentence; our own panics go
// on. After a panic of the engine its connections must not be used or closed.
func guarded(path string, work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if !insideEngine() {
			panic(p)
		}
		err = &enginePanic{data.Wrap(fmt.Errorf("panic in the engine: %v", p), data.CodeDamaged,
			"%s is damaged so badly that reading it had to be stopped; restore a backup, or rescue what can be read.", filepath.Base(path))}
	}()
	return work()
}

// enginePanic is the error of an engine that cannot be used any more.
type enginePanic struct{ said *data.Error }

func (e *enginePanic) Error() string { return e.said.Error() }

func (e *enginePanic) Unwrap() error { return e.said }

// insideEngine reports, in a deferred function, whether the panic came from the
// engine: whose code is the innermost that is not the runtime's.
func insideEngine() bool {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") {
			return strings.HasPrefix(frame.Function, "modernc.org/")
		}
		if !more {
			return false
		}
	}
}
