package cohort_test

import (
	"bufio"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// openReal opens a file of real data, or skips the test.
func openReal(t *testing.T, path ...string) *os.File {
	t.Helper()
	dir := must(os.Getwd())
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	name := filepath.Join(append([]string{dir, "..", "shared", "data"}, path...)...)
	f, err := os.Open(name)
	if err != nil {
		t.Skipf("the real data is not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The purchases of the CDNOW sample, counted as an independent program would.
func TestCDNOW(t *testing.T) {
	r := newRecords(0)
	ids := map[string]int64{}
	lines := bufio.NewScanner(openReal(t, "cdnow", "CDNOW_sample.txt"))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 {
			continue
		}
		id, date := fields[1], fields[2]
		if ids[id] == 0 {
			r.customers++
			ids[id] = int64(r.customers)
		}
		r.on(ids[id], buy, date[:4]+"-"+date[4:6]+"-"+date[6:])
	}
	log, query := r.log(), analysis.Everyone(day("1998-06-30"))

	spec := cohort.Default(log)
	got := mustBuild(log, query, spec)
	sizes := 0
	for _, row := range got.Rows {
		sizes += row.Size
	}
	if len(got.Rows) != 3 || sizes != 2357 || got.N != 2357 {
		t.Errorf("%d cohorts of %d people, n = %d; want 3 of 2,357", len(got.Rows), sizes, got.N)
	}
	for _, unit := range []eventlog.Unit{eventlog.UnitMonth, eventlog.UnitQuarter} {
		for _, rolling := range []bool{false, true} {
			spec.Unit, spec.Rolling = unit, rolling
			if problem := difference(mustBuild(log, query, spec), newNaive(r, spec, query)); problem != "" {
				t.Errorf("%s, rolling %v: %s", unit, rolling, problem)
			}
		}
	}
}

// The shares of months up to k multiply to the Kaplan-Meier estimate that R
// gives for the tenures of the telco file.
func TestTelcoByContract(t *testing.T) {
	rows := must(csv.NewReader(openReal(t, "telco_churn", "Telco-Customer-Churn.csv")).ReadAll())
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	asOf := "2026-10-31"
	var months []int
	var contracts, everyone []string
	for _, row := range rows[1:] {
		n := must(strconv.Atoi(row[column["tenure"]]))
		if row[column["Churn"]] == "Yes" {
			n = -n
		}
		months = append(months, n)
		contracts = append(contracts, row[column["Contract"]])
		everyone = append(everyone, "all")
	}
	log := tenures(asOf, months...).attribute("Contract", contracts...).attribute("all", everyone...).log()
	survival := func(r cohort.Result, value string, until int) float64 {
		s := 1.0
		for _, row := range r.Rows {
			for k := 1; row.Value == value && k <= until; k++ {
				s *= row.Cells[k].Share()
			}
		}
		return s
	}
	spec := cohort.Default(log)
	spec.By = "Contract"
	byContract := mustBuild(log, analysis.Everyone(day(asOf)), spec)
	spec.By = "all"
	all := mustBuild(log, analysis.Everyone(day(asOf)), spec)
	cases := []struct {
		result cohort.Result
		value  string
		until  int
		want   float64
	}{
		{all, "all", 1, .945961}, {all, "all", 6, .884826}, {all, "all", 12, .843200}, {all, "all", 24, .788736},
		{all, "all", 36, .748545}, {all, "all", 60, .664404}, {all, "all", 72, .592790},
		{byContract, "Month-to-month", 12, .703097}, {byContract, "Month-to-month", 24, .585915},
		{byContract, "Month-to-month", 72, .128952},
	}
	for _, c := range cases {
		if got := survival(c.result, c.value, c.until); math.Abs(got-c.want) > 5e-7 {
			t.Errorf("%s, %d months: %.6f, want %.6f", c.value, c.until, got, c.want)
		}
	}
	if n := byContract.N; n != 7043 || byContract.Rows[0].Size != 3875 {
		t.Errorf("n = %d, month-to-month %d", n, byContract.Rows[0].Size)
	}
}
