package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"

	"cxworkbench/data/exchange/rows"
)

// file is a name and what the file holds.
type file struct{ name, content string }

// MustWrite writes a file and gives its path.
func MustWrite(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t testing.TB, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readFile recognises a file and reads it to its end.
func readFile(path string, o Options) (Format, []rows.Row, error) {
	f, err := Recognise(path, o)
	if err != nil {
		return f, nil, err
	}
	r, err := Open(path, f)
	if err != nil {
		return f, nil, err
	}
	defer func() { _ = r.Close() }()
	var out []rows.Row
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return f, out, nil
		}
		if err != nil {
			return f, out, err
		}
		row.Cells = slices.Clone(row.Cells)
		out = append(out, row)
	}
}

// MustRead reads a file that can be read, within a deadline.
func MustRead(t testing.TB, path string, o Options) (f Format, out []rows.Row) {
	t.Helper()
	var err error
	within(t, func() { f, out, err = readFile(path, o) })
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return f, out
}

// within fails where the work hangs.
func within(t testing.TB, work func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
	case <-ctx.Done():
		t.Fatal("it hangs")
	}
}

func cellsOf(all []rows.Row) [][]string {
	out := [][]string{}
	for _, r := range all {
		out = append(out, r.Cells)
	}
	return out
}

// sharedData finds the real files beside the module, or skips.
func sharedData(t testing.TB) string {
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
