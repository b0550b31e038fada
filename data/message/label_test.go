package message_test

import (
	"strings"
	"testing"

	"cxworkbench/data/message"
)

func TestLabelsAreSaidInTheLanguageOfThePrinter(t *testing.T) {
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ stored, english, german string }{
		{"Import orders.csv", "Import orders.csv", "orders.csv importieren"},
		{"Edit Café Marina", "Edit Café Marina", "Café Marina bearbeiten"},
		{"Edit segment At risk", "Edit segment At risk", "Segment At risk bearbeiten"},
		{"Move 1234 customers to Usage", "Move 1,234 customers to Usage", "1.234 Kunden in Stufe Usage setzen"},
		{"Note consent to mail of 12 customers", "Note consent to mail of 12 customers", "Einwilligung von 12 Kunden notieren: mail"},
		{"Note consent to mail", "Note consent to mail", "Einwilligung notieren: mail"},
		{"Note a call of {name} (x|y)\n.*", "Note a call of {name} (x|y)\n.*", "a call von {name} (x|y)\n.* notieren"},
		{"Café Marina did it", "Café Marina did it", "Café Marina did it"},
		{"", "", ""},
		{"Edit " + strings.Repeat("long ", 4000), "Edit " + strings.Repeat("long ", 4000), strings.Repeat("long ", 4000) + " bearbeiten"},
	} {
		m := message.Label(c.stored)
		if got := message.English().Text(m); got != c.english {
			t.Errorf("%.60q in English is %.60q, want %.60q", c.stored, got, c.english)
		}
		if got := german.Text(m); got != c.german {
			t.Errorf("%.60q in German is %.60q, want %.60q", c.stored, got, c.german)
		}
	}
}

// Every label is known by its own words, and not taken for another.
func TestEveryLabelIsKnownByItsWords(t *testing.T) {
	args := message.Args{"name": "Ada", "one": "Ada", "other": "Bo", "activity": "call", "purpose": "mail", "what": "ring", "stage": "Usage", "n": 12}
	for key := range catalogue(t, "en") {
		if !strings.HasPrefix(key, "history.label.") {
			continue
		}
		words := message.English().Text(message.New(key, args))
		if got := message.Label(words); got.Key != key {
			t.Errorf("%q is known as %s, want %s", words, got.Key, key)
		}
	}
}

func TestRejectsAreSaidInTheLanguageOfThePrinter(t *testing.T) {
	german, err := message.For("de")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ stored, german string }{
		{"it has no date", "sie hat kein Datum"},
		{"it has no date (a.csv, line 1234)", "sie hat kein Datum (a.csv, Zeile 1.234)"},
		{`its answer in "Q1" is outside the scale from 1 to 5; its answer in "Q2" is outside the scale from 0 to 10 (b.csv, line 3)`,
			`ihre Antwort in "Q1" liegt außerhalb der Skala von 1 bis 5, ihre Antwort in "Q2" liegt außerhalb der Skala von 0 bis 10 (b.csv, Zeile 3)`},
		{"what nobody here says", "what nobody here says"},
		{"", ""},
		{strings.Repeat("it has no date (a, line 1)", 9000), ""},
	} {
		if got := german.Text(message.Reject(c.stored)); got != c.german && len(c.stored) < 1000 {
			t.Errorf("%q in German is %q, want %q", c.stored, got, c.german)
		}
	}
}

// Every reason is known by its own words, and not taken for another.
func TestEveryRejectIsKnownByItsWords(t *testing.T) {
	args := message.Args{"name": "Q", "column": `"Q"`, "other": "USD", "own": "EUR", "low": "1", "high": "5", "what": `"owner"`, "names": "A, B"}
	for key := range catalogue(t, "en") {
		if !strings.HasPrefix(key, "reject.") {
			continue
		}
		words := message.English().Text(message.New(key, args))
		got := message.Reject(words).Args["reasons"].([]message.Message)
		if len(got) != 1 || got[0].Key != key {
			t.Errorf("%q is known as %v, want %s", words, got, key)
		}
	}
}
