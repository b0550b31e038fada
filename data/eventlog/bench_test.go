package eventlog_test

import (
	"math/rand/v2"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// BenchmarkLog sorts 1 M interactions of 100 k customers, in random order.
func BenchmarkLog(b *testing.B) {
	const customers, interactions = 100_000, 1_000_000
	random := rand.New(rand.NewPCG(1, 2))
	input := make([]data.Interaction, interactions)
	for i := range input {
		input[i] = data.Interaction{
			ID: int64(i + 1), CustomerID: int64(101 + random.IntN(customers)), ActivityID: int64(11 + random.IntN(2)),
			When: data.AtMillis(1_700_000_000_000 + random.Int64N(90_000_000_000)),
		}
	}
	for b.Loop() {
		builder := builder("Europe/Berlin", customers)
		for i := range input {
			builder.Interaction(&input[i])
		}
		must(builder.Log())
	}
}

func BenchmarkCalendar(b *testing.B) {
	builder := builder("UTC", 1)
	for i, d := range []string{"2016-01-01", "2026-10-31"} {
		builder.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: 101, ActivityID: 11, When: data.OnDay(day(d))})
	}
	log := must(builder.Log())
	for b.Loop() {
		log.Calendar(eventlog.UnitMonth)
	}
}

// BenchmarkNarrow keeps half of 1 M contacts.
func BenchmarkNarrow(b *testing.B) {
	const customers, interactions = 100_000, 1_000_000
	random := rand.New(rand.NewPCG(1, 2))
	builder := builder("UTC", customers)
	for i := range interactions {
		builder.Interaction(&data.Interaction{
			ID: int64(i + 1), CustomerID: int64(101 + random.IntN(customers)), ActivityID: 11, ChannelID: int64(21 + random.IntN(2)),
			When: data.AtMillis(1_700_000_000_000 + random.Int64N(90_000_000_000)),
		})
	}
	log := must(builder.Log())
	for b.Loop() {
		log.Narrow([]bool{false, true, false})
	}
}
