package exchange

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFilesOfOneShapeAreOneImport(t *testing.T) {
	jan := MustWrite(t, "Customer,Date,Amount\n1,01/02/2026,5.5\n2,03/02/2026,6.5\n")
	feb := MustWrite(t, "Customer,Date,Amount\n1,28/02/2026,5.5\n2,27/02/2026,6.5\n")
	mar := MustWrite(t, "Customer,Date,Amount\n1,01/03/2026,5.5\n2,02/03/2026,6.5\n")
	people := MustWrite(t, "Customer,Name\n1,Ann\n2,Bob\n")
	american := MustWrite(t, "Customer,Date,Amount\n1,02/28/2026,5.5\n2,02/27/2026,6.5\n")
	plans, err := PrepareAll([]string{jan, feb, people, mar, american}, options())
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, p := range plans {
		got = append(got, p.Sources)
	}
	if diff := cmp.Diff([][]string{{jan, feb, mar}, {people}, {american}}, got); diff != "" {
		t.Fatal(diff)
	}
	if p := plans[0]; p.Problem != nil || p.Path != jan || p.dates[1].order != OrderDMY {
		t.Errorf("of the first files: %v, dates %+v", p.Problem, p.dates[1])
	}
}

// A file in which nobody was very satisfied does not shorten the scale.
func TestTheLongerScaleOfFilesOfOneShapeCounts(t *testing.T) {
	few := MustWrite(t, "Date,Satisfaction\n2026-01-05,5\n2026-01-06,4\n")
	all := MustWrite(t, "Date,Satisfaction\n2026-02-05,10\n2026-02-06,0\n2026-02-07,6\n")
	plans, err := PrepareAll([]string{few, all}, options())
	if err != nil || len(plans) != 1 {
		t.Fatalf("%d plans, %v", len(plans), err)
	}
	if m := plans[0].Questions[0].Metric; m.Low != 0 || m.High != 10 {
		t.Errorf("from %v to %v", m.Low, m.High)
	}
}
