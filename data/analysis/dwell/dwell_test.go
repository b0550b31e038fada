package dwell_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

const asOf data.Day = 20_000

// aml is the maintained group of the AML data in definitions C.5: weeks in
// remission, true where it ended.
var aml = []struct {
	time  data.Day
	ended bool
}{
	{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}, {161, false},
}

// ladder has a customer in the first stage for each of the AML times: who ended
// moves to the second, years ago; who did not is there still.
func ladder(t testing.TB) maturity.Result {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}, {ID: 12, Name: "Third"}}, Activities: []data.Activity{{ID: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range aml {
		b.Customer(int64(i+1), "", nil)
	}
	for i, spell := range aml {
		c, start := int64(i+1), asOf-spell.time
		if spell.ended {
			start -= 1000
			b.StageChange(&data.StageChange{ID: 100 + c, CustomerID: c, StageID: 11, Day: start + spell.time})
		}
		b.StageChange(&data.StageChange{ID: c, CustomerID: c, StageID: 10, Day: start})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	r, err := maturity.Build(context.Background(), log, analysis.Everyone(asOf), spec)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTimeInStageIsKaplanMeier(t *testing.T) {
	r, err := dwell.Build(context.Background(), ladder(t), analysis.Everyone(asOf), dwell.Default())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rows) != 2 || r.N != 18 {
		t.Fatalf("%d stages, n = %d; want the two that somebody was in and 11 + 7 spells", len(r.Rows), r.N)
	}
	first := r.Rows[0]
	at := first.Curve.At(23) // R: n = 7, S = .6136, SE = .1526, log-log .2658 to .8353
	if at.AtRisk != 7 || math.Abs(at.Survival-.6136) > 5e-5 || math.Abs(at.StdErr-.1526) > 5e-5 ||
		math.Abs(at.Low-.2658) > 5e-5 || math.Abs(at.High-.8353) > 5e-5 {
		t.Errorf("at 23: %+v", at)
	}
	if first.Curve.Median != 31 || first.Curve.MedianLow != 13 || !math.IsNaN(first.Curve.MedianHigh) {
		t.Errorf("median %v (%v to %v), want 31 (13 to not reached)", first.Curve.Median, first.Curve.MedianLow, first.Curve.MedianHigh)
	}
	// 4 of 11 last; the curve ends at .1841, so that nine of ten is never reached.
	if first.Open != 4 || !math.IsNaN(first.P90) || first.Longer != 0 {
		t.Errorf("open %d, P90 %v, longer %d", first.Open, first.P90, first.Longer)
	}
	for group, want := range map[dwell.Group]int{dwell.All: 11, dwell.Ended: 7, dwell.Open: 4, dwell.Longer: 0} {
		if got := r.Members(dwell.Key{Rank: 0, Group: group}); len(got) != want {
			t.Errorf("%s: %v, want %d", group, got, want)
		}
	}
	if second := r.Rows[1]; second.Curve.Events != 0 || second.Open != 7 || !math.IsNaN(second.Curve.Median) {
		t.Errorf("nobody left the second stage, but %+v", second)
	}
}

func TestWhoWaitsLongerThanNineOfTen(t *testing.T) {
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}}, Activities: []data.Activity{{ID: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const people = 41
	for c := int64(1); c <= people; c++ {
		b.Customer(c, "", nil)
	}
	for c := int64(1); c < people; c++ { // 40 move after c days; the last one waits for 100
		b.StageChange(&data.StageChange{ID: c, CustomerID: c, StageID: 10, Day: asOf - 1000})
		b.StageChange(&data.StageChange{ID: 100 + c, CustomerID: c, StageID: 11, Day: asOf - 1000 + data.Day(c)})
	}
	b.StageChange(&data.StageChange{ID: 99, CustomerID: people, StageID: 10, Day: asOf - 100})
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	l, err := maturity.Build(context.Background(), log, analysis.Everyone(asOf), spec)
	if err != nil {
		t.Fatal(err)
	}
	r, err := dwell.Build(context.Background(), l, analysis.Everyone(asOf), dwell.Default())
	if err != nil {
		t.Fatal(err)
	}
	// S falls by 1/41 a day: it is 4/41 = .0976 after 37 days, the first at or under .1.
	if first := r.Rows[0]; first.P90 != 37 || first.Longer != 1 {
		t.Errorf("P90 %v, longer %d; want 37 and 1", first.P90, first.Longer)
	}
	if got := r.Members(dwell.Key{Rank: 0, Group: dwell.Longer}); !slices.Equal(got, []eventlog.CustomerIndex{people - 1}) {
		t.Errorf("who waits: %v", got)
	}
}
