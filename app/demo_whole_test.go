//go:build !race

package app

import (
	"maps"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Making the whole demo takes most of a minute under the race detector, which
// has nothing to find in it: it runs on one goroutine.
func TestTheDemoIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "of its own", "demo.cxw")
	for _, made := range []bool{true, false} {
		told := false
		s, err := OpenOrMakeDemo(t.Context(), path, now, func(int64, int64) { told = true })
		if err != nil {
			t.Fatal(err)
		}
		segments, err := s.Segments(t.Context())
		if err != nil || len(segments) != len(demoSegments) {
			t.Errorf("segments %v, %v", segments, err)
		}
		for _, segment := range segments {
			v := WholeView()
			v.Segment = segment.Name
			if roster, err := s.Customers(t.Context(), v, ""); err != nil || roster.Len() == 0 || roster.Len() == s.Log().Customers() {
				t.Errorf("segment %s keeps %d, %v", segment.Name, roster.Len(), err)
			}
		}
		wantWholeDemo(t, s)
		wantOrders(t, s)
		if !made {
			wantFindingsThroughChannels(t, s)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if told != made {
			t.Errorf("made: %t, want %t", told, made)
		}
	}
}

// wantWholeDemo checks that every file of the demo came in as what it is. The
// figures are those of resources/demo/README.md.
func wantWholeDemo(t *testing.T, s *Session) {
	t.Helper()
	log := s.Log()
	strangers, open := 0, 0
	for i, who := range log.Tickets.Customer {
		if who == eventlog.NoCustomer {
			strangers++
		}
		if _, solved := log.Solved(i, log.Settings.AsOf.EndIn(log.Zone)); !solved {
			open++
		}
	}
	anonymous, forms := 0, 0
	for _, who := range log.Responses.Customer {
		if who == eventlog.NoCustomer {
			anonymous++
		}
	}
	for _, metric := range log.Responses.Metric {
		if log.Metrics[metric].Kind == data.MetricNPS {
			forms++
		}
	}
	got := []int{len(log.Tickets.Day), strangers, open, forms, len(log.Changes.Day)}
	if want := []int{4083, 40, 121, 2604, 38}; !slices.Equal(got, want) {
		t.Errorf("tickets, strangers', open, answers to the NPS, moves by hand: %v, want %v", got, want)
	}
	kinds := map[data.MetricKind][2]float64{}
	for _, m := range log.Metrics {
		if m.Name != "" {
			kinds[m.Kind] = [2]float64{m.Low, m.High}
		}
	}
	want := map[data.MetricKind][2]float64{data.MetricNPS: {0, 10}, data.MetricCSAT: {1, 5}, data.MetricCES: {1, 7}}
	if !maps.Equal(kinds, want) || anonymous == 0 {
		t.Errorf("metrics %v, %d anonymous answers", kinds, anonymous)
	}
	drivers, err := s.Drivers(t.Context(), WholeView())
	if err != nil {
		t.Fatal(err)
	}
	for _, score := range drivers.Scores {
		if score.N() == 0 {
			t.Errorf("the driver %s has no data", score.Driver)
		}
	}
	aligned, err := s.Alignment(t.Context(), WholeView(), message.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range aligned.Rows {
		lacks := row.Aligned < row.Needed
		if slices.Contains([]string{"engagement", "partnership"}, row.Stage.Key) && (!lacks || row.Share > 0.5) {
			t.Errorf("%s lacks nothing much: %.2f", row.Stage.Name, row.Share)
		}
		for _, role := range row.Roles {
			if role.Owner == "" {
				t.Errorf("nobody owns %s", role.Role)
			}
		}
	}
}

// wantOrders checks that the orders came in as purchases and say what they are
// there to say. The figures are those of resources/demo/README.md.
func wantOrders(t *testing.T, s *Session) {
	t.Helper()
	type order struct { // codes are of one customer
		of   eventlog.CustomerIndex
		code int32
	}
	orders, buyers, returns := map[order]bool{}, map[eventlog.CustomerIndex]bool{}, 0
	log := s.Log()
	for c := range eventlog.CustomerIndex(log.Customers()) {
		from, to := log.EventRange(c)
		for i := from; i < to; i++ {
			switch kind := log.Activities[log.Events.Activity[i]].Kind; {
			case kind == data.KindPurchase:
				orders[order{c, log.Events.Order[i]}], buyers[c] = true, true
			case kind == data.KindRefund && log.Events.Order[i] != eventlog.NoRef:
				returns++
			}
		}
	}
	if got, want := []int{len(orders), len(buyers), returns}, []int{3785, 928, 157}; !slices.Equal(got, want) {
		t.Errorf("orders, buyers, lines that came back: %v, want %v", got, want)
	}
	scored, err := s.RFM(t.Context(), WholeView(), rfm.Default())
	if err != nil || scored.N != 613 {
		t.Fatalf("%d ordered in the last twelve months, want 613: %v", scored.N, err)
	}
	for i, segment := range rfm.Segments {
		if scored.BySegment[i].People < 30 {
			t.Errorf("only %d people are %s", scored.BySegment[i].People, segment)
		}
	}
	for f := 1; f <= rfm.Best; f++ {
		people := 0
		for r := 1; r <= rfm.Best; r++ {
			people += len(scored.Members(r, f))
		}
		if people < 30 {
			t.Errorf("only %d people buy so often that they score %d", people, f)
		}
	}
	alive, err := s.BTYD(t.Context(), WholeView(), btyd.Default())
	if err != nil || alive.N != len(buyers) || alive.Holdout == nil || alive.Spending == nil {
		t.Fatalf("who still buys, of %d: %v", alive.N, err)
	}
	if actual, expected := alive.Holdout.After(); math.Abs(expected/float64(actual)-1) > 0.1 {
		t.Errorf("%d orders after the split, %.0f expected", actual, expected)
	}
	if start := cohort.Default(log).Start; start != (cohort.Event{}) {
		t.Errorf("cohorts begin with %s, which fewer than half have", start)
	}
}
