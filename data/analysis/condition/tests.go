package condition

import (
	"slices"
	"strings"

	"cxworkbench/data"
)

// Subject is what a test is about.
type Subject string

// The subjects of tests.
const (
	OfAttribute  Subject = "attribute"
	OfStage      Subject = "stage"
	OfLeft       Subject = "left"
	OfDone       Subject = "done"
	OfSubscribed Subject = "subscribed"
	OfSilent     Subject = "silent"
)

// Comparisons lists the signs that an attribute or a stage is compared with; in
// and known stand beside them in the language.
var Comparisons = []string{"=", "!=", "<", "<=", ">", ">="}

// Units lists the units of a span, shortest first.
var Units = unitNames[:]

// Test is one test as a form shows it. Which fields count depends on the subject.
type Test struct {
	Subject Subject
	Not     bool
	Name    string   // of an attribute
	Op      string   // of an attribute or stage: one of Comparisons, in, or known
	Values  []string // what they are compared with; for a stage "" is none
	// What is done: Kind or else Activity, by name; neither is anything.
	Kind     data.Kind
	Activity string
	Times    int    // of done; at least 1
	Channel  string // of done; empty is any
	Last     bool   // of done: the span ends on the as-of day, else it lies anywhere
	Span     int    // of done, subscribed or silent; 0 is none
	Unit     string // of the span, one of Units
}

// Tests gives the condition as tests that must all hold, and whether it is no more
// than that; or and a not around several are more.
func (c Condition) Tests() ([]Test, bool) {
	if c.root == nil {
		return nil, true
	}
	parts := []node{c.root}
	if b, ok := c.root.(both); ok {
		parts = b.parts
	}
	tests := make([]Test, len(parts))
	for i, part := range parts {
		negated := false
		for n, ok := part.(not); ok; n, ok = part.(not) {
			part, negated = n.part, !negated
		}
		test, ok := testOf(part)
		if !ok {
			return nil, false
		}
		test.Not = negated
		tests[i] = test
	}
	return tests, true
}

func testOf(n node) (Test, bool) {
	switch n := n.(type) {
	case attributeTest:
		return Test{Subject: OfAttribute, Name: n.name, Op: string(n.op), Values: slices.Clone(n.values)}, true
	case stageTest:
		test := Test{Subject: OfStage, Op: string(n.op)}
		for _, stage := range n.stages {
			test.Values = append(test.Values, stage.name)
		}
		return test, true
	case leftTest:
		return Test{Subject: OfLeft}, true
	case done:
		test := Test{Subject: OfDone, Kind: n.kind, Activity: n.activity, Times: n.times, Channel: n.channel, Last: n.last}
		test.Span, test.Unit = n.window.parts()
		return test, true
	case subscribedTest:
		test := Test{Subject: OfSubscribed}
		test.Span, test.Unit = n.span.parts()
		return test, true
	case silentTest:
		test := Test{Subject: OfSilent}
		test.Span, test.Unit = n.span.parts()
		return test, true
	}
	return Test{}, false
}

func (s span) parts() (int, string) {
	if s.isZero() {
		return 0, ""
	}
	return s.n, unitNames[s.unit]
}

// All makes the condition that all tests hold. What is missing in a test or is no
// value for it is an error, as Parse says it.
func All(tests ...Test) (Condition, error) {
	if len(tests) == 0 {
		return Condition{}, nil
	}
	texts := make([]string, len(tests))
	for i, test := range tests {
		n := test.node()
		texts[i] = n.text()
		if test.Not {
			texts[i] = "not " + texts[i]
		}
	}
	return Parse(strings.Join(texts, " and "))
}

// node gives the test as the parser would; what is no test shows when its text is
// read again.
func (t Test) node() node {
	long := span{n: t.Span, unit: unit(max(0, slices.Index(unitNames[:], t.Unit)))}
	first := append(slices.Clone(t.Values), "")[:max(1, len(t.Values))]
	switch t.Subject {
	case OfStage:
		stage := stageTest{op: comparison(t.Op)}
		for _, name := range first {
			stage.stages = append(stage.stages, stageName{name: name, none: name == ""})
		}
		return stage
	case OfLeft:
		return leftTest{}
	case OfDone:
		return done{kind: t.Kind, activity: t.Activity, times: t.Times, channel: t.Channel, window: long, last: t.Last}
	case OfSubscribed:
		return subscribedTest{long}
	case OfSilent:
		return silentTest{long}
	}
	return attributeTest{name: t.Name, op: comparison(t.Op), values: first}
}

// AsksStage reports whether any test is about the stage, for which the ladder has
// to be known.
func (c Condition) AsksStage() bool { return c.root != nil && asksStage(c.root) }

func asksStage(n node) bool {
	switch n := n.(type) {
	case both:
		return slices.ContainsFunc(n.parts, asksStage)
	case either:
		return slices.ContainsFunc(n.parts, asksStage)
	case not:
		return asksStage(n.part)
	case stageTest:
		return true
	}
	return false
}
