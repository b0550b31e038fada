package exchange

import (
	"strings"

	"cxworkbench/data/message"
)

// continued are the fields that only the first line of an order says in some
// exports, such as Shopify's: when it was, and of whom.
var continued = []Field{FieldAt, FieldCustomer, FieldCustomer2, FieldName, FieldFirstName, FieldLastName, FieldEmail, FieldPhone, FieldHandle, FieldCountry, FieldChannel}

// continues decides whether lines of an order without a date have that of the line
// above: where some in the sample are so and stand below a line of their order
// that has one.
func (p *Plan) continues(g *guesser) {
	order, ordered := g.chosen[FieldOrder]
	at, dated := g.chosen[FieldAt]
	if p.As != AsPurchases || !ordered || !dated {
		return
	}
	cell := func(row []string, i int) string {
		if i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	lines, above := 0, ""
	for _, row := range g.sample {
		ref := cell(row, order.column)
		switch {
		case cell(row, at.column) != "":
			above = ref
		case ref != "" && ref == above:
			lines++
		}
	}
	if lines == 0 {
		return
	}
	p.continued = true
	p.Warnings = append(p.Warnings, message.New("exchange.warn.continued", message.Args{"n": lines, "rows": len(g.sample)}))
}

// follow fills what a line leaves blank from the first line of its order, where
// it leaves the date blank.
func (c *converter) follow() {
	if !c.plan.continued {
		return
	}
	order := c.text(FieldOrder)
	if c.text(FieldAt) != "" || order == "" {
		c.above = append(c.above[:0], c.cells...)
		c.aboveOrder = order
		return
	}
	if order != c.aboveOrder {
		return
	}
	c.filled = append(c.filled[:0], c.cells...)
	for _, f := range continued {
		i, ok := c.columns.of(f)
		if ok && i < len(c.filled) && i < len(c.above) && strings.TrimSpace(c.filled[i]) == "" {
			c.filled[i] = c.above[i]
		}
	}
	for _, a := range c.attributes {
		if i := a.column; i < len(c.filled) && i < len(c.above) && strings.TrimSpace(c.filled[i]) == "" {
			c.filled[i] = c.above[i]
		}
	}
	c.cells = c.filled
}
