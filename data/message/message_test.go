package message_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/message"
)

// plain makes non-breaking spaces visible as plain ones.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestValues(t *testing.T) {
	day := data.DayOf(2026, 10, 31)
	cases := []struct {
		value any
		want  string
	}{
		{0, "0"}, {1234567, "1,234,567"}, {int64(-1234), "-1,234"}, {"words {n}", "words {n}"},
		{1234.56, "1,234.6"}, {0.04, "0.0"}, {-0.04, "0.0"}, {-0.06, "-0.1"}, {math.NaN(), "–"}, {math.Inf(1), "–"},
		{message.Share(.26537), "26.5 %"}, {message.Share(1), "100.0 %"}, {message.Share(math.NaN()), "–"}, {message.Share(-.00001), "0.0 %"},
		{message.Amount{Money: 24409194, Currency: "USD"}, "244,092 USD"},
		{message.Amount{Money: 99999, Currency: "EUR"}, "999.99 EUR"},
		{message.Amount{Money: -100000, Currency: "EUR"}, "-1,000 EUR"},
		{message.Amount{Money: 500, Currency: "JPY"}, "500 JPY"},
		{day, "31 Oct 2026"}, {data.NoDay, "–"}, {message.Month(day), "Oct 2026"}, {message.Month(data.NoDay), "–"},
		{time.Monday, "Monday"}, {time.Sunday, "Sunday"}, {message.Verbatim("Café {x}"), "Café {x}"},
		{[]message.Message{message.Verbatim("a"), message.Verbatim("b")}, "a, b"}, {[]message.Message(nil), ""},
		{data.KindPurchase, "purchase"},
	}
	for _, c := range cases {
		if got := plain(message.English().Value(c.value)); got != c.want {
			t.Errorf("%T %v is %q, want %q", c.value, c.value, got, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	english := message.English()
	day := data.DayOf(2026, 1, 6)
	cases := []struct {
		message message.Message
		want    string
	}{
		{message.New("query.from", message.Args{"day": day}), "from 6 Jan 2026"},
		{message.New("query.future", message.Args{"n": 1}), "1 later record not counted"},
		{message.New("query.future", message.Args{"n": 1234}), "1,234 later records not counted"},
		{message.New("query.future", message.Args{"n": int64(0)}), "0 later records not counted"},
		{message.New("query.future", nil), "{n} later {n|record|records} not counted"},
		{message.New("query.unassigned.amount", message.Args{"n": 1, "amount": message.Amount{Money: 1050, Currency: "EUR"}}), "1 row without a customer left out (10.50 EUR)"},
		{message.New("no.such.text", nil), "no.such.text"},
		{message.Verbatim("{n} and query.from"), "{n} and query.from"},
	}
	for _, c := range cases {
		if got := plain(english.Text(c.message)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := english.T("app.name"); got != "CX Workbench" {
		t.Errorf("app.name is %q", got)
	}
	if !(message.Message{}).IsZero() || message.Verbatim("").IsZero() {
		t.Error("only the zero message is none")
	}
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := message.For("tlh"); err == nil {
		t.Error("there is a printer without texts")
	}
}
