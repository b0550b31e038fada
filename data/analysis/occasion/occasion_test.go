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

// Of a customer with many orders a late line finds its own, and a refund on a later
// day says that the past has changed.
func TestManyOrdersAndRefunds(t *testing.T) {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}}}
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict)
	if err != nil {
		t.Fatal(err)
	}
	b.Customer(1, "", nil)
	const orders = 200
	id := int64(0)
	line := func(day data.Day, order string, amount data.Money) {
		id++
		b.Interaction(&data.Interaction{ID: id, CustomerID: 1, ActivityID: 1, When: data.OnDay(day), OrderRef: order, Amount: amount, HasAmount: true})
	}
	for i := range orders {
		line(data.Day(2*i), fmt.Sprint(i), 10)
		line(data.Day(2*i+1), "", 1)
	}
	line(1000, "3", -4)
	line(1001, "5", -10)
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	g := occasion.NewGatherer(log)
	for range 2 { // the second time nothing is left of the first
		for i := range 2*orders + 1 {
			g.Add(i)
		}
		if g.Revised() {
			t.Error("a refund of a part changes the past")
		}
		g.Add(2*orders + 1)
		found := g.Found()
		if !g.Revised() || len(found) != 2*orders || found[6].Total != 6 || found[10].Total != 0 || found[10].Counts() {
			t.Errorf("revised %v, %d found, %+v, %+v", g.Revised(), len(found), found[6], found[10])
		}
		g.Clear()
	}
}
