package condition

import (
	"strconv"
	"strings"
	"unicode"

	"cxworkbench/data/message"
)

// Sentences are said of customers ("whose Contract is “One year”", "who have
// left"), so that any two of them can be joined. Conditions of different meaning
// read differently, whatever the names in them are.

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

// moreQuotes has each quotation mark in a name twice, so that a name never looks
// as if it ended before it does.
var moreQuotes = strings.NewReplacer("“", "““", "”", "””", "„", "„„", "«", "««", "»", "»»")

// nameOf says the name of an attribute, a stage or a channel: in quotation marks
// where it is more than a word.
func nameOf(name string) message.Message {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' }
	if name != "" && strings.TrimFunc(name, inWord) == "" {
		return message.Verbatim(name)
	}
	return message.New("condition.quoted", message.Args{"name": moreQuotes.Replace(name)})
}

// valueOf says what an attribute is compared with: a number, or else in quotation
// marks, as it could be any of the words around it.
func valueOf(value string) message.Message {
	if _, err := strconv.ParseFloat(value, 64); err == nil {
		return message.Verbatim(value)
	}
	return message.New("condition.quoted", message.Args{"name": moreQuotes.Replace(value)})
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
	for {
		once, ok := n.(not)
		if !ok {
			break
		}
		twice, ok := once.part.(not)
		if !ok {
			break
		}
		n = twice.part // not not, which says nothing
	}
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
	values := make([]message.Message, len(a.values))
	for i, value := range a.values {
		values[i] = valueOf(value)
	}
	return message.New(keyOf("condition.attribute."+words[a.op], negated), message.Args{"name": nameOf(a.name), "value": values})
}

func (s stageTest) sentence(negated bool) message.Message {
	names := make([]message.Message, len(s.stages))
	for i, n := range s.stages {
		if names[i] = nameOf(n.name); n.none {
			names[i] = message.New("condition.stage.none", nil)
		}
	}
	return message.New(keyOf("condition.stage."+words[s.op], negated), message.Args{"stage": names})
}

func (leftTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.left", negated), nil)
}

func (l listTest) sentence(negated bool) message.Message {
	return message.New(keyOf("condition.list", negated), message.Args{"name": moreQuotes.Replace(l.name)})
}

func (d done) sentence(negated bool) message.Message {
	key, counted := "condition.done", d.times
	switch {
	case negated && d.times == 1:
		key, counted = "condition.done.none", 0 // the noun takes the form of none
	case negated:
		key = "condition.done.fewer"
	}
	what := d.noun(counted)
	if d.channel != "" {
		what = message.New("condition.done.channel", message.Args{"what": what, "channel": nameOf(d.channel)})
	}
	if !d.window.isZero() {
		window := "condition.done.any"
		if d.last {
			window = "condition.done.last"
		}
		what = message.New(window, message.Args{"what": what, "span": d.window.sentence()})
	}
	return message.New(key, message.Args{"n": d.times, "what": what})
}

func (d done) noun(n int) message.Message {
	switch {
	case d.kind != "":
		return message.New("condition.kind."+string(d.kind), message.Args{"n": n})
	case d.activity != "":
		return message.New("condition.activity", message.Args{"n": n, "name": moreQuotes.Replace(d.activity)})
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
