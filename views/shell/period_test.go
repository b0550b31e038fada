package shell_test

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/views/viewtest"
)

func TestThePeriodEndsWithTheAsOfDate(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases()) // as of 12 May 2026
	b.Choose("Last 3 months")
	v := b.Workbench().View()
	if v.From != data.DayOf(2026, 2, 13) || v.To.Known() {
		t.Fatalf("the last three months begin on %s and end on %s", v.From, v.To)
	}
	b.Show("Churn")
	b.MustSay("from 13 Feb 2026")
	v.From = data.DayOf(2026, 3, 1)
	b.Workbench().SetView(v)
	b.Settle()
	b.MustSay("Dates of the filter", "1 Mar 2026")
	b.Choose("All dates")
	if v := b.Workbench().View(); v.From.Known() || v.To.Known() {
		t.Errorf("all dates are from %s to %s", v.From, v.To)
	}
}
