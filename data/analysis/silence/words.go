package silence

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func (r *Result) definition(q analysis.Query) message.Message {
	kinds := make([]message.Message, len(r.Spec.Kinds))
	for i, kind := range r.Spec.Kinds {
		kinds[i] = message.New("kind."+string(kind), nil)
	}
	parts := []message.Message{
		message.New("silence.definition", nil),
		message.New("silence.definition.kinds", message.Args{"kinds": message.New("maturity.definition", message.Args{"parts": kinds})}),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("silence.definition.n", message.Args{"n": r.N, "left": r.ladder.Left}),
		message.New("silence.definition.habit", message.Args{"gaps": r.All.Gaps, "days": LostDays}),
		message.New("silence.definition.ci", nil),
	}
	for _, row := range r.Rows {
		if row.Borrowed {
			parts = append(parts, message.New("silence.definition.borrowed", message.Args{"few": FewGaps}))
			break
		}
	}
	q.From = data.NoDay // a contact is a contact whenever it was
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.log)...)})
}

// finding says how many are silent beyond both habits, and where most of them are.
func (r *Result) finding() message.Message {
	n := r.States[Beyond]
	args := message.Args{"n": n, "all": r.N, "share": message.Share(float64(n) / float64(max(1, r.N))), "lost": r.States[Lost], "min": LostDays}
	switch {
	case r.N == 0:
		return message.New("silence.finding.nobody", nil)
	case r.States[Never] == r.N:
		return message.New("silence.finding.never", args)
	case r.All.Gaps < FewGaps:
		return message.New("silence.finding.few", message.Args{"gaps": r.All.Gaps})
	case n == 0 && r.States[Lost] > 0:
		return message.New("silence.finding.lost", args)
	case n == 0:
		return message.New("silence.finding.none", args)
	}
	most := r.Rows[0]
	for _, row := range r.Rows {
		if row.States[Beyond] > most.States[Beyond] {
			most = row
		}
	}
	args["in"], args["stage"], args["days"] = most.States[Beyond], r.ladder.PlaceName(most.Place), int(most.Habit.P90)
	return message.New("silence.finding", args)
}

// stateNames are the states as keys of texts name them.
var stateNames = [states]string{"within", "beyond", "lost", "ownway", "unlike", "never"}

// Name is how scripts call a state.
func (s State) Name() string { return stateNames[s] }

// PlaceName names the stage of a row or a person.
func (r Result) PlaceName(place int) message.Message { return r.ladder.PlaceName(place) }

// KeyName says in words what a number of n people counts.
func (r Result) KeyName(key Key, n int) message.Message {
	args := message.Args{"n": n, "stage": message.New("silence.everywhere", nil)}
	if key.Place != AllStages {
		args["stage"] = r.ladder.PlaceName(key.Place)
	}
	if key.Band != AnyBand {
		args["band"] = BandName(key.Band)
		return message.New("silence.key.band", args)
	}
	if key.Whole {
		return message.New("silence.key.all", args)
	}
	return message.New("silence.key."+key.State.Name(), args)
}

// BandName says which days a band holds.
func BandName(band int) message.Message {
	from := 0
	if band > 0 {
		from = Bands[band-1] + 1
	}
	if Bands[band] == longest {
		return message.New("silence.band.over", message.Args{"days": from - 1})
	}
	return message.New("silence.band", message.Args{"from": from, "to": Bands[band]})
}

// habit is what a stage is held against.
func (r Result) habit(place int) Habit {
	for _, row := range r.Rows {
		if row.Place == place {
			return row.Habit
		}
	}
	return Habit{Median: math.NaN(), P90: math.NaN()}
}

// Why says of a customer how long it has been silent, and what is usual.
func (r Result) Why() analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		p := r.Person(c)
		if p.Silence < 0 {
			return message.New("silence.why.never", nil)
		}
		args := message.Args{"days": p.Silence, "stage": r.ladder.PlaceName(p.Place), "usual": p.Usual, "own": p.OwnMedian}
		switch {
		case math.IsNaN(p.Usual):
			return message.New("silence.why.few", args)
		case math.IsNaN(p.OwnMedian):
			return message.New("silence.why", args)
		}
		return message.New("silence.why.own", args)
	}
}
