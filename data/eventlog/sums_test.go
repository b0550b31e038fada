package eventlog_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// What is added up once is what one finds by going through the records, also of a
// log that was narrowed.
func TestSumsAreThoseOfTheRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := day("2026-01-01")
		b := builder("UTC", rapid.IntRange(1, 4).Draw(t, "customers"))
		for i := range rapid.IntRange(0, 30).Draw(t, "contacts") {
			b.Interaction(&data.Interaction{
				ID: int64(i + 1), CustomerID: rapid.SampledFrom([]int64{101, 0}).Draw(t, "customer"), ActivityID: rapid.SampledFrom([]int64{11, 12}).Draw(t, "activity"),
				ChannelID: rapid.SampledFrom([]int64{21, 22, 0}).Draw(t, "channel"), When: data.OnDay(first + data.Day(rapid.IntRange(0, 9).Draw(t, "day"))),
			})
		}
		whole := must(b.Log())
		for _, log := range []*eventlog.Log{whole, whole.Narrow([]bool{false, true, false})} {
			for _, kind := range data.Kinds {
				n := 0
				for c := range log.Customers() {
					from, to := log.EventRange(eventlog.CustomerIndex(c))
					if slices.ContainsFunc(log.Events.Activity[from:to], func(code uint16) bool { return log.Activities[code].Kind == kind }) {
						n++
					}
				}
				if got := log.CustomersWith(kind); got != n || log.HasKind(kind) != (n > 0) || slices.Contains(log.Kinds(), kind) != (n > 0) {
					t.Fatalf("%s: %d customers, want %d; kinds %v", kind, got, n, log.Kinds())
				}
			}
			unnamed := 0
			for _, code := range log.Events.Channel {
				if log.Channels[code].Name == "" {
					unnamed++
				}
			}
			if got := log.WithoutChannel(); got != unnamed {
				t.Fatalf("%d contacts without a channel, want %d", got, unnamed)
			}
			earliest := data.NoDay
			for _, d := range log.Events.Day {
				if !earliest.Known() || d < earliest {
					earliest = d
				}
			}
			if got := log.FirstContact(); got != earliest {
				t.Fatalf("the first contact is on %s, want %s", got, earliest)
			}
			for after := first - 2; after < first+12; after++ {
				n := 0
				for _, d := range log.Events.Day {
					if d > after {
						n++
					}
				}
				if got := log.RecordsAfter(after); got != n {
					t.Fatalf("%d records after %s, want %d", got, after, n)
				}
			}
		}
	})
}
