package coverage_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// day0 is a day from which tests count; the as-of date is day 999.
const day0 = data.Day(20_000)

var dictionaries = eventlog.Dictionaries{
	Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}},
	Activities: []data.Activity{
		{ID: 1, Name: "Mailing", Kind: data.KindMarketing}, {ID: 2, Name: "Order", Kind: data.KindPurchase}, {ID: 3, Name: "Call", Kind: data.KindService},
		{ID: 4, Name: "Thing", Kind: data.KindOther},
	},
	Channels: []data.Channel{{ID: 1, Name: "Mail"}, {ID: 2, Name: "Phone"}},
	Touchpoints: []data.Touchpoint{
		{ID: 1, Name: "Campaign", Category: data.CategoryMarketing}, {ID: 2, Name: "Desk", Category: data.CategoryService}, {ID: 3, Name: "Fair", Category: data.CategoryMarketing},
	},
}

// diary builds a log of customers.
type diary struct {
	t             testing.TB
	builder       *eventlog.Builder
	log           *eventlog.Log // once it is built
	rows, changes int64
}

func newDiary(t testing.TB, customers int, dict eventlog.Dictionaries) *diary {
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", AsOf: day0 + 999}, 7, dict)
	if err != nil {
		t.Fatal(err)
	}
	for c := range customers {
		b.Customer(int64(c+1), fmt.Sprint("C", c+1), nil)
	}
	return &diary{t: t, builder: b}
}

func (d *diary) touch(customer, activity, touchpoint, channel int64, on ...int) {
	for _, day := range on {
		d.rows++
		d.builder.Interaction(&data.Interaction{ID: d.rows, CustomerID: customer, ActivityID: activity, TouchpointID: touchpoint, ChannelID: channel, When: data.OnDay(day0 + data.Day(day))})
	}
}

func (d *diary) stage(customer, stage int64, on int) {
	d.changes++
	d.builder.StageChange(&data.StageChange{ID: d.changes, CustomerID: customer, StageID: 9 + stage, Day: day0 + data.Day(on)})
}

func (d *diary) ladder(q analysis.Query) maturity.Result {
	d.t.Helper()
	if d.log == nil { // the builder is spent afterwards
		var err error
		if d.log, err = d.builder.Log(); err != nil {
			d.t.Fatal(err)
		}
	}
	log := d.log
	rules, err := maturity.Default(log)
	if err != nil {
		d.t.Fatal(err)
	}
	ladder, err := maturity.Build(context.Background(), log, analysis.Query{AsOf: q.AsOf, From: data.NoDay, To: q.To, Filter: q.Filter}, rules)
	if err != nil {
		d.t.Fatal(err)
	}
	return ladder
}

