package survival_test

import (
	"math/rand/v2"
	"testing"

	"cxworkbench/data/analysis/survival"
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
