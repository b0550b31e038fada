package eventlog_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

var dictionaries = eventlog.Dictionaries{
	Activities:  []data.Activity{{ID: 11, Name: "Order", Kind: data.KindPurchase}, {ID: 12, Name: "Call", Kind: data.KindService}},
	Channels:    []data.Channel{{ID: 21, Name: "Web"}, {ID: 22, Name: "Shop"}},
	Touchpoints: []data.Touchpoint{{ID: 31, Name: "Till"}},
	Products:    []data.Product{{ID: 41, Name: "Fibre"}},
	Reasons:     []data.LeaveReason{{ID: 51, Name: "Price"}},
	Stages:      []data.Stage{{ID: 61, Key: "initiation"}, {ID: 62, Key: "attraction"}},
}

func settings(zone string) data.Settings {
	return data.Settings{Zone: zone, WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

// builder starts a log of customers 101, 102, ...
func builder(zone string, customers int) *eventlog.Builder {
	b := must(eventlog.NewBuilder(settings(zone), 3, dictionaries))
	for c := range customers {
		b.Customer(int64(101+c), "", nil)
	}
	return b
}

func TestOrderWithinACustomer(t *testing.T) {
	b := builder("Europe/Berlin", 2)
	at := func(s string) data.Moment { return data.AtMillis(must(time.Parse(time.RFC3339, s)).UnixMilli()) }
	for _, in := range []struct {
		id, customer int64
		when         data.Moment
	}{
		{1, 102, at("2026-03-31T10:00:00Z")},
		{2, 101, at("2026-03-31T21:59:59Z")}, // 23:59 in Berlin
		{3, 101, at("2026-03-31T22:00:00Z")}, // 1 April there
		{4, 101, data.OnDay(day("2026-04-01"))},
		{5, 101, at("2026-03-31T08:00:00Z")},
		{6, 101, data.OnDay(day("2026-03-31"))},
		{7, 101, data.OnDay(day("2026-04-01"))},
		{8, 101, at("2026-03-31T08:00:00Z")},
	} {
		b.Interaction(&data.Interaction{ID: in.id, CustomerID: in.customer, ActivityID: 11, When: in.when})
	}
	log := must(b.Log())
	if want := []int64{6, 5, 8, 2, 4, 7, 3, 1}; !slices.Equal(log.Events.Row, want) {
		t.Errorf("rows %v, want %v: dated ones first within a day, then in the order of the file", log.Events.Row, want)
	}
	from, to := log.EventRange(1)
	if from != 7 || to != 8 || log.Events.At[0] != eventlog.DatedOnly || log.Events.Day[6] != day("2026-04-01") {
		t.Errorf("the second customer has %d to %d; at %v; days %v", from, to, log.Events.At, log.Events.Day)
	}
	if log.First != day("2026-03-31") || log.Last != day("2026-04-01") || log.Revision != 3 {
		t.Errorf("from %s to %s, revision %d", log.First, log.Last, log.Revision)
	}
}

func TestColumns(t *testing.T) {
	b := builder("UTC", 1)
	full := data.Interaction{
		ID: 1, CustomerID: 101, ActivityID: 12, ChannelID: 22, TouchpointID: 31, ProductID: 41, When: data.OnDay(0),
		Requested: data.Yes, Phase: data.PhaseUsage, Emotion: -2, HasEmotion: true, OrderRef: "A", Amount: -5, HasAmount: true,
	}
	b.Interaction(&full)
	b.Interaction(&data.Interaction{ID: 2, CustomerID: 101, ActivityID: 11, When: data.OnDay(1), OrderRef: "B"})
	b.Interaction(&data.Interaction{ID: 3, CustomerID: 101, ActivityID: 11, When: data.OnDay(2), OrderRef: "A"})
	b.Interaction(&data.Interaction{ID: 4, CustomerID: 101, ActivityID: 11, When: data.OnDay(3)})
	log := must(b.Log())
	e := log.Events
	if log.Activities[e.Activity[0]].Name != "Call" || log.Channels[e.Channel[0]].Name != "Shop" ||
		log.Touchpoints[e.Touchpoint[0]].Name != "Till" || log.Products[e.Product[0]].Name != "Fibre" ||
		data.Phases[e.Phase[0]-1] != data.PhaseUsage || e.Requested[0] != data.Yes || e.Emotion[0] != -2 ||
		e.Amount[0] != -5 || !e.HasAmount[0] || !log.HasAmounts {
		t.Errorf("the full record reads %+v", e)
	}
	if e.Channel[1] != 0 || e.Touchpoint[1] != 0 || e.Product[1] != 0 || e.Phase[1] != 0 || e.Requested[1] != data.Unknown ||
		e.Emotion[1] != eventlog.NoEmotion || e.HasAmount[1] {
		t.Errorf("the bare record reads %+v", e)
	}
	if e.Order[0] != e.Order[2] || e.Order[0] == e.Order[1] || e.Order[3] != eventlog.NoRef {
		t.Errorf("orders A, B, A and none are %v", e.Order)
	}
	if log.Channels[0] != (data.Channel{}) || log.Reasons[0] != (data.LeaveReason{}) {
		t.Error("code 0 is not none")
	}
}

func TestSubscriptionsAndChanges(t *testing.T) {
	b := builder("UTC", 2)
	b.Subscription(&data.Subscription{ID: 1, CustomerID: 102, Start: 50, End: 90, ReasonID: 51, Monthly: 30, HasMonthly: true, DatesDerived: true})
	b.Subscription(&data.Subscription{ID: 2, CustomerID: 101, Start: 70, End: data.NoDay, ProductID: 41})
	b.Subscription(&data.Subscription{ID: 3, CustomerID: 101, Start: 60, End: 65})
	b.StageChange(&data.StageChange{ID: 1, CustomerID: 102, StageID: 62, Day: 95})
	b.StageChange(&data.StageChange{ID: 2, CustomerID: 102, StageID: 61, Day: 40})
	log := must(b.Log())
	s, c := log.Subscriptions, log.Changes
	if !slices.Equal(s.Row, []int64{3, 2, 1}) || !slices.Equal(s.End, []data.Day{65, data.NoDay, 90}) ||
		log.Reasons[s.Reason[2]].Name != "Price" || log.Products[s.Product[1]].Name != "Fibre" || s.Monthly[2] != 30 ||
		!s.HasMonthly[2] || s.HasMonthly[0] || !s.DatesDerived[2] || s.DatesDerived[0] || !log.HasDerived {
		t.Errorf("subscriptions %+v", s)
	}
	if from, to := log.SubscriptionRange(1); from != 2 || to != 3 {
		t.Errorf("the second customer has subscriptions %d to %d", from, to)
	}
	if !slices.Equal(c.Row, []int64{2, 1}) || !slices.Equal(c.Stage, []int8{0, 1}) || !slices.Equal(c.Day, []data.Day{40, 95}) {
		t.Errorf("changes %+v", c)
	}
	if from, to := log.ChangeRange(0); from != 0 || to != 0 {
		t.Errorf("the first customer has changes %d to %d", from, to)
	}
	if log.First != 40 || log.Last != 95 || log.HasAmounts {
		t.Errorf("from day %d to %d, amounts %v", log.First, log.Last, log.HasAmounts)
	}
}

func TestAttributes(t *testing.T) {
	b := must(eventlog.NewBuilder(settings("UTC"), 1, dictionaries))
	b.Customer(5, "Ann", map[string]string{"plan": "plus", "city": "Bonn"})
	b.Customer(7, "Bob", nil)
	b.Customer(9, "Cid", map[string]string{"plan": "basic", "city": ""})
	b.Customer(12, "Dee", map[string]string{"plan": "plus"})
	log := must(b.Log())
	if len(log.Attributes) != 2 || log.Attributes[0].Name != "city" || log.Attribute("colour") != nil {
		t.Fatalf("attributes %+v", log.Attributes)
	}
	plan := log.Attribute("plan")
	if !slices.Equal(plan.Values, []string{"basic", "plus"}) || !slices.Equal(plan.Codes, []int32{2, 0, 1, 2}) {
		t.Errorf("plan %+v", plan)
	}
	if city := log.Attribute("city"); !slices.Equal(city.Codes, []int32{1, 0, 0, 0}) {
		t.Errorf("city %+v", city)
	}
	if value, known := plan.Of(0); value != "plus" || !known {
		t.Errorf("Ann has %q, %v", value, known)
	}
	if value, known := plan.Of(1); value != "" || known {
		t.Errorf("Bob has %q, %v", value, known)
	}
	if !slices.Equal(log.CustomerIDs, []int64{5, 7, 9, 12}) || log.Labels[2] != "Cid" || log.Customers() != 4 {
		t.Errorf("customers %v %v", log.CustomerIDs, log.Labels)
	}
}

func TestRecordsThatPointNowhere(t *testing.T) {
	cases := map[string]func(b *eventlog.Builder){
		"customer 1":  func(b *eventlog.Builder) { b.Interaction(&data.Interaction{CustomerID: 1, ActivityID: 11}) },
		"activity 0":  func(b *eventlog.Builder) { b.Interaction(&data.Interaction{CustomerID: 101}) },
		"channel 9":   func(b *eventlog.Builder) { b.Interaction(&data.Interaction{ActivityID: 11, ChannelID: 9}) },
		"reason 9":    func(b *eventlog.Builder) { b.Subscription(&data.Subscription{CustomerID: 101, ReasonID: 9}) },
		"stage 9":     func(b *eventlog.Builder) { b.StageChange(&data.StageChange{CustomerID: 101, StageID: 9}) },
		"customer 77": func(b *eventlog.Builder) { b.StageChange(&data.StageChange{CustomerID: 77, StageID: 61}) },
	}
	for name, add := range cases {
		b := builder("UTC", 1)
		add(b)
		if _, err := b.Log(); data.CodeOf(err) != data.CodeDamaged || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := eventlog.NewBuilder(settings("Mars/Olympus"), 1, dictionaries); err == nil {
		t.Error("an unknown zone is taken")
	}
}

// Interactions that were read in parts make the same log as those read at once.
func TestPartsMakeTheSameLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole, parted := builder("UTC", 3), must(eventlog.NewBuilder(settings("UTC"), 3, dictionaries))
		n := int64(rapid.IntRange(0, 20).Draw(t, "interactions"))
		parts := []*eventlog.Part{parted.Part(int(n)), parted.Part(0), parted.Part(1)}
		cut := rapid.Int64Range(0, n).Draw(t, "cut")
		for id := range n {
			in := data.Interaction{
				ID: id + 1, CustomerID: rapid.SampledFrom([]int64{0, 101, 102, 103}).Draw(t, "customer"), ActivityID: 11,
				When: data.OnDay(data.Day(rapid.IntRange(0, 3).Draw(t, "day"))), OrderRef: rapid.SampledFrom([]string{"", "A", "B", "C"}).Draw(t, "order"),
				HasAmount: rapid.Bool().Draw(t, "amount"),
			}
			whole.Interaction(&in)
			part := parts[0]
			if id >= cut {
				part = parts[2]
			}
			part.Interaction(&in)
		}
		for c := range 3 {
			parted.Customer(int64(101+c), "", nil)
		}
		for _, part := range parts {
			parted.Join(part)
		}
		if a, b := must(whole.Log()), must(parted.Log()); !reflect.DeepEqual(a, b) {
			t.Fatalf("read at once:\n%+v\nin parts:\n%+v", a, b)
		}
	})
	b := builder("UTC", 1)
	first, second := b.Part(0), b.Part(0)
	first.Interaction(&data.Interaction{ActivityID: 11})
	second.Interaction(&data.Interaction{ActivityID: 99})
	b.Join(first)
	b.Join(second)
	if _, err := b.Log(); data.CodeOf(err) != data.CodeDamaged || !strings.Contains(err.Error(), "activity 99") {
		t.Errorf("an activity that does not exist, in the second part: %v", err)
	}
}

