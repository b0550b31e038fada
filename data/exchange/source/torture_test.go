package source

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/exchange/delimited"
	"cxworkbench/data/exchange/rows"
)

// Every file made to break readers is read without losing a line, or refused in
// one sentence.
func TestTortureFiles(t *testing.T) {
	read, refused := 0, 0
	for _, folder := range []string{"csv_torture", "text_torture"} {
		root := filepath.Join(sharedData(t), folder)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			var f Format
			var got []rows.Row
			within(t, func() { f, got, err = readFile(path, Options{}) })
			var known *data.Error
			switch {
			case err == nil:
				read++
				checkLines(t, path, f, got)
			case errors.As(err, &known) && strings.Count(known.Sentence, "\n") == 0 && strings.HasSuffix(known.Sentence, "."):
				refused++
				t.Logf("%s: %s", filepath.Base(path), known.Sentence)
			default:
				t.Errorf("%s: %v is no sentence for a person", path, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d read, %d refused", read, refused)
	if read < 120 || refused < 5 {
		t.Errorf("%d files read, %d refused: the files are not those that were meant", read, refused)
	}
}

// checkLines compares the rows of plain text with its lines: each stands in one
// row, is blank, or stands before the table.
func checkLines(t *testing.T, path string, f Format, got []rows.Row) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if f.Kind != Delimited || f.Packing != "" || f.Text.Encoding != delimited.UTF8 {
		return
	}
	text := strings.TrimPrefix(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\uFEFF")
	if f.Text.LineEnd == '\r' {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	want := map[int]string{}
	for i, line := range strings.Split(text, "\n") {
		if i >= f.Text.Skip && strings.Trim(line, " \t\r\v\f\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000") != "" {
			want[i+1] = strings.TrimSuffix(strings.ToValidUTF8(line, "\uFFFD"), "\r")
		}
	}
	found := map[int]string{}
	for _, row := range got {
		for i, line := range strings.Split(row.Raw, "\n") {
			if _, blank := want[row.Line+i]; blank {
				found[row.Line+i] = line
			}
		}
		if utf8.RuneCountInString(row.Fault) == 0 && len(row.Cells) == 0 {
			t.Errorf("%s: line %d has neither cells nor a fault", path, row.Line)
		}
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("%s: %s", path, diff)
	}
}

func TestSpectrum(t *testing.T) {
	folder := filepath.Join(sharedData(t), "csv_torture/csv-spectrum")
	files, err := filepath.Glob(filepath.Join(folder, "csvs/*.csv"))
	if err != nil || len(files) != 11 {
		t.Fatalf("%d files in %s: %v", len(files), folder, err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(folder, "json", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var want []map[string]string
			if err := json.Unmarshal([]byte(strings.ReplaceAll(string(raw), `\r\n`, `\n`)), &want); err != nil {
				t.Fatal(err)
			}
			_, got := MustRead(t, path, Options{})
			var objects []map[string]string
			for _, row := range got[1:] {
				object := map[string]string{}
				for i, cell := range row.Cells {
					object[got[0].Cells[i]] = cell
				}
				objects = append(objects, object)
			}
			if diff := cmp.Diff(want, objects); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What the files of other projects' tests hold, as those tests and their
// documentation say it.
func TestExpectedCells(t *testing.T) {
	abc := []string{"a", "b", "c"}
	one := [][]string{abc, {"1", "2", "3"}}
	three := [][]string{{"Foo", "Bsr", "Baz"}, {"Biff", "Baff", "Boff"}, {"Qux", "Teaspoon", "Doge"}}
	for path, want := range map[string][][]string{
		"csv-parser/test/fixtures/backtick.csv": {
			{"pokemon_id", "p_desc"}, {"1", "Bulbasaur can be seen napping"}, {"2", "There is a bud on this"},
		},
		"csv-parser/test/fixtures/bad-data.csv":                  {{"", "somejunk", "<! />"}, {"", "nope", ""}, {"yes", "yup", "yeah"}, {"ok", "ok", "ok!"}},
		"csv-parser/test/fixtures/basic.csv":                     one,
		"csv-parser/test/fixtures/comment.csv":                   one,
		"csv-parser/test/fixtures/empty-columns.csv":             {{"2007-01-01", "", ""}, {"2007-01-02", "", ""}},
		"csv-parser/test/fixtures/escape-quotes.csv":             {{"a", "b"}, {"1", `ha "ha" ha`}, {"2", `""`}, {"3", "4"}},
		"csv-parser/test/fixtures/option-escape.csv":             {abc, {"1", `some "escaped" value`, "2"}, {"3", `""`, "4"}, {"5", "6", "7"}},
		"csv-parser/test/fixtures/option-quote-escape.csv":       {abc, {"1", `some 'escaped' value`, "2"}, {"3", `''`, "4"}, {"5", "6", "7"}},
		"csv-parser/test/fixtures/option-quote-many.csv":         {abc, {"1", `some 'escaped' value`, "2"}, {"3", `''`, "4"}, {"5", "6", "7"}},
		"csv-parser/test/fixtures/option-quote.csv":              {abc, {"1", "some value", "2"}, {"3", "4", "5"}},
		"csv-parser/test/fixtures/quotes+newlines.csv":           {{"a", "b"}, {"1", "ha \n\"ha\" \nha"}, {"2", " \n\"\" \n"}, {"3", "4"}},
		"csv-parser/test/fixtures/strict-false-less-columns.csv": {abc, {"1", "2", "3"}, {"4", "5"}, {"6", "7", "8"}},
		"csv-parser/test/fixtures/strict-false-more-columns.csv": {abc, {"1", "2", "3"}, {"4", "5", "6", "7"}, {"8", "9", "10"}},
		"csvkit/examples/bad_skip_lines.csv": {
			{"column_a", "column_b", "column_c"}, {"1", "27", "", "I'm too long!"}, {"", "I'm too short!"}, {"0", "mixed types.... uh oh", "17"},
		},
		"csvkit/examples/dummy.csv.gz":                                     one,
		"csvkit/examples/dummy.tsv":                                        one,
		"csvkit/examples/mac_newlines.csv":                                 {abc, {"1", "2", "3"}, {"Once upon\na time", "5", "6"}},
		"csvkit/examples/null_byte.csv":                                    {abc, nil},
		"csvkit/examples/optional_quote_characters.csv":                    one,
		"csvkit/examples/sniff_limit.csv":                                  one,
		"csvkit/examples/test_empty_columns.csv":                           {{"a", "b", "c", "", ""}, {"a", "", "", "", ""}, {"", "", "c", ""}, {"", "", "", "", ""}},
		"csvkit/examples/test_header_newline.csv":                          {{"\t\n\v\f\r start \t\n\v\f\r end \t\n\v\f\r", "b", "c"}, {"d", "e", "f"}},
		"csvkit/examples/test_latin1.csv":                                  {abc, {"1", "2", "3"}, {"4", "5", "©"}},
		"csvkit/examples/test_skip_lines.csv":                              one,
		"csvkit/examples/test_utf16_big.csv":                               {abc, {"1", "2", "3"}, {"4", "5", "ʤ"}},
		"csvkit/examples/test_utf16_little.csv":                            {abc, {"1", "2", "3"}, {"4", "5", "ʤ"}},
		"csvkit/examples/test_utf8_bom.csv":                                {{"foo", "bar", "baz"}, {"1", "2", "3"}, {"4", "5", "ʤ"}},
		"csvlint/features/fixtures/cr-line-endings.csv":                    {{"Foo", "Bar", "Baz"}, {"Biff", "Baff", "Boff"}, {"Qux", "Teaspoon", "Doge"}},
		"csvlint/features/fixtures/crlf-line-endings.csv":                  three,
		"csvlint/features/fixtures/lf-line-endings.csv":                    three,
		"csvlint/features/fixtures/inconsistent-line-endings.csv":          three,
		"csvlint/features/fixtures/inconsistent-line-endings-unquoted.csv": three,
		"csvlint/features/fixtures/title-row.csv":                          append([][]string{{"This is a title row", "", ""}}, three...),
		"csvlint/features/fixtures/windows-line-endings.csv":               {abc, {"d", "e", "f"}},
		"csvlint/features/fixtures/white space in filename.csv":            {{"Foo", "Bar", "Baz"}, {"1", "2", "3"}, {"3", "2", "1"}},
		"rust-csv/examples/data/strange.csv": {
			{`"Hacksaw" Jim Duggan`, "1987"}, {`Bret "Hit Man" Hart`, "1984"}, {"# We're not sure when Rafael started, so omit the year."}, {"Rafael Halperin"},
			{`"Big Cat" Ernie Ladd`, "1964"}, {`"Macho Man" Randy Savage`, "1985"}, {`Jake "The Snake" Roberts`, "1986"},
		},
		"PapaParse/tests/sample.csv":        {{"A", "B", "C"}, {"X", "Y", "Z"}},
		"PapaParse/tests/sample-header.csv": {{"title", "name"}, {"test title 01", "test name 01"}, {"", "test name 02"}},
	} {
		t.Run(path, func(t *testing.T) {
			_, got := MustRead(t, filepath.Join(sharedData(t), "csv_torture", path), Options{})
			if diff := cmp.Diff(want, cellsOf(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Larger files: how many rows, of what width, and what a word far inside says.
func TestExpectedShapes(t *testing.T) {
	for _, c := range []struct {
		path        string
		rows, width int
		delimiter   rune
		encoding    string
		word        string
		ragged      int
	}{
		{"rust-csv/examples/data/uspop.csv", 101, 5, ',', "utf-8", "Oakman", 0},
		{"rust-csv/examples/data/uspop-latin1.csv", 101, 5, ',', "windows-1252", "Õakman", 0},
		{"rust-csv/examples/data/smallpop-colon.csv", 11, 4, ':', "utf-8", "United States", 0},
		{"rust-csv/examples/data/smallpop-no-headers.csv", 10, 4, ',', "utf-8", "Southborough", 0},
		{"csv-parser/test/fixtures/large-dataset.csv", 7269, 15, ',', "utf-8", "54km S of Redoubt Volcano, Alaska", 0},
		{"csvlint/features/fixtures/invalid-byte-sequence.csv", 24, 7, ',', "windows-1252", "Histórico", 0},
		{"csvkit/examples/iris.csv", 151, 5, ',', "utf-8", "Iris-setosa", 0},
		{"PapaParse/tests/verylong-sample.csv", 2001, 3, ',', "utf-8", "meaning of life", 4},
	} {
		t.Run(c.path, func(t *testing.T) {
			f, got := MustRead(t, filepath.Join(sharedData(t), "csv_torture", c.path), Options{})
			if len(got) != c.rows || f.Text.Delimiter != c.delimiter || f.Text.Encoding != c.encoding {
				t.Errorf("%d rows, %+v", len(got), f.Text)
			}
			found, ragged := false, 0
			for _, row := range got {
				if len(row.Cells) != c.width {
					ragged++
				}
				for _, cell := range row.Cells {
					found = found || cell == c.word
				}
			}
			if !found || ragged != c.ragged {
				t.Errorf("%q is there: %t; %d rows of another width", c.word, found, ragged)
			}
		})
	}
}
