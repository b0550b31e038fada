package condition

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// The activities and channels of every log in these tests, by name.
var (
	testActivities = []data.Activity{
		{ID: 1, Name: "Website", Kind: data.KindWeb},
		{ID: 2, Name: "Order", Kind: data.KindPurchase},
		{ID: 3, Name: "Credit note", Kind: data.KindRefund},
		{ID: 4, Name: "Hotline", Kind: data.KindService},
		{ID: 5, Name: "Site visit", Kind: data.KindOther},
		{ID: 6, Name: "Recommended us", Kind: data.KindReferral},
	}
	testChannels = []data.Channel{{ID: 1, Name: "Phone"}, {ID: 2, Name: "Shop"}}
	testStages   = []data.Stage{{ID: 1, Name: "Start"}, {ID: 2, Name: "Middle"}, {ID: 3, Name: "End stage"}}
)

func day(s string) data.Day {
	d, err := data.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// records are what a test puts into a log.
type records struct {
	customers     int
	attributes    map[int]map[string]string // by customer number, from 1
	interactions  []data.Interaction
	subscriptions []data.Subscription
}

func (r records) log(t testing.TB) *eventlog.Log {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR", AsOf: data.NoDay}, 1, eventlog.Dictionaries{
		Activities: testActivities, Channels: testChannels, Stages: testStages,
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := 1; id <= r.customers; id++ {
		b.Customer(int64(id), "", r.attributes[id])
	}
	for i := range r.interactions {
		in := r.interactions[i]
		if in.ID == 0 {
			in.ID = int64(i + 1)
		}
		b.Interaction(&in)
	}
	for i := range r.subscriptions {
		s := r.subscriptions[i]
		if s.ID == 0 {
			s.ID = int64(i + 1)
		}
		b.Subscription(&s)
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func touch(customer int64, activity int64, on string) data.Interaction {
	return data.Interaction{CustomerID: customer, ActivityID: activity, When: data.OnDay(day(on))}
}

func bought(customer int64, on, order string, amount data.Money) data.Interaction {
	in := touch(customer, 2, on)
	in.OrderRef, in.Amount, in.HasAmount = order, amount, true
	return in
}

func mustParse(t testing.TB, s string) Condition {
	t.Helper()
	c, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return c
}

func mustCompile(t testing.TB, log *eventlog.Log, env Env, s string) *Program {
	t.Helper()
	p, err := mustParse(t, s).Compile(log, env)
	if err != nil {
		t.Fatalf("Compile(%q): %v", s, err)
	}
	return p
}
