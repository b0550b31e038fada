package export_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cxworkbench/data/exchange/export"
)

// records reads a file of a folder as cells by column.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff"))).ReadAll()
	must(t, err)
	var out []map[string]string
	for _, cells := range all[1:] {
		record := map[string]string{}
		for i, name := range all[0] {
			record[name] = cells[i]
		}
		out = append(out, record)
	}
	return out
}

// A folder that was written before lists of people were in the file (the program of
// 22 November 2026, commit afc9c66) loads, and all it says is there: the workspace
// that comes of it writes each cell as it was.
func TestAFolderOfAnOlderVersionLoads(t *testing.T) {
	older, into := filepath.Join("testdata", "folder-before-lists"), newWorkspace(t, t.TempDir())
	report, err := export.Load(context.Background(), into, older, nil)
	must(t, err)
	newer := filepath.Join(t.TempDir(), "out")
	_, err = export.Write(context.Background(), into, export.Request{As: export.AsAll}, newer, nil)
	must(t, err)
	files, err := filepath.Glob(filepath.Join(older, "*.csv"))
	must(t, err)
	rows := 0
	for _, path := range files {
		name := filepath.Base(path)
		if name == "dictionary.csv" {
			continue
		}
		was, is := records(t, path), records(t, filepath.Join(newer, name))
		rows += len(was)
		if len(was) != len(is) {
			t.Errorf("%s has %d rows, had %d", name, len(is), len(was))
			continue
		}
		for i := range was {
			for column, cell := range was[i] {
				if name == "stage.csv" && column == "id" || column == "stage_id" {
					cell = plus(t, cell, 7) // those that were in the new workspace have these numbers
				}
				if is[i][column] != cell {
					t.Errorf("%s, row %d: %s is %q, was %q", name, i+1, column, is[i][column], cell)
				}
			}
		}
	}
	if rows == 0 || report.Imported != rows || len(records(t, filepath.Join(newer, "segment_member.csv"))) != 0 {
		t.Errorf("%d of %d rows were loaded", report.Imported, rows)
	}
}

func plus(t *testing.T, cell string, n int) string {
	t.Helper()
	was, err := strconv.Atoi(cell)
	must(t, err)
	return strconv.Itoa(was + n)
}

// What an older version did not know is not asked for; what this version does not
// find, though the folder was written with it, is.
func TestAFolderIsWholeByItsDictionary(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "folder")
	must(t, os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "folder-before-lists"))))
	must(t, os.Remove(filepath.Join(dir, "unassigned.csv")))
	into := newWorkspace(t, t.TempDir())
	_, err := export.Load(context.Background(), into, dir, nil)
	if err == nil || !strings.Contains(err.Error(), "no unassigned.csv") {
		t.Errorf("a file that was lost: %v", err)
	}
	path := filepath.Join(dir, "dictionary.csv")
	raw, err := os.ReadFile(path)
	must(t, err)
	lines := slices.DeleteFunc(strings.SplitAfter(string(raw), "\n"), func(line string) bool { return strings.HasPrefix(line, "unassigned.csv,") })
	must(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600))
	if _, err = export.Load(context.Background(), into, dir, nil); err != nil {
		t.Errorf("a table that was not known yet: %v", err)
	}
}
