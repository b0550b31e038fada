package exchange

import (
	"path/filepath"

	"cxworkbench/data"
)

// problem says why a plan cannot be carried out, or nil.
func (p *Plan) problem(g *guesser) error {
	if err := p.missing(g); err != nil {
		return err
	}
	if g.has(FieldStart) && g.has(FieldTenure) {
		return data.Errorf(data.CodeBadInput, "A start date and a tenure are both mapped: let go of one; in a terminal, --map tenure_months= or --map start=.")
	}
	if err := p.emptyKeys(g); err != nil {
		return err
	}
	for _, m := range p.Mapping {
		if err := p.unreadable(m, &g.columns[m.Column].profile); err != nil {
			return err
		}
	}
	return nil
}

// missing refuses rows that lack what makes them what they are.
func (p *Plan) missing(g *guesser) error {
	name := filepath.Base(p.Path)
	people := p.As != AsResponses && p.As != AsTickets
	switch {
	case people && !g.identified():
		return data.Errorf(data.CodeBadInput,
			"No column of %q says who the customer is: choose one; in a terminal, --map customer=COLUMN. Nothing was imported.", name)
	case p.As == AsStageChanges && !g.has(FieldStage):
		return data.Errorf(data.CodeBadInput,
			"No column of %q says which stage a customer came to: choose one; in a terminal, --map stage=COLUMN. Nothing was imported.", name)
	case p.As == AsResponses && len(p.Questions) == 0 && !g.has(FieldScore):
		return data.Errorf(data.CodeBadInput,
			"No column of %q holds scores that can be read by guess: choose one; in a terminal, --map metric:NAME=COLUMN. Nothing was imported.", name)
	case p.As == AsTickets && p.TicketEvents && !g.has(FieldTicket):
		return data.Errorf(data.CodeBadInput,
			"No column of %q says to which case an event belongs: choose one; in a terminal, --map ticket=COLUMN. Nothing was imported.", name)
	case hasField(p.As, FieldAt) && p.As != AsResponses && !g.has(FieldAt):
		return data.Errorf(data.CodeBadInput,
			"No column of %q says when something happened: choose one; in a terminal, --map at=COLUMN. Nothing was imported.", name)
	}
	subscribed := p.As == AsSubscriptions || p.As == AsCustomers && p.speaksOfSubscriptions()
	if subscribed && !g.has(FieldStart) && !g.has(FieldTenure) {
		return data.Errorf(data.CodeBadInput,
			"No column of %q says since when a subscription runs: choose one for the start or the tenure in months; in a terminal, --map start=COLUMN or --map tenure_months=COLUMN. Nothing was imported.", name)
	}
	return nil
}

// speaksOfSubscriptions reports whether a person mapped what only a subscription has.
func (p *Plan) speaksOfSubscriptions() bool {
	for _, m := range p.Mapping {
		switch m.Field {
		case FieldEnd, FieldReason, FieldProduct, FieldAmount:
			return true
		}
	}
	return false
}

// emptyKeys refuses customers whose key columns are all blank.
func (p *Plan) emptyKeys(g *guesser) error {
	if p.As != AsCustomers && p.As != AsSubscriptions {
		return nil
	}
	for _, f := range keyFields {
		if c, ok := g.chosen[f]; ok && g.columns[c.column].profile.filled > 0 {
			return nil
		}
	}
	return data.Errorf(data.CodeBadInput,
		"The column that should say who the customer is holds nothing: choose another; in a terminal, --map customer=COLUMN. Nothing was imported.")
}

// unreadable refuses a column of which no value can be what it is mapped to.
func (p *Plan) unreadable(m Mapped, profile *profile) error {
	column := p.Columns[m.Column]
	switch contentOf(p.As, m.Field) {
	case aDate:
		shape := p.dates[m.Column]
		if shape.kind == shapeNone && (profile.filled > 0 || m.Field == FieldAt) {
			return data.Errorf(data.CodeBadInput,
				"No value of column %q reads as a date: choose another; in a terminal, --map %s=COLUMN. Nothing was imported.", column, m.Field)
		}
		if shape.kind == shapeNumbers && shape.order == OrderGuessed {
			dmy, mdy := shape.example()
			return data.Errorf(data.CodeBadInput,
				"The dates of column %q could be day first or month first (2 March is %s or %s): choose the order of day and month; in a terminal, --date-order dmy or mdy. Nothing was imported.",
				column, dmy, mdy)
		}
	case aNumber, aWhole, aSmallWhole:
		if profile.numbers == 0 && profile.filled > 0 && p.worded[m.Column] == inNumbers {
			return data.Errorf(data.CodeBadInput,
				"No value of column %q reads as a number: choose another; in a terminal, --map %s=COLUMN. Nothing was imported.", column, m.Field)
		}
	}
	return nil
}
