package maturity

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Everybody on the ladder is told since when they stand there, and by what.
func TestWhy(t *testing.T) {
	log := records{
		customers:    5,
		interactions: []data.Interaction{touch(1, 1, "2026-01-05"), touch(1, 2, "2026-02-01"), touch(1, 2, "2026-03-01"), touch(2, 7, "2026-01-01")},
		subscriptions: []data.Subscription{
			{CustomerID: 3, Start: day("2026-01-10"), End: data.NoDay}, {CustomerID: 4, Start: day("2026-01-10"), End: day("2026-04-01")},
		},
		changes: []data.StageChange{moved(5, "2026-02-02", nurturing)},
	}.log(t)
	r := build(t, log, analysis.Everyone(day("2026-06-30")))
	for c, want := range []string{
		"since 1 Feb 2026: Enquiry", "no record meets a rule yet", "since 10 Jan 2026: subscribed", "left 1 Apr 2026", "since 2 Feb 2026, recorded by hand",
	} {
		why := r.Why(Cell{Place: r.Place(eventlog.CustomerIndex(c)), Month: AsOf})
		if got := message.English().Text(why(eventlog.CustomerIndex(c))); got != want {
			t.Errorf("customer %d: %q, want %q", c+1, got, want)
		}
	}
	// In January the first stood one stage lower.
	if got := message.English().Text(r.Why(Cell{Place: initiation, Month: 0})(0)); got != "since 5 Jan 2026: Website" {
		t.Errorf("in January: %q", got)
	}
}
