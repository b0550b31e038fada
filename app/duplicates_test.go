package app

import (
	"testing"

	"cxworkbench/data/duplicates"
)

// look finds the pairs of a workspace.
func lookUp(t *testing.T, s *Session) []duplicates.Pair {
	t.Helper()
	r, err := s.Duplicates(t.Context(), func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	return r.Pairs
}

func TestDuplicatesAreFoundMergedAndUndone(t *testing.T) {
	s := MustCreate(t)
	mustImport(t, s, customers+"9,ADA  NORTH,East,\n")
	mustImport(t, s, touches+"9,2025-04-01,Purchase,10\n")
	before, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pairs := lookUp(t, s)
	if len(pairs) != 1 {
		t.Fatalf("the pairs are %+v", pairs)
	}
	twins, err := s.Twins(t.Context(), pairs[0])
	if err != nil || twins[0].Interactions != 3 || twins[1].Interactions != 1 {
		t.Fatalf("the twins are %+v, %v", twins, err)
	}
	if err := s.Merge(t.Context(), twins, "Ada North", map[string]string{"region": "East", "plan": "Big"}); err != nil {
		t.Fatal(err)
	}
	log, err := s.Reload(t.Context())
	if err != nil || log.Customers() != 4 || len(lookUp(t, s)) != 0 {
		t.Errorf("%d customers after the merge, %v", log.Customers(), err)
	}
	if from, to := log.EventRange(0); to-from != 4 {
		t.Errorf("the merged customer has %d interactions", to-from)
	}
	if region, _ := log.Attribute("region").Of(0); region != "East" {
		t.Errorf("the region kept is %q", region)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := s.Digest(t.Context()); err != nil || after != before {
		t.Errorf("undo leaves another workspace, %v", err)
	}
}

func TestNotTheSameIsRememberedUntilANameChanges(t *testing.T) {
	s := MustCreate(t)
	mustImport(t, s, customers+"9,Ada North,East,\n")
	twins, err := s.Twins(t.Context(), lookUp(t, s)[0])
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time changes nothing
		if err := s.NotTheSame(t.Context(), twins); err != nil {
			t.Fatal(err)
		}
	}
	if left := lookUp(t, s); len(left) != 0 {
		t.Errorf("proposed again: %+v", left)
	}
	if _, err := s.EditCustomer(t.Context(), "9", []FieldEdit{{Field: "name", Value: "Ada Northe"}}); err != nil {
		t.Fatal(err)
	}
	if left := lookUp(t, s); len(left) != 1 {
		t.Errorf("after a change of name the pairs are %+v", left)
	}
}
