package cohort_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// million is a log of 1 M interactions of 100 k customers over three years.
var million = sync.OnceValue(func() *eventlog.Log {
	const customers, each = 100_000, 10
	random := rand.New(rand.NewPCG(1, 2))
	settings := data.Settings{Zone: "Europe/Berlin", WeekStart: time.Monday, Currency: "EUR", AsOf: day("2026-10-31")}
	b := must(eventlog.NewBuilder(settings, 1, dictionaries))
	for c := range customers {
		b.Customer(int64(c+1), "", map[string]string{"plan": []string{"basic", "plus", "full"}[random.IntN(3)]})
	}
	for i := range customers * each {
		b.Interaction(&data.Interaction{
			ID: int64(i + 1), CustomerID: int64(random.IntN(customers) + 1), ActivityID: int64(random.IntN(3) + 1),
			Amount: data.Money(100 + i%9900), HasAmount: true,
			When: data.OnDay(day("2023-11-01") + data.Day(random.IntN(1096))),
		})
	}
	return must(b.Log())
})

func BenchmarkBuild(b *testing.B) {
	log, query := million(), analysis.Everyone(day("2026-10-31"))
	anything := cohort.Event{}
	specs := map[string]cohort.Spec{
		"purchases":   months(),
		"anything":    {Start: anything, Return: anything},
		"weekly":      {Start: anything, Return: anything, Unit: eventlog.UnitWeek},
		"rolling":     {Start: anything, Return: anything, Rolling: true},
		"on or after": {Start: anything, Return: anything, Criterion: cohort.OnOrAfter},
		"recurring":   {Start: anything, Return: anything, Recurring: true},
		"money":       {Start: anything, Return: anything, Measure: cohort.NRR},
		"previous":    {Start: anything, Return: anything, Relative: cohort.ToPrevious},
		"attribute":   {Start: anything, Return: anything, By: "plan"},
	}
	for name, spec := range specs {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				must(cohort.Build(context.Background(), log, query, spec))
			}
		})
	}
}

func BenchmarkMembers(b *testing.B) {
	r := must(cohort.Build(context.Background(), million(), analysis.Everyone(day("2026-10-31")), months()))
	for b.Loop() {
		r.Members(cohort.Key{Row: 0, Period: 3})
	}
}
