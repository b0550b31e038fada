package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// names are the tabs in the row.
func names(b *viewtest.Bench) string {
	var out []string
	for _, o := range b.Objects() {
		if tab, ok := o.(*kit.Tab); ok {
			out = append(out, tab.Text())
		}
	}
	return strings.Join(out, ", ")
}

const contacts = "customer id,date,channel,activity\n1,2026-03-02,Phone,Enquiry\n1,2026-05-04,Phone,Complaint\n2,2026-05-20,Phone,Enquiry\n"

func TestTabsWithNothingToShowAreBehindTheOthers(t *testing.T) {
	b := viewtest.Open(t, contacts)
	b.Show("Churn")
	const offered = "Cohorts, When they leave, Reasons, Who has left, Lifecycle, More …"
	if got := names(b); got != offered {
		t.Errorf("the row offers %s", got)
	}
	b.Run("Previous tab")
	b.MustSay("Lifecycle")
	if got := b.Traced("tab"); got != "Lifecycle" {
		t.Errorf("back from the first tab is %s", got)
	}
	b.Run("Next tab")
	if got := b.Traced("tab"); got != "Cohorts" {
		t.Errorf("after the last tab comes %s", got)
	}
	b.Tab("Purchases: needs purchases")
	b.MustSay("This cannot be shown as asked", "Nobody bought anything", "Import a file")
	if got := names(b); !strings.Contains(got, "Purchases") {
		t.Errorf("the tab in view is not among %s", got)
	}
}

func TestATabThatIsAwayIsRemembered(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Churn")
	b.Tab("Purchases")
	purchases := b.Workbench().Session().Path()
	other := viewtest.Open(t, contacts).Workbench().Session().Path()
	b.OpenPath(other)
	b.Settle()
	if got := names(b); strings.Contains(got, "Purchases") {
		t.Errorf("where nothing was bought the row is %s", got)
	}
	b.MustSay("came back in month 1")
	b.OpenPath(purchases)
	b.Settle()
	b.MustSay("Look back")
}

func TestTheTabInViewIsAlwaysInTheRow(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Window().Resize(fyne.NewSize(640, 500))
	b.Show("Churn")
	for range 8 {
		b.Run("Next tab")
		seen := false
		for _, o := range b.Objects() {
			tab, ok := o.(*kit.Tab)
			if !ok {
				continue
			}
			seen = seen || tab.Selected() && tab.Text() == b.Traced("tab")
			if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(tab).X + tab.Size().Width; at > 640 {
				t.Errorf("with %s in view, %s ends at %v", b.Traced("tab"), tab.Text(), at)
			}
		}
		if !seen {
			t.Errorf("%s is not in the row", b.Traced("tab"))
		}
	}
}

// A filter that keeps nobody is said once, in one sentence with the way out, on every
// screen.
func TestAFilterThatKeepsNobodyIsSaid(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	v := b.Workbench().View()
	v.Where = "done anything 9999 times"
	b.Workbench().SetView(v)
	b.Settle()
	for _, section := range []string{"Overview", "Journey maturity", "Churn", "Watch"} {
		b.Show(section)
		b.MustSay("Nobody is in the filter", "None of the")
	}
	b.Show("Churn")
	b.Tab("When they leave")
	b.MustSay("Nobody is in the filter")
	test.Tap(b.Button("Look at all customers"))
	b.Settle()
	b.MustSay("Nobody had left by")
}
