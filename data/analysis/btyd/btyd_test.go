package btyd_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// expected is the mean of the model by integration over the chance p of leaving
// after a purchase: the rate is integrated out exactly, p by Simpson's rule in u
// with p = u^k/(...), which tames the ends.
func expected(p btyd.Params, h btyd.History, t float64) float64 {
	r, alpha, b := p.R+float64(h.X), p.Alpha+h.T, p.B+float64(h.X)
	lg := func(x float64) float64 { v, _ := math.Lgamma(x); return v }
	norm := math.Exp(lg(p.A+b) - lg(p.A) - lg(b))
	const n, k = 20_000, 8
	sum := 0.0
	for i := 1; i < n; i++ {
		u := float64(i) / n
		// p = u^k (near 0), and 1-p = (1-u)^k near 1: p = u^k / (u^k + (1-u)^k)
		up, down := math.Pow(u, k), math.Pow(1-u, k)
		q := up / (up + down)
		slope := k * math.Pow(u*(1-u), k-1) / ((up + down) * (up + down))
		f := -math.Expm1(-r*math.Log1p(q*t/alpha)) / q * norm * math.Pow(q, p.A-1) * math.Pow(down/(up+down), b-1) * slope
		if i%2 == 1 {
			sum += 4 * f
		} else {
			sum += 2 * f
		}
	}
	alive := 1.0
	if h.X > 0 {
		x := float64(h.X)
		alive = 1 / (1 + p.A/(p.B+x-1)*math.Pow((p.Alpha+h.T)/(p.Alpha+h.TX), p.R+x))
	}
	return alive * sum / (3 * n)
}

func TestExpected(t *testing.T) {
	for _, p := range []btyd.Params{{R: .2426, Alpha: 4.4135, A: .7929, B: 2.4259}, {R: 1.5, Alpha: 20, A: 1, B: 3}, {R: .4, Alpha: .8, A: .4, B: .6}, {R: 3, Alpha: 40, A: 2.5, B: 1.2}} {
		for _, h := range []btyd.History{{}, {T: 30}, {X: 1, TX: 3, T: 30}, {X: 12, TX: 25, T: 38.86}, {X: 80, TX: 38, T: 39}} {
			for _, weeks := range []float64{1, 52, 520} {
				got, want := p.Expected(h, weeks), expected(p, h, weeks)
				if math.IsNaN(got) || math.Abs(got-want) > 2e-6*want {
					t.Errorf("%+v %+v %g weeks: %.9g, by integration %.9g", p, h, weeks, got, want)
				}
			}
		}
	}
	if got := (btyd.Params{R: .25, Alpha: 4.4, A: .8, B: 2.4}).ExpectedOfNew(0); got != 0 {
		t.Errorf("in no time: %g", got)
	}
}

// The chances that C.22 quotes, by the rounded parameters.
func TestAlive(t *testing.T) {
	p := btyd.Params{R: .2426, Alpha: 4.4135, A: .7929, B: 2.4258}
	near(t, "(2, 30.43, 38.86)", p.Alive(btyd.History{X: 2, TX: 30.43, T: 38.86}), .7266, .00005)
	near(t, "(1, 1.71, 38.86)", p.Alive(btyd.History{X: 1, TX: 1.71, T: 38.86}), .2122, .00005)
}

// The quick sum over groups is the textbook formula, and no step off the top is
// higher.
func TestFitIsTheTop(t *testing.T) {
	h := histories(cdnow(t), day("1997-09-30"))
	f := must(btyd.FitBGNBD(h, 0))
	like := func(p btyd.Params) (sum float64) {
		for _, one := range h {
			sum += p.LogLikelihood(one)
		}
		return sum
	}
	near(t, "log-likelihood", f.LogLik, like(f.Params), 1e-6)
	for i := range 4 {
		for _, by := range []float64{.999, 1.001} {
			p := f.Params
			*[]*float64{&p.R, &p.Alpha, &p.A, &p.B}[i] *= by
			if like(p) >= f.LogLik {
				t.Errorf("parameter %d times %g is likelier", i, by)
			}
		}
	}
	if f.Low.A >= f.A || f.High.A <= f.A || f.Low.R < .2 || f.High.R > .3 {
		t.Errorf("intervals %+v to %+v", f.Low, f.High)
	}
	if calm := must(btyd.FitBGNBD(h, .1)); calm.Alpha >= f.Alpha || calm.B >= f.B {
		t.Errorf("a penalty does not shrink: %+v", calm.Params)
	}
}

