package voice

import (
	"math"
	"testing"

	"cxworkbench/data"
)

// scores makes so many of each score.
func scores(of map[float64]int) (out []float64) {
	for score, n := range of {
		for range n {
			out = append(out, score)
		}
	}
	return out
}

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// The published values of C.8: the plain score with the adjusted interval.
func TestNPSAgainstPublishedValues(t *testing.T) {
	for _, c := range []struct {
		up, neither, down   int
		value, middle, half float64
	}{{50, 30, 20, 30, 29.1, 15.1}, {6, 4, 2, 33.3, 26.7, 37.9}, {12, 0, 0, 100, 80, 25.8}} {
		r := Result{Measure: NPS}
		f := r.figure(scores(map[float64]int{9: c.up, 7: c.neither, 6: c.down}))
		low, high := c.middle-c.half, math.Min(c.middle+c.half, 100)
		if !near(f.Value, c.value, 0.05) || !near(f.Low, low, 0.11) || !near(f.High, high, 0.11) {
			t.Errorf("%d/%d/%d: %.2f (%.2f to %.2f), want %.1f (%.1f to %.1f)", c.up, c.neither, c.down, f.Value, f.Low, f.High, c.value, low, high)
		}
	}
}

// The published values of C.9.
func TestSatisfactionAgainstPublishedValues(t *testing.T) {
	r := Result{Measure: CSAT, Metric: data.Metric{Kind: data.MetricCSAT, Low: 1, High: 5}}
	f := r.figure(scores(map[float64]int{4: 5, 5: 3, 3: 2}))
	if !near(f.Value, 0.8, 1e-9) || !near(f.Low, 0.490, 0.0005) || !near(f.High, 0.943, 0.0005) {
		t.Errorf("8 of 10: %.4f (%.4f to %.4f)", f.Value, f.Low, f.High)
	}
	f = r.figure(scores(map[float64]int{3: 12}))
	if f.Value != 0 || !near(f.Low, 0, 1e-9) || !near(f.High, 0.243, 0.001) {
		t.Errorf("0 of 12: %.4f (%.4f to %.4f)", f.Value, f.Low, f.High)
	}
}

func TestOnlyAQuestionThatSaysSoIsAnNPS(t *testing.T) {
	for want, m := range map[Measure]data.Metric{
		NPS:  {Kind: data.MetricNPS, Low: 0, High: 10},
		CSAT: {Kind: data.MetricCSAT, Low: 1, High: 5, Direction: data.HighIsGood},
		Mean: {Kind: data.MetricOther, Low: 0, High: 10},
	} {
		if got := measureOf(m); got != want {
			t.Errorf("%+v is read as %s", m, got)
		}
	}
}

func TestADifferenceThatCannotBeToldSaysSo(t *testing.T) {
	r := Result{Measure: NPS}
	r.Now, r.Before = r.figure(scores(map[float64]int{9: 6, 7: 4, 6: 2})), r.figure(scores(map[float64]int{9: 5, 7: 4, 6: 3}))
	r.difference()
	if r.Distinct() {
		t.Errorf("one answer in twelve is told apart: %.1f to %.1f", r.Low, r.High)
	}
	r.Now = r.figure(scores(map[float64]int{9: 600, 7: 400, 6: 200}))
	r.Before = r.figure(scores(map[float64]int{9: 400, 7: 400, 6: 400}))
	r.difference()
	if !r.Distinct() || r.Low < 0 {
		t.Errorf("33 against 0 of 1,200 each is not told apart: %.1f to %.1f", r.Low, r.High)
	}
	if one := r.figure([]float64{9}); !one.Known() || r.figure(nil).Known() {
		t.Errorf("one answer gives %+v", one)
	}
	r.Measure = Mean
	if one := r.figure([]float64{4}); one.Value != 4 || !math.IsNaN(one.Low) {
		t.Errorf("the mean of one answer is %+v", one)
	}
}
