package survival_test

import (
	"math"
	"testing"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
)

func TestTelcoFromTheLog(t *testing.T) {
	asOf := day("2026-10-31") // clamps starts in shorter months
	log := telco(t, asOf)
	spec := survival.Default(log)
	spec.At = []float64{1, 6, 12, 24, 36, 48, 60, 72}
	r := build(t, log, analysis.Everyone(asOf), spec)
	for i, want := range []float64{.945961, .884826, .843200, .788736, .748545, .708840, .664404, .592790} {
		printed(t, "S", r.Groups[0].At[i].Survival, want, 6)
	}
	if r.N != 7043 || r.Events != 1869 {
		t.Errorf("n %d, events %d", r.N, r.Events)
	}
	spec.By, spec.CI = "Contract", survival.Log
	r = build(t, log, analysis.Everyone(asOf), spec)
	monthly := r.Groups[0]
	if monthly.Value != "Month-to-month" || monthly.Curve.Median != 35 || monthly.Curve.MedianLow != 32 || monthly.Curve.MedianHigh != 38 || !math.IsNaN(r.Groups[2].Curve.Median) {
		t.Errorf("%s: %g (%g to %g)", monthly.Value, monthly.Curve.Median, monthly.Curve.MedianLow, monthly.Curve.MedianHigh)
	}
	printed(t, "log-rank", r.Comparison.Chi2, 2352.8725, 4)
	t.Log(text(r.Finding))
	t.Log(text(r.Definition))
	spec.By = "gender"
	r = build(t, log, analysis.Everyone(asOf), spec)
	t.Log(text(r.Finding))
	spec.By = ""
	r = build(t, log, analysis.Everyone(asOf), spec)
	t.Log(text(r.Finding))
}
