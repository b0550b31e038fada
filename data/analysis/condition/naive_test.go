package condition

import (
	"fmt"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// drawRecords makes up a few customers with purchases, refunds and touches.
func drawRecords(t *rapid.T) records {
	r := records{customers: rapid.IntRange(1, 4).Draw(t, "customers")}
	first := day("2023-12-20")
	for range rapid.IntRange(0, 40).Draw(t, "interactions") {
		in := data.Interaction{
			ID:         int64(len(r.interactions) + 1),
			CustomerID: int64(rapid.IntRange(0, r.customers).Draw(t, "customer")),
			ActivityID: int64(rapid.SampledFrom([]int{2, 2, 2, 2, 3, 4}).Draw(t, "activity")),
			ChannelID:  int64(rapid.IntRange(0, 2).Draw(t, "channel")),
			When:       data.OnDay(first + data.Day(rapid.IntRange(0, 90).Draw(t, "day"))),
			OrderRef:   rapid.SampledFrom([]string{"", "", "A", "B", "C", "D"}).Draw(t, "order"),
			HasAmount:  rapid.Bool().Draw(t, "has amount"),
		}
		if in.HasAmount {
			in.Amount = data.Money(rapid.IntRange(-5, 10).Draw(t, "amount"))
		}
		r.interactions = append(r.interactions, in)
	}
	return r
}

// naiveDays gives the days of what a done test counts for one customer, from
// the records themselves and by definition C.28.
func naiveDays(r records, customer int64, kind data.Kind, channel int64, asOf data.Day) []data.Day {
	type key struct {
		order string
		day   data.Day
	}
	total, amounts, start := map[key]data.Money{}, map[key]bool{}, map[key]data.Day{}
	var found []data.Day
	for _, in := range r.interactions {
		if in.CustomerID != customer || testActivities[in.ActivityID-1].Kind != kind || in.When.Day > asOf || channel != 0 && in.ChannelID != channel {
			continue
		}
		if kind != data.KindPurchase {
			found = append(found, in.When.Day)
			continue
		}
		k := key{order: in.OrderRef}
		if in.OrderRef == "" {
			k.day = in.When.Day
		}
		if d, seen := start[k]; !seen || in.When.Day < d {
			start[k] = in.When.Day
		}
		total[k] += in.Amount
		amounts[k] = amounts[k] || in.HasAmount
	}
	for k, d := range start {
		if total[k] > 0 || !amounts[k] {
			found = append(found, d)
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i] < found[j] })
	return found
}

// naiveHits gives the days that close a window with n in it, by trying every
// window that could.
func naiveHits(days []data.Day, n int, inside func(first, last data.Day) bool) map[data.Day]bool {
	hits := map[data.Day]bool{}
	for i := range days {
		for j := i; j < len(days); j++ {
			if j-i+1 >= n && inside(days[i], days[j]) {
				hits[days[j]] = true
			}
		}
	}
	return hits
}

func TestDoneAgreesWithANaiveCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := drawRecords(rt)
		kind := rapid.SampledFrom([]data.Kind{data.KindPurchase, data.KindPurchase, data.KindService, data.KindRefund}).Draw(rt, "kind")
		n := rapid.IntRange(1, 5).Draw(rt, "times")
		length := rapid.IntRange(1, 40).Draw(rt, "length")
		inDays := rapid.Bool().Draw(rt, "in days")
		channel := int64(rapid.IntRange(0, 2).Draw(rt, "on"))
		asOf := day("2023-12-20") + data.Day(rapid.IntRange(-1, 91).Draw(rt, "as of"))

		what, within := fmt.Sprintf("done %s %d times", kind, n), fmt.Sprintf(" within any %d months", length%3+1)
		inside := func(first, last data.Day) bool { return last < first.AddMonths(length%3+1) }
		if inDays {
			within = fmt.Sprintf(" within any %d days", length)
			inside = func(first, last data.Day) bool { return int(last-first) < length }
		}
		if channel != 0 {
			what += " on " + testChannels[channel-1].Name
		}
		log := r.log(t)
		window := mustCompile(t, log, Env{}, what+within)
		ever := mustCompile(t, log, Env{}, what)
		lately := mustCompile(t, log, Env{}, what+fmt.Sprintf(" within last %d days", length))

		for c := range r.customers {
			index := eventlog.CustomerIndex(c)
			days := naiveDays(r, int64(c+1), kind, channel, asOf)
			hits := naiveHits(days, n, inside)
			if got, want := window.Holds(index, asOf), len(hits) > 0; got != want {
				rt.Fatalf("customer %d, %s%s: got %v, want %v", c+1, what, within, got, want)
			}
			if got, want := ever.Holds(index, asOf), len(days) >= n; got != want {
				rt.Fatalf("customer %d, %s: got %v, want %v", c+1, what, got, want)
			}
			recent := 0
			for _, d := range days {
				if int(asOf-d) < length {
					recent++
				}
			}
			if got, want := lately.Holds(index, asOf), recent >= n; got != want {
				rt.Fatalf("customer %d, %s in the last %d days: got %v, want %v", c+1, what, length, got, want)
			}
			for after := data.NoDay; ; {
				hit, ok := window.Next(index, after, asOf)
				if !ok {
					break
				}
				if !hits[hit.Day] || hit.Day <= after {
					rt.Fatalf("customer %d, %s%s: %s is no hit", c+1, what, within, hit.Day)
				}
				delete(hits, hit.Day)
				after = hit.Day
			}
			if len(hits) > 0 {
				rt.Fatalf("customer %d, %s%s: %v not found", c+1, what, within, hits)
			}
		}
	})
}
