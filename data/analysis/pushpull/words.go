package pushpull

import (
	"cxworkbench/data/message"
)

func (r *Result) definition() message.Message {
	parts := []message.Message{
		message.New("pushpull.definition", nil),
		message.New("maturity.definition.asof", message.Args{"day": r.AsOf}),
		message.New("pushpull.definition.n", message.Args{"n": r.Total.N(), "out": r.Total.Transactional}),
		message.New("pushpull.definition.classes", message.Args{"pull": r.Classes[Pull], "push": r.Classes[Push], "out": r.Classes[Transactional]}),
		message.New("pushpull.definition.ci", nil),
	}
	return message.New("maturity.definition", message.Args{"parts": append(parts, r.counter.query.Caveats(r.counter.log)...)})
}

// finding says who begins more contacts, if that can be told.
func (r *Result) finding() message.Message {
	args := message.Args{"n": r.Total.N(), "pull": message.Share(float64(r.Total.Pull) / float64(max(1, r.Total.N()))), "index": r.Total.Index}
	switch {
	case r.Total.N() == 0:
		return message.New("pushpull.finding.none", nil)
	case r.Total.Low > 0:
		return message.New("pushpull.finding.pull", args)
	case r.Total.High < 0:
		return message.New("pushpull.finding.push", args)
	}
	return message.New("pushpull.finding.even", args)
}

// KeyName says in words what a number counts: so many contacts of so many people.
func (r Result) KeyName(key Key, contacts, people int) message.Message {
	kind := "both"
	if key.Class != Both {
		kind = [classes]string{"pull", "push", "transactional"}[key.Class]
	}
	name := r.Total.Name
	if key.Part != All {
		name = r.Parts[key.Part][key.Row].Name
	}
	return message.New("pushpull.key."+kind, message.Args{"n": contacts, "people": people, "part": name})
}
