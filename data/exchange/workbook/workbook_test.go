package workbook_test

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"cxworkbench/data"
	"cxworkbench/data/exchange/rows"
	"cxworkbench/data/exchange/workbook"
)

// saved saves a workbook that f fills.
func saved(t testing.TB, f func(x *excelize.File)) string {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	f(x)
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := x.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// must fails where an error is not nil.
func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// lines reads all rows as "line: cells" or "line! fault".
func lines(t testing.TB, path, sheet string) []string {
	t.Helper()
	r, err := workbook.Open(path, workbook.Options{Sheet: sheet})
	if err != nil {
		return []string{data.Sentence(err)}
	}
	defer r.Close()
	var got []string
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return got
		case err != nil:
			return append(got, data.Sentence(err))
		}
		got = append(got, show(row))
	}
}

func show(row rows.Row) string {
	if row.Fault != "" {
		return fmt.Sprintf("%d! %s", row.Line, row.Fault)
	}
	return fmt.Sprintf("%d: %s", row.Line, strings.Join(row.Cells, "|"))
}

func TestValues(t *testing.T) {
	path := saved(t, func(x *excelize.File) {
		styled := func(cell string, v any, format string) {
			id, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
			must(t, err, x.SetCellValue("Sheet1", cell, v), x.SetCellStyle("Sheet1", cell, cell, id))
		}
		must(t, x.SetCellValue("Sheet1", "A1", "text"), x.SetCellValue("Sheet1", "B1", "0042"),
			x.SetCellValue("Sheet1", "D1", true), x.SetCellValue("Sheet1", "E1", 19.99),
			x.SetCellRichText("Sheet1", "F1", []excelize.RichTextRun{{Text: "two "}, {Text: "runs", Font: &excelize.Font{Bold: true}}}))
		styled("A3", 46085, "yyyy-mm-dd")
		styled("B3", 46085.62782407407, "d/m/yy h:mm")
		styled("C3", 0.62782407407, "h:mm AM/PM")
		styled("D3", 1.5, "[h]:mm:ss")
		styled("E3", 0.25, "0%")
		styled("F3", 1234.5, `#,##0.0 "days"`)
		styled("A4", 46085, `[$-407]d. mmmm yyyy;@`)
		styled("B4", 46085, `#,##0 "d"`)
		styled("C4", 46085, "General")
		styled("D4", -3, "yyyy-mm-dd")
		styled("E4", 46085.999999999, "yyyy-mm-dd hh:mm")
		styled("F4", 46085.0, "yyyy-mm-dd hh:mm")
		styled("A5", 59, "m/d/yyyy")
		styled("B5", 61, "m/d/yyyy")
		styled("C5", 2958465, "m/d/yyyy")
		styled("D5", 2958466, "m/d/yyyy")
		must(t, x.SetCellFormula("Sheet1", "A6", "=1+1"), x.SetCellValue("Sheet1", "B6", "_x005F_x"),
			x.MergeCell("Sheet1", "D6", "F6"), x.SetCellValue("Sheet1", "D6", "merged"))
	})
	want := []string{
		"1: text|0042||true|19.99|two runs",
		"3: 2026-03-04|2026-03-04T15:04:04|15:04:04|36:00:00|0.25|1234.5",
		"4: 2026-03-04|46085|46085|-3|2026-03-05T00:00:00|2026-03-04T00:00:00",
		"5: 1900-02-28|1900-03-01|9999-12-31|2958466||",
		"6: |_x||merged||",
	}
	if d := cmp.Diff(want, lines(t, path, "")); d != "" {
		t.Error(d)
	}
}

func TestDateSystem1904(t *testing.T) {
	path := saved(t, func(x *excelize.File) {
		yes, format := true, "yyyy-mm-dd"
		id, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(t, err, x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}),
			x.SetCellValue("Sheet1", "A1", 44623), x.SetCellStyle("Sheet1", "A1", "A1", id))
	})
	if got := lines(t, path, ""); len(got) != 1 || got[0] != "1: 2026-03-04" {
		t.Error(got)
	}
}

func TestSheets(t *testing.T) {
	path := saved(t, func(x *excelize.File) {
		for _, name := range []string{"Empty", "People", "Hidden", "2"} {
			_, err := x.NewSheet(name)
			must(t, err)
		}
		must(t, x.SetCellValue("People", "B2", "p"), x.SetCellValue("Hidden", "A1", "h"), x.SetCellValue("2", "A1", "two"),
			x.SetSheetVisible("Hidden", false))
	})
	for sheet, want := range map[string]string{
		"": "2: |p", "people": "2: |p", "3": "2: |p", "Hidden": "1: h", "2": "1: two",
		"Nobody": `"book.xlsx" has no sheet "Nobody": those with rows are People, Hidden, 2.`,
	} {
		if got := lines(t, path, sheet); len(got) != 1 || got[0] != want {
			t.Errorf("%q: %q", sheet, got)
		}
	}
	r, err := workbook.Open(path, workbook.Options{})
	must(t, err)
	defer r.Close()
	if d := cmp.Diff([]string{"People", "Hidden", "2"}, r.Sheets()); d != "" || r.Sheet() != "People" || r.Header() != nil {
		t.Error(d, r.Sheet())
	}
	if got := lines(t, saved(t, func(*excelize.File) {}), ""); !strings.Contains(got[0], "no sheet with rows") {
		t.Error(got)
	}
}

