package exchange

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/source"
	"cxworkbench/data/workspace"
)

// longest is how long a hostile file may keep a person waiting.
const longest = 10 * time.Second

// Every hostile file is imported, by guess and again with its first column as
// the customer, or refused with one sentence; no row is lost on the way.
func TestTortureIsImportedOrRefused(t *testing.T) {
	ws := MustCreate(t, settings())
	var files, imported, refused int
	for _, folder := range []string{"csv_torture", "xlsx_torture", "json_torture", "text_torture"} {
		root := sharedData(t, folder)
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files++
			guess := options(asOf(data.DayOf(2026, 1, 1)), func(o *Options) { o.Rejects = filepath.Join(t.TempDir(), "rejects.csv") })
			byFirst := guess
			byFirst.As, byFirst.Map = AsCustomers, map[string]string{"customer": "1"}
			for _, o := range []Options{guess, byFirst} {
				if torture(t, ws, path, o) {
					imported++
				} else {
					refused++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files: %d imports, %d refusals", files, imported, refused)
	if files < 560 || imported < 190 || refused < 800 {
		t.Errorf("%d files, %d imports and %d refusals: the files are not those that were meant", files, imported, refused)
	}
}

// torture imports one file and reports whether it was taken.
func torture(t *testing.T, ws *workspace.Workspace, path string, o Options) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	began := time.Now()
	plan, err := Prepare(path, o)
	if ctx.Err() != nil {
		t.Errorf("%s: looking at it took %s", path, time.Since(began))
	}
	var r Report
	if err == nil {
		r, err = Run(ctx, ws, plan, nil)
	}
	if err != nil {
		var known *data.Error
		if !errors.As(err, &known) || strings.Contains(known.Sentence, "\n") || !strings.HasSuffix(known.Sentence, ".") || data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%s: %v (%s) is no sentence for a person", path, err, data.CodeOf(err))
		}
		return false
	}
	if r.Read != r.Imported+r.Updated+r.Unchanged+r.Rejected {
		t.Errorf("%s: rows do not add up: %+v", path, countsOf(r))
	}
	if rows := rowsIn(t, path, plan.Format); rows != r.Read+plan.TitleRows+plan.HeaderRows {
		t.Errorf("%s: %d rows in the file, %d read below %d of header", path, rows, r.Read, plan.TitleRows+plan.HeaderRows)
	}
	return true
}

// rowsIn counts the rows of a file, the bad ones too.
func rowsIn(t *testing.T, path string, f source.Format) (n int) {
	t.Helper()
	r, err := source.Open(path, f)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return n
		} else if err != nil {
			t.Fatal(err)
		}
		n++
	}
}
