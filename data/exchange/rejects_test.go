package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cxworkbench/data"
	"cxworkbench/data/exchange/rows"
)

// mustWriteNamed writes a file whose name tells its format.
func mustWriteNamed(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustWriteWorkbook(t *testing.T, rows ...[]any) string {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "source.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Rows of formats that are no text go to the rejects file as a table: as it stands
// it is rejected again, corrected it is imported.
func TestRejectsOfOtherFormatsAreCorrectedAndImported(t *testing.T) {
	calls := []string{"customer 1", "customer 2", "did 1 2026-01-05 Help(service,pull)", "did 2 2026-01-06 Help(service,pull)"}
	for _, c := range []struct {
		name, path string
		as         As
		correct    map[string]string // cells of the rejected row, by column
		want       []string
	}{
		{"workbook", mustWriteWorkbook(t, []any{"customer", "at", "activity", "note"}, []any{"1", "2026-01-05", "Help", "a"}, []any{"2", "soon", "Help", "says \"no\",\ntwice"}),
			AsInteractions, map[string]string{"at": "2026-01-06"}, calls},
		{"JSON", mustWriteNamed(t, "source.json", `[{"customer":"1","at":"2026-01-05","activity":"Help"},{"customer":"2","at":"soon, perhaps","activity":"Help"}]`),
			AsInteractions, map[string]string{"at": "2026-01-06"}, calls},
		{"JSON Lines", mustWriteNamed(t, "source.jsonl", `{"customer":"1","at":"2026-01-05","activity":"Help"}`+"\n"+`{"customer":"2","at":`+"\n"),
			AsInteractions, map[string]string{"customer": "2", "at": "2026-01-06", "activity": "Help"}, calls},
		{"vCard", mustWriteNamed(t, "source.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEMAIL:a@x.org\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob Ray\r\n"),
			AsCustomers, map[string]string{"name": "Bob Ray", "email": "b@x.org"}, []string{"customer Ann Lee", "customer Bob Ray"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ws := MustCreate(t, settings())
			r := MustRun(t, ws, c.path, options(as(c.as)))
			if r.Imported != 1 || r.Rejected != 1 {
				t.Fatalf("counted %+v, reasons %v", countsOf(r), r.Reasons)
			}
			if err := tryImport(t, ws, r.RejectsFile, options(as(c.as))); err == nil && len(dump(t, ws)) != len(c.want)/2 {
				t.Errorf("as it stands it was imported: %q", dump(t, ws))
			}
			rejects, err := os.ReadFile(r.RejectsFile)
			if err != nil {
				t.Fatal(err)
			}
			records, err := csv.NewReader(bytes.NewReader(rejects)).ReadAll()
			if err != nil || len(records) != 2 {
				t.Fatalf("%d records in the rejects file, %v", len(records), err)
			}
			for column, value := range c.correct {
				records[1][slices.Index(records[0], column)] = value
			}
			var corrected strings.Builder
			if err := csv.NewWriter(&corrected).WriteAll(records); err != nil {
				t.Fatal(err)
			}
			again := MustRun(t, ws, mustWriteNamed(t, "corrected.csv", corrected.String()), options(as(c.as)))
			if again.Imported != 1 || again.Rejected != 0 {
				t.Errorf("corrected: counted %+v, reasons %v", countsOf(again), again.Reasons)
			}
			wantDump(t, dump(t, ws), c.want...)
		})
	}
}

func TestRejectedCellsAreKeptAsTheyStood(t *testing.T) {
	for want, row := range map[string]rows.Row{
		`2,soon,"says ""no"", twice"`: {Cells: []string{"2", "soon", `says "no", twice`}},
		`2;"soon`:                     {Raw: `2;"soon`, Fault: "a quote is opened and not closed"},
	} {
		if got := asItStood(row); got != want {
			t.Errorf("kept as %q, want %q", got, want)
		}
	}
}

func mustZip(t *testing.T, members ...[2]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for _, m := range members {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// The headers that later parts of a zip repeat are counted and are no rows.
func TestHeadersOfPartsAreCounted(t *testing.T) {
	path := mustZip(t, [2]string{"jan.csv", "customer,at,activity\n1,2026-01-05,Call\n"}, [2]string{"feb.csv", "# February\ncustomer,at,activity\n1,2026-02-05,Call\n"})
	r := MustRun(t, MustCreate(t, settings()), path, options())
	wantCounts(t, r, counts{read: 2, imported: 2, customersNew: 1})
	if r.Header != 3 {
		t.Errorf("%d lines of header, want 3", r.Header)
	}
}

// One file of a zip can be chosen.
func TestAMemberOfAZipIsChosen(t *testing.T) {
	path := mustZip(t, [2]string{"a.csv", "customer,at,activity\n1,2026-01-05,Call\n"}, [2]string{"b.csv", "customer,name\n7,Ann\n8,Bob\n"})
	ws := MustCreate(t, settings())
	r := MustRun(t, ws, path, options(func(o *Options) { o.Member = "b.csv" }))
	wantCounts(t, r, counts{read: 2, imported: 2, customersNew: 2})
	wantRefused(t, tryImport(t, ws, path, options(func(o *Options) { o.Member = "c.csv" })), data.CodeBadInput, "c.csv")
}
