package delimited

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
)

// MustRead recognises and reads a whole table.
func MustRead(t testing.TB, content string, o Options) (Format, []Row) {
	t.Helper()
	f, err := Recognise(strings.NewReader(content), "table.csv", o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(strings.NewReader(content), "table.csv", f)
	if err != nil {
		t.Fatal(err)
	}
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
		{"comma", "a,b\n1,2\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"semicolon with decimal commas", "a;b;c\r\nx;1,5;2,5\r\ny;1,0;3,5\r\n", Format{UTF8, ';', '"', 0, '\n', 0},
			[][]string{{"a", "b", "c"}, {"x", "1,5", "2,5"}, {"y", "1,0", "3,5"}}},
		{"semicolon without header", "x;1,5;2,5\ny;1,0;3,5\n", Format{UTF8, ';', '"', 0, '\n', 0},
			[][]string{{"x", "1,5", "2,5"}, {"y", "1,0", "3,5"}}},
		{"tab with empty cells", "a\tb\tc\n1\t\t3\n\t\t\n", Format{UTF8, '\t', '"', 0, '\n', 0},
			[][]string{{"a", "b", "c"}, {"1", "", "3"}, {"", "", ""}}},
		{"pipe", "a|b\n1, 2|3\n", Format{UTF8, '|', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1, 2", "3"}}},
		{"blanks", " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n", Format{UTF8, Blanks, '"', 0, '\n', 0},
			[][]string{{"00004", "0001", "19970101", "2", "29.33"}, {"00004", "0001", "19970118", "2", "29.73"}}},
		{"byte order mark", "\xEF\xBB\xBF\"a\",b\n1,2\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"windows-1252", "n,c\nM\xFCller,Z\xFCrich\nCaf\xE9,\x80 5\n", Format{Windows1252, ',', '"', 0, '\n', 0},
			[][]string{{"n", "c"}, {"Müller", "Zürich"}, {"Café", "€ 5"}}},
		{"utf-16 by its mark", "\xFF\xFEa\x00;\x00b\x00\n\x001\x00;\x00\xE9\x00\n\x00", Format{UTF16LE, ';', '"', 0, '\n', 0},
			[][]string{{"a", "b"}, {"1", "é"}}},
		{"lone carriage returns", "a,b\r1,2\r", Format{UTF8, ',', '"', 0, '\r', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"separator line", "sep=;\na;b\n1,5;2\n", Format{UTF8, ';', '"', 0, '\n', 1}, [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"comments", "# made by hand\n\n# twice\na,b\n1,2\n", Format{UTF8, ',', '"', 0, '\n', 3}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"single quotes", "'a','b'\n'1,5','2'\n", Format{UTF8, ',', '\'', 0, '\n', 0}, [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"one column", "a\nb\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a"}, {"b"}}},
		{"prose stays one column", "name\nAnna Schmidt\nBob\nIda de Vries\n", Format{UTF8, ',', '"', 0, '\n', 0},
			[][]string{{"name"}, {"Anna Schmidt"}, {"Bob"}, {"Ida de Vries"}}},
		{"quoted line ends, doubled and stray quotes", "a,b\n\"x \"\"y\"\"\r\nz\",\"say \"hi\" you\"\n5\" pipe, \"q\" \n",
			Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"x \"y\"\nz", "say \"hi\" you"}, {"5\" pipe", "q"}}},
		{"unusual delimiters", "a^b^c\n1^x, y^3\n", Format{UTF8, '^', '"', 0, '\n', 0}, [][]string{{"a", "b", "c"}, {"1", "x, y", "3"}}},
		{"a delimiter of two bytes", "a§b\n1§2\n", Format{UTF8, '§', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"unit separators", "a\x1Fb\n1\x1F2\n", Format{UTF8, '\x1F', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"colons", "city:people\nBern:5\n", Format{UTF8, ':', '"', 0, '\n', 0}, [][]string{{"city", "people"}, {"Bern", "5"}}},
		{"times are no columns", "12:30\n12:31\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"12:30"}, {"12:31"}}},
		{"backslashes", "a,b\n\"say \\\"hi\\\", you\",2\n\"\\\"\\\"\",\"c:\\new\"\n", Format{UTF8, ',', '"', Backslash, '\n', 0},
			[][]string{{"a", "b"}, {"say \"hi\", you", "2"}, {"\"\"", "c:\\new"}}},
		{"a path at the end of a cell", "a,b\n\"c:\\x\\\",\"2\"\n\"c:\\y\\\",3\n", Format{UTF8, ',', '"', 0, '\n', 0},
			[][]string{{"a", "b"}, {"c:\\x\\", "2"}, {"c:\\y\\", "3"}}},
		{"JSON in doubled quotes", "a,b\n1,\"{\"\"x\"\":\"\"5\\\"\" wide\"\"}\"\n", Format{UTF8, ',', '"', 0, '\n', 0},
			[][]string{{"a", "b"}, {"1", "{\"x\":\"5\\\" wide\"}"}}},
		{"line ends of all kinds", "a,b\r1,2\n3,4\r\n\"5\r6\",7\r8,9", Format{UTF8, ',', '"', 0, '\r', 0},
			[][]string{{"a", "b"}, {"1", "2"}, {"3", "4"}, {"5\n6", "7"}, {"8", "9"}}},
		{"a lone return in a cell", "a,b\nx\ry,2\n3,4\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"x\ry", "2"}, {"3", "4"}}},
		{"separator line saved again", "SEP=|||\r\na|b|c\r\n1|2|3\r\n", Format{UTF8, '|', '"', 0, '\n', 1}, [][]string{{"a", "b", "c"}, {"1", "2", "3"}}},
		{"separator line, then comments", "sep=,\n// of May\na,b\n1,2\n", Format{UTF8, ',', '"', 0, '\n', 2}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"a header that begins with #", "# made by hand\n#id,name\n1,Anna\n", Format{UTF8, ',', '"', 0, '\n', 1}, [][]string{{"#id", "name"}, {"1", "Anna"}}},
		{"a comment as wide as the table", "# by hand, in May\nid,name\n1,Anna\n", Format{UTF8, ',', '"', 0, '\n', 1}, [][]string{{"id", "name"}, {"1", "Anna"}}},
		{"a header that talks", "# of calls,name\n1,Anna\n2,Bo\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"# of calls", "name"}, {"1", "Anna"}, {"2", "Bo"}}},
		{"a comment with an open quote", "# a, \"b\nid,name,x\n1,\"Anna\",2\n", Format{UTF8, ',', '"', 0, '\n', 1}, [][]string{{"id", "name", "x"}, {"1", "Anna", "2"}}},
		{"rows that look like comments", "#1001,5\n#1002,6\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"#1001", "5"}, {"#1002", "6"}}},
		{"one column of tags", "#up\n#down\nnone\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"#up"}, {"#down"}, {"none"}}},
		{"the end of a DOS file", "a,b\r\n1,2\r\n\x1A", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"ragged rows", "a,b,c\n1\n1,2,3,4\n1,2,3\n", Format{UTF8, ',', '"', 0, '\n', 0}, [][]string{{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}, {"1", "2", "3"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, rows := MustRead(t, c.content, Options{})
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
	content := "a;b,\"c\n1;2,3\n"
	f, rows := MustRead(t, content, Options{Delimiter: "comma", Quote: "none", Encoding: "latin1"})
	if f.Delimiter != ',' || f.Quote != NoQuote || f.Encoding != "latin1" {
		t.Errorf("the options were not kept: %+v", f)
	}
	if diff := cmp.Diff([][]string{{"a;b", "\"c"}, {"1;2", "3"}}, cellsOf(rows)); diff != "" {
		t.Error(diff)
	}
	for _, o := range []Options{{Delimiter: "ab"}, {Quote: "x"}, {Encoding: "klingon"}, {Delimiter: "\""}} {
		if _, err := Recognise(strings.NewReader(content), "table.csv", o); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%+v gave %v, want a refusal", o, err)
		}
	}
}

func TestLinesAndRawAreKept(t *testing.T) {
	_, rows := MustRead(t, "a,b\n\n\"x\ny\",2\n3,4\n", Options{})
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
	_, rows := MustRead(t, "a,b\n1,2\n\"3,4\n5,6\n7,\"8", Options{Delimiter: ","})
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

// Without this, the rows up to the next quote would be one cell, and lost.
func TestAnOpenQuoteEndsWhereAnotherCellBegins(t *testing.T) {
	_, rows := MustRead(t, "a,b\n\"1,2\n3,4\n5,\"6\"\n\"7\",8\n", Options{})
	want := []Row{
		{Line: 1, Raw: "a,b", Cells: []string{"a", "b"}},
		{Line: 2, Raw: "\"1,2", Fault: FaultOpenQuote},
		{Line: 3, Raw: "3,4", Cells: []string{"3", "4"}},
		{Line: 4, Raw: "5,\"6\"", Cells: []string{"5", "6"}},
		{Line: 5, Raw: "\"7\",8", Cells: []string{"7", "8"}},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestFilesFullOfOpenQuotesAreRead(t *testing.T) {
	const lines = 200_000
	_, rows := MustRead(t, strings.Repeat("\"a,b\n", lines), Options{Delimiter: ","})
	if len(rows) != lines || rows[lines-1].Line != lines || rows[lines-1].Fault == "" {
		t.Errorf("%d rows, the last %+v; want %d", len(rows), rows[len(rows)-1], lines)
	}
}

func TestRowFaults(t *testing.T) {
	_, rows := MustRead(t, "a,b\né,ü\nbad\xFF,1\n2,3\n", Options{})
	if rows[2].Fault != FaultEncoding || rows[2].Line != 3 || rows[3].Fault != "" {
		t.Errorf("rows %+v", rows)
	}
	_, rows = MustRead(t, "a,b\n1\x00,2\n3,4\n", Options{})
	if rows[1].Fault != FaultNUL || rows[2].Fault != "" {
		t.Errorf("rows %+v", rows)
	}
	_, rows = MustRead(t, "a,b\n1\x82,2\n\x82\xa0,4\n", Options{Encoding: "shift_jis"})
	if rows[1].Fault != FaultEncoding || rows[2].Cells[0] != "あ" {
		t.Errorf("rows %+v", rows)
	}
}

func TestUnusableText(t *testing.T) {
	for _, c := range []struct{ name, content, says string }{
		{"empty", "", "is empty"},
		{"blank", " \n\r\n\t\n", "is empty"},
		{"mark alone", "\xEF\xBB\xBF", "is empty"},
		{"blank in UTF-16", "\xFF\xFE \x00\n\x00", "is empty"},
		{"zero bytes", "a,b\n1,\x00\x00\n", "no text table"},
		{"binary", strings.Repeat("\x01\x02abc\xFF", 40), "no text table"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Recognise(strings.NewReader(c.content), "table.csv", Options{})
			if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
		})
	}
}

// endless gives the same text again and again and counts it.
type endless struct {
	text string
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[(e.read+i)%len(e.text)]
	}
	e.read += len(p)
	return len(p), nil
}

func TestWhatHasNoEndIsRefusedSoon(t *testing.T) {
	for _, c := range []struct{ name, start, text, says string }{
		{"a line", "a,b\n", "x", "Line 2 of"},
		{"a line of quotes", "", "\"\",", "Line 1 of"},
		{"a line in UTF-8", "a\n", "é", "Line 2 of"},
		{"zeros", "", "\x00", "no text table"},
		{"noise", "", "a\x03\n", "no text table"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := &endless{text: c.text}
			_, err := Recognise(io.MultiReader(strings.NewReader(c.start), src), "table.csv", Options{})
			if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
			if src.read > 2*MaxRecord {
				t.Errorf("it took %d bytes to refuse", src.read)
			}
			r, err := New(io.MultiReader(strings.NewReader(c.start), &endless{text: "x"}), "table.csv", Format{Delimiter: ',', Quote: '"'})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := readAll(r); data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), "longer than 16 MiB") {
				t.Errorf("reading gave %v", err)
			}
		})
	}
}

func TestLongQuotedCellsDoNotFillTheMemory(t *testing.T) {
	lines := strings.Repeat("not,closed\n", 3*MaxRecord/11)
	r := newReader(strings.NewReader("\"open,1\n"+lines), "table.csv", Format{Delimiter: ',', Quote: '"'}, 64<<10)
	row, err := r.Read()
	if err != nil || row.Fault != FaultOpenQuote || row.Raw != "\"open,1" {
		t.Fatalf("row %+v, %v", row, err)
	}
	if cap(r.pending) > 3*MaxRecord {
		t.Errorf("%d bytes are kept", cap(r.pending))
	}
	n := 0
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if n++; err != nil || row.Line != n+1 || len(row.Cells) != 2 {
			t.Fatalf("row %d: %+v, %v", n, row, err)
		}
	}
	if n != 3*MaxRecord/11 {
		t.Errorf("%d rows", n)
	}
}

// After many stray quotes a cell of several lines is still followed.
func TestStrayQuotesDoNotSpoilLaterCells(t *testing.T) {
	var b strings.Builder
	b.WriteString("a,b\n")
	for range 40 {
		b.WriteString("\"stray,1\n" + strings.Repeat("good,2\n", 100) + "\"later\",3\n")
	}
	long := strings.Repeat("a long note\n", 300)
	b.WriteString("\"" + long + "\",4\n")
	_, rows := MustRead(t, b.String(), Options{})
	faults := 0
	for _, row := range rows {
		if row.Fault != "" {
			faults++
		}
	}
	if last := rows[len(rows)-1]; faults != 40 || len(rows) != 1+40*102+1 || len(last.Cells) != 2 || last.Cells[0] != long {
		t.Errorf("%d faults in %d rows", faults, len(rows))
	}
}

func TestVeryWideRows(t *testing.T) {
	const width = 100_000
	_, rows := MustRead(t, strings.Repeat("a,", width-1)+"a\n"+strings.Repeat("1,", width-1)+"1\n", Options{})
	if len(rows) != 2 || len(rows[1].Cells) != width {
		t.Errorf("%d rows", len(rows))
	}
}

func TestLinesCountOnceWhateverEndsThem(t *testing.T) {
	_, rows := MustRead(t, "a,b\r1,2\r\n3,4\r\n\r\n5,6\r7,8\n9,0", Options{})
	var lines []int
	for _, row := range rows {
		lines = append(lines, row.Line)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 5, 6, 7}, lines); diff != "" {
		t.Error(diff)
	}
}
