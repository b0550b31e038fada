package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/viewtest"
)

func languages(t *testing.T) []*message.Printer {
	t.Helper()
	strange, err := message.For(message.Pseudo)
	if err != nil {
		t.Fatal(err)
	}
	return []*message.Printer{message.English(), strange}
}

// spoken gives what is on screen, without the people and the things of the workspace.
func spoken(b *viewtest.Bench) string { return strings.Join(b.Texts(), "\n") }

func TestTheLanguageIsSwitchedAtRunTime(t *testing.T) {
	offered := languages(t)
	b := viewtest.NewIn(t, offered, "en")
	t.Cleanup(func() { kit.UsePrinter(message.English()) })
	b.MustSay("Start with a workspace")
	b.Run(offered[1].Name())
	b.Settle()
	b.MustSay(offered[1].T("welcome.title"))
	if b.Says("Start with a workspace") {
		t.Errorf("English is left: %q", b.Texts())
	}
	if b.Prefs.Language != message.Pseudo || b.Window().Title() != offered[1].T("app.name") {
		t.Errorf("%q is kept and the window is called %q", b.Prefs.Language, b.Window().Title())
	}
	if got := lang.L("Cancel"); got != offered[1].T("toolkit.Cancel") {
		t.Errorf("Fyne says %q", got)
	}
	menus := b.Window().MainMenu().Items
	if menus[0].Label != offered[1].T("menu.file") {
		t.Errorf("the first menu is %q", menus[0].Label)
	}
	b.Run("English")
	b.Settle()
	b.MustSay("Start with a workspace")
	if got := lang.L("Cancel"); got != "Cancel" {
		t.Errorf("Fyne says %q", got)
	}
}

func TestALanguageKeepsThePlace(t *testing.T) {
	offered := languages(t)
	b := viewtest.OpenIn(t, offered, "en", viewtest.Purchases())
	t.Cleanup(func() { kit.UsePrinter(message.English()) })
	b.Show("Churn")
	b.Run("Next tab")
	b.Settle()
	tab := b.Traced("tab")
	b.Run(offered[1].Name())
	b.Settle()
	if got := b.Traced("tab"); got != tab && !strings.Contains(got, "~") {
		t.Errorf("the tab was %q and is %q", tab, got)
	}
	chosen := viewtest.Find(b, func(item *kit.NavItem) bool { return item.Selected() })
	if want := offered[1].T("section.cohorts"); chosen.Text() != want {
		t.Errorf("%q is in view, want %q", chosen.Text(), want)
	}
	b.Key(fyne.KeyF1)
	if b.Says("Churn") {
		t.Errorf("English is left: %q", spoken(b))
	}
}

func TestErrorsAreInTheLanguage(t *testing.T) {
	offered := languages(t)
	b := viewtest.NewIn(t, offered, message.Pseudo)
	t.Cleanup(func() { kit.UsePrinter(message.English()) })
	err := data.Errorf(data.CodeNotOurs, "%s is not a CX Workbench workspace. To bring its data in, make a workspace and import it.", "a.cxw")
	kit.ShowError(b.Window(), err)
	b.MustSay(offered[1].Error(err))
	if offered[1].Error(err) == err.Error() {
		t.Error("the sentence is English")
	}
}

func TestTheDesktopsLanguageIsTheFirst(t *testing.T) {
	t.Setenv("LANGUAGE", "de_AT:en")
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kit.UsePrinter(message.English()) })
	for _, c := range []struct {
		offered []*message.Printer
		chosen  string
		want    string
	}{
		{nil, "", "en"}, {[]*message.Printer{message.English(), german}, "", "de"}, {[]*message.Printer{message.English(), german}, "en", "en"},
		{nil, "tlh", "en"}, {nil, "fr", "fr"}, // by hand, in the settings
	} {
		if got := viewtest.NewIn(t, c.offered, c.chosen).Printer().Lang(); got != c.want {
			t.Errorf("with the choice %q of %d the language is %s, want %s", c.chosen, len(c.offered), got, c.want)
		}
	}
}
