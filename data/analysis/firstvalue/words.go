package firstvalue

import "cxworkbench/data/message"

// Label names a step of the funnel.
func (s Step) Label() message.Message {
	switch s {
	case Began:
		return message.New("firstvalue.step.began", nil)
	case Used:
		return message.New("firstvalue.step.used", nil)
	case EndedUnused:
		return message.New("firstvalue.step.ended", nil)
	}
	return message.New("firstvalue.step.waiting", nil)
}

func (r Result) definition() message.Message {
	parts := []message.Message{
		message.New("firstvalue.def.event", message.Args{"event": r.Spec.First.Message()}),
		message.New("firstvalue.def.curve", nil),
		message.New("firstvalue.def.asof", message.Args{"day": r.AsOf}),
		message.New("firstvalue.def.n", message.Args{"n": r.N}),
	}
	if r.Before > 0 {
		parts = append(parts, message.New("firstvalue.def.before", message.Args{"n": r.Before, "day": r.first}))
	}
	parts = append(parts, r.query.Caveats(r.log)...)
	if r.query.From.Known() || r.query.To.Known() {
		parts = append(parts, message.New("firstvalue.def.range", nil))
	}
	return message.New("firstvalue.definition", message.Args{"parts": parts})
}

func (r Result) finding() message.Message {
	unused := r.People[EndedUnused] + r.People[Waiting]
	args := message.Args{
		"n": r.N, "unused": unused, "ended": r.People[EndedUnused], "waiting": r.People[Waiting],
		"low": message.Share(r.Low), "high": message.Share(r.High), "share": message.Share(float64(unused) / float64(r.N)),
	}
	for _, w := range r.Within {
		if w.Days == 30 {
			args["days"], args["within"] = w.Days, message.Share(w.Share)
			return message.New("firstvalue.finding.within", args)
		}
	}
	return message.New("firstvalue.finding", args)
}
