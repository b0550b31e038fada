package compare_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

const asOf data.Day = 20_000

type spell struct {
	time  data.Day
	ended bool
}

// The AML data of definitions C.5: weeks in remission, true where it ended.
var (
	maintained = []spell{
		{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}, {161, false},
	}
	others = []spell{
		{5, true}, {5, true}, {8, true}, {8, true}, {12, true}, {16, false}, {23, true}, {27, true}, {30, true}, {33, true}, {43, true}, {45, true},
	}
)

// aml has a customer in the first of three stages for each time: whose time ended
// moved to the third, years ago, on a contact they asked for; the others are there
// still, on contacts the business began. The first half of the customers are the
// maintained.
func aml(t testing.TB) *eventlog.Log {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages:     []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}, {ID: 12, Name: "Third"}},
		Activities: []data.Activity{{ID: 1, Name: "Call", Push: data.PushPull}, {ID: 2, Name: "Mailing", Push: data.PushPush}},
	})
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Concat(maintained, others)
	for i := range all {
		b.Customer(int64(i+1), "", nil)
	}
	for i, s := range all {
		c, start, activity := int64(i+1), asOf-s.time, int64(2)
		if s.ended {
			start, activity = start-1000, 1
			b.StageChange(&data.StageChange{ID: 100 + c, CustomerID: c, StageID: 12, Day: start + s.time})
		}
		b.StageChange(&data.StageChange{ID: c, CustomerID: c, StageID: 10, Day: start})
		b.Interaction(&data.Interaction{ID: c, CustomerID: c, ActivityID: activity, When: data.OnDay(start)})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// side keeps some of the customers.
func side(t testing.TB, log *eventlog.Log, name string, q analysis.Query) compare.Side {
	t.Helper()
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	r, err := maturity.Build(context.Background(), log, q, spec)
	if err != nil {
		t.Fatal(err)
	}
	return compare.Side{Name: message.Verbatim(name), Ladder: r, Query: q}
}

func keeping(log *eventlog.Log, keep func(i int) bool) analysis.Query {
	q := analysis.Everyone(asOf)
	q.Filter.Keep = make([]bool, log.Customers())
	for i := range q.Filter.Keep {
		q.Filter.Keep[i] = keep(i)
	}
	return q
}

func build(t testing.TB, first, second compare.Side) compare.Result {
	t.Helper()
	r, err := compare.Build(context.Background(), first, second)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func row(t testing.TB, r compare.Result, part compare.Part, name string) (compare.Row, int) {
	t.Helper()
	for i, row := range r.Rows {
		if row.Part == part && message.English().Text(row.Name) == name {
			return row, i
		}
	}
	t.Fatalf("there is no %s of %s", part, name)
	return compare.Row{}, 0
}

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

func TestTwoSegmentsWorkedByHand(t *testing.T) {
	log := aml(t)
	r := build(t,
		side(t, log, "maintained", keeping(log, func(i int) bool { return i < len(maintained) })),
		side(t, log, "not maintained", keeping(log, func(i int) bool { return i >= len(maintained) })))
	if r.N != 23 || r.Both != 0 || len(r.Everybody()) != 23 {
		t.Errorf("n = %d, %d on both sides", r.N, r.Both)
	}
	// R: medians 31 and 23, chi2 = 3.3964 with p = .0653: not distinguishable.
	stay, _ := row(t, r, compare.Time, "First")
	if stay.Sides[0].Value != 31 || stay.Sides[1].Value != 23 || stay.Diff != -8 || !near(stay.P, .0653, .00005) || stay.Told() || !stay.Known() {
		t.Errorf("time in First: %+v", stay)
	}
	// 7 of 11 and 11 of 12 are in Third; Newcombe from the two Wilson intervals.
	third, at := row(t, r, compare.Stages, "Third")
	low1, high1 := interval.Wilson(7, 11)
	low2, high2 := interval.Wilson(11, 12)
	d := 11./12 - 7./11
	if !near(third.Diff, d, 1e-12) || !near(third.Low, d-math.Hypot(11./12-low2, high1-7./11), 1e-12) || !near(third.High, d+math.Hypot(high2-11./12, 7./11-low1), 1e-12) || third.Told() {
		t.Errorf("share in Third: %+v", third)
	}
	for i, want := range []int{7, 11} {
		if got := len(r.Members(compare.Key{Row: at, Side: i})); got != want {
			t.Errorf("side %d lists %d, want %d", i, got, want)
		}
	}
	// The index is 100 x that share, and its standard error that of a mean.
	index, _ := row(t, r, compare.Index, "Relationship maturity index")
	se := math.Sqrt(100*100*(7./11*4/11)*11/10/11 + 100*100*(11./12*1/12)*12/11/12)
	if !near(index.Diff, 100*d, 1e-9) || !near(index.High-index.Diff, interval.Z95*se, 1e-9) {
		t.Errorf("index: %+v, SE %v", index, se)
	}
	// All ended spells went up.
	ups, _ := row(t, r, compare.Ups, "First")
	if ups.Sides != [2]compare.Figure{{Value: 1, N: 7}, {Value: 1, N: 11}} || ups.Diff != 0 || ups.Told() {
		t.Errorf("up from First: %+v", ups)
	}
	pull, at := row(t, r, compare.Pull, "All contacts")
	if !near(pull.Sides[0].Value, (7.-4)/11, 1e-12) || !near(pull.Sides[1].Value, (11.-1)/12, 1e-12) || !near(pull.Low, 2*third.Low, 1e-12) {
		t.Errorf("push and pull: %+v", pull)
	}
	if got := len(r.Members(compare.Key{Row: at, Side: 1})); got != 12 {
		t.Errorf("%d had contacts, want 12", got)
	}
	for _, bad := range []compare.Key{{Row: -1}, {Row: len(r.Rows)}, {Row: 0, Side: 2}} {
		if r.Members(bad) != nil {
			t.Errorf("%+v has members", bad)
		}
	}
}

func TestSidesThatDifferAreTold(t *testing.T) {
	log := aml(t)
	all := slices.Concat(maintained, others)
	r := build(t, side(t, log, "ended", keeping(log, func(i int) bool { return all[i].ended })), side(t, log, "running", keeping(log, func(i int) bool { return !all[i].ended })))
	third, _ := row(t, r, compare.Stages, "Third")
	if !third.Told() || third.Diff != -1 {
		t.Errorf("all against none: %+v", third)
	}
	// Nobody on the second side moved, so nothing can be said of where to.
	ups, _ := row(t, r, compare.Ups, "First")
	if ups.Known() || ups.Told() || !math.IsNaN(ups.Sides[1].Value) {
		t.Errorf("up from First: %+v", ups)
	}
}

func TestASideAgainstItselfIsNotDistinguishable(t *testing.T) {
	log := aml(t)
	everyone := side(t, log, "everyone", analysis.Everyone(asOf))
	r := build(t, everyone, everyone)
	if r.Both != 23 || len(r.Everybody()) != 23 {
		t.Errorf("%d on both sides", r.Both)
	}
	for _, row := range r.Rows {
		if row.Told() || !(row.Diff == 0 || math.IsNaN(row.Diff)) {
			t.Errorf("%+v", row)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := compare.Build(cancelled, everyone, everyone); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("cancelled it answers %v", err)
	}
}
