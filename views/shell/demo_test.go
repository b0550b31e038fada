//go:build !race

package shell_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// Making the demo takes most of a minute under the race detector.
func TestDemoAndItsSegments(t *testing.T) {
	b := viewtest.New(t)
	b.Press("Open the demo")
	b.Key(fyne.KeyEscape) // ends the tour, which is shown the first time
	b.MustSay("Harbour Broadband", "n = 2,400 customers")
	b.Show("Customers")
	b.MustSay("2,400 of 2,400 customers")
	segment := b.Workbench().Segments()[0].Name
	b.Choose(segment)
	if b.Says("2,400 of 2,400") {
		t.Error("the segment keeps everybody")
	}
	b.Show("Churn")
	b.MustSay("segment “" + segment + "”") // what narrows a table is in its definition line
	b.Choose("All customers")
	b.MustSay("n = 2,400")
}

// Who opens a demo of before is told once that there is a newer one, and asked
// before theirs goes.
func TestAnOlderDemoIsOfferedToBeMadeAnew(t *testing.T) {
	b := viewtest.New(t)
	path := filepath.Join(b.Folder, "demo", "demo.cxw")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	old, err := app.Create(t.Context(), path, data.Settings{Name: "Of before", Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	said := func() bool { return strings.Contains(kit.ToastText(b.Window().Content()), "There is a newer demo") }
	b.OpenDemo()
	b.Settle()
	if !said() {
		t.Fatalf("the window says %q", kit.ToastText(b.Window().Content()))
	}
	b.Press("Make the demo anew…")
	b.Press("Cancel")
	b.MustSay("Of before")
	b.Run("Make the demo anew…")
	b.Press("Make anew")
	b.MustSay("Harbour Broadband", "n = 2,400 customers")
	if said() {
		t.Error("the demo that was just made is called old")
	}
}