func TestEmptyLog(t *testing.T) {
	s := settings("UTC")
	s.AsOf = 100
	log := must(must(eventlog.NewBuilder(s, 1, eventlog.Dictionaries{})).Log())
	if log.Customers() != 0 || log.First.Known() || log.Last.Known() || log.Events.Len() != 0 || log.Unassigned.Len() != 0 {
		t.Errorf("%+v", log)
	}
}

// Every interaction of the input is in the log exactly once, as it was, with its
// customer or among the unassigned, and each list is in order.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"UTC", "America/New_York", "Asia/Kathmandu"}).Draw(t, "zone")
		customers := rapid.IntRange(0, 5).Draw(t, "customers")
		b := builder(zone, customers)
		input := map[int64]data.Interaction{}
		for id := range int64(rapid.IntRange(0, 30).Draw(t, "interactions")) {
			in := data.Interaction{
				ID: id + 1, ActivityID: rapid.Int64Range(11, 12).Draw(t, "activity"),
				ChannelID: rapid.SampledFrom([]int64{0, 21, 22}).Draw(t, "channel"),
				Amount:    data.Money(rapid.IntRange(-3, 3).Draw(t, "amount")), HasAmount: true,
				When: data.OnDay(data.Day(rapid.IntRange(-2, 2).Draw(t, "day"))),
			}
			if c := rapid.IntRange(0, customers).Draw(t, "customer"); c > 0 {
				in.CustomerID = int64(100 + c)
			}
			if rapid.Bool().Draw(t, "timed") {
				in.When = data.AtMillis(rapid.Int64Range(-2e8, 2e8).Draw(t, "time"))
			}
			input[in.ID] = in
			b.Interaction(&in)
		}
		log := must(b.Log())
		seen := map[int64]bool{}
		check := func(e *eventlog.Events, from, to int, customer int64) {
			for i := from; i < to; i++ {
				in, ok := input[e.Row[i]]
				if !ok || seen[in.ID] || in.CustomerID != customer {
					t.Fatalf("row %d of customer %d: known %v, seen before %v", e.Row[i], customer, ok, seen[e.Row[i]])
				}
				seen[in.ID] = true
				at := eventlog.DatedOnly
				if !in.When.Dated() {
					at = in.When.At
				}
				if e.Day[i] != in.When.DayIn(log.Zone) || e.At[i] != at || log.Activities[e.Activity[i]].ID != in.ActivityID ||
					log.Channels[e.Channel[i]].ID != in.ChannelID || e.Amount[i] != in.Amount {
					t.Fatalf("row %d changed", in.ID)
				}
				if i > from && (e.Day[i-1] > e.Day[i] || e.Day[i-1] == e.Day[i] &&
					(e.At[i-1] > e.At[i] || e.At[i-1] == e.At[i] && e.Row[i-1] > e.Row[i])) {
					t.Fatalf("row %d is before row %d", e.Row[i-1], e.Row[i])
				}
			}
		}
		for c := range log.Customers() {
			from, to := log.EventRange(eventlog.CustomerIndex(c))
			check(&log.Events, from, to, log.CustomerIDs[c])
		}
		check(&log.Unassigned, 0, log.Unassigned.Len(), 0)
		if len(seen) != len(input) {
			t.Fatalf("%d of %d interactions are in the log", len(seen), len(input))
		}
	})
}
