package transitions_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/eventlog"
)

func day(s string) data.Day {
	d, err := data.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ladder is three stages that only recorded changes reach, with these moves:
// customer, day, rank; and subscriptions that end for those who left.
func ladder(t testing.TB, customers int, asOf string, moves []data.StageChange, left map[int64]string) maturity.Result {
	t.Helper()
	stages := []data.Stage{{ID: 10, Name: "Low"}, {ID: 11, Name: "Middle"}, {ID: 12, Name: "High"}, {ID: 13, Name: "Top"}}
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR"}, 7, eventlog.Dictionaries{
		Stages: stages, Activities: []data.Activity{{ID: 1, Name: "Visit"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := range customers {
		b.Customer(int64(c+1), "", nil)
		b.Interaction(&data.Interaction{ID: int64(c + 1), CustomerID: int64(c + 1), ActivityID: 1, When: data.OnDay(day("2026-01-01"))})
	}
	for i, m := range moves {
		m.ID, m.StageID = int64(i+1), m.StageID+10
		b.StageChange(&m)
	}
	for c, end := range left {
		b.Subscription(&data.Subscription{ID: c, CustomerID: c, Start: day("2026-01-01"), End: day(end)})
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	r, err := maturity.Build(context.Background(), log, analysis.Everyone(day(asOf)), spec)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func move(c int64, on string, rank int64) data.StageChange {
	return data.StageChange{CustomerID: c, Day: day(on), StageID: rank}
}

func build(t testing.TB, l maturity.Result, q analysis.Query) transitions.Result {
	t.Helper()
	r, err := transitions.Build(context.Background(), l, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Worked by hand. 1: none > Low > Middle, running. 2: none > Low > High (a
// skip) > Middle (back), running. 3: never moves. 4: two changes on one day, of
// which the last counts, then leaves. 5: changes on the as-of date. 6: Low on its
// first day, so that it never was without a stage. 7: moves after the as-of date.
func worked(t testing.TB) maturity.Result {
	return ladder(t, 7, "2026-06-30", []data.StageChange{
		move(1, "2026-02-01", 0), move(1, "2026-03-01", 1),
		move(2, "2026-02-01", 0), move(2, "2026-03-01", 2), move(2, "2026-04-01", 1),
		move(4, "2026-02-01", 2), move(4, "2026-02-01", 0),
		move(5, "2026-06-30", 0),
		move(6, "2026-01-01", 0),
		move(7, "2026-07-01", 0),
	}, map[int64]string{4: "2026-05-01"})
}

func TestMovesWorkedByHand(t *testing.T) {
	r := build(t, worked(t), analysis.Everyone(day("2026-06-30")))
	none, left := maturity.NoStage, maturity.Left
	want := map[transitions.Key]int{
		{From: none, To: 0}: 4, {From: 0, To: 1}: 1, {From: 0, To: 2}: 1, {From: 2, To: 1}: 1, {From: 0, To: left}: 1,
		{From: none, To: transitions.Still}: 2, {From: 0, To: transitions.Still}: 2, {From: 1, To: transitions.Still}: 2, {From: left, To: transitions.Still}: 1,
		{From: 0, To: transitions.Anywhere}: 3,
	}
	for key, n := range want {
		if got := r.Members(key); len(got) != n {
			t.Errorf("%v lists %v, want %d", key, got, n)
		}
	}
	for _, row := range r.Rows {
		if row.Open != want[transitions.Key{From: row.Place, To: transitions.Still}] {
			t.Errorf("%d running in %d", row.Open, row.Place)
		}
		for _, cell := range row.Cells {
			if cell.Spells != want[transitions.Key{From: row.Place, To: cell.To}] {
				t.Errorf("%d to %d: %d", row.Place, cell.To, cell.Spells)
			}
		}
	}
	if r.Ups != 2 || r.Skips != 1 || r.Backs != 1 || r.Ended != 8 || r.Open != 7 {
		t.Errorf("ups %d, skips %d, backs %d, ended %d, open %d", r.Ups, r.Skips, r.Backs, r.Ended, r.Open)
	}
	if got := r.Members(transitions.Moves{Kind: transitions.Skip}); !slices.Equal(got, []eventlog.CustomerIndex{1}) {
		t.Errorf("skipped: %v", got)
	}
	// 1 of 3: Wilson .0615 to .7923 (computed with R's prop.test(1, 3, correct = FALSE)).
	cell := r.Rows[1].Cells[slices.Index(r.Columns, 1)]
	if math.Abs(cell.Share-1.0/3) > 1e-12 || math.Abs(cell.Low-.0615) > 5e-5 || math.Abs(cell.High-.7923) > 5e-5 {
		t.Errorf("share %v (%v to %v)", cell.Share, cell.Low, cell.High)
	}
}

func TestFromLeavesOutEarlierMoves(t *testing.T) {
	q := analysis.Everyone(day("2026-06-30"))
	q.From = day("2026-03-01")
	r := build(t, worked(t), q)
	// Of 1 and 2 what ended from March on, of 4 the leaving, of 5 the first stage.
	if r.Ended != 5 || r.Open != 7 || len(r.Members(transitions.Key{From: maturity.NoStage, To: 0})) != 1 {
		t.Errorf("ended %d, open %d", r.Ended, r.Open)
	}
}

// A property over random logs: every customer has one running spell; what a row
// counts is what it lists; who arrives in a place, or began there, is either gone
// from it or there still.
func TestSpellsAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 40 {
		var moves []data.StageChange
		left := map[int64]string{}
		const people = 30
		for c := int64(1); c <= people; c++ {
			for range random.IntN(6) {
				moves = append(moves, data.StageChange{CustomerID: c, Day: day("2026-01-01") + data.Day(random.IntN(120)), StageID: int64(random.IntN(4))})
			}
			if random.IntN(4) == 0 {
				left[c] = (day("2026-01-02") + data.Day(random.IntN(120))).String()
			}
		}
		l := ladder(t, people, "2026-04-01", moves, left)
		r := build(t, l, analysis.Everyone(day("2026-04-01")))
		if r.Open != l.N {
			t.Fatalf("%d running spells of %d customers", r.Open, l.N)
		}
		for _, row := range r.Rows {
			sum := 0
			for _, cell := range row.Cells {
				sum += cell.Spells
				if got := len(r.Members(transitions.Key{From: row.Place, To: cell.To})); got != cell.Spells {
					t.Fatalf("%d to %d counts %d and lists %d", row.Place, cell.To, cell.Spells, got)
				}
			}
			if sum != row.Ended {
				t.Fatalf("the cells of %d hold %d, of %d", row.Place, sum, row.Ended)
			}
			if got := len(l.Members(maturity.Cell{Place: row.Place, Month: maturity.AsOf})); got != row.Open {
				t.Fatalf("%d spells run in %d, where the ladder has %d", row.Open, row.Place, got)
			}
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	var moves []data.StageChange
	for c := int64(1); c <= 100_000; c++ {
		for range 4 {
			moves = append(moves, data.StageChange{CustomerID: c, Day: day("2026-01-01") + data.Day(random.IntN(900)), StageID: int64(random.IntN(4))})
		}
	}
	l := ladder(b, 100_000, "2028-06-01", moves, nil)
	for b.Loop() {
		build(b, l, analysis.Everyone(l.AsOf))
	}
}
