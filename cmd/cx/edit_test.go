package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// firstHit gives the first row that a search finds, nil for none.
func firstHit(t *testing.T, file string, words ...string) map[string]any {
	t.Helper()
	rows, _ := mustJSON(t, append([]string{"search", file}, words...)...)["rows"].([]any)
	if len(rows) == 0 {
		return nil
	}
	return rows[0].(map[string]any)
}

func TestSetLogAndSearch(t *testing.T) {
	file := smallWorkspace(t)
	before, _ := mustJSON(t, "info", file)["revision"].(float64)
	wantNumbers(t, mustJSON(t, "set", file, "1", "name=Ada Łukasiewicz", "email=ADA@example.com", "attr:region="), map[string]float64{"revision": before + 1})
	wantNumbers(t, mustJSON(t, "log", file, "Ada Łukasiewicz", "purchase", "--channel", "SHOP", "--at", "2025-06-01 10:00", "--emotion=-1", "--amount", "12.345", "--note", "Straße gesperrt"),
		map[string]float64{"revision": before + 2})
	info := mustJSON(t, "info", file)
	wantNumbers(t, info, map[string]float64{"customers": 3, "interactions": 7, "amount": 165.25 + 12.35})
	if info["as_of"] != "2025-06-30" { // of the subscription that ended
		t.Errorf("as of %v", info["as_of"])
	}
	for words, want := range map[string]string{"lukas": "Ada Łukasiewicz", "ada@example.com": "ada@example.com", "strasse": "Straße gesperrt"} {
		if hit := firstHit(t, file, words); hit == nil || hit["text"] != want || hit["customer"] != "Ada Łukasiewicz" {
			t.Errorf("search %q: %v", words, hit)
		}
	}
	if hit := firstHit(t, file, "strasse"); hit["at"] != "2025-06-01" || hit["noun"] != "interaction" {
		t.Errorf("hit %v", hit)
	}
	if out := mustRun(t, "search", file, "gesp"); !strings.Contains(out, "Straße gesperrt") {
		t.Errorf("printed %q", out)
	}
	mustRun(t, "undo", file)
	if hit := firstHit(t, file, "strasse"); hit != nil {
		t.Errorf("after undo %v", hit)
	}
	mustRun(t, "redo", file)
	if hit := firstHit(t, file, "strasse"); hit == nil {
		t.Error("redo did not bring the note back to search")
	}
}

// A contact in the future is stored as it was said, and that it is in the future is
// said as well.
func TestAContactInTheFutureIsStoredAndSaid(t *testing.T) {
	file := smallWorkspace(t)
	asOf := mustJSON(t, "info", file)["as_of"]
	for when, warns := range map[string]bool{"2999-01-01": true, "2999-01-01 10:00": true, "2025-06-01": false} {
		o := cx("log", file, "1", "Call", "--at", when, "--note", "far away")
		if o.code != exitDone || strings.Contains(o.words, "2999-01-01 is in the future") != warns {
			t.Errorf("at %s: status %d, %q", when, o.code, o.words)
		}
		if hit := firstHit(t, file, "far", "away"); hit == nil || hit["at"] != when[:10] {
			t.Errorf("at %s: found %v", when, hit)
		}
		mustRun(t, "undo", file)
	}
	mustRun(t, "log", file, "1", "Call", "--at", "2999-01-01")
	if got := mustJSON(t, "info", file)["as_of"]; got != asOf {
		t.Errorf("as of %v, want %v as before", got, asOf)
	}
}

func TestEditsAreRefusedInOneSentence(t *testing.T) {
	file := smallWorkspace(t)
	mustRun(t, "set", file, "2", "name=Ada")
	before := digest(t, file)
	for says, args := range map[string][]string{
		"no customer":         {"set", file, "Nobody", "name=X"},
		"2 customers":         {"set", file, "Ada", "name=X"},
		"no field":            {"set", file, "1", "attr:a=b", "colour=red"},
		"needs a name":        {"set", file, "1", "name= "},
		"no e-mail":           {"set", file, "1", "email=x"},
		"no telephone":        {"set", file, "1", "phone=x"},
		"from -2 to 2":        {"log", file, "1", "Call", "--emotion", "3"},
		"no amount":           {"log", file, "1", "Call", "--amount", "much"},
		"is no customer with": {"log", file, "Nobody", "Call"},
		"no customer with":    {"erase", file, "Nobody", "--yes"},
	} {
		wantRefused(t, cx(args...), exitFailed, says)
	}
	for says, args := range map[string][]string{
		"FIELD=VALUE": {"set", file, "1", "name"},
		"no time":     {"log", file, "1", "Call", "--at", "yesterday"},
		"--yes":       {"erase", file, "1"},
		"--limit":     {"search", file, "x", "--limit", "0"},
	} {
		wantRefused(t, cx(args...), exitUsage, says)
	}
	if digest(t, file) != before {
		t.Error("a refused edit changed something")
	}
}

func TestEraseVerb(t *testing.T) {
	file := smallWorkspace(t)
	mustRun(t, "set", file, "1", "name=Zephyrina", "email=wombat@example.com")
	mustRun(t, "backup", file)
	got := mustJSON(t, "erase", file, "1", "--yes")
	if left, _ := got["not_reached"].([]any); len(left) != 1 {
		t.Errorf("not reached: %v", got["not_reached"])
	}
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{"customers": 2, "interactions": 3})
	raw, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(raw), "ephyrina") || strings.Contains(string(raw), "wombat") {
		t.Errorf("traces are left (%v)", err)
	}
	wantAlone(t, filepath.Dir(file), filepath.Base(file))
}
