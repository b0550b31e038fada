package customers_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/data"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// story is one customer with all there is, and another.
const story = `customer id,date,activity,channel,emotion,phase,product,note
C1,2026-01-05,Enquiry,email,1,planning,Floor lamp,asked about <script>alert(1)</script>
C1,2026-01-20,Order,store,2,anticipation,"Lamp, 40 W",
C1,2026-02-10,Complaint,phone,-2,usage,,"first line
second line"
C1,2026-03-01,Call,phone,-1,usage,,
C1,2026-04-02,Call,phone,0,memories,,
C1,2027-01-01,Call,phone,1,,,
C2,2026-05-30,Order,store,,,,
`

func mustOpenPage(t *testing.T, files ...string) *viewtest.Bench {
	t.Helper()
	b, list := mustShow(t, files...)
	list.OnSort(0, false)
	b.Settle()
	list.OnOpen(0)
	b.Settle()
	return b
}

func TestThePageTellsACustomersStory(t *testing.T) {
	b := mustOpenPage(t, story)
	b.MustSay("C1", "Remembered", "peak -2, end 0", "What to do next", "Too few to say whether that is usual", "Facts known", "Planning", "8 of 8 records")
	list := viewtest.First[*grid.Grid](b)
	if row := list.Row(0); !strings.Contains(row[0], "2027") || !strings.Contains(row[1], "in the future") {
		t.Errorf("the newest record is %q", row)
	}
	for i := range list.Len() {
		if strings.HasPrefix(list.Row(i)[1], "Complaint") {
			list.Select(i)
		}
	}
	b.Settle()
	b.MustSay("first line\nsecond line")
	test.Tap(viewtest.Find(b, func(button *kit.Button) bool { return button.Text() == "" })) // the arrow
	b.Settle()
	b.MustSay("2 of 2 customers")
}

func TestTheTimeLineIsFilteredAndSearched(t *testing.T) {
	b := mustOpenPage(t, story)
	list := viewtest.First[*grid.Grid](b)
	all := list.Len()
	b.Choose("Purchases")
	if list.Len() != 1 {
		t.Errorf("%d purchases, want 1", list.Len())
	}
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "Purchases" }).SetSelected("All records")
	b.Settle()
	b.Choose("phone")
	if list.Len() != 4 {
		t.Errorf("%d records by phone, want 4", list.Len())
	}
	viewtest.Find(b, func(s *kit.Select) bool { return s.Selected == "phone" }).SetSelected("All channels")
	b.Settle()
	field(b, "Search this time line").SetText("ALERT")
	b.Settle()
	if list.Len() != 1 || list.Row(0)[4] != "Floor lamp · asked about <script>alert(1)</script>" {
		t.Errorf("the search finds %d of %d: %q", list.Len(), all, list.Row(0))
	}
	list.Select(0)
	b.Settle()
	b.MustSay("Floor lamp\nasked about <script>alert(1)</script>")
	field(b, "Search this time line").SetText("order lamp 40")
	b.Settle()
	if list.Len() != 1 || list.Row(0)[1] != "Order" || list.Row(0)[4] != "Lamp, 40 W" {
		t.Errorf("the search for a product finds %d of %d: %q", list.Len(), all, list.Row(0))
	}
}

func TestConsentTasksAndFactsAreNotedAndUndone(t *testing.T) {
	b := mustOpenPage(t, story)
	before, err := b.Workbench().Session().Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.Press("Note consent")
	viewtest.First[*kit.Entry](b).SetText("newsletter")
	b.Press("Note consent")
	b.MustSay("newsletter", "given 15 Jun 2026")
	b.Press("Add task")
	viewtest.First[*kit.Entry](b).SetText("send the catalogue")
	b.Press("Add task")
	b.MustSay("Keep the promise: send the catalogue", "no date set")
	b.Press("Done")
	b.MustSay("done 15 Jun 2026")
	b.Press("Edit facts")
	viewtest.First[*kit.Entry](b).SetText("Zoë & <b>Sons</b>")
	b.Press("Save")
	b.MustSay("Zoë & <b>Sons</b>")
	for range 4 {
		if _, err := b.Workbench().Session().Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := b.Workbench().Session().Digest(t.Context()); err != nil || after != before {
		t.Errorf("undone, the workspace is another: %v", err)
	}
}

func TestThePageOpensFromThePanelAndFollowsTheCustomer(t *testing.T) {
	b, list := mustShow(t, viewtest.Purchases())
	list.Select(2)
	b.Settle()
	name := list.Row(2)[0]
	b.Press("Open page")
	if got := b.Traced("page"); !strings.HasPrefix(got, name+" ") {
		t.Fatalf("the page of %q opens as %q", name, got)
	}
	b.Show("Overview")
	b.Run("Back")
	b.MustSay("What to do next")
	b.Key(fyne.KeyF1)
	b.MustSay("impression after a touch")
}

func TestNamesOfEveryKindOnThePage(t *testing.T) {
	names := map[string]string{"مقهى مارينا": "مقهى مارينا", "🙂": "🙂", strings.Repeat("长", 10_000): strings.Repeat("长", 90) + "…", "": "7"}
	for name, title := range names {
		b := mustOpenPage(t, "customer id,name,date,activity\n7,"+name+",2026-01-05,Call\n")
		b.MustSay(title)
	}
}

// BenchmarkOpenPage is a customer with 10,000 records, from the wish to the first
// screenful with its texts and the chart.
func BenchmarkOpenPage(b *testing.B) {
	var file strings.Builder
	file.WriteString("customer id,date,activity,channel,emotion,note\n")
	for i := range 10_000 {
		fmt.Fprintf(&file, "C1,%s,Call,phone,%d,note number %d\n", data.DayOf(1999, 1, 1)+data.Day(i), i%5-2, i)
	}
	file.WriteString("C2,2026-05-01,Call,phone,1,\n")
	bench := viewtest.Open(b, file.String())
	bench.Show("Customers")
	ids := bench.Workbench().Session().Log().CustomerIDs
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		bench.OpenPage(ids[1])
		bench.Settle()
		b.StartTimer()
		bench.OpenPage(ids[0])
		bench.Settle()
	}
	if got := bench.Traced("line"); got < "10000" {
		b.Fatalf("the time line has %s records", got)
	}
}
