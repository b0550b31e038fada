package kit

import (
	"runtime"
	"sync"
	"time"
)

// StallLimit is from when on a wait of the UI goroutine counts as a stall.
const StallLimit = 100 * time.Millisecond

// Stall is a time in which the UI goroutine did nothing that it was asked to.
type Stall struct {
	For   time.Duration
	Stack string // of every goroutine, once StallLimit was over
}

// Watchdog asks the UI goroutine for a sign of life again and again, and tells of
// every wait longer than StallLimit. It is for builds that are being tested.
type Watchdog struct {
	dispatch func(func())
	told     func(Stall)
	stacks   func() string

	mu      sync.Mutex
	asked   time.Time // zero where no sign is awaited
	stack   string    // taken of the stall under way
	signs   int
	longest time.Duration

	frames   Frames
	previous time.Time // the last frame
}

// Frames are turns of the loop that draws the window. Fyne has at most 60 a second,
// and paints in those before which something has changed.
type Frames struct {
	N       int
	Over    time.Duration // from the first to the last
	Longest time.Duration // between two
}

// NewWatchdog makes a Watchdog. dispatch brings a function to the UI goroutine and
// does not wait for it; told is called there after each stall.
func NewWatchdog(dispatch func(func()), told func(Stall)) *Watchdog {
	return &Watchdog{dispatch: dispatch, told: told, stacks: stacks}
}

// Watch asks until stop is closed.
func (w *Watchdog) Watch(stop <-chan struct{}) {
	ticks := time.NewTicker(StallLimit / 10)
	defer ticks.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticks.C:
			w.ask(time.Now)
		}
	}
}

// Signs counts the signs of life, and gives the longest wait for one.
func (w *Watchdog) Signs() (n int, longest time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.signs, w.longest
}

// Frame notes a turn of the loop that draws.
func (w *Watchdog) Frame(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.frames.N++; w.frames.N > 1 {
		since := now.Sub(w.previous)
		w.frames.Over += since
		w.frames.Longest = max(w.frames.Longest, since)
	}
	w.previous = now
}

// Frames counts the frames so far.
func (w *Watchdog) Frames() Frames {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.frames
}

// ask asks for a sign, or, while one is awaited, looks how long that has been.
func (w *Watchdog) ask(now func() time.Time) {
	w.mu.Lock()
	waiting := !w.asked.IsZero()
	if waiting {
		if w.stack == "" && now().Sub(w.asked) > StallLimit {
			w.stack = w.stacks()
		}
	} else {
		w.asked = now()
	}
	w.mu.Unlock()
	if !waiting {
		w.dispatch(func() { w.answer(now()) })
	}
}

// answer is the sign of life; it runs on the UI goroutine.
func (w *Watchdog) answer(now time.Time) {
	w.mu.Lock()
	stall := Stall{For: now.Sub(w.asked), Stack: w.stack}
	w.asked, w.stack = time.Time{}, ""
	w.signs++
	w.longest = max(w.longest, stall.For)
	w.mu.Unlock()
	if stall.For > StallLimit {
		w.told(stall)
	}
}

func stacks() string {
	buffer := make([]byte, 1<<20)
	return string(buffer[:runtime.Stack(buffer, true)])
}
