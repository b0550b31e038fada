package charts

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// The last figures of a matrix end where the chart does, whatever is left over
// when the width is shared out among the columns.
func TestMatrixEndsAtTheEdge(t *testing.T) {
	for _, columns := range []int{5, 7, 11} {
		for width := 900; width < 912; width++ {
			f := newFrame(message.Message{}, message.Message{}, options(look.Light, width, 400))
			m := &matrix{frame: f, spec: matrixSpec{columns: make([]string, columns), sides: []string{"Ended"}, rows: []matrixRow{{name: "Initiation", sides: []matrixCell{{text: "12"}}}}}}
			if !m.layOut() {
				t.Fatalf("no room at %d", width)
			}
			if end := m.sideCell(0, 0).right(); math.Abs(end-f.inner.right()) > 0.01 {
				t.Errorf("%d columns on %d end at %v, the chart at %v", columns, width, end, f.inner.right())
			}
		}
	}
}

// A list of whiskers that is longer than a window says at its head as well what its
// lines mean.
func TestLongWhiskersHaveTheirScaleAbove(t *testing.T) {
	scales := func(rows int) int {
		spec := whiskerSpec{ticks: []float64{0, 777}, neutral: nan, columns: []string{"n"}, groups: []whiskerGroup{{}}}
		for i := range rows {
			spec.groups[0].rows = append(spec.groups[0].rows, whisker{name: fmt.Sprint(i), value: 3, low: 1, high: 4, texts: []string{"12"}})
		}
		scene, ok := newFrame(message.Message{}, message.Message{}, options(look.Light, 700, 60+whiskerRow*rows)).drawWhiskers(spec)
		if !ok {
			t.Fatal("no room")
		}
		return bytes.Count(svgOf(t, scene), []byte(">777<"))
	}
	if short, long := scales(6), scales(20); short != 1 || long != 2 {
		t.Errorf("a short list has %d scales, a long one %d, want 1 and 2", short, long)
	}
}

// The axis of the states holds the largest of them, and is not made for all people.
func TestStatesFillTheirAxis(t *testing.T) {
	svg := string(svgOf(t, ChurnStates(churn.Result{N: 2400, Left: 517, Active: 1668, Unknown: 215}, options(look.Light, 900, 300))))
	if strings.Contains(svg, ">3,000<") || !strings.Contains(svg, ">2,000<") && !strings.Contains(svg, ">1,800<") {
		t.Error("the axis does not end soon after 1,668 people")
	}
}

// What has no figure to show has no axis either, and says why.
func TestNothingHasNoAxes(t *testing.T) {
	o := options(look.Light, 900, 300)
	few := churn.Result{N: 3, Curve: []churn.Point{{Days: 30, Left: 1, Active: 8}, {Days: 60, Left: 9}}}
	enough := churn.Result{N: 30, Curve: []churn.Point{{Days: 30, Left: 1, Active: 9}, {Days: 60, Left: 9}}}
	side := compare.Side{Name: message.Verbatim("now")}
	unknown := compare.Row{Part: compare.Stages, Name: message.Verbatim("Nurturing"), Diff: nan, Low: nan, High: nan, P: nan}
	known := unknown
	known.Diff = .25
	for name, test := range map[string]struct {
		scene Scene
		axis  string
		drawn bool
	}{
		"leaving of nine":    {ChurnDays(few, o), ">Days of silence that mean leaving<", false},
		"leaving of ten":     {ChurnDays(enough, o), ">Days of silence that mean leaving<", true},
		"nothing to compare": {Compare(compare.Result{Sides: [2]compare.Side{side, side}, Rows: []compare.Row{unknown}}, o), ">Difference, in points of 100<", false},
		"one to compare":     {Compare(compare.Result{Sides: [2]compare.Side{side, side}, Rows: []compare.Row{unknown, known}}, o), ">Difference, in points of 100<", true},
	} {
		if svg := string(svgOf(t, test.scene)); strings.Contains(svg, test.axis) != test.drawn {
			t.Errorf("%s: an axis is %v, want %v", name, !test.drawn, test.drawn)
		}
	}
}

// Heads that have no room beside each other are whole all the same.
func TestHeadsOfAMatrixAreWhole(t *testing.T) {
	names := []string{"Conversion", "Nurturing", "Engagement", "Partnership"}
	f := newFrame(message.Message{}, message.Message{}, options(look.Light, 250, 300))
	scene, ok := f.drawMatrix(matrixSpec{columns: names, rows: []matrixRow{{name: "Web", cells: make([]matrixCell, len(names))}}})
	if !ok {
		t.Fatal("no room")
	}
	for _, name := range names {
		if !bytes.Contains(svgOf(t, scene), []byte(">"+name+"<")) {
			t.Errorf("the head %s is cut", name)
		}
	}
}

// The last point of the longest line stands where the plot ends, its name beside it.
func TestLinesEndWhereThePlotDoes(t *testing.T) {
	spec := lineSpec{xTicks: niceTicks(0, 1010, 8)}
	spec.endAt(1010)
	l := &lines{plot: rect{60, 20, 700, 300}, spec: spec}
	if end := l.x(1010); math.Abs(end-760) > .01 {
		t.Errorf("the line ends at %v, the plot at 760", end)
	}
	if last := spec.xTicks[len(spec.xTicks)-1]; last > 1010 {
		t.Errorf("the axis has a mark at %v, beyond its end", last)
	}
}
