package cox_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/analysis/survival"
)

// BenchmarkFit fits ten covariates, five numbers and five levels, on 100 k people.
func BenchmarkFit(b *testing.B) {
	for name, unit := range map[string]float64{"months": 30.44, "days": 1, "continuous": 0} {
		random := rand.New(rand.NewPCG(1, 2))
		covariates := make([]cox.Covariate, 10)
		for j := range covariates {
			covariates[j].Name = fmt.Sprint("x", j)
		}
		people := make([]survival.Spell, 100_000)
		for i := range people {
			rate := 1.0
			for j := range covariates {
				x := random.NormFloat64()
				if j >= 5 {
					x = float64(random.IntN(2))
				}
				covariates[j].Values = append(covariates[j].Values, x)
				rate *= math.Exp(0.1 * float64(j-4) * x)
			}
			stay, seen := random.ExpFloat64()*900/rate, random.Float64()*2190
			people[i] = survival.Spell{Time: min(stay, seen), Event: stay <= seen}
			if unit > 0 {
				people[i].Time = math.Floor(people[i].Time / unit)
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fit(people, covariates, "")
			}
		})
	}
}
