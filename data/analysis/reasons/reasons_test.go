package reasons_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

// records are what a test log is built from: reasons are 1, 2, ...
type records struct {
	customers, reasons int
	subscriptions      []data.Subscription
	interactions       []data.Interaction
}

func (r *records) left(customer int64, start, end data.Day, reason int64, monthly data.Money) {
	r.subscriptions = append(r.subscriptions, data.Subscription{
		ID: int64(len(r.subscriptions) + 1), CustomerID: customer, Start: start, End: end, ReasonID: reason, Monthly: monthly, HasMonthly: monthly != 0,
	})
	r.customers = max(r.customers, int(customer))
}

func (r *records) paid(customer int64, on data.Day, amount data.Money) {
	r.interactions = append(r.interactions, data.Interaction{
		ID: int64(len(r.interactions) + 1), CustomerID: customer, ActivityID: 1, When: data.OnDay(on), Amount: amount, HasAmount: true,
	})
}

func (r *records) log() *eventlog.Log {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}}}
	for i := range r.reasons {
		dict.Reasons = append(dict.Reasons, data.LeaveReason{ID: int64(i + 1), Name: fmt.Sprintf("reason %d", i+1)})
	}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict))
	for c := range r.customers {
		b.Customer(int64(c+1), "", nil)
	}
	for i := range r.subscriptions {
		b.Subscription(&r.subscriptions[i])
	}
	for i := range r.interactions {
		b.Interaction(&r.interactions[i])
	}
	return must(b.Log())
}

func build(log *eventlog.Log, asOf data.Day) reasons.Result {
	return must(reasons.Build(context.Background(), log, analysis.Everyone(asOf), reasons.Default(log)))
}

func TestPareto(t *testing.T) {
	asOf, r := day("2026-06-30"), &records{reasons: 3}
	start := day("2025-01-01")
	for c := int64(1); c <= 10; c++ {
		reason := []int64{0, 2, 2, 2, 1, 0, 2, 0, 3, 2, 0}[c]
		r.left(c, start, start+data.Day(100*c/3), reason, 1000)
	}
	r.left(11, start, data.NoDay, 0, 500) // stays
	r.left(12, start, asOf+1, 1, 500)     // leaves later
	r.left(1, start, start+10, 1, 200)    // an earlier end of who left for another reason
	got := build(r.log(), asOf)
	var rows []string
	for _, row := range got.Rows {
		rows = append(rows, fmt.Sprintf("%s %d %.1f %.1f %d", message.English().Text(row.Label()), row.People, row.Share, row.Running, row.Value))
		low, high := interval.Wilson(row.People, 10)
		if row.Low != low || row.High != high {
			t.Errorf("%s: %g to %g", row.Name, row.Low, row.High)
		}
	}
	want := "reason 2 5 0.5 0.5 60000; reason 1 1 0.1 0.6 12000; reason 3 1 0.1 0.7 12000; reason not known 3 0.3 1.0 36000"
	if s := strings.Join(rows, "; "); s != want {
		t.Errorf("rows %s", s)
	}
	if got.N != 10 || got.Watched != 12 || got.Value != 120000 || got.Basis != maturity.ValueMonthly {
		t.Errorf("%d of %d left, worth %d by %s", got.N, got.Watched, got.Value, got.Basis)
	}
}

// The value at stake is what came in over the 12 months up to leaving.
func TestValueOfAmounts(t *testing.T) {
	r, left := &records{reasons: 1}, day("2026-02-28")
	r.left(1, day("2024-01-01"), left, 1, 1000)
	r.paid(1, day("2025-02-28"), 1) // a year before: no more
	r.paid(1, day("2025-03-01"), 10)
	r.paid(1, left, 100)
	r.paid(1, left+1, 1000)
	r.paid(1, day("2025-06-01"), -3)
	if got := build(r.log(), day("2026-06-30")); got.Value != 107 || got.Basis != maturity.ValueAmounts {
		t.Errorf("%d by %s", got.Value, got.Basis)
	}
}

// The incidence of two reasons by hand: 5 customers, left on day 1 for a, on day
// 2 for b, on day 4 for a; censored on 3 and 5.
// a: 1/5 on day 1; b: 4/5 x 1/4 on day 2; a: 3/5 x 1/2 on day 4.
func TestIncidence(t *testing.T) {
	asOf, r := day("2026-06-30"), &records{reasons: 2}
	r.left(1, asOf-30, asOf-29, 1, 0)
	r.left(2, asOf-30, asOf-28, 2, 0)
	r.left(3, asOf-3, data.NoDay, 0, 0)
	r.left(4, asOf-30, asOf-26, 1, 0)
	r.left(5, asOf-5, data.NoDay, 0, 0)
	got := build(r.log(), asOf)
	shares := map[string]map[float64]float64{}
	for i, curve := range got.Curves {
		name := message.English().Text(got.CurveLabel(i))
		shares[name] = map[float64]float64{}
		for _, p := range curve.Points {
			shares[name][p.T] = p.Share
		}
	}
	for _, c := range []struct {
		reason  string
		t, want float64
	}{{"reason 1", 1, .2}, {"reason 1", 4, .5}, {"reason 2", 2, .2}, {"reason 2", 5, .2}} {
		if got := shares[c.reason][c.t]; math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s by day %g: %g, want %g", c.reason, c.t, got, c.want)
		}
	}
	if s := got.Stay.At(5).Survival; math.Abs(s-.3) > 1e-12 {
		t.Errorf("stayed: %g", s)
	}
	if people := got.IncidenceMembers(0, 3); len(people) != 1 || people[0] != 0 {
		t.Errorf("left for reason 1 by day 3: %v", people)
	}
}

