package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/theme"
	"cxworkbench/views/viewtest"
)

// summon opens the palette by its keys and types into it.
func summon(b *viewtest.Bench, typed string) {
	b.Run("Go to anything…")
	b.Window().Canvas().Focused().(*kit.Entry).SetText(typed)
	b.Settle()
}

// offered lists the rows of the palette; the chosen one comes with it.
func offered(b *viewtest.Bench) (rows []string, chosen string) {
	for _, o := range b.Objects() {
		if item, ok := o.(*kit.NavItem); ok {
			rows = append(rows, item.Text())
			if item.Selected() {
				chosen = item.Text()
			}
		}
	}
	return rows, chosen
}

func TestThePaletteRunsACommand(t *testing.T) {
	b := viewtest.New(t)
	summon(b, "swlight")
	rows, chosen := offered(b)
	if len(rows) == 0 || chosen != "Switch light and dark" {
		t.Fatalf("the palette offers %q, chosen %q", rows, chosen)
	}
	b.Key(fyne.KeyReturn)
	if theme.Palette().Name != look.Dark.Name {
		t.Errorf("the palette is %s", theme.Palette().Name)
	}
	b.Run("Go to anything…")
	if _, chosen := offered(b); chosen != "Switch light and dark" {
		t.Errorf("what was last used is not first: %q", chosen)
	}
	b.Key(fyne.KeyEscape)
	b.MustSay("Start with a workspace")
}

func TestThePaletteOffersOnlyWhatCanBeDone(t *testing.T) {
	b := viewtest.New(t)
	summon(b, "close workspace")
	if rows, _ := offered(b); len(rows) != 0 {
		t.Errorf("without a workspace the palette offers %q", rows)
	}
	b.MustSay("Nothing fits")
	b.Key(fyne.KeyReturn) // goes nowhere
	b.MustSay("Nothing fits")
}

func TestThePaletteMovesByArrows(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Go to anything…")
	rows, first := offered(b)
	if first != rows[0] {
		t.Fatalf("%q is chosen of %q", first, rows)
	}
	b.Key(fyne.KeyUp)
	b.Key(fyne.KeyDown)
	if _, chosen := offered(b); chosen != rows[1] {
		t.Errorf("down leads to %q, want %q", chosen, rows[1])
	}
	b.Key(fyne.KeyPageDown)
	b.Key(fyne.KeyPageDown)
	later, chosen := offered(b)
	if chosen != later[len(later)-1] || chosen == rows[1] {
		t.Errorf("two pages down %q is chosen of %q", chosen, later)
	}
}

func TestThePaletteFindsScreens(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	summon(b, "time stage")
	if _, chosen := offered(b); chosen != "Time in stage" {
		t.Fatalf("%q is offered first", chosen)
	}
	b.Key(fyne.KeyReturn)
	if section, tab := b.Traced("section"), b.Traced("tab"); section != "maturity" || tab != "Time in stage" {
		t.Errorf("the palette leads to %q of %q", tab, section)
	}
}

func TestThePaletteFindsCustomersByNameAndIdentity(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases(), "customer,name,email\nC1,Café Łódź,boss@example.com\nC2,"+strings.Repeat("Very long ", 1000)+",x@y.example\nC3,مقهى البحر,\n")
	for typed, want := range map[string]string{"cafe lodz": "Café Łódź", "boss@ex": "Café Łódź", "البحر": "مقهى البحر"} {
		summon(b, typed)
		if rows, chosen := offered(b); chosen != want {
			t.Errorf("%q finds %q", typed, rows)
		}
		b.Key(fyne.KeyReturn)
		b.Settle()
		if got := b.Traced("page"); !strings.HasPrefix(got, want+" records=") {
			t.Errorf("%q opens the page of %q", typed, got)
		}
	}
	summon(b, "very long")
	if rows, _ := offered(b); len(rows) != 2 || len(rows[0]) > 100 { // and to note it
		t.Errorf("a long name is offered as %d rows", len(rows))
	}
}

// The first row leads to where one was before, tab and all, and from there back.
func TestThePaletteLeadsBack(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases(), "customer,name\nC1,Café Łódź\n")
	summon(b, "time stage")
	b.Key(fyne.KeyReturn)
	b.Settle()
	summon(b, "cafe lodz")
	b.Key(fyne.KeyReturn)
	b.Settle()
	b.Run("Go to anything…")
	rows, chosen := offered(b)
	if chosen != "Time in stage" || rows[1] != "Overview" {
		t.Fatalf("offered are %q, chosen %q, want the tab that was left, then the overview", rows, chosen)
	}
	b.Key(fyne.KeyReturn)
	b.Settle()
	if section, tab := b.Traced("section"), b.Traced("tab"); section != "maturity" || tab != "Time in stage" {
		t.Errorf("it leads to %q of %q", tab, section)
	}
	b.Run("Go to anything…")
	if _, chosen := offered(b); chosen != "Café Łódź" {
		t.Errorf("from there it leads to %q, want back to the customer", chosen)
	}
	b.Key(fyne.KeyReturn)
	b.Settle()
	if got := b.Traced("page"); !strings.HasPrefix(got, "Café Łódź records=") {
		t.Errorf("it opens the page of %q", got)
	}
}

// Nothing in an open workspace is one key press from the palette that makes or
// closes a file.
func TestThePaletteBeginsWithPlaces(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Run("Go to anything…")
	if _, chosen := offered(b); chosen != "Overview" {
		t.Errorf("%q is chosen in a workspace that was just opened", chosen)
	}
}

func TestThePaletteNotesWhatItDoesNotFind(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	const sentence = "Zebra Zoo phone complaint"
	summon(b, sentence)
	rows, chosen := offered(b)
	if chosen != "Note a contact: "+sentence {
		t.Fatalf("offered are %q", rows)
	}
	b.Key(fyne.KeyReturn)
	b.Settle()
	b.MustSay("Note a contact")
	if entry, ok := b.Window().Canvas().Focused().(*kit.Entry); !ok || entry.Text != sentence {
		t.Error("the line of a contact does not begin with what was typed")
	}
}

func TestThePaletteExplains(t *testing.T) {
	b := viewtest.New(t)
	summon(b, "write a condition")
	b.Key(fyne.KeyReturn)
	b.MustSay("How to write a condition", "silent for 8 weeks")
}
