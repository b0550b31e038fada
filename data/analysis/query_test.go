package analysis

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Of rows without a customer only those up to the as-of day are left out of a
// figure: later ones would not have been in it anyway.
func TestUnassignedRowsEndWithTheAsOfDay(t *testing.T) {
	log := &eventlog.Log{Last: data.NoDay, Unassigned: eventlog.Events{Day: []data.Day{10, 11, 12}, Amount: []data.Money{100, 20, 3}}}
	for asOf, want := range map[data.Day]struct {
		n   int
		sum data.Money
	}{9: {0, 0}, 10: {1, 100}, 11: {2, 120}, 99: {3, 123}} {
		if n, sum := Everyone(asOf).unassigned(log); n != want.n || sum != want.sum {
			t.Errorf("by day %d: %d rows of %d, want %d of %d", asOf, n, sum, want.n, want.sum)
		}
		if said := len(Everyone(asOf).Caveats(log)); said != min(want.n, 1) {
			t.Errorf("by day %d the line says %d things of them", asOf, said)
		}
	}
}

// A date after the newest record is said to be one: a period without records is
// not one in which nobody came.
func TestADateAfterTheNewestRecordIsSaid(t *testing.T) {
	log := &eventlog.Log{Last: 20}
	if said := Everyone(20).Caveats(log); len(said) != 0 {
		t.Errorf("on the day of the newest record: %v", said)
	}
	if said := Everyone(21).Caveats(log); len(said) != 1 || said[0].Args["day"] != data.Day(20) {
		t.Errorf("a day later: %v", said)
	}
}

// Records after a day are counted for every customer, to the first of each.
func TestRecordsAfterADay(t *testing.T) {
	log := &eventlog.Log{
		Last: 20, CustomerIDs: []int64{1, 2, 3},
		Events: eventlog.Events{Day: []data.Day{11, 12, 5, 12, 20}}, EventsFrom: []int32{0, 2, 2, 5},
		Subscriptions: eventlog.Subscriptions{Start: []data.Day{12}}, SubscriptionsFrom: []int32{0, 0, 1, 1},
		Changes: eventlog.Changes{Day: []data.Day{11, 13}}, ChangesFrom: []int32{0, 2, 2, 2},
	}
	for asOf, want := range map[data.Day]int{4: 8, 10: 7, 11: 5, 12: 2, 19: 1, 20: 0} {
		if n := Everyone(asOf).future(log); n != want {
			t.Errorf("%d records after day %d, want %d", n, asOf, want)
		}
	}
}
