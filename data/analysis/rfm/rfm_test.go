package rfm_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

type line struct {
	customer, activity int64 // activity 1 buys, 2 returns, 3 calls
	on                 data.Day
	order              string
	amount             data.Money
}

func logOf(customers int, lines []line, amounts bool) *eventlog.Log {
	dict := eventlog.Dictionaries{Activities: []data.Activity{
		{ID: 1, Name: "Order", Kind: data.KindPurchase}, {ID: 2, Name: "Return", Kind: data.KindRefund}, {ID: 3, Name: "Call", Kind: data.KindService},
	}}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict))
	for c := range customers {
		b.Customer(int64(c+1), "", nil)
	}
	for i, l := range lines {
		b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: l.customer, ActivityID: l.activity, When: data.OnDay(l.on), OrderRef: l.order, Amount: l.amount, HasAmount: amounts})
	}
	return must(b.Log())
}

func build(log *eventlog.Log, asOf data.Day, spec rfm.Spec) rfm.Result {
	return must(rfm.Build(context.Background(), log, analysis.Everyone(asOf), spec))
}

func TestRows(t *testing.T) {
	asOf := day("2026-06-30")
	lines := []line{
		{1, 1, asOf - 10, "a", 100}, {1, 1, asOf - 10, "a", 50}, {1, 1, asOf - 10, "b", 50}, {1, 2, asOf - 5, "", 30}, // two orders, a return
		{2, 1, day("2025-06-30"), "", 100}, {2, 1, day("2025-07-01"), "", 100}, {2, 1, day("2025-07-01"), "", 1}, // look-back begins on 1 July
		{3, 1, asOf - 3, "c", 100}, {3, 1, asOf - 3, "c", -100}, {3, 1, asOf - 600, "", 5}, // all returned; bought earlier
		{4, 3, asOf - 1, "", 0},                        // called
		{5, 1, asOf, "", 10}, {5, 1, asOf + 1, "", 10}, // the future is not read
	}
	r := build(logOf(5, lines, true), asOf, rfm.Default())
	var got []string
	for _, row := range r.Rows {
		got = append(got, fmt.Sprint(row.Customer, row.Recency, row.Frequency, row.Money))
	}
	if s := strings.Join(got, "; "); s != "0 10 2 170; 1 364 1 101; 4 0 1 10" || r.N != 3 || r.Earlier != 1 || r.Money != 281 {
		t.Errorf("%s; n %d, earlier %d, money %d", s, r.N, r.Earlier, r.Money)
	}
	if !r.Fixed || r.Since != day("2025-07-01") {
		t.Errorf("fixed %v, since %s", r.Fixed, r.Since)
	}
	// A year in fifths of 73 days; twice is frequent enough for 2.
	for i, want := range [][3]int{{5, 2, 4}, {1, 1, 4}, {5, 1, 1}} {
		if row := r.Rows[i]; [3]int{row.R, row.F, row.M} != want {
			t.Errorf("row %d: %d %d %d, want %v", i, row.R, row.F, row.M, want)
		}
	}
}

// With many customers a score counts whom a customer has passed, in fifths; the
// sum over the grid and the segments is everybody.
func TestScores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asOf, customers := day("2026-06-30"), rapid.IntRange(100, 160).Draw(t, "customers")
		seed := rapid.Uint64().Draw(t, "seed")
		random := rand.New(rand.NewPCG(seed, 1))
		spread := rapid.SampledFrom([]int{1, 2, 5, 40, 300}).Draw(t, "spread")
		dear := rapid.SampledFrom([]int64{1, 1_000, 1 << 40}).Draw(t, "dear")
		var lines []line
		for c := range customers {
			for n := range 1 + random.IntN(spread)/10 {
				lines = append(lines, line{int64(c + 1), 1, asOf - data.Day(random.IntN(spread)), fmt.Sprint(c, "-", n), data.Money(1 + random.Int64N(int64(spread)*dear))})
			}
			if random.IntN(9) == 0 { // more is given back than was paid
				lines = append(lines, line{int64(c + 1), 2, asOf, "", data.Money(random.Int64N(2 * int64(spread) * dear))})
			}
		}
		r := build(logOf(customers, lines, true), asOf, rfm.Default())
		for _, row := range r.Rows {
			older, fewer, less := 0, 0, 0
			for _, other := range r.Rows {
				if other.Recency > row.Recency {
					older++
				}
				if other.Frequency < row.Frequency {
					fewer++
				}
				if other.Money < row.Money {
					less++
				}
			}
			want := [3]int{1 + 5*older/r.N, 1 + 5*fewer/r.N, 1 + 5*less/r.N}
			if [3]int{row.R, row.F, row.M} != want {
				t.Fatalf("%+v, want %v", row, want)
			}
		}
		people, money := 0, data.Money(0)
		for i := range rfm.Best {
			for k := range rfm.Best {
				cell := r.Grid[i][k]
				people, money = people+cell.People, money+cell.Money
				if len(r.Members(i+1, k+1)) != cell.People {
					t.Fatalf("cell %d %d counts %d and lists %d", i+1, k+1, cell.People, len(r.Members(i+1, k+1)))
				}
			}
		}
		segments := 0
		for i, s := range rfm.Segments {
			segments += r.BySegment[i].People
			if len(r.SegmentMembers(s)) != r.BySegment[i].People {
				t.Fatalf("%s counts %d and lists %d", s, r.BySegment[i].People, len(r.SegmentMembers(s)))
			}
		}
		if people != r.N || segments != r.N || money != r.Money || len(r.People()) != r.N || r.N != customers || r.Fixed {
			t.Fatalf("n = %d, grid %d, segments %d, listed %d", r.N, people, segments, len(r.People()))
		}
	})
}

