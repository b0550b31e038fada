package app

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// people gives the roster of a segment.
func people(t *testing.T, s *Session, segment string) Roster {
	t.Helper()
	v := WholeView()
	v.Segment = segment
	roster, err := s.Customers(t.Context(), v, "")
	if err != nil {
		t.Fatal(err)
	}
	return roster
}

// mustList keeps those whom a search finds as a segment.
func mustList(t *testing.T, s *Session, name, search string) {
	t.Helper()
	roster, err := s.Customers(t.Context(), WholeView(), search)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveList(t.Context(), name, roster); err != nil {
		t.Fatal(err)
	}
}

func TestAListStaysAsItWasKept(t *testing.T) {
	s := MustFill(t)
	mustList(t, s, "Northerners", "north")
	wantPeople(t, people(t, s, "Northerners"), "Ada North", "Cy North")
	segments, err := s.Segments(t.Context())
	if err != nil || len(segments) != 1 || segments[0].Day != s.Log().Settings.AsOf || segments[0].Condition != `in list "Northerners"` {
		t.Errorf("segments %+v, %v", segments, err)
	}
	// Who is called so later is not in it.
	mustImport(t, s, "customer,name\n5,Eve North\n")
	wantPeople(t, people(t, s, "northerners"), "Ada North", "Cy North")
	// It can be asked for beside other tests, and turned round.
	v := WholeView()
	v.Where = `not in list "Northerners" and Plan = Big`
	if rest, err := s.Customers(t.Context(), v, ""); err != nil {
		t.Error(err)
	} else {
		wantPeople(t, rest, "Ben Stone")
	}
	if _, err := s.ws.Undo(t.Context()); err != nil { // the import
		t.Fatal(err)
	}
	if _, err := s.ws.Undo(t.Context()); err != nil { // the list
		t.Fatal(err)
	}
	if _, err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	if lists := s.Log().Lists; len(lists) != 0 {
		t.Errorf("after undo there is %+v", lists)
	}
	if _, err := s.ws.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantPeople(t, people(t, s, "Northerners"), "Ada North", "Cy North")
}

func TestAListIsRenamedWhereverItIsAskedFor(t *testing.T) {
	s := MustFill(t)
	mustList(t, s, "Northerners", "north")
	addSegment(t, s, "Big ones", `in list northerners and plan = Big`)
	wantRefused(t, s.RemoveSegment(t.Context(), "Northerners"), data.CodeBadInput, "asks for the list")
	if err := s.EditSegment(t.Context(), "Northerners", "From the north", `in list "Northerners"`); err != nil {
		t.Fatal(err)
	}
	wantPeople(t, people(t, s, "Big ones"), "Ada North")
	wantPeople(t, people(t, s, "From the north"), "Ada North", "Cy North")
	if err := s.RemoveSegment(t.Context(), "Big ones"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSegment(t.Context(), "From the north"); err != nil {
		t.Fatal(err)
	}
}

func TestWhoIsErasedLeavesTheList(t *testing.T) {
	s := MustFill(t)
	mustList(t, s, "Northerners", "north")
	for _, name := range []string{"Ada North", "Cy North"} {
		if _, err := s.Erase(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	wantPeople(t, people(t, s, "Northerners")) // there, and empty
}

func TestALongList(t *testing.T) {
	const n = 25_000 // more than the history records at once
	s := MustCreate(t)
	err := s.ws.Write(t.Context(), "Many", func(tx *workspace.Tx) error {
		for range n {
			if _, err := tx.AddCustomer(&data.Customer{}, workspace.Origin{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetAsOf(t.Context(), data.DayOf(2026, 10, 31)); err != nil {
		t.Fatal(err)
	}
	before, err := s.ws.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustList(t, s, "All", "")
	if got := people(t, s, "All").Len(); got != n {
		t.Errorf("%d of %d are in the list", got, n)
	}
	if _, err := s.ws.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := s.ws.Digest(t.Context()); err != nil || after != before {
		t.Errorf("undo does not take the list back, %v", err)
	}
}
