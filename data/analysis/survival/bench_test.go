package survival_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
)

// hundredThousand is 100 k people in four groups that leave at different rates,
// observed for up to six years.
func hundredThousand(whole func(days float64) float64) (all []survival.Spell, groups [][]survival.Spell) {
	random := rand.New(rand.NewPCG(1, 2))
	groups = make([][]survival.Spell, 4)
	for i := range 100_000 {
		g := i % 4
		stay, seen := random.ExpFloat64()*float64(400+300*g), random.Float64()*2190
		s := survival.Spell{Time: whole(min(stay, seen)), Event: stay <= seen}
		groups[g] = append(groups[g], s)
		all = append(all, s)
	}
	return all, groups
}

func BenchmarkKernel(b *testing.B) {
	for name, whole := range map[string]func(float64) float64{
		"months":     func(d float64) float64 { return float64(int(d / 30.44)) },
		"days":       func(d float64) float64 { return float64(int(d)) },
		"continuous": func(d float64) float64 { return d },
	} {
		all, groups := hundredThousand(whole)
		b.Run(name+"/km", func(b *testing.B) {
			for b.Loop() {
				must(survival.KaplanMeier(all, ""))
			}
		})
		b.Run(name+"/four-groups-and-log-rank", func(b *testing.B) {
			for b.Loop() {
				for _, g := range groups {
					must(survival.KaplanMeier(g, ""))
				}
				must(survival.Compare(groups, ""))
			}
		})
	}
}

// BenchmarkBuild draws the curves of 100 k customers with contracts, by an
// attribute of four values, from the event log.
func BenchmarkBuild(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	asOf := day("2026-10-31")
	contracts := make([]contract, 100_000)
	for i := range contracts {
		g := random.IntN(4)
		c := contract{start: asOf - data.Day(random.IntN(2190)), end: data.NoDay, attributes: map[string]string{"plan": string(rune('a' + g))}}
		if left := c.start + data.Day(random.ExpFloat64()*float64(400+300*g)); left <= asOf {
			c.end = left
		}
		contracts[i] = c
	}
	log, query := contractsOf(data.NoDay, contracts...), analysis.Everyone(asOf)
	for _, unit := range []eventlog.Unit{eventlog.UnitDay, eventlog.UnitMonth} {
		for _, by := range []string{"", "plan"} {
			b.Run(string(unit)+"/"+by, func(b *testing.B) {
				for b.Loop() {
					must(survival.Build(context.Background(), log, query, survival.Spec{By: by, Unit: unit}))
				}
			})
		}
	}
}
