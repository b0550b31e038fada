package workbook_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/exchange/workbook"
)

// readAll reads a file to its end; what is refused must be refused in a sentence.
func readAll(t *testing.T, path string) {
	r, err := workbook.Open(path, workbook.Options{})
	if err != nil {
		if data.CodeOf(err) != data.CodeBadInput {
			t.Fatal(err)
		}
		return
	}
	defer r.Close()
	for line := 0; ; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			if data.CodeOf(err) != data.CodeBadInput {
				t.Fatal(err)
			}
			return
		}
		if row.Line < 1 || row.Fault == "" && len(row.Cells) == 0 {
			t.Fatalf("after %d: %+v", line, row)
		}
		line = row.Line
	}
}

// FuzzRead changes the parts of a workbook: its sheet, texts and formats.
func FuzzRead(f *testing.F) {
	f.Add(least["xl/worksheets/s.xml"], least["xl/strings.xml"], `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(`<worksheet><sheetData><row r="3"><c r="B3" s="0"><v>46085.5</v></c><c t="inlineStr"><is><r><t>a</t></r></is></c></row></sheetData>`, "<sst/>", `<styleSheet><cellXfs><xf numFmtId="46"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, texts, formats string) {
		readAll(t, packed(t, map[string]string{
			"xl/worksheets/s.xml": sheet, "xl/strings.xml": texts, "xl/styles.xml": formats,
			"xl/_rels/workbook.xml.rels": `<r><Relationship Id="r1" Type="/worksheet" Target="worksheets/s.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="strings.xml"/><Relationship Id="r3" Type="/styles" Target="styles.xml"/></r>`,
		}))
	})
}

// FuzzArchive changes the bytes of a workbook's file.
func FuzzArchive(f *testing.F) {
	good, err := os.ReadFile(packed(f, nil))
	must(f, err)
	f.Add(good)
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, file []byte) {
		path := filepath.Join(t.TempDir(), "fuzz.xlsx")
		must(t, os.WriteFile(path, file, 0o600))
		readAll(t, path)
	})
}
