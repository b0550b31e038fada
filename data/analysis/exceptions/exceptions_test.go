package exceptions_test

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
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// day0 is a day from which tests count; the as-of date is day 400.
const (
	day0 = data.Day(20_000)
	hour = int64(3_600_000)
	days = 24 * hour
)

// Activities and touchpoints by what they are for.
const (
	call, complaint, refund = 1, 2, 3
	desk, outage            = 1, 2
)

// diary builds a log of customers.
type diary struct {
	t       testing.TB
	builder *eventlog.Builder
	rows    int64
}

func newDiary(t testing.TB, customers int) *diary {
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR", AsOf: day0 + 400}, 7, eventlog.Dictionaries{
		Stages: []data.Stage{{ID: 10, Name: "First"}},
		Activities: []data.Activity{
			{ID: call, Name: "Call", Kind: data.KindService}, {ID: complaint, Name: "Complaint", Kind: data.KindComplaint}, {ID: refund, Name: "Refund", Kind: data.KindRefund},
		},
		Touchpoints: []data.Touchpoint{{ID: desk, Name: "Desk", Category: data.CategoryService}, {ID: outage, Name: "Outage", Category: data.CategoryException}},
		Metrics:     []data.Metric{{ID: 1, Name: "CSAT", Low: 1, High: 5}, {ID: 2, Name: "Effort", Low: 1, High: 5, Direction: data.LowIsGood}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := range customers {
		b.Customer(int64(c+1), fmt.Sprint("C", c+1), nil)
	}
	d := &diary{t: t, builder: b}
	d.contact(int64(customers), call, desk, 0, 9) // the log begins on day 0
	return d
}

// contact notes a contact; an emotion of 9 is none.
func (d *diary) contact(customer, activity, touchpoint int64, on, emotion int) {
	d.rows++
	d.builder.Interaction(&data.Interaction{
		ID: d.rows, CustomerID: customer, ActivityID: activity, TouchpointID: touchpoint, When: data.OnDay(day0 + data.Day(on)), Emotion: emotion, HasEmotion: emotion != 9,
	})
}

// ticket opens a ticket at noon and solves it so many days later; a negative number
// leaves it open.
func (d *diary) ticket(customer int64, cause string, on, solvedAfter int) {
	d.rows++
	at := int64(day0+data.Day(on))*days + 12*hour
	d.builder.Ticket(&data.Ticket{ID: d.rows, CustomerID: customer, Opened: at, Cause: cause})
	d.builder.TicketEvent(&data.TicketEvent{ID: 2 * d.rows, TicketID: d.rows, At: at, Status: "Open"})
	if solvedAfter >= 0 {
		d.builder.TicketEvent(&data.TicketEvent{ID: 2*d.rows + 1, TicketID: d.rows, At: at + int64(solvedAfter)*days, Status: "Solved"})
	}
}

func (d *diary) score(customer, metric int64, on int, score float64) {
	d.rows++
	d.builder.Response(&data.Response{ID: d.rows, CustomerID: customer, MetricID: metric, When: data.OnDay(day0 + data.Day(on)), Score: score})
}

// contract runs from day 0; it ends on a day, or not at all with one of 0.
func (d *diary) contract(customer int64, end int) {
	d.rows++
	s := data.Subscription{ID: d.rows, CustomerID: customer, Start: day0, End: data.NoDay}
	if end > 0 {
		s.End = day0 + data.Day(end)
	}
	d.builder.Subscription(&s)
}

func (d *diary) build(q analysis.Query, window int) exceptions.Result {
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
	spec := exceptions.Default(log)
	spec.Window = window
	r, err := exceptions.Build(context.Background(), ladder, q, spec)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func members(t *testing.T, r exceptions.Result, key exceptions.Key, want ...eventlog.CustomerIndex) {
	t.Helper()
	if got := r.Members(key); !slices.Equal(got, want) {
		t.Errorf("%v lists %v, want %v", key, got, want)
	}
}

func named(t *testing.T, r exceptions.Result, name string) (int, exceptions.Row) {
	t.Helper()
	for i, row := range r.Rows {
		if message.English().Text(row.Name) == name {
			return i, row
		}
	}
	t.Fatalf("no row is called %s", name)
	return 0, exceptions.Row{}
}

func TestTenCustomersWorkedByHand(t *testing.T) {
	d := newDiary(t, 10)
	// 1: a ticket solved after 3 days; the complaint of that day is the same trouble.
	d.ticket(1, "Late", 100, 3)
	d.contact(1, complaint, desk, 100, -2)
	// 2: a ticket never solved, but a good contact after 20 days; a newer one is open.
	d.ticket(2, "Late", 100, -1)
	d.contact(2, call, desk, 110, 0)
	d.contact(2, call, desk, 120, 1)
	d.ticket(2, "Late", 300, -1)
	// 3: an outage of three contacts within a week each; its refund is no failure. The
	// score comes back after 40 days.
	d.contact(3, call, outage, 100, -1)
	d.contact(3, call, outage, 106, 9)
	d.contact(3, complaint, outage, 112, -2)
	d.contact(3, refund, outage, 130, 9)
	d.score(3, 1, 50, 4)
	d.score(3, 1, 120, 3)
	d.score(3, 1, 140, 4)
	// 4: two outages, eight days apart; left on day 150 without recovery.
	d.contact(4, call, outage, 100, 9)
	d.contact(4, call, outage, 108, 9)
	d.contract(4, 150)
	// 5: a complaint without a ticket, open; an easy score is a low one.
	d.contact(5, complaint, desk, 200, -1)
	d.score(5, 2, 190, 1)
	d.score(5, 2, 210, 2)
	// 6: a contact at the outage desk that went well.
	d.contact(6, call, outage, 100, 2)
	// 7: a ticket without a cause.
	d.ticket(7, "", 100, -1)
	// 8: a failure after the as-of date, and one whose solution comes after it.
	d.ticket(8, "Broken", 500, 1)
	d.ticket(8, "Broken", 395, 10)
	// 9: left on day 100 with nothing wrong. 10: a call on day 0 and nothing else.
	d.contract(9, 100)
	for _, c := range []int64{1, 2, 3, 5, 6, 7, 8, 10} {
		d.contract(c, 0)
	}
	r := d.build(analysis.Everyone(day0+400), 90)

	if r.Customers != 10 || r.Total.Failures != 8 || r.Total.People != 6 || r.Total.Recovered != 3 || r.Total.Open != 3 || r.Total.Gone != 2 {
		t.Errorf("total %+v", r.Total)
	}
	late, row := named(t, r, "Late")
	if row.Failures != 3 || row.People != 2 || row.Ways != [3]int{1, 1, 0} || row.Open != 1 || math.Abs(row.Share-2./3) > 1e-12 {
		t.Errorf("late: %+v", row)
	}
	// Kaplan-Meier of 3, 20 and 100+ days: 2/3 from day 3, 1/3 from day 20.
	if got := row.Curve.At(3).Survival; math.Abs(got-2./3) > 1e-12 || row.Curve.Median != 20 {
		t.Errorf("late: %v after 3 days, median %v", got, row.Curve.Median)
	}
	members(t, r, exceptions.Key{Row: late, Group: exceptions.All}, 0, 1, 1)
	members(t, r, exceptions.Key{Row: late, Group: exceptions.Open}, 1)
	out, row := named(t, r, "Outage (touchpoint)")
	if row.Failures != 3 || row.People != 2 || row.Ways != [3]int{0, 0, 1} || row.Gone != 2 || row.Curve.At(40).Survival != 0.5 && row.Curve.Events != 1 {
		t.Errorf("outage: %+v", row)
	}
	members(t, r, exceptions.Key{Row: out, Group: exceptions.Recovered}, 2)
	members(t, r, exceptions.Key{Row: out, Group: exceptions.Gone}, 3, 3)
	_, row = named(t, r, "Complaint (no cause noted)")
	if row.Failures != 1 || row.Open != 1 || row.Score.N != 1 || row.Score.Before != 100 || row.Score.After != 75 || !math.IsNaN(row.Score.Low) {
		t.Errorf("complaint: %+v", row)
	}
	if _, row = named(t, r, "Broken"); row.Failures != 1 || row.Open != 1 {
		t.Errorf("broken: %+v", row)
	}
	// 4 spent the days 100 to 150 in its windows and left there; 9 left outside.
	if _, row = named(t, r, "Outage (touchpoint)"); row.Left != 1 || row.Days != 51+90 {
		t.Errorf("outage: %d left in %d days", row.Left, row.Days)
	}
	members(t, r, exceptions.Key{Row: out, Group: exceptions.Left}, 3)
	members(t, r, exceptions.Key{Row: exceptions.Others, Group: exceptions.Left}, 8)
	// In windows: 1: 90; 2: 90 + 90; 3: 90; 4: 51; 5: 90; 8: 6, the days 395 to 400.
	inside := 90 + 180 + 90 + 51 + 90 + 6
	if all := 8*401 + 151 + 101; r.Total.Days != inside || r.OthersDays != all-inside || r.OthersLeft != 1 {
		t.Errorf("%d days inside, %d outside, want %d and %d", r.Total.Days, r.OthersDays, inside, all-inside)
	}
	if want := (1 / float64(inside)) / (1 / float64(r.OthersDays)); math.Abs(r.Total.Ratio-want) > 1e-9 || !(r.Total.RatioLow < 1 && r.Total.RatioHigh > 1) {
		t.Errorf("ratio %v (%v to %v), want %v", r.Total.Ratio, r.Total.RatioLow, r.Total.RatioHigh, want)
	}
	var waiting []eventlog.CustomerIndex
	for _, p := range r.Waiting {
		waiting = append(waiting, p.Customer)
	}
	if slices.Sort(waiting); !slices.Equal(waiting, []eventlog.CustomerIndex{1, 4, 7}) {
		t.Errorf("%v wait", waiting)
	}
	english := message.English()
	if text := english.Text(r.Finding); !strings.Contains(text, "8 failures") || !strings.Contains(text, "3 people still wait") || !strings.Contains(text, "not distinguishable") {
		t.Errorf("finding: %s", text)
	}
	if text := english.Text(r.Why(exceptions.Key{Row: late, Group: exceptions.Recovered})(0)); !strings.HasSuffix(text, "solved after 3 days") {
		t.Errorf("why: %s", text)
	}
}

// Of 20 customers with a failure 10 leave within the window, of 80 without none: the
// ratio has no upper end. The t interval of the changes is worked in R:
// t.test(c(-2, -1, -1, 0, -1)) gives -1.878 to -0.122.
func TestFailuresThatCost(t *testing.T) {
	d := newDiary(t, 100)
	for c := int64(1); c <= 100; c++ {
		end := 0
		if c <= 20 {
			d.ticket(c, "Late", 200, 5)
			if c <= 10 {
				end = 230
			}
		}
		d.contract(c, end)
	}
	for i, change := range []int{-2, -1, -1, 0, -1} {
		d.contact(int64(i+1), call, desk, 150, 1)
		d.contact(int64(i+1), call, desk, 220, 1+change)
	}
	r := d.build(analysis.Everyone(day0+400), 90)
	late := r.Rows[0]
	if late.Left != 10 || r.OthersLeft != 0 || !math.IsInf(late.Ratio, 1) || !late.Costs() || r.Finding.Key != "exceptions.finding.only" {
		t.Errorf("late: %+v, others %d; %s", late, r.OthersLeft, message.English().Text(r.Finding))
	}
	if e := late.Emotion; e.N != 5 || e.Diff != -1 || math.Abs(e.Low+1.878) > .0005 || math.Abs(e.High+.122) > .0005 || !e.Distinct() {
		t.Errorf("emotion: %+v", late.Emotion)
	}
	q := analysis.Everyone(day0 + 400)
	q.From = day0 + 201
	if r := d.build(q, 90); r.Total.Failures != 0 || r.Finding.Key != "exceptions.finding.none" || len(r.Rows) != 0 {
		t.Errorf("after the failures: %+v", r.Total)
	}
}

func TestWithoutContractsNobodyCanBeSaidToHaveLeft(t *testing.T) {
	d := newDiary(t, 1)
	d.ticket(1, "Late", 200, 5)
	d.contact(1, call, desk, 10, 9)
	log, err := d.builder.Log()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	q := analysis.Everyone(day0 + 400)
	ladder, err := maturity.Build(context.Background(), log, q, rules)
	if err != nil {
		t.Fatal(err)
	}
	r, err := exceptions.Build(context.Background(), ladder, q, exceptions.Spec{Window: 90, Churn: churn.Definition{Rule: churn.Contract}})
	if err != nil || r.Leaving == nil || r.Total.Recovered != 1 || !math.IsNaN(r.Total.Rate) || r.Finding.Key != "exceptions.finding.made" {
		t.Errorf("%+v %v", r.Total, err)
	}
	if _, err := exceptions.Build(context.Background(), ladder, q, exceptions.Spec{}); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("a window of no days: %v", err)
	}
}

// More causes than have rows stand together in the last one.
func TestSmallCausesStandTogether(t *testing.T) {
	d := newDiary(t, 5)
	for i := range 20 {
		for range 20 - i {
			d.ticket(int64(1+i%5), fmt.Sprint("Cause ", i), 10+i, 1)
		}
	}
	r := d.build(analysis.Everyone(day0+400), 90)
	last := len(r.Rows) - 1
	if len(r.Rows) != exceptions.MostCauses || r.Causes != 9 || r.Rows[last].Failures != 9*10/2 {
		t.Errorf("%d rows, %d causes in the last, which has %d", len(r.Rows), r.Causes, r.Rows[last].Failures)
	}
	sum := 0
	for i, row := range r.Rows {
		sum += row.Failures
		if n := len(r.Members(exceptions.Key{Row: i, Group: exceptions.All})); n != row.Failures {
			t.Errorf("row %d says %d and lists %d", i, row.Failures, n)
		}
	}
	if sum != r.Total.Failures {
		t.Errorf("the rows hold %d of %d", sum, r.Total.Failures)
	}
}

// span is a failure as the naive count sees it: all contacts are of one day each and
// without times.
type span struct{ first, last int }

// naive finds the failures of one customer, and on which day each was made good; -1
// for not.
func naive(failed, good []int, scores map[int]float64, left int) (spans []span, recovered []int) {
	slices.Sort(failed)
	for _, day := range failed {
		if n := len(spans); n > 0 && day-spans[n-1].last <= exceptions.Together {
			spans[n-1].last = day
			continue
		}
		spans = append(spans, span{day, day})
	}
	for _, s := range spans {
		before, known := 0., false
		for day := range s.first {
			if score, ok := scores[day]; ok {
				before, known = score, true
			}
		}
		found := -1
		for day := s.last + 1; day <= 400 && found < 0; day++ {
			score, ok := scores[day]
			if slices.Contains(good, day) || ok && known && score >= before {
				found = day
			}
		}
		if left > 0 && left < found {
			found = -1
		}
		recovered = append(recovered, found)
	}
	return spans, recovered
}

func TestAgainstTheNaiveCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "customers")
		window := rapid.IntRange(1, 120).Draw(t, "window")
		d := newDiary(&testing.B{}, n)
		failures, good, open, gone, insideDays, allDays, leftInside, leftOutside := 0, 0, 0, 0, 0, 0, 0, 0
		on := rapid.IntRange(0, 400)
		for c := range int64(n) {
			end := rapid.IntRange(1, 500).Draw(t, "end")
			if end > 400 {
				end = 0
			}
			d.contract(c+1, end)
			last := 400
			if end > 0 {
				last = end
			}
			failed, fine := rapid.SliceOfN(on, 0, 6).Draw(t, "failed"), rapid.SliceOfN(on, 0, 3).Draw(t, "good")
			for _, day := range failed {
				d.contact(c+1, complaint, desk, day, -1)
			}
			for _, day := range fine {
				d.contact(c+1, call, desk, day, 2)
			}
			scores := map[int]float64{}
			for _, day := range rapid.SliceOfNDistinct(on, 0, 4, rapid.ID[int]).Draw(t, "scored") {
				scores[day] = float64(rapid.IntRange(1, 5).Draw(t, "score"))
				d.score(c+1, 1, day, scores[day])
			}
			spans, recovered := naive(failed, fine, scores, end)
			failures += len(spans)
			for _, day := range recovered {
				switch {
				case day >= 0:
					good++
				case end > 0:
					gone++
				default:
					open++
				}
			}
			hit := false
			for day := 0; day <= last; day++ {
				allDays++
				in := slices.ContainsFunc(spans, func(s span) bool { return s.first <= day && day < s.first+window })
				if in {
					insideDays++
				}
				hit = in // on its last day
			}
			if end > 0 && hit {
				leftInside++
			} else if end > 0 {
				leftOutside++
			}
		}
		r := d.build(analysis.Everyone(day0+400), window)
		if r.Total.Failures != failures || r.Total.Recovered != good || r.Total.Open != open || r.Total.Gone != gone {
			t.Errorf("%d failures, %d recovered, %d open, %d gone; want %d, %d, %d, %d", r.Total.Failures, r.Total.Recovered, r.Total.Open, r.Total.Gone, failures, good, open, gone)
		}
		if r.Total.Left != leftInside || r.OthersLeft != leftOutside || r.Total.Days != insideDays || r.OthersDays != allDays-insideDays {
			t.Errorf("%d left in %d days, others %d in %d; want %d in %d, %d in %d", r.Total.Left, r.Total.Days, r.OthersLeft, r.OthersDays, leftInside, insideDays, leftOutside, allDays-insideDays)
		}
		for group, n := range map[exceptions.Group]int{
			exceptions.All: failures, exceptions.Recovered: good, exceptions.Open: open, exceptions.Gone: gone, exceptions.Left: leftInside,
			exceptions.Scored: r.Total.Score.N, exceptions.Felt: r.Total.Emotion.N,
		} {
			if got := len(r.Members(exceptions.Key{Row: exceptions.AllRows, Group: group})); got != n {
				t.Errorf("%s says %d and lists %d", group, n, got)
			}
		}
	})
}

func BenchmarkBuildOfAMillion(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 4))
	d := newDiary(b, 100_000)
	for range 1_000_000 {
		activity := int64(call)
		if random.IntN(50) == 0 {
			activity = complaint
		}
		d.contact(1+random.Int64N(100_000), activity, desk, random.IntN(400), random.IntN(5)-2)
	}
	for c := range int64(100_000) {
		d.contract(c+1, max(0, 300-random.IntN(1000)))
		if c%5 == 0 {
			d.ticket(c+1, [...]string{"Late", "Broken", "Wrong"}[random.IntN(3)], random.IntN(400), random.IntN(20)-2)
		}
	}
	log, err := d.builder.Log()
	if err != nil {
		b.Fatal(err)
	}
	rules, err := maturity.Default(log)
	if err != nil {
		b.Fatal(err)
	}
	q := analysis.Everyone(day0 + 400)
	ladder, err := maturity.Build(context.Background(), log, q, rules)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := exceptions.Build(context.Background(), ladder, q, exceptions.Default(log)); err != nil {
			b.Fatal(err)
		}
	}
}
