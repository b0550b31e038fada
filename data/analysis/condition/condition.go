// Package condition is the one language of conditions: stage rules, segments,
// the filter bar and --where all speak it, and it is evaluated on the event log
// only, so that a filter means the same everywhere.
//
// A condition is made of tests, joined by and, or, not and parentheses:
//
//	Contract = "One year"            also !=, <, <=, >, >=, in (A, B) and known
//	stage >= Engagement              also =, !=, <, <=, >, in (A, none)
//	left
//	done purchase 2 times on Phone within any 12 months
//	done "Site visit" within last 30 days
//	done anything
//	subscribed for 12 months
//	silent for 8 weeks
//	in list "Left after three months"
//
// Keywords and names are read in any case. A name or value that holds a blank or
// is a keyword stands in double quotes, in which "" is one quote.
package condition

import "cxworkbench/data/message"

// Condition is a parsed condition. It is immutable; the zero Condition is no
// condition and holds for everyone.
type Condition struct{ root node }

// IsZero reports whether there is no condition.
func (c Condition) IsZero() bool { return c.root == nil }

// String prints the condition in canonical form, which Parse reads back to the
// same condition. The zero Condition is empty.
func (c Condition) String() string {
	if c.root == nil {
		return ""
	}
	return c.root.text()
}

// Sentence says for whom the condition holds, "customers with at least 2
// purchases in the last 30 days" for example.
func (c Condition) Sentence() message.Message {
	if c.root == nil {
		return message.New("condition.everyone", nil)
	}
	return message.New("condition.sentence", message.Args{"who": c.root.sentence(false)})
}

// Say is the Sentence of the condition in a text, or the text as it stands where
// it cannot be read.
func Say(text string) message.Message {
	c, err := Parse(text)
	if err != nil {
		return message.Verbatim(text)
	}
	return c.Sentence()
}

// Any makes the condition that one of several holds; none of them may be zero, and
// of none it is the zero Condition.
func Any(conditions ...Condition) Condition {
	var parts []node
	for _, c := range conditions {
		if e, ok := c.root.(either); ok {
			parts = append(parts, e.parts...)
			continue
		}
		parts = append(parts, c.root)
	}
	if len(parts) > 1 {
		return Condition{either{parts}}
	}
	return Condition{append(parts, nil)[0]}
}

// Rule says why the condition cannot be a stage rule; nil where it can. A rule
// must come true on the day of a record, so only done without last, subscribed,
// and, and or can be in it.
func (c Condition) Rule() error {
	if c.root == nil {
		return ruleError("an empty condition")
	}
	return c.root.rule()
}
