package grid

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
)

func mustExplaining(t *testing.T) (*Grid, *[]string) {
	t.Helper()
	test.NewTempApp(t)
	g := New([]Column{{Title: "Name", Width: 100, Tip: "Name\nwho it is"}, {Title: "Value", Width: 100, Tip: "Value\nwhat it brings"}, {Title: "Plain", Width: 100}})
	asked := &[]string{}
	g.OnExplain = func(column, row int) { *asked = append(*asked, fmt.Sprint(column, row)) }
	g.SetSource(2, Rows([][]string{{"Ada", "1", ""}, {"Bob", "2", ""}}))
	w := test.NewTempWindow(t, kit.NewRoot(g))
	w.Resize(fyne.NewSize(400, 300))
	return g, asked
}

func TestTheSecondaryButtonAsksWhatAColumnOrACellIs(t *testing.T) {
	g, asked := mustExplaining(t)
	for _, at := range []fyne.Position{{X: 150, Y: 10}, {X: 50, Y: headerHeight + rowHeight + 5}, {X: 150, Y: 290}, {X: 390, Y: 10}} {
		g.TappedSecondary(&fyne.PointEvent{Position: at})
	}
	if got := fmt.Sprint(*asked); got != "[1 -1 0 1]" {
		t.Errorf("it asks %s, want the second column and the first cell of the second row", got)
	}
}

func TestTheHeaderIsAskedByKeyboardAndSaysWhatItIs(t *testing.T) {
	g, asked := mustExplaining(t)
	test.Canvas().Focus(g)
	g.FocusGained()
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp}) // into the header, though nothing sorts
	if tip := kit.TipText(g); tip != "Name\nwho it is" {
		t.Errorf("over the first column it says %q", tip)
	}
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if tip := kit.TipText(g); tip != "Value\nwhat it brings" {
		t.Errorf("over the second column it says %q", tip)
	}
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	if got := fmt.Sprint(*asked); got != "[1 -1]" || kit.TipText(g) != "" {
		t.Errorf("F1 asks %s, with the tip %q", got, kit.TipText(g))
	}
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if tip := kit.TipText(g); tip != "" {
		t.Errorf("a column without words says %q", tip)
	}
}

func TestThePointerOverATitleShowsItsTip(t *testing.T) {
	g, _ := mustExplaining(t)
	over := func(x, y float32) string {
		g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
		return kit.TipText(g)
	}
	if tip := over(50, 10); tip != "Name\nwho it is" {
		t.Errorf("over the title it says %q", tip)
	}
	if tip := over(50, headerHeight+5); tip != "" {
		t.Errorf("over a row it says %q", tip)
	}
	over(150, 10)
	g.MouseOut()
	if tip := kit.TipText(g); tip != "" {
		t.Errorf("after the pointer left it says %q", tip)
	}
}
