package btyd_test

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

// openReal opens a file of real data, or skips the test.
func openReal(t testing.TB, path ...string) *os.File {
	t.Helper()
	dir := must(os.Getwd())
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

// purchase is one line of the CDNOW sample.
type purchase struct {
	customer string
	day      data.Day
	amount   data.Money
}

func cdnow(t testing.TB) (all []purchase) {
	lines := bufio.NewScanner(openReal(t, "cdnow", "CDNOW_sample.txt"))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) != 5 {
			continue
		}
		var whole, cents int
		must(fmt.Sscanf(f[4], "%d.%d", &whole, &cents))
		all = append(all, purchase{f[1], day(f[2][:4] + "-" + f[2][4:6] + "-" + f[2][6:]), data.Money(whole*100 + cents)})
	}
	return all
}

// histories of the customers, made without the package.
func histories(all []purchase, asOf data.Day) []btyd.History {
	days := map[string][]data.Day{}
	for _, p := range all {
		if p.day <= asOf {
			days[p.customer] = append(days[p.customer], p.day)
		}
	}
	var out []btyd.History
	for _, d := range days {
		slices.Sort(d)
		d = slices.Compact(d)
		out = append(out, btyd.History{X: len(d) - 1, TX: float64(d[len(d)-1]-d[0]) / 7, T: float64(asOf-d[0]) / 7})
	}
	return out
}

// near compares with a printed figure: to half a unit of its last digit.
func near(t *testing.T, what string, got, want, half float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > half {
		t.Errorf("%s = %.9g, want %.9g", what, got, want)
	}
}

// The published fit of the CDNOW sample (r .2426, alpha 4.4135, a .7929, b 2.4258,
// log-likelihood -9582.43) is of the summary that is published beside it, whose
// times are weeks rounded to two decimals: of those all five agree in their last
// digit.
func TestCDNOWSummary(t *testing.T) {
	lines := bufio.NewScanner(openReal(t, "cdnow", "cdnow_customers_summary.csv"))
	lines.Scan()
	var h []btyd.History
	for lines.Scan() {
		f := strings.Split(lines.Text(), ",")
		x, _ := strconv.Atoi(f[1])
		tx, _ := strconv.ParseFloat(f[2], 64)
		age, _ := strconv.ParseFloat(f[3], 64)
		h = append(h, btyd.History{X: x, TX: tx, T: age})
	}
	f := must(btyd.FitBGNBD(h, 0))
	near(t, "r", f.R, .2426, .00005)
	near(t, "alpha", f.Alpha, 4.4135, .00005)
	near(t, "a", f.A, .7929, .00005)
	near(t, "b", f.B, 2.4258, .00005)
	near(t, "log-likelihood", f.LogLik, -9582.43, .005)
	if f.N != 2357 {
		t.Errorf("%d customers", f.N)
	}
}

// From the purchases themselves, in days, alpha is 4.41360 and b 2.42591: what the
// rounding moves is the fifth digit. The figures that follow from the parameters
// are those of the rounded times as well; TestExpected holds the formulas
// themselves against an integration.
func TestCDNOW(t *testing.T) {
	h := histories(cdnow(t), day("1997-09-30"))
	f := must(btyd.FitBGNBD(h, 0))
	near(t, "r", f.R, .2426, .00005)
	near(t, "alpha", f.Alpha, 4.4136, .00005)
	near(t, "a", f.A, .7929, .00005)
	near(t, "b", f.B, 2.4259, .00005)
	near(t, "log-likelihood", f.LogLik, -9582.43, .005)
	near(t, "E[X(52)]", f.ExpectedOfNew(52), 1.444004, 1e-5)
	best := btyd.History{X: 26, TX: 30.85714, T: 31}
	near(t, "expected of 1516", f.Expected(best, 52), 25.75659, 1e-3)
	near(t, "alive 1516", f.Alive(best), .9688523, 3e-6)
	if f.N != 2357 {
		t.Errorf("%d customers", f.N)
	}
}

// The published Gamma-Gamma fit of the CDNOW sample (Fader and Hardie 2013:
// 6.25, 3.74, 15.44), on the summary that is published beside it.
func TestSpendingOfCDNOW(t *testing.T) {
	lines := bufio.NewScanner(openReal(t, "cdnow", "cdnow_customers_summary_with_transactions.csv"))
	lines.Scan()
	var all []btyd.Spent
	for lines.Scan() {
		f := strings.Split(lines.Text(), ",")
		x, _ := strconv.Atoi(f[1])
		mean, _ := strconv.ParseFloat(f[len(f)-1], 64)
		all = append(all, btyd.Spent{X: x, Mean: mean})
	}
	f := must(btyd.FitSpending(all))
	if f.N != 946 {
		t.Errorf("%d customers", f.N)
	}
	near(t, "p", f.P, 6.25, .005)
	near(t, "q", f.Q, 3.74, .005)
	near(t, "v", f.V, 15.44, .015)
}
