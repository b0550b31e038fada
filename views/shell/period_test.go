package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/data"
	"cxworkbench/views/kit"
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

// In a narrow window the bar says the date alone, so that all drop-downs are in view.
func TestTheTopBarIsShortInANarrowWindow(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	says := func(words string) {
		t.Helper()
		viewtest.Find(b, func(button *kit.Button) bool { return button.Text() == words })
	}
	says("as of 12 May 2026")
	b.Window().Resize(fyne.NewSize(700, 500))
	says("12 May 2026")
	b.Window().Resize(fyne.NewSize(1280, 800))
	says("as of 12 May 2026")
}
