package shell_test

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
	"cxworkbench/views/viewtest"
)

func TestWithoutAWorkspaceThereAreThreeDoors(t *testing.T) {
	b := viewtest.New(t)
	b.MustSay("Start with a workspace", "Look around", "Start empty", "Bring your own data", "No workspace is open")
	for _, o := range b.Objects() {
		if item, ok := o.(*kit.NavItem); ok {
			t.Errorf("the navigation offers %s", item.Text())
		}
	}
	b.Run("Churn") // needs a workspace, so it does nothing
	b.MustSay("Start with a workspace")
}

func TestNavigationShowsEachSection(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	for section, says := range map[string]string{
		"Overview": "Findings", "Customers": "12 of 12 customers", "Journey maturity": "Stages and rules",
		"Churn": "Group by", "Import": "Imported so far",
	} {
		b.Show(section)
		b.MustSay(says)
		selected := viewtest.Find(b, func(item *kit.NavItem) bool { return item.Selected() })
		if selected.Text() != section {
			t.Errorf("%s is shown and %s is marked", section, selected.Text())
		}
		b.Show("Overview")
		b.Run(section) // the menu leads there as well
		b.MustSay(says)
	}
}

func TestTheWindowIsNamedAfterTheWorkspace(t *testing.T) {
	b := viewtest.Open(t)
	if got := b.Window().Title(); !strings.HasPrefix(got, "Test Ltd") {
		t.Errorf("the window is called %q", got)
	}
	b.MustSay("Test Ltd")
	if b.Says("as of") {
		t.Errorf("an empty workspace has a date: %q", b.Texts())
	}
	b.Run("Close workspace")
	b.MustSay("Start with a workspace", "test.cxw")
	if got := b.Window().Title(); strings.Contains(got, "Test Ltd") {
		t.Errorf("the window is still called %q", got)
	}
	b.Press("test.cxw") // it is among the recent ones
	b.MustSay("No customers yet")
}

func TestClosingLeavesOneFile(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Close workspace")
	left, err := filepath.Glob(filepath.Join(b.Folder, "test.cxw*"))
	if err != nil || len(left) != 1 {
		t.Errorf("there are %q, %v", left, err)
	}
}

func TestAsOfDateIsAskedForAndChecked(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	ask := func(day string) {
		b.Run("Change the as-of date…")
		b.MustSay("The workspace's own is 12 May 2026")
		b.Type(viewtest.First[*kit.Entry](b), day)
	}
	ask("2026-02-28")
	b.MustSay("as of 28 Feb 2026", "8 customers are here") // March's four are yet to come
	ask("the day before")
	b.MustSay("“the day before” is not a date")
	b.Press("Close")
	b.MustSay("as of 28 Feb 2026")
	ask("2026-05-12")
	b.MustSay("as of 12 May 2026", "12 customers are here")
}

func TestMenuHasEveryCommand(t *testing.T) {
	b := viewtest.New(t)
	items, keys := map[string]bool{}, map[string]string{}
	for _, menu := range b.Window().MainMenu().Items {
		for _, item := range viewtest.Items(menu) {
			if item.IsSeparator {
				continue
			}
			items[item.Label] = true
			if item.Shortcut == nil {
				continue
			}
			key := item.Shortcut.ShortcutName()
			if other, taken := keys[key]; taken {
				t.Errorf("%s and %s have the same keys, %s", other, item.Label, key)
			}
			keys[key] = item.Label
		}
	}
	commands := b.Commands()
	if len(commands) < 15 {
		t.Errorf("there are only %d commands", len(commands))
	}
	for _, c := range commands {
		if title := b.Printer().Text(c.Title); !items[title] || title == c.Title.Key {
			t.Errorf("%s, called %q, is not in the menu", c.ID, title)
		}
	}
}

func TestKeysAreListed(t *testing.T) {
	b := viewtest.New(t)
	b.Key(fyne.KeyF2)
	b.MustSay("Keyboard shortcuts", "Ctrl+O", "F1", "Ctrl+Shift+T")
	b.Key(fyne.KeyEscape)
	b.MustSay("Start with a workspace")
	b.Run("About CX Workbench")
	b.MustSay("everything stays in one file on this computer")
}

func TestDroppedFiles(t *testing.T) {
	b := viewtest.New(t)
	purchases := b.File("dropped.csv", viewtest.Purchases())
	b.Drop()
	b.Drop(purchases)
	if got := kit.ToastText(b.Window().Content()); !strings.Contains(got, "Open or make a workspace first") {
		t.Errorf("without a workspace a dropped file says %q", got)
	}

	b = viewtest.Open(t)
	b.Drop(b.File("dropped.csv", viewtest.Purchases()))
	b.Settle()
	b.MustSay("dropped.csv: Purchases")
	b.Press("Import")
	b.Press("See the overview")
	b.MustSay("12 customers are here")

	other := viewtest.Open(t, viewtest.Purchases())
	other.Run("Close workspace")
	b.Drop(filepath.Join(other.Folder, "test.cxw"))
	b.Settle()
	if got := b.Workbench().Session().Path(); got != filepath.Join(other.Folder, "test.cxw") {
		t.Errorf("a dropped workspace leaves %s open", got)
	}
}

func TestWhatCannotBeOpenedSaysWhy(t *testing.T) {
	b := viewtest.New(t)
	for path, says := range map[string]string{
		filepath.Join(b.Folder, "missing.cxw"):                   "There is no file",
		b.File("text.cxw", "customer,amount\n1,2\n"):             "text.cxw",
		b.File("binary.cxw", strings.Repeat("\x00\xff\x10", 99)): "binary.cxw",
	} {
		b.OpenPath(path)
		b.Settle()
		b.MustSay("That did not work", says)
		if b.Traced("error") == "" {
			t.Error("the trace does not tell the error")
		}
		b.Key(fyne.KeyEscape)
	}
	b.MustSay("Start with a workspace")
	if len(b.Prefs.Recent) != 0 {
		t.Errorf("what did not open is remembered: %q", b.Prefs.Recent)
	}
}

func TestTheme(t *testing.T) {
	b := viewtest.New(t)
	b.Run("Dark")
	if theme.Palette().Name != look.Dark.Name || b.Prefs.Theme != look.Dark.Name {
		t.Errorf("the palette is %s, the choice kept %q", theme.Palette().Name, b.Prefs.Theme)
	}
	b.Run("Switch light and dark")
	if theme.Palette().Name != look.Light.Name {
		t.Errorf("the palette is %s", theme.Palette().Name)
	}
}

func TestANarrowWindowHasANarrowNavigation(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	item := viewtest.First[*kit.NavItem](b)
	wide := item.Size().Width
	b.Window().Resize(fyne.NewSize(1024, 700))
	b.Settle()
	if narrow := item.Size().Width; narrow >= wide {
		t.Errorf("the navigation is %v wide in a window of 1024 and %v in one of 1280", narrow, wide)
	}
}
