package condition

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// The default stage rules, in the order of the stages.
var defaultRules = []string{
	"done web or done marketing", "done enquiry", "done proposal", "done purchase or subscribed",
	"done purchase 2 times or done service 2 times",
	"done purchase 5 times within any 12 months or subscribed for 12 months",
	"done referral or done purchase 10 times within any 12 months or subscribed for 36 months",
}

// bigLog has so many customers with ten interactions each over three years.
func bigLog(t testing.TB, customers int) *eventlog.Log {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	r := records{customers: customers}
	first := day("2023-01-01")
	for c := 1; c <= customers; c++ {
		for range 10 {
			in := data.Interaction{
				CustomerID: int64(c), ActivityID: int64(1 + rng.IntN(5)),
				When: data.OnDay(first + data.Day(rng.IntN(1096))), ChannelID: int64(rng.IntN(3)),
			}
			if in.ActivityID == 2 {
				in.OrderRef = fmt.Sprint(len(r.interactions) / 2)
				in.Amount, in.HasAmount = data.Money(rng.IntN(10_000)), true
			}
			r.interactions = append(r.interactions, in)
		}
		if c%2 == 0 {
			r.subscriptions = append(r.subscriptions, data.Subscription{CustomerID: int64(c), Start: first + data.Day(rng.IntN(800)), End: data.NoDay})
		}
	}
	return r.log(t)
}

func compileRules(t testing.TB, log *eventlog.Log) []*Program {
	t.Helper()
	rules := make([]Condition, len(defaultRules))
	for i, text := range defaultRules {
		rules[i] = mustParse(t, text)
	}
	programs, err := CompileAll(log, Env{}, rules...)
	if err != nil {
		t.Fatal(err)
	}
	return programs
}

func BenchmarkDefaultRulesOfAMillion(b *testing.B) {
	log := bigLog(b, 100_000)
	for b.Loop() {
		programs := compileRules(b, log)
		for c := range eventlog.CustomerIndex(log.Customers()) {
			for _, p := range programs {
				p.Next(c, data.NoDay, log.Last)
			}
		}
	}
}

func TestProgramsDoNotAllocatePerCustomer(t *testing.T) {
	log := bigLog(t, 200)
	programs := compileRules(t, log)
	all := func() {
		for c := range eventlog.CustomerIndex(log.Customers()) {
			for _, p := range programs {
				p.Next(c, data.NoDay, log.Last)
				p.Holds(c, log.Last)
			}
		}
	}
	all() // grows the scratch memory
	if n := testing.AllocsPerRun(5, all); n > 0 {
		t.Errorf("%v allocations for 200 customers", n)
	}
}

// BenchmarkFilterOfAMillion counts for whom three conditions hold among a million
// interactions of 100,000 customers, compiling them each time as the filter does.
func BenchmarkFilterOfAMillion(b *testing.B) {
	log := bigLog(b, 100_000)
	c := mustParse(b, "silent for 60 days and done complaint 2 times within last 24 months and not left")
	for b.Loop() {
		if _, err := c.Keep(b.Context(), log, Env{}, log.Last); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFilterOfDeeds is the same with three conditions that all read records.
func BenchmarkFilterOfDeeds(b *testing.B) {
	log := bigLog(b, 100_000)
	c := mustParse(b, "done purchase 2 times within any 12 months and done complaint within last 36 months and not done enquiry 3 times within last 24 months")
	for b.Loop() {
		if _, err := c.Keep(b.Context(), log, Env{}, log.Last); err != nil {
			b.Fatal(err)
		}
	}
}

// Shared out among processors the answer is that of one program.
func TestKeepIsTheSameOnEveryProcessor(t *testing.T) {
	log := bigLog(t, 10_000)
	c := mustParse(t, "done purchase 2 times within any 12 months and not silent for 90 days")
	keep, err := c.Keep(t.Context(), log, Env{}, log.Last)
	if err != nil {
		t.Fatal(err)
	}
	program, err := c.Compile(log, Env{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, kept := range keep {
		if kept != program.Holds(eventlog.CustomerIndex(i), log.Last) {
			t.Fatalf("customer %d is kept: %t", i, kept)
		}
		if kept {
			n++
		}
	}
	if n == 0 || n == len(keep) {
		t.Errorf("%d of %d are kept, which tells nothing", n, len(keep))
	}
	everyone, err := Condition{}.Keep(t.Context(), log, Env{}, log.Last)
	if i := slices.Index(everyone, false); err != nil || i >= 0 {
		t.Errorf("no condition leaves out customer %d, %v", i, err)
	}
}
