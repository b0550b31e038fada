package occasion_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis/occasion"
	"cxworkbench/data/eventlog"
)

// Lines of one order are one purchase on any day, the others one a day; who
// returned all bought nothing, and what was free was bought.
func TestOccasions(t *testing.T) {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}}}
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict)
	if err != nil {
		t.Fatal(err)
	}
	b.Customer(1, "", nil)
	for i, l := range []struct {
		day    data.Day
		order  string
		amount data.Money
		has    bool
	}{
		{1, "a", 10, true}, {1, "b", 5, true}, {1, "a", -3, true}, {2, "a", 1, true}, {1, "", 7, true}, {2, "", 7, true}, {2, "", 2, true},
		{3, "c", 9, true}, {3, "c", -9, true}, {4, "d", 0, true}, {5, "e", 0, false}, {6, "f", -1, true},
	} {
		b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: 1, ActivityID: 1, When: data.OnDay(l.day), OrderRef: l.order, Amount: l.amount, HasAmount: l.has})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	g := occasion.NewGatherer(log)
	for range 2 {
		g.Clear()
		for i := range log.Events.Len() {
			g.Add(i)
		}
		var got []string
		for _, o := range g.Found() {
			got = append(got, fmt.Sprint(log.Events.Day[o.Event], " ", int64(o.Total), " ", o.Counts(), " ", o.Free()))
		}
		want := "1970-01-02 8 true false; 1970-01-02 5 true false; 1970-01-02 7 true false; 1970-01-03 9 true false; 1970-01-04 0 false false; 1970-01-05 0 false true; 1970-01-06 0 true false; 1970-01-07 -1 false false"
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("got  %s\nwant %s", s, want)
		}
	}
}
