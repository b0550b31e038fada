package maturity

import (
	"context"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
)

// Preview says what other rules would make of a ladder at its as-of date. It is
// immutable.
type Preview struct {
	Before, After []int // people by rank
	NoStage       [2]int
	Up, Down      int   // customers who would stand higher, or lower
	Revision      int64 // of the ladder

	places [2][]int8 // by customer, now and under the rules that were tried
}

// Moved is how many customers would stand elsewhere.
func (p Preview) Moved() int { return p.Up + p.Down }

// PreviewKey names a number of a Preview: who would go a way, Rose or Fell; without
// a way those who stand in a place, now or then.
type PreviewKey struct {
	Way   Way
	Place int // a rank or NoStage
	Then  bool
}

// Members lists the customers behind a number.
func (p Preview) Members(key PreviewKey) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	p.each(func(c eventlog.CustomerIndex, before, after int8) {
		in := wayOf(before, after) == key.Way
		switch {
		case key.Way != "":
		case key.Then:
			in = int(after) == key.Place
		default:
			in = int(before) == key.Place
		}
		if in {
			out = append(out, c)
		}
	})
	return out
}

// each gives every customer whom rules can move, for the counts and the lists alike.
func (p Preview) each(fn func(c eventlog.CustomerIndex, before, after int8)) {
	for i, before := range p.places[0] {
		if before >= NoStage { // whoever left or is not here stays so under any rule
			fn(eventlog.CustomerIndex(i), before, p.places[1][i])
		}
	}
}

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
		if place < NoStage {
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
	places := make([]int8, len(r.places))
	for i, c := range p.plain {
		place := int8(NoStage)
		for rule, reached := range met {
			if reached[i] {
				place = max(place, int8(spec.Rules[rule].Rank))
			}
		}
		places[c] = place
	}
	if err := p.tryFull(ctx, spec, places); err != nil {
		return Preview{}, err
	}
	out := Preview{Before: make([]int, len(spec.Stages)), After: make([]int, len(spec.Stages)), Revision: r.Revision, places: [2][]int8{r.places, places}}
	out.each(func(_ eventlog.CustomerIndex, before, after int8) { out.count(before, after) })
	return out, nil
}

func (p *Preview) count(before, after int8) {
	for i, place := range [2]int8{before, after} {
		switch {
		case place < 0:
			p.NoStage[i]++
		case i == 0:
			p.Before[place]++
		default:
			p.After[place]++
		}
	}
	switch wayOf(before, after) {
	case Rose:
		p.Up++
	case Fell:
		p.Down++
	}
}

// tryFull places those whose recorded changes matter.
func (p *Previewer) tryFull(ctx context.Context, spec Spec, places []int8) error {
	_, err := analysis.Runs(len(p.full), func(from, to int) (none struct{}, err error) {
		h, err := newHistorian(p.ladder.log, spec, p.ladder.AsOf)
		if err != nil {
			return none, err
		}
		var steps []step
		for i, c := range p.full[from:to] {
			if i%1024 == 0 && ctx.Err() != nil {
				return none, p.stopped(ctx)
			}
			steps = h.append(steps[:0], c)
			places[c] = NoStage
			if len(steps) > 0 {
				places[c] = steps[len(steps)-1].place
			}
		}
		return none, nil
	})
	return err
}

func (p *Previewer) stopped(ctx context.Context) error {
	return data.Wrap(ctx.Err(), data.CodeCancelled, "The preview was stopped before it was done; nothing has changed.")
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
	_, err := analysis.Runs(len(p.plain), func(from, to int) (none struct{}, err error) {
		program, err := rule.Compile(p.ladder.log, condition.Env{})
		if err != nil {
			return none, err
		}
		for i := from; i < to; i++ {
			if i%4096 == 0 && ctx.Err() != nil {
				return none, p.stopped(ctx)
			}
			_, met[i] = program.Next(p.plain[i], data.NoDay, p.ladder.AsOf)
		}
		return none, nil
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
