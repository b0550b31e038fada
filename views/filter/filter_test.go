package filter_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// withRegions is the shops of viewtest with a region each and complaints of some.
func withRegions(t *testing.T) *viewtest.Bench {
	t.Helper()
	var regions, complaints strings.Builder
	regions.WriteString("customer,Region\n")
	complaints.WriteString("customer,date,activity\n")
	for i := range 12 {
		region := "North"
		if i%3 == 0 {
			region = "South West"
		}
		fmt.Fprintf(&regions, "Shop %02d,%s\n", i+1, region)
		if i < 4 {
			fmt.Fprintf(&complaints, "Shop %02d,2026-05-01,Complaint\nShop %02d,2026-05-%02d,Complaint\n", i+1, i+1, i+2)
		}
	}
	return viewtest.Open(t, viewtest.Purchases(), regions.String(), complaints.String())
}

// open opens the filter and types a condition.
func open(b *viewtest.Bench, typed string) {
	b.Run("Filter customers…")
	text(b).SetText(typed)
	b.Settle()
}

// text is the field of the condition as text.
func text(b *viewtest.Bench) *kit.Entry {
	return viewtest.Find(b, func(e *kit.Entry) bool { return strings.HasPrefix(e.PlaceHolder, "Only who") })
}

func TestRowsAndTextSayTheSame(t *testing.T) {
	b := withRegions(t)
	b.Run("Filter customers…")
	b.MustSay("everybody is meant", "12 of 12 customers")
	b.Press("Add a condition")
	if got := text(b).Text; got != "silent for 60 days" {
		t.Errorf("a new row says %q", got)
	}
	if first := viewtest.First[*kit.Select](b); b.Window().Canvas().Focused() != fyne.Focusable(first) {
		t.Errorf("the keyboard is at %T, not in the new row", b.Window().Canvas().Focused())
	}
	b.Choose("Region")
	b.Choose("South West")
	if got := text(b).Text; got != `Region = "South West"` {
		t.Errorf("the row says %q", got)
	}
	b.MustSay("customers whose Region is “South West”", "4 of 12 customers")
	b.Choose("is not")
	b.MustSay("8 of 12 customers")
	b.Press("Add a condition")
	selects := func() (out []*kit.Select) {
		for _, o := range b.Objects() {
			if s, ok := o.(*kit.Select); ok {
				out = append(out, s)
			}
		}
		return out
	}
	last := selects()
	last[3].SetSelected("Activity")
	b.Settle()
	if got := text(b).Text; got != `not Region = "South West" and done complaint 2 times within last 30 days` {
		t.Errorf("the rows say %q", got)
	}
	b.MustSay("2 of 12 customers") // of the first four shops two are in the South West
	// The other way round: what is typed shows in the rows.
	text(b).SetText("silent for 3 weeks and Region known")
	b.Settle()
	if got := selects(); len(got) != 5 || got[0].Selected != "Silence" || got[2].Selected != "weeks" || got[4].Selected != "is known" {
		t.Errorf("the rows show %d controls", len(got))
	}
	text(b).SetText("left or Region known")
	b.Settle()
	b.MustSay("in words below only", "12 of 12 customers")
}

func TestWhatCannotBeReadSaysWhyAndIsNotApplied(t *testing.T) {
	b := withRegions(t)
	for typed, says := range map[string]string{
		"silent for": "The condition cannot be read at character 11", `Regoin = North`: `the nearest it has: "Region"`, "(((": "cannot be read",
	} {
		open(b, typed)
		b.MustSay(says, "No count")
		if !b.Button("Apply").Disabled() || !b.Button("Save as segment…").Disabled() {
			t.Errorf("%q can be applied", typed)
		}
		b.Type(text(b), typed) // Enter does nothing either
		b.MustSay("Apply")
		b.Key(fyne.KeyEscape)
		if where := b.Workbench().View().Where; where != "" {
			t.Errorf("%q is applied", where)
		}
	}
	// What was refused late is not said of what has been typed since.
	open(b, "left")
	for _, typed := range []string{"left and", `Regoin = North`, "left and", `Region = "South West"`} {
		text(b).SetText(typed)
	}
	b.Settle()
	b.MustSay("customers whose Region is “South West”", "4 of 12 customers")
	b.Key(fyne.KeyEscape)
	open(b, "silent for 60 days")
	span := viewtest.Find(b, func(e *kit.Entry) bool { return e.Text == "60" })
	span.SetText("many")
	b.Settle()
	b.MustSay("Condition 1 still needs a value.")
	span.SetText("20")
	b.Settle()
	if got := text(b).Text; got != "silent for 20 days" {
		t.Errorf("the row says %q", got)
	}
}

func TestAFilterAppliesToEveryScreenAndIsTakenOff(t *testing.T) {
	b := withRegions(t)
	b.Show("Customers")
	open(b, `Region = "South West"`)
	b.Type(text(b), `Region = "South West"`)
	b.MustSay("4 of 12 customers", "customers whose Region is “South West”")
	b.Show("Overview")
	b.MustSay("customers whose Region is “South West”")
	b.Run("Filter customers…")
	from := viewtest.Find(b, func(e *kit.Entry) bool { return e.PlaceHolder == "2026-01-31" })
	from.SetText("2026-02-30")
	b.Settle()
	b.MustSay("is not a date")
	from.SetText("2026-02-01")
	b.Settle()
	b.Press("Apply")
	want, _ := data.ParseDay("2026-02-01")
	if got := b.Workbench().View(); got.From != want || got.To.Known() {
		t.Errorf("the view is %+v", got)
	}
	b.Press("records from 1 Feb 2026")
	b.Press("customers whose Region is “South West”")
	if got := b.Workbench().View(); got != app.WholeView() {
		t.Errorf("the view is %+v", got)
	}
}

