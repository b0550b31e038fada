package compare_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/eventlog"
)

// BenchmarkOfAMillion runs each analysis of the journey on a ladder of 100 thousand
// customers with ten contacts and three moves each.
func BenchmarkOfAMillion(b *testing.B) {
	builder, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}, {ID: 12, Name: "Third"}, {ID: 13, Name: "Fourth"}},
		Activities: []data.Activity{
			{ID: 1, Name: "Call", Push: data.PushPull}, {ID: 2, Name: "Mailing", Push: data.PushPush}, {ID: 3, Name: "Bill", Push: data.PushTransactional},
		},
		Channels: []data.Channel{{ID: 1, Name: "Phone"}, {ID: 2, Name: "Post"}},
	})
	if err != nil {
		b.Fatal(err)
	}
	random, row := rand.New(rand.NewPCG(1, 2)), int64(0)
	for c := int64(1); c <= 100_000; c++ {
		builder.Customer(c, "", nil)
		for i := range int64(10) {
			row++
			on := asOf - data.Day(random.IntN(1000))
			builder.Interaction(&data.Interaction{ID: row, CustomerID: c, ActivityID: 1 + random.Int64N(3), ChannelID: random.Int64N(3), When: data.OnDay(on)})
			if i < 3 {
				builder.StageChange(&data.StageChange{ID: row, CustomerID: c, StageID: 10 + random.Int64N(4), Day: on})
			}
		}
	}
	log, err := builder.Log()
	if err != nil {
		b.Fatal(err)
	}
	ctx, q := context.Background(), analysis.Everyone(asOf)
	one := side(b, log, "now", q)
	ladder := one.Ladder
	then := side(b, log, "before", analysis.Everyone(asOf-365))
	for name, work := range map[string]func() error{
		"transitions": func() error { _, err := transitions.Build(ctx, ladder, q); return err },
		"dwell":       func() error { _, err := dwell.Build(ctx, ladder, q, dwell.Default()); return err },
		"pushpull":    func() error { _, err := pushpull.Build(ctx, ladder, q); return err },
		"drivers":     func() error { _, err := drivers.Build(ctx, ladder, q, drivers.Default()); return err },
		"compare":     func() error { _, err := compare.Build(ctx, then, one); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := work(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
