package maturity

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// The hand-worked sample between the end of February and the as-of date.
func TestMoved(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	m := r.Moved(day("2024-02-29"), day(asOf))
	for way, want := range map[Way][]eventlog.CustomerIndex{
		Rose:    {2, 4},    // 3 from Nurturing to Engagement, 5 from Initiation to Nurturing
		Fell:    {5},       // 6 from Nurturing to Conversion, on the last day
		Entered: {3, 8, 9}, // 4 with an order, 9 and 10 without a stage
		Gone:    {6},       // 7 left in March, came back in April and left on the last day
		Came:    nil,
		Stayed:  {0, 1},
	} {
		if diff := cmp.Diff(want, m.Members(way)); diff != "" {
			t.Errorf("%s: %s", way, diff)
		}
	}
	if got := r.Moved(day("2024-03-15"), day("2024-04-15")); got.People[Came] != 1 || got.Members(Came)[0] != 6 {
		t.Errorf("7 came back in April, but %v", got.People)
	}
	if got := r.Moved(day(asOf), day(asOf)); got.People[Stayed] != r.N || len(got.People) != 1 {
		t.Errorf("on one day nobody moves, but %v", got.People)
	}
	if later := r.Moved(day("2024-02-29"), day("2024-06-30")); later.To != day(asOf) || !cmp.Equal(later.People, m.People) {
		t.Error("what comes after the as-of date counts")
	}
	if got := r.Moved(day("2023-01-01"), day("2023-06-30")); len(got.People) != 0 {
		t.Errorf("before the first record nobody is here, but %v", got.People)
	}
}

func TestAnyStageIsWhomTheIndexIsOf(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	for m, month := range r.Months {
		staged := 0
		for _, people := range month.People {
			staged += people
		}
		if got := len(r.Members(Cell{Place: AnyStage, Month: m})); got != staged {
			t.Errorf("%s: %d people, want %d", month.At, got, staged)
		}
	}
	if got := len(r.Members(Cell{Place: AnyStage, Month: AsOf})); got != 6 {
		t.Errorf("%d have a stage now, want 6", got)
	}
}
