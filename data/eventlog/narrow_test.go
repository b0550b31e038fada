package eventlog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// channelIDs are row ids of channels by their codes in a log of the dictionaries.
var channelIDs = []int64{0, 21, 22}

// A narrowed log is the one that is built from the contacts of its channels alone,
// with the span, and whether there are amounts, of the whole.
func TestANarrowedLogIsThatOfItsContactsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keep := rapid.SliceOfN(rapid.Bool(), len(channelIDs), len(channelIDs)).Draw(t, "keep")
		customers := rapid.IntRange(0, 4).Draw(t, "customers")
		var interactions []data.Interaction
		var links []bool
		for i := range rapid.IntRange(0, 30).Draw(t, "interactions") {
			in := data.Interaction{
				ID: int64(i + 1), ActivityID: 11, ChannelID: rapid.SampledFrom(channelIDs).Draw(t, "channel"), When: data.OnDay(someDay(t)),
				OrderRef: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "order"), HasAmount: rapid.Bool().Draw(t, "paid"),
			}
			if n := rapid.IntRange(0, customers).Draw(t, "customer"); n > 0 {
				in.CustomerID = int64(100 + n)
			}
			interactions = append(interactions, in)
			links = append(links, in.CustomerID != 0 && rapid.Bool().Draw(t, "of the ticket"))
		}
		built := func(counts func(channel int64) bool) *eventlog.Log {
			b := builder("UTC", customers)
			b.Ticket(&data.Ticket{ID: 5, ChannelID: 21})
			for i, in := range interactions {
				if counts(in.ChannelID) {
					b.Interaction(&in)
					if links[i] {
						b.TicketLink(in.ID, 5)
					}
				}
			}
			return must(b.Log())
		}
		whole := built(func(int64) bool { return true })
		want := built(func(channel int64) bool { return keep[slices.Index(channelIDs, channel)] })
		want.First, want.Last, want.HasAmounts = whole.First, whole.Last, whole.HasAmounts
		if whole.EventTicket != nil && want.EventTicket == nil {
			want.EventTicket = slices.Repeat([]int32{-1}, want.Events.Len())
		}
		got := whole.Narrow(keep)
		options := cmp.Options{
			cmpopts.IgnoreUnexported(eventlog.Log{}), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(eventlog.Log{}, "Zone"),
		}
		if diff := cmp.Diff(comparable(want), comparable(got), options); diff != "" {
			t.Fatalf("built (-) and narrowed (+):\n%s", diff)
		}
	})
}

// Whom a customer came through first does not change with what is looked at.
func TestWhatBeganIsThatOfAllChannels(t *testing.T) {
	b := builder("UTC", 1)
	for i, channel := range []int64{21, 22} {
		b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: 101, ActivityID: 11, ChannelID: channel, When: data.OnDay(day("2026-01-01") + data.Day(i))})
	}
	shop := must(b.Log()).Narrow([]bool{false, false, true})
	if first, _ := shop.Attribute(eventlog.FirstChannel).Of(0); first != "Web" || shop.Events.Len() != 1 {
		t.Errorf("of %d contacts, the first channel is %q; want Web", shop.Events.Len(), first)
	}
}

// comparable gives a copy of a log in which the order references of each
// customer are numbered from 1 in the order of their events.
func comparable(l *eventlog.Log) eventlog.Log {
	c := *l
	c.Events.Order = make([]int32, l.Events.Len())
	for customer := range eventlog.CustomerIndex(l.Customers()) {
		from, to := l.EventRange(customer)
		number(c.Events.Order[from:to], l.Events.Order[from:to])
	}
	c.Unassigned.Order = make([]int32, l.Unassigned.Len())
	number(c.Unassigned.Order, l.Unassigned.Order)
	return c
}

func number(into, codes []int32) {
	numbers := map[int32]int32{eventlog.NoRef: eventlog.NoRef}
	for i, code := range codes {
		if _, met := numbers[code]; !met {
			numbers[code] = int32(len(numbers))
		}
		into[i] = numbers[code]
	}
}
