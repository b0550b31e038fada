package customers_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/app"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// explained lists what explains itself in view.
func explained(b *viewtest.Bench) (out []*kit.Explained) {
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Explained); ok {
			out = append(out, e)
		}
	}
	return out
}

// Every figure of a customer's page says what it is, by a click and by F1, and the
// figure that it says so of.
func TestEveryFigureOfThePageExplainsItself(t *testing.T) {
	b := mustOpenPage(t, story)
	says := map[string]bool{}
	figures := explained(b)
	for i, figure := range figures {
		b.Window().Canvas().Focus(figure)
		b.Key(fyne.KeyF1)
		b.MustSay("What it is", "As of", "Revision")
		if b.Says("Narrowed to") {
			t.Error("a figure of one customer says that a filter narrows it")
		}
		says[b.Traced("explained")] = true
		b.Key(fyne.KeyEscape)
		if b.Says("What it is") {
			t.Fatalf("the panel stays after figure %d", i)
		}
	}
	for _, about := range []string{"stage", "value", "health", "age", "impression", "habit", "mix", "phases", "records"} {
		if !says["person."+about] {
			t.Errorf("no figure explains %s; there is %v", about, says)
		}
	}
	test.Tap(figures[0])
	b.MustSay("Where this customer stands on the ladder", "This number", "Conversion – customer, since 20 Jan 2026 (130 days)")
}

// An explanation leads to the record that the figure comes from.
func TestAFigureLeadsToItsRecord(t *testing.T) {
	b := mustOpenPage(t, story)
	list := viewtest.Find(b, func(g *grid.Grid) bool { return len(g.Columns()) == 5 })
	for _, figure := range explained(b) {
		test.Tap(figure)
		if b.Traced("explained") == "person.age" {
			break
		}
	}
	b.Press("Show the record")
	if row := list.Selected(); row < 0 || !strings.Contains(list.Row(row)[0], "2027") {
		t.Errorf("the newest record is not chosen but row %d", row)
	}
}

// A column says what it is over its title and, by F1 in the header or the secondary
// button, in full: of everybody in the list, or of the customer of a cell.
func TestColumnsOfTheListExplainThemselves(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	for _, field := range b.Workbench().Session().PersonFields() {
		key := "explain.field." + string(field)
		if _, attribute := field.Attribute(); attribute {
			key = "explain.field.attribute"
		}
		if b.Printer().T(key) == key {
			t.Errorf("there is no text %s", key)
		}
	}
	for i, column := range list.Columns() {
		if !strings.HasPrefix(column.Tip, column.Title+"\n") {
			t.Errorf("over %q it says %q", column.Title, column.Tip)
		}
		list.OnExplain(i, -1)
		b.Settle()
		b.MustSay("What it is", column.Title, "People (12)")
	}
	value := len(list.Columns()) - 1
	list.OnExplain(value, 2)
	b.Settle()
	name := list.Row(2)[0]
	b.MustSay("This number", list.Row(2)[value], "People (1)", name, "Net amount")
	if column := list.Columns()[value]; column.Key != string(app.FieldValue) {
		t.Fatalf("the last column is %s", column.Key)
	}
}

// The time line's columns are explained, and its rows are no customers.
func TestColumnsOfTheTimeLineExplainThemselves(t *testing.T) {
	b := mustOpenPage(t, story)
	list := viewtest.Find(b, func(g *grid.Grid) bool { return len(g.Columns()) == 5 })
	for i, column := range list.Columns() {
		if b.Printer().T("explain."+column.Key) == "explain."+column.Key || column.Tip == "" {
			t.Errorf("nothing is said about %s", column.Title)
		}
		list.OnExplain(i, 0)
		b.Settle()
		b.MustSay("What it is")
		if b.Says("People (") {
			t.Errorf("%s opens a list of people", column.Title)
		}
	}
}
