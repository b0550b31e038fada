package message_test

import (
	"testing"

	"cxworkbench/data/message"
)

func TestASentenceBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{
		"price is named most":    "Price is named most",
		"élan, 3 of 4":           "Élan, 3 of 4",
		"26.5 % left":            "26.5 % left",
		"Already":                "Already",
		"ǆ is one letter":        "ǅ is one letter",
		"":                       "",
		"\xff is no letter":      "\xff is no letter",
		"東京 has the most people": "東京 has the most people",
	} {
		if got := message.English().Sentence(message.Verbatim(text)); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
