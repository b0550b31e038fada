package exchange

import (
	"slices"
	"strings"

	"cxworkbench/data"
)

// secondSource is the source of ids from the customer2 field.
const secondSource = "customer2"

// key is one of the names that a row calls its customer by.
type key struct {
	kind   data.IdentityKind // empty for a name
	source string
	value  string
	also   string    // how older programs normalised the value, where otherwise
	beside attribute // of a name: what the customer of that name must have too
}

func (k key) String() string {
	called := string(k.kind) + ":" + k.source + ":" + k.value
	if k.beside.name != "" {
		called += "\x00" + k.beside.name + "\x00" + k.beside.value
	}
	return called
}

// identity is the key as it is remembered of a record without a customer.
func (k key) identity() data.Identity {
	if k.kind == "" {
		return data.Identity{Kind: data.CalledByName, Value: k.value}
	}
	return data.Identity{Kind: k.kind, Source: k.source, Value: k.value}
}

// matchFields are the fields that can say who a customer is, strongest first.
var matchFields = []Field{FieldCustomer, FieldCustomer2, FieldEmail, FieldPhone, FieldHandle, FieldName}

// keyOf gives what a field of the row calls its customer.
func (d *draft) keyOf(f Field) key {
	switch f {
	case FieldCustomer:
		return key{kind: data.IdentityExternal, value: d.customer}
	case FieldCustomer2:
		return key{kind: data.IdentityExternal, source: secondSource, value: d.customer2}
	case FieldEmail:
		return key{kind: data.IdentityEmail, value: d.email}
	case FieldPhone:
		return key{kind: data.IdentityPhone, value: d.phone, also: d.phoneDigits}
	case FieldHandle:
		return key{kind: data.IdentityHandle, value: d.handle}
	}
	name, ok := f.beside()
	if !ok {
		return key{value: d.name}
	}
	for _, a := range d.attributes {
		if a.name == name {
			return key{value: d.name, beside: a}
		}
	}
	return key{}
}

// besideName begins match keys like name+attr:birthday: a customer of that name
// who has the same attribute.
const besideName = string(FieldName) + "+" + attributePrefix

// beside gives the attribute that a match key wants beside the name.
func (f Field) beside() (attribute string, ok bool) {
	return strings.CutPrefix(string(f), besideName)
}

// keepsAttribute reports whether rows give customers an attribute of this name.
func (p *Plan) keepsAttribute(name string) bool {
	return slices.ContainsFunc(p.Mapping, func(m Mapped) bool { return string(m.Field) == attributePrefix+name }) ||
		p.Header && slices.ContainsFunc(p.Extra, func(i int) bool { return p.Columns[i] == name })
}

// keysOf gives what a row calls its customer in the order of the fields that
// count, and after those what else it says of it. counting is how many count.
func keysOf(d *draft, match []Field, out []key) (keys []key, counting int) {
	for _, f := range match {
		if k := d.keyOf(f); k.value != "" {
			out = append(out, k)
		}
	}
	counting = len(out)
	for _, f := range matchFields[:len(matchFields)-1] {
		if k := d.keyOf(f); k.value != "" && !slices.Contains(match, f) {
			out = append(out, k)
		}
	}
	return out, counting
}

// matchBy gives the fields by which the plan's rows find their customers. A name
// counts only where the file says nothing else, unless it was chosen.
func (p *Plan) matchBy() ([]Field, error) {
	mapped := map[Field]bool{}
	for _, m := range p.Mapping {
		mapped[m.Field] = true
	}
	mapped[FieldName] = mapped[FieldName] || mapped[FieldLastName]
	for _, f := range p.options.Match {
		if name, ok := f.beside(); ok {
			if !mapped[FieldName] || !p.keepsAttribute(name) {
				return nil, data.Errorf(data.CodeBadInput,
					"No columns give the name and the attribute %q by which customers should be found: choose them; in a terminal, --map name=COLUMN and --map attr:%s=COLUMN. Nothing was imported.", name, name)
			}
			continue
		}
		if !slices.Contains(matchFields, f) {
			return nil, data.Errorf(data.CodeBadInput, "Customers cannot be found by %q: choose among customer, customer2, email, phone, handle, name and name+attr:NAME.", f)
		}
		if !mapped[f] {
			return nil, data.Errorf(data.CodeBadInput, "No column gives the %s by which customers should be found: choose one; in a terminal, --map %s=COLUMN. Nothing was imported.", f, f)
		}
	}
	if len(p.options.Match) > 0 {
		return p.options.Match, nil
	}
	var match []Field
	said := false
	for _, f := range matchFields {
		if mapped[f] && (f != FieldName || !said) {
			match = append(match, f)
			said = said || p.says(f)
		}
	}
	return match, nil
}

// says reports whether the sample has a value of the field in any row.
func (p *Plan) says(f Field) bool {
	return slices.ContainsFunc(p.Mapping, func(m Mapped) bool { return m.Field == f && p.Types[m.Column] != TypeEmpty })
}
