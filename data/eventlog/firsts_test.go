package eventlog_test

import (
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

func TestWhatACustomerBeganWith(t *testing.T) {
	with := dictionaries
	with.Channels = []data.Channel{{ID: 21, Name: "Phone"}, {ID: 22, Name: "App"}}
	with.Products = []data.Product{{ID: 31, Name: "Fibre"}, {ID: 32, Name: "TV"}}
	b := must(eventlog.NewBuilder(settings("UTC"), 3, with))
	for c := range int64(4) {
		b.Customer(101+c, "", map[string]string{"colour": "red"})
	}
	for i, in := range []data.Interaction{
		{CustomerID: 101, ChannelID: 21, When: data.OnDay(day("2026-02-01")), ProductID: 32},
		{CustomerID: 101, ChannelID: 22, When: data.OnDay(day("2026-01-02"))}, // earlier, of no product
		{CustomerID: 101, When: data.OnDay(day("2026-01-01"))},                // earliest, of no channel
		{CustomerID: 102, ChannelID: 21, When: data.OnDay(day("2026-01-01"))},
	} {
		in.ID, in.ActivityID = int64(i+1), 11
		b.Interaction(&in)
	}
	b.Subscription(&data.Subscription{ID: 1, CustomerID: 102, ProductID: 31, Start: day("2026-01-01"), End: data.NoDay})
	b.Subscription(&data.Subscription{ID: 2, CustomerID: 103, Start: day("2026-01-01"), End: data.NoDay})
	log := must(b.Log())
	for name, want := range map[string][]string{
		eventlog.FirstChannel: {"App", "Phone", "", ""}, eventlog.FirstProduct: {"TV", "Fibre", "", ""},
	} {
		a := log.Attribute(name)
		if !slices.IsSorted(a.Values) || len(a.Values) != 2 {
			t.Errorf("%s has the values %v", name, a.Values)
		}
		for c, value := range want {
			if got, known := a.Of(eventlog.CustomerIndex(c)); got != value || known != (value != "") {
				t.Errorf("%s of customer %d is %q, want %q", name, c, got, value)
			}
		}
	}
	if log.Attribute("last channel") != nil {
		t.Error("there is an attribute that nobody gave")
	}
}
