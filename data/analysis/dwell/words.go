package dwell

import (
	"math"

	"cxworkbench/data/analysis"
	"cxworkbench/data/message"
)

func (r *Result) definition(q analysis.Query) message.Message {
	parts := []message.Message{
		message.New("dwell.definition", message.Args{"unit": message.New("dwell.unit."+string(r.Spec.Unit), nil)}),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("dwell.definition.n", message.Args{"n": r.N, "customers": r.Customers}),
		message.New("dwell.definition.ci", message.Args{"ci": string(r.Spec.CI)}),
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.ladder.Log())...)})
}

// finding names the stage in which half stay longest.
func (r *Result) finding() message.Message {
	var slowest Row
	waiting, reached := 0, false
	for _, row := range r.Rows {
		waiting += row.Longer
		if !math.IsNaN(row.Curve.Median) && (!reached || row.Curve.Median > slowest.Curve.Median) {
			slowest, reached = row, true
		}
	}
	switch {
	case r.N == 0:
		return message.New("dwell.finding.none", nil)
	case !reached:
		return message.New("dwell.finding.open", message.Args{"n": r.N})
	}
	key := "dwell.finding"
	if waiting > 0 {
		key = "dwell.finding.waiting"
	}
	return message.New(key, message.Args{"stage": slowest.Stage.Name, "time": r.Time(slowest.Curve.Median), "n": slowest.Curve.N, "waiting": waiting})
}

// Time says a duration in the unit of the result.
func (r Result) Time(t float64) message.Message {
	if math.IsNaN(t) {
		return message.New("dwell.notreached", nil)
	}
	var n any = math.Round(t*10) / 10
	if t == math.Trunc(t) {
		n = int(t)
	}
	return message.New("dwell.time."+string(r.Spec.Unit), message.Args{"n": n})
}

// KeyName says in words what a number counts.
func (r Result) KeyName(key Key, n int) message.Message {
	return message.New("dwell.key."+string(key.Group), message.Args{"n": n, "stage": r.ladder.Rows[key.Rank].Stage.Name})
}
