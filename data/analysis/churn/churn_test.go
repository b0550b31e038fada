package churn_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func lives(t testing.TB, log *eventlog.Log, asOf data.Day, def string) []churn.Life {
	t.Helper()
	got, err := churn.Lives(context.Background(), log, analysis.Everyone(asOf), must(churn.Parse(def)))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"contract": "contract", "inactivity": "inactivity:90", "inactivity:45": "inactivity:45",
		"usage": "usage", "contract/log": "contract/log", " inactivity:7/start ": "inactivity:7/start",
	} {
		if d, err := churn.Parse(text); err != nil || d.String() != want {
			t.Errorf("%q: %q, %v", text, d.String(), err)
		}
	}
	for _, text := range []string{"", "contract:3", "inactivity:0", "inactivity:-1", "inactivity:x", "inactivity:99999", "usage:30", "contract/now", "left"} {
		if d, err := churn.Parse(text); err == nil || !strings.HasSuffix(data.Sentence(err), ".") {
			t.Errorf("%q is read as %v, %v", text, d, err)
		}
	}
	for _, rule := range churn.Rules {
		d := must(churn.Parse(string(rule)))
		if text := message.English().Text(d.Message()); !strings.HasPrefix(text, "left = ") {
			t.Errorf("%s says %q", rule, text)
		}
	}
}

func TestContract(t *testing.T) {
	asOf := day("2026-06-30")
	r := &records{customers: 9}
	r.subscribed(1, day("2025-01-01"), data.NoDay, 0)                                           // runs
	r.subscribed(2, day("2025-01-01"), asOf, 2)                                                 // ends on the day
	r.subscribed(3, day("2025-01-01"), asOf+1, 1)                                               // ends after it
	r.subscribed(4, day("2025-01-01"), day("2025-03-01"), 1).subscribed(4, asOf, data.NoDay, 0) // came back
	r.subscribed(5, asOf+1, data.NoDay, 0)                                                      // not yet
	r.subscribed(6, day("2025-05-01"), day("2025-04-01"), 0)                                    // impossible
	r.subscribed(7, day("2025-05-01"), day("2025-05-01"), 1)                                    // never ran: 0 days
	r.subscribed(8, day("2024-01-01"), day("2026-01-01"), 1).subscribed(8, 20000, day("2025-02-01"), 2)
	got := lives(t, r.log(), asOf, "contract")
	want := []churn.Life{
		{State: churn.Active, Start: day("2025-01-01"), End: asOf},
		{State: churn.Left, Start: day("2025-01-01"), End: asOf, Reason: 2},
		{State: churn.Active, Start: day("2025-01-01"), End: asOf},
		{State: churn.Active, Start: day("2025-01-01"), End: asOf},
		{State: churn.Unknown, Start: data.NoDay, End: data.NoDay},
		{State: churn.Negative, Start: day("2025-05-01"), End: data.NoDay},
		{State: churn.Left, Start: day("2025-05-01"), End: day("2025-05-01"), Reason: 1},
		{State: churn.Left, Start: day("2024-01-01"), End: day("2026-01-01"), Reason: 1},
		{State: churn.Unknown, Start: data.NoDay, End: data.NoDay},
	}
	for c := range want {
		want[c].Entry = data.NoDay
		if got[c] != want[c] {
			t.Errorf("customer %d: %+v, want %+v", c+1, got[c], want[c])
		}
	}
	if got[0].Months() != 17 || got[0].Days() != int(asOf-day("2025-01-01")) {
		t.Errorf("%d months, %d days", got[0].Months(), got[0].Days())
	}
}

func TestInactivity(t *testing.T) {
	asOf := day("2026-06-30")
	r := &records{customers: 7}
	r.on(1, buy, asOf-400, asOf-90)             // just silent enough
	r.on(2, buy, asOf-400, asOf-89)             // not quite
	r.on(3, buy, asOf-89)                       // too new
	r.on(4, buy, asOf-400).on(4, mail, asOf-10) // a mail to a silent one
	r.on(5, buy, asOf-90, asOf+5)               // the future is not read
	r.on(6, mail, asOf-100)                     // never active
	r.subscribed(1, asOf-900, asOf-95, 1)       // was there before the log
	got := lives(t, r.log(), asOf, "inactivity:90")
	none := data.NoDay
	want := []churn.Life{
		{State: churn.Left, Start: asOf - 900, End: asOf - 90, Entry: asOf - 400, Reason: 1},
		{State: churn.Active, Start: asOf - 400, End: asOf - 90, Entry: none},
		{State: churn.TooNew, Start: asOf - 89, End: none, Entry: none},
		{State: churn.Left, Start: asOf - 400, End: asOf - 400, Entry: none},
		{State: churn.Left, Start: asOf - 90, End: asOf - 90, Entry: none},
		{State: churn.Unknown, Start: none, End: none, Entry: none},
		{State: churn.Unknown, Start: none, End: none, Entry: none},
	}
	for c := range want {
		if got[c] != want[c] {
			t.Errorf("customer %d: %+v, want %+v", c+1, got[c], want[c])
		}
	}
	if l := lives(t, r.log(), asOf, "inactivity:90/start")[0]; l.Entry.Known() {
		t.Errorf("observed from the start: %+v", l)
	}
}

