package main

import (
	"math"
	"testing"
)

// The published fit of the CDNOW sample, through the command that scripts use.
func TestBTYDOfCDNOW(t *testing.T) {
	file := newWorkspace(t)
	mustRun(t, "import", file, shared(t, "cdnow/CDNOW_sample.txt"))
	got := mustJSON(t, "btyd", file, "--as-of", "1997-09-30")
	wantNumbers(t, got, map[string]float64{"n": 2357, "one_time": 2357 - 946, "horizon": 52})
	for name, want := range map[string][2]float64{
		"r": {.2426, .00005}, "alpha": {4.4135, .00015}, "a": {.7929, .00005}, "b": {2.4259, .00005}, "loglik": {-9582.43, .005},
	} {
		if v := got[name].(float64); math.Abs(v-want[0]) > want[1] {
			t.Errorf("%s = %g, want %g", name, v, want[0])
		}
	}
	repeats, unknown, found := 0.0, 0, false
	for _, row := range got["rows"].([]any) {
		r := row.(map[string]any)
		x := r["x"].(float64)
		repeats += x
		if r["p_alive"] == nil {
			unknown++
		}
		if x == 26 { // customer 1516 of the paper
			found = true
			if p, e := r["p_alive"].(float64), r["expected"].(float64); math.Abs(p-.9688523) > 3e-6 || math.Abs(e-25.75659) > 1e-3 {
				t.Errorf("customer 1516: %g and %g", p, e)
			}
		}
	}
	if repeats != 2457 || unknown != 2357-946 || !found {
		t.Errorf("%g repeat purchases, %d customers not known, customer 1516 %v", repeats, unknown, found)
	}
}

func TestLeavingVerbs(t *testing.T) {
	file := newWorkspace(t)
	mustRun(t, "import", file, shared(t, "cdnow/CDNOW_sample.txt"))
	rows := mustJSON(t, "lifecycle", file, "--period", "quarter")["rows"].([]any)
	if first := rows[0].(map[string]any); len(rows) != 6 || first["new"] != 2357.0 || first["complete"] != true {
		t.Errorf("lifecycle %v", rows)
	}
	scored := mustJSON(t, "rfm", file, "--months", "18")
	people := 0.0
	for _, cells := range scored["grid"].([]any) {
		for _, n := range cells.([]any) {
			people += n.(float64)
		}
	}
	if people != scored["n"] || len(scored["rows"].([]any)) != int(people) {
		t.Errorf("the grid holds %g of %v", people, scored["n"])
	}
	left := mustJSON(t, "reasons", file, "--churn", "inactivity:90")
	row := left["rows"].([]any)[0].(map[string]any)
	if row["reason"] != nil || row["people"] != left["n"] || left["unit"] != "day" {
		t.Errorf("reasons %v", row)
	}
	for _, form := range []string{"--csv", ""} {
		for _, verb := range []string{"lifecycle", "rfm", "btyd", "reasons"} {
			args := []string{verb, file}
			if form != "" {
				args = append(args, form)
			}
			mustRun(t, args...)
		}
	}
	wantRefused(t, cx("reasons", file, "--churn", "contract"), exitFailed, "No subscription")
	wantRefused(t, cx("reasons", file, "--churn", "gone"), exitUsage, "--churn")
	wantRefused(t, cx("btyd", file, "--split", "soon"), exitUsage, "--split")
	wantRefused(t, cx("rfm", file, "--as-of", "1990-01-01"), exitFailed, "Nobody bought")
}
