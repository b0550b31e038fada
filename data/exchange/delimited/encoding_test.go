package delimited

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"pgregory.net/rapid"
)

// encodings are the names a person may choose, beyond those of Unicode.
var encodings = []string{
	"windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
	"windows-1258", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10",
	"iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "koi8-r", "koi8-u", "ibm866", "macintosh", "windows-874", "shift_jis",
	"euc-jp", "iso-2022-jp", "euc-kr", "big5", "gbk", "gb18030",
}

// inMany are characters of which each encoding has some.
var inMany = []rune("abcXYZ 019.,-_éüßÅñŁőšžАЯжΩλשבغمกขあアー漢字가나中文€©")

func TestRoundTripOfEncodings(t *testing.T) {
	for _, name := range encodings {
		enc, err := htmlindex.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		var chars []rune
		for _, r := range inMany {
			// Some encodings give a character other bytes than they read it from.
			coded, err := enc.NewEncoder().String(string(r))
			back, err2 := enc.NewDecoder().String(coded)
			if err == nil && err2 == nil && back == string(r) {
				chars = append(chars, r)
			}
		}
		if len(string(chars)) == len(chars) {
			t.Errorf("%s is tested with ASCII only", name)
		}
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			table := tableOf(chars).Draw(t, "table")
			coded, err := enc.NewEncoder().String(quoted(table))
			if err != nil {
				t.Fatal(err)
			}
			checkRead(t, coded, Options{Encoding: name, Delimiter: "comma", Quote: `"`}, table)
		}))
	}
}

// Unicode is recognised in all its forms, with a mark or without.
func TestUnicodeIsRecognised(t *testing.T) {
	forms := map[string]encoding.Encoding{
		UTF8: unicode.UTF8, UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), UTF16BE: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		UTF32LE: utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), UTF32BE: utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	}
	for name, enc := range forms {
		for _, mark := range []string{"", "\uFEFF"} {
			t.Run(fmt.Sprintf("%s,mark=%t", name, mark != ""), rapid.MakeCheck(func(t *rapid.T) {
				table := append([][]string{{"customer", "活動"}}, tableOf(append(inMany, '一', '🙂', '丁')).Draw(t, "table")...)
				coded, err := enc.NewEncoder().String(mark + quoted(table))
				if err != nil {
					t.Fatal(err)
				}
				f := checkRead(t, coded, Options{Delimiter: "comma", Quote: `"`}, table)
				if f.Encoding != name {
					t.Fatalf("%s was taken for %s", name, f.Encoding)
				}
			}))
		}
	}
}

func tableOf(chars []rune) *rapid.Generator[[][]string] {
	return rapid.Custom(func(t *rapid.T) [][]string {
		width := rapid.IntRange(2, 4).Draw(t, "width")
		cell := rapid.StringOfN(rapid.SampledFrom(append([]rune{'"', '\n'}, chars...)), 1, 8, -1)
		return rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(t, "rows")
	})
}