// Customers of before the log are observed from its beginning on, unless those
// who left before it are on record as well.
func TestEntry(t *testing.T) {
	asOf, begin := day("2026-06-30"), day("2025-01-01")
	r := &records{}
	r.subscribed(1, begin-500, data.NoDay, 0).subscribed(2, begin-300, begin+50, 1).on(2, buy, begin).subscribed(3, begin, data.NoDay, 0)
	entries := func(def string) (got []data.Day) {
		for _, l := range lives(t, r.log(), asOf, def) {
			got = append(got, l.Entry)
		}
		return got
	}
	none := data.NoDay
	check := func(def string, want ...data.Day) {
		t.Helper()
		if got := entries(def); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", def, got, want)
		}
	}
	check("contract", begin, begin, none)
	check("contract/start", none, none, none)
	r.subscribed(4, begin-500, begin, 2) // left when the log began: seen to leave
	check("contract", begin, begin, none, begin)
	r.subscriptions[len(r.subscriptions)-1].End--
	check("contract", none, none, none, none)
	check("contract/log", begin, begin, none, begin)
	if l := lives(t, r.log(), asOf, "contract/log")[3]; l.State != churn.Left || l.Observed() {
		t.Errorf("who left before the log began was never at risk: %+v", l)
	}
}

// survivalAt is the Kaplan-Meier estimate as a textbook states it.
func survivalAt(t float64, times []float64, events []bool) float64 {
	order := make([]int, len(times))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case times[a] < times[b] || times[a] == times[b] && events[a] && !events[b]:
			return -1
		}
		return 1
	})
	s := 1.0
	for rank, i := range order {
		if times[i] > t {
			break
		}
		if events[i] {
			s *= 1 - 1/float64(len(order)-rank)
		}
	}
	return s
}

// The simulation of C.4: 20,000 exponential lives of 200 days on average, active
// on every day, watched for two years. S(400) is .135; censoring at the as-of
// date gives .166, at D days before it .136.
func TestSimulation(t *testing.T) {
	const people, mean, D = 20_000, 200, 45
	asOf := day("2026-06-30")
	random := rand.New(rand.NewPCG(4, 2))
	r := &records{}
	for c := int64(1); c <= people; c++ {
		start := asOf - data.Day(random.IntN(730))
		end := start + data.Day(math.Floor(random.ExpFloat64()*mean))
		r.on(c, buy, start)
		if last := min(end, asOf); last > start {
			r.on(c, buy, last) // the days between tell nothing more
		}
	}
	var times, naive []float64
	var left []bool
	tooNew := 0
	for _, l := range lives(t, r.log(), asOf, "inactivity:45") {
		switch l.State {
		case churn.TooNew:
			tooNew++
		case churn.Left, churn.Active:
			times, left = append(times, float64(l.Days())), append(left, l.State == churn.Left)
			until := l.End
			if l.State == churn.Active {
				until = asOf
			}
			naive = append(naive, float64(until-l.Start))
		}
	}
	if n := tooNew + len(times); n != people || tooNew < 1000 {
		t.Errorf("%d too new, %d in all", tooNew, n)
	}
	truth := math.Exp(-400. / mean)
	// One standard error is about .004.
	if s := survivalAt(400, times, left); math.Abs(s-truth) > .009 {
		t.Errorf("S(400) = %.3f, true %.3f", s, truth)
	}
	if s := survivalAt(400, naive, left); s < truth+.015 {
		t.Errorf("censored at the as-of date S(400) = %.3f, which should be too rosy", s)
	}
}

// randomRecords has customers with visits, mails and subscriptions at random.
func randomRecords(t *rapid.T) *records {
	r := &records{customers: rapid.IntRange(1, 8).Draw(t, "customers")}
	base := day("2026-01-01")
	for range rapid.IntRange(0, 60).Draw(t, "interactions") {
		r.on(int64(rapid.IntRange(1, r.customers).Draw(t, "customer")), int64(rapid.IntRange(1, 3).Draw(t, "activity")),
			base+data.Day(rapid.IntRange(0, 400).Draw(t, "day")))
	}
	r.on(1, logsIn, base+200)
	for range rapid.IntRange(0, 6).Draw(t, "subscriptions") {
		start, end := base+data.Day(rapid.IntRange(-50, 400).Draw(t, "start")), data.NoDay
		if rapid.Bool().Draw(t, "ends") {
			end = start + data.Day(rapid.IntRange(-1, 100).Draw(t, "length"))
		}
		r.subscribed(int64(rapid.IntRange(1, r.customers).Draw(t, "subscriber")), start, end, int64(rapid.IntRange(0, 2).Draw(t, "reason")))
	}
	return r
}

