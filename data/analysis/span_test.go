package analysis

import (
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// The contacts inside a span are those of days in range, whichever dates are known.
func TestContactsOfASpanAreInRange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		date := rapid.OneOf(rapid.Just(data.NoDay), rapid.Map(rapid.IntRange(90, 110), func(d int) data.Day { return data.Day(d) }))
		q := Query{AsOf: data.Day(rapid.IntRange(90, 110).Draw(rt, "as of")), From: date.Draw(rt, "from"), To: date.Draw(rt, "to")}
		log := &eventlog.Log{EventsFrom: []int32{0}}
		for range 3 {
			day := data.Day(90)
			for range rapid.IntRange(0, 6).Draw(rt, "contacts") {
				day += data.Day(rapid.IntRange(0, 8).Draw(rt, "days"))
				log.Events.Day = append(log.Events.Day, day)
			}
			log.EventsFrom = append(log.EventsFrom, int32(len(log.Events.Day)))
		}
		for c := range eventlog.CustomerIndex(3) {
			begin, end := q.Span().Contacts(log, c)
			for i, last := log.EventRange(c); i < last; i++ {
				if in := begin <= i && i < end; in != q.InRange(log.Events.Day[i]) {
					rt.Errorf("%+v: a contact on day %d is in: %t", q, log.Events.Day[i], in)
				}
			}
		}
	})
}
