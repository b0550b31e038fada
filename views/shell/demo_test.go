//go:build !race

package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

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
