package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/views/kit"
)

func TestTipGoesWithItsOwner(t *testing.T) {
	button := kit.NewIconButton(base.SearchIcon(), "Search everything", nil)
	above := canvas.NewRectangle(nil)
	above.SetMinSize(fyne.NewSize(10, 900))
	scroll := container.NewVScroll(kit.Column(0, button, above))
	part := container.NewStack(scroll)
	root, _ := mustShow(t, part)
	point := func() {
		t.Helper()
		button.MouseIn(pointer(5, 5))
		root.FollowTip()
		if kit.TipText(root) == "" {
			t.Fatal("no tooltip while its owner stays")
		}
	}
	gone := func(why string) {
		t.Helper()
		root.FollowTip()
		if kit.TipText(root) != "" {
			t.Errorf("the tooltip stays %s", why)
		}
	}
	point()
	scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40)})
	gone("after scrolling")
	point()
	part.Objects = nil
	part.Refresh()
	gone("though its owner is gone")
}

func TestTheKeyboardIsSeenWhereverItGoes(t *testing.T) {
	form := func() fyne.CanvasObject {
		var all []fyne.CanvasObject
		for range 10 {
			gap := canvas.NewRectangle(nil)
			gap.SetMinSize(fyne.NewSize(10, 200))
			all = append(all, gap, kit.NewButton("Press", nil), kit.NewEntry(""), kit.NewCheck("Yes", false, func(bool) {}),
				kit.NewSelect([]string{"a"}, 0, nil), kit.NewSlider(0, 9, 1, func(int) {}))
		}
		return kit.Column(8, all...)
	}
	seen := func(w fyne.Window, what string) {
		t.Helper()
		o := w.Canvas().Focused().(fyne.CanvasObject)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if at.Y < 0 || at.Y+o.Size().Height > w.Canvas().Size().Height {
			t.Errorf("%s: the keyboard is on a %T at %v, out of sight", what, o, at)
		}
	}
	sheet := kit.NewSheet(kit.Title("Head"), kit.NewCard(form()))
	_, w := mustShow(t, sheet)
	for range 50 {
		w.Canvas().FocusNext()
		seen(w, "forward")
	}
	for range 60 {
		w.Canvas().FocusPrevious()
		seen(w, "backward")
	}
	kit.Ask(w, kit.Question{Title: "Long", Body: form(), Action: "Do"})
	for range 60 {
		w.Canvas().FocusNext()
		seen(w, "in a dialog")
	}
}
