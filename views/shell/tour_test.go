package shell_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

// tourStep reads which step the card is at and whether it stands in the window.
func tourStep(t *testing.T, b *viewtest.Bench) string {
	t.Helper()
	window := b.Window().Canvas().Size()
	for _, o := range b.Objects() {
		if button, ok := o.(*kit.Button); ok && (button.Text() == "Next" || button.Text() == "Done") {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
			if at.X < 0 || at.Y < 0 || at.X+button.Size().Width > window.Width || at.Y+button.Size().Height > window.Height {
				t.Errorf("the card's button is at %v in a window of %v", at, window)
			}
		}
	}
	return b.Traced("tour")
}

func TestTheTourWalksThroughTheDemo(t *testing.T) {
	b := viewtest.New(t)
	b.MustSay("Look around", "Bring your own data", "Start empty")
	b.Press("Open the demo")
	if !b.Prefs.Toured {
		t.Error("it is not remembered that the tour was begun")
	}
	for _, want := range []string{"sections", "figures", "people", "explain", "top"} {
		if got := tourStep(t, b); got != want {
			t.Fatalf("the tour is at %q, want %q", got, want)
		}
		if want == "explain" {
			if people := b.Traced("people"); people == "" {
				t.Error("nobody stands behind the explanation")
			}
		}
		b.Key(fyne.KeyReturn)
	}
	if got := b.Traced("tour"); got != "ends" || b.Window().Canvas().Overlays().Top() != nil {
		t.Errorf("after the last step the tour is at %q", got)
	}
	b.Run("Tour of five steps")
	b.Key(fyne.KeyRight)
	b.Key(fyne.KeyLeft)
	if got := tourStep(t, b); got != "sections" {
		t.Errorf("forward and back lead to %q", got)
	}
	b.Key(fyne.KeyEscape)
	if got := b.Traced("tour"); got != "ends" {
		t.Errorf("after Esc the tour is at %q", got)
	}
	b.Run("Close workspace")
	b.Press("Open the demo")
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("the tour begins a second time by itself")
	}
}

func TestTheTourOfAnotherWorkspaceAsksForTheDemo(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Tour of five steps")
	b.MustSay("takes the place of the workspace that is open")
	b.Press("Open the demo")
	if got := filepath.Base(b.Workbench().Session().Path()); got != "demo.cxw" || b.Traced("tour") != "sections" {
		t.Errorf("%s is open, the tour is at %q", got, b.Traced("tour"))
	}
	b.Key(fyne.KeyEscape)
}
