package shell_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"fyne.io/fyne/v2"

	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
	"cxworkbench/views/viewtest"
)

// Whatever page a person is on, F1 says what it shows, how that is computed and what
// is left out, and of which data.
func TestEveryPageExplainsItself(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	explain := func(where string) {
		b.Key(fyne.KeyF1)
		if len(b.Workbench().Jobs.Jobs()) > 0 || b.Traced("people") == "" {
			t.Errorf("%s: F1 opens nobody", where)
		}
		for _, says := range []string{"What it is", "How it is computed", "What is left out", "As shown here", "Time zone", "Revision"} {
			if !b.Says(says) {
				t.Errorf("%s does not say %q", where, says)
			}
		}
		b.Key(fyne.KeyEscape)
		if b.Says("How it is computed") {
			t.Errorf("%s: the panel stays after Esc", where)
		}
	}
	for _, section := range []string{"Overview", "Customers"} {
		b.Show(section)
		explain(section)
	}
	for _, section := range []screen.Section{screen.Maturity, screen.Cohorts} {
		b.Go(section)
		tabs, ok := b.Screen(section).(*page.Tabs)
		if !ok {
			t.Fatalf("%s has no tabs", section)
		}
		for _, tab := range tabs.All() {
			tabs.ChooseID(tab.ID())
			b.Settle()
			if behind, ok := tabs.Explain(); !ok || behind.About == "" {
				continue // there is no answer in so few purchases
			}
			explain(tab.Name)
		}
	}
}

func TestTheFieldsOfAWindowKeepTheirKeys(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	b.Show("Customers")
	entry := viewtest.First[*kit.Entry](b)
	b.Window().Canvas().Focus(entry)
	b.Key(fyne.KeyF1)
	b.MustSay("How it is computed")
	b.Key(fyne.KeyEscape)
	if b.Says("How it is computed") {
		t.Error("Esc in a field does not close the panel")
	}
}

// What people call a thing leads to it, whatever the program calls it.
func TestThePaletteKnowsOtherNames(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	for typed, want := range map[string]string{
		"kaplan": "When they leave", "cox": "Factors: needs what customers differ in, such as a region", "rfm": "Purchases", "clv": "Still active", "retention": "Cohorts",
		"zoom big": "Text size: Large", "accessib": "Theme: High contrast", "gdpr": "How to erase somebody for good", "merge": "Find duplicates…",
		"markov": "Moves", "nps": "How to read a number", "unfilter": "",
		"who to call": "Silence", "blind spot": "Coverage", "complaint": "Exceptions",
	} {
		summon(b, typed)
		rows, _ := offered(b)
		found := want == ""
		for _, row := range rows {
			found = found || row == want
		}
		if !found {
			t.Errorf("%q offers %q, without %q", typed, rows, want)
		}
		b.Key(fyne.KeyEscape)
	}
	summon(b, "surv")
	if rows, _ := offered(b); len(rows) < 1 || rows[0] != "When they leave" && rows[1] != "When they leave" {
		t.Errorf("surv offers %q", rows)
	}
}

// Every command and every screen has other names, so that none is found by its own
// alone.
func TestEveryCommandHasOtherNames(t *testing.T) {
	b := viewtest.New(t)
	for _, c := range b.Commands() {
		if text := b.Printer().Text(c.Words); c.Words.IsZero() || text == c.Words.Key {
			t.Errorf("%s has no other names", c.ID)
		}
	}
}

// Whatever a page works out has its three texts, and every tab has other names.
func TestEveryPageHasItsTexts(t *testing.T) {
	b := viewtest.Open(t, viewtest.Purchases())
	has := func(key string) {
		t.Helper()
		if b.Printer().T(key) == key {
			t.Errorf("there is no text %s", key)
		}
	}
	job, found := regexp.MustCompile(`\bJob:\s+"job\.([a-z]+)"`), 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		source, err := os.ReadFile(path)
		for _, of := range job.FindAllStringSubmatch(string(source), -1) {
			found++
			has("explain." + of[1])
			has("explain." + of[1] + ".how")
			has("explain." + of[1] + ".out")
		}
		return err
	})
	if err != nil || found < 10 {
		t.Errorf("%d pages were found, %v", found, err)
	}
	for _, section := range []screen.Section{screen.Maturity, screen.Cohorts, screen.Watch} {
		b.Go(section)
		tabs, ok := b.Screen(section).(*page.Tabs)
		if !ok {
			t.Fatalf("%s has no tabs", section)
		}
		for _, tab := range tabs.All() {
			has("find." + tab.Key)
		}
	}
}
