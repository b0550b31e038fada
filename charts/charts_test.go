package charts

import (
	"image"
	"math"
	"strings"
	"testing"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/resources/look"
)

var nan = math.NaN()

func byTarget(s Scene) map[any]Region {
	out := map[any]Region{}
	for _, region := range s.Regions {
		if region.Target != nil {
			out[region.Target] = region
		}
	}
	return out
}

// hit is the region under the middle of r.
func hit(s Scene, r Region) Region {
	middle := r.Bounds.Min.Add(r.Bounds.Max).Div(2)
	found, _ := s.At(float64(middle.X)+0.5, float64(middle.Y)+0.5)
	return found
}

func TestCohortRegionsCoverEveryCell(t *testing.T) {
	r := cohorts(36)
	s := Cohorts(r, options(look.Light, 1280, 800))
	regions := byTarget(s)
	for i, row := range r.Rows {
		for k := range row.Cells {
			key := cohort.Key{Row: i, Period: k}
			region, ok := regions[key]
			if !ok {
				t.Fatalf("no region for %v", key)
			}
			if got := hit(s, region); got.Target != key {
				t.Errorf("the middle of %v is %v", key, got.Target)
			}
		}
	}
	if _, ok := regions[cohort.Key{Row: cohort.AllRows, Period: 1}]; !ok {
		t.Error("no region for the mean of month 1")
	}
	if _, ok := s.At(-1, 5); ok {
		t.Error("a point outside hits something")
	}
}

func TestCohortTooltips(t *testing.T) {
	r := cohorts(6)
	r.Rows[2].Cells[1] = cohort.Cell{People: 30, Of: 40, Complete: true}
	r.Rows[2].Cells[3] = cohort.Cell{People: 1, Of: 40}
	regions := byTarget(Cohorts(r, options(look.Light, 900, 520)))
	for key, want := range map[cohort.Key]string{
		{Row: 2, Period: 1}: "Jul 2026 joiners: 30 of 40 came back in month 1 (75.0\u00a0%)",
		{Row: 2, Period: 3}: "Jul 2026 joiners: 1 of 40 came back in month 3 (2.5\u00a0%), so far",
	} {
		if got := regions[key].Tooltip; got != want {
			t.Errorf("%v says %q, want %q", key, got, want)
		}
	}
	by := byTarget(Cohorts(byContract(), options(look.Light, 900, 520)))
	want := "not known: 990 of 1,101 came back in quarter 2 or later (89.9\u00a0%), so far"
	if got := by[cohort.Key{Row: 3, Period: 2}].Tooltip; got != want {
		t.Errorf("by attribute it says %q, want %q", got, want)
	}
}

func TestDerivedDatesHaveNoMeans(t *testing.T) {
	r := byContract()
	r.Derived = true
	said := ""
	for _, box := range textsOf(t, Cohorts(r, options(look.Light, 900, 520))) {
		said += box.text + "\n"
	}
	if !strings.Contains(said, "No means, because each period is of those who reached it.") || strings.Contains(said, "Pooled mean") {
		t.Errorf("the foot says otherwise: %s", said)
	}
}

func TestHiddenCohortsAreSaid(t *testing.T) {
	r := cohorts(36)
	s := Cohorts(r, options(look.Light, 640, 400))
	regions := byTarget(s)
	if _, ok := regions[cohort.Key{Row: 35, Period: 0}]; !ok {
		t.Error("the most recent cohort is not shown")
	}
	shown := 0
	for i := range r.Rows {
		if _, ok := regions[cohort.Key{Row: i, Period: 0}]; ok {
			shown++
		}
	}
	note := "24 older cohorts are not shown here."
	if 36-shown != 24 {
		t.Errorf("%d are hidden", 36-shown)
	}
	found := false
	for _, box := range textsOf(t, s) {
		found = found || strings.Contains(box.text, note)
	}
	if !found || !strings.Contains(s.Summary, note) {
		t.Errorf("the chart does not say %q", note)
	}
}

