package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// bulkOf lists everybody of a filled workspace by row id.
func bulkOf(t *testing.T, s *Session) []int64 {
	t.Helper()
	all, err := s.Customers(t.Context(), WholeView(), "")
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for i := range all.Len() {
		ids = append(ids, all.Person(i).ID)
	}
	return ids
}

func TestManyCustomersAreOneChangeAndOneUndo(t *testing.T) {
	s := MustFill(t)
	ids, before := bulkOf(t, s), len(s.Log().Attributes)
	var told []int64
	n, err := s.EditMany(t.Context(), ids, BulkEdit{Field: &FieldEdit{Field: "attr:Owner", Value: " Kim "}}, data.DayOf(2025, 6, 1), func(done, _ int64) { told = append(told, done) })
	if err != nil || n != len(ids) || len(told) == 0 {
		t.Fatalf("%d of %d changed, progress %v, %v", n, len(ids), told, err)
	}
	a := s.Log().Attribute("Owner")
	if a == nil {
		t.Fatal("there is no such attribute")
	}
	for c := range s.Log().CustomerIDs {
		if value := a.Values[a.Codes[c]-1]; value != "Kim" {
			t.Errorf("customer %d has %q", c, value)
		}
	}
	n, err = s.EditMany(t.Context(), ids[:1], BulkEdit{Field: &FieldEdit{Field: "attr:Owner"}}, data.DayOf(2025, 6, 1), nil)
	if err != nil || n != 1 {
		t.Fatalf("%d cleared, %v", n, err)
	}
	_, err = s.EditMany(t.Context(), ids[:1], BulkEdit{Field: &FieldEdit{Field: "attr:Owner"}}, data.DayOf(2025, 6, 1), nil)
	wantRefused(t, err, data.CodeBadInput, "already")
	for range 2 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Log().Attributes) != before {
		t.Errorf("after two undos there are %d attributes, were %d", len(s.Log().Attributes), before)
	}
}

func TestManyCustomersMoveAndConsent(t *testing.T) {
	s := MustFill(t)
	ids, day := bulkOf(t, s), data.DayOf(2025, 2, 1)
	stage := s.Log().Stages[len(s.Log().Stages)-1].ID
	move := BulkEdit{Stage: &data.StageChange{StageID: stage, Day: day}}
	_, err := s.EditMany(t.Context(), ids, move, day, nil)
	wantRefused(t, err, data.CodeBadInput, "evidence")
	move.Stage.Evidence.Reason = "Signed at the fair"
	if n, err := s.EditMany(t.Context(), ids, move, day, nil); err != nil || n != len(ids) {
		t.Fatalf("%d moved, %v", n, err)
	}
	if got := len(s.Log().Changes.Row); got != len(ids) {
		t.Errorf("%d changes of stage, want %d", got, len(ids))
	}
	move.Stage.Day = data.DayOf(2099, 1, 1)
	_, err = s.EditMany(t.Context(), ids, move, day, nil)
	wantRefused(t, err, data.CodeBadInput, "day that has come")
	if n, err := s.EditMany(t.Context(), ids, BulkEdit{Consent: &data.Consent{Purpose: "Newsletter", Given: true, Day: day}}, day, nil); err != nil || n != len(ids) {
		t.Fatalf("%d consents, %v", n, err)
	}
	page, err := s.Person(t.Context(), WholeView(), ids[2], day)
	if err != nil || len(page.Consents) != 1 || page.Consents[0].Purpose != "Newsletter" {
		t.Errorf("consents %+v, %v", page.Consents, err)
	}
}

func TestWhatCannotBeDoneToMany(t *testing.T) {
	s := MustFill(t)
	ids, revision := bulkOf(t, s), s.Log().Revision
	for _, c := range []struct {
		edit BulkEdit
		says string
	}{
		{BulkEdit{}, "Nothing to change"},
		{BulkEdit{Field: &FieldEdit{Field: "email", Value: "a@b.c"}}, "cannot share"},
		{BulkEdit{Field: &FieldEdit{Field: "name", Value: "x"}}, "cannot share"},
		{BulkEdit{Field: &FieldEdit{Field: "attr: ", Value: "x"}}, "needs a name"},
		{BulkEdit{Consent: &data.Consent{Purpose: " ", Day: data.DayOf(2025, 1, 1)}}, "what it is for"},
	} {
		_, err := s.EditMany(t.Context(), ids, c.edit, data.DayOf(2025, 6, 1), nil)
		wantRefused(t, err, data.CodeBadInput, c.says)
	}
	_, err := s.EditMany(t.Context(), nil, BulkEdit{Field: &FieldEdit{Field: "attr:x", Value: "y"}}, data.DayOf(2025, 6, 1), nil)
	wantRefused(t, err, data.CodeBadInput, "Nobody is left")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.EditMany(ctx, ids, BulkEdit{Field: &FieldEdit{Field: "attr:x", Value: "y"}}, data.DayOf(2025, 6, 1), nil); err == nil {
		t.Error("a cancelled change was made")
	}
	if _, err := s.EditMany(t.Context(), slices.Concat(ids, []int64{999}), BulkEdit{Field: &FieldEdit{Field: "attr:x", Value: "y"}}, data.DayOf(2025, 6, 1), nil); err == nil {
		t.Error("somebody who is not there was changed")
	}
	if s.Log().Revision != revision || s.Log().Attribute("x") != nil {
		t.Error("what was refused changed something")
	}
}

