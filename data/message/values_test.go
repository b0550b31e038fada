package message_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/resources"
)

func printer(t *testing.T, lang string) *message.Printer {
	t.Helper()
	p, err := message.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The forms are those of CLDR, which golang.org/x/text has, but for the narrow space
// of French, which came later.
func TestValuesInTheReadersForm(t *testing.T) {
	day := data.DayOf(2026, 10, 31)
	values := []any{1234567, -1234.56, message.Share(.26537), message.Amount{Money: 99999, Currency: "EUR"}, message.Amount{Money: 24409194, Currency: "EUR"}, day, message.Month(day)}
	for lang, want := range map[string][]string{
		"en": {"1,234,567", "-1,234.6", "26.5\u00a0%", "999.99\u00a0EUR", "244,092\u00a0EUR", "31 Oct 2026", "Oct 2026"},
		"de": {"1.234.567", "-1.234,6", "26,5\u00a0%", "999,99\u00a0EUR", "244.092\u00a0EUR", "31. Okt. 2026", "Okt. 2026"},
		"fr": {"1\u202f234\u202f567", "-1\u202f234,6", "26,5\u202f%", "999,99\u00a0EUR", "244\u202f092\u00a0EUR", "31 oct. 2026", "oct. 2026"},
		"es": {"1.234.567", "-1.234,6", "26,5\u00a0%", "999,99\u00a0EUR", "244.092\u00a0EUR", "31 oct 2026", "oct 2026"},
		"pt": {"1.234.567", "-1.234,6", "26,5%", "999,99\u00a0EUR", "244.092\u00a0EUR", "31 out. 2026", "out. 2026"},
	} {
		p := printer(t, lang)
		for i, v := range values {
			if got := p.Value(v); got != want[i] {
				t.Errorf("%s: %v is %q, want %q", lang, v, got, want[i])
			}
		}
	}
}

// In French the first of a month is an ordinal, the other days are not.
func TestTheFirstOfAMonth(t *testing.T) {
	for lang, want := range map[string][2]string{
		"en": {"1 Nov 2026", "11 Nov 2026"}, "de": {"1. Nov. 2026", "11. Nov. 2026"}, "fr": {"1er nov. 2026", "11 nov. 2026"},
	} {
		p := printer(t, lang)
		if got := [2]string{p.Date(data.DayOf(2026, 11, 1)), p.Date(data.DayOf(2026, 11, 11))}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// CLDR 32, language plural rules: https://www.unicode.org/cldr/charts/32/supplemental/language_plural_rules.html
func TestFormsOfWords(t *testing.T) {
	one, many := "record", "records"
	values := []any{0, 1, 2, int64(1), 1_000_000, 1.0, 1.5, 0.5, "1", "12"}
	for lang, want := range map[string][]string{
		"en": {many, one, many, one, many, one, many, many, one, many},
		"de": {many, one, many, one, many, one, many, many, one, many},
		"es": {many, one, many, one, many, one, many, many, one, many},
		"fr": {one, one, many, one, many, one, one, one, one, many},
		"pt": {one, one, many, one, many, one, one, one, one, many},
	} {
		p := printer(t, lang)
		for i, v := range values {
			// Until it is translated the text is the English one; the form is the language's.
			got := p.Plural(v, one, many)
			if got != want[i] {
				t.Errorf("%s: %v takes %q, want %q", lang, v, got, want[i])
			}
		}
	}
}

// A sign without a glyph would be a box on a chart.
func TestTheFontHasEverySign(t *testing.T) {
	signs := map[rune]bool{'\u00a0': true, '\u202f': true, '–': true}
	for _, lang := range append(resources.Languages(), message.Pseudo) {
		p := printer(t, lang)
		for key := range catalogue(t, "en") {
			for _, sign := range p.T(key) {
				signs[sign] = true
			}
		}
	}
	for name, raw := range map[string][]byte{"regular": resources.FontRegular, "bold": resources.FontBold} {
		font, err := sfnt.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		for sign := range signs {
			if glyph, err := font.GlyphIndex(nil, sign); sign != '\n' && (err != nil || glyph == 0) {
				t.Errorf("the %s font has no %q (%U)", name, sign, sign)
			}
		}
	}
}

func TestDecimalsAreInTheReadersForm(t *testing.T) {
	german := printer(t, "de")
	for want, d := range map[string]message.Decimal{"0,041": {Value: .0414, Decimals: 3}, "1,50": {Value: 1.5, Decimals: 2}, "0,0125": {Value: .0125, Decimals: -1}, "1.200": {Value: 1200, Decimals: -1}} {
		if got := german.Value(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

// A figure reads the same in a table, which rounds on its own, and in a sentence.
func TestHalvesAreRoundedAway(t *testing.T) {
	p := message.English()
	for _, c := range []struct{ got, want string }{
		{p.Percent(53.0 / 80), "66.3\u00a0%"}, {p.Float(12.5, 0), "13"}, {p.Float(-2.5, 0), "-3"}, {p.Float(-.04, 1), "0.0"}, {p.Float(1e300, 1)[:3], "1,0"}, {p.Float(.25, 2), "0.25"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
