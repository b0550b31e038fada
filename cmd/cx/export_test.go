package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestExport(t *testing.T) {
	file := smallWorkspace(t)
	folder := t.TempDir()
	for _, c := range []struct {
		args []string
		name string
		rows float64
	}{
		{[]string{"--as", "customers"}, "customers.csv", 3},
		{[]string{"--as", "customers", "--format", "csv"}, "customers", 3},
		{[]string{"--as", "customers", "--where", "left"}, "left.csv", 1},
		{[]string{"--as", "customers", "--where", "left", "--as-of", "2024-01-01"}, "left-before.csv", 0},
		{[]string{"--as", "interactions"}, "interactions.xlsx", 6},
		{[]string{"--as", "interactions", "--where", "not left"}, "stayed.jsonl", 4},
		{[]string{"--as", "responses"}, "responses.jsonl", 0},
		{[]string{"--as", "tickets"}, "tickets.csv", 0},
		{[]string{"--as", "xes"}, "log.xes", 5},
		{[]string{"--as", "xes", "--case", "ticket"}, "tickets.xes", 0},
	} {
		path := filepath.Join(folder, c.name)
		got := mustJSON(t, append([]string{"export", file, "-o", path}, c.args...)...)
		if got["file"] != path || len(got) != 2 {
			t.Errorf("%v: %v", c.args, got)
		}
		wantNumbers(t, got, map[string]float64{"rows": c.rows})
		if info, err := os.Stat(path); err != nil || info.Size() == 0 && c.name != "responses.jsonl" {
			t.Errorf("%v: %v", c.args, err)
		}
	}
	raw, err := os.ReadFile(filepath.Join(folder, "left.csv"))
	if err != nil {
		t.Fatal(err)
	}
	definition, table, _ := strings.Cut(strings.TrimPrefix(string(raw), "\ufeff"), "\r\n")
	if !strings.HasPrefix(strings.Trim(definition, `"`), "# Customers of ") || !strings.Contains(definition, "left") {
		t.Errorf("definition line %s", definition)
	}
	if rows, err := csv.NewReader(strings.NewReader(table)).ReadAll(); err != nil || len(rows) != 2 || rows[0][0] != "customer" {
		t.Errorf("rows %q, %v", rows, err)
	}
	raw, err = os.ReadFile(filepath.Join(folder, "interactions.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, err := book.GetRows("interactions"); err != nil || len(rows) != 7 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestExportedWorkspaceComesBack(t *testing.T) {
	file := smallWorkspace(t)
	folder := filepath.Join(t.TempDir(), "folder")
	mustRun(t, "export", file, "--as", "all", "-o", folder)
	into := newWorkspace(t)
	before := digest(t, into)
	got := mustJSON(t, "import", into, folder)
	if got["read"] != got["imported"] || got["rejected"] != 0.0 {
		t.Errorf("report %v", got)
	}
	if digest(t, into) != digest(t, file) {
		t.Error("the workspace that came back says something else")
	}
	if o := cx("import", into, folder); o.code != exitFailed || !strings.Contains(o.words, "into an empty one") {
		t.Errorf("a second time: %+v", o)
	}
	mustRun(t, "undo", into)
	if digest(t, into) != before {
		t.Error("undone, it is not as before")
	}
}

func TestExportRefusals(t *testing.T) {
	file := smallWorkspace(t)
	folder := t.TempDir()
	there := write(t, folder, "there.csv", "mine")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		ctx  context.Context
		args []string
		code int
		says string
	}{
		{nil, []string{"--as", "customers", "-o", there}, exitFailed, "There is already a file there.csv; choose another name, or say that it is to be replaced. With --force it is replaced."},
		{nil, []string{"--as", "customers", "-o", filepath.Join(folder, "none", "x.csv")}, exitFailed, "x.csv could not be written"},
		{nil, []string{"--as", "customers", "-o", filepath.Join(folder, "x.txt")}, exitUsage, "say csv, xlsx or jsonl"},
		{nil, []string{"--as", "customers"}, exitUsage, "output"},
		{nil, []string{"-o", there}, exitUsage, "--as"},
		{nil, []string{"--as", "people", "-o", there}, exitUsage, "--as"},
		{nil, []string{"--as", "xes", "--format", "csv", "-o", there}, exitUsage, "--format"},
		{nil, []string{"--as", "all", "-o", folder}, exitFailed, "holds other files"},
		{nil, []string{"--as", "all", "--where", "left", "-o", filepath.Join(folder, "all")}, exitFailed, "with everybody in it"},
		{nil, []string{"--as", "customers", "--where", "left and", "-o", filepath.Join(folder, "x.csv")}, exitFailed, ""},
		{nil, []string{"--as", "customers", "--segment", "Nobody", "-o", filepath.Join(folder, "x.csv")}, exitFailed, "no segment"},
		{stopped, []string{"--as", "customers", "-o", filepath.Join(folder, "x.csv")}, exitFailed, ""},
	} {
		ctx := c.ctx
		if ctx == nil {
			ctx = context.Background()
		}
		o := cxWith(ctx, append([]string{"export", file}, c.args...)...)
		if o.code != c.code || !strings.Contains(o.words, c.says) || o.out != "" {
			t.Errorf("%v: %+v, want status %d and %q", c.args, o, c.code, c.says)
		}
	}
	if raw, err := os.ReadFile(there); err != nil || string(raw) != "mine" {
		t.Errorf("the file that was there holds %q, %v", raw, err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("beside it stand %v, %v", entries, err)
	}
	mustRun(t, "export", file, "--as", "customers", "-o", there, "--force")
	if raw, err := os.ReadFile(there); err != nil || !strings.Contains(string(raw), "customer,") {
		t.Errorf("replaced, it holds %q, %v", raw, err)
	}
}