// Keys after the first order those equal in it; what is not known stands last in
// either direction.
func TestAListHasSeveralKeys(t *testing.T) {
	s := MustFill(t)
	all, err := s.Customers(t.Context(), WholeView(), "")
	if err != nil {
		t.Fatal(err)
	}
	day := data.DayOf(2025, 6, 1)
	for i, value := range []string{"10", "9", "9", ""} {
		if value == "" {
			continue
		}
		if _, err := s.EditMany(t.Context(), []int64{all.Person(i).ID}, BulkEdit{Field: &FieldEdit{Field: "attr:Size", Value: value}}, day, nil); err != nil {
			t.Fatal(err)
		}
	}
	if all, err = s.Customers(t.Context(), WholeView(), ""); err != nil {
		t.Fatal(err)
	}
	size := AttributeField("Size") // Ada 10, Ben 9, Cy 9, =Dee none
	wantPeople(t, all.Ordered(Order{Field: size}, Order{Field: FieldLabel, Falling: true}), "Cy North", "Ben Stone", "Ada North", "=Dee")
	wantPeople(t, all.Ordered(Order{Field: size, Falling: true}, Order{Field: FieldLabel}), "Ada North", "Ben Stone", "Cy North", "=Dee")
	cells, err := s.Cells(t.Context(), all.Slice(0, 1), s.PersonFields(), message.English())
	if err != nil {
		t.Fatal(err)
	}
	shown := map[PersonField]any{}
	for k, field := range s.PersonFields() {
		shown[field] = cells[0][k]
	}
	if shown[FieldLabel] != "Ada North" || shown[size] != "10" || shown[FieldInteractions] != 3 || shown[FieldLast] != data.DayOf(2025, 2, 10) || shown[FieldSilent] != int(all.AsOf()-data.DayOf(2025, 2, 10)) {
		t.Errorf("Ada is shown as %v", shown)
	}
}

// mustMany makes a workspace of so many customers, each with an e-mail address.
func mustMany(b *testing.B, n int) *Session {
	b.Helper()
	s, err := Create(b.Context(), filepath.Join(b.TempDir(), "many.cxw"), data.Settings{Name: "Many", Zone: "UTC", Currency: "EUR", AsOf: data.DayOf(2025, 1, 1)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	err = s.ws.Write(b.Context(), "Add", func(tx *workspace.Tx) error {
		for i := range n {
			c := data.Customer{Name: fmt.Sprintf("Shop %d", i), Identities: []data.Identity{{Kind: data.IdentityEmail, Value: fmt.Sprintf("a%d@example.org", i)}}}
			if _, err := tx.AddCustomer(&c, workspace.Origin{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Reload(b.Context()); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkEditMany sets an attribute of 100,000 customers as one change.
func BenchmarkEditMany(b *testing.B) {
	s := mustMany(b, 100_000)
	for i := 0; b.Loop(); i++ {
		edit := BulkEdit{Field: &FieldEdit{Field: "attr:Owner", Value: fmt.Sprint("Kim ", i)}}
		if _, err := s.EditMany(b.Context(), s.Log().CustomerIDs, edit, data.DayOf(2025, 1, 1), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkListPage renders a page of 128 rows of the list of customers, which
// happens on the UI goroutine; with e-mail addresses it does not.
func BenchmarkListPage(b *testing.B) {
	s, p := mustMany(b, 1000), message.English()
	all, err := s.Customers(b.Context(), WholeView(), "")
	if err != nil || all.Len() != 1000 {
		b.Fatal(all.Len(), err)
	}
	for name, fields := range map[string][]PersonField{"usual": usual.Fields(), "e-mail": {FieldLabel, FieldEmail}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				rows, err := s.Cells(b.Context(), all.Slice(0, 128), fields, p)
				if err != nil {
					b.Fatal(err)
				}
				for _, row := range rows {
					for _, cell := range row {
						ShownCell(cell, "EUR", p)
					}
				}
			}
		})
	}
}
