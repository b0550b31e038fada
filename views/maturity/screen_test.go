package maturity_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/views/chartview"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func mustShow(t *testing.T, files ...string) *viewtest.Bench {
	t.Helper()
	b := viewtest.Open(t, files...)
	b.Show("Journey maturity")
	return b
}

func chartsOf(b *viewtest.Bench) (found []*chartview.View) {
	for _, o := range b.Objects() {
		if chart, ok := o.(*chartview.View); ok {
			found = append(found, chart)
		}
	}
	return found
}

func TestEveryStepAndMonthOpensAsManyPeopleAsItSays(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	views := chartsOf(b)
	if len(views) != 2 {
		t.Fatalf("%d charts are shown, want the ladder and its months", len(views))
	}
	for _, chart := range views {
		opened := 0
		for i := range chart.Scene().Regions {
			region := chart.Scene().Regions[i]
			cell, ok := region.Target.(maturity.Cell)
			if !ok {
				continue
			}
			middle := region.Bounds.Min.Add(region.Bounds.Max).Div(2)
			test.TapAt(chart, fyne.NewPos(float32(middle.X), float32(middle.Y)))
			b.Settle()
			people := viewtest.First[*grid.Grid](b).Len()
			b.MustSay(fmt.Sprintf("People (%d)", people))
			if said := b.Says("The rule of this stage"); said != (cell.Place >= 0) {
				t.Errorf("%q says a rule: %t", region.Tooltip, said)
			}
			if !strings.Contains(region.Tooltip, fmt.Sprint(people)) {
				t.Errorf("a part that says %q opens %d people", region.Tooltip, people)
			}
			opened++
			b.Key(fyne.KeyEscape)
		}
		if opened == 0 {
			t.Error("no part of a chart opens")
		}
	}
}

func TestEverybody(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	b.Press("Everybody in this picture")
	b.MustSay("All 12 customers of this picture", "People (12)")
}

func rules(b *viewtest.Bench) (entries []*kit.Entry) {
	for _, o := range b.Objects() {
		if entry, ok := o.(*kit.Entry); ok {
			entries = append(entries, entry)
		}
	}
	return entries
}

func TestAWrongRuleSaysWhatIsWrongAndChangesNothing(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	before := b.Workbench().Session().Log().Rules
	b.Press("Stages and rules")
	entries := rules(b)
	if len(entries) != 14 {
		t.Fatalf("%d fields are shown, want name and rule of seven stages", len(entries))
	}
	entries[1].SetText("done purchas")
	b.MustSay("purchas")
	entries[1].SetText("silent for 30 days") // can stop being true, so it is no rule
	b.Press("Save rules")
	b.MustSay("The rule of Initiation cannot be used")
	b.Press("Close")
	if after := b.Workbench().Session().Log().Rules; len(after) != len(before) || after[0] != before[0] {
		t.Errorf("the rules are %v, were %v", after, before)
	}
}

func TestANewRuleMovesPeople(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	b.Press("Stages and rules")
	entries := rules(b)
	entries[12].SetText("Friends")
	entries[13].SetText("done purchase")
	b.MustSay("purchase")
	b.Press("Save rules")
	b.MustSay("12 of 12 customers are in Friends")
}

func TestSaved(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	table, ok := b.Exporter().Table()
	if !ok || len(table.Rows) != 9 {
		t.Fatalf("%d rows would be saved, want seven stages, those without one and those who left", len(table.Rows))
	}
	people := 0
	for _, row := range table.Rows {
		people += row[2].(int)
	}
	if people != 12 {
		t.Errorf("the table is of %d people, want 12", people)
	}
}

func TestAnEmptyWorkspaceSaysWhatIsMissing(t *testing.T) {
	b := viewtest.Open(t)
	b.Run("Journey maturity") // the navigation does not offer what has nothing to show
	b.MustSay("No customers yet")
	if _, ok := b.Exporter().Table(); ok {
		t.Error("there is a table to save")
	}
	b.Press("Import a file")
}

func TestWhoMovedBetweenTwoDatesOpens(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	b.MustSay("Between", "moved up")
	opened := 0
	for _, o := range b.Objects() {
		button, ok := o.(*kit.Button)
		if !ok {
			continue
		}
		var n int
		var what string
		if _, err := fmt.Sscanf(button.Text(), "%d %s", &n, &what); err != nil {
			continue
		}
		test.Tap(button)
		b.Settle()
		b.MustSay(fmt.Sprintf("People (%d)", n))
		b.Key(fyne.KeyEscape)
		opened++
	}
	if opened == 0 {
		t.Error("nothing that moved opens")
	}
}

func TestDraggingANumberSaysWhomItWouldMove(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	before := b.Workbench().Session().Log().Rules
	b.Press("Stages and rules")
	b.Settle()
	b.MustSay("With these rules everybody stays in their stage.")
	entries := rules(b)
	entries[9].SetText("done purchase 2 times") // Nurturing
	b.Settle()
	b.MustSay("With these rules everybody stays in their stage.", "2 times")
	slider := viewtest.Find(b, func(s *kit.Slider) bool { return s.Visible() && s.Max == 20 && s.Value == 2 })
	slider.SetValue(9)
	b.Settle()
	if entries[9].Text != "done purchase 9 times" {
		t.Errorf("the rule says %q", entries[9].Text)
	}
	b.MustSay("These rules would move", "in this stage now", "9 times")
	falls := viewtest.Find(b, func(button *kit.Button) bool {
		return button.Visible() && strings.HasSuffix(button.Text(), "would fall back")
	})
	var n int
	if _, err := fmt.Sscan(falls.Text(), &n); err != nil || n == 0 {
		t.Errorf("%q", falls.Text())
	}
	test.Tap(falls)
	b.Settle()
	b.MustSay(fmt.Sprintf("People (%d)", n))
	b.Key(fyne.KeyEscape)
	b.Press("Stages and rules") // where what was edited is still there
	b.Settle()
	if entries = rules(b); entries[9].Text != "done purchase 9 times" {
		t.Errorf("the draft says %q", entries[9].Text)
	}
	entries[9].SetText("done purchas")
	b.Settle()
	b.MustSay("No preview: The rule of Nurturing cannot be used")
	b.Press("Cancel")
	if after := b.Workbench().Session().Log().Rules; after[4] != before[4] {
		t.Errorf("the rules are %v, were %v", after, before)
	}
}

func TestTwoPeriodsAreCompared(t *testing.T) {
	b := mustShow(t, viewtest.Purchases())
	test.Tap(viewtest.Find(b, func(tab *kit.Tab) bool { return tab.Text() == "Compare" }))
	b.Settle()
	b.MustSay("differ")
	chart := viewtest.First[*chartview.View](b)
	opened := 0
	for _, region := range chart.Scene().Regions {
		if _, ok := region.Target.(compare.Key); ok && opened < 4 {
			middle := region.Bounds.Min.Add(region.Bounds.Max).Div(2)
			test.TapAt(chart, fyne.NewPos(float32(middle.X), float32(middle.Y)))
			b.Settle()
			b.MustSay("People (")
			b.Key(fyne.KeyEscape)
			opened++
		}
	}
	if opened == 0 {
		t.Errorf("no figure opens in %d parts: %v %q", len(chart.Scene().Regions), chart.Size(), chart.Scene().Summary)
	}
}