// The parameters that made the data are found again, inside the intervals.
func TestFindsTheTruth(t *testing.T) {
	truth := btyd.Params{R: .8, Alpha: 6, A: .9, B: 3}
	h := simulate(truth, 20_000, rand.New(rand.NewPCG(3, 9)))
	f := must(btyd.FitBGNBD(h, 0))
	for i, v := range []float64{truth.R, truth.Alpha, truth.A, truth.B} {
		low, high := []float64{f.Low.R, f.Low.Alpha, f.Low.A, f.Low.B}[i], []float64{f.High.R, f.High.Alpha, f.High.A, f.High.B}[i]
		if v < low || v > high || high > 1.6*low {
			t.Errorf("parameter %d: %g to %g, true %g", i, low, high, v)
		}
	}
}

// simulate makes histories of people who began in the first 30 of 78 weeks, in
// whole days. Rates are gamma, leaving is beta distributed.
func simulate(p btyd.Params, n int, random *rand.Rand) []btyd.History {
	gamma := func(shape float64) float64 { // Marsaglia and Tsang, with Johnk's boost below 1
		boost := 1.0
		if shape < 1 {
			boost = math.Pow(random.Float64(), 1/shape)
			shape++
		}
		d := shape - 1./3
		for {
			x := random.NormFloat64()
			v := math.Pow(1+x/math.Sqrt(9*d), 3)
			if v > 0 && math.Log(random.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
				return boost * d * v
			}
		}
	}
	out := make([]btyd.History, n)
	for i := range out {
		rate, a, b := gamma(p.R)/p.Alpha, gamma(p.A), gamma(p.B)
		leaves := a / (a + b)
		h := btyd.History{T: 78 - float64(random.IntN(210))/7}
		for at := 0.0; ; {
			at += random.ExpFloat64() / rate
			if at > h.T {
				break
			}
			h.X, h.TX = h.X+1, at
			if random.Float64() < leaves {
				break
			}
		}
		out[i] = h
	}
	return out
}

// log makes an event log of purchases.
func logOf(all []purchase, amounts bool) *eventlog.Log {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}, {ID: 2, Name: "Return", Kind: data.KindRefund}}}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "USD", AsOf: data.NoDay}, 7, dict))
	ids := map[string]int64{}
	for _, p := range all {
		if ids[p.customer] == 0 {
			ids[p.customer] = int64(len(ids) + 1)
			b.Customer(ids[p.customer], p.customer, nil)
		}
	}
	for i, p := range all {
		b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: ids[p.customer], ActivityID: 1, When: data.OnDay(p.day), Amount: p.amount, HasAmount: amounts})
	}
	return must(b.Log())
}

func TestBuildCDNOW(t *testing.T) {
	all := cdnow(t)
	asOf := day("1998-06-30")
	spec := btyd.Default()
	spec.Split = day("1997-09-30")
	r := must(btyd.Build(context.Background(), logOf(all, false), analysis.Everyone(asOf), spec))
	if r.N != 2357 || r.Holdout == nil || r.Holdout.N != 2357 {
		t.Fatalf("%d customers, holdout %+v", r.N, r.Holdout)
	}
	near(t, "r by the split", r.Holdout.Fit.R, .2426, .00005)
	near(t, "log-likelihood by the split", r.Holdout.Fit.LogLik, -9582.43, .005)
	// The histories, against those made without the package.
	var got []btyd.History
	for _, row := range r.Rows {
		got = append(got, row.History)
	}
	want := histories(all, asOf)
	order := func(a, b btyd.History) int {
		return strings.Compare(fmt.Sprintf("%9d %9.3f %9.3f", a.X, a.TX, a.T), fmt.Sprintf("%9d %9.3f %9.3f", b.X, b.TX, b.T))
	}
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		t.Error("the histories differ")
	}
	// Every week, against a walk over the purchases and the mean of each customer.
	days := map[string]map[data.Day]bool{}
	first := map[string]data.Day{}
	for _, p := range all {
		if days[p.customer] == nil {
			days[p.customer], first[p.customer] = map[data.Day]bool{}, p.day
		}
		days[p.customer][p.day] = true
		first[p.customer] = min(first[p.customer], p.day)
	}
	for i, w := range r.Holdout.Weeks {
		if (w.End <= spec.Split) != (i < r.Holdout.Begin) {
			t.Errorf("week %d to %s, the holdout begins at %d", i, w.End, r.Holdout.Begin)
		}
		if i%10 != 3 && i != len(r.Holdout.Weeks)-1 {
			continue
		}
		actual, mean := 0, 0.0
		for c, all := range days {
			for d := range all {
				if d > first[c] && d <= w.End {
					actual++
				}
			}
			if first[c] < w.End {
				mean += r.Holdout.Fit.ExpectedOfNew(float64(w.End-first[c]) / 7)
			}
		}
		if w.Actual != actual || math.Abs(w.Expected-mean) > 1e-6*mean || len(r.TrackingMembers(i)) != actual {
			t.Errorf("week to %s: %d and %g, want %d and %g; lists %d", w.End, w.Actual, w.Expected, actual, mean, len(r.TrackingMembers(i)))
		}
	}
	if last := r.Holdout.Weeks[len(r.Holdout.Weeks)-1]; last.End != asOf {
		t.Errorf("the last week ends on %s", last.End)
	}
	// The paper finds the sales of all 78 weeks under-forecast by a few percent.
	if last := r.Holdout.Weeks[len(r.Holdout.Weeks)-1]; last.Expected/float64(last.Actual) < .94 || last.Expected > float64(last.Actual) {
		t.Errorf("by week 78 %d, expected %g", last.Actual, last.Expected)
	}
	checkSums(t, r)
}

