package condition

import (
	"context"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Keep marks the customers for whom the condition holds at the end of the day asOf,
// as analysis.Filter wants them. The customers are shared out among the processors,
// each with a program of its own; env.StageAt must be safe for concurrent use.
func (c Condition) Keep(ctx context.Context, log *eventlog.Log, env Env, asOf data.Day) ([]bool, error) {
	keep := make([]bool, log.Customers())
	_, err := analysis.Runs(len(keep), func(from, to int) (none struct{}, err error) {
		p, err := c.Compile(log, env)
		if err != nil {
			return none, err
		}
		for at := from; at < to; at++ {
			if at%4096 == 0 && ctx.Err() != nil {
				return none, data.Wrap(ctx.Err(), data.CodeCancelled, "The filter was stopped before it was done; nothing has changed.")
			}
			keep[at] = p.Holds(eventlog.CustomerIndex(at), asOf)
		}
		return none, nil
	})
	if err != nil {
		return nil, err
	}
	return keep, nil
}
