package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestImportEndsInTheVerdict(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "w.cxw")
	mustRun(t, "new", file)
	orders := write(t, folder, "orders.csv", "customer,order,date,amount\nAnchor,1,2026-03-02,10\nBreak,2,2026-03-04,20\n,3,2026-03-09,30\n")
	got := mustJSON(t, "import", file, orders, "--verdict")
	said, ok := got["verdict"].(map[string]any)
	if !ok || got["read"] != 3.0 || len(said["rows"].([]any)) != 18 || !strings.Contains(said["next"].(string), "over a longer time") {
		t.Errorf("the verdict is %v", got)
	}
	o := cx("import", file, "--verdict") // of what is there
	if o.code != 0 || !strings.Contains(o.out, "One month only") || !strings.Contains(o.out, "Ask the client next for") {
		t.Errorf("status %d, %s", o.code, o.out)
	}
	wantRefused(t, cx("import", file), exitUsage, "SOURCE")
	wantRefused(t, cx("import", file, orders, "--verdict", "--dry-run"), exitUsage, "--dry-run")
	page := filepath.Join(folder, "verdict.html")
	mustRun(t, "import", file, "--verdict", "-o", page)
	if got := readFile(t, page); !strings.Contains(got, "One month only") || !strings.Contains(got, "</html>") {
		t.Errorf("the page is %s", got)
	}
	table := filepath.Join(folder, "verdict.csv")
	mustRun(t, "import", file, "--verdict", "-o", table)
	if got := readFile(t, table); !strings.Contains(got, "Recency and value (RFM)") {
		t.Errorf("the table is %s", got)
	}
	wantRefused(t, cx("import", file, orders, "-o", page), exitUsage, "--verdict")
	wantRefused(t, cx("import", file, "--verdict", "-o", filepath.Join(folder, "verdict.doc")), exitUsage, ".html")
}

func TestAScaleIsGivenInTheTerminal(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "w.cxw")
	mustRun(t, "new", file)
	answers := write(t, folder, "answers.csv", "customer,date,Effort score\na,2026-03-02,1\nb,2026-03-04,5\nc,2026-03-09,7\n")
	o := cx("import", file, answers, "--scale", "Effort score=1..5,low", "--json")
	if got := object(t, o.out); o.code != exitRejected || got["imported"] != 2.0 || got["rejected"] != 1.0 {
		t.Errorf("status %d, %s", o.code, o.out)
	}
	for _, wrong := range []string{"Effort score", "=1..5", "Effort score=5..1", "Effort score=1-5"} {
		wantRefused(t, cx("import", file, answers, "--scale", wrong), exitUsage, "--scale")
	}
	wantRefused(t, cx("import", file, answers, "--scale", "Ease=1..5"), exitFailed, "Effort score")
}
