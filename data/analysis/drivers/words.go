package drivers

import (
	"math"

	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Name is the driver as a person reads it.
func (d Driver) Name() message.Message { return message.New("drivers.name."+string(d), nil) }

// About says what the score counts.
func (d Driver) About() message.Message { return message.New("drivers.about."+string(d), nil) }

// Needs says what data a driver is made of, for one that has none.
func (d Driver) Needs() message.Message { return message.New("drivers.needs."+string(d), nil) }

func (r *Result) definition() message.Message {
	var weights []message.Message
	for _, s := range r.Scores {
		weights = append(weights, message.New("drivers.weight", message.Args{"driver": s.Driver.Name(), "weight": trimmed(s.Weight)}))
	}
	parts := []message.Message{
		message.New("drivers.definition", nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("drivers.definition.n", message.Args{"n": r.N}),
		message.New("drivers.definition.gap", message.Args{"n": r.Spec.Gap}),
		message.New("drivers.definition.weights", message.Args{"weights": weights}),
		message.New("drivers.definition.ci", nil),
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, r.counter.query.Caveats(r.counter.log)...)})
}

// trimmed shows whole weights without decimals.
func trimmed(f float64) any {
	if f == math.Trunc(f) {
		return int(f)
	}
	return f
}

// finding names the weakest driver, and the composite where there is one.
func (r *Result) finding() message.Message {
	weakest, known := Score{Value: math.Inf(1)}, 0
	for _, s := range r.Scores {
		if math.IsNaN(s.Value) {
			continue
		}
		known++
		if s.Value < weakest.Value {
			weakest = s
		}
	}
	if known == 0 {
		return message.New("drivers.finding.none", nil)
	}
	args := message.Args{"driver": weakest.Driver.Name(), "score": weakest.Value, "n": weakest.N(), "known": known, "composite": r.Composite}
	switch {
	case known == 1:
		return message.New("drivers.finding.one", args)
	case math.IsNaN(r.Composite):
		return message.New("drivers.finding.few", args)
	}
	return message.New("drivers.finding", args)
}

// KeyName says in words what a number counts.
func (r Result) KeyName(key Key, cases, people int) message.Message {
	outcome := [outcomes]string{"good", "bad", "pending", "unknown"}[key.Outcome]
	return message.New("drivers.key."+outcome, message.Args{"n": cases, "people": people, "driver": key.Driver.Name()})
}

// Lateness says how late broken promises were, and how unusual urgent requests
// are, where that is known.
func (r Result) Lateness() []message.Message {
	var out []message.Message
	if !math.IsNaN(r.LatenessP50) {
		out = append(out, message.New("drivers.note.late", message.Args{"median": r.LatenessP50, "tail": r.LatenessP90}))
	}
	if !math.IsNaN(r.Uniqueness) {
		out = append(out, message.New("drivers.note.unique", message.Args{"bits": r.Uniqueness}))
	}
	return out
}

// Everybody lists the customers on the ladder that the scores are of.
func (r Result) Everybody() []eventlog.CustomerIndex { return r.counter.ladder.Everybody() }
