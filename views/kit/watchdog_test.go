package kit

import (
	"testing"
	"time"
)

func TestWatchdog(t *testing.T) {
	var waiting []func()
	var told []Stall
	clock := time.Unix(0, 0)
	now := func() time.Time { return clock }
	w := NewWatchdog(func(f func()) { waiting = append(waiting, f) }, func(s Stall) { told = append(told, s) })
	w.stacks = func() string { return "where it stands" }
	sign := func() {
		waiting[0]()
		waiting = waiting[1:]
	}

	w.ask(now)
	clock = clock.Add(StallLimit)
	w.ask(now) // exactly the limit is no stall
	sign()
	if len(told) != 0 {
		t.Fatalf("told of %v within the limit", told)
	}

	w.ask(now)
	for range 3 {
		clock = clock.Add(StallLimit)
		w.ask(now)
	}
	if len(waiting) != 1 {
		t.Fatalf("%d signs are asked for at a time", len(waiting))
	}
	sign()
	if len(told) != 1 || told[0] != (Stall{3 * StallLimit, "where it stands"}) {
		t.Fatalf("told of %v", told)
	}
	if n, longest := w.Signs(); n != 2 || longest != 3*StallLimit {
		t.Errorf("%d signs, the longest wait %v", n, longest)
	}
}

func TestFrames(t *testing.T) {
	w := NewWatchdog(func(func()) {}, func(Stall) {})
	at := time.Unix(0, 0)
	for _, later := range []time.Duration{0, 16, 300, 16} {
		at = at.Add(later * time.Millisecond)
		w.Frame(at)
	}
	if got, want := w.Frames(), (Frames{4, 332 * time.Millisecond, 300 * time.Millisecond}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}
