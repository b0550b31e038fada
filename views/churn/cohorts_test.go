package churn_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/charts"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func mustShow(t *testing.T, files ...string) (*viewtest.Bench, *chartview.View) {
	t.Helper()
	b := viewtest.Open(t, files...)
	b.Show("Churn")
	return b, viewtest.First[*chartview.View](b)
}

// tap opens a part of the chart as a click in its middle does.
func tap(b *viewtest.Bench, chart *chartview.View, region charts.Region) {
	middle := region.Bounds.Min.Add(region.Bounds.Max).Div(2)
	test.TapAt(chart, fyne.NewPos(float32(middle.X), float32(middle.Y)))
	b.Settle()
}

func TestEveryPartOpensAsManyPeopleAsItSays(t *testing.T) {
	b, chart := mustShow(t, viewtest.Purchases())
	regions, means := chart.Scene().Regions, 0
	if len(regions) < 12 {
		t.Fatalf("the chart has %d parts: %q", len(regions), b.Texts())
	}
	for i := range regions {
		region := chart.Scene().Regions[i]
		key, ok := region.Target.(cohort.Key)
		if !ok {
			continue
		}
		if key.Row == cohort.AllRows {
			means++
		}
		tap(b, chart, region)
		list := viewtest.First[*grid.Grid](b)
		b.MustSay(fmt.Sprintf("People (%d)", list.Len()))
		if key.Row != cohort.AllRows && !strings.Contains(region.Tooltip, fmt.Sprint(list.Len())) {
			t.Errorf("%v opens %d people, but says %q", key, list.Len(), region.Tooltip)
		}
		b.Key(fyne.KeyEscape)
	}
	if means == 0 {
		t.Error("no mean could be opened")
	}
}

func TestACellOfTheTraceOpensItsPeople(t *testing.T) {
	b, chart := mustShow(t, viewtest.Purchases())
	for _, region := range chart.Scene().Regions {
		// Of Shop 01 to 04, who began in January, 01, 03 and 04 came back in February.
		if region.Target == (cohort.Key{Row: 0, Period: 1}) {
			tap(b, chart, region)
		}
	}
	if got := b.Traced("people"); got != "3" {
		t.Errorf("the trace says people %q, want 3", got)
	}
	b.MustSay("3 of Jan 2026 came back in month 1", "Shop 01", "Shop 03", "Shop 04")
	if b.Says("Shop 02") {
		t.Errorf("Shop 02 did not come back, but is listed: %q", b.Texts())
	}
}

func TestF1ExplainsTheTableWhateverHasTheFocus(t *testing.T) {
	b, chart := mustShow(t, viewtest.Purchases())
	for _, focus := range []fyne.Focusable{nil, chart} {
		b.Window().Canvas().Focus(focus)
		b.Key(fyne.KeyF1)
		b.MustSay("All 12 people of this table", "People (12)", "n = 12")
		b.Key(fyne.KeyF1)
		if b.Says("People (12)") {
			t.Error("F1 again does not close the panel")
		}
	}
}

func TestAnotherChoiceIsAnotherTable(t *testing.T) {
	b, chart := mustShow(t, viewtest.Purchases())
	b.MustSay("monthly")
	b.Choose("quarter")
	b.MustSay("quarterly")
	if rows := len(chart.Scene().Regions); rows == 0 {
		t.Error("the chart of quarters is empty")
	}
	b.Choose("every start")
	b.MustSay("quarterly") // a choice leaves the others alone
}

func TestTableAndPictureAreOfWhatIsShown(t *testing.T) {
	b, _ := mustShow(t, viewtest.Purchases())
	exporter := b.Exporter()
	table, ok := exporter.Table()
	if !ok {
		t.Fatal("there is no table to save")
	}
	var csv bytes.Buffer
	if err := table.WriteCSV(&csv); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(csv.String(), "2026-01-01,4,4,3,") {
		t.Errorf("the saved table lacks January's four and three:\n%s", csv.String())
	}
	scene, ok := exporter.Picture(charts.Options{Width: 800, Height: 600, Palette: look.Print, Printer: b.Printer(), Heading: true})
	if !ok || len(scene.Regions) == 0 {
		t.Error("there is no picture to save")
	}
}

func TestWhatCannotBeDrawnSaysWhyAndKeepsTheControls(t *testing.T) {
	b, chart := mustShow(t, `customerID,tenure,Contract,MonthlyCharges,Churn
A-1,1,Month-to-month,29.85,No
A-2,34,One year,56.95,No
A-3,2,Month-to-month,53.85,Yes
A-4,45,One year,42.30,No
`)
	b.MustSay("Cohorts by Contract") // tenures know no join date
	b.Choose("join date")
	b.MustSay("This table cannot be drawn as asked", "derived from tenure", "Period")
	if len(chart.Scene().Regions) != 0 {
		t.Error("the chart shows something")
	}
	if _, ok := b.Exporter().Table(); ok {
		t.Error("there is a table to save")
	}
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "join date" }).SetSelected("Contract")
	b.Settle()
	b.MustSay("Cohorts by Contract")
}

func TestAnEmptyWorkspaceOffersTheImport(t *testing.T) {
	b := viewtest.Open(t)
	b.Run("Churn") // the navigation does not offer what has nothing to show
	b.MustSay("No customers yet")
	if _, ok := b.Exporter().Table(); ok {
		t.Error("there is a table to save")
	}
	b.Press("Import a file")
}

func TestMeasuresBracketsAndThePeriodBefore(t *testing.T) {
	b, chart := mustShow(t, viewtest.Purchases())
	b.Choose("people")
	b.MustSay("a mean is people per cohort")
	b.Choose("the period before")
	b.MustSay("of those who came back in the period before")
	b.Choose("in periods 1–3")
	b.MustSay("columns of 3 periods")
	b.Choose("net revenue retention") // has no period before to compare with
	b.MustSay("This table cannot be drawn as asked", "Measure")
	b.Choose("the whole cohort")
	b.MustSay("of the money of their first period")
	if len(chart.Scene().Regions) == 0 {
		t.Error("the chart of money is empty")
	}
}
