package dwell_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

// duration is a time in days, and whether it ended.
type duration struct {
	days  data.Day
	ended bool
}

// published reads the durations of a data set of lifelines.
func published(t *testing.T, name, days, ended, endedIs string) []duration {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", "survival", "lifelines", name+".csv"))
	if err != nil {
		t.Skipf("the published data is not here: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	day, end := slices.Index(rows[0], days), slices.Index(rows[0], ended)
	var out []duration
	for _, row := range rows[1:] {
		d, err := strconv.ParseFloat(row[day], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, duration{data.Day(d), row[end] == endedIs})
	}
	return out
}

// stays is the time in the first stage of a log whose stays are these.
func stays(t *testing.T, all []duration) dwell.Row {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}}, Activities: []data.Activity{{ID: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		b.Customer(int64(i+1), "", nil)
	}
	for i, one := range all {
		c, start := int64(i+1), asOf-one.days
		if one.ended {
			start -= 5000
			b.StageChange(&data.StageChange{ID: 10_000 + c, CustomerID: c, StageID: 11, Day: start + one.days})
		}
		b.StageChange(&data.StageChange{ID: c, CustomerID: c, StageID: 10, Day: start})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	ladder, err := maturity.Build(context.Background(), log, analysis.Everyone(asOf), spec)
	if err != nil {
		t.Fatal(err)
	}
	r, err := dwell.Build(context.Background(), ladder, analysis.Everyone(asOf), dwell.Default())
	if err != nil {
		t.Fatal(err)
	}
	return r.Rows[0]
}

// productLimit is the estimate at a time, worked out as the definition says (C.5),
// one factor after the other.
func productLimit(all []duration, at data.Day) float64 {
	s := 1.0
	for day := data.Day(0); day <= at; day++ {
		risk, ended := 0, 0
		for _, one := range all {
			if one.days >= day {
				risk++
			}
			if one.days == day && one.ended {
				ended++
			}
		}
		if ended > 0 {
			s *= 1 - float64(ended)/float64(risk)
		}
	}
	return s
}

// The figures beside the data sets, and at every time the product of the definition
// to 1e-9.
func TestPublishedDurationsAsStays(t *testing.T) {
	for _, c := range []struct {
		name, days, ended, is string
		n, events             int
		median                float64
		at                    map[data.Day]float64
	}{
		{"waltons_dataset", "T", "E", "1", 163, 156, 56, map[data.Day]float64{20: .913650, 40: .777837}},
		{"lung", "time", "status", "1", 228, 165, 310, nil},
	} {
		all := published(t, c.name, c.days, c.ended, c.is)
		row := stays(t, all)
		if row.Curve.N != c.n || row.Curve.Events != c.events || row.Open != c.n-c.events || row.Curve.Median != c.median {
			t.Errorf("%s: n %d, ended %d, open %d, median %v", c.name, row.Curve.N, row.Curve.Events, row.Open, row.Curve.Median)
		}
		for day, want := range c.at {
			if got := row.Curve.At(float64(day)).Survival; math.Abs(got-want) > 5e-7 {
				t.Errorf("%s: S(%d) = %.6f, want %.6f", c.name, day, got, want)
			}
		}
		for _, one := range all {
			if got, want := row.Curve.At(float64(one.days)).Survival, productLimit(all, one.days); math.Abs(got-want) > 1e-9 {
				t.Fatalf("%s: S(%d) = %v, the product is %v", c.name, one.days, got, want)
			}
		}
	}
}
