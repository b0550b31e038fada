package customers_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/app"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func titles(g *grid.Grid) (out []string) {
	for _, c := range g.Columns() {
		out = append(out, c.Title)
	}
	return out
}

func TestColumnsAreArrangedAndRemembered(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	pressTip(b, "Columns")
	check(b, "Days silent", true)
	check(b, "First record", false)
	b.Press("Show these")
	want := []string{"Customer", "Stage", "Last contact", "Interactions", "Value, EUR", "Days silent"}
	wantTitles(t, list, want)
	list.OnMove(5, 1)
	list.OnSize(0, 240)
	list.OnSort(1, true)
	list.OnAlso(0, false)
	b.Settle()
	b.MustSay("Sorted by Days silent, Customer")
	table, ok := b.Exporter().Table()
	if !ok || table.Columns[5] != "Value" || table.Columns[1] != "Stage" && table.Columns[1] != "Days silent" {
		t.Errorf("saved with the columns %q", table.Columns)
	}
	path := b.Workbench().Session().Path()
	if err := b.Workbench().Close(); err != nil {
		t.Fatal(err)
	}
	b.OpenPath(path)
	b.Settle()
	b.Show("Customers")
	wantTitles(t, list, []string{"Customer", "Days silent", "Stage", "Last contact", "Interactions", "Value, EUR"})
	if list.ColumnWidth(0) != 240 {
		t.Errorf("the first column is %v wide, want 240", list.ColumnWidth(0))
	}
	b.MustSay("Sorted by Days silent, Customer")
	kept := app.LoadPrefs(filepath.Join(b.Folder, "prefs")).Arrangement(path)
	if len(kept.Columns) != 6 || kept.Columns[1].Field != app.FieldSilent || len(kept.Order) != 2 {
		t.Errorf("this machine remembers %+v", kept)
	}
	pressTip(b, "Columns")
	b.Press("Usual columns")
	wantTitles(t, list, []string{"Customer", "Stage", "First record", "Last contact", "Interactions", "Value, EUR"})
}

func pressTip(b *viewtest.Bench, tip string) {
	test.Tap(viewtest.Find(b, func(button *kit.Button) bool {
		b.Window().Canvas().Focus(button) // which shows its tip
		return kit.TipText(button) == tip
	}))
	b.Settle()
}

func check(b *viewtest.Bench, text string, checked bool) {
	viewtest.Find(b, func(c *kit.Check) bool { return c.Text == text }).SetChecked(checked)
}

func wantTitles(t *testing.T, g *grid.Grid, want []string) {
	t.Helper()
	got := titles(g)
	if len(got) != len(want) {
		t.Fatalf("the columns are %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("the columns are %q, want %q", got, want)
		}
	}
}

func TestManyAreChangedAtOnceAndBack(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	if b.Says("selected") {
		t.Error("nothing is marked, and something can be changed")
	}
	b.Window().Canvas().Focus(list)
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	b.Settle()
	b.MustSay("12 of 12 selected")
	b.Press("Change")
	b.MustSay("Change 12 customers", "one undo takes all of it back")
	b.Key(fyne.KeyF1)
	b.MustSay("One change of all customers", "What it is")
	b.Key(fyne.KeyEscape)
	for what, about := range map[string]int{"Set an attribute": 3, "Clear an attribute": 2, "Move to a stage": 4, "Note consent": 4, "Replace words": 4} {
		b.Choose(what)
		explained := 0
		for _, o := range b.Objects() {
			if term, ok := o.(*kit.Term); ok {
				explained++
				test.Tap(term)
				b.MustSay(term.Text(), "What it is")
				b.Key(fyne.KeyEscape)
			}
		}
		if explained != about {
			t.Errorf("%s: %d fields say what they are, want %d", what, explained, about)
		}
	}
	b.Choose("Set an attribute")
	var entries []*kit.Entry
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Entry); ok {
			entries = append(entries, e)
		}
	}
	entries[len(entries)-2].SetText("Owner")
	b.Press("Change 12")
	b.MustSay("type its value")
	b.Key(fyne.KeyEscape)
	b.MustSay("Change 12 customers") // and what was typed is still there
	entries[len(entries)-1].SetText("Kim")
	b.Press("Change 12")
	b.MustSay("Set Owner of 12 customers")
	log := b.Workbench().Session().Log()
	if a := log.Attribute("Owner"); a == nil || len(a.Values) != 1 || a.Values[0] != "Kim" {
		t.Fatalf("the attribute is %+v", a)
	}
	b.Press("Undo")
	if b.Workbench().Session().Log().Attribute("Owner") != nil {
		t.Error("one undo does not take it back")
	}
}

