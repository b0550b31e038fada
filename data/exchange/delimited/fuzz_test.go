package delimited

import (
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
)

// FuzzReader holds the reader to encoding/csv where that accepts the input, and
// to its own promises everywhere: it ends, lines rise, and nothing panics.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "\"a\nb\",c\n", "a\"b,c\n", "\"a\"b,c", "\"open", " \"a\" ,b\n", "\r\r\n", "a,\"\n\"\n\"", "\x1A",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, delimiter := range []rune{',', Blanks, 'é'} {
			r := newReader(strings.NewReader(text), "fuzz", Format{Delimiter: delimiter, Quote: '"', LineEnd: '\n'}, 4<<10)
			rows, err := readAll(r)
			if err != nil {
				t.Fatal(err)
			}
			line := 0
			for _, row := range rows {
				if row.Line <= line {
					t.Fatalf("line %d comes after %d", row.Line, line)
				}
				line = row.Line
			}
			if delimiter == ',' {
				compare(t, text, rows)
			}
		}
	})
}

// compare ignores rows of white space or a mark of the end alone, which this reader passes over, and
// what encoding/csv does not judge: bad UTF-8, zero bytes, lone carriage returns.
func compare(t *testing.T, text string, rows []Row) {
	lone := strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r")
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00") || lone {
		return
	}
	std := csv.NewReader(strings.NewReader(text))
	std.FieldsPerRecord = -1
	want, err := std.ReadAll()
	if err != nil {
		return
	}
	var kept [][]string
	for _, record := range want {
		if len(record) > 1 || says(record[0]) || strings.Contains(record[0], "\n") {
			kept = append(kept, record)
		}
	}
	var got [][]string
	for _, row := range rows {
		if len(row.Cells) > 1 || says(strings.Join(row.Cells, "")) || strings.Contains(row.Raw, "\n") {
			got = append(got, row.Cells)
		}
	}
	if diff := cmp.Diff(kept, got); diff != "" {
		t.Fatalf("%q: %s", text, diff)
	}
}

func says(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && text != "\x1A"
}

// FuzzRecognise reads whatever as it is recognised: it ends with a sentence, or
// with rows that stand for every line that says something.
func FuzzRecognise(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "sep=;\na;b\n", "# c\na|b\r1|2\r", "\xFF\xFEa\x00,\x00b\x00\n\x00", "\x00\x00\xFE\xFF\x00\x00\x00a", "'a','b'\n'\\'',2\n",
		"\"\\\"\",1\n", "M\xFCller;Z\xFCrich\n", "\x82\xA0\x82\xA2\x82\xA4\x82\xA6\x82\xA8\x82\xA9\n", "\x1A", "a^b\n1^2", "\"x\ny\",\"z\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		format, err := Recognise(strings.NewReader(text), "fuzz", Options{})
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Fatalf("%v is no sentence for a person", err)
			}
			return
		}
		r, err := New(strings.NewReader(text), "fuzz", format)
		if err != nil {
			t.Fatalf("%+v was recognised and cannot be read: %v", format, err)
		}
		rows, err := readAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var raw strings.Builder
		line := format.Skip
		for _, row := range rows {
			if row.Line <= line {
				t.Fatalf("line %d comes after %d", row.Line, line)
			}
			line = row.Line + strings.Count(row.Raw, "\n")
			raw.WriteString(row.Raw)
		}
		if format.Skip > 0 || format.Encoding != UTF8 || !utf8.ValidString(text) {
			return
		}
		kept := strings.NewReplacer("\r", "", "\n", "", " ", "", "\t", "", "\v", "", "\f", "", "\x1A", "", "\uFEFF", "")
		blank := func(s string) string { return strings.Join(strings.Fields(kept.Replace(s)), "") }
		if want, got := blank(text), blank(raw.String()); want != got {
			t.Fatalf("%q was read as %q", text, raw.String())
		}
	})
}