func TestNarrowCellsCarryNoText(t *testing.T) {
	r := cohorts(36)
	narrow, wide := Cohorts(r, options(look.Light, 900, 800)), Cohorts(r, options(look.Light, 1280, 800))
	if a, b := len(textsOf(t, narrow)), len(textsOf(t, wide)); a > 200 || b < 666 {
		t.Errorf("%d texts in the narrow chart and %d in the wide one", a, b)
	}
}

func TestLadderRegionsAndColumns(t *testing.T) {
	r := ladderOf(4)
	s := Ladder(r, options(look.Light, 900, 520))
	regions := byTarget(s)
	for place := maturity.Left; place < len(r.Rows); place++ {
		key := maturity.Cell{Place: place, Month: maturity.AsOf}
		region, ok := regions[key]
		if !ok || hit(s, region).Target != key {
			t.Errorf("place %d has no region of its own", place)
		}
	}
	if top, low := regions[maturity.Cell{Place: 6, Month: maturity.AsOf}], regions[maturity.Cell{Place: 0, Month: maturity.AsOf}]; top.Bounds.Min.Y >= low.Bounds.Min.Y {
		t.Error("the highest stage is not on top")
	}
	want := "Conversion (customer): 655 of 2,400 people (27.3\u00a0%), 124,561\u00a0EUR (net, last 12 months)"
	if got := regions[maturity.Cell{Place: 3, Month: maturity.AsOf}].Tooltip; got != want {
		t.Errorf("the tooltip says %q, want %q", got, want)
	}
	r.Basis, r.IndexByValue = maturity.ValueNone, nan
	o := options(look.Light, 900, 520)
	o.Heading = false
	for _, box := range textsOf(t, Ladder(r, o)) {
		if strings.Contains(box.text, "EUR") || strings.Contains(box.text, "value") {
			t.Errorf("there is no value, yet it says %q", box.text)
		}
	}
}

func TestMonthRegionsCoverEveryLayer(t *testing.T) {
	r := ladderOf(36)
	s := MaturityMonths(r, options(look.Light, 1280, 800))
	regions := byTarget(s)
	for i, month := range r.Months {
		for rank, n := range month.People {
			key := maturity.Cell{Place: rank, Month: i}
			region, ok := regions[key]
			if ok != (n > 0) {
				t.Fatalf("month %d, stage %d of %d people: region is %v", i, rank, n, ok)
			}
			if ok && region.Bounds.Dy() > 2 && hit(s, region).Target != key {
				t.Errorf("the middle of %v is %v", key, hit(s, region).Target)
			}
		}
	}
	few := MaturityMonths(ladderOf(900), options(look.Light, 640, 400))
	if _, ok := byTarget(few)[maturity.Cell{Place: 3, Month: 899}]; !ok || !strings.Contains(few.Summary, "earlier months are not shown") {
		t.Error("where months do not fit the latest are not shown, or it is not said")
	}
}

func TestSparklineLeavesGaps(t *testing.T) {
	o := options(look.Light, 100, 30)
	blank := Sparkline([]float64{nan, nan}, o).Image(1)
	if !isPlain(blank, image.Rect(0, 0, 100, 30)) {
		t.Error("a line without values is drawn")
	}
	gap := Sparkline([]float64{1, 2, nan, nan, nan, nan, 2, 1}, o).Image(1)
	if isPlain(gap, image.Rect(0, 0, 30, 30)) || !isPlain(gap, image.Rect(34, 0, 66, 30)) {
		t.Error("the gap is not where the values are missing")
	}
	flat := Sparkline([]float64{5, 5, 5}, o).Image(1)
	if isPlain(flat, image.Rect(40, 10, 60, 20)) {
		t.Error("a constant is not a line in the middle")
	}
}

// isPlain reports whether nothing is drawn inside r.
func isPlain(m *image.RGBA, r image.Rectangle) bool {
	first := m.RGBAAt(0, 0)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if m.RGBAAt(x, y) != first {
				return false
			}
		}
	}
	return true
}
