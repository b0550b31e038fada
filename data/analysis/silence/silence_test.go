package silence_test

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
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// day0 is a day from which tests count; the as-of date is day 180.
const day0 = data.Day(20_000)

var activities = []data.Activity{
	{ID: 1, Name: "Order", Kind: data.KindPurchase}, {ID: 2, Name: "Call", Kind: data.KindService},
	{ID: 3, Name: "Mailing", Kind: data.KindMarketing}, {ID: 4, Name: "Bill paid", Kind: data.KindOther},
}

// diary builds a log of customers.
type diary struct {
	t             testing.TB
	builder       *eventlog.Builder
	rows, changes int64
}

func newDiary(t testing.TB, customers int, options map[string]string) *diary {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR", AsOf: day0 + 180}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}, {ID: 11, Name: "Second"}, {ID: 12, Name: "Third"}}, Activities: activities, Options: options,
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := range customers {
		b.Customer(int64(c+1), fmt.Sprint("C", c+1), nil)
	}
	return &diary{t: t, builder: b}
}

func (d *diary) stage(customer, stage int64, on int) {
	d.changes++
	d.builder.StageChange(&data.StageChange{ID: d.changes, CustomerID: customer, StageID: 9 + stage, Day: day0 + data.Day(on)})
}

func (d *diary) contact(customer, activity int64, on ...int) {
	for _, day := range on {
		d.rows++
		d.builder.Interaction(&data.Interaction{ID: d.rows, CustomerID: customer, ActivityID: activity, When: data.OnDay(day0 + data.Day(day))})
	}
}

func (d *diary) build(q analysis.Query, spec *silence.Spec) (silence.Result, error) {
	d.t.Helper()
	log, err := d.builder.Log()
	if err != nil {
		d.t.Fatal(err)
	}
	rules, err := maturity.Default(log)
	if err != nil {
		d.t.Fatal(err)
	}
	ladder, err := maturity.Build(context.Background(), log, q, rules)
	if err != nil {
		d.t.Fatal(err)
	}
	asked := silence.Default(log)
	if spec != nil {
		asked = *spec
	}
	return silence.Build(context.Background(), ladder, q, asked)
}

