package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/views/kit"
)

// Fyne leaves the keyboard with what is no longer shown.
func TestKeysAreNotForWhatIsOutOfSight(t *testing.T) {
	pressed, passed := 0, 0
	button := kit.NewButton("Go", func() { pressed++ })
	entry := kit.NewEntry("")
	holder := container.NewStack(kit.Column(0, kit.Label("above"), button, entry))
	_, w := mustShow(t, holder)
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	for _, widget := range []fyne.Focusable{button, entry} {
		shown := holder.Objects
		w.Canvas().Focus(widget)
		key(w, fyne.KeyReturn)
		holder.Objects = []fyne.CanvasObject{kit.Label("another screen")}
		holder.Refresh()
		before := pressed
		key(w, fyne.KeyReturn)
		if pressed != before || passed != 1 || w.Canvas().Focused() != nil {
			t.Errorf("%T: pressed %d more, the window had %d keys, the keyboard is with %T", widget, pressed-before, passed, w.Canvas().Focused())
		}
		holder.Objects, passed = shown, 0
		holder.Refresh()
	}
	if pressed != 1 {
		t.Errorf("in sight it was pressed %d times", pressed)
	}
}

func TestTheWindowIsToldWhereTheKeyboardIs(t *testing.T) {
	field := kit.NewEntry("a number")
	choice := kit.NewSelect([]string{"month", "year"}, 0, nil)
	root, w := mustShow(t, kit.Column(0, field, kit.Field("Period", choice), kit.LabelledField("Days", container.NewStack(kit.NewEntry("7")))))
	var names []string
	root.OnFocus = func(name string, _ fyne.Position) { names = append(names, name) }
	for range 3 {
		w.Canvas().FocusNext()
	}
	if len(names) != 3 || names[0] != "a number" || names[1] != "Period" || names[2] != "Days" {
		t.Errorf("it is told %q", names)
	}
}

// Of a strip only the name of the screen in view is come to; left and right turn.
func TestAStripIsOneStop(t *testing.T) {
	at := 1
	tabs := make([]*kit.Tab, 3)
	strip := kit.Row(0)
	var w fyne.Window
	for i := range tabs {
		tabs[i] = kit.NewTab("screen", nil)
		tabs[i].Turns(func(step int) {
			at = (at + step + 3) % 3
			for k, tab := range tabs {
				tab.SetSelected(k == at)
			}
			w.Canvas().Focus(tabs[at])
		})
		strip.Add(tabs[i])
	}
	tabs[1].SetSelected(true)
	_, w = mustShow(t, kit.Column(0, strip, kit.NewButton("after", nil)))
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(tabs[1]) {
		t.Fatalf("Tab comes to %T first", w.Canvas().Focused())
	}
	key(w, fyne.KeyRight)
	if at != 2 {
		t.Errorf("right turns to %d", at)
	}
	w.Canvas().FocusNext()
	if button, ok := w.Canvas().Focused().(*kit.Button); !ok || button.Text() != "after" {
		t.Errorf("Tab then comes to %T", w.Canvas().Focused())
	}
}
