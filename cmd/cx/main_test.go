package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// outcome is what a command did.
type outcome struct {
	code       int
	out, words string
}

// cx does one command in this process.
func cx(args ...string) outcome { return cxWith(context.Background(), args...) }

func cxWith(ctx context.Context, args ...string) outcome {
	var out, words bytes.Buffer
	code := run(ctx, args, &out, &words)
	return outcome{code, out.String(), words.String()}
}

// mustRun does one command that has to succeed and gives its output.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	o := cx(args...)
	if o.code != exitDone {
		t.Fatalf("cx %s: status %d, %s", strings.Join(args, " "), o.code, o.words)
	}
	return o.out
}

// object reads one JSON object.
func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var got map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if decoder.More() {
		t.Fatalf("more than one object: %s", text)
	}
	return got
}

// mustJSON does one command with --json and reads its object.
func mustJSON(t *testing.T, args ...string) map[string]any {
	t.Helper()
	return object(t, mustRun(t, append(args, "--json")...))
}

// wantNumbers compares numbers of an object.
func wantNumbers(t *testing.T, got map[string]any, want map[string]float64) {
	t.Helper()
	for key, number := range want {
		if got[key] != number {
			t.Errorf("%s is %v, want %v", key, got[key], number)
		}
	}
}

func digest(t *testing.T, file string) string {
	t.Helper()
	d, _ := mustJSON(t, "info", file)["digest"].(string)
	if len(d) != 64 {
		t.Fatalf("digest %q", d)
	}
	return d
}

// newWorkspace makes an empty workspace alone in a folder.
func newWorkspace(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "client.cxw")
	makeNew(t, file)
	return file
}

func makeNew(t *testing.T, file string) {
	t.Helper()
	mustRun(t, "new", file, "--zone", "Europe/London", "--currency", "GBP")
}

// small is a file of customers with all that a workspace holds.
const small = `customer,name,region,start,end,reason,monthly_amount
1,Ada,North,2025-01-10,,,20
2,Ben,South,2025-02-01,2025-06-30,Price,20
3,Cy,,2025-03-01,,,30.50
`

const touches = `customer,at,activity,channel,amount
1,2025-01-05,Website visit,web,
1,2025-01-10,Purchase,shop,100
1,2025-02-10,Purchase,web,50.25
2,2025-02-01,Purchase,shop,10
3,2025-03-01,Enquiry,phone,
,2025-03-02,Purchase,shop,5
`

// smallWorkspace gives a workspace of three customers and six interactions.
func smallWorkspace(t *testing.T) string {
	t.Helper()
	return smallTemplate.copy(t, "client.cxw", func(file string) { makeSmall(t, file) })
}

// makeSmall makes a small workspace that is no copy, for who counts its backups.
func makeSmall(t *testing.T, file string) {
	t.Helper()
	makeNew(t, file)
	folder := t.TempDir()
	mustRun(t, "import", file, write(t, folder, "customers.csv", small), write(t, folder, "touches.csv", touches))
}

// write makes a file to import.
func write(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// template is a workspace that is made once, for every test to have a copy.
type template struct {
	sync.Once
	bytes []byte
}

var demoTemplate, smallTemplate, telcoTemplate template

func (w *template) copy(t *testing.T, name string, fill func(file string)) string {
	t.Helper()
	w.Do(func() {
		file := filepath.Join(t.TempDir(), name)
		fill(file)
		var err error
		if w.bytes, err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	})
	return write(t, t.TempDir(), name, string(w.bytes))
}

// demoWorkspace gives a copy of the demo workspace.
func demoWorkspace(t *testing.T) string {
	t.Helper()
	return demoTemplate.copy(t, "demo.cxw", func(file string) { mustRun(t, "demo", file) })
}

// shared finds a real file beside the module, or skips.
func shared(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared/data/%s is not there", name)
	}
	return path
}

// wantAlone checks that a folder holds these files and nothing else.
func wantAlone(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if slices.Sort(want); !slices.Equal(names, want) {
		t.Errorf("the folder holds %v, want %v", names, want)
	}
}

// wantRefused checks that a command failed with one sentence that says so.
func wantRefused(t *testing.T, o outcome, code int, says string) {
	t.Helper()
	if o.code != code || o.out != "" {
		t.Errorf("status %d, want %d; printed %q", o.code, code, o.out)
	}
	if !strings.HasPrefix(o.words, "cx: ") || strings.Count(o.words, "\n") != 1 || !strings.HasSuffix(o.words, ".\n") {
		t.Errorf("%q is not one sentence", o.words)
	}
	if !strings.Contains(o.words, says) {
		t.Errorf("%q does not say %q", o.words, says)
	}
}