func (d *diary) must() silence.Result {
	d.t.Helper()
	r, err := d.build(analysis.Everyone(day0+180), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// tenCustomers is one customer of each kind.
func tenCustomers(t *testing.T) silence.Result {
	t.Helper()
	d := newDiary(t, 10, nil)
	for _, c := range []int64{1, 2, 3, 4, 6, 8} {
		d.stage(c, 1, 0)
	}
	// 1: every ten days up to day 110, then nothing.
	d.contact(1, 1, 0, 10, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110)
	// 2: one gap of 100 days.
	d.contact(2, 2, 0, 100)
	// 3: mailings and bills only.
	d.contact(3, 3, 5, 170)
	d.contact(3, 4, 100)
	// 4: last week, and once after the as-of date.
	d.contact(4, 1, 172, 200)
	// 5: in the second stage, long ago.
	d.stage(5, 2, -5)
	d.contact(5, 1, -5, 0)
	// 6: left on day 50, after a gap of 20.
	d.contact(6, 1, 0, 20)
	d.builder.Subscription(&data.Subscription{ID: 1, CustomerID: 6, Start: day0, End: day0 + 50})
	// 7: takes its time, and always did; its gaps began in the second stage.
	d.stage(7, 2, 0)
	d.stage(7, 1, 170)
	d.contact(7, 2, 0, 1, 2, 3, 4, 5, 6, 7, 87, 155)
	// 8: once, very long ago.
	d.contact(8, 1, 0)
	// 9: daily, until eleven days ago.
	d.stage(9, 2, 160)
	d.stage(9, 1, 171)
	d.contact(9, 2, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169)
	// 10: alone in its stage, which has no habit of its own.
	d.stage(10, 3, 100)
	d.contact(10, 1, 100)
	return d.must()
}

func TestTenCustomersWorkedByHand(t *testing.T) {
	r := tenCustomers(t)
	if r.N != 9 || r.Contacts != 13+2+1+2+2+10+1+10+1 {
		t.Errorf("%d customers, %d contacts", r.N, r.Contacts)
	}
	for state, want := range map[silence.State][]eventlog.CustomerIndex{
		silence.Beyond: {0, 1, 9}, silence.Never: {2}, silence.Within: {3}, silence.Lost: {4, 7}, silence.OwnWay: {6}, silence.Unlike: {8},
	} {
		if got := r.Members(silence.InState(state)); !slices.Equal(got, want) || r.States[state] != len(want) {
			t.Errorf("%s: %v, counted %d, want %v", state.Name(), got, r.States[state], want)
		}
	}
	// The first stage has 11 gaps of 10, one of 20 and one of 100; the second 16 of 1
	// and one each of 5, 68 and 80. The ranks of the intervals are those of the sign
	// test: 3 of 13, 5 of 19, 10 of 32.
	first, second, third := r.Rows[0], r.Rows[1], r.Rows[2]
	want := func(name string, got, want silence.Habit) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	want("first", first.Habit, silence.Habit{Gaps: 13, Median: 10, Low: 10, High: 10, P90: 20, P99: 100})
	want("second", second.Habit, silence.Habit{Gaps: 19, Median: 1, Low: 1, High: 1, P90: 68, P99: 80})
	want("all", r.All, silence.Habit{Gaps: 32, Median: 3, Low: 1, High: 10, P90: 20, P99: 100})
	want("third", third.Habit, r.All)
	if first.Borrowed || second.Borrowed || !third.Borrowed {
		t.Error("the third stage alone has no habit of its own")
	}
	if first.People != 7 || first.Silent != 47.5 || first.Bands != [8]int{0, 2, 1, 0, 2, 1, 0, 0} || first.States[silence.Never] != 1 {
		t.Errorf("first stage: %+v", first)
	}
	type row struct {
		customer  eventlog.CustomerIndex
		silence   int
		times     float64
		ownMedian float64
	}
	for i, want := range []row{{1, 80, 8, math.NaN()}, {9, 80, 80. / 3, math.NaN()}, {0, 70, 7, 10}} {
		got := r.Person(r.Watch[i])
		if got.Customer != want.customer || got.Silence != want.silence || got.Times != want.times || got.OwnMedian != want.ownMedian && !(math.IsNaN(got.OwnMedian) && math.IsNaN(want.ownMedian)) {
			t.Errorf("place %d of the watch list: %+v, want %+v", i, got, want)
		}
	}
	english := message.English()
	if text := english.Text(r.Finding); !strings.Contains(text, "3 of 9 customers") || !strings.Contains(text, "2 of them in First") || !strings.Contains(text, "2 more") {
		t.Errorf("finding: %s", text)
	}
	if text := english.Text(r.Why()(0)); text != "70 days silent; half of the gaps in First end within 10.0, half of its own within 10.0" {
		t.Errorf("why: %s", text)
	}
}

// The interval of a median is that of the sign test: of 13 values the third from
// either end, of 100 the 40th, of 5 none (Conover, table of the binomial).
func TestTheIntervalOfAMedianIsThatOfTheSignTest(t *testing.T) {
	for _, c := range []struct{ gaps, low, high int }{{5, 0, 0}, {6, 1, 6}, {13, 3, 11}, {100, 40, 61}} {
		b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 1, eventlog.Dictionaries{Stages: []data.Stage{{ID: 1, Name: "Only"}}, Activities: activities})
		if err != nil {
			t.Fatal(err)
		}
		d := &diary{t: t, builder: b}
		b.Customer(1, "One", nil)
		b.StageChange(&data.StageChange{ID: 1, CustomerID: 1, StageID: 1, Day: day0 - 6000})
		day := -6000
		d.contact(1, 1, day)
		for gap := 1; gap <= c.gaps; gap++ {
			day += gap
			d.contact(1, 1, day)
		}
		r := d.must()
		if c.low == 0 {
			if !math.IsNaN(r.All.Low) || !math.IsNaN(r.All.High) {
				t.Errorf("%d gaps have the interval %v to %v", c.gaps, r.All.Low, r.All.High)
			}
		} else if r.All.Low != float64(c.low) || r.All.High != float64(c.high) {
			t.Errorf("%d gaps: %v to %v, want %d to %d", c.gaps, r.All.Low, r.All.High, c.low, c.high)
		}
	}
}

// A gap belongs to the stage in which it began, wherever it ended.
func TestAGapIsOfTheStageInWhichItBegan(t *testing.T) {
	d := newDiary(t, silence.FewGaps, nil)
	for c := range int64(silence.FewGaps) {
		d.stage(c+1, 1, 0)
		d.stage(c+1, 2, 5)
		d.contact(c+1, 1, 0, 10)
	}
	r := d.must()
	if len(r.Rows) != 1 || r.Rows[0].Place != 1 || !r.Rows[0].Borrowed || r.All.Gaps != silence.FewGaps {
		t.Errorf("all are in the second stage, which has no gaps: %+v", r.Rows)
	}
}

func TestWhatIsMeaningful(t *testing.T) {
	d := newDiary(t, 1, map[string]string{silence.OptionName: "other,marketing"})
	d.stage(1, 1, 0)
	d.contact(1, 1, 0)
	d.contact(1, 4, 100)
	if r := d.must(); r.Spec.String() != "marketing,other" || len(r.Members(silence.Key{Place: 0, Band: silence.Band(80), Whole: true})) != 1 {
		t.Errorf("the workspace's own choice is not used: %+v", r)
	}
	d = newDiary(t, 1, map[string]string{silence.OptionName: "nonsense"})
	d.stage(1, 1, 0)
	d.contact(1, 3, 100)
	if r := d.must(); r.Spec.String() != "marketing" {
		t.Errorf("a log of mailings alone has %q", r.Spec)
	}
	if _, err := silence.Parse("purchase, nothing"); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("nothing is a kind: %v", err)
	}
	d = newDiary(t, 1, nil)
	d.stage(1, 1, 0)
	if _, err := d.build(analysis.Everyone(day0+180), nil); data.CodeOf(err) != data.CodeNoData {
		t.Errorf("without contacts: %v", err)
	}
	d = newDiary(t, 2, nil)
	d.stage(1, 1, 0)
	d.stage(2, 1, 0)
	d.contact(1, 1, 3)
	r, err := d.build(analysis.Query{AsOf: day0 + 180, From: data.NoDay, To: data.NoDay, Filter: analysis.Filter{Keep: []bool{false, true}}}, nil)
	if err != nil || r.N != 1 || r.States[silence.Never] != 1 || r.Finding.Key != "silence.finding.never" {
		t.Errorf("one of two: %+v %v", r, err)
	}
}

