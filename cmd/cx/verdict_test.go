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
}
