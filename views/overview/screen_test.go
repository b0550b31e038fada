package overview_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func TestOverviewSaysHowItStands(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.MustSay("12 customers are here", "n = 12 on record, 0 left", "Customers here", "Relationship maturity index", "At risk", "Satisfaction", "Time to resolve", "worth ",
		"in.csv", "rows read", "Findings", "Changed since")
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
		"At risk":                     "What is meaningful",
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
		if !strings.Contains(notes, "n = ") && !strings.Contains(notes, " of ") && figure.Figures().Value != "–" {
			t.Errorf("%s says %q, without how many it is of", figure.Figures().Label, notes)
		}
	}
}

// Each figure explains itself: by the button in its corner, and by F1 where the
// keyboard is on it.
func TestEachFigureExplainsItself(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	for _, o := range b.Objects() {
		figure, ok := o.(*kit.KeyFigure)
		if !ok || figure.Figures().More == nil {
			continue
		}
		b.Window().Canvas().Focus(figure)
		b.Key(fyne.KeyF1)
		b.MustSay("This number", figure.Figures().Value, "How it is computed", "What is left out", "People (")
		if people := b.Traced("people"); people == "0" {
			t.Errorf("nobody stands behind %s", figure.Figures().Label)
		}
		b.Key(fyne.KeyEscape)
	}
	if b.Traced("people") == "" {
		t.Error("no figure explains itself")
	}
}

// The demo has answers and cases: all six figures say something of so many people.
func TestSixFiguresOfTheDemo(t *testing.T) {
	b := viewtest.New(t)
	b.OpenDemo()
	b.Settle()
	n := 0
	for _, o := range b.Objects() {
		figure, ok := o.(*kit.KeyFigure)
		if !ok {
			continue
		}
		n++
		f := figure.Figures()
		if f.Value == "–" || f.More == nil || f.Change == "" {
			t.Errorf("%s says %q, changed %q", f.Label, f.Value, f.Change)
		}
	}
	if n != 6 {
		t.Errorf("there are %d figures", n)
	}
	b.MustSay("Changed since", "What waits", "Open watch")
	b.Press("Open watch")
	if got := b.Traced("section"); got != "watch" {
		t.Errorf("the finding about silence leads to %q", got)
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
