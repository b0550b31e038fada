package exchange

import (
	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Type is what the values of a column look like.
type Type string

// The types. A column of which most values are of none is text.
const (
	TypeEmpty  Type = "empty"
	TypeText   Type = "text"
	TypeNumber Type = "number"
	TypeDate   Type = "date"
	TypeEmail  Type = "email"
	TypeAnswer Type = "answer" // yes or no
)

// Types lists every Type.
var Types = []Type{TypeEmpty, TypeText, TypeNumber, TypeDate, TypeEmail, TypeAnswer}

// Name is the type as a person reads it.
func (t Type) Name() message.Message { return message.New("exchange.type."+string(t), nil) }

func (p *profile) kind() Type {
	switch {
	case p.filled == 0:
		return TypeEmpty
	case p.mostly(p.emails):
		return TypeEmail
	case p.mostly(p.dates) && p.epochs < p.dates:
		return TypeDate
	case p.mostly(p.numbers):
		return TypeNumber
	case p.mostly(p.answers):
		return TypeAnswer
	}
	return TypeText
}

// PreviewFaults says of each row of the preview why it would be rejected for what
// it holds, in a workspace with these settings; empty where it would not. What
// only shows beside the workspace's own records, as a customer who is not known,
// a dry run says. It is nil where the plan cannot be carried out yet.
func (p *Plan) PreviewFaults(s data.Settings) []string {
	if p.Problem != nil {
		return nil
	}
	r, err := newRun(p, s, nil)
	if err != nil {
		return nil
	}
	out := make([]string, len(p.Preview))
	for i, row := range p.Preview {
		out[i] = string(r.convert.convert(row, &r.draft))
	}
	return out
}

// MatchFields are the fields by which a row finds its customer, strongest first:
// those that were asked for, else all that the rows have.
func (p *Plan) MatchFields() []Field {
	fields, err := p.matchBy()
	if err != nil {
		return nil // Run says why
	}
	return fields
}
