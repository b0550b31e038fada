package verdict

import (
	"cxworkbench/data/message"
)

// Name is the answer as a person reads it.
func (a Answer) Name() message.Message { return message.New("verdict.answer."+string(a), nil) }

// Name is the analysis as a person reads it.
func (t Topic) Name() message.Message { return message.New("verdict.topic."+string(t), nil) }

// Name says what to ask for.
func (c Column) Name() message.Message { return message.New("verdict.ask."+string(c), nil) }

// Text says what to ask for and what it would answer.
func (a Ask) Text() message.Message {
	names := make([]message.Message, len(a.Unlocks))
	for i, t := range a.Unlocks {
		names[i] = t.Name()
	}
	return message.New("verdict.ask", message.Args{"column": a.Column.Name(), "analyses": names, "n": len(names)})
}

func (r Result) next() message.Message {
	if len(r.Asks) == 0 {
		return message.New("verdict.next.none", nil)
	}
	return message.New("verdict.next", message.Args{"ask": r.Asks[0].Text()})
}

func (r Result) finding() message.Message {
	return message.New("verdict.finding", message.Args{"all": len(r.Rows), "yes": r.Count(Yes), "partly": r.Count(Partly), "no": r.Count(No)})
}

func (f *facts) definition() message.Message {
	parts := []message.Message{
		message.New("verdict.def.what", nil),
		message.New("verdict.def.n", message.Args{"n": f.customers, "records": f.records}),
	}
	if f.first.Known() {
		parts = append(parts, message.New("verdict.def.span", message.Args{"first": f.first, "last": f.last}))
	}
	if f.q.AsOf.Known() {
		parts = append(parts, message.New("verdict.def.asof", message.Args{"day": f.q.AsOf}))
	}
	return message.New("verdict.definition", message.Args{"parts": append(parts, f.q.Caveats(f.log)...)})
}
