package message_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
)

func TestNumbersAreReadInTheReadersForm(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"de", "1.234,5", "1234.5"}, {"de", "1234,5", "1234.5"}, {"de", "1.234", "1234"}, {"de", "1.5", "1.5"}, {"de", "0,125", "0.125"}, {"de", "1,125", "1.125"},
		{"de", " -1.234.567 ", "-1234567"}, {"de", "1,234.5", "1234.5"}, {"de", "12", "12"}, {"de", "+3", "3"}, {"de", "−3", "-3"},
		{"fr", "1\u202f234,5", "1234.5"}, {"fr", "1 234 567", "1234567"}, {"es", "0,5", "0.5"}, {"pt", "10.000", "10000"},
		{"en", "1,234.5", "1234.5"}, {"en", "1,234", "1234"}, {"en", "1.234", "1.234"}, {"en", "1,5", "1.5"}, {"en", "0.125", "0.125"}, {"en", "1'234", "1234"}, {"en", "0,125", "0.125"},
		{"de", "", ""}, {"de", "1.23.4", ""}, {"de", "1.234.5", ""}, {"de", "eins", ""}, {"en", "1e5", ""}, {"en", "NaN", ""}, {"en", "--1", ""}, {"en", "1,234,5", ""}, {"en", "0x10", ""},
	} {
		got, err := printer(t, c.lang).Canonical(c.text)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q is read as %q, %v; want %q", c.lang, c.text, got, err, c.want)
		}
	}
	for lang, text := range map[string]string{"en": "6, 12,24.5", "de": "6; 12, 24,5", "fr": "6 12 24,5"} {
		if got, err := printer(t, lang).ReadFloats(text); err != nil || !slices.Equal(got, []float64{6, 12, 24.5}) {
			t.Errorf("%s: %q is read as %v, %v", lang, text, got, err)
		}
	}
}

// What a printer writes it reads.
func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, lang := range []string{"en", "de", "fr", "es", "pt"} {
		p := printer(t, lang)
		rapid.Check(t, func(t *rapid.T) {
			f := math.Round(rapid.Float64Range(-1e9, 1e9).Draw(t, "f")*10) / 10
			if got, err := p.ReadFloat(p.Float(f, 1)); err != nil || got != f {
				t.Fatalf("%s: %v is written %s and read %v, %v", lang, f, p.Float(f, 1), got, err)
			}
			n := rapid.IntRange(-1e9, 1e9).Draw(t, "n")
			if got, err := p.ReadInt(p.Int(int64(n))); err != nil || got != n {
				t.Fatalf("%s: %d is written %s and read %d, %v", lang, n, p.Int(int64(n)), got, err)
			}
			d := data.Day(rapid.IntRange(-20000, 40000).Draw(t, "day"))
			if got, err := p.ReadDay(p.Date(d)); err != nil || got != d {
				t.Fatalf("%s: %s is written %s and read %s, %v", lang, d, p.Date(d), got, err)
			}
			// Whatever is typed is read or refused; neither stops the program.
			_, _ = p.Canonical(rapid.String().Draw(t, "any"))
			_, _ = p.ReadDay(rapid.String().Draw(t, "any"))
		})
	}
}

func TestDatesAreReadInTheReadersForm(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "2026-10-31", "2026-10-31"}, {"en", "31 Oct 2026", "2026-10-31"}, {"en", "31 october 2026", "2026-10-31"}, {"en", "31.10.2026", "2026-10-31"},
		{"en", "31/10/2026", "2026-10-31"}, {"en", "10/31/2026", "2026-10-31"}, {"en", "1/2/2026", ""}, {"en", "2/2/2026", "2026-02-02"},
		{"de", "31.10.2026", "2026-10-31"}, {"de", "1.2.2026", "2026-02-01"}, {"de", "31. Okt. 2026", "2026-10-31"}, {"fr", "1er oct. 2026", "2026-10-01"}, {"de", "31. Oktober 2026", "2026-10-31"}, {"de", "31 October 2026", "2026-10-31"},
		{"de", "3. März 2026", "2026-03-03"}, {"fr", "1/2/2026", "2026-02-01"}, {"fr", "31 octobre 2026", "2026-10-31"}, {"fr", "1 juil. 2026", "2026-07-01"}, {"fr", "1 juin 2026", "2026-06-01"},
		{"es", "31 de octubre de 2026", "2026-10-31"}, {"pt", "31/10/2026", "2026-10-31"}, {"pt", "5 março 2026", "2026-03-05"},
		{"de", "31.02.2026", ""}, {"de", "31-10.2026", ""}, {"de", "1.2.26", ""}, {"en", "", ""}, {"en", "the day before", ""}, {"en", "31 Foo 2026", ""}, {"de", "0.0.2026", ""},
	} {
		day, err := printer(t, c.lang).ReadDay(c.text)
		if day.String() != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q is read as %q, %v; want %q", c.lang, c.text, day, err, c.want)
		}
	}
}
