package maturity

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/eventlog"
)

// edited is a spec with another rule for a stage.
func edited(t testing.TB, spec Spec, rank int, rule string) Spec {
	t.Helper()
	c, err := condition.Parse(rule)
	if err != nil {
		t.Fatal(err)
	}
	spec.Rules = slices.DeleteFunc(slices.Clone(spec.Rules), func(r Rule) bool { return r.Rank == rank })
	spec.Rules = append(spec.Rules, Rule{Rank: rank, Condition: c})
	return spec
}

// A preview says what the whole ladder would say if the rules were applied.
func TestPreviewAgreesWithTheLadder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		made := drawRecords(rt)
		log := made.log(t)
		q := drawQuery(rt, made.customers)
		before := build(t, log, q)
		previewer := NewPreviewer(before)
		for range 2 {
			spec := edited(t, before.Spec, rapid.IntRange(0, 6).Draw(rt, "rank"), rapid.SampledFrom([]string{
				"done purchase", "done purchase 3 times within any 6 months", "subscribed for 2 months", "done service 2 times or done referral", "done anything",
			}).Draw(rt, "rule"))
			got, err := previewer.Try(context.Background(), spec)
			if err != nil {
				rt.Fatal(err)
			}
			after, err := Build(context.Background(), log, q, spec)
			if err != nil {
				rt.Fatal(err)
			}
			up, down := 0, 0
			for c := range eventlog.CustomerIndex(made.customers) {
				switch was, is := before.Place(c), after.Place(c); {
				case is > was:
					up++
				case is < was:
					down++
				}
			}
			if got.Up != up || got.Down != down || got.NoStage != [2]int{before.NoStage, after.NoStage} {
				rt.Fatalf("%+v, want %d up and %d down, no stage %d and %d", got, up, down, before.NoStage, after.NoStage)
			}
			for key, n := range map[PreviewKey]int{{Way: Rose}: up, {Way: Fell}: down, {Place: NoStage}: before.NoStage, {Place: NoStage, Then: true}: after.NoStage} {
				if people := got.Members(key); len(people) != n {
					rt.Fatalf("%+v lists %v, want %d", key, people, n)
				}
			}
			for rank := range after.Rows {
				if now, then := got.Members(PreviewKey{Place: rank}), got.Members(PreviewKey{Place: rank, Then: true}); !slices.Equal(now, before.Members(Cell{rank, AsOf})) || !slices.Equal(then, after.Members(Cell{rank, AsOf})) {
					rt.Fatalf("stage %d lists %v and %v", rank, now, then)
				}
				if got.Before[rank] != before.Rows[rank].People || got.After[rank] != after.Rows[rank].People {
					rt.Fatalf("stage %d: %d to %d, want %d to %d", rank, got.Before[rank], got.After[rank], before.Rows[rank].People, after.Rows[rank].People)
				}
			}
		}
	})
}

func TestAPreviewOfTheSameRulesMovesNobody(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	p := NewPreviewer(r)
	got, err := p.Try(context.Background(), r.Spec)
	if err != nil || got.Moved() != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	// Two orders for Engagement instead of five: 3 stays; 5 goes there from Nurturing.
	got, err = p.Try(context.Background(), edited(t, r.Spec, engagement, "done purchase 2 times"))
	if err != nil || got.Up != 1 || got.Down != 0 || got.After[engagement] != 2 || got.After[nurturing] != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Try(cancelled, edited(t, r.Spec, engagement, "done purchase 3 times")); err == nil {
		t.Error("a cancelled preview answers")
	}
}

// Each step drags the number of a rule, so that no answer is remembered.
func BenchmarkPreviewOfAMillion(b *testing.B) {
	log := bigLog(b, 100_000)
	spec, err := Default(log)
	if err != nil {
		b.Fatal(err)
	}
	r, err := Build(context.Background(), log, analysis.Everyone(log.Last), spec)
	if err != nil {
		b.Fatal(err)
	}
	p := NewPreviewer(r)
	if _, err := p.Try(context.Background(), spec); err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		rule := fmt.Sprintf("done purchase %d times within any %d months or subscribed for 12 months", 2+n%9, 1+n)
		if _, err := p.Try(context.Background(), edited(b, spec, engagement, rule)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMovedOfAMillion(b *testing.B) {
	log := bigLog(b, 100_000)
	r := build(b, log, analysis.Everyone(log.Last))
	for b.Loop() {
		r.Moved(log.Last-365, log.Last)
	}
}
