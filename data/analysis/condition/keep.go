package condition

import (
	"context"
	"runtime"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

const (
	leastShare = 4096 // customers that are worth a processor of their own
	betweenAsk = 4096 // customers between two looks at whether to stop
)

// Keep marks the customers for whom the condition holds at the end of the day asOf,
// as analysis.Filter wants them. The customers are shared out among the processors,
// each with a program of its own; env.StageAt must be safe for concurrent use.
func (c Condition) Keep(ctx context.Context, log *eventlog.Log, env Env, asOf data.Day) ([]bool, error) {
	n := log.Customers()
	workers := max(1, min(runtime.GOMAXPROCS(0), n/leastShare))
	programs := make([]*Program, workers)
	for i := range programs {
		var err error
		if programs[i], err = c.Compile(log, env); err != nil {
			return nil, err
		}
	}
	keep := make([]bool, n)
	var done sync.WaitGroup
	for i, p := range programs {
		done.Go(func() {
			for at := i * n / workers; at < (i+1)*n/workers; at++ {
				if at%betweenAsk == 0 && ctx.Err() != nil {
					return
				}
				keep[at] = p.Holds(eventlog.CustomerIndex(at), asOf)
			}
		})
	}
	done.Wait()
	if err := ctx.Err(); err != nil {
		return nil, data.Wrap(err, data.CodeCancelled, "The filter was stopped before it was done; nothing has changed.")
	}
	return keep, nil
}
