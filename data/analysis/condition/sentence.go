package condition

import (
	"strings"

	"cxworkbench/data/message"
)

// Sentences are said of customers ("whose Contract is One year", "who have
// left"), so that any two of them can be joined.

// words names what a comparison is called in the keys of the texts.
var words = map[comparison]string{
	equal: "equal", different: "different", below: "below", atMost: "at_most", above: "above",
	atLeast: "at_least", oneOf: "one_of", isKnown: "known",
}

func keyOf(base string, negated bool) string {
	if negated {
		return base + ".not"
	}
	return base
}

// joined says parts one after the other, with parentheses around those that
// are joined themselves.
func joined(key string, parts []node) message.Message {
	out := grouped(parts[0])
	for _, p := range parts[1:] {
		out = message.New(key, message.Args{"a": out, "b": grouped(p)})
	}
	return out
}

func grouped(n node) message.Message {
	switch n.(type) {
	case both, either:
		return message.New("condition.group", message.Args{"who": n.sentence(false)})
	}
	return n.sentence(false)
}

func negatedGroup(n node) message.Message {
	return message.New("condition.group.not", message.Args{"who": n.sentence(false)})
}

func (b both) sentence(negated bool) message.Message {
	if negated {
		return negatedGroup(b)
	}
	return joined("condition.and", b.parts)
}

func (e either) sentence(negated bool) message.Message {
	if negated {
		return negatedGroup(e)
	}
	return joined("condition.or", e.parts)
}

func (n not) sentence(negated bool) message.Message { return n.part.sentence(!negated) }

func (a attributeTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.attribute."+words[a.op], negated), message.Args{
		"name": a.name, "value": strings.Join(a.values, ", "),
	})
}

func (s stageTest) sentence(negated bool) message.Message {
	names := make([]message.Message, len(s.stages))
	for i, n := range s.stages {
		if names[i] = message.Verbatim(n.name); n.none {
			names[i] = message.New("condition.stage.none", nil)
		}
	}
	return message.New(keyOf("condition.stage."+words[s.op], negated), message.Args{"stage": names})
}

func (leftTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.left", negated), nil)
}

func (l listTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.list", negated), message.Args{"name": l.name})
}

func (d done) sentence(negated bool) message.Message {
	key, counted := "condition.done", d.times
	switch {
	case negated && d.times == 1:
		key, counted = "condition.done.none", 0 // the noun takes the form of none
	case negated:
		key = "condition.done.fewer"
	}
	args := message.Args{
		"n": d.times, "what": d.noun(counted), "channel": message.Verbatim(""), "window": message.Verbatim(""),
	}
	if d.channel != "" {
		args["channel"] = message.New("condition.done.channel", message.Args{"channel": d.channel})
	}
	if !d.window.isZero() {
		window := "condition.done.any"
		if d.last {
			window = "condition.done.last"
		}
		args["window"] = message.New(window, message.Args{"span": d.window.sentence()})
	}
	return message.New(key, args)
}

func (d done) noun(n int) message.Message {
	switch {
	case d.kind != "":
		return message.New("condition.kind."+string(d.kind), message.Args{"n": n})
	case d.activity != "":
		return message.New("condition.activity", message.Args{"n": n, "name": d.activity})
	}
	return message.New("condition.anything", message.Args{"n": n})
}

func (s subscribedTest) sentence(negated bool) message.Message {
	if s.span.isZero() {
		return message.New(keyOf("condition.subscribed", negated), nil)
	}
	return message.New(keyOf("condition.subscribed.for", negated), message.Args{"span": s.span.sentence()})
}

func (s silentTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.silent", negated), message.Args{"span": s.span.sentence()})
}
