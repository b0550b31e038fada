package kit_test

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"cxworkbench/views/kit"
)

func TestDialogsCloseOnEsc(t *testing.T) {
	root, w := mustShow(t, kit.Label("screen"))
	nothing := func() { t.Error("Esc did what the dialog asks for") }
	for name, open := range map[string]func() *kit.Dialog{
		"confirm": func() *kit.Dialog { return kit.Confirm(w, "Delete?", "It is gone then.", "Delete", nothing) },
		"error":   func() *kit.Dialog { return kit.ShowError(w, errors.New("The file is empty. Choose another.")) },
		"text":    func() *kit.Dialog { return kit.AskText(w, "Name", "Name", "x", "Save", func(string) { nothing() }) },
		"form": func() *kit.Dialog {
			choice := kit.NewSelect([]string{"a", "b"}, 0, nil)
			d := kit.Ask(w, kit.Question{Title: "Form", Body: choice, Action: "Go", Do: nothing})
			w.Canvas().Focus(choice)
			return d
		},
	} {
		for _, focus := range []string{"inside", "nowhere"} {
			d := open()
			if focus == "nowhere" {
				w.Canvas().Unfocus()
			}
			key(w, fyne.KeyEscape)
			if d.Open() || w.Canvas().Overlays().Top() != nil {
				t.Errorf("%s, focus %s: open after Esc", name, focus)
				d.Cancel()
			}
		}
	}
	if w.Canvas().Content() != fyne.CanvasObject(root) {
		t.Error("the screen is gone")
	}
}

func TestDialogsTakeEnter(t *testing.T) {
	_, w := mustShow(t, kit.Label("screen"))
	done := 0
	for _, focus := range []string{"inside", "nowhere"} {
		kit.Confirm(w, "Replace?", "", "Replace", func() { done++ })
		if focus == "nowhere" {
			w.Canvas().Unfocus()
		}
		key(w, fyne.KeyReturn)
	}
	if done != 2 {
		t.Errorf("Enter confirmed %d times, want 2", done)
	}
	kit.Ask(w, kit.Question{Title: "Erase?", Action: "Erase", Danger: true, Do: func() { t.Error("Enter erased") }})
	key(w, fyne.KeyReturn)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a dialog is still open")
	}
}

func TestAskText(t *testing.T) {
	_, w := mustShow(t, kit.Label("screen"))
	answer := ""
	d := kit.AskText(w, "Name the segment", "Name", "", "Save", func(s string) { answer = s })
	key(w, fyne.KeyReturn)
	if !d.Open() {
		t.Fatal("an empty answer was taken")
	}
	test.Type(w.Canvas().Focused(), "Kiel")
	key(w, fyne.KeyReturn)
	if answer != "Kiel" || d.Open() {
		t.Errorf("answer is %q, dialog open %v", answer, d.Open())
	}
}

func TestKeysOfTheWindowComeBackAfterADialog(t *testing.T) {
	_, w := mustShow(t, kit.Label("screen"))
	own := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { own++ })
	kit.ShowError(w, errors.New("No."))
	key(w, fyne.KeyEscape)
	key(w, fyne.KeyEscape)
	if own != 1 {
		t.Errorf("the window's key handler was called %d times, want once, after the dialog", own)
	}
}

// A tooltip in a dialog floats over the dialog: on the window below nobody would see it.
func TestATooltipInADialogIsOverIt(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, kit.NewRoot(kit.Body("below")))
	w.Resize(fyne.NewSize(600, 400))
	button := kit.NewIconButton(kit.TableIcon, "Save the table", func() {})
	d := kit.Ask(w, kit.Question{Title: "Question", Body: button})
	w.Canvas().Focus(button)
	if kit.TipText(button) != "Save the table" {
		t.Fatalf("the tooltip says %q", kit.TipText(button))
	}
	seen := false
	for _, o := range test.WidgetRenderer(d).Objects() {
		seen = seen || o == d.Tip() && o.Visible()
	}
	if !seen {
		t.Error("the tooltip is not a part of the dialog")
	}
	w.Canvas().Unfocus()
	if kit.TipText(button) != "" {
		t.Error("the tooltip stays")
	}
	w.Canvas().Focus(button)
	d.Cancel()
	if kit.TipText(w.Content()) != "" {
		t.Error("the tooltip outlasts the dialog")
	}
}
