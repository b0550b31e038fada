package maturity

import (
	"context"
	"runtime"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
)

// Preview says what other rules would make of a ladder at its as-of date.
type Preview struct {
	Before, After []int // people by rank
	NoStage       [2]int
	Up, Down      int // customers who would stand higher, or lower
}

// Moved is how many customers would stand elsewhere.
func (p Preview) Moved() int { return p.Up + p.Down }

// Previewer tries rules on a ladder, fast enough to be asked while a number in a
// rule is dragged. Rules only raise, so that without a recorded change a customer
// stands at the highest stage whose rule was ever met, and a rule that was tried
// before is not tried again; customers with recorded changes are worked out in
// full. It is safe for concurrent use.
type Previewer struct {
	ladder Result
	plain  []eventlog.CustomerIndex // without a recorded change
	full   []eventlog.CustomerIndex // with

	mu  sync.Mutex
	met map[string][]bool // by rule text: of each of plain, whether it was ever met
}

// mostKept is how many rules a Previewer remembers; at a hundred thousand
// customers they take some 10 MB.
const mostKept = 100

// NewPreviewer makes a Previewer of the customers of a ladder.
func NewPreviewer(r Result) *Previewer {
	p := &Previewer{ladder: r, met: map[string][]bool{}}
	for i, place := range r.places {
		if place < NoStage { // whoever left or is not here stays so under any rule
			continue
		}
		c := eventlog.CustomerIndex(i)
		if from, to := r.log.ChangeRange(c); from < to && r.log.Changes.Day[from] <= r.AsOf {
			p.full = append(p.full, c)
		} else {
			p.plain = append(p.plain, c)
		}
	}
	return p
}

// Spec is that of the ladder.
func (p *Previewer) Spec() Spec { return p.ladder.Spec }

// Try counts the people of each stage under the rules of a spec with the same
// stages. Its errors are those of Build.
func (p *Previewer) Try(ctx context.Context, spec Spec) (Preview, error) {
	r := &p.ladder
	if err := spec.check(r.log); err != nil {
		return Preview{}, err
	}
	met := make([][]bool, len(spec.Rules))
	for i, rule := range spec.Rules {
		var err error
		if met[i], err = p.reached(ctx, rule.Condition); err != nil {
			return Preview{}, err
		}
	}
	out := Preview{Before: make([]int, len(spec.Stages)), After: make([]int, len(spec.Stages))}
	for i, c := range p.plain {
		place := int8(NoStage)
		for rule, reached := range met {
			if reached[i] {
				place = max(place, int8(spec.Rules[rule].Rank))
			}
		}
		out.count(r.places[c], place)
	}
	return out, p.tryFull(ctx, spec, &out)
}

func (p *Preview) count(before, after int8) {
	for i, place := range []int8{before, after} {
		switch {
		case place < 0:
			p.NoStage[i]++
		case i == 0:
			p.Before[place]++
		default:
			p.After[place]++
		}
	}
	switch {
	case after > before:
		p.Up++
	case after < before:
		p.Down++
	}
}

// tryFull counts those whose recorded changes matter.
func (p *Previewer) tryFull(ctx context.Context, spec Spec, out *Preview) error {
	places := make([]int8, len(p.full))
	err := p.shared(ctx, len(p.full), func(from, to int) error {
		h, err := newHistorian(p.ladder.log, spec, p.ladder.AsOf)
		if err != nil {
			return err
		}
		var steps []step
		for i := from; i < to; i++ {
			steps = h.append(steps[:0], p.full[i])
			places[i] = NoStage
			if len(steps) > 0 {
				places[i] = steps[len(steps)-1].place
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, c := range p.full {
		out.count(p.ladder.places[c], places[i])
	}
	return nil
}

// reached says of each plain customer whether a rule was ever met.
func (p *Previewer) reached(ctx context.Context, rule condition.Condition) ([]bool, error) {
	text := rule.String()
	p.mu.Lock()
	kept, ok := p.met[text]
	p.mu.Unlock()
	if ok {
		return kept, nil
	}
	met := make([]bool, len(p.plain))
	err := p.shared(ctx, len(p.plain), func(from, to int) error {
		program, err := rule.Compile(p.ladder.log, condition.Env{})
		if err != nil {
			return err
		}
		for i := from; i < to; i++ {
			if i%4096 == 0 && ctx.Err() != nil {
				return data.Wrap(ctx.Err(), data.CodeCancelled, "The preview was stopped before it was done; nothing has changed.")
			}
			_, met[i] = program.Next(p.plain[i], data.NoDay, p.ladder.AsOf)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	if len(p.met) >= mostKept {
		clear(p.met)
	}
	p.met[text] = met
	p.mu.Unlock()
	return met, nil
}

// shared gives each processor a part of so many customers.
func (p *Previewer) shared(ctx context.Context, n int, work func(from, to int) error) error {
	workers := max(1, min(runtime.GOMAXPROCS(0), n/fewestPerWorker))
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { errs[w] = work(w*n/workers, (w+1)*n/workers) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return data.Wrap(ctx.Err(), data.CodeCancelled, "The preview was stopped before it was done; nothing has changed.")
	}
	return nil
}