// naive is the same question, asked of one customer after the other.
func naive(contacts map[int][]int, stage map[int]int, asOf int) (states map[int]silence.State) {
	habits := map[int][]int{}
	var all []int
	gapsOf := func(c int) (gaps []int, last int) {
		days := slices.Clone(contacts[c])
		slices.Sort(days)
		days = slices.Compact(days)
		for i := 1; i < len(days); i++ {
			gaps = append(gaps, days[i]-days[i-1])
		}
		return gaps, days[len(days)-1]
	}
	for c, s := range stage {
		if len(contacts[c]) > 0 {
			gaps, _ := gapsOf(c)
			habits[s] = append(habits[s], gaps...)
			all = append(all, gaps...)
		}
	}
	rank := func(gaps []int, percent int) int { return gaps[(percent*len(gaps)+99)/100-1] }
	states = map[int]silence.State{}
	for c, s := range stage {
		if len(contacts[c]) == 0 {
			states[c] = silence.Never
			continue
		}
		habit := habits[s]
		if len(habit) < silence.FewGaps {
			habit = all
		}
		slices.Sort(habit)
		gaps, last := gapsOf(c)
		quiet, below := asOf-last, 0.
		for _, g := range gaps {
			if g < quiet {
				below++
			} else if g == quiet {
				below += .5
			}
		}
		own := len(gaps) >= 9 && below/float64(len(gaps)) >= .9
		far := len(habit) >= silence.FewGaps && quiet > rank(habit, 90)
		switch {
		case far && len(gaps) >= 9 && !own:
			states[c] = silence.OwnWay
		case far && quiet >= 180 && quiet > rank(habit, 99):
			states[c] = silence.Lost
		case far:
			states[c] = silence.Beyond
		case own:
			states[c] = silence.Unlike
		}
	}
	return states
}

func TestAgainstTheNaiveCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "customers")
		d := newDiary(&testing.B{}, n, nil)
		contacts, stage := map[int][]int{}, map[int]int{}
		for c := range n {
			stage[c] = rapid.IntRange(1, 3).Draw(t, "stage")
			d.stage(int64(c+1), int64(stage[c]), -300)
			contacts[c] = rapid.SliceOfN(rapid.IntRange(-300, 180), 0, 14).Draw(t, "contacts")
			d.contact(int64(c+1), 1, contacts[c]...)
			d.contact(int64(c+1), 3, 180)
		}
		spec := silence.Spec{Kinds: []data.Kind{data.KindPurchase}}
		r, err := d.build(analysis.Everyone(day0+180), &spec)
		if err != nil {
			t.Fatal(err)
		}
		want := naive(contacts, stage, 180)
		for state := silence.Within; state <= silence.Never; state++ {
			for _, c := range r.Members(silence.InState(state)) {
				if want[int(c)] != state {
					t.Errorf("customer %d is %s, want %s", c, state.Name(), want[int(c)].Name())
				}
			}
		}
		people := 0
		for _, row := range r.Rows {
			people += row.People
			in, never := 0, silence.Key{Place: row.Place, Band: silence.AnyBand, State: silence.Never}
			for band, n := range row.Bands {
				if got := len(r.Members(silence.Key{Place: row.Place, Band: band, Whole: true})); got != n {
					t.Errorf("band %d of place %d says %d and lists %d", band, row.Place, n, got)
				}
				in += n
			}
			if got := len(r.Members(never)); got != row.States[silence.Never] || in+got != row.People {
				t.Errorf("place %d: %d in bands and %d never are not %d", row.Place, in, got, row.People)
			}
		}
		if people != r.N || len(r.Members(silence.Everybody())) != n || r.N != n || len(r.Watch) != r.States[silence.Beyond] {
			t.Errorf("%d customers, %d counted, %d in rows", n, r.N, people)
		}
	})
}

func BenchmarkBuildOfAMillion(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	d := newDiary(b, 100_000, nil)
	for i := range 1_000_000 {
		d.rows++
		d.builder.Interaction(&data.Interaction{ID: d.rows, CustomerID: 1 + random.Int64N(100_000), ActivityID: 1 + int64(i%4), When: data.OnDay(day0 - data.Day(random.IntN(900)))})
	}
	for c := range 100_000 {
		d.stage(int64(c+1), 1+random.Int64N(3), -random.IntN(900))
	}
	log, err := d.builder.Log()
	if err != nil {
		b.Fatal(err)
	}
	rules, err := maturity.Default(log)
	if err != nil {
		b.Fatal(err)
	}
	q := analysis.Everyone(day0 + 180)
	ladder, err := maturity.Build(context.Background(), log, q, rules)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := silence.Build(context.Background(), ladder, q, silence.Default(log)); err != nil {
			b.Fatal(err)
		}
	}
}
