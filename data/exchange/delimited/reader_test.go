package delimited

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
)

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// MustRead recognises and reads a whole table.
func MustRead(t *testing.T, path string, o Options) (Format, []Row) {
	t.Helper()
	f, err := Recognise(path, o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	rows, err := readAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return f, rows
}

func readAll(r *Reader) ([]Row, error) {
	var rows []Row
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		row.Cells = append([]string(nil), row.Cells...)
		rows = append(rows, row)
	}
}

func cellsOf(rows []Row) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, r.Cells)
	}
	return out
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          Format
		cells         [][]string
	}{
		{"comma", "a,b\n1,2\n", Format{UTF8, ',', '"', '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"semicolon with decimal commas", "a;b;c\r\nx;1,5;2,5\r\ny;1,0;3,5\r\n", Format{UTF8, ';', '"', '\n', 0},
			[][]string{{"a", "b", "c"}, {"x", "1,5", "2,5"}, {"y", "1,0", "3,5"}}},
		{"semicolon without header", "x;1,5;2,5\ny;1,0;3,5\n", Format{UTF8, ';', '"', '\n', 0},
			[][]string{{"x", "1,5", "2,5"}, {"y", "1,0", "3,5"}}},
		{"tab with empty cells", "a\tb\tc\n1\t\t3\n\t\t\n", Format{UTF8, '\t', '"', '\n', 0},
			[][]string{{"a", "b", "c"}, {"1", "", "3"}, {"", "", ""}}},
		{"pipe", "a|b\n1, 2|3\n", Format{UTF8, '|', '"', '\n', 0}, [][]string{{"a", "b"}, {"1, 2", "3"}}},
		{"blanks", " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n", Format{UTF8, Blanks, '"', '\n', 0},
			[][]string{{"00004", "0001", "19970101", "2", "29.33"}, {"00004", "0001", "19970118", "2", "29.73"}}},
		{"byte order mark", "\xEF\xBB\xBF\"a\",b\n1,2\n", Format{UTF8, ',', '"', '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"windows-1252", "n,c\nM\xFCller,Z\xFCrich\nCaf\xE9,\x80 5\n", Format{Windows1252, ',', '"', '\n', 0},
			[][]string{{"n", "c"}, {"Müller", "Zürich"}, {"Café", "€ 5"}}},
		{"utf-16 by its mark", "\xFF\xFEa\x00;\x00b\x00\n\x001\x00;\x00\xE9\x00\n\x00", Format{UTF16LE, ';', '"', '\n', 0},
			[][]string{{"a", "b"}, {"1", "é"}}},
		{"lone carriage returns", "a,b\r1,2\r", Format{UTF8, ',', '"', '\r', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"separator line", "sep=;\na;b\n1,5;2\n", Format{UTF8, ';', '"', '\n', 1}, [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"comments", "# made by hand\n\n# twice\na,b\n1,2\n", Format{UTF8, ',', '"', '\n', 3}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"single quotes", "'a','b'\n'1,5','2'\n", Format{UTF8, ',', '\'', '\n', 0}, [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"one column", "a\nb\n", Format{UTF8, ',', '"', '\n', 0}, [][]string{{"a"}, {"b"}}},
		{"prose stays one column", "name\nAnna Schmidt\nBob\nIda de Vries\n", Format{UTF8, ',', '"', '\n', 0},
			[][]string{{"name"}, {"Anna Schmidt"}, {"Bob"}, {"Ida de Vries"}}},
		{"quoted line ends, doubled and stray quotes", "a,b\n\"x \"\"y\"\"\r\nz\",\"say \"hi\" you\"\n5\" pipe, \"q\" \n",
			Format{UTF8, ',', '"', '\n', 0}, [][]string{{"a", "b"}, {"x \"y\"\nz", "say \"hi\" you"}, {"5\" pipe", "q"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, rows := MustRead(t, write(t, c.content), Options{})
			if got != c.want {
				t.Errorf("recognised %+v, want %+v", got, c.want)
			}
			if diff := cmp.Diff(c.cells, cellsOf(rows)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOverrides(t *testing.T) {
	path := write(t, "a;b,\"c\n1;2,3\n")
	f, rows := MustRead(t, path, Options{Delimiter: "comma", Quote: "none", Encoding: "latin1"})
	if f.Delimiter != ',' || f.Quote != NoQuote || f.Encoding != "latin1" {
		t.Errorf("the options were not kept: %+v", f)
	}
	if diff := cmp.Diff([][]string{{"a;b", "\"c"}, {"1;2", "3"}}, cellsOf(rows)); diff != "" {
		t.Error(diff)
	}
	for _, o := range []Options{{Delimiter: "ab"}, {Quote: "x"}, {Encoding: "klingon"}, {Delimiter: "\""}} {
		if _, err := Recognise(path, o); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%+v gave %v, want a refusal", o, err)
		}
	}
}

func TestLinesAndRawAreKept(t *testing.T) {
	_, rows := MustRead(t, write(t, "a,b\n\n\"x\ny\",2\n3,4\n"), Options{})
	want := []Row{
		{Line: 1, Raw: "a,b", Cells: []string{"a", "b"}},
		{Line: 3, Raw: "\"x\ny\",2", Cells: []string{"x\ny", "2"}},
		{Line: 5, Raw: "3,4", Cells: []string{"3", "4"}},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestAnOpenQuoteCostsOneRow(t *testing.T) {
	_, rows := MustRead(t, write(t, "a,b\n1,2\n\"3,4\n5,6\n7,\"8"), Options{Delimiter: ","})
	want := []Row{
		{Line: 1, Raw: "a,b", Cells: []string{"a", "b"}},
		{Line: 2, Raw: "1,2", Cells: []string{"1", "2"}},
		{Line: 3, Raw: "\"3,4", Fault: FaultOpenQuote},
		{Line: 4, Raw: "5,6", Cells: []string{"5", "6"}},
		{Line: 5, Raw: "7,\"8", Fault: FaultOpenQuote},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestFilesFullOfOpenQuotesAreRead(t *testing.T) {
	const lines = 200_000
	_, rows := MustRead(t, write(t, strings.Repeat("\"a,b\n", lines)), Options{Delimiter: ","})
	if len(rows) != lines || rows[lines-1].Line != lines || rows[lines-1].Fault == "" {
		t.Errorf("%d rows, the last %+v; want %d", len(rows), rows[len(rows)-1], lines)
	}
}

func TestRowFaults(t *testing.T) {
	_, rows := MustRead(t, write(t, "a,b\né,ü\nbad\xFF,1\n2,3\n"), Options{})
	if rows[2].Fault != FaultEncoding || rows[2].Line != 3 || rows[3].Fault != "" {
		t.Errorf("rows %+v", rows)
	}
	_, rows = MustRead(t, write(t, "a,b\n1\x00,2\n"), Options{Encoding: "utf-8"})
	if rows[1].Fault != FaultNUL {
		t.Errorf("rows %+v", rows)
	}
}

func TestUnusableFiles(t *testing.T) {
	for _, c := range []struct{ name, content, says string }{
		{"empty", "", "is empty"},
		{"blank", " \n\r\n\t\n", "is empty"},
		{"mark alone", "\xEF\xBB\xBF", "is empty"},
		{"zero bytes", "a,b\n1,\x00\n", "no text table"},
		{"binary", strings.Repeat("\x01\x02abc\xFF", 40), "no text table"},
		{"workbook", "PK\x03\x04rest", "Excel workbook"},
		{"database", "SQLite format 3\x00", "a database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Recognise(write(t, c.content), Options{})
			if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
		})
	}
	if _, err := Recognise(t.TempDir(), Options{}); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder gave %v", err)
	}
	if _, err := Recognise(filepath.Join(t.TempDir(), "none.csv"), Options{}); data.CodeOf(err) != data.CodeNotFound {
		t.Errorf("a missing file gave %v", err)
	}
	if os.Geteuid() != 0 {
		path := write(t, "a,b\n")
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := Recognise(path, Options{}); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("an unreadable file gave %v", err)
		}
	}
}

func TestALineWithoutEndIsRefused(t *testing.T) {
	path := write(t, "a,b\n"+strings.Repeat("x", MaxRecord+1))
	f, err := Recognise(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	_, err = readAll(r)
	if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), "Line 2") {
		t.Errorf("got %v, want a refusal that names line 2", err)
	}
	if done, total := r.Progress(); done == 0 || done > total {
		t.Errorf("progress %d of %d", done, total)
	}
}

func TestSpectrum(t *testing.T) {
	folder := filepath.Join(sharedData(t), "csv_torture/csv-spectrum")
	files, err := filepath.Glob(filepath.Join(folder, "csvs/*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", folder, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(folder, "json", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var want []map[string]string
			if err := json.Unmarshal([]byte(strings.ReplaceAll(string(raw), `\r\n`, `\n`)), &want); err != nil {
				t.Fatal(err)
			}
			_, rows := MustRead(t, file, Options{})
			var got []map[string]string
			for _, row := range rows[1:] {
				object := map[string]string{}
				for i, cell := range row.Cells {
					object[rows[0].Cells[i]] = cell
				}
				got = append(got, object)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTortureFilesAreReadOrRefused(t *testing.T) {
	for _, pattern := range []string{"csv_torture/*/*/*", "csv_torture/*/*/*/*", "text_torture/*", "text_torture/*/*"} {
		files, err := filepath.Glob(filepath.Join(sharedData(t), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			f, err := Recognise(file, Options{})
			var known *data.Error
			if err != nil {
				if !errors.As(err, &known) {
					t.Errorf("%s: %v is no sentence for a person", file, err)
				}
				continue
			}
			r, err := Open(file, f)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if _, err := readAll(r); err != nil && !errors.As(err, &known) {
				t.Errorf("%s: %v is no sentence for a person", file, err)
			}
			_ = r.Close()
		}
	}
}

// sharedData finds the real files beside the module, or skips.
func sharedData(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = parent
	}
	shared := filepath.Join(folder, "../shared/data")
	if _, err := os.Stat(shared); err != nil {
		t.Skip("../shared/data is not there")
	}
	return shared
}

// FuzzReader holds the reader to encoding/csv where that accepts the input, and
// to its own promises everywhere: it ends, lines rise, and nothing panics.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "\"a\nb\",c\n", "a\"b,c\n", "\"a\"b,c", "\"open", " \"a\" ,b\n", "\r\r\n", "a,\"\n\"\n\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, delimiter := range []rune{',', Blanks, 'é'} {
			r := newReader(strings.NewReader(text), Format{Delimiter: delimiter, Quote: '"', LineEnd: '\n'}, "fuzz")
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

// compare ignores rows of white space alone, which this reader passes over, and
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
		if len(record) > 1 || strings.TrimSpace(record[0]) != "" || strings.Contains(record[0], "\n") {
			kept = append(kept, record)
		}
	}
	var got [][]string
	for _, row := range rows {
		if len(row.Cells) > 1 || strings.TrimSpace(strings.Join(row.Cells, "")) != "" || strings.Contains(row.Raw, "\n") {
			got = append(got, row.Cells)
		}
	}
	if diff := cmp.Diff(kept, got); diff != "" {
		t.Fatalf("%q: %s", text, diff)
	}
}
