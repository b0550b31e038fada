package shell_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
	"cxworkbench/views/viewtest"
)

// checked lists the choices of the menus that hold now.
func checked(b *viewtest.Bench) (out []string) {
	for _, menu := range b.Window().MainMenu().Items {
		for _, item := range viewtest.Items(menu) {
			if item.Checked {
				out = append(out, item.Label)
			}
		}
	}
	return out
}

func TestThemesAreChosenAndMarked(t *testing.T) {
	b := viewtest.New(t)
	if got := checked(b); len(got) != 2 || got[0] != "Light" || got[1] != "Normal" {
		t.Errorf("at first %q hold", got)
	}
	b.Run("High contrast")
	if theme.Palette().Name != look.HighContrast.Name || b.Prefs.Theme != look.HighContrast.Name {
		t.Errorf("the palette is %s, the choice kept %q", theme.Palette().Name, b.Prefs.Theme)
	}
	if got := checked(b); got[0] != "High contrast" {
		t.Errorf("%q hold", got)
	}
}

// Fyne reads the scale from the environment, where a person's own stays the base.
func TestTextSizeScalesEverything(t *testing.T) {
	t.Setenv("FYNE_SCALE", "2")
	b := viewtest.New(t)
	b.Run("Larger")
	if got := os.Getenv("FYNE_SCALE"); got != "3.000" || b.Prefs.TextSize != "larger" {
		t.Errorf("the scale is %s, the choice kept %q", got, b.Prefs.TextSize)
	}
	if got := b.Window().Canvas().Size(); got.Width < 853 || got.Width > 854 {
		t.Errorf("a window of 1280 is %v wide at one and a half times the size", got.Width)
	}
	b.Run("Normal")
	if got := os.Getenv("FYNE_SCALE"); got != "2.000" {
		t.Errorf("the scale is %s", got)
	}
}

func TestAWindowOpensWhereItWasLeft(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Churn")
	test.Tap(viewtest.Find(b, func(tab *kit.Tab) bool { return tab.Text() == "Purchases" }))
	b.Show("Journey maturity")
	b.Window().Resize(fyne.NewSize(1100, 760))
	b.Run("Quit")
	if b.Prefs.Width != 1100 || b.Prefs.Height != 760 || b.Prefs.Section != "maturity" || b.Prefs.Tabs["cohorts"] != "churn.tab.rfm" {
		t.Errorf("of the window %v x %v, %s and %v are kept", b.Prefs.Width, b.Prefs.Height, b.Prefs.Section, b.Prefs.Tabs)
	}
}
