package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/views/kit"
)

// form is a page as it is made anew after each choice; more is one field more.
func form(more bool) *fyne.Container {
	page := kit.Column(0,
		kit.NewSelect([]string{"all dates", "last year"}, 0, nil), kit.NewSelect([]string{"all", "some"}, 0, nil),
		kit.Field("Rows are", kit.NewSelect([]string{"orders", "people"}, 0, nil)), kit.Field("Days", kit.NewEntry("7")),
		kit.NewButton("Done", nil), kit.NewButton("Done", nil))
	if more {
		page.Add(kit.NewButton("Only once", nil))
	}
	return page
}

func TestWhatIsMadeAnewKeepsTheKeyboard(t *testing.T) {
	for at, want := range []int{0, 1, 2, 3, 4, 5, -1} {
		page := form(true)
		holder := container.NewStack(page)
		_, w := mustShow(t, kit.Column(0, kit.NewButton("Done", nil), holder))
		c := w.Canvas()
		for range at + 2 { // past the button above
			c.FocusNext()
		}
		next := form(false)
		kit.Renew(holder, func() {
			holder.Objects = []fyne.CanvasObject{next}
			holder.Refresh()
		})
		var stops []fyne.Focusable
		got := c.Focused()
		c.Unfocus()
		for range 7 {
			c.FocusNext()
			stops = append(stops, c.Focused())
		}
		if want < 0 && got != nil || want >= 0 && got != stops[want+1] {
			t.Errorf("from stop %d the keyboard comes to %T, want stop %d", at, got, want)
		}
	}
}

// What is outside keeps the keyboard, and what is made anew under a dialog has it
// once the dialog is gone.
func TestADialogGivesTheKeyboardBack(t *testing.T) {
	holder := container.NewStack(form(true))
	outside := kit.NewButton("Done", nil)
	_, w := mustShow(t, kit.Column(0, outside, holder))
	c := w.Canvas()
	c.Focus(outside)
	renew := func(page fyne.CanvasObject) {
		kit.Renew(holder, func() {
			holder.Objects = []fyne.CanvasObject{page}
			holder.Refresh()
		})
	}
	renew(form(false))
	if c.Focused() != fyne.Focusable(outside) {
		t.Errorf("what is made anew elsewhere takes the keyboard to %T", c.Focused())
	}
	for range 4 { // to the field of days
		c.FocusNext()
	}
	d := kit.Confirm(w, "Sure?", "", "Yes", func() {})
	renew(form(true))
	d.Cancel()
	field, ok := c.Focused().(kit.Named)
	if !ok || field.FocusName() != "Days" {
		t.Fatalf("after the dialog the keyboard is on %T", c.Focused())
	}
	before := c.Focused()
	c.FocusNext()
	if c.Focused() == fyne.Focusable(outside) || before == c.Focused() {
		t.Errorf("Tab then leads to %T, as from nowhere", c.Focused())
	}
}

// Tab comes to what stands around a middle as it is read.
func TestTheOrderOfABorder(t *testing.T) {
	button := func(name string) *kit.Button { return kit.NewButton(name, nil) }
	_, w := mustShow(t, kit.Border(button("above"), button("below"), button("left"), button("right"), button("middle")))
	for _, want := range []string{"above", "left", "middle", "right", "below"} {
		w.Canvas().FocusNext()
		if b, ok := w.Canvas().Focused().(*kit.Button); !ok || b.Text() != want {
			t.Errorf("Tab comes to %v, want %s", w.Canvas().Focused(), want)
		}
	}
}
