package main

import (
	"strings"
	"testing"
)

// The small workspace by its default rules. Ada visits on 5 January 2025, buys and
// subscribes on 10 January (Conversion), and buys again on 10 February (Nurturing).
// Ben buys and subscribes on 1 February and leaves on 30 June. Cy enquires and
// subscribes on 1 March.
func TestJourneyVerbsOfASmallWorkspace(t *testing.T) {
	file := smallWorkspace(t)
	moves := mustJSON(t, "transitions", file, "--as-of", "2025-07-31")
	wantNumbers(t, moves, map[string]float64{"n": 3, "ended": 3, "open": 3, "ups": 2, "skips": 1, "backs": 0})
	for _, row := range objects(moves["rows"]) {
		ended := 0.0
		for _, to := range objects(row["to"]) {
			ended += to["moves"].(float64)
		}
		if ended != row["ended"] {
			t.Errorf("the moves from %v add up to %v of %v", row["from"], ended, row["ended"])
		}
	}
	stays := objects(mustJSON(t, "dwell", file, "--as-of", "2025-07-31")["rows"])
	for _, row := range stays {
		if row["stage"] == "Conversion" { // Ada 31 days, Ben 149 until he left, Cy 152 and still there
			wantNumbers(t, row, map[string]float64{"n": 3, "ended": 2, "open": 1, "median": 149})
		}
	}
	if len(stays) != 3 {
		t.Errorf("%d stages, want Initiation, Conversion and Nurturing", len(stays))
	}
	balance := mustJSON(t, "push-pull", file)
	sum := 0.0
	for _, row := range objects(balance["rows"]) {
		sum += row["pull"].(float64) + row["push"].(float64)
	}
	if sum != balance["n"] || len(objects(balance["channels"])) == 0 || len(objects(balance["months"])) == 0 {
		t.Errorf("by stage %v contacts of %v", sum, balance["n"])
	}
}

func TestDriversSayWhichHaveData(t *testing.T) {
	file := smallWorkspace(t)
	got := mustJSON(t, "drivers", file, "--as-of", "2025-07-31")
	rows := objects(got["rows"])
	if len(rows) != 6 || got["composite"] != nil || got["lateness_p50"] != nil {
		t.Fatalf("%d drivers, composite %v, lateness %v", len(rows), got["composite"], got["lateness_p50"])
	}
	for _, row := range rows {
		switch row["driver"] {
		case "relationship": // Ada on rank 4 and Cy on rank 3 of 0 to 6
			wantNumbers(t, row, map[string]float64{"n": 2, "unknown": 0})
			wantPrinted(t, "the index", row["score"], 100*(4.+3.)/2/6, 9)
		case "timelines", "precision", "transparency", "urgency":
			if row["score"] != nil || row["coverage"] != nil {
				t.Errorf("there are no tickets, but %v", row)
			}
		}
	}
	if out := mustRun(t, "drivers", file); !strings.Contains(out, "Driver") || !strings.Contains(out, "–") {
		t.Errorf("printed %s", out)
	}
}

func TestDriversOfTheDemoAddUp(t *testing.T) {
	n := 0.0
	got := mustJSON(t, "drivers", demoWorkspace(t))
	for _, row := range objects(got["rows"]) {
		if row["good"].(float64)+row["bad"].(float64) != row["n"] {
			t.Errorf("%v", row)
		}
		n += row["n"].(float64)
	}
	if n != got["n"] || n == 0 {
		t.Errorf("%v cases of %v", n, got["n"])
	}
}

func TestAlignmentBeforeAnybodyJudgedIt(t *testing.T) {
	got := mustJSON(t, "alignment", smallWorkspace(t), "--as-of", "2025-07-31")
	rows := objects(got["rows"])
	if len(rows) != 7 || got["judged"] != false || got["share"] != 0.0 {
		t.Fatalf("%d stages, judged %v, aligned %v", len(rows), got["judged"], got["share"])
	}
	wantNumbers(t, got, map[string]float64{"n": 3, "needed": 12, "aligned": 0})
	roles := 0
	for _, row := range rows {
		roles += len(objects(row["roles"]))
	}
	if roles != 12 || rows[3]["people"] != 1.0 || rows[4]["people"] != 1.0 {
		t.Errorf("%d roles; people %v and %v", roles, rows[3]["people"], rows[4]["people"])
	}
}

// Before and after 30 April 2025: Ada, Ben and Cy are there on both sides, Ben has
// left on the second; three people are too few for anything to be told apart.
func TestCompareSaysWhatCanBeTold(t *testing.T) {
	file := smallWorkspace(t)
	got := mustJSON(t, "compare", file, "--as-of", "2025-07-31", "--months", "3")
	wantNumbers(t, got, map[string]float64{"n": 6, "both": 3})
	sides := objects(got["sides"])
	if len(sides) != 2 || sides[0]["as_of"] != "2025-04-30" || sides[1]["as_of"] != "2025-07-31" {
		t.Errorf("sides %v", sides)
	}
	found := false
	for _, row := range objects(got["rows"]) {
		if row["differs"] == true {
			t.Errorf("three people tell apart %v", row)
		}
		if row["figure"] == "stages" && row["of"] == "Left" {
			found = true
			wantNumbers(t, row, map[string]float64{"first": 0, "first_n": 3, "second_n": 3})
			wantPrinted(t, "the share of those who left", row["second"], 1./3, 9)
			if row["verdict"] != "not distinguishable" || row["low"] == nil || row["p"] != nil {
				t.Errorf("%v", row)
			}
		}
	}
	if !found {
		t.Error("nothing is said of those who left")
	}
	mustRun(t, "compare", file, "--csv")
	mustRun(t, "chart", file, "compare", "--months", "3", "-o", t.TempDir()+"/compare.svg")
	for _, wrong := range [][]string{{"compare", file, "--months", "-1"}, {"compare", file, "--months", "999"}, {"chart", file, "dwell", "--months", "3", "-o", "x.svg"}} {
		if o := cx(wrong...); o.code != exitUsage {
			t.Errorf("cx %s: status %d, %s", strings.Join(wrong, " "), o.code, o.words)
		}
	}
	if o := cx("compare", file, "--first", "Nobody"); o.code != exitFailed || !strings.Contains(o.words, "segment") {
		t.Errorf("status %d, %s", o.code, o.words)
	}
}
