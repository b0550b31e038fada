package maturity

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// withStages makes a log of a touch of each of two customers and these changes on
// a ladder with these stages.
func withStages(t testing.TB, stages []data.Stage, changes ...data.StageChange) (*eventlog.Log, error) {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR", AsOf: data.NoDay}, 7, eventlog.Dictionaries{Activities: testActivities, Stages: stages})
	if err != nil {
		t.Fatal(err)
	}
	for c := int64(1); c <= 2; c++ {
		b.Customer(c, "", nil)
		in := touch(c, 1, "2024-01-01")
		in.ID = c
		b.Interaction(&in)
	}
	for i, change := range changes {
		change.ID = int64(i + 1)
		b.StageChange(&change)
	}
	return b.Log()
}

// A change to a stage that the workspace does not have cannot be placed; the log
// says that the file is damaged, and no ladder is made of it.
func TestAnUnknownStageIsNotGuessed(t *testing.T) {
	stages, _ := ladder(t)
	_, err := withStages(t, stages, data.StageChange{CustomerID: 1, StageID: 99, Day: day("2024-02-01")})
	if data.CodeOf(err) != data.CodeDamaged {
		t.Errorf("got %v, want a damaged workspace", err)
	}
}

// A stage added in the middle later on shifts the ranks, and every recorded change
// stays with its own stage.
func TestAStageAddedLaterTakesNobodyAlong(t *testing.T) {
	stages, _ := ladder(t)
	changes := []data.StageChange{moved(1, "2024-02-01", conversion), moved(2, "2024-02-01", initiation)}
	before, err := withStages(t, stages, changes...)
	if err != nil {
		t.Fatal(err)
	}
	later := append(append([]data.Stage{stages[0]}, data.Stage{ID: 50, Name: "Trial"}), stages[1:]...)
	after, err := withStages(t, later, changes...)
	if err != nil {
		t.Fatal(err)
	}
	q := analysis.Everyone(day(asOf))
	was, is := build(t, before, q), build(t, after, q)
	for c := range eventlog.CustomerIndex(2) {
		if a, b := was.Rows[was.Place(c)].Stage.Name, is.Rows[is.Place(c)].Stage.Name; a != b {
			t.Errorf("customer %d was in %s and is in %s", c+1, a, b)
		}
	}
	if is.Rows[1].People != 0 || len(is.Rows) != 8 || is.Place(0) != conversion+1 {
		t.Errorf("%d in the new stage of %d, customer 1 on rank %d", is.Rows[1].People, len(is.Rows), is.Place(0))
	}
}

// Spells of the hand-worked sample: no change ever, a change on the as-of date, two
// on one day, moving back, away and back again, after the as-of date.
func TestSpellsWorkedByHand(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	got := map[int][]Spell{}
	for s := range r.Spells() {
		got[int(s.Customer)+1] = append(got[int(s.Customer)+1], s)
	}
	spell := func(customer, place int, start, end string, next int) Spell {
		s := Spell{Customer: eventlog.CustomerIndex(customer - 1), Place: place, Start: day(start), End: data.NoDay}
		if end != "" {
			s.End, s.Next = day(end), next
		}
		return s
	}
	want := map[int][]Spell{
		2: {spell(2, conversion, "2024-02-01", "", 0)}, // no change ever
		3: { // the last move on the as-of date begins a spell of no days
			spell(3, conversion, "2024-01-01", "2024-02-01", nurturing), spell(3, nurturing, "2024-02-01", asOf, engagement), spell(3, engagement, asOf, "", 0),
		},
		5: { // moved back, raised again
			spell(5, conversion, "2024-01-10", "2024-02-01", initiation), spell(5, initiation, "2024-02-01", "2024-04-10", nurturing), spell(5, nurturing, "2024-04-10", "", 0),
		},
		6: { // of three moves on one day the last counts
			spell(6, nurturing, "2024-02-15", asOf, conversion), spell(6, conversion, asOf, "", 0),
		},
		7: { // left, came back raised, left again
			spell(7, conversion, "2024-01-01", "2024-03-01", Left), spell(7, Left, "2024-03-01", "2024-04-01", nurturing),
			spell(7, nurturing, "2024-04-01", asOf, Left), spell(7, Left, asOf, "", 0),
		},
		9: {spell(9, NoStage, asOf, "", 0)}, // no record at all
	}
	for customer, spells := range want {
		if diff := cmp.Diff(spells, got[customer]); diff != "" {
			t.Errorf("customer %d: %s", customer, diff)
		}
	}
	if got[8] != nil {
		t.Errorf("8 is not here yet, but %v", got[8])
	}
	early := build(t, sample(t), analysis.Everyone(day("2023-12-31")))
	for s := range early.Spells() { // the one without any record counts at every date
		if s.Customer != 8 {
			t.Errorf("before the first record there is %v", s)
		}
	}
}
