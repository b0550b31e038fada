package alignment_test

import (
	"context"
	"math"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

const asOf data.Day = 20_000

// ladder has two people worth 100 in the first stage and one worth 300 in the
// second; the third stage is empty.
func ladder(t *testing.T, options map[string]string) maturity.Result {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 7, eventlog.Dictionaries{
		Stages:     []data.Stage{{ID: 10, Key: "attraction", Name: "Attraction"}, {ID: 11, Key: "conversion", Name: "Conversion"}, {ID: 12, Name: "Own"}},
		Activities: []data.Activity{{ID: 1}}, Options: options,
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := int64(1); c <= 3; c++ {
		b.Customer(c, "", nil)
	}
	for c, stage := range map[int64]int64{1: 10, 2: 10, 3: 11} {
		b.StageChange(&data.StageChange{ID: c, CustomerID: c, StageID: stage, Day: asOf - 10})
		b.Interaction(&data.Interaction{ID: c, CustomerID: c, ActivityID: 1, When: data.OnDay(asOf - 5), Amount: data.Money(5000 + 25000*(c/3)), HasAmount: true})
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

func named(key string) string { return "role " + key }

func TestValueWaitsWhereTechnologyIsMissing(t *testing.T) {
	l := ladder(t, nil)
	spec := alignment.Spec{Judged: true, Roles: []alignment.Role{
		{Stage: "Attraction", Role: "a", Needed: true, InPlace: true, Used: true},
		{Stage: "Conversion", Role: "b", Needed: true, InPlace: true, Used: true},
		{Stage: "Conversion", Role: "c", Needed: true, InPlace: true}, // in place, not used
		{Stage: "Conversion", Role: "d", InPlace: true, Used: true},   // not needed
		{Stage: "Gone", Role: "e", Needed: true},
	}}
	r := alignment.Build(l, analysis.Everyone(asOf), spec)
	if r.Needed != 3 || r.Aligned != 2 || math.Abs(r.Share()-2.0/3) > 1e-12 {
		t.Errorf("%d of %d aligned (%v)", r.Aligned, r.Needed, r.Share())
	}
	if r.Waiting != 30000 || r.Total != 40000 || r.Finding.Key != "alignment.finding" || r.Finding.Args["stage"] != "Conversion" {
		t.Errorf("waiting %d of %d, finding %v", r.Waiting, r.Total, r.Finding)
	}
	if row := r.Rows[1]; row.Needed != 2 || row.Aligned != 1 || row.People != 1 || row.Share != .5 || len(row.Roles) != 3 {
		t.Errorf("row %+v", row)
	}
	if !math.IsNaN(r.Rows[2].Share) {
		t.Errorf("a stage that needs nothing is aligned to %v", r.Rows[2].Share)
	}
	if got := r.Members(0); len(got) != r.Rows[0].People {
		t.Errorf("the first stage lists %v, says %d", got, r.Rows[0].People)
	}
}

func TestASpecIsKeptAndFound(t *testing.T) {
	seeded, err := alignment.Of(ladder(t, nil).Log(), named)
	if err != nil || len(seeded.Roles) != 3 || seeded.Judged || seeded.Roles[0] != (alignment.Role{Stage: "Attraction", Role: "role analysis", Needed: true}) {
		t.Fatalf("the seed gives %+v, %v", seeded, err)
	}
	seeded.Judged, seeded.Roles[1].Owner = true, "Ann"
	kept, err := seeded.Keep()
	if err != nil {
		t.Fatal(err)
	}
	again, err := alignment.Of(ladder(t, map[string]string{alignment.OptionName: kept}).Log(), named)
	if err != nil || !again.Judged || again.Roles[1].Owner != "Ann" {
		t.Errorf("kept and found it is %+v, %v", again, err)
	}
	if _, err := alignment.Of(ladder(t, map[string]string{alignment.OptionName: "{"}).Log(), named); data.CodeOf(err) != data.CodeDamaged {
		t.Errorf("what cannot be read gives %v", err)
	}
}
