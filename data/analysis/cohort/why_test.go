package cohort_test

import (
	"testing"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
)

// Everybody in a cell is told why, by the days that are on record.
func TestWhy(t *testing.T) {
	log := newRecords(3).on(1, buy, "2026-01-05").on(1, buy, "2026-03-09").on(1, buy, "2026-03-20").on(2, buy, "2026-01-31").on(2, buy, "2026-04-01").on(3, buy, "2026-02-02").log()
	later, recurring := months(), months()
	later.Criterion, recurring.Recurring = cohort.OnOrAfter, true
	for _, c := range []struct {
		spec cohort.Spec
		key  cohort.Key
		want []string
	}{
		{months(), cohort.Key{Row: 0, Period: 0}, []string{"began 5 Jan 2026 by purchase", "began 31 Jan 2026 by purchase"}},
		{months(), cohort.Key{Row: 0, Period: 2}, []string{"came back 9 Mar 2026, began 5 Jan 2026 by purchase"}},
		{later, cohort.Key{Row: 0, Period: 1}, []string{"came back 9 Mar 2026, began 5 Jan 2026 by purchase", "came back 1 Apr 2026, began 31 Jan 2026 by purchase"}},
		{recurring, cohort.Key{Row: cohort.AllRows, Period: 2}, []string{"came back 9 Mar 2026, began 5 Jan 2026 by purchase"}},
		{recurring, cohort.Key{Row: 2, Period: 0}, []string{"began 9 Mar 2026 by purchase"}},
	} {
		r := mustBuild(log, analysis.Everyone(day("2026-05-31")), c.spec)
		why := r.Why(c.key)
		var got []string
		for _, person := range r.Members(c.key) {
			got = append(got, text(why(person)))
		}
		if len(got) != len(c.want) {
			t.Errorf("%+v: %q, want %q", c.key, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%+v: %q, want %q", c.key, got[i], c.want[i])
			}
		}
	}
}
