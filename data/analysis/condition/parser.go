package condition

import (
	"strconv"
	"strings"

	"cxworkbench/data"
)

// Parse reads a condition. The error is one sentence that names the place and
// what was expected there.
func Parse(s string) (Condition, error) {
	tokens, err := scan(s)
	if err != nil {
		return Condition{}, err
	}
	p := &parser{tokens: tokens}
	root, err := p.either()
	if err != nil {
		return Condition{}, err
	}
	if t := p.peek(); t.kind != tokenEnd {
		return Condition{}, expected("and, or, or the end", t)
	}
	return Condition{root}, nil
}

const (
	deepest   = 100       // parentheses and nots inside each other
	mostTimes = 1_000_000 // of done
)

type parser struct {
	tokens []token
	next   int
	depth  int
}

func (p *parser) peek() token { return p.tokens[p.next] }

// take gives the next token; at the end it is the end again and again.
func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != tokenEnd {
		p.next++
	}
	return t
}

func (p *parser) accept(keyword string) bool {
	if p.peek().is(keyword) {
		p.next++
		return true
	}
	return false
}

func (p *parser) require(keyword string) error {
	if !p.accept(keyword) {
		return expected(keyword, p.peek())
	}
	return nil
}

func (p *parser) either() (node, error) {
	parts, err := p.series("or", p.both, func(n node) []node {
		if e, ok := n.(either); ok {
			return e.parts
		}
		return []node{n}
	})
	if err != nil || len(parts) == 1 {
		return first(parts), err
	}
	return either{parts}, nil
}

func (p *parser) both() (node, error) {
	parts, err := p.series("and", p.term, func(n node) []node {
		if b, ok := n.(both); ok {
			return b.parts
		}
		return []node{n}
	})
	if err != nil || len(parts) == 1 {
		return first(parts), err
	}
	return both{parts}, nil
}

// series reads parts with a keyword between them; flat unpacks a part that is
// itself such a series, so that parentheses without effect leave no trace.
func (p *parser) series(between string, part func() (node, error), flat func(node) []node) ([]node, error) {
	var parts []node
	for {
		n, err := part()
		if err != nil {
			return nil, err
		}
		parts = append(parts, flat(n)...)
		if !p.accept(between) {
			return parts, nil
		}
	}
}

func first(parts []node) node {
	if len(parts) == 0 {
		return nil
	}
	return parts[0]
}

func (p *parser) term() (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > deepest {
		return nil, data.Errorf(data.CodeBadInput, "The condition has more than %d parentheses or nots inside each other at character %d; write it flatter.", deepest, p.peek().at)
	}
	switch {
	case p.accept("not"):
		part, err := p.term()
		return not{part}, err
	case p.accept("("):
		inner, err := p.either()
		if err != nil {
			return nil, err
		}
		return inner, p.require(")")
	case p.accept("stage"):
		return p.stage()
	case p.accept("left"):
		return leftTest{}, nil
	case p.accept("in"):
		return p.list()
	case p.accept("done"):
		return p.done()
	case p.accept("subscribed"):
		return p.subscribed()
	case p.accept("silent"):
		return p.silent()
	}
	return p.attribute()
}

func (p *parser) attribute() (node, error) {
	name, err := p.name("a test: an attribute's name, stage, left, in list, done, subscribed or silent", "and", "or", "in", "known")
	if err != nil {
		return nil, err
	}
	if p.accept(string(isKnown)) {
		return attributeTest{name, isKnown, nil}, nil
	}
	op, err := p.comparison("=, !=, <, <=, >, >=, in or known")
	if err != nil {
		return nil, err
	}
	values, err := listOf(p, op, p.value)
	if err != nil {
		return nil, err
	}
	return attributeTest{name, op, values}, nil
}

func (p *parser) stage() (node, error) {
	op, err := p.comparison("=, !=, <, <=, >, >= or in")
	if err != nil {
		return nil, err
	}
	ordered := op == below || op == atMost || op == above || op == atLeast
	names, err := listOf(p, op, func() (stageName, error) {
		if t := p.peek(); t.is("none") {
			if ordered {
				return stageName{}, expected("a stage's name (none has no order)", t)
			}
			p.next++
			return stageName{none: true}, nil
		}
		name, err := p.name("a stage's name or none", "and", "or", "not", "in")
		return stageName{name: name}, err
	})
	if err != nil {
		return nil, err
	}
	return stageTest{op, names}, nil
}

