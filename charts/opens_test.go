package charts

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// shop is a log of customers who buy now and then over two years, always the
// same ones.
func shop(t *testing.T) *eventlog.Log {
	t.Helper()
	builder, err := eventlog.NewBuilder(
		data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.DayOf(2026, 10, 17)}, 1,
		eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}}, Stages: stages})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 7))
	row := int64(0)
	for id := int64(1); id <= 200; id++ {
		builder.Customer(id, fmt.Sprint("Customer ", id), map[string]string{"Region": []string{"North", "South"}[id%2]})
		for range 1 + random.IntN(9) {
			row++
			builder.Interaction(&data.Interaction{
				ID: row, CustomerID: id, ActivityID: 1, When: data.OnDay(data.DayOf(2024, 11, 1) + data.Day(random.IntN(700))),
				Amount: data.Money(random.IntN(9000)), HasAmount: true,
			})
		}
	}
	log, err := builder.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// says checks that a tooltip gives the count of the people it opens to.
func says(t *testing.T, region Region, members int) {
	t.Helper()
	if !strings.Contains(region.Tooltip, ": "+message.English().Int(int64(members))+" ") {
		t.Errorf("%v opens %d people, but says %q", region.Target, members, region.Tooltip)
	}
}

func TestEveryCohortNumberOpensToItsPeople(t *testing.T) {
	log := shop(t)
	for _, by := range []string{"", "Region"} {
		spec := cohort.Default(log)
		spec.By = by
		r, err := cohort.Build(context.Background(), log, analysis.Everyone(log.Settings.AsOf), spec)
		if err != nil {
			t.Fatal(err)
		}
		s := Cohorts(r, options(look.Light, 1280, 800))
		if len(s.Regions) < 20 {
			t.Fatalf("only %d regions", len(s.Regions))
		}
		for _, region := range s.Regions {
			if key := region.Target.(cohort.Key); key.Row != cohort.AllRows {
				says(t, region, len(r.Members(key)))
			} else if len(r.Members(key)) == 0 {
				t.Errorf("%v opens to nobody", key)
			}
		}
	}
}

func TestEveryLadderNumberOpensToItsPeople(t *testing.T) {
	log := shop(t)
	spec := maturity.Spec{Stages: stages}
	for rank, words := range map[int]string{3: "done purchase", 4: "done purchase 2 times"} {
		rule, err := condition.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		spec.Rules = append(spec.Rules, maturity.Rule{Rank: rank, Condition: rule})
	}
	r, err := maturity.Build(context.Background(), log, analysis.Everyone(log.Settings.AsOf), spec)
	if err != nil {
		t.Fatal(err)
	}
	o := options(look.Light, 1280, 800)
	opened := 0
	for _, region := range append(Ladder(r, o).Regions, MaturityMonths(r, o).Regions...) {
		if cell, ok := region.Target.(maturity.Cell); ok {
			says(t, region, len(r.Members(cell)))
			opened++
		}
	}
	if opened < 30 {
		t.Errorf("only %d numbers open", opened)
	}
}