func TestDatesThatEndBeforeTheyBegin(t *testing.T) {
	b := withRegions(t)
	b.Run("Filter customers…")
	var dates []*kit.Entry
	for _, o := range b.Objects() {
		if e, ok := o.(*kit.Entry); ok && e.PlaceHolder == "2026-01-31" {
			dates = append(dates, e)
		}
	}
	dates[0].SetText("2026-03-01")
	dates[1].SetText("2026-02-01")
	b.Settle()
	b.MustSay("exchange them")
	if !b.Button("Apply").Disabled() {
		t.Error("the dates can be applied")
	}
}

func TestSegmentsAreSavedRenamedEditedAndRemoved(t *testing.T) {
	b := withRegions(t)
	digest := func() string {
		d, err := b.Workbench().Session().Digest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	names := func() (out []string) {
		for _, segment := range b.Workbench().Segments() {
			out = append(out, segment.Name+": "+segment.Condition)
		}
		return out
	}
	b.Run("Segments…")
	b.MustSay("There is no segment yet")
	b.Key(fyne.KeyEscape)
	open(b, "Region = North")
	b.Press("Save as segment…")
	b.Type(viewtest.First[*kit.Entry](b), "Northerners")
	if v := b.Workbench().View(); v.Segment != "Northerners" || v.Where != "" {
		t.Errorf("the view is %+v", v)
	}
	before := digest()
	b.Run("Segments…")
	b.MustSay("Segments")
	if list := viewtest.First[*grid.Grid](b); list.Row(0)[1] != "customers whose Region is “North”" {
		t.Errorf("the list says %q", list.Row(0))
	}
	b.Press("Rename…")
	b.Type(viewtest.First[*kit.Entry](b), "The North")
	if v := b.Workbench().View(); v.Segment != "The North" {
		t.Errorf("the renamed segment is not looked at: %+v", v)
	}
	b.Run("Segments…")
	b.Press("Edit…")
	b.Type(text(b), "Region = North and silent for 2 weeks")
	if got := names(); !slices.Equal(got, []string{"The North: Region = North and silent for 2 weeks"}) {
		t.Errorf("the segments are %q", got)
	}
	b.Run("Segments…")
	b.Press("Remove")
	if v := b.Workbench().View(); len(names()) != 0 || v.Segment != "" {
		t.Errorf("after removing there is %q, the view is %+v", names(), v)
	}
	for range 3 {
		b.Workbench().Undo(0, false, func(_ data.Change, err error) {
			if err != nil {
				t.Fatal(err)
			}
		})
		b.Settle()
	}
	if digest() != before || !slices.Equal(names(), []string{"Northerners: Region = North"}) {
		t.Errorf("undo leaves %q", names())
	}
}

func TestASegmentSavedWithinAnotherHoldsBoth(t *testing.T) {
	b := withRegions(t)
	open(b, "Region = North")
	b.Press("Save as segment…")
	b.Type(viewtest.First[*kit.Entry](b), "North")
	open(b, "done complaint or left")
	b.MustSay("Within the segment “North”", "2 of 12 customers")
	b.Press("Save as segment…")
	b.Type(viewtest.First[*kit.Entry](b), "Complaining north")
	b.Show("Customers")
	b.MustSay("2 of 12 customers")
	b.Run("Segments…")
	b.Press("Rename…")
	b.Type(viewtest.First[*kit.Entry](b), "North")
	b.MustSay("There is already a segment")
}

// Each thing that a condition asks for says what it is where it stands: F1 in a row, in
// the fields, and on the figures, over the dialog and not in the panel behind it.
func TestTheFilterExplainsItself(t *testing.T) {
	b := withRegions(t)
	b.Run("Filter customers…")
	b.Key(fyne.KeyF1)
	b.MustSay("Filter customers", "12 of 12 customers", "all conditions hold", "What is left out")
	b.Key(fyne.KeyEscape)
	for condition, says := range map[string]string{
		"silent for 9 days": "how long ago the last interaction", "done purchase": "a kind of activity", "left": "have all ended", "subscribed": "a running one",
		"stage = Nurturing": "stands on the ladder", "Region = North": "A fact about the customer",
	} {
		text(b).SetText(condition)
		b.Settle()
		b.Window().Canvas().Focus(viewtest.First[*kit.Select](b))
		b.Key(fyne.KeyF1)
		b.MustSay(says, "What it is")
		b.Key(fyne.KeyEscape)
	}
	text(b).SetText("left or Region = North and silent for 5 days")
	b.Settle()
	b.Window().Canvas().Focus(text(b))
	b.Key(fyne.KeyF1)
	b.MustSay("cx --where")
	b.Key(fyne.KeyEscape)
	text(b).SetText("left and silent for 5 days")
	b.Settle()
	test.Tap(viewtest.First[*kit.Explained](b)) // the sentence
	b.MustSay("customers who have left and silent for 5 days", "Leaving: whose", "Silence: how long")
	b.Key(fyne.KeyEscape)
	test.Tap(viewtest.Find(b, func(term *kit.Term) bool { return strings.HasPrefix(term.Text(), "Records from") }))
	b.MustSay("both days included")
	b.Key(fyne.KeyEscape)
	b.MustSay("Add a condition") // still there
	b.Key(fyne.KeyEscape)
	if b.Says("What it is") {
		t.Error("the panel behind the dialog was opened")
	}
}
