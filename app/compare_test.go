package app

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/message"
)

func TestPeriodsCountBackFromTheAsOfDate(t *testing.T) {
	s := MustFill(t)
	v := WholeView()
	v.AsOf = data.DayOf(2025, 3, 31)
	r, err := s.Compare(t.Context(), v, SideSpec{Period: Period{3, 3}}, SideSpec{Period: Period{3, 0}})
	if err == nil {
		before, now := r.Sides[0], r.Sides[1]
		if before.Ladder.AsOf != data.DayOf(2024, 12, 31) || now.Ladder.AsOf != v.AsOf || now.Query.From != data.DayOf(2025, 1, 1) || before.Query.From != data.DayOf(2024, 10, 1) {
			t.Errorf("before %s from %s, now %s from %s", before.Ladder.AsOf, before.Query.From, now.Ladder.AsOf, now.Query.From)
		}
		// Dee has no record at all and counts at every date.
		if before.Ladder.N != 1 || now.Ladder.N != 4 {
			t.Errorf("%d and %d customers, want Dee, and Dee with the three who have a record", before.Ladder.N, now.Ladder.N)
		}
	} else {
		t.Fatal(err)
	}
	a := CompareAnswer(r)
	table := a.Table(message.English())
	if len(table.Rows) != len(r.Rows) || a.N != 5 {
		t.Errorf("%d rows of %d, n = %d", len(table.Rows), len(r.Rows), a.N)
	}
	for i := range r.Rows {
		for side := range 2 {
			key := compare.Key{Row: i, Side: side}
			if _, people, ok := a.People(key); !ok || len(people) != len(r.Members(key)) {
				t.Errorf("%v does not open", key)
			}
		}
	}
}

func TestASegmentIsComparedWithEverybody(t *testing.T) {
	s := MustFill(t)
	addSegment(t, s, "North", `region = North`)
	r, err := s.Compare(t.Context(), WholeView(), SideSpec{}, SideSpec{Segment: "North"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Sides[1].Ladder.N != 2 || r.Both != 2 {
		t.Errorf("%d in the segment, %d on both sides", r.Sides[1].Ladder.N, r.Both)
	}
	_, err = s.Compare(t.Context(), WholeView(), SideSpec{}, SideSpec{Segment: "nobody's"})
	wantRefused(t, err, data.CodeBadInput, "There is no segment")
}
