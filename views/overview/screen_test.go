package overview_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func TestOverviewSaysHowItStands(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.MustSay("12 customers are here", "n = 12 on record, 0 left", "Customers here", "Relationship maturity index", "Value",
		"in.csv", "rows read", "Findings")
	if got := b.Traced("overview"); got != "n=12" {
		t.Errorf("the trace says %q", got)
	}
}

func TestEachFigureOpensItsScreen(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	for label, says := range map[string]string{
		"Customers here":              "12 of 12 customers",
		"Relationship maturity index": "Stages and rules",
		"Newest complete cohort":      "Group by",
		"Value":                       "Stages and rules",
	} {
		b.Show("Overview")
		test.Tap(viewtest.Find(b, func(k *kit.KeyFigure) bool { return k.Figures().Label == label }))
		b.Settle()
		if !b.Says(says) {
			t.Errorf("%s does not lead to where it says %q", label, says)
		}
	}
}

func TestFindingsLeadOn(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Press("Open journey maturity")
	b.MustSay("Stages and rules")
	b.Show("Overview")
	b.Press("Open churn cohorts")
	b.MustSay("Group by")
}

// Every figure that counts people says of how many: a share alone says nothing.
func TestEveryFigureHasItsN(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	for _, o := range b.Objects() {
		figure, ok := o.(*kit.KeyFigure)
		if !ok {
			continue
		}
		notes := strings.Join(figure.Figures().Notes, " ")
		if !strings.Contains(notes, "n = ") && !strings.Contains(notes, " of ") {
			t.Errorf("%s says %q, without how many it is of", figure.Figures().Label, notes)
		}
	}
}

func TestEmptyOverviewOffersTheImport(t *testing.T) {
	b := viewtest.Open(t)
	b.MustSay("No customers yet", "Import an export of a shop")
	b.Press("Import a file")
	if got := b.Traced("asks"); got != "for a file" {
		t.Errorf("the button asks %q", got)
	}
}