// quoted writes a table with every cell in quotes.
func quoted(table [][]string) string {
	var b strings.Builder
	for _, row := range table {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func checkRead(t *rapid.T, coded string, o Options, want [][]string) Format {
	f, err := Recognise(strings.NewReader(coded), "table.csv", o)
	if err != nil {
		t.Fatalf("%v in %q", err, coded)
	}
	r, err := New(strings.NewReader(coded), "table.csv", f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, cellsOf(rows)); diff != "" {
		t.Fatalf("%+v: %s", f, diff)
	}
	return f
}

// What a person in each country would write about their customers.
var written = map[string][]string{
	"windows-1252": {
		"Müller beschwert sich über die Lieferung und möchte das Gerät zurückgeben", "Frau Schröder wünscht einen Rückruf für nächste Woche",
		"La société a été très déçue par le délai de réponse", "El señor Núñez llamó mañana por la reparación del teléfono",
	},
	"windows-1250": {
		"Pani Wiśniewska złożyła reklamację, ponieważ paczka przyszła za późno", "Klient prosi o zwrot pieniędzy i potwierdzenie wysyłki",
		"Zamówienie zostało zrealizowane z dużym opóźnieniem, lecz obsługa była życzliwa",
	},
	"windows-1251": {"Клиент просит вернуть деньги за заказ, потому что посылка пришла поздно", "Доставка была быстрой, спасибо за хорошую работу"},
	"koi8-r":       {"Клиент просит вернуть деньги за заказ, потому что посылка пришла поздно", "Доставка была быстрой, спасибо за хорошую работу"},
	"iso-8859-7":   {"Ο πελάτης ζητάει να του επιστραφούν τα χρήματα για την παραγγελία", "Η παράδοση ήταν γρήγορη και το προϊόν είναι πολύ καλό"},
	"shift_jis":    {"お客様から配送が遅いという苦情がありました。返金を希望しています。", "商品の品質はとても良いです。また注文したいと思います。"},
	"euc-jp":       {"お客様から配送が遅いという苦情がありました。返金を希望しています。", "商品の品質はとても良いです。また注文したいと思います。"},
	"euc-kr":       {"고객님께서 배송이 늦어서 환불을 요청하셨습니다. 다시 연락을 드려야 합니다.", "상품의 품질이 매우 좋습니다. 다음에 또 주문하겠습니다."},
	"gb18030":      {"客户说包裹到得太晚了,要求我们退款,并且希望尽快得到答复。", "产品的质量非常好,我们下次还会再来这里购买的。"},
	"big5":         {"客戶說包裹到得太晚了,要求我們退款,並且希望盡快得到答覆。", "產品的品質非常好,我們下次還會再來這裡購買的。"},
}

func TestOlderEncodingsAreRecognised(t *testing.T) {
	for name, notes := range written {
		t.Run(name, func(t *testing.T) {
			enc, err := htmlindex.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			text.WriteString("id;note\n")
			for i := range 8 {
				fmt.Fprintf(&text, "%d;%s\n", i, notes[i%len(notes)])
			}
			coded, err := enc.NewEncoder().String(text.String())
			if err != nil {
				t.Fatal(err)
			}
			for range 5 { // chardet's experts answer in any order
				f, err := Recognise(strings.NewReader(coded), "table.csv", Options{})
				if err != nil {
					t.Fatal(err)
				}
				if f.Encoding != name {
					t.Fatalf("taken for %s", f.Encoding)
				}
			}
		})
	}
}

// A few names are too little to tell: the commonest encoding is taken.
func TestShortSamplesAreWestern(t *testing.T) {
	for _, content := range []string{"n\nM\xFCller\n", "n,c\nM\xFCller,K\xF6ln\nBj\xF6rk,Troms\xF8\nJos\xE9,M\xE1laga\n", "n,price\nx,5 \x80\n"} {
		if f, _ := MustRead(t, content, Options{}); f.Encoding != Windows1252 {
			t.Errorf("%q was taken for %s", content, f.Encoding)
		}
	}
	names := "M\xFCller,K\xF6ln\nSchr\xF6der,D\xFCsseldorf\nGro\xDF,M\xFCnchen\nJ\xE4ger,Z\xFCrich\nB\xF6hm,G\xF6ttingen\nK\xF6nig,L\xFCbeck\n"
	if f, _ := MustRead(t, "name,city\n"+strings.Repeat(names, 20), Options{}); f.Encoding != Windows1252 {
		t.Errorf("German names were taken for %s", f.Encoding)
	}
}

// A few words of Central Europe are known by what no Western word has; where none
// shows it, and in all that only looks a little like it, the commonest encoding stays.
func TestAFewWordsOfCentralEurope(t *testing.T) {
	for _, c := range []struct{ encoding, words string }{
		{"windows-1250", "Stanisław Wałęsa|Małgorzata Dąbrowska"},
		{"windows-1250", "Paweł Sławski|Michał Żak"},
		{"iso-8859-2", "Stanisław Wałęsa|Małgorzata Dąbrowska|Agnieszka Wąsik"},
		{"windows-1250", "Tomáš Dvořák|Jiří Novák|Kateřina Němcová|Luboš Růžička"},
		{"iso-8859-2", "Anežka Růžičková|Jiří Novák"},
		{"windows-1250", "Az időpontját kérjük megváltoztatni"},
		{"windows-1250", "Małgorzata Müller|Jürgen Groß"},
		{Windows1252, "José Núñez|¿Qué pasó?|según|España¿no?|Espa¿a"},
		{Windows1252, "François Lefèvre|Hélène Garçon|brûlé|où|Noël|œuvre"},
		{Windows1252, "João Conceição|Inês Simões|órfãos"},
		{Windows1252, "Søren Kjærgård|Åse Ødegård|Tõnu Põld|Genève|Jørgensen"},
		{Windows1252, "perché|più|città|così|història|Tórshavn|Føroyar"},
		{Windows1252, "12 m³/h|Umsatz³|Preis¹|£bn|£20|5±1|x±y|¥100|¿no|n.º 5"},
		{Windows1252, "Müller|Köln|Böhm|Größe|CÃ³rdoba|coÃ±ac"}, // UTF-8 that was spoilt before
		{Windows1252, "Wa³êsa|città|Ålesund|São Paulo"},         // more against it than for it
	} {
		enc, err := htmlindex.Get(c.encoding)
		if err != nil {
			t.Fatal(err)
		}
		coded, err := enc.NewEncoder().String("id;name\n1;" + strings.ReplaceAll(c.words, "|", "\n1;") + "\n")
		if err != nil {
			t.Fatalf("%s: %v", c.words, err)
		}
		if f, _ := MustRead(t, coded, Options{}); f.Encoding != c.encoding {
			t.Errorf("%s in %s was taken for %s", c.words, c.encoding, f.Encoding)
		}
	}
}

// What is far behind the sample counts too.
func TestAnUmlautInTheLastRow(t *testing.T) {
	start := "n,c\n" + strings.Repeat("Anna,Bern\n", 100_000)
	for end, want := range map[string]string{"M\xFCller,x\n": Windows1252, "Müller,x\n": UTF8} {
		f, err := Recognise(strings.NewReader(start+end), "table.csv", Options{})
		if err != nil || f.Encoding != want {
			t.Errorf("%q: %s, %v; want %s", end, f.Encoding, err, want)
		}
	}
	// A character may be cut at any place by the end of a buffer.
	for shift := range 4 {
		text := "n" + strings.Repeat("x", shift) + "\n" + strings.Repeat("日本語é🙂", sampleSize/10) + "\n"
		f, err := Recognise(strings.NewReader(text), "table.csv", Options{})
		if err != nil || f.Encoding != UTF8 {
			t.Errorf("shift %d: %s, %v", shift, f.Encoding, err)
		}
	}
}