func TestSegmentsHaveNames(t *testing.T) {
	used := map[rfm.Segment]bool{}
	for r := 1; r <= rfm.Best; r++ {
		for f := 1; f <= rfm.Best; f++ {
			used[rfm.SegmentOf(r, f)] = true
		}
	}
	for _, s := range rfm.Segments {
		label, meaning := message.English().Text(s.Label()), message.English().Text(s.Meaning())
		if !used[s] || strings.HasPrefix(label, "rfm.") || strings.HasPrefix(meaning, "rfm.") {
			t.Errorf("%s: used %v, %q, %q", s, used[s], label, meaning)
		}
	}
	if len(used) != len(rfm.Segments) {
		t.Errorf("%v", used)
	}
}

// The CDNOW sample, whose counts an independent look gives: see README of the data.
func TestCDNOW(t *testing.T) {
	dir := must(os.Getwd())
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", "cdnow", "CDNOW_sample.txt"))
	if err != nil {
		t.Skipf("the real data is not here: %v", err)
	}
	defer f.Close()
	ids := map[string]int64{}
	var lines []line
	total := data.Money(0)
	for in := bufio.NewScanner(f); in.Scan(); {
		p := strings.Fields(in.Text())
		if len(p) != 5 {
			continue
		}
		if ids[p[1]] == 0 {
			ids[p[1]] = int64(len(ids) + 1)
		}
		var whole, cents int
		must(fmt.Sscanf(p[4], "%d.%d", &whole, &cents))
		total += data.Money(whole*100 + cents)
		lines = append(lines, line{ids[p[1]], 1, day(p[2][:4] + "-" + p[2][4:6] + "-" + p[2][6:]), "", data.Money(whole*100 + cents)})
	}
	r := build(logOf(len(ids), lines, true), day("1998-06-30"), rfm.Spec{Months: 18})
	if total != 24409194 || r.Money != total || r.N+r.Earlier > 2357 || r.N < 2340 {
		t.Errorf("%d customers, %d of %d", r.N, r.Money, total)
	}
	finding := message.English().Text(r.Finding)
	if !strings.HasPrefix(finding, "The best ") || strings.Contains(finding, "{") {
		t.Errorf("finding %q", finding)
	}
	if definition := message.English().Text(r.Definition); !strings.Contains(definition, "purchases of 18 months, from 31 Dec 1996") {
		t.Errorf("definition %q", definition)
	}
}

func TestRefusals(t *testing.T) {
	log := logOf(1, []line{{1, 1, 10000, "", 5}}, true)
	for _, c := range []struct {
		asOf data.Day
		spec rfm.Spec
	}{{data.NoDay, rfm.Default()}, {9000, rfm.Default()}, {20000, rfm.Default()}, {10000, rfm.Spec{Months: -1}}, {10000, rfm.Spec{Months: 999}}} {
		if _, err := rfm.Build(context.Background(), log, analysis.Everyone(c.asOf), c.spec); err == nil || !strings.HasSuffix(data.Sentence(err), ".") || data.CodeOf(err) == data.CodeInternal {
			t.Errorf("%v: %v", c, err)
		}
	}
	r := build(logOf(1, []line{{1, 1, 10000, "", 0}}, false), 10001, rfm.Default())
	if r.Rows[0].M != 0 || r.HasAmounts || !strings.Contains(message.English().Text(r.Definition), "no score for money") {
		t.Errorf("%+v", r.Rows)
	}
}

func BenchmarkBuild(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	var lines []line
	for range 1_000_000 {
		lines = append(lines, line{int64(random.IntN(100_000) + 1), int64(random.IntN(3) + 1), day("2023-11-01") + data.Day(random.IntN(1096)), "", 100})
	}
	log := logOf(100_000, lines, true)
	for b.Loop() {
		build(log, day("2026-10-31"), rfm.Default())
	}
}
