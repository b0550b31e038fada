package shell_test

import (
	"strings"
	"testing"

	"cxworkbench/views/kit"
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
