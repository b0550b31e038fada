package churn_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// The activities of every test log, by row id.
const (
	buy    int64 = 1
	mail   int64 = 2 // sent to the customer: no sign of life
	logsIn int64 = 3
)

var dictionaries = eventlog.Dictionaries{
	Activities: []data.Activity{
		{ID: buy, Name: "Order", Kind: data.KindPurchase, Push: data.PushPull},
		{ID: mail, Name: "Newsletter", Kind: data.KindMarketing, Push: data.PushPush},
		{ID: logsIn, Name: "Log-in", Kind: data.KindUsage, Push: data.PushPull},
	},
	Reasons: []data.LeaveReason{{ID: 1, Name: "price"}, {ID: 2, Name: "moved"}},
}

// records are what a test log is built from. Customers are 1, 2, ...
type records struct {
	customers     int
	interactions  []data.Interaction
	subscriptions []data.Subscription
}

func (r *records) on(customer, activity int64, days ...data.Day) *records {
	for _, d := range days {
		r.interactions = append(r.interactions, data.Interaction{
			ID: int64(len(r.interactions) + 1), CustomerID: customer, ActivityID: activity, When: data.OnDay(d),
		})
	}
	r.customers = max(r.customers, int(customer))
	return r
}

func (r *records) subscribed(customer int64, start, end data.Day, reason int64) *records {
	r.subscriptions = append(r.subscriptions, data.Subscription{
		ID: int64(len(r.subscriptions) + 1), CustomerID: customer, Start: start, End: end, ReasonID: reason,
	})
	r.customers = max(r.customers, int(customer))
	return r
}

func (r *records) log() *eventlog.Log {
	settings := data.Settings{Zone: "Europe/Berlin", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	b := must(eventlog.NewBuilder(settings, 7, dictionaries))
	for c := range r.customers {
		b.Customer(int64(c+1), fmt.Sprintf("Customer %d", c+1), nil)
	}
	for i := range r.interactions {
		b.Interaction(&r.interactions[i])
	}
	for i := range r.subscriptions {
		b.Subscription(&r.subscriptions[i])
	}
	return must(b.Log())
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

// million is a log of 1 M interactions of 100 k customers over three years,
// every other one with a subscription.
var million = sync.OnceValue(func() *eventlog.Log {
	const customers, each = 100_000, 10
	random := rand.New(rand.NewPCG(1, 2))
	r := &records{customers: customers}
	for range customers * each {
		r.on(int64(random.IntN(customers)+1), int64(random.IntN(3)+1), day("2023-11-01")+data.Day(random.IntN(1096)))
	}
	for c := int64(1); c <= customers; c += 2 {
		start, end := day("2023-11-01")+data.Day(random.IntN(900)), data.NoDay
		if random.IntN(2) == 0 {
			end = start + data.Day(random.IntN(400))
		}
		r.subscribed(c, start, end, int64(random.IntN(3)))
	}
	return r.log()
})
