package maturity

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

var drawnRules = []string{
	"done purchase", "done purchase 2 times", "done purchase 3 times within any 2 months", "subscribed for 3 months",
	"subscribed and done purchase", "done service 2 times or done referral", "done anything within any 30 days", "subscribed or done proposal 2 times",
}

// A ladder cut from a track of all days is the one that a log has which ends on the
// as-of day: with orders that were returned later, contracts that end or begin
// later, and changes by hand. The moves and their evidence are those of a historian
// who stops on that day.
func TestTracksAreCutAsTheLogWasThen(t *testing.T) {
	revised := false
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		for i := range made.interactions {
			if in := &made.interactions[i]; in.ActivityID == 4 && rapid.Bool().Draw(rt, "of an order") {
				in.OrderRef = rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "order") // also lines months apart
			}
		}
		drawReturn(rt, &made)
		log := made.log(t)
		spec, err := Default(log)
		if err != nil {
			rt.Fatal(err)
		}
		for rank := range spec.Stages {
			if rapid.Bool().Draw(rt, "own rule") {
				spec = edited(t, spec, rank, rapid.SampledFrom(drawnRules).Draw(rt, "rule"))
			}
		}
		track, err := Follow(context.Background(), log, spec)
		if err != nil {
			rt.Fatal(err)
		}
		revised = revised || len(track.revised) > 0
		for range 4 {
			asOf := propertyFirst - 20 + data.Day(rapid.IntRange(0, 900).Draw(rt, "as of"))
			cut, err := track.Ladder(context.Background(), analysis.Everyone(asOf))
			if err != nil {
				rt.Fatal(err)
			}
			then := made
			then.upTo = asOf
			sameAsThen(rt, cut, then.log(t), spec)
		}
	})
	if !revised {
		t.Error("no order was returned later, so that half of this test was not done")
	}
}

func sameAsThen(rt *rapid.T, cut Result, then *eventlog.Log, spec Spec) {
	h, err := newHistorian(then, spec, cut.AsOf)
	if err != nil {
		rt.Fatal(err)
	}
	for c := range eventlog.CustomerIndex(then.Customers()) {
		want := h.append(nil, c)
		moves := make([]Change, 0, len(want))
		for _, s := range want {
			moves = append(moves, Change{Day: s.day, Place: int(s.place), Evidence: s.evidence(then, c)})
		}
		if got := cut.Changes(c); !slices.Equal(got, moves) {
			rt.Fatalf("customer %d as of %s: %v, want %v", c, cut.AsOf, got, moves)
		}
		place := NoStage
		if len(moves) > 0 {
			place = moves[len(moves)-1].Place
		}
		if first, any := cut.log.FirstDay(c); any && first > cut.AsOf {
			place = NotHere
		}
		if cut.Place(c) != place {
			rt.Fatalf("customer %d as of %s is in %d, want %d", c, cut.AsOf, cut.Place(c), place)
		}
	}
}

// What was bought and returned counts in between, and no longer afterwards.
func TestReturnedLater(t *testing.T) {
	log := records{customers: 1, interactions: []data.Interaction{bought(1, "2024-01-10", "a", 50), bought(1, "2024-03-01", "a", -50), touch(1, 5, "2024-05-01")}}.log(t)
	spec := Spec{Stages: log.Stages}
	spec = edited(t, spec, conversion, "done purchase")
	track, err := Follow(context.Background(), log, spec)
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]int{"2024-01-09": NotHere, "2024-01-10": conversion, "2024-02-29": conversion, "2024-03-01": NoStage, "2024-06-01": NoStage} {
		r, err := track.Ladder(context.Background(), analysis.Everyone(day(on)))
		if err != nil || r.Place(0) != want {
			t.Errorf("on %s in %d, want %d, %v", on, r.Place(0), want, err)
		}
	}
}

// A cut of the people alone says of them what the ladder says, and the values of its
// customers add up to those of the ladder's stages.
func TestPeopleAreThoseOfTheLadder(t *testing.T) {
	bases := map[ValueBasis]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		if rapid.Bool().Draw(rt, "contracts alone have amounts") {
			for i := range made.interactions {
				made.interactions[i].Amount, made.interactions[i].HasAmount = 0, false
			}
			for i := range made.subscriptions {
				made.subscriptions[i].Monthly, made.subscriptions[i].HasMonthly = data.Money(100*i), true
			}
		}
		log := made.log(t)
		spec, err := Default(log)
		if err != nil {
			rt.Fatal(err)
		}
		track, err := Follow(context.Background(), log, spec)
		if err != nil {
			rt.Fatal(err)
		}
		q := drawQuery(rt, made.customers)
		whole, err := track.Ladder(context.Background(), q)
		if err != nil {
			rt.Fatal(err)
		}
		people, err := track.People(context.Background(), q)
		if err != nil {
			rt.Fatal(err)
		}
		bases[whole.Basis] = true
		values := map[int]data.Money{}
		for c := range eventlog.CustomerIndex(log.Customers()) {
			if people.Place(c) != whole.Place(c) || people.Value(c) != whole.Value(c) {
				rt.Fatalf("customer %d is in %d, worth %d; want %d, %d", c, people.Place(c), people.Value(c), whole.Place(c), whole.Value(c))
			}
			values[whole.Place(c)] += whole.Value(c)
		}
		want := []data.Money{whole.NoStageValue}
		got := []data.Money{values[NoStage]}
		for rank := range whole.Rows {
			want, got = append(want, whole.Rows[rank].Value), append(got, values[rank])
			whole.Rows[rank].Value = 0
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("customers add up to %v, stages to %v", got, want)
		}
		if !slices.Equal(people.Rows, whole.Rows) || people.N != whole.N || people.NoStage != whole.NoStage || people.Left != whole.Left {
			rt.Fatalf("%v, want %v", people.Rows, whole.Rows)
		}
		for m, month := range whole.Months {
			lean := people.Months[m]
			if !slices.Equal(lean.People, month.People) || lean.At != month.At || lean.NoStage != month.NoStage || lean.Left != month.Left ||
				lean.Index != month.Index && !math.IsNaN(month.Index) {
				rt.Fatalf("month %d: %v, want %v", m, lean, month)
			}
		}
	})
	if !bases[ValueAmounts] || !bases[ValueMonthly] {
		t.Errorf("only the bases %v were tried", bases)
	}
}

// A customer's value is of the twelve months up to the day, to the day.
func TestValueOfACustomerEndsAfterAYear(t *testing.T) {
	log := records{customers: 1, interactions: []data.Interaction{bought(1, "2024-01-11", "a", 50), touch(1, 5, "2025-05-01")}}.log(t)
	for on, want := range map[string]data.Money{"2024-01-10": 0, "2024-01-11": 50, "2025-01-10": 50, "2025-01-11": 0} {
		r := build(t, log, analysis.Everyone(day(on)))
		sum := r.NoStageValue
		for _, row := range r.Rows {
			sum += row.Value
		}
		if r.Value(0) != want || sum != want {
			t.Errorf("on %s the customer is worth %d and the ladder %d, want %d", on, r.Value(0), sum, want)
		}
	}
}