// The six first reasons have curves of their own, the small ones share one, and
// unknown stands apart.
func TestSmallReasonsShareACurve(t *testing.T) {
	asOf, r, id := day("2026-06-30"), &records{reasons: 9}, int64(0)
	for reason := range 10 {
		for range 12 - reason {
			id++
			r.left(id, asOf-100, asOf-data.Day(id), int64(reason), 0)
		}
	}
	got := build(r.log(), asOf)
	var labels []string
	for i := range got.Curves {
		labels = append(labels, message.English().Text(got.CurveLabel(i)))
	}
	if s := strings.Join(labels, ", "); s != "reason 1, reason 2, reason 3, reason 4, reason 5, reason 6, 3 other reasons, reason not known" {
		t.Errorf("curves %s", s)
	}
	if got.Curves[6].Events != 5+4+3 {
		t.Errorf("the small ones count %d", got.Curves[6].Events)
	}
}

// Every number opens to as many people; reasons and staying add up to all.
func TestAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &records{reasons: rapid.IntRange(0, 12).Draw(t, "reasons")}
		base := day("2025-01-01")
		for range rapid.IntRange(1, 60).Draw(t, "subscriptions") {
			start, end := base+data.Day(rapid.IntRange(0, 300).Draw(t, "start")), data.NoDay
			if rapid.Bool().Draw(t, "ends") {
				end = start + data.Day(rapid.IntRange(0, 200).Draw(t, "days"))
			}
			r.left(int64(rapid.IntRange(1, 40).Draw(t, "customer")), start, end, int64(rapid.IntRange(0, r.reasons).Draw(t, "reason")), 100)
		}
		for range rapid.IntRange(0, 3).Draw(t, "payments") {
			r.paid(1, base+data.Day(rapid.IntRange(0, 300).Draw(t, "paid")), 100)
		}
		got := build(r.log(), base+data.Day(rapid.IntRange(0, 500).Draw(t, "as of")))
		sum, value, running := 0, data.Money(0), 0.
		for _, row := range got.Rows {
			sum, value, running = sum+row.People, value+row.Value, running+row.Share
			if n := len(got.Members(row.Reason)); n != row.People || math.Abs(running-row.Running) > 1e-12 {
				t.Fatalf("%+v lists %d", row, n)
			}
		}
		if sum != got.N || value != got.Value || len(got.People()) != got.N {
			t.Fatalf("%d people worth %d, the rows %d worth %d", got.N, got.Value, sum, value)
		}
		if len(got.Curves) == 0 {
			return
		}
		if len(got.Curves) > 8 {
			t.Fatalf("%d curves", len(got.Curves))
		}
		last := got.Stay.Points[len(got.Stay.Points)-1]
		all := last.Survival
		for i, curve := range got.Curves {
			end, events := curve.Points[len(curve.Points)-1], 0
			for _, p := range curve.Points {
				if events += p.Events; len(got.IncidenceMembers(i, p.T)) != events {
					t.Fatalf("curve %d at %g counts %d and lists %d", i, p.T, events, len(got.IncidenceMembers(i, p.T)))
				}
			}
			all += end.Share
			if text := message.English().Text(got.CurveLabel(i)); text == "" || strings.Contains(text, "reasons.") {
				t.Fatalf("curve %d is called %q", i, text)
			}
		}
		if math.Abs(all-1) > 1e-9 {
			t.Fatalf("the shares add up to %g", all)
		}
	})
}

func TestWords(t *testing.T) {
	asOf := day("2026-06-30")
	for _, c := range []struct {
		want   string
		counts []int // by reason, from unknown on
	}{
		{"Nobody had left by 30 Jun 2026", nil},
		{"4 left, and no reason is on record", []int{4}},
		{"Only 3 left, 2 of them for reason 1: too few to compare", []int{0, 2, 1}},
		{"Of 9 of 12 who left (75.0\u00a0%) the reason is not known; of the others most named reason 1", []int{9, 3}},
		{"reason 1 (55.6\u00a0%) and reason 2 are named most by the 18 who left; which of them comes first cannot be told", []int{0, 10, 8}},
		{"reason 2 is the first reason: 40 of 45 who left (88.9\u00a0%), worth €4,800.00", []int{1, 4, 40}},
	} {
		r, id := &records{reasons: 2}, int64(1)
		r.left(id, asOf-100, data.NoDay, 0, 0)
		for reason, n := range c.counts {
			for range n {
				id++
				r.left(id, asOf-100, asOf-data.Day(id), int64(reason), 1000)
			}
		}
		got := build(r.log(), asOf)
		if finding := message.English().Text(got.Finding); finding != c.want && !strings.HasPrefix(c.want, "reason 2 is") {
			t.Errorf("%q, want %q", finding, c.want)
		} else if strings.HasPrefix(c.want, "reason 2 is") && !strings.HasPrefix(finding, "reason 2 is the first reason: 40 of 45 who left") {
			t.Errorf("%q, want %q", finding, c.want)
		}
		if text := message.English().Text(got.Definition); strings.Contains(text, "reasons.") || !strings.Contains(text, "left = all subscriptions have ended") {
			t.Errorf("definition %q", text)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	random, r := rand.New(rand.NewPCG(1, 2)), &records{reasons: 8}
	for c := int64(1); c <= 100_000; c++ {
		start, end := day("2023-11-01")+data.Day(random.IntN(900)), data.NoDay
		if random.IntN(2) == 0 {
			end = start + data.Day(random.IntN(400))
		}
		r.left(c, start, end, int64(random.IntN(9)), 1000)
	}
	for range 1_000_000 {
		r.paid(int64(random.IntN(100_000)+1), day("2023-11-01")+data.Day(random.IntN(1096)), 100)
	}
	log := r.log()
	for b.Loop() {
		build(log, day("2026-10-31"))
	}
}
