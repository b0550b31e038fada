package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"cxworkbench/data"
)

func TestKinds(t *testing.T) {
	const log = `<?xml version="1.0"?><!-- made by ProM --><log xes.version="1.0"></log>`
	for _, c := range []struct {
		name, content string
		want          Kind
	}{
		{"t.csv", "a,b\n1,2\n", Delimited},
		{"t.xls", "a\tb\n1\t2\n", Delimited}, // as some systems name what they write
		{"t", "a,b\n1,2\n", Delimited},
		{"t.csv", "[1],b\n2,3\n", Delimited},
		{"t.csv", "{a},{b}\n1,2\n", Delimited},
		{"t.csv", `[{"a":1}]`, JSON},
		{"t.txt", " \n{\"a\":\n [1,", JSON},
		{"t.txt", "{\"a\":1}\n{\"a\":2}\n", JSONLines},
		{"t.txt", "[1,2]\n[3,4]\n", JSONLines},
		{"t.json", "1", JSON},
		{"t.jsonl", "{\"a\":1}\n", JSONLines},
		{"t.ndjson", "{\"a\":1}\n", JSONLines},
		{"t.txt", "\uFEFFBegin:VCard\r\nVERSION:3.0\r\n", VCard},
		{"t.vcf", "\n", VCard},
		{"t.txt", log, XES},
		{"t.xes", "<log>", XES},
	} {
		for _, coded := range []string{c.content, utf16le(t, c.content)} {
			if got, err := kindOf([]byte(coded), c.name); got != c.want {
				t.Errorf("%s with %q: %q, %v; want %q", c.name, coded, got, err, c.want)
			}
		}
	}
}

func utf16le(t *testing.T, text string) string {
	t.Helper()
	coded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.TrimPrefix(text, "\uFEFF"))
	if err != nil {
		t.Fatal(err)
	}
	return coded
}

func TestFilesThatAreRefused(t *testing.T) {
	for _, c := range []struct{ name, content, says string }{
		{"empty.csv", "", "is empty"},
		{"blank.csv", " ", "is empty"},
		{"old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "save it as .xlsx"},
		{"w.cxw", "SQLite format 3\x00rest", "open it instead"},
		{"t.pdf", "%PDF-1.7\n", "a PDF"},
		{"t.png", "\x89PNG\r\n\x1A\nrest", "a picture"},
		{"t.csv.bz2", "BZh91AY", "bzip2"},
		{"t.7z", "7z\xBC\xAF\x27\x1Crest", "7z"},
		{"t.xls", "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "a web page"},
		{"t.xls", "\uFEFF\n <TABLE><tr>", "a web page"},
		{"t.xls", "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "saved as XML"},
		{"t.html", "<?xml version=\"1.0\"?><!DOCTYPE x><HTML>", "a web page"},
		{"t.xml", "<?xml version=\"1.0\"?><orders/>", "XML of a kind"},
		{"t.rtf", "{\\rtf1\\ansi", "a text document"},
		{"t.parquet", "PAR1rest", "Parquet"},
		{"t.zip", "PK\x05\x06" + strings.Repeat("\x00", 18), "zip without files"},
	} {
		t.Run(c.name+c.says, func(t *testing.T) { wantRefused(t, MustWrite(t, c.name, []byte(c.content)), c.says) })
	}
	t.Run("folder", func(t *testing.T) { wantRefused(t, t.TempDir(), "is a folder") })
	t.Run("device", func(t *testing.T) { wantRefused(t, os.DevNull, "no ordinary file") })
	t.Run("missing", func(t *testing.T) { wantRefused(t, filepath.Join(t.TempDir(), "none.csv"), "no file") })
	if os.Geteuid() != 0 {
		path := MustWrite(t, "t.csv", []byte("a,b\n"))
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := Recognise(path, Options{}); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("an unreadable file gave %v", err)
		}
	}
}

// A file of each kind is read from where it stands and from within packed files.
func TestKindsAreRead(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          Kind
		rows          int
	}{
		{"t.csv", "a,b\n1,2\n", Delimited, 2},
		{"t.json", `[{"a":1},{"a":2,"b":3}]`, JSON, 2},
		{"t.jsonl", "{\"a\":1}\n{\"a\":2}\n", JSONLines, 2},
		{"t.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Muster\r\nEND:VCARD\r\n", VCard, 1},
		{"t.xes", `<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="Call"/></event></trace></log>`, XES, 1},
	} {
		for packing, packed := range map[string]file{
			"":   {c.name, c.content},
			Gzip: {c.name + ".gz", string(gzipped(t, c.content))},
			Zip:  {"t.zip", string(zipped(t, file{c.name, c.content}))},
		} {
			t.Run(c.name+packing, func(t *testing.T) {
				path := MustWrite(t, packed.name, []byte(packed.content))
				f, got := MustRead(t, path, Options{})
				if f.Kind != c.want || f.Packing != packing || len(got) != c.rows {
					t.Errorf("%+v with rows %+v", f, got)
				}
				if (f.Header == nil) != (c.want == Delimited) {
					t.Errorf("header %q", f.Header)
				}
				if f.Describe().IsZero() {
					t.Error("it is not described")
				}
				checkProgress(t, path, Options{})
			})
		}
	}
}