// usageDay counts uses day by day, as C.31 says it.
func (r *records) usageDay(c int64, asOf data.Day) (left data.Day, told bool) {
	uses := map[data.Day]int{}
	first := asOf + 1
	for _, in := range r.interactions {
		if in.CustomerID == c && in.ActivityID == logsIn && in.When.Day <= asOf {
			uses[in.When.Day]++
			first = min(first, in.When.Day)
		}
	}
	within := func(from, to data.Day) (n float64) {
		for d := from; d <= to; d++ {
			n += float64(uses[d])
		}
		return n
	}
	left, level := data.NoDay, 0.
	for d := first + 119; d <= asOf; d++ {
		told = true
		last, mean := within(d-29, d), within(d-119, d-30)/3
		if left.Known() && last >= level/2 {
			left = data.NoDay
		}
		if !left.Known() && last < mean/2 {
			left, level = d, mean
		}
	}
	return left, told
}

// Half of what it was is no drop yet.
func TestUsageHalf(t *testing.T) {
	for before, left := range map[int]bool{5: false, 6: false, 7: true} {
		r, asOf := &records{}, day("2026-06-30")
		r.on(1, logsIn, asOf-119, asOf-5) // one use in the last 30 days
		for range before - 1 {
			r.on(1, logsIn, asOf-60)
		}
		if got := lives(t, r.log(), asOf, "usage")[0]; (got.State == churn.Left) != left {
			t.Errorf("1 use after %d in three windows: %+v", before, got)
		}
	}
}

func TestUsage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &records{customers: 1}
		base, n := day("2026-01-01"), rapid.IntRange(1, 80).Draw(t, "uses")
		for range n {
			r.on(1, logsIn, base+data.Day(rapid.IntRange(0, 300).Draw(t, "day")))
		}
		asOf := base + data.Day(rapid.IntRange(0, 400).Draw(t, "as of"))
		got := must(churn.Lives(context.Background(), r.log(), analysis.Everyone(asOf), churn.Definition{Rule: churn.Usage}))[0]
		left, told := r.usageDay(1, asOf)
		switch {
		case left.Known():
			if got.State != churn.Left || got.End != left {
				t.Fatalf("%+v, want left on %v", got, left)
			}
		case told:
			if got.State != churn.Active || got.End != asOf {
				t.Fatalf("%+v, want active", got)
			}
		case got.State != churn.TooNew && got.State != churn.Unknown:
			t.Fatalf("%+v, want too new or unknown", got)
		}
	})
}

// Every number opens to as many people, the panel's own and those of the curve,
// and the curve's silences are those that a walk over the days finds.
func TestPanel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := randomRecords(t)
		log, asOf := r.log(), day("2026-01-01")+data.Day(rapid.IntRange(200, 450).Draw(t, "as of"))
		query := analysis.Everyone(asOf)
		if rapid.Bool().Draw(t, "filtered") {
			query.Filter.Keep = make([]bool, r.customers)
			for c := range query.Filter.Keep {
				query.Filter.Keep[c] = rapid.Bool().Draw(t, "keep")
			}
		}
		if rapid.Bool().Draw(t, "dated") {
			query.From = day("2026-03-01")
		}
		got := must(churn.Build(context.Background(), log, query, churn.Definition{Rule: churn.Inactivity, Days: 33}))
		counts := map[churn.State]int{churn.Left: got.Left, churn.Active: got.Active, churn.TooNew: got.TooNew, churn.Unknown: got.Unknown, churn.Negative: got.Negative}
		sum := 0
		for _, s := range churn.States {
			sum += counts[s]
			if n := len(got.Members(s, 0)); n != counts[s] {
				t.Fatalf("state %d counts %d and lists %d", s, counts[s], n)
			}
		}
		if sum != got.N {
			t.Fatalf("n = %d, the states sum to %d", got.N, sum)
		}
		for _, p := range got.Curve {
			again := must(churn.Build(context.Background(), log, query, churn.Definition{Rule: churn.Inactivity, Days: p.Days}))
			if p.Left != again.Left || p.Active != again.Active || p.TooNew != again.TooNew {
				t.Fatalf("point %+v, but the rule itself says %d, %d, %d", p, again.Left, again.Active, again.TooNew)
			}
			for s, n := range map[churn.State]int{churn.Left: p.Left, churn.Active: p.Active, churn.TooNew: p.TooNew} {
				if len(got.Members(s, p.Days)) != n {
					t.Fatalf("point %+v does not open to its people", p)
				}
			}
			if n := len(got.Returned(p.Days)); n != p.Returned || n != r.returns(query, p.Days) {
				t.Fatalf("%d days: %d returns, %d listed, %d walked", p.Days, p.Returned, n, r.returns(query, p.Days))
			}
		}
	})
}