func (d *diary) build(q analysis.Query, axis coverage.Axis) coverage.Result {
	d.t.Helper()
	r, err := coverage.Build(context.Background(), d.ladder(q), q, coverage.Spec{Axis: axis})
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// threeCustomers is two in the first stage, one of whom goes on to the second, and
// one who left.
func threeCustomers(t *testing.T) *diary {
	d := newDiary(t, 3, dictionaries)
	d.stage(1, 1, 0)
	d.stage(1, 2, 400)
	d.stage(2, 1, 500)
	d.stage(3, 1, 0)
	d.touch(1, 1, 1, 1, 0, 100, 999, 1200) // campaign: twice in the first stage, once in the second, once after the date
	d.touch(1, 3, 2, 2, 500)               // desk, in the second stage, more than a year ago
	d.touch(2, 2, 0, 0, 600, 601)          // orders without touchpoint or channel
	d.touch(2, 4, 0, 0, 700)               // neither touchpoint nor a known kind
	d.touch(3, 3, 2, 2, 50, 300)           // desk; the second time after having left
	d.builder.Subscription(&data.Subscription{ID: 1, CustomerID: 3, Start: day0, End: day0 + 200})
	return d
}

func find(t *testing.T, r coverage.Result, row, column string) coverage.Key {
	t.Helper()
	key := coverage.Key{Row: -1, Column: coverage.AllColumns}
	english := message.English()
	for i := range r.Rows {
		if english.Text(r.Rows[i].Label()) == row {
			key.Row = i
		}
	}
	for k := range r.Columns {
		if english.Text(r.Columns[k].Name) == column {
			key.Column = k
		}
	}
	if key.Row < 0 || column != "" && key.Column < 0 {
		t.Fatalf("there is no cell %s, %s", row, column)
	}
	return key
}

func TestThreeCustomersWorkedByHand(t *testing.T) {
	r := threeCustomers(t).build(analysis.Everyone(day0+999), coverage.ByStage)
	// First: 400 days of 1, 500 of 2, 200 of 3; second: 600 of 1; left: 800 of 3.
	if r.Columns[0].Days != 1100 || r.Columns[1].Days != 600 || r.Days != 1700 || len(r.Columns) != 3 || !r.Columns[2].Gone {
		t.Errorf("columns %+v, %d days", r.Columns, r.Days)
	}
	if r.N != 3 || r.Touches != 9 || r.Unplaced != 3 || r.From != day0 {
		t.Errorf("%d customers, %d touches, %d without a touchpoint, from %s", r.N, r.Touches, r.Unplaced, r.From)
	}
	for _, c := range []struct {
		row, column     string
		touches, people int
		last            int
		rate            float64
		state           coverage.State
	}{
		{"Marketing: Campaign", "First", 2, 1, 100, 2 / 1100. * 30.4375, coverage.Stale},
		{"Marketing: Campaign", "Second", 1, 1, 999, 1 / 600. * 30.4375, coverage.Covered},
		{"Marketing: Campaign", "", 3, 1, 999, 3 / 1700. * 30.4375, coverage.Covered},
		{"Marketing: Campaign", "Left", 0, 0, -1, 0, coverage.Nobody},
		{"Marketing: Fair", "First", 0, 0, -1, 0, coverage.Blind},
		{"Service: Desk", "First", 1, 1, 50, 1 / 1100. * 30.4375, coverage.Stale},
		{"Service: Desk", "Second", 1, 1, 500, 1 / 600. * 30.4375, coverage.Stale},
		{"Service: Desk", "Left", 1, 1, 300, 1 / 800. * 30.4375, coverage.Covered},
		{"Service: Desk", "", 3, 2, 500, 3 / 1700. * 30.4375, coverage.Stale},
		{"Sales: not noted where", "First", 2, 1, 601, 2 / 1100. * 30.4375, coverage.Stale},
		{"No category: not noted where", "First", 1, 1, 700, 1 / 1100. * 30.4375, coverage.Covered},
		{"Social: no touchpoint", "Second", 0, 0, -1, 0, coverage.Blind},
	} {
		key := find(t, r, c.row, c.column)
		cell, _ := r.Cell(key)
		if cell.Touches != c.touches || cell.People != c.people || cell.State != c.state || math.Abs(cell.Rate-c.rate) > 1e-12 || cell.Last.Known() != (c.last >= 0) || c.last >= 0 && cell.Last != day0+data.Day(c.last) {
			t.Errorf("%s, %s: %+v, want %+v", c.row, c.column, cell, c)
		}
		if got := r.Members(key); len(got) != c.people {
			t.Errorf("%s, %s lists %v", c.row, c.column, got)
		}
	}
	if want := []data.Category{data.CategoryEngagement, data.CategoryException, data.CategorySocial}; !slices.Equal(r.Missing, want) {
		t.Errorf("missing %v, want %v", r.Missing, want)
	}
	// Eight rows by two stages in which somebody was: fair, three categories and, in
	// the second stage, both rows without a touchpoint are blind.
	if r.Cells != 16 || r.Blind != 10 || r.Stale != 4 {
		t.Errorf("%d cells, %d blind, %d stale", r.Cells, r.Blind, r.Stale)
	}
	english := message.English()
	if text := english.Text(r.Finding); text != "No touch is on record in 3 of 6 categories: Engagement, Exception, Social" {
		t.Errorf("finding: %s", text)
	}
	if text := english.Text(r.KeyName(find(t, r, "Marketing: Fair", "First"))); text != "A blind spot, nobody was ever touched: Marketing: Fair, First" {
		t.Errorf("an empty cell says %q", text)
	}
}

func TestByChannelAndInsideDates(t *testing.T) {
	q := analysis.Everyone(day0 + 999)
	q.From, q.To = day0+100, day0+600
	r := threeCustomers(t).build(q, coverage.ByChannel)
	// Of the days 100 to 600: 501 of 1, 101 of 2, 100 of 3 before it left.
	if r.Days != 702 || r.Touches != 4 || r.From != day0+100 || r.To != day0+600 {
		t.Errorf("%d days, %d touches, %s to %s", r.Days, r.Touches, r.From, r.To)
	}
	for _, c := range []struct {
		row, column string
		people      int
	}{{"Marketing: Campaign", "Mail", 1}, {"Service: Desk", "Phone", 2}, {"Service: Desk", "Mail", 0}, {"Sales: not noted where", "No channel noted", 1}} {
		key := find(t, r, c.row, c.column)
		if cell, _ := r.Cell(key); cell.People != c.people || len(r.Members(key)) != c.people {
			t.Errorf("%s, %s: %+v, want %d people", c.row, c.column, cell, c.people)
		}
	}
}

// What is small stands together, and a log without contacts is refused.
func TestManyTouchpointsAndNone(t *testing.T) {
	dict := dictionaries
	dict.Touchpoints, dict.Channels = nil, nil
	for i := range int64(40) {
		dict.Touchpoints = append(dict.Touchpoints, data.Touchpoint{ID: i + 1, Name: fmt.Sprint("T", i+1), Category: data.CategorySales})
		dict.Channels = append(dict.Channels, data.Channel{ID: i + 1, Name: fmt.Sprint("K", i+1)})
	}
	d := newDiary(t, 2, dict)
	for i := range int64(40) {
		for range 41 - i {
			d.touch(1+i%2, 1, i+1, i+1, int(i))
		}
	}
	r := d.build(analysis.Everyone(day0+999), coverage.ByChannel)
	if len(r.Columns) != coverage.MostColumns || len(r.Rows) != coverage.MostRows+1+5 {
		t.Errorf("%d columns, %d rows", len(r.Columns), len(r.Rows))
	}
	small := find(t, r, "Sales: 16 smaller touchpoints", "29 smaller channels")
	if cell, _ := r.Cell(small); cell.Touches != 17*16/2+16 || cell.People != 2 || len(r.Members(small)) != 2 {
		t.Errorf("the small ones: %+v", cell)
	}
	empty := newDiary(t, 1, dict)
	empty.stage(1, 1, 0)
	q := analysis.Everyone(day0 + 999)
	if _, err := coverage.Build(context.Background(), empty.ladder(q), q, coverage.Default()); data.CodeOf(err) != data.CodeNoData {
		t.Errorf("without contacts: %v", err)
	}
}

func TestCountsAreListsAndRowsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "customers")
		d := newDiary(&testing.B{}, n, dictionaries)
		type touched struct{ touchpoint, channel int }
		naive, day := map[touched]map[int]int{}, rapid.IntRange(0, 1100)
		d.touch(1, 1, 1, 1, 0)
		naive[touched{1, 1}] = map[int]int{0: 1}
		touches := 1
		for c := range n {
			for _, on := range rapid.SliceOfN(day, 0, 3).Draw(t, "stages") {
				d.stage(int64(c+1), int64(rapid.IntRange(1, 2).Draw(t, "stage")), on)
			}
			if end := day.Draw(t, "end"); end > 300 {
				d.builder.Subscription(&data.Subscription{ID: int64(c + 1), CustomerID: int64(c + 1), Start: day0, End: day0 + data.Day(end)})
			}
			for _, on := range rapid.SliceOfN(day, 0, 12).Draw(t, "touches") {
				at := touched{rapid.IntRange(1, 3).Draw(t, "touchpoint"), rapid.IntRange(1, 2).Draw(t, "channel")}
				d.touch(int64(c+1), 1, int64(at.touchpoint), int64(at.channel), on)
				if on <= 999 {
					if naive[at] == nil {
						naive[at] = map[int]int{}
					}
					naive[at][c]++
					touches++
				}
			}
		}
		for _, axis := range coverage.Axes {
			r := d.build(analysis.Everyone(day0+999), axis)
			sum := 0
			for i, row := range r.Rows {
				inRow := 0
				for k, cell := range row.Cells {
					inRow += cell.Touches
					if got := len(r.Members(coverage.Key{Row: i, Column: k})); got != cell.People {
						t.Errorf("%s %d/%d says %d people and lists %d", axis, i, k, cell.People, got)
					}
				}
				if sum += inRow; inRow != row.All.Touches || len(r.Members(coverage.Key{Row: i, Column: coverage.AllColumns})) != row.All.People {
					t.Errorf("%s row %d: %d in its cells, %+v", axis, i, inRow, row.All)
				}
			}
			if sum != touches || r.Touches != touches {
				t.Errorf("%s: %d touches in the rows, %d in all, want %d", axis, sum, r.Touches, touches)
			}
		}
		r := d.build(analysis.Everyone(day0+999), coverage.ByChannel)
		for at, people := range naive {
			name := []string{"Marketing: Campaign", "Service: Desk", "Marketing: Fair"}[at.touchpoint-1]
			for i, row := range r.Rows {
				if message.English().Text(row.Label()) != name {
					continue
				}
				k := slices.IndexFunc(r.Columns, func(c coverage.Column) bool {
					return strings.HasPrefix(message.English().Text(c.Name), []string{"Mail", "Phone"}[at.channel-1])
				})
				n := 0
				for _, times := range people {
					n += times
				}
				if cell := r.Rows[i].Cells[k]; cell.Touches != n || cell.People != len(people) {
					t.Errorf("%s %d: %+v, want %d touches of %d", name, at.channel, cell, n, len(people))
				}
			}
		}
	})
}

func BenchmarkBuildOfAMillion(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	d := newDiary(b, 100_000, dictionaries)
	for range 1_000_000 {
		d.touch(1+random.Int64N(100_000), 1+random.Int64N(4), random.Int64N(4), random.Int64N(3), random.IntN(1000))
	}
	for c := range int64(100_000) {
		d.stage(c+1, 1+random.Int64N(2), random.IntN(1000))
	}
	q := analysis.Everyone(day0 + 999)
	ladder := d.ladder(q)
	for b.Loop() {
		if _, err := coverage.Build(context.Background(), ladder, q, coverage.Default()); err != nil {
			b.Fatal(err)
		}
	}
}

// A log without channels, seen from before its first contact, has no columns.
func TestNoChannelsBeforeTheFirstContact(t *testing.T) {
	without := dictionaries
	without.Channels = nil
	d := newDiary(t, 1, without)
	d.touch(1, 3, 2, 0, 500)
	if r := d.build(analysis.Everyone(day0+100), coverage.ByChannel); len(r.Columns) != 0 || r.Touches != 0 {
		t.Errorf("%d columns, %d touches", len(r.Columns), r.Touches)
	}
}