// checkSums holds the figures against the lists.
func checkSums(t *testing.T, r btyd.Result) {
	t.Helper()
	sum := r.OneTime
	if n := len(r.Members(btyd.NotKnown)); n != r.OneTime {
		t.Errorf("%d with one purchase, %d listed", r.OneTime, n)
	}
	for i, n := range r.Bands {
		sum += n
		if len(r.Members(i)) != n {
			t.Errorf("band %d counts %d and lists %d", i, n, len(r.Members(i)))
		}
	}
	if sum != r.N || len(r.People()) != r.N {
		t.Errorf("n = %d, bands %d, listed %d", r.N, sum, len(r.People()))
	}
	mean, value := 0.0, data.Money(0)
	for _, row := range r.Rows {
		mean, value = mean+row.Expected, value+row.Value
		if row.Known != (row.X > 0) || row.Known == math.IsNaN(row.Alive) {
			t.Errorf("%+v", row)
		}
	}
	near(t, "expected of all", r.Expected, mean, 1e-6*mean)
	if value != r.Value {
		t.Errorf("value %d, rows %d", r.Value, value)
	}
}

// A week that ends on the day of the split belongs to the time before it.
func TestSplitAtTheEndOfAWeek(t *testing.T) {
	spec := btyd.Default()
	spec.Split = day("1997-01-01") + 39*7
	r := must(btyd.Build(context.Background(), logOf(cdnow(t), false), analysis.Everyone(day("1998-06-30")), spec))
	if h := r.Holdout; h.Begin != 39 || h.Weeks[38].End != spec.Split {
		t.Errorf("the holdout begins at week %d, after %s", h.Begin, h.Weeks[38].End)
	}
}

// The likelihood of a mean is a density: it integrates to 1.
func TestSpendingIsADensity(t *testing.T) {
	s := btyd.Spending{P: 6.25, Q: 3.74, V: 15.44}
	for _, x := range []int{1, 3, 12} {
		const step = .01
		sum, mean := 0.0, 0.0
		for z := step / 2; z < 4000; z += step {
			p := math.Exp(s.LogLikelihood(btyd.Spent{X: x, Mean: z})) * step
			sum, mean = sum+p, mean+p*z
		}
		if math.Abs(sum-1) > 1e-4 || math.Abs(mean/s.Expected(btyd.Spent{})-1) > 1e-3 {
			t.Errorf("of %d purchases: %g, mean %g, want %g", x, sum, mean, s.Expected(btyd.Spent{}))
		}
	}
}

func TestAmounts(t *testing.T) {
	all := cdnow(t)
	r := must(btyd.Build(context.Background(), logOf(all, true), analysis.Everyone(day("1997-09-30")), btyd.Default()))
	near(t, "r", r.Fit.R, .2426, .00005) // purchases for nothing count
	near(t, "log-likelihood", r.Fit.LogLik, -9582.43, .005)
	if r.Spending == nil || math.Abs(r.Spending.Q-3.74) > .3 {
		t.Fatalf("spending %+v", r.Spending)
	}
	checkSums(t, r)
	finding, definition := message.English().Text(r.Finding), message.English().Text(r.Definition)
	if !strings.Contains(finding, "is not known") || !strings.Contains(finding, "USD;") {
		t.Errorf("finding %q", finding)
	}
	for _, part := range []string{"within 52 weeks", "Gamma-Gamma", "as of 30 Sep 1997", "checked on the time after"} {
		if !strings.Contains(definition, part) {
			t.Errorf("definition %q lacks %q", definition, part)
		}
	}
	for of := btyd.NotKnown; of < 4; of++ {
		if text := message.English().Text(btyd.BandLabel(of)); strings.Contains(text, "btyd.") || strings.Contains(text, "{") {
			t.Errorf("band %d is %q", of, text)
		}
	}
}

