package maturity

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// bigLog has so many customers with ten interactions each over three years,
// every other one with a subscription and some with recorded changes.
func bigLog(t testing.TB, customers int) *eventlog.Log {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	r := records{customers: customers, interactions: make([]data.Interaction, 0, 10*customers)}
	first := day("2023-01-01")
	for c := int64(1); c <= int64(customers); c++ {
		for range 10 {
			in := data.Interaction{
				CustomerID: c, ActivityID: int64(1 + rng.IntN(5)), When: data.OnDay(first + data.Day(rng.IntN(1096))),
			}
			if in.ActivityID == 4 {
				in.OrderRef = fmt.Sprint(len(r.interactions) / 2)
				in.Amount, in.HasAmount = data.Money(rng.IntN(10_000)-1000), true
			}
			r.interactions = append(r.interactions, in)
		}
		if c%2 == 0 {
			s := data.Subscription{CustomerID: c, Start: first + data.Day(rng.IntN(800)), End: data.NoDay}
			if c%6 == 0 {
				s.End = s.Start + data.Day(rng.IntN(400))
			}
			r.subscriptions = append(r.subscriptions, s)
		}
		if c%10 == 0 {
			r.changes = append(r.changes, data.StageChange{CustomerID: c, StageID: int64(10 + rng.IntN(7)), Day: first + data.Day(rng.IntN(1000))})
		}
	}
	return r.log(t)
}

func BenchmarkBuildOfAMillion(b *testing.B) {
	log := bigLog(b, 100_000)
	spec, err := Default(log)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Build(context.Background(), log, analysis.Everyone(log.Last), spec); err != nil {
			b.Fatal(err)
		}
	}
}
