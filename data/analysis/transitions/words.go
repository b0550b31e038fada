package transitions

import (
	"cxworkbench/data/analysis"
	"cxworkbench/data/message"
)

func (r *Result) definition(q analysis.Query) message.Message {
	parts := []message.Message{
		message.New("transitions.definition", nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("transitions.definition.n", message.Args{"n": r.N, "ended": r.Ended, "open": r.Open}),
		message.New("transitions.definition.open", nil),
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, q.Caveats(r.ladder.Log())...)})
}

// finding names the commonest move between stages, and how many went back.
func (r *Result) finding() message.Message {
	if r.Ended == 0 {
		return message.New("transitions.finding.none", message.Args{"n": r.N})
	}
	var from Row
	var top Cell
	for _, row := range r.Rows {
		for _, cell := range row.Cells {
			if row.Place >= 0 && cell.Spells > top.Spells {
				from, top = row, cell
			}
		}
	}
	args := message.Args{"ups": r.Ups, "backs": r.Backs, "skips": r.Skips}
	if top.Spells == 0 {
		return message.New("transitions.finding.first", args)
	}
	args["spells"], args["ended"] = top.Spells, from.Ended
	args["from"], args["to"] = r.PlaceName(from.Place), r.PlaceName(top.To)
	return message.New("transitions.finding", args)
}

// MoveName names a kind of move with how often it happened.
func (r Result) MoveName(kind Move) message.Message {
	n := map[Move]int{Up: r.Ups, Skip: r.Skips, Back: r.Backs}[kind]
	return message.New("transitions.move."+string(kind), message.Args{"n": n})
}

// KeyName says in words what a number of the matrix counts.
func (r Result) KeyName(key Key, n int) message.Message {
	args := message.Args{"n": n, "from": r.PlaceName(key.From)}
	switch key.To {
	case Still:
		return message.New("transitions.key.still", args)
	case Anywhere:
		return message.New("transitions.key.ended", args)
	}
	args["to"] = r.PlaceName(key.To)
	return message.New("transitions.key", args)
}
