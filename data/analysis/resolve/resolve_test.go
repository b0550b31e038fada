package resolve

import (
	"math"
	"testing"

	"cxworkbench/data/analysis/survival"
)

// The maintained arm of R's aml data, whose median R gives as 31, from 18 on.
func TestMedianAgainstR(t *testing.T) {
	var spells []survival.Spell
	for _, c := range []struct {
		time  float64
		event bool
	}{{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}, {161, false}} {
		spells = append(spells, survival.Spell{Time: c.time, Event: c.event})
	}
	f, err := figure(spells)
	if err != nil || f.N != 11 || f.Open != 4 || f.Median != 31 || !(f.Low <= 31) {
		t.Errorf("%+v, %v", f, err)
	}
}

// A case that is still open is not left out: without the two slow ones the median
// would be 2 hours.
func TestOpenCasesCount(t *testing.T) {
	f, err := figure([]survival.Spell{{Time: 1, Event: true}, {Time: 2, Event: true}, {Time: 3, Event: true}, {Time: 90}, {Time: 95}})
	if err != nil || f.Median != 3 || f.Open != 2 {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err = figure([]survival.Spell{{Time: 1, Event: true}, {Time: 5}, {Time: 5}}); err != nil || !math.IsNaN(f.Median) {
		t.Errorf("fewer than half are solved, and the median is %v, %v", f.Median, err)
	}
	if f, err = figure(nil); err != nil || f.N != 0 {
		t.Errorf("%+v, %v", f, err)
	}
}
