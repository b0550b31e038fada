package condition

import (
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// node is a part of a condition.
type node interface {
	text() string                          // canonical, without parentheses around it
	sentence(negated bool) message.Message // as said of customers
	rule() error
	compile(c *compiler) (evaluator, error)
}

// both and either hold two parts or more, none of which is of their own type.
type (
	both   struct{ parts []node }
	either struct{ parts []node }
	not    struct{ part node }
)

type comparison string

const (
	equal     comparison = "="
	different comparison = "!="
	below     comparison = "<"
	atMost    comparison = "<="
	above     comparison = ">"
	atLeast   comparison = ">="
	oneOf     comparison = "in"
	isKnown   comparison = "known"
)

// attributeTest compares an attribute; values holds one, for oneOf one or more,
// for isKnown none. A customer whose value is not known passes no test.
type attributeTest struct {
	name   string
	op     comparison
	values []string
}

// stageName names a stage, or none: here and in no stage yet.
type stageName struct {
	name string
	none bool
}

// stageTest compares the stage; only customers with a stage pass an order, and
// only those with a stage or none pass a difference.
type stageTest struct {
	op     comparison
	stages []stageName
}

type leftTest struct{}

// listTest asks for a list of people, by its name.
type listTest struct{ name string }

// done asks for interactions: of a kind, of an activity by name, or any.
type done struct {
	kind     data.Kind // or
	activity string    // or neither: anything
	times    int
	channel  string // empty: on any
	window   span   // zero: ever
	last     bool   // the window ends on the as-of day; else it lies anywhere
}

type subscribedTest struct{ span span }

type silentTest struct{ span span }

func (b both) text() string {
	parts := make([]string, len(b.parts))
	for i, p := range b.parts {
		parts[i] = p.text()
		if _, ok := p.(either); ok {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " and ")
}

func (e either) text() string {
	parts := make([]string, len(e.parts))
	for i, p := range e.parts {
		parts[i] = p.text()
	}
	return strings.Join(parts, " or ")
}

func (n not) text() string {
	switch n.part.(type) {
	case both, either:
		return "not (" + n.part.text() + ")"
	}
	return "not " + n.part.text()
}

func (a attributeTest) text() string {
	name := quote(a.name)
	switch a.op {
	case isKnown:
		return name + " known"
	case oneOf:
		values := make([]string, len(a.values))
		for i, v := range a.values {
			values[i] = quote(v)
		}
		return name + " in (" + strings.Join(values, ", ") + ")"
	}
	return name + " " + string(a.op) + " " + quote(a.values[0])
}

func (s stageName) text() string {
	if s.none {
		return "none"
	}
	return quote(s.name)
}

func (s stageTest) text() string {
	if s.op == oneOf {
		names := make([]string, len(s.stages))
		for i, n := range s.stages {
			names[i] = n.text()
		}
		return "stage in (" + strings.Join(names, ", ") + ")"
	}
	return "stage " + string(s.op) + " " + s.stages[0].text()
}

func (leftTest) text() string { return "left" }

func (l listTest) text() string { return "in list " + alwaysQuote(l.name) }

func (d done) text() string {
	var out strings.Builder
	out.WriteString("done ")
	switch {
	case d.kind != "":
		out.WriteString(string(d.kind))
	case d.activity != "":
		out.WriteString(alwaysQuote(d.activity))
	default:
		out.WriteString("anything")
	}
	if d.times > 1 {
		out.WriteString(" " + strconv.Itoa(d.times) + " times")
	}
	if d.channel != "" {
		out.WriteString(" on " + quote(d.channel))
	}
	if !d.window.isZero() {
		if d.last {
			out.WriteString(" within last ")
		} else {
			out.WriteString(" within any ")
		}
		out.WriteString(d.window.text())
	}
	return out.String()
}

func (s subscribedTest) text() string {
	if s.span.isZero() {
		return "subscribed"
	}
	return "subscribed for " + s.span.text()
}

func (s silentTest) text() string { return "silent for " + s.span.text() }

func ruleError(what string) error {
	return data.Errorf(data.CodeBadInput, "A stage rule cannot use %s, because a rule comes true on the day of a record; use done without last, subscribed, and, or.", what)
}

func ruleOfAll(parts []node) error {
	for _, p := range parts {
		if err := p.rule(); err != nil {
			return err
		}
	}
	return nil
}

func (b both) rule() error          { return ruleOfAll(b.parts) }
func (e either) rule() error        { return ruleOfAll(e.parts) }
func (n not) rule() error           { return ruleError("not") }
func (a attributeTest) rule() error { return ruleError("the attribute " + quote(a.name)) }
func (s stageTest) rule() error     { return ruleError("stage") }
func (leftTest) rule() error        { return ruleError("left") }
func (l listTest) rule() error      { return ruleError("the list " + alwaysQuote(l.name)) }
func (subscribedTest) rule() error  { return nil }
func (s silentTest) rule() error    { return ruleError("silent") }

func (d done) rule() error {
	if d.last {
		return ruleError("within last")
	}
	return nil
}
