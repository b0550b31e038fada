package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// benchFolder has temporary files made in a folder of the test's own.
func benchFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, folder)
	}
	return folder
}

func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	left, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("%d files are left, the first is %s", len(left), left[0].Name())
	}
}

func TestBench(t *testing.T) {
	folder := benchFolder(t)
	kept := filepath.Join(t.TempDir(), "kept.cxw")
	got := mustJSON(t, "bench", "--rows", "2000", "--keep", kept)
	wantNumbers(t, got, map[string]float64{"rows": 2000, "customers": 200})
	wantEmpty(t, folder)
	wantNumbers(t, mustJSON(t, "info", kept), map[string]float64{"interactions": 2000, "customers": 200, "subscriptions": 200, "responses": 100, "tickets": 40})

	steps := stepsOf(t, got)
	for _, name := range []string{
		"import", "open", "log", "maturity", "transitions", "dwell", "push-pull", "drivers", "cohorts", "survival", "cox", "lifecycle", "reasons", "rfm", "btyd",
		"maturity-changed", "draw-maturity", "svg-cohorts", "draw-survival", "search", "filter", "edit", "capture", "undo",
	} {
		step := steps[name]
		if step == nil {
			t.Errorf("there is no step %s", name)
			continue
		}
		if ms, _ := step["ms"].(float64); ms <= 0 {
			t.Errorf("%s took %v ms (%v)", name, step["ms"], step["skipped"])
		}
		if allocs, _ := step["allocs"].(float64); allocs <= 0 {
			t.Errorf("%s made %v allocations", name, step["allocs"])
		}
	}
}

func stepsOf(t *testing.T, got map[string]any) map[string]map[string]any {
	t.Helper()
	steps := map[string]map[string]any{}
	list, _ := got["steps"].([]any)
	for _, each := range list {
		step, _ := each.(map[string]any)
		name, _ := step["name"].(string)
		if steps[name] != nil {
			t.Errorf("two steps are called %s", name)
		}
		steps[name] = step
	}
	return steps
}

func TestBenchOfARealFile(t *testing.T) {
	folder := benchFolder(t)
	file := newWorkspace(t)
	events := filepath.Join(t.TempDir(), "events.csv")
	if err := os.WriteFile(events, []byte("customer,date,activity\nAda,2026-01-05,Purchase\nBen,2026-02-06,Enquiry\nAda,2026-03-07,Purchase\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "import", file, events)
	before := digest(t, file)
	got := mustJSON(t, "bench", "--real", file)
	wantNumbers(t, got, map[string]float64{"rows": 3, "customers": 2})
	wantEmpty(t, folder)
	if digest(t, file) != before {
		t.Error("the workspace was changed")
	}
	steps := stepsOf(t, got)
	if cox := steps["cox"]; cox == nil || cox["ms"] != nil || cox["skipped"] == nil {
		t.Errorf("without attributes there is no cox to measure, and that is said: %v", cox)
	}
	for _, name := range []string{"import", "undo"} {
		if steps[name] != nil {
			t.Errorf("nothing was imported, but %s is measured", name)
		}
	}
}

func TestBenchStopped(t *testing.T) {
	folder := benchFolder(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if o := cxWith(ctx, "bench", "--rows", "2000"); o.code != exitFailed || o.out != "" {
		t.Errorf("status %d, output %q", o.code, o.out)
	}
	wantEmpty(t, folder)
}

func TestBenchRefuses(t *testing.T) {
	for _, args := range [][]string{{"--rows", "10"}, {"--rows", "many"}, {"--real", "a.cxw", "--keep", "b.cxw"}} {
		if o := cx(append([]string{"bench"}, args...)...); o.code != exitUsage {
			t.Errorf("cx bench %v: status %d, %s", args, o.code, o.words)
		}
	}
	if o := cx("bench", "--real", filepath.Join(t.TempDir(), "none.cxw")); o.code != exitFailed {
		t.Errorf("of a file that is not there: status %d", o.code)
	}
}
