package customers_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func mustShow(t *testing.T, files ...string) (*viewtest.Bench, *grid.Grid) {
	t.Helper()
	b := viewtest.Open(t, files...)
	b.Show("Customers")
	return b, viewtest.First[*grid.Grid](b)
}

func field(b *viewtest.Bench, placeholder string) *kit.Entry {
	return viewtest.Find(b, func(e *kit.Entry) bool { return strings.HasPrefix(e.PlaceHolder, placeholder) })
}

func TestSearchAndConditionNarrowTheList(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	b.MustSay("12 of 12 customers", "as of 12 May 2026")
	search, where := field(b, "Search names"), field(b, "Only who")
	search.SetText("shop 1")
	b.Settle()
	if list.Len() != 4 {
		t.Errorf("shop 1 finds %d customers, want Shop 01, 10, 11 and 12", list.Len())
	}
	b.MustSay("4 of 12 customers")
	search.SetText("")
	b.Type(where, "done purchase 4 times")
	if list.Len() != 3 {
		t.Errorf("the condition keeps %d customers, want Shop 01, 03 and 04", list.Len())
	}
	b.Type(where, "done purchas 4 times")
	b.MustSay("purchas")
}

func TestTheListIsSortedAsAsked(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	names := func() (names []string) {
		for i := range list.Len() {
			names = append(names, list.Row(i)[0])
		}
		return names
	}
	if got := names(); len(got) != 12 || got[0] != "Shop 10" { // three purchases of 19.50
		t.Errorf("the most valuable are not first: %q", got)
	}
	list.OnSort(0, false)
	b.Settle()
	if got := names(); len(got) != 12 || !slices.IsSorted(got) {
		t.Errorf("sorted by name the list is %q", got)
	}
}

// Months have names of different widths; May and March are the widest.
func TestNothingInTheListIsCut(t *testing.T) {
	b, _ := mustShow(t, viewtest.Purchases())
	for _, text := range b.Texts() {
		if strings.HasSuffix(text, "…") && !strings.HasPrefix(text, "/") { // the file's path, in the status bar, may be
			t.Errorf("%q is cut", text)
		}
	}
}

func TestARowOpensTheCustomersStory(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	list.Select(0)
	b.Settle()
	name := list.Row(0)[0]
	if got := b.Traced("customer"); got != name {
		t.Errorf("row %q opens %q", name, got)
	}
	b.MustSay("Why this stage", "evidence: Purchase", "Latest contacts", "Customer id")
	b.Key(fyne.KeyEscape)
	if b.Says("Why this stage") {
		t.Error("Esc does not close the story")
	}
}

func TestTheListCanBeSaved(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	table, ok := b.Exporter().Table()
	if !ok || len(table.Rows) != list.Len() {
		t.Fatalf("%d rows would be saved, the list has %d", len(table.Rows), list.Len())
	}
	if table.Rows[0][0] != list.Row(0)[0] {
		t.Errorf("the first row saved is %v, the first shown %v", table.Rows[0], list.Row(0))
	}
}

func TestEmptyListOffersTheImport(t *testing.T) {
	b := viewtest.Open(t)
	b.Show("Customers")
	b.MustSay("No customers yet")
	b.Press("Import a file")
}

func TestAStageIsChangedFromTheCustomersPanel(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	list.OnOpen(0)
	b.Settle()
	b.MustSay("rule: customers with at least 1 purchase")
	b.Press("Change stage")
	b.MustSay("A reason in words")
	var entries []*kit.Entry
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Entry); ok {
			entries = append(entries, e)
		}
	}
	choice := viewtest.First[*kit.Select](b)
	choice.SetSelectedIndex(1) // Attraction, below where anybody is
	press := func() {
		t.Helper()
		var buttons []*kit.Button
		for _, o := range b.Objects() {
			if button, ok := o.(*kit.Button); ok && button.Text() == "Change stage" {
				buttons = append(buttons, button)
			}
		}
		test.Tap(buttons[len(buttons)-1])
		b.Settle()
	}
	entries[1].SetText("Asked for another offer")
	press()
	b.MustSay("Attraction, moved back", "recorded by hand: Asked for another offer")
	b.Press("Change stage")
	press()
	b.MustSay("A stage needs evidence")
}
