package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestImportTakesEveryKindOfRow(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "w.cxw")
	mustRun(t, "new", file, "--zone", "Europe/Zurich", "--currency", "CHF")
	people := write(t, folder, "people.csv", "customer,email,phone\n1,home@x.org,044 123 45 67\n2,home@x.org,\n")
	mustRun(t, "import", file, people)
	calls := write(t, folder, "calls.csv", "phone,at,activity\n+41441234567,2026-01-05,Call\n")
	more := write(t, folder, "more.csv", "phone,at,activity\n0041 44 123 45 67,2026-01-06,Call\n")
	got := mustJSON(t, "import", file, calls, more)
	if got["read"] != 2.0 || got["imported"] != 2.0 || got["customers_new"] != 0.0 || got["header"] != 2.0 {
		t.Errorf("two files of one shape: %v", got)
	}
	mail := write(t, folder, "mail.csv", "email,at,activity\nhome@x.org,2026-01-05,Mail\n")
	got = mustJSON(t, "import", file, mail)
	if got["no_customer"] != 1.0 || got["ambiguous"] != 1.0 {
		t.Errorf("a row that fits two: %v", got)
	}
	survey := write(t, folder, "survey.csv", "customer,NPS\n1,10\n2,11\n1,9\n1,0\n1,5\n1,6\n1,7\n1,8\n1,9\n1,10\n1,10\n1,3\n1,2\n1,8\n1,9\n1,10\n1,7\n1,6\n1,9\n1,10\n")
	o := cx("import", file, survey, "--as-of", "2026-02-01", "--json")
	got = object(t, o.out)
	if o.code != exitRejected || got["imported"] != 19.0 || got["rejected"] != 1.0 {
		t.Errorf("status %d, %v", o.code, got)
	}
	tickets := write(t, folder, "log.csv", "case,activity,timestamp\nA,Opened,2026-01-05T10:00:00Z\nA,Closed,2026-01-06T10:00:00Z\n")
	got = mustJSON(t, "import", file, tickets, "--as", "tickets", "--trace", "ticket")
	if got["imported"] != 2.0 || got["records"] != 3.0 {
		t.Errorf("a log of cases: %v", got)
	}
	info := mustJSON(t, "info", file)
	if info["responses"] != 19.0 || info["tickets"] != 1.0 {
		t.Errorf("info %v", info)
	}
	o = cx("import", file, people, "--match", "handle")
	wantRefused(t, o, exitFailed, "handle")
	wantRefused(t, cx("import", file, people, "--policy", "destroy"), exitUsage, "--policy")
	o = cx("import", file, write(t, folder, "new.csv", "customer,email\n9,new@x.org\n"), "--policy", "update", "--dry-run")
	if o.code != exitRejected || !strings.Contains(o.words, "only updates were asked for") || !strings.Contains(o.words, "line 2, rejected:") {
		t.Errorf("status %d, %s", o.code, o.words)
	}
}

func TestImportSaysHowAFileIsRead(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "w.cxw")
	mustRun(t, "new", file)
	titled := write(t, folder, "titled.csv", "Report,of,May\nwho,when,what\n1,2026-01-05,'a, b'\n2,2026-01-06,c\n")
	got := mustJSON(t, "import", file, titled, "--title-rows", "1", "--header-rows", "1", "--quote", "'", "--as", "interactions",
		"--map", "customer=who", "--map", "at=when", "--map", "activity=what", "--save-preset", "weekly")
	if got["imported"] != 2.0 || got["header"] != 2.0 {
		t.Errorf("with titles: %v", got)
	}
	got = mustJSON(t, "import", file, write(t, folder, "next.csv", "who,when,what\n1,2026-01-07,d\n2,2026-01-07,e\n"))
	if mapping := got["mapping"].(map[string]any); mapping["customer"] != "who" || got["imported"] != 2.0 {
		t.Errorf("by the preset: %v", got)
	}
}
