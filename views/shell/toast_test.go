package shell_test

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/exchange/export"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
	"cxworkbench/views/viewtest"
)

// After each change the window says what was done and offers to take it back.
func TestEachChangeOffersToBeUndone(t *testing.T) {
	b := viewtest.Open(t)
	offers := func(what string) {
		t.Helper()
		if got := kit.ToastText(b.Window().Content()); !strings.Contains(got, what) {
			t.Errorf("after a change the window says %q, want %q", got, what)
		}
		b.Button("Undo")
	}
	b.Drop(b.File("dropped.csv", viewtest.Purchases()))
	b.Settle()
	b.Press("Import")
	offers("dropped.csv")
	b.Press("Undo")
	if b.Workbench().Session().Log().Customers() != 0 {
		t.Error("the import was not taken back")
	}
	b.Press("Redo")
	b.Show("Customers")
	b.Type(viewtest.Find(b, func(e *kit.Entry) bool { return strings.HasPrefix(e.PlaceHolder, "Only who") }), "done purchase")
	b.Press("Save as segment")
	b.Type(viewtest.First[*kit.Entry](b), "Everybody")
	offers("Everybody")
}

// twins are two customers that may be one.
const twins = "customer,name,email\nA1,Ann Smith,ann@example.com\nA2,\"Smith, Ann\",ann@example.com\n"

// Whatever a person does from a screen is said with the way to take it back, and
// taking it back leaves the workspace as it was.
func TestWhatIsDoneFromAScreenIsTakenBackFromTheToast(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases(), twins)
	field := func(fits func(*kit.Entry) bool) *kit.Entry { return viewtest.Find(b, fits) }
	named := func(name string) *kit.Entry { return field(func(e *kit.Entry) bool { return e.FocusName() == name }) }
	addSegment := func() {
		b.Show("Customers")
		b.Type(field(func(e *kit.Entry) bool { return strings.HasPrefix(e.PlaceHolder, "Only who") }), "done purchase")
		b.Press("Save as segment")
		b.Type(viewtest.First[*kit.Entry](b), "Buyers")
	}
	capture := func() {
		b.Run("Note a contact")
		b.Type(viewtest.First[*kit.Entry](b), "shop 03 phone complaint promised call back today")
	}
	for _, c := range []struct {
		says   string
		before func() // what must be there first; stays
		do     func()
	}{
		{"Note Complaint of Shop 03", nil, capture},
		{"Done: Call back", capture, func() {
			b.Show("Overview")
			b.Press("Done")
		}},
		{"Save segment Buyers", nil, addSegment},
		{"Buyers", addSegment, func() {
			b.Run("Segments…")
			b.Press("Edit…")
			b.Type(field(func(e *kit.Entry) bool { return strings.Contains(e.Text, "purchase") }), "done purchase and silent for 2 weeks")
		}},
		{"Buyers", nil, func() {
			b.Run("Segments…")
			b.Press("Rename…")
			b.Type(viewtest.First[*kit.Entry](b), "Everybody")
		}},
		{"Buyers", nil, func() {
			b.Run("Segments…")
			b.Press("Remove")
		}},
		{"Change who has left", nil, func() {
			b.Go(screen.Cohorts)
			b.Settle()
			b.Tab("Who has left")
			viewtest.First[*kit.Entry](b).SetText("30")
			b.Settle()
			b.Press("Use this everywhere")
		}},
		{"Set Owner", nil, func() {
			b.Show("Customers")
			list := viewtest.First[*grid.Grid](b)
			list.MarkAll()
			b.Press("Change")
			b.Choose("Set an attribute")
			named("Attribute").SetText("Owner")
			named("Value").SetText("Kim")
			viewtest.Find(b, func(button *kit.Button) bool { return strings.HasPrefix(button.Text(), "Change ") }).Tapped(nil)
			b.Settle()
		}},
		{"Ann", nil, func() {
			b.Run("Find duplicates…")
			b.Key(fyne.KeyReturn)
			b.Press("Merge")
			b.Key(fyne.KeyEscape)
		}},
	} {
		if c.before != nil {
			c.before()
		}
		takesBack(t, b, c.says, c.do)
	}
}

// takesBack does something and fails the test unless the window says so and its
// button takes it back.
func takesBack(t *testing.T, b *viewtest.Bench, says string, do func()) {
	t.Helper()
	before := digestOf(t, b)
	do()
	if digestOf(t, b) == before {
		t.Fatalf("%s: nothing was done; there is %q", says, b.Texts())
	}
	if got := kit.ToastText(b.Window().Content()); !strings.Contains(got, says) {
		t.Errorf("the window says %q, want %q", got, says)
	}
	b.Press("Undo")
	if digestOf(t, b) != before {
		t.Errorf("%s: undo leaves another workspace", says)
	}
}

func digestOf(t *testing.T, b *viewtest.Bench) string {
	t.Helper()
	digest, err := b.Workbench().Session().Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

func TestALoadedFolderIsTakenBackFromTheToast(t *testing.T) {
	from := viewtest.Open(t, viewtest.Purchases())
	folder := filepath.Join(t.TempDir(), "whole")
	if _, err := from.Workbench().Session().Export(t.Context(), app.ExportRequest{As: export.AsAll, View: app.WholeView()}, folder, nil); err != nil {
		t.Fatal(err)
	}
	b := viewtest.Open(t)
	takesBack(t, b, "whole", func() {
		b.ImportFile(folder)
		b.Settle()
		b.Press("Load the workspace")
	})
}
