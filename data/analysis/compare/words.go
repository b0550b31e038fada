package compare

import (
	"math"

	"cxworkbench/data/message"
)

// Words says a value of a part as a reader wants it: a share, points, days.
func (p Part) Words(printer *message.Printer, value float64) string {
	switch {
	case math.IsNaN(value):
		return "–"
	case p == Stages || p == Ups || p == Ends:
		return printer.Percent(value)
	case p == Time:
		return printer.Text(message.New("compare.days", message.Args{"value": int(math.Round(value))}))
	case p == Pull:
		return printer.Float(value, 2)
	}
	return printer.Float(value, 1)
}

// Name names a part.
func (p Part) Name() message.Message { return message.New("compare.part."+string(p), nil) }

// Verdict says whether the two sides can be told apart.
func (r Row) Verdict() message.Message {
	switch {
	case !r.Known():
		return message.New("compare.verdict.unknown", nil)
	case r.Told():
		return message.New("compare.verdict.told", nil)
	}
	return message.New("compare.verdict.same", nil)
}

// KeyName says in words what a figure counts.
func (r Result) KeyName(key Key, n int) message.Message {
	row := r.Rows[key.Row]
	return message.New("compare.key", message.Args{
		"part": row.Part.Name(), "name": row.Name, "side": r.Sides[key.Side].Name, "n": n,
	})
}

func (r *Result) definition() message.Message {
	parts := []message.Message{
		message.New("compare.definition", message.Args{
			"first": r.Sides[0].Name, "second": r.Sides[1].Name, "m": r.Sides[0].Ladder.N, "n": r.Sides[1].Ladder.N,
			"before": r.Sides[0].Ladder.AsOf, "day": r.Sides[1].Ladder.AsOf,
		}),
		message.New("compare.definition.ci", nil),
	}
	if r.Both > 0 {
		parts = append(parts, message.New("compare.definition.both", message.Args{"n": r.Both}))
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, r.Sides[1].Query.Caveats(r.Sides[1].Ladder.Log())...)})
}

// finding says whether the index differs, and how many figures do.
func (r *Result) finding() message.Message {
	told, known := 0, 0
	for _, row := range r.Rows {
		if row.Known() {
			known++
		}
		if row.Told() {
			told++
		}
	}
	index := r.Rows[0]
	args := message.Args{
		"first": r.Sides[0].Name, "second": r.Sides[1].Name, "a": index.Sides[0].Value, "b": index.Sides[1].Value,
		"told": told, "known": known, "diff": math.Abs(index.Diff),
	}
	switch {
	case known == 0:
		return message.New("compare.finding.nothing", args)
	case !index.Known():
		return message.New("compare.finding.unknown", args)
	case !index.Told():
		return message.New("compare.finding.same", args)
	case index.Diff > 0:
		return message.New("compare.finding.higher", args)
	}
	return message.New("compare.finding.lower", args)
}
