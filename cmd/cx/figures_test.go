package main

import (
	"path/filepath"
	"testing"
)

// The figures that issue 2 asks for, through the command that scripts use.

func TestCDNOW(t *testing.T) {
	source := shared(t, "cdnow/CDNOW_sample.txt")
	file := newWorkspace(t)
	first := mustJSON(t, "import", file, source)
	wantNumbers(t, first, map[string]float64{"read": 6919, "imported": 6919, "rejected": 0, "customers_new": 2357, "no_customer": 0})
	want := map[string]float64{"customers": 2357, "interactions": 6919, "amount": 244091.94, "no_customer": 0}
	wantNumbers(t, mustJSON(t, "info", file), want)
	before := digest(t, file)
	wantNumbers(t, mustJSON(t, "import", file, source), map[string]float64{"read": 6919, "imported": 0, "unchanged": 6919, "records": 0})
	wantNumbers(t, mustJSON(t, "info", file), want)
	if after := digest(t, file); after != before {
		t.Errorf("a second import changed the digest to %s", after)
	}
	byFlags := newWorkspace(t)
	wantNumbers(t, mustJSON(t, "import", byFlags, source, "--as", "purchases", "--map", "customer=2", "--map", "customer2="),
		map[string]float64{"imported": 6919, "customers_new": 2357})
}

func TestTelco(t *testing.T) {
	source := shared(t, "telco_churn/Telco-Customer-Churn.csv")
	file := newWorkspace(t)
	wantNumbers(t, mustJSON(t, "import", file, source, "--as-of", "2026-10-31"),
		map[string]float64{"read": 7043, "imported": 7043, "rejected": 0, "customers_new": 7043})
	got := mustJSON(t, "info", file)
	wantNumbers(t, got, map[string]float64{"customers": 7043, "left": 1869, "subscriptions": 7043, "interactions": 0})
	if got["as_of"] != "2026-10-31" || got["amount_basis"] != "subscriptions" {
		t.Errorf("as of %v, amount of %v", got["as_of"], got["amount_basis"])
	}
	wantPrinted(t, "monthly amounts", got["amount"], 456_116.60, 2)
	ladder := mustJSON(t, "maturity", file)
	wantNumbers(t, ladder, map[string]float64{"n": 7043, "left": 1869})
	wantRefused(t, cx("cohorts", file), exitFailed, "derived")
	sizes := map[any]any{}
	for _, row := range mustJSON(t, "cohorts", file, "--by", "Contract")["rows"].([]any) {
		r := row.(map[string]any)
		sizes[r["cohort"]] = r["size"]
	}
	for contract, size := range map[string]float64{"Month-to-month": 3875, "One year": 1473, "Two year": 1695} {
		if sizes[contract] != size {
			t.Errorf("%v have the contract %s, want %v", sizes[contract], contract, size)
		}
	}
	wantNumbers(t, mustJSON(t, "customers", file, "--where", "left", "--limit", "1"), map[string]float64{"n": 1869})
}

func TestRetail(t *testing.T) {
	source := shared(t, "online_retail/online_retail_2010-12.csv")
	file := newWorkspace(t)
	got := mustJSON(t, "import", file, source)
	wantNumbers(t, got, map[string]float64{"read": 42481, "no_customer": 15631})
	if sum := got["imported"].(float64) + got["rejected"].(float64); sum != 42481 {
		t.Errorf("imported and rejected make %v, want 42481", sum)
	}
	info := mustJSON(t, "info", file)
	if info["amount_basis"] != "interactions" {
		t.Errorf("the amount is that of %v", info["amount_basis"])
	}
	wantNumbers(t, info, map[string]float64{"no_customer": 15631, "interactions": got["imported"].(float64), "customers": got["customers_new"].(float64)})
	// Occasions, not lines: of 885 December buyers five bought ten times (C.28).
	ladder := mustJSON(t, "maturity", file, "--where", "done purchase", "--as-of", "2010-12-31")
	wantNumbers(t, ladder, map[string]float64{"n": 885})
	rows := ladder["rows"].([]any)
	partners := rows[len(rows)-1].(map[string]any)
	if partners["role"] != "partner" || partners["people"] != 5.0 {
		t.Errorf("the last stage is %v, want 5 partners", partners)
	}
}

func TestDemo(t *testing.T) {
	file := demoWorkspace(t)
	again := filepath.Join(t.TempDir(), "again.cxw")
	mustRun(t, "demo", again)
	if first, second := digest(t, file), digest(t, again); first != second {
		t.Errorf("made twice the demo has the digests %s and %s", first, second)
	}
	wantAlone(t, filepath.Dir(again), "again.cxw")
	wantNumbers(t, mustJSON(t, "info", file), map[string]float64{
		"customers": 2400, "left": 517, "no_customer": 0, "interactions": 66125, "amount": 1782788.85, "subscriptions": 2185,
	})
	ladder := mustJSON(t, "maturity", file)
	wantNumbers(t, ladder, map[string]float64{"n": 2400, "left": 517, "no_stage": 0})
	for i, want := range []float64{60, 70, 85, 175, 296, 908, 289} {
		if got := ladder["rows"].([]any)[i].(map[string]any)["people"]; got != want {
			t.Errorf("stage %d has %v people, want %v", i, got, want)
		}
	}
	months := ladder["months"].([]any)
	if last := months[len(months)-1].(map[string]any); last["index"] != ladder["index"] || last["at"] != ladder["as_of"] {
		t.Errorf("the last month %v is not the ladder's own date", last)
	}
	cohorts := mustJSON(t, "cohorts", file, "--period", "quarter")
	sizes := []float64{174, 258, 201, 217, 201, 214, 199, 217, 164, 159, 150, 204, 42}
	second := []float64{171, 246, 192, 200, 185, 201, 182, 182, 149, 143, 128, 110}
	rows := cohorts["rows"].([]any)
	if len(rows) != len(sizes) {
		t.Fatalf("%d cohorts, want %d", len(rows), len(sizes))
	}
	for i, row := range rows {
		r := row.(map[string]any)
		if r["size"] != sizes[i] {
			t.Errorf("cohort %v has %v people, want %v", r["cohort"], r["size"], sizes[i])
		}
		if i < len(second) && r["cells"].([]any)[1].(map[string]any)["people"] != second[i] {
			t.Errorf("cohort %v: %v, want %v back in quarter 1", r["cohort"], r["cells"].([]any)[1], second[i])
		}
	}
}
