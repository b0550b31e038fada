package main

import "testing"

// What needs somebody's eye in the demo: lists as long as their numbers, rows that add
// up, and the failure that costs customers found.
func TestTheWatchOfTheDemo(t *testing.T) {
	file := demoWorkspace(t)
	quiet := mustJSON(t, "silence", file)
	people, beyond := 0.0, 0.0
	for _, row := range objects(quiet["rows"]) {
		people, beyond = people+row["people"].(float64), beyond+row["beyond"].(float64)
	}
	if people != quiet["n"] || beyond != quiet["beyond"] || len(objects(quiet["watch"])) != int(beyond) || beyond == 0 {
		t.Errorf("%v people and %v beyond in the rows; n %v, beyond %v, %d on the list", people, beyond, quiet["n"], quiet["beyond"], len(objects(quiet["watch"])))
	}
	if all := mustJSON(t, "silence", file, "--kinds", "usage,service"); len(all["kinds"].([]any)) != 2 {
		t.Errorf("kinds %v", all["kinds"])
	}
	wrong := mustJSON(t, "exceptions", file, "--within", "90")
	failures := 0.0
	for _, row := range objects(wrong["rows"]) {
		failures += row["n"].(float64)
		if costs := row["ratio_low"].(float64) > 3; costs != (row["cause"] == "Technician not available") {
			t.Errorf("%v: at least %v times as often", row["cause"], row["ratio_low"])
		}
	}
	if failures != wrong["n"] || len(objects(wrong["waiting"])) == 0 {
		t.Errorf("%v failures in the rows of %v", failures, wrong["n"])
	}
	for _, by := range []string{"stage", "channel"} {
		where := mustJSON(t, "coverage", file, "--by", by)
		touches := 0.0
		for _, row := range objects(where["rows"]) {
			touches += row["touches"].(float64)
		}
		if touches != where["touches"] || where["blind"].(float64) == 0 {
			t.Errorf("by %s: %v touches in the rows of %v, %v blind", by, touches, where["touches"], where["blind"])
		}
	}
}