// Parts of the least workbook; a test replaces some.
var least = map[string]string{
	"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="/xl/worksheets/s.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="strings.xml"/></Relationships>`,
	"xl/strings.xml":             `<sst><si><t>shared</t><rPh><t>spoken</t></rPh></si></sst>`,
	"xl/worksheets/s.xml":        `<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>`,
}

// packed makes an archive of parts over those of the least workbook.
func packed(t testing.TB, parts map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.xlsx")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	all := maps.Clone(least)
	maps.Copy(all, parts)
	for name, text := range all {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, z.Close(), f.Close())
	return path
}

func sheetOf(rows string) map[string]string {
	return map[string]string{"xl/worksheets/s.xml": "<x:worksheet xmlns:x='m'><x:sheetData>" + rows + "</x:sheetData></x:worksheet>"}
}

func TestCells(t *testing.T) {
	for text, want := range map[string]string{
		`<row r="7"><c t="s"><v> 0 </v></c><c><v>12345678901234567</v></c><c r="E7"><v>1.0E5</v></c></row>`:         "7: shared|12345678901234567|||100000",
		`<row><c><v>19.989999999999998</v></c><c><v>1.2345678901234567E+16</v></c><c><v>1E-7</v></c></row>`:         "1: 19.99|12345678901234567|0.0000001",
		`<row><c t="e"><v>#N/A</v></c><c t="b"><v>0</v></c><c t="str"><f>A1</f><v>by formula</v></c></row>`:         "1: |false|by formula",
		`<row><c t="inlineStr"><is><t>in</t><r><t>_x000A_line</t></r></is></c><c t="d"><v>2026-03-04</v></c></row>`: "1: in\nline|2026-03-04",
		`<row><c r="XFE1"><v>1</v></c></row>`:                                  "1! a cell of it stands where no sheet has one",
		`<row><c t="s"><v>1</v></c></row>`:                                     "1! a cell of it refers to a text that the workbook does not have",
		`<row><c><v>-1.50E3</v></c><c><v>0E5</v></c><c><v>1E400</v></c></row>`: "1: -1500|0|1E400",
		`<row><c s="99"><v>5</v></c></row>`:                                    "1: 5",
	} {
		if got := lines(t, packed(t, sheetOf(text)), ""); len(got) != 1 || got[0] != want {
			t.Errorf("%s\n got %q\nwant %q", text, got, want)
		}
	}
}

// long is a text that no cell can hold, of digits that do not shrink much.
func long() string {
	var b []byte
	for i := int64(1); len(b) < 36<<20; i++ {
		b = strconv.AppendInt(b, i*i*2654435761, 10)
	}
	return string(b)
}

func TestRefused(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		must(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	const old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	encrypted := old + strings.Repeat("x", 100_000) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	bomb := strings.Repeat("<a>"+strings.Repeat(" ", 1<<20)+"</a>", 20)
	for path, want := range map[string]string{
		write("a.xls", old+"rest"):                          "old Excel file (XLS)",
		write("b.xlsx", encrypted):                          "protected with a password",
		write("c.xlsx", "hello"):                            "no workbook, or is damaged",
		write("d.xlsx", ""):                                 "is empty",
		filepath.Join(t.TempDir(), "no"):                    "There is no file",
		packed(t, map[string]string{"xl/workbook.bin": ""}): "binary workbook",
		packed(t, map[string]string{"mimetype": "application/vnd.oasis", "content.xml": ""}):  "OpenDocument",
		packed(t, map[string]string{"_rels/.rels": "<a/>", "xl/workbook.xml": "<workbook"}):   "damaged workbook",
		packed(t, map[string]string{"xl/worksheets/s.xml": "<worksheet><sheetData><row><c>"}): "damaged workbook",
		packed(t, map[string]string{"xl/worksheets/s.xml": "<worksheet>" + bomb}):             "unpacks to far more",
		packed(t, map[string]string{"xl/strings.xml": bomb}):                                  "unpacks to far more",
		packed(t, map[string]string{"xl/worksheets/s.xml": strings.Repeat("<a>", 100_000)}):   "damaged workbook",
		packed(t, sheetOf(`<row><c t="str"><v>`+long()+`</v></c></row>`)):                     "longer than 16 MiB",
		packed(t, map[string]string{"xl/worksheets/s.xml": `<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&d;</v></c></row></sheetData></worksheet>`}): "XML entities",
		packed(t, sheetOf(`<row><c t="str"><v>&d;</v></c></row>`)): "damaged workbook",
	} {
		got := lines(t, path, "")
		if len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s: %.300q", want, got)
		}
	}
}
