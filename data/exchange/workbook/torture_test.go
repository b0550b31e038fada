package workbook_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"cxworkbench/data"
	"cxworkbench/data/exchange/workbook"
)

// shared finds a folder of the data that was gathered to test with.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	must(t, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	path := filepath.Join(dir, "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	return path
}

// Every file is read or refused with a sentence, in time, and where excelize
// reads it too, each sheet has the same rows with values in the same cells.
func TestTorture(t *testing.T) {
	read, refused := 0, 0
	err := filepath.WalkDir(shared(t, "xlsx_torture"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			r, err := workbook.Open(path, workbook.Options{})
			if err != nil {
				refused++
				t.Logf("%s: %v", d.Name(), err)
				if data.CodeOf(err) != data.CodeBadInput {
					t.Errorf("%s: %v", d.Name(), data.CodeOf(err))
				}
				return
			}
			read++
			must(t, r.Close())
			for _, sheet := range r.Sheets() {
				compare(t, path, sheet)
			}
		}()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: not read in time", path)
		}
		return nil
	})
	must(t, err)
	t.Logf("%d read, %d refused", read, refused)
	if read < 20 {
		t.Errorf("only %d files were read", read)
	}
}

// compare holds a sheet against what excelize reads: its raw values say which
// cells are filled, and what the texts are.
func compare(t *testing.T, path, sheet string) {
	t.Helper()
	name := filepath.Base(path) + " " + sheet
	x, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Logf("%s: excelize: %v", name, err)
		return
	}
	defer x.Close()
	all, err := x.GetRows(sheet)
	if err != nil {
		t.Logf("%s: excelize: %v", name, err)
		return
	}
	r, err := workbook.Open(path, workbook.Options{Sheet: sheet})
	must(t, err)
	defer r.Close()
	for i, want := range all {
		if strings.Join(want, "") == "" {
			continue
		}
		row, err := r.Read()
		if err != nil || row.Line != i+1 {
			t.Errorf("%s: row %d: %+v, %v", name, i+1, row, err)
			return
		}
		for c, v := range want {
			got := ""
			if c < len(row.Cells) {
				got = row.Cells[c]
			}
			if strings.HasPrefix(v, "#") {
				v = ""
			}
			if (v == "") != (got == "") || strings.ContainsAny(v, "abcdfghijkmnopqrsvwxyz") && v != got {
				t.Errorf("%s: row %d column %d: %q, excelize has %q", name, i+1, c+1, got, v)
			}
		}
	}
	if row, err := r.Read(); err == nil {
		t.Errorf("%s: more than excelize reads: %+v", name, row)
	}
}
