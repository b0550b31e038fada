package bench

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// cost is what one run of some work took.
type cost struct {
	wall, cpu time.Duration // cpu is user and system time of all processors
	allocs    uint64
	peak      float64 // MB, largest resident memory; NaN where the system does not tell
}

// measure runs work once. Nothing else may run in the process.
func measure(work func() error) (cost, error) {
	runtime.GC() // the garbage of the step before is not this one's
	forgetPeak()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	busy, start := processTime(), time.Now()
	err := work()
	c := cost{wall: time.Since(start), cpu: processTime() - busy}
	runtime.ReadMemStats(&after)
	c.allocs, c.peak = after.Mallocs-before.Mallocs, peakMB()
	return c, err
}

// typical is the median of several costs, each measure by itself.
func typical(costs []cost) cost {
	return cost{
		wall: median(costs, func(c cost) time.Duration { return c.wall }), cpu: median(costs, func(c cost) time.Duration { return c.cpu }),
		allocs: median(costs, func(c cost) uint64 { return c.allocs }), peak: median(costs, func(c cost) float64 { return c.peak }),
	}
}

func median[T time.Duration | uint64 | float64](costs []cost, of func(cost) T) T {
	values := make([]T, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// forgetPeak begins a new peak where the system can (Linux).
func forgetPeak() {
	// Refused, the peak is that of the whole run so far, which is still a bound.
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200)
}

// peakMB is the largest resident memory since forgetPeak, in MB; NaN where the
// system does not tell.
func peakMB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return math.NaN()
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if _, err := fmt.Sscanf(line, "VmHWM: %f kB", &kb); err == nil {
			return kb / 1024
		}
	}
	return math.NaN()
}