// A line is no purchase: lines of an order, and of a day, are one; who returned
// all bought nothing.
func TestOccasions(t *testing.T) {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}}}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict))
	b.Customer(1, "", nil)
	b.Customer(2, "", nil)
	start := day("2026-01-01")
	for c := range 40 { // others, so that there is something to fit
		b.Customer(int64(c+3), "", nil)
	}
	id := int64(0)
	add := func(customer int64, on data.Day, order string, amount data.Money) {
		id++
		b.Interaction(&data.Interaction{ID: id, CustomerID: customer, ActivityID: 1, When: data.OnDay(on), OrderRef: order, Amount: amount, HasAmount: true})
	}
	add(1, start, "a", 100)
	add(1, start, "a", 50)
	add(1, start, "b", 100)     // the same day
	add(1, start+7, "c", 100)   // a repeat
	add(1, start+8, "c", 100)   // a later line of the same order
	add(1, start+14, "d", 100)  // returned:
	add(1, start+14, "d", -100) // no purchase
	add(1, start+21, "", 30)    // a repeat without an order
	add(1, start+21, "", 30)    // the same
	add(1, start+400, "e", 100) // after the as-of date
	add(2, start, "f", -5)      // nothing
	random := rand.New(rand.NewPCG(1, 1))
	for c := range 40 {
		for n := range 1 + random.IntN(5) {
			add(int64(c+3), start+data.Day(n*(3+random.IntN(30))), "", 500+data.Money(random.IntN(500)))
		}
	}
	r := must(btyd.Build(context.Background(), must(b.Log()), analysis.Everyone(start+300), btyd.Spec{Penalty: .01}))
	row := r.Rows[0]
	if row.Customer != 0 || row.X != 2 || row.TX != 3 || row.T != 300./7 || r.N != 41 {
		t.Errorf("%+v of %d", row, r.N)
	}
	checkSums(t, r)
}

func TestRefusals(t *testing.T) {
	once := []purchase{{"a", 10000, 100}, {"b", 10001, 100}}
	alike := []purchase{}
	for c := range 50 {
		for n := range 3 {
			alike = append(alike, purchase{fmt.Sprint(c), 10000 + data.Day(7*n), 100})
		}
	}
	for name, c := range map[string]struct {
		all  []purchase
		asOf data.Day
		spec btyd.Spec
	}{
		"nobody twice": {once, 10100, btyd.Default()}, "before all": {once, 9000, btyd.Default()}, "no date": {once, data.NoDay, btyd.Default()},
		"horizon": {once, 10100, btyd.Spec{Horizon: -1}}, "penalty": {once, 10100, btyd.Spec{Penalty: math.NaN()}}, "alike": {alike, 10100, btyd.Default()},
	} {
		_, err := btyd.Build(context.Background(), logOf(c.all, true), analysis.Everyone(c.asOf), c.spec)
		if err == nil || data.CodeOf(err) == data.CodeInternal || !strings.HasSuffix(data.Sentence(err), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// large has the size of the whole CDNOW file: 23,570 customers.
func large() []btyd.History {
	h := simulate(btyd.Params{R: .2426, Alpha: 4.4135, A: .7929, B: 2.4259}, 23_570, rand.New(rand.NewPCG(1, 2)))
	for i := range h {
		h[i].TX = math.Round(h[i].TX*7) / 7
	}
	return h
}

func BenchmarkFit(b *testing.B) {
	h := large()
	for b.Loop() {
		must(btyd.FitBGNBD(h, 0))
	}
}

func BenchmarkBuild(b *testing.B) {
	var all []purchase
	random := rand.New(rand.NewPCG(1, 2))
	for c, h := range large() {
		name, end := fmt.Sprint(c), data.Day(10000+78*7)
		first := end - data.Day(math.Round(h.T*7))
		all = append(all, purchase{name, first, 1000})
		for n := range h.X {
			all = append(all, purchase{name, first + data.Day(float64(n+1)/float64(h.X)*h.TX*7), 500 + data.Money(random.IntN(2000))})
		}
	}
	log := logOf(all, true)
	for b.Loop() {
		must(btyd.Build(context.Background(), log, analysis.Everyone(10000+78*7), btyd.Default()))
	}
}