func (p *parser) list() (node, error) {
	if err := p.require("list"); err != nil {
		return nil, err
	}
	name, err := p.name("a list's name", "and", "or", "not", "in")
	return listTest{name}, err
}

func (p *parser) comparison(what string) (comparison, error) {
	t := p.peek()
	for _, op := range []comparison{equal, different, below, atMost, above, atLeast, oneOf} {
		if t.is(string(op)) {
			p.next++
			return op, nil
		}
	}
	return "", expected(what, t)
}

// listOf reads what a comparison compares with: one, or for in a list.
func listOf[T any](p *parser, op comparison, one func() (T, error)) ([]T, error) {
	if op != oneOf {
		item, err := one()
		return []T{item}, err
	}
	if err := p.require("("); err != nil {
		return nil, err
	}
	var items []T
	for {
		item, err := one()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		if p.accept(")") {
			return items, nil
		}
		if !p.accept(",") {
			return nil, expected("a comma or )", p.peek())
		}
	}
}

// name takes a word or quoted text that is not empty; what describes it, and
// reserved are the keywords that cannot be it without quotes.
func (p *parser) name(what string, reserved ...string) (string, error) {
	t := p.peek()
	ok := t.kind == tokenWord || t.kind == tokenQuoted && t.text != ""
	for _, keyword := range reserved {
		ok = ok && !(t.kind == tokenWord && t.is(keyword))
	}
	if !ok {
		return "", expected(what, t)
	}
	p.next++
	return t.text, nil
}

func (p *parser) value() (string, error) {
	return p.name(`a value (those without one are found by "not ... known")`, "and", "or", "not", "in")
}

func (p *parser) done() (node, error) {
	d := done{times: 1}
	if err := p.what(&d); err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind == tokenWord && t.text[0] >= '0' && t.text[0] <= '9' {
		n, err := p.count("a number of times from 1 on", mostTimes)
		if err != nil {
			return nil, err
		}
		d.times = n
		if !p.accept("times") && !p.accept("time") {
			return nil, expected("times", p.peek())
		}
	}
	if p.accept("on") {
		channel, err := p.name("a channel's name", "and", "or", "not", "within")
		if err != nil {
			return nil, err
		}
		d.channel = channel
	}
	if !p.accept("within") {
		return d, nil
	}
	if d.last = p.accept("last"); !d.last && !p.accept("any") {
		return nil, expected("any or last", p.peek())
	}
	var err error
	d.window, err = p.span()
	return d, err
}

func (p *parser) what(d *done) error {
	const what = `a kind of activity, an activity's name in double quotes, or anything`
	t := p.take()
	switch {
	case t.is("anything"):
		return nil
	case t.kind == tokenQuoted && t.text != "":
		d.activity = t.text
		return nil
	case t.kind == tokenWord && data.Kind(strings.ToLower(t.text)).Valid():
		d.kind = data.Kind(strings.ToLower(t.text))
		return nil
	case t.kind == tokenWord:
		return expected(what+" (the kinds are "+kindNames()+")", t)
	}
	return expected(what, t)
}

func kindNames() string {
	names := make([]string, len(data.Kinds))
	for i, k := range data.Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

func (p *parser) subscribed() (node, error) {
	if !p.accept("for") {
		return subscribedTest{}, nil
	}
	s, err := p.span()
	return subscribedTest{s}, err
}

func (p *parser) silent() (node, error) {
	if err := p.require("for"); err != nil {
		return nil, err
	}
	s, err := p.span()
	return silentTest{s}, err
}

func (p *parser) span() (span, error) {
	n, err := p.count("a whole number, as in 30 days", longestSpan)
	if err != nil {
		return span{}, err
	}
	for u, name := range unitNames {
		if p.accept(name) || p.accept(name+"s") {
			return span{n, unit(u)}, nil
		}
	}
	return span{}, expected("days, weeks, months or years", p.peek())
}

func (p *parser) count(what string, most int) (int, error) {
	t := p.peek()
	n, err := strconv.Atoi(t.text)
	if t.kind != tokenWord || err != nil || n < 1 || n > most {
		return 0, expected(what, t)
	}
	p.next++
	return n, nil
}
