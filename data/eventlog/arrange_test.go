package eventlog_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Interactions stand by customer, day, time and row id, every column of each in
// its place, and the order references of a customer are numbered as they are met.
func TestInteractionsAreSortedWithAllOfTheirColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const customers = 3
		b := builder("UTC", customers)
		parts := []*eventlog.Part{b.Part(2), b.Part(0)}
		many := rapid.SampledFrom([]int{2, 500}).Draw(t, "orders")
		n := rapid.IntRange(0, 120).Draw(t, "interactions")
		upper := rapid.IntRange(0, n).Draw(t, "in the second part")
		backwards := rapid.Bool().Draw(t, "backwards") // not in the order of row ids, and with gaps
		of := make([][]data.Interaction, customers+1)  // the last are nobody's
		for i := range n {
			in := someInteraction(t, i, many)
			if backwards {
				in.ID = int64(3*(n-i) + i%2)
			}
			owner := rapid.IntRange(0, customers).Draw(t, "customer")
			if owner < customers {
				in.CustomerID = int64(101 + owner)
			}
			of[owner] = append(of[owner], in)
			parts[min(1, i/max(1, n-upper))].Interaction(&in)
		}
		b.Join(parts[0])
		b.Join(parts[1])
		log := must(b.Log())
		for c, want := range of {
			slices.SortFunc(want, func(x, y data.Interaction) int {
				dated := func(in data.Interaction) int64 { // stands before all times of its day
					if in.When.Dated() {
						return -1
					}
					return in.When.At
				}
				return cmp.Or(cmp.Compare(dayOf(x), dayOf(y)), cmp.Compare(dated(x), dated(y)), cmp.Compare(x.ID, y.ID))
			})
			e, from := &log.Unassigned, 0
			if c < customers {
				e = &log.Events
				var to int
				if from, to = log.EventRange(eventlog.CustomerIndex(c)); to-from != len(want) {
					t.Fatalf("customer %d has %d interactions, want %d", c, to-from, len(want))
				}
			} else if e.Len() != len(want) {
				t.Fatalf("%d interactions are nobody's, want %d", e.Len(), len(want))
			}
			numbers := map[string]int32{"": eventlog.NoRef}
			for i, in := range want {
				if _, met := numbers[in.OrderRef]; !met {
					numbers[in.OrderRef] = int32(len(numbers))
				}
				got := fmt.Sprint(e.Row[from+i], e.Day[from+i], e.Activity[from+i], e.Channel[from+i], e.Amount[from+i], e.HasAmount[from+i], e.Order[from+i])
				line := fmt.Sprint(in.ID, dayOf(in), in.ActivityID-11, slices.Index(channelIDs, in.ChannelID), in.Amount, in.HasAmount, numbers[in.OrderRef])
				if got != line {
					t.Fatalf("interaction %d of customer %d is %s, want %s", i, c, got, line)
				}
				if felt := e.Emotion[from+i]; in.HasEmotion != (felt != eventlog.NoEmotion) || in.HasEmotion && int(felt) != in.Emotion {
					t.Fatalf("interaction %d of customer %d has emotion %d, want %d", i, c, felt, in.Emotion)
				}
			}
		}
	})
}

// someInteraction draws one of nobody, whose order is one of many.
func someInteraction(t *rapid.T, i, many int) data.Interaction {
	in := data.Interaction{
		ID: int64(i + 1), ActivityID: 11 + int64(i%2), ChannelID: rapid.SampledFrom(channelIDs).Draw(t, "channel"),
		When: data.OnDay(data.Day(rapid.IntRange(0, 4).Draw(t, "day"))), Emotion: i%5 - 2, HasEmotion: i%3 == 0, HasAmount: i%2 == 0,
	}
	if in.HasAmount {
		in.Amount = data.Money(i)
	}
	if rapid.Bool().Draw(t, "timed") {
		in.When = data.AtMillis(rapid.Int64Range(0, 3*24*60*60*1000).Draw(t, "at"))
	}
	if rapid.Bool().Draw(t, "ordered") {
		in.OrderRef = fmt.Sprint("O", rapid.IntRange(1, many).Draw(t, "order"))
	}
	return in
}

// dayOf is the day of an interaction in UTC.
func dayOf(in data.Interaction) data.Day {
	if in.When.Dated() {
		return in.When.Day
	}
	return data.Day(in.When.At / (24 * 60 * 60 * 1000))
}
