package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/message"
)

// attributePrefix begins the fields that are attributes of the customers.
const attributePrefix = "attr:"

// personFields are the fields that every workspace has, and the heading of each.
var personFields = []struct {
	field PersonField
	key   string
}{
	{FieldLabel, "table.customer"}, {FieldStage, "table.stage"}, {FieldFirst, "table.first"}, {FieldLast, "table.last"},
	{FieldSilent, "roster.silent"}, {FieldChannel, "roster.channel"}, {FieldInteractions, "table.interactions"},
	{FieldPurchases, "roster.purchases"}, {FieldComplaints, "roster.complaints"}, {FieldValue, "table.value"},
	{FieldEmail, "roster.email"}, {FieldPhone, "roster.phone"},
}

// usual is what a list of customers shows unless a person chose otherwise.
var usual = Arrangement{
	Columns: []ListColumn{{Field: FieldLabel}, {Field: FieldStage}, {Field: FieldFirst}, {Field: FieldLast}, {Field: FieldInteractions}, {Field: FieldValue}},
	Order:   []Order{{Field: FieldValue, Falling: true}},
}

// ListArrangement gives how this machine lists the customers of the workspace, of
// what the workspace still has.
func (s *Session) ListArrangement(p *Prefs) Arrangement {
	known := map[PersonField]bool{}
	for _, field := range s.PersonFields() {
		known[field] = true
	}
	a := p.Arrangement(s.Path())
	a.Columns = slices.DeleteFunc(slices.Clone(a.Columns), func(c ListColumn) bool {
		first := known[c.Field]
		known[c.Field] = false // each once
		return !first
	})
	if len(a.Columns) == 0 {
		a.Columns = usual.Columns
	}
	if a.Order = slices.DeleteFunc(slices.Clone(a.Order), func(o Order) bool { return !o.Field.Sorts() }); len(a.Order) == 0 {
		a.Order = usual.Order
	}
	return a
}

// Fields are those that the columns show.
func (a Arrangement) Fields() []PersonField {
	fields := make([]PersonField, len(a.Columns))
	for i, c := range a.Columns {
		fields[i] = c.Field
	}
	return fields
}

// AttributeField is the field of an attribute.
func AttributeField(name string) PersonField { return PersonField(attributePrefix + name) }

// Attribute gives the name of the attribute that a field is; false for other fields.
func (f PersonField) Attribute() (string, bool) {
	return strings.CutPrefix(string(f), attributePrefix)
}

// Heading is what stands over the column of a field.
func (f PersonField) Heading(p *message.Printer) string {
	if name, ok := f.Attribute(); ok {
		return name
	}
	for _, known := range personFields {
		if known.field == f {
			return p.T(known.key)
		}
	}
	return string(f)
}

// Over is the heading of a field in a list, with the unit of what stands below it.
func (f PersonField) Over(p *message.Printer, currency string) string {
	if f == FieldValue && currency != "" {
		return p.Text(message.New("charts.value", message.Args{"currency": currency}))
	}
	return f.Heading(p)
}

// Counts reports whether a field is a number or a date, which stand on the right.
func (f PersonField) Counts() bool {
	switch f {
	case FieldFirst, FieldLast, FieldSilent, FieldInteractions, FieldPurchases, FieldComplaints, FieldValue:
		return true
	}
	return false
}

// Sorts reports whether a list can be ordered by a field. E-mail and telephone are
// read from the file for the rows in view only.
func (f PersonField) Sorts() bool { return f != FieldEmail && f != FieldPhone }

// PersonFields lists what can be shown of the customers of a workspace.
func (s *Session) PersonFields() []PersonField {
	log := s.Log()
	fields := make([]PersonField, 0, len(personFields)+len(log.Attributes))
	for _, known := range personFields {
		fields = append(fields, known.field)
	}
	for i := range log.Attributes {
		fields = append(fields, AttributeField(log.Attributes[i].Name))
	}
	return fields
}

// Slice gives the people from (included) to to (excluded) of the list.
func (r Roster) Slice(from, to int) Roster {
	r.order = r.order[from:to]
	return r
}

// Cells gives the fields of everybody in the list: a string, data.Day, int or
// data.Money each, or nil where it is not known. E-mail and telephone are read from
// the file, so with them it is not for the UI goroutine.
func (s *Session) Cells(ctx context.Context, r Roster, fields []PersonField, p *message.Printer) ([][]any, error) {
	var identities map[int64][]data.Identity
	if slices.ContainsFunc(fields, func(f PersonField) bool { return !f.Sorts() }) {
		var err error
		if identities, err = s.identities(ctx, r); err != nil {
			return nil, err
		}
	}
	out := make([][]any, r.Len())
	for i := range out {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		person := r.Person(i)
		out[i] = make([]any, len(fields))
		for k, field := range fields {
			out[i][k] = r.cell(person, field, identities, p)
		}
	}
	return out, nil
}

func (r Roster) cell(person Person, field PersonField, identities map[int64][]data.Identity, p *message.Printer) any {
	switch field {
	case FieldStage:
		return PlaceName(r, person.Place, p)
	case FieldFirst:
		return orNil(person.First)
	case FieldLast:
		return orNil(person.Last)
	case FieldValue:
		return person.Value
	case FieldEmail:
		return textOrNil(identityOf(identities[person.ID], data.IdentityEmail))
	case FieldPhone:
		return textOrNil(identityOf(identities[person.ID], data.IdentityPhone))
	}
	if field.Counts() {
		if n, known := person.number(r, field); known {
			return int(n)
		}
		return nil
	}
	return textOrNil(r.text(person.Customer, field))
}

func textOrNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func identityOf(identities []data.Identity, kind data.IdentityKind) string {
	for _, identity := range identities {
		if identity.Kind == kind {
			return identity.Value
		}
	}
	return ""
}

// mostAtOnce is how many customers are read from the file in one go.
const mostAtOnce = 5000

// identities reads those of everybody in a list.
func (s *Session) identities(ctx context.Context, r Roster) (map[int64][]data.Identity, error) {
	out := make(map[int64][]data.Identity, r.Len())
	for part := range slices.Chunk(r.order, mostAtOnce) {
		ids := make([]int64, len(part))
		for i, c := range part {
			ids[i] = r.log.CustomerIDs[c]
		}
		customers, err := s.ws.Customers(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, c := range customers {
			out[c.ID] = c.Identities
		}
	}
	return out, nil
}

// ShownCell is a cell as a list shows it, below a heading that says the unit.
func ShownCell(cell any, currency string, p *message.Printer) string {
	switch v := cell.(type) {
	case string:
		return v
	case data.Day:
		return p.Date(v)
	case int:
		return p.Int(int64(v))
	case data.Money:
		return p.Bare(message.Amount{Money: v, Currency: currency})
	}
	return ""
}

// RosterTable gives a list of people with these fields as a table.
func (s *Session) RosterTable(ctx context.Context, r Roster, fields []PersonField, p *message.Printer) (report.Table, error) {
	var t report.Table
	for _, field := range fields {
		t.Columns = append(t.Columns, field.Heading(p))
	}
	rows, err := s.Cells(ctx, r, fields, p)
	currency := s.Log().Settings.Currency
	for _, row := range rows {
		for k := range row {
			if money, ok := row[k].(data.Money); ok {
				row[k] = money.Float(currency)
			}
		}
	}
	t.Rows = rows
	return t, err
}
