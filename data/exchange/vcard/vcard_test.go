package vcard_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/exchange/vcard"
)

func opener(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

// records reads a text: each row as "column=cell" of the filled ones, or its
// line and fault.
func records(t *testing.T, text string) []string {
	t.Helper()
	r, err := vcard.OpenReader(opener(text), 0, "book.vcf", vcard.Options{})
	if err != nil {
		return []string{data.Sentence(err)}
	}
	defer r.Close()
	var got []string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			return append(got, data.Sentence(err))
		}
		if row.Fault != "" {
			got = append(got, fmt.Sprintf("%d! %s", row.Line, row.Fault))
			continue
		}
		var filled []string
		for i, c := range row.Cells {
			if c != "" {
				filled = append(filled, r.Header()[i]+"="+c)
			}
		}
		got = append(got, fmt.Sprintf("%d: %s", row.Line, strings.Join(filled, "|")))
	}
}

// card makes a card of lines.
func card(lines ...string) string {
	return "BEGIN:VCARD\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

func TestCards(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"3.0", card("VERSION:3.0", "FN:Zoë Łukasz", "N:Łukasz;Zoë;;Dr.;", "item1.EMAIL;TYPE=INTERNET:a@x.org",
			"EMAIL;TYPE=INTERNET,PREF:b@x.org", "TEL;TYPE=CELL:+49 30 1", "ORG:Café \\; Bar;Sales", "ADR;TYPE=HOME:;;1 Main St\\, Flat 2;Berlin;;10115;Germany",
			"BDAY:19850412", "NOTE:line one\\nline\\, two", "CATEGORIES:vip,press", "PHOTO;ENCODING=b:AAAA", " BBBB"),
			"1: name=Zoë Łukasz|given name=Zoë|family name=Łukasz|email=b@x.org|email 2=a@x.org|phone=+49 30 1|org=Café ; Bar, Sales|" +
				"address=1 Main St, Flat 2, Berlin, 10115, Germany|city=Berlin|postal code=10115|country=Germany|birthday=1985-04-12|categories=vip; press|note=line one\nline, two"},
		{"2.1", card("VERSION:2.1", "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg", "TEL;WORK;VOICE:111", "TEL;CELL;PREF:222",
			"NOTE;ENCODING=QUOTED-PRINTABLE:a long=", " =20note=0D=0Aof two lines", "TITLE;QUOTED-PRINTABLE:Gesch=E4ftsf=FChrer"),
			"1: name=Jörg Müller|given name=Jörg|family name=Müller|phone=222|phone 2=111|title=Geschäftsführer|note=a long note\nof two lines"},
		{"4.0", card("VERSION:4.0", "UID:urn:uuid:1", "FN:A", "EMAIL;PREF=2:second@x.org", "EMAIL;PREF=1:first@x.org", "TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+1-555", "X-SCORE:9", "URL:https://x.org/?a=b;c"),
			"1: uid=urn:uuid:1|name=A|email=first@x.org|email 2=second@x.org|phone=+1-555|url=https://x.org/?a=b;c|x-score=9"},
		{"folded", card("VERSION:3.0", "FN:Long ", " name", "NOTE:ab", "\tcd"), "1: name=Long name|note=abcd"},
		{"latin without a word of it", card("VERSION:2.1", "FN:Caf\xE9"), "1: name=Café"},
		{"cyrillic", card("VERSION:2.1", "FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=C0=ED=ED=E0"), "1: name=Анна"},
		{"same twice", card("FN:A", "EMAIL:a@x.org", "EMAIL:a@x.org"), "1: name=A|email=a@x.org"},
		{"two cards", "\uFEFF" + card("FN:A") + "\r\n" + card("FN:B"), "1: name=A\n5: name=B"},
		{"lower case", "begin:vcard\nfn:A\nend:vcard\n", "1: name=A"},
		{"agent", card("FN:A", "AGENT:", "BEGIN:VCARD", "FN:B", "END:VCARD", "TEL:1"), "1: name=A|phone=1"},
		{"no end", "BEGIN:VCARD\nFN:A\n" + card("FN:B"), "1! the card has no end\n3: name=B"},
		{"cut", card("FN:B") + "BEGIN:VCARD\nFN:A", "1: name=B\n4! the card has no end"},
		{"no property", card("FN:A", "hello") + card("FN:B"), "1! the card has a line that is no property\n5: name=B"},
		{"names like our columns", card("FN:A", "EMAIL 2:c") + card("FN:B"), "1! the card has a line that is no property\n5: name=B"},
		{"name of another column", card("FN:A", "NAME:b"), "1: name=A|other name=b"},
		{"outside", "hello\n" + card("FN:A"), "1! it stands outside any card\n2: name=A"},
		{"none", "name,email\nA,a@x.org\n", `"book.vcf" holds no card of an address book (vCard): check what was exported.`},
		{"long", card("FN:A", "NOTE:"+strings.Repeat("x", 20<<20)), `"book.vcf" has an entry longer than 16 MiB: this is no list of rows; check what was exported.`},
		{"long in many lines", "BEGIN:VCARD\n" + strings.Repeat("NOTE:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", 600_000), `"book.vcf" has an entry longer than 16 MiB: this is no list of rows; check what was exported.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, strings.Join(records(t, c.text), "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	text := card("FN:A", "X-LATE:1", "TEL:1") + card("TEL:1", "TEL:2", "NOTE:n", "UID:u")
	r, err := vcard.OpenReader(opener(text), int64(len(text)), "a.vcf", vcard.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if d := cmp.Diff([]string{"uid", "name", "phone", "phone 2", "note", "x-late"}, r.Header()); d != "" {
		t.Error(d)
	}
	row, err := r.Read()
	if err != nil || row.Raw != strings.TrimSpace(strings.ReplaceAll(card("FN:A", "X-LATE:1", "TEL:1"), "\r", "")) {
		t.Errorf("%+v %v", row, err)
	}
	if done, total := r.Progress(); done != total || total != int64(len(text)) {
		t.Error(done, total)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(card("FN:A", "TEL;PREF:1", "ADR:;;a;b"))
	f.Add(card("N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=A9;=", "x", "EMAIL;PREF=1:a"))
	f.Add("BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nN:\\;;\nBDAY:20260101\n")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := vcard.OpenReader(opener(s), 0, "fuzz", vcard.Options{})
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Fatal(err)
			}
			return
		}
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("not found by the first pass: %v", err)
			}
			if row.Fault == "" && len(row.Cells) != len(r.Header()) || strings.Contains(row.Fault, "no column") {
				t.Fatalf("%+v", row)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 10_000 {
		s.WriteString(card("VERSION:3.0", fmt.Sprintf("FN:Person %d", i), "N:Person;P;;;", fmt.Sprintf("EMAIL;TYPE=WORK:p%d@example.com", i), "TEL;TYPE=CELL:+49 30 123456", "ORG:Café;Sales"))
	}
	text := s.String()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, err := vcard.OpenReader(opener(text), 0, "bench", vcard.Options{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for ; ; n++ {
			if _, err := r.Read(); err != nil {
				break
			}
		}
		if n != 10_000 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "cards/s")
}
