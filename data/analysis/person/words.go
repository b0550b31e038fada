package person

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// finding says what the customer is likely to remember.
func (r *Result) finding() message.Message {
	f := r.Felt
	if len(f.Touches) == 0 {
		return message.New("person.felt.none", nil)
	}
	end := f.Touches[f.End]
	if !f.Enough() {
		return message.New("person.felt.few", message.Args{"n": len(f.Touches), "least": FewTouches})
	}
	peak := f.Touches[f.Peak]
	args := message.Args{"peak": Signed(peak.Emotion), "end": Signed(end.Emotion), "n": len(f.Touches)}
	switch {
	case f.Gap >= aNotch:
		return message.New("person.felt.better", args)
	case f.Gap <= -aNotch:
		return message.New("person.felt.worse", args)
	}
	return message.New("person.felt.same", args)
}

// aNotch is the difference between memory and mean that is spoken of: half a step
// of the scale.
const aNotch = 0.5

// Signed writes an emotion with its sign.
func Signed(emotion int) string {
	return []string{"-2", "-1", "0", "+1", "+2"}[min(max(emotion, -2), 2)+2]
}

func (r *Result) definition() message.Message {
	return message.New("person.definition", message.Args{
		"n": len(r.Felt.Touches), "contacts": r.Contacts, "weight": r.Weight, "day": r.AsOf,
		"pe": r.Felt.PeakEnd, "mean": r.Felt.Mean, "gap": r.Felt.Gap,
	})
}

// Says puts the rhythm of the contacts into a sentence.
func (h Habit) Says() message.Message {
	args := message.Args{"n": h.Gaps, "least": FewGaps, "days": h.Silence, "shorter": h.Shorter, "last": h.Last}
	switch {
	case !h.Last.Known():
		return message.New("person.habit.none", nil)
	case !h.Enough():
		return message.New("person.habit.few", args)
	}
	args["median"] = h.Median
	if h.Beyond() {
		return message.New("person.habit.beyond", args)
	}
	return message.New("person.habit.usual", args)
}

// Says puts a score against the earlier ones into a sentence.
func (s Score) Says() message.Message {
	args := message.Args{"metric": s.Metric.Name, "score": s.Last, "day": s.Day, "n": s.Earlier, "least": FewScores, "mean": s.Mean, "low": s.Low, "high": s.High}
	switch {
	case s.Earlier == 0:
		return message.New("person.score.first", args)
	case !s.Enough():
		return message.New("person.score.few", args)
	case s.Unusual():
		return message.New("person.score.unusual", args)
	}
	return message.New("person.score.usual", args)
}

// Says puts the change of channels into a sentence.
func (m Mix) Says() message.Message {
	args := message.Args{"lately": m.Lately, "before": m.Before, "since": m.Since, "least": FewContacts}
	if !m.Enough() {
		return message.New("person.mix.few", args)
	}
	c := m.Channels[0]
	args["channel"] = c.Channel.Name
	args["now"] = message.Share(float64(c.Lately) / float64(m.Lately))
	args["then"] = message.Share(float64(c.Before) / float64(m.Before))
	if m.Changed() {
		return message.New("person.mix.changed", args)
	}
	return message.New("person.mix.same", args)
}

// LowScore reports whether a score lies in the bad half of its scale; for a
// recommendation score (definition C.8) whether it is a detractor's.
func (s Score) LowScore() bool {
	if s.Metric.Kind == data.MetricNPS {
		return s.Last <= 6
	}
	share := (s.Last - s.Metric.Low) / (s.Metric.High - s.Metric.Low)
	if s.Metric.Direction == data.LowIsGood {
		share = 1 - share
	}
	return !math.IsNaN(share) && share < 0.5
}