func TestTheMarkedStayMarkedInAnotherOrder(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	list.Mark([]int{0, 2})
	names := []string{list.Row(0)[0], list.Row(2)[0]}
	b.Window().Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp}) // into the header
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Settle()
	b.MustSay("2 of 12 selected")
	var got []string
	for _, row := range list.Marked() {
		got = append(got, list.Row(row)[0])
	}
	slices.Sort(names)
	slices.Sort(got)
	if !slices.Equal(got, names) || slices.Equal(list.Marked(), []int{0, 2}) {
		t.Errorf("after sorting %q are marked, in rows %v; want %q in others", got, list.Marked(), names)
	}
}

func TestAnAttributeIsChosenFromThoseThatThereAre(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases(), "customer,Region\nShop 01,North\n")
	list.Mark([]int{0, 1})
	b.Settle()
	b.Press("Change")
	b.Choose("Region")
	var typed []string
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Entry); ok {
			typed = append(typed, e.Text)
		}
	}
	if !slices.Contains(typed, "Region") {
		t.Errorf("the fields say %q", typed)
	}
}

func TestAltAndAnArrowMoveAColumn(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	b.Window().Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp}) // into the header
	b.Run("Forward")                                // Alt and the right arrow, which the menu hears first
	if got := titles(list)[:2]; got[0] != "Stage" || got[1] != "Customer" {
		t.Errorf("the columns are %q", got)
	}
	if row := list.Row(0); row[1] != "Shop 10" {
		t.Errorf("the first row is %q", row)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	b.Settle()
	if got := titles(list); len(got) != 5 || got[1] != "First record" {
		t.Errorf("after Delete on Customer the columns are %q", got)
	}
}

func TestCustomersLeadsToTheListAndBackToThePage(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	name := list.Row(2)[0]
	list.OnOpen(2)
	b.Settle()
	if got := b.Traced("page"); !strings.HasPrefix(got, name) {
		t.Fatalf("the page is of %q, want %q", got, name)
	}
	b.Show("Customers")
	b.MustSay("12 of 12 customers")
	b.Show("Overview")
	b.Run("Back")
	b.MustSay("12 of 12 customers")
	b.Run("Back")
	b.MustSay("What to do next")
	b.Run("Back")
	b.Run("Back")
	b.Run("Back") // there is nothing further back than the first screen
	b.MustSay("12 customers are here")
	b.Run("Forward")
	b.Run("Forward")
	b.MustSay("What to do next")
}

// From a customer's page a contact begins with that customer, today, and says no
// more than anybody said.
func TestAContactIsNotedFromThePage(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	name := list.Row(2)[0]
	list.OnOpen(2)
	b.Settle()
	b.Press("Note a contact")
	b.MustSay("Phase of experience")
	if what := viewtest.Find(b, func(s *kit.Select) bool { return slices.Contains(s.Options, "Complaint") }); what.Selected != "Contact" {
		t.Errorf("a contact of which nothing was said is a %s", what.Selected)
	}
	b.Press("Save")
	if got := b.Traced("captured"); got != name {
		t.Fatalf("captured %q, want %q", got, name)
	}
	b.MustSay("15 Jun 2026", "What to do next")
}

// Words are replaced in the names of the customers that are marked, in one change.
func TestWordsAreReplacedInMarkedCustomers(t *testing.T) {
	b, list := mustShow(t, "customer id,name,date,activity\n1,Ann GmbH,2026-01-02,Call\n2,Ben GmbH,2026-01-02,Call\n3,Zoë,2026-01-02,Call\n")
	list.MarkAll()
	b.Press("Change")
	b.Choose("Replace words")
	b.MustSay("Words to be replaced, as they are written")
	var entries []*kit.Entry
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Entry); ok {
			entries = append(entries, e)
		}
	}
	entries[0].SetText(" GmbH")
	b.Press("Change 3")
	if got := b.Traced("bulk"); got != "2" {
		t.Fatalf("%s are changed", got)
	}
	var names []string
	for i := range list.Len() {
		names = append(names, list.Row(i)[0])
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"Ann", "Ben", "Zoë"}) {
		t.Errorf("they are called %q", names)
	}
}

// A list that nobody is in says so, with the way back to everybody.
func TestAListOfNobodySaysSo(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Customers")
	if b.Says("Nobody is in this list") {
		t.Error("the list of all is called empty")
	}
	v := b.Workbench().View()
	v.Where = "done anything 9999 times"
	b.Workbench().SetView(v)
	b.Settle()
	b.MustSay("Nobody is in this list")
	b.Press("Look at all customers")
	if b.Says("Nobody is in this list") || b.Workbench().View().Where != "" {
		t.Error("the way back to everybody did not lead there")
	}
}
