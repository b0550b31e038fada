package message_test

import (
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// Amounts of a column have as many decimals each.
func TestBareAmounts(t *testing.T) {
	for _, c := range []struct {
		money    data.Money
		currency string
		want     string
	}{{99999, "EUR", "999.99"}, {100000, "EUR", "1,000.00"}, {-50, "EUR", "-0.50"}, {0, "EUR", "0.00"}, {1234, "JPY", "1,234"}} {
		if got := message.English().Bare(message.Amount{Money: c.money, Currency: c.currency}); got != c.want {
			t.Errorf("%d %s is %q, want %q", c.money, c.currency, got, c.want)
		}
	}
}

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
