package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/viewtest"
)

// said is the toast of a window.
func said(b *viewtest.Bench) string { return kit.ToastText(b.Window().Content()) }

// shortcut presses keys that stand on a menu item, as Fyne's driver does.
func shortcut(t *testing.T, b *viewtest.Bench, keys fyne.Shortcut) {
	t.Helper()
	for _, menu := range b.Window().MainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == keys.ShortcutName() {
				item.Action()
				b.Settle()
				return
			}
		}
	}
	t.Fatalf("no menu has %s", keys.ShortcutName())
}

func TestUndoAndRedoNameWhatTheyDo(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Customers")
	b.MustSay("12 of 12 customers")
	shortcut(t, b, &fyne.ShortcutUndo{})
	if got := said(b); got != "Undone: Import in.csv" {
		t.Errorf("undo says %q", got)
	}
	b.MustSay("No customers yet")
	b.Run("Redo “Import in.csv”")
	b.MustSay("12 of 12 customers")
	b.Run("Undo “Import in.csv”")
	b.MustSay("No customers yet")
	b.Press("Redo") // in the toast
	b.MustSay("12 of 12 customers")
	b.Run("Redo")
	if got := said(b); !strings.Contains(got, "nothing to redo") {
		t.Errorf("redo of nothing says %q", got)
	}
}

func TestAFieldUndoesItsOwnTypingFirst(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Customers")
	search := viewtest.First[*kit.Entry](b)
	b.Window().Canvas().Focus(search)
	search.TypedRune('x')
	b.Settle()
	shortcut(t, b, &fyne.ShortcutUndo{})
	if search.Text != "" {
		t.Errorf("the field still says %q", search.Text)
	}
	b.Window().Canvas().Unfocus()
	b.MustSay("12 of 12 customers")
}

func TestADialogKeepsUndoAway(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Customers")
	b.Run("About CX Workbench")
	shortcut(t, b, &fyne.ShortcutUndo{})
	b.Key(fyne.KeyEscape)
	b.MustSay("12 of 12 customers")
}

// An open drop-down or a dialog stays with the screen it belongs to.
func TestWhatLiesOverAScreenKeepsIt(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Churn")
	tabs := b.Screen("cohorts").(*page.Tabs)
	before := tabs.Chosen().ID()
	choice := viewtest.First[*kit.Select](b)
	b.Window().Canvas().Focus(choice)
	b.Key(fyne.KeyReturn)
	if b.Window().Canvas().Overlays().Top() == nil {
		t.Fatal("Enter does not open the choices")
	}
	for _, title := range []string{"Next tab", "Customers"} {
		b.Run(title)
	}
	b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
	if got := tabs.Chosen().ID(); got != before || b.Says("12 of 12 customers") {
		t.Errorf("under an open drop-down the screen became %s", got)
	}
	b.Run("Next tab")
	if got := tabs.Chosen().ID(); got == before {
		t.Error("the tab does not turn")
	}
}

func TestWhatWasDoneCanBeUndoneFromItsToast(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Journey maturity")
	b.Press("Stages and rules")
	name := viewtest.First[*kit.Entry](b)
	before := name.Text
	b.Type(name, "Dreaming")
	b.Press("Save rules")
	if got := said(b); got != "Edit stages and rules" {
		t.Fatalf("the toast says %q", got)
	}
	first := func() string { return b.Workbench().Session().Log().Stages[0].Name }
	if first() != "Dreaming" {
		t.Fatalf("the stage is called %q", first())
	}
	b.Press("Undo")
	if first() != before {
		t.Errorf("after undo the stage is called %q", first())
	}
}

func TestHistoryUndoesUpToAChange(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases(), "customer,name\n1,Ada\n")
	b.Show("Customers")
	b.MustSay("13 of 13 customers")
	b.Run("History…")
	list := viewtest.First[*grid.Grid](b)
	if list.Len() != 2 || list.Row(0)[1] != "Import in.csv" || list.Row(0)[3] != "" {
		t.Errorf("the history lists %d, first %q", list.Len(), list.Row(0))
	}
	list.Select(1)
	b.Press("Undo up to here")
	b.MustSay("No customers yet")
	b.Run("History…")
	list = viewtest.First[*grid.Grid](b)
	if list.Row(0)[3] != "undone" || list.Row(1)[3] != "undone" || b.Says("Undo up to here") {
		t.Errorf("the history lists %q, %q", list.Row(0), list.Row(1))
	}
}

func TestAnEmptyHistorySaysSo(t *testing.T) {
	b := viewtest.Open(t)
	b.Run("History…")
	b.MustSay("Nothing was changed since this workspace was made.")
}
