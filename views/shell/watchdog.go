package shell

import (
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"

	"cxworkbench/views/kit"
)

// watchdogSwitch is the environment variable that has every stall of the UI
// goroutine told, in the trace in a line and on standard error with all stacks.
const watchdogSwitch = "CXWORKBENCH_WATCHDOG"

// watch begins to look after the UI goroutine where that is wanted; end stops it
// and traces how it went.
func (s *Shell) watch() (end func()) {
	if os.Getenv(watchdogSwitch) == "" {
		return func() {}
	}
	dog := kit.NewWatchdog(s.options.Dispatch, func(stall kit.Stall) {
		s.Trace("stall %d ms", stall.For.Milliseconds())
		fmt.Fprintf(os.Stderr, "The window stood still for %v:\n%s\n", stall.For, stall.Stack)
	})
	stop := make(chan struct{})
	go dog.Watch(stop)
	turns := fyne.NewAnimation(time.Second, func(float32) { dog.Frame(time.Now()) }) // it changes nothing, so nothing is painted for it
	turns.RepeatCount = fyne.AnimationRepeatForever
	turns.Start()
	return func() {
		close(stop)
		turns.Stop()
		frames := dog.Frames()
		s.Trace("frames %d in %d ms, longest wait %d ms", frames.N, frames.Over.Milliseconds(), frames.Longest.Milliseconds())
		n, longest := dog.Signs()
		s.Trace("alive %d times, longest wait %d ms", n, longest.Milliseconds())
	}
}