// returns walks over the days: a silence of more than n days is over on the next
// activity.
func (r *records) returns(query analysis.Query, n int) int {
	count := 0
	for c := range r.customers {
		active, start := map[data.Day]bool{}, data.NoDay
		for _, in := range r.interactions {
			if d := in.When.Day; in.CustomerID == int64(c+1) && in.ActivityID != mail && d <= query.AsOf {
				active[d] = true
				if !start.Known() || d < start {
					start = d
				}
			}
		}
		for _, s := range r.subscriptions {
			if s.CustomerID == int64(c+1) && s.Start < start {
				start = s.Start
			}
		}
		if !query.Keeps(eventlog.CustomerIndex(c)) || !start.Known() || !query.InRange(start) {
			continue
		}
		silent := math.MinInt32
		for d := start; d <= query.AsOf; d++ {
			silent++
			if active[d] {
				if silent > n {
					count++
				}
				silent = 0
			}
		}
	}
	return count
}

func TestWords(t *testing.T) {
	asOf := day("2026-06-30")
	r := &records{}
	for c := int64(1); c <= 40; c++ {
		r.on(c, buy, asOf-500, asOf-500+data.Day(100+c), asOf-data.Day(c*5))
	}
	got := must(churn.Build(context.Background(), r.log(), analysis.Everyone(asOf), churn.Definition{Rule: churn.Inactivity, Days: 90}))
	finding, definition := message.English().Text(got.Finding), message.English().Text(got.Definition)
	if want := "23 of 40 customers (57.5\u00a0%) had left by 30 Jun 2026, but 77.7\u00a0% of all silences of 90 days ended in a return: the rule is too short"; finding != want {
		t.Errorf("finding %q", finding)
	}
	if want := "left = no activity for 90 days, on the day of the last one, the others are known to have stayed until 1 Apr 2026, as of 30 Jun 2026, n = 40 customers, 0 too new to say, 0 without a record to tell by, newest record of 25 Jun 2026"; definition != want {
		t.Errorf("definition %q", definition)
	}
}

func TestRefusals(t *testing.T) {
	visits := (&records{}).on(1, buy, 20000).log()
	contracts := (&records{}).subscribed(1, 20000, data.NoDay, 0).log()
	for _, c := range []struct {
		log  *eventlog.Log
		def  churn.Definition
		asOf data.Day
	}{
		{visits, churn.Definition{Rule: churn.Contract}, 20001}, {visits, churn.Definition{Rule: churn.Usage}, 20001},
		{contracts, churn.Definition{Rule: churn.Inactivity, Days: 9}, 20001}, {visits, churn.Definition{Rule: churn.Inactivity, Days: 9}, data.NoDay},
		{visits, churn.Definition{}, 20001},
	} {
		if _, err := churn.Build(context.Background(), c.log, analysis.Everyone(c.asOf), c.def); err == nil || data.CodeOf(err) == data.CodeInternal {
			t.Errorf("%v: %v", c.def, err)
		}
	}
	if d := churn.Default(visits); d.String() != "inactivity:90" {
		t.Errorf("default %v", d)
	}
	if d := churn.Default(contracts); d.Rule != churn.Contract {
		t.Errorf("default %v", d)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := churn.Lives(cancelled, visits, analysis.Everyone(20001), churn.Default(visits)); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("cancelled: %v", err)
	}
}

func BenchmarkLives(b *testing.B) {
	log, query := million(), analysis.Everyone(day("2026-10-31"))
	for _, def := range []string{"contract", "inactivity:90", "usage"} {
		b.Run(def, func(b *testing.B) {
			d := must(churn.Parse(def))
			for b.Loop() {
				must(churn.Lives(context.Background(), log, query, d))
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	log, query := million(), analysis.Everyone(day("2026-10-31"))
	for b.Loop() {
		must(churn.Build(context.Background(), log, query, churn.Definition{Rule: churn.Inactivity, Days: 90}))
	}
}

func TestTheWorkspacesOwnDefinitionIsTheDefault(t *testing.T) {
	r := &records{customers: 1}
	log := r.subscribed(1, day("2025-01-01"), data.NoDay, 0).log()
	for kept, want := range map[string]string{"": "contract", "inactivity:45/log": "inactivity:45/log", "usage": "usage", "nonsense": "contract"} {
		log.Options = map[string]string{churn.OptionName: kept}
		if got := churn.Default(log).String(); got != want {
			t.Errorf("with %q kept the default is %s, want %s", kept, got, want)
		}
	}
}
