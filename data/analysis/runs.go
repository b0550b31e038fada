package analysis

import (
	"runtime"
	"sync"
)

// Runs works on n customers, a run of them from one position to before another on
// each processor, and gives what came of the runs in order, or the first error.
// Sums of whole numbers do not depend on the number of processors.
func Runs[T any](n int, work func(from, to int) (T, error)) ([]T, error) {
	runs := max(1, min(runtime.GOMAXPROCS(0), n))
	parts, errs := make([]T, runs), make([]error, runs)
	var wait sync.WaitGroup
	for i := range runs {
		wait.Go(func() { parts[i], errs[i] = work(i*n/runs, (i+1)*n/runs) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return parts, nil
}
