package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/app"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
	"cxworkbench/views/shell"
	"cxworkbench/views/viewtest"
)

// The panel keeps to its least and greatest width, gives way to the screen, and lies
// over it only where the screen would be left with too little.
func TestThePanelLeavesTheScreenItsRoom(t *testing.T) {
	for _, c := range []struct {
		room, wanted, width float32
		beside              bool
	}{
		{1096, 320, 320, true}, // 1280 wide
		{968, 320, 320, true},  // 1024 wide
		{968, 400, 368, true},  // it gives way
		{880, 400, 280, true},  // down to its least
		{879, 320, 320, false}, // and no further
		{968, 100, 280, true},  // nobody makes it narrower
		{1800, 900, 640, true}, // nor wider
		{300, 640, 300, false}, // than the window
		{1400, 640, 640, true},
	} {
		width, beside := shell.SidePlace(c.room, c.wanted)
		if width != c.width || beside != c.beside {
			t.Errorf("in %v for %v it is %v, beside %v", c.room, c.wanted, width, beside)
		}
		if beside && c.room-width < 600 {
			t.Errorf("in %v for %v the screen is left with %v", c.room, c.wanted, c.room-width)
		}
	}
}

func TestTheWidthOfThePanelIsRemembered(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Key(fyne.KeyF1)
	edge := viewtest.First[*kit.Divider](b)
	edge.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-100, 0)})
	edge.DragEnd()
	if b.Prefs.SideWidth != 420 {
		t.Errorf("dragged by 100 the panel is %v wide, want 420", b.Prefs.SideWidth)
	}
	b.Window().Canvas().Focus(edge)
	b.Key(fyne.KeyRight)
	if kept := app.LoadPrefs(b.Folder + "/prefs").SideWidth; kept != 420-24 {
		t.Errorf("%v is kept, want 396", kept)
	}
	for range 40 {
		b.Key(fyne.KeyRight)
	}
	if b.Prefs.SideWidth != 280 {
		t.Errorf("the panel can be made %v wide", b.Prefs.SideWidth)
	}
}

// What is opened from the panel leads back to what was there before.
func TestThePanelGoesBack(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Key(fyne.KeyF1)
	b.MustSay("How the workspace stands", "People (12)")
	viewtest.First[*grid.Grid](b).OnOpen(0)
	b.Settle()
	b.MustSay("Latest contacts")
	if b.Says("People (12)") {
		t.Fatal("the list stays")
	}
	test.Tap(viewtest.Find(b, func(button *kit.Button) bool {
		b.Window().Canvas().Focus(button) // which shows its tip
		return kit.TipText(button) == "Back"
	}))
	b.MustSay("How the workspace stands", "People (12)")
	b.Key(fyne.KeyEscape)
}

// Every number of the sections says what it is: none that explains itself has no words.
func TestWhatExplainsItselfHasWords(t *testing.T) {
	b := viewtest.New(t)
	b.OpenDemo()
	b.Settle()
	said := map[string]bool{}
	for _, section := range []screen.Section{screen.Overview, screen.Import} {
		b.Go(section)
		b.Settle()
		for _, o := range b.Objects() {
			figure, ok := o.(*kit.Explained)
			if !ok {
				continue
			}
			test.Tap(figure)
			b.Settle()
			b.MustSay("What it is", "Revision")
			said[b.Traced("explained")] = true
		}
		b.Key(fyne.KeyEscape)
	}
	for _, about := range []string{"import.rows", "waits.rejected", "revision"} {
		if !said[about] {
			t.Errorf("nothing explains %s; there is %v", about, said)
		}
	}
	b.Window().Canvas().Unfocus()
	b.Key(fyne.KeyF1)
	b.MustSay("What became of the rows of a file")
}
