package condition

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// openReal opens a file of real data, or skips the test.
func openReal(t *testing.T, path ...string) *os.File {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(append([]string{dir, "..", "shared", "data"}, path...)...))
	if err != nil {
		t.Skipf("the real data is not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Of the December buyers of the retail file five bought ten times, by invoice;
// by invoice line it would be hundreds (definition C.28).
func TestRetailOccasions(t *testing.T) {
	rows, err := csv.NewReader(openReal(t, "online_retail", "online_retail_2010-12.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const invoice, quantity, date, price, customer = 0, 3, 4, 5, 6
	var r records
	ids := map[string]int64{}
	for _, row := range rows[1:] {
		if row[customer] == "" {
			continue
		}
		if ids[row[customer]] == 0 {
			r.customers++
			ids[row[customer]] = int64(r.customers)
		}
		n, errN := strconv.ParseFloat(row[quantity], 64)
		each, errEach := strconv.ParseFloat(row[price], 64)
		if errN != nil || errEach != nil {
			t.Fatalf("%v", row)
		}
		in := bought(ids[row[customer]], row[date][:10], row[invoice], data.Money(math.Round(100*n*each)))
		if strings.HasPrefix(row[invoice], "C") {
			in.ActivityID = 3
		}
		r.interactions = append(r.interactions, in)
	}
	log := r.log(t)
	count := func(rule string) (n int) {
		p := mustCompile(t, log, Env{}, rule)
		for c := range eventlog.CustomerIndex(log.Customers()) {
			if p.Holds(c, log.Last) {
				n++
			}
		}
		return n
	}
	if got := count("done purchase"); got != 885 {
		t.Errorf("%d buyers, want 885", got)
	}
	if got := count("done purchase 10 times within any 12 months"); got != 5 {
		t.Errorf("%d bought ten times, want 5", got)
	}
}
