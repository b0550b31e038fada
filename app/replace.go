package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// nameField is the field that is a customer's name.
const nameField = "name"

// of gives the value of the field, before and after.
func (r Replacement) of(c *data.Customer) (before, after string) {
	before = c.Name
	if name, ok := strings.CutPrefix(r.Field, attributePrefix); ok {
		before = c.Attributes[name]
	}
	return before, strings.TrimSpace(strings.ReplaceAll(before, r.Find, r.With))
}

// changes reports whether the words are there and replacing them gives another value.
// A customer keeps its name rather than lose it.
func (r Replacement) changes(c *data.Customer) bool {
	before, after := r.of(c)
	return strings.Contains(before, r.Find) && before != after && (r.Field != nameField || after != "")
}

// check refuses to replace nothing, or in a field that tells customers apart.
func (r Replacement) check() error {
	name, attribute := strings.CutPrefix(r.Field, attributePrefix)
	switch {
	case r.Find == "":
		return data.Errorf(data.CodeBadInput, "Type the words to be replaced; nothing was changed.")
	case attribute && strings.TrimSpace(name) == "":
		return data.Errorf(data.CodeBadInput, "The attribute needs a name; nothing was changed.")
	case !attribute && r.Field != nameField:
		return data.Errorf(data.CodeBadInput, "Words are replaced in names and attributes; %s is neither. Nothing was changed.", r.Field)
	}
	return nil
}

// withWords leaves those whom a replacement changes.
func (s *Session) withWords(ctx context.Context, customers []int64, r Replacement) ([]int64, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	var out []int64
	for part := range slices.Chunk(customers, mostAtOnce) {
		found, err := s.ws.Customers(ctx, part)
		if err != nil {
			return nil, err
		}
		for i := range found {
			if r.changes(&found[i]) {
				out = append(out, found[i].ID)
			}
		}
	}
	return out, nil
}

// bulkReplace gives the name of a replacement in the history and what it does to one
// customer.
func bulkReplace(r Replacement, n int) (string, func(tx *workspace.Tx, id int64) error, error) {
	field := strings.TrimPrefix(r.Field, attributePrefix)
	return fmt.Sprintf("Replace words in %s of %d customers", shorten(field), n), func(tx *workspace.Tx, id int64) error {
		c, err := tx.Customer(id)
		if err != nil || !r.changes(&c) {
			return err
		}
		_, after := r.of(&c)
		return editFields(tx, id, []FieldEdit{{Field: r.Field, Value: after}})
	}, nil
}
