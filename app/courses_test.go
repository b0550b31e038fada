package app

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"cxworkbench/data"
)

func TestMonthEndsAreThoseBeforeTheDayAndTheDayItself(t *testing.T) {
	for day, want := range map[data.Day]string{
		data.DayOf(2024, 3, 31): "2023-03-31 2023-04-30 2023-05-31 2023-06-30 2023-07-31 2023-08-31 2023-09-30 2023-10-31 2023-11-30 2023-12-31 2024-01-31 2024-02-29 2024-03-31",
		data.DayOf(2026, 1, 1):  "2025-01-31 2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30 2025-07-31 2025-08-31 2025-09-30 2025-10-31 2025-11-30 2025-12-31 2026-01-01",
	} {
		var got []string
		for _, end := range monthEnds(day) {
			got = append(got, end.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("before %s they are %s", day, got)
		}
	}
}

// A course is the figure itself at other dates: whoever sets the date to the end of a
// month reads there what the course shows of it.
func TestACourseIsTheFigureAtEachMonthsEnd(t *testing.T) {
	s, err := MakeDemo(t.Context(), filepath.Join(t.TempDir(), "demo.cxw"), now, func(int64, int64) {})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := s.Courses(t.Context(), WholeView())
	if err != nil {
		t.Fatal(err)
	}
	ends := monthEnds(s.Log().Settings.AsOf)
	if len(c.Risk) != len(ends) || len(c.Voice) != len(ends) || len(c.Resolve) != len(ends) {
		t.Fatalf("of %d dates there are %d, %d and %d", len(ends), len(c.Risk), len(c.Voice), len(c.Resolve))
	}
	for _, i := range []int{0, 5, len(ends) - 1} {
		v := WholeView()
		v.AsOf = ends[i]
		o, err := s.Overview(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprint(o.Risk.People(), o.Voice.Now.Value, o.Resolve.Now.Median)
		if got := fmt.Sprint(c.Risk[i], c.Voice[i], c.Resolve[i]); got != want || o.Risk.People() == 0 {
			t.Errorf("at %s the course has %s, the figures are %s", ends[i], got, want)
		}
	}
}

// Before anything was recorded there is no figure, which is no nought.
func TestACourseBeginsWhereTheRecordsDo(t *testing.T) {
	s, _ := mustBusy(t, 40)
	c, err := s.Courses(t.Context(), WholeView())
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(c.Resolve[0]) || !math.IsNaN(c.Voice[0]) {
		t.Errorf("without cases and answers there are %v and %v", c.Resolve, c.Voice)
	}
	v := WholeView()
	v.From = s.Log().Settings.AsOf
	if c, err = s.Courses(t.Context(), v); err != nil || !math.IsNaN(c.Risk[0]) {
		t.Errorf("before the period there are %v, %v", c.Risk, err)
	}
}
