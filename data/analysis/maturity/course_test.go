package maturity

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
)

// A course tells of every day what the spells say, and so do the days in places.
func TestCoursesAndDaysAreThoseOfTheSpells(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		drawReturn(rt, &made)
		log := made.log(t)
		r := build(t, log, drawQuery(rt, log.Customers()))
		since := propertyFirst + data.Day(rapid.IntRange(-30, 900).Draw(rt, "since"))
		every := rapid.IntRange(1, 60).Draw(rt, "days between contacts")
		days := make([]int, len(r.Rows)-Left)
		courses := map[int]*Course{}
		for s := range r.Spells() {
			course := courses[int(s.Customer)]
			if course == nil {
				own := r.Course(s.Customer)
				course = &own
				courses[int(s.Customer)] = course
			}
			end := s.End
			if s.Open() {
				end = r.AsOf + 1
			}
			for day := s.Start; day < end; day++ {
				if day >= since {
					days[s.Place-Left]++
				}
				if int(day)%every == 0 && course.On(day) != s.Place {
					rt.Fatalf("customer %d on %s is in %d, not in %d", s.Customer, day, course.On(day), s.Place)
				}
			}
		}
		if got := r.Days(since); !slices.Equal(got, days) {
			rt.Errorf("%v days by place, not %v", got, days)
		}
	})
}
