package jsonrows_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/jsonrows"
)

// shared finds a folder of the data that was gathered to test with.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
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

// within fails the test when f does not end in time.
func within(t *testing.T, name string, limit time.Duration, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(limit):
		t.Fatalf("%s: not read after %v", name, limit)
	}
}

func TestJSONTestSuite(t *testing.T) {
	dir := shared(t, "json_torture/JSONTestSuite")
	files, err := filepath.Glob(filepath.Join(dir, "test_*", "*.json"))
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		within(t, name, 10*time.Second, func() {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
				return
			}
			valid := jsonrows.Valid(bytes.NewReader(text))
			switch {
			case strings.HasPrefix(name, "y_") && valid != nil:
				t.Errorf("%s: refused: %v", name, valid)
			case strings.HasPrefix(name, "n_") && valid == nil:
				t.Errorf("%s: accepted", name)
			}
			read(t, path, name, valid)
		})
	}
}

// read reads a file of the suite as rows, which gives rows or one sentence.
func read(t *testing.T, path, name string, valid error) {
	n, good, err := count(path)
	if err != nil {
		sentence := data.Sentence(err)
		if data.CodeOf(err) != data.CodeBadInput || strings.Contains(sentence, "\n") {
			t.Errorf("%s: %v %q", name, data.CodeOf(err), sentence)
		}
		// The reader takes UTF-16 and marks, which are no JSON by the letter.
		if strings.Contains(sentence, "holds no rows") != (valid == nil) && !strings.Contains(name, "UTF") && !strings.Contains(name, "utf16") {
			t.Errorf("%s: %q", name, sentence)
		}
		return
	}
	if n == 0 {
		t.Errorf("%s: neither rows nor a reason", name)
	}
	// A line that is broken is a fault of its row, not of a file of lines.
	if valid != nil && good == n && name[0] == 'n' {
		t.Errorf("%s: %d good rows of what is no JSON", name, good)
	}
}

func count(path string) (n, good int, err error) {
	open, size, err := input.File(path)
	if err != nil {
		return 0, 0, err
	}
	r, err := jsonrows.OpenReader(open, size, filepath.Base(path), jsonrows.Options{})
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	for {
		row, err := r.Read()
		if err != nil {
			return n, good, ignoreEOF(err)
		}
		n++
		if row.Fault == "" {
			good++
		}
	}
}
