package firstvalue_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const begin data.Day = 20000

type subscription struct{ start, end data.Day }

// logOf makes a log of customers with one subscription each and uses. Customer 1
// has none and is there so that the record begins on a known day.
func logOf(subscriptions []subscription, uses map[int][]data.Day) *eventlog.Log {
	dict := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Log-in", Kind: data.KindUsage}, {ID: 2, Name: "Call", Kind: data.KindService}}}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 7, dict))
	id := int64(1)
	for c := range len(subscriptions) + 1 {
		b.Customer(int64(c+1), "", nil)
	}
	b.Interaction(&data.Interaction{ID: id, CustomerID: 1, ActivityID: 2, When: data.OnDay(begin)})
	for c, s := range subscriptions {
		b.Subscription(&data.Subscription{ID: int64(c + 1), CustomerID: int64(c + 2), Start: s.start, End: s.end})
		for _, d := range uses[c] {
			id++
			b.Interaction(&data.Interaction{ID: id, CustomerID: int64(c + 2), ActivityID: 1, When: data.OnDay(d)})
		}
	}
	return must(b.Log())
}

// Four began: one used it on day 1, one on day 30, one ended it unused on day 2,
// one waits since 10 days. By hand, of use: 1/4 on day 1; 3/4 stay, of whom one
// of three ends on day 2; then 1/2 wait, the one of 10 days is censored, and the
// last one uses it on day 30: 1/4 + 1/2.
func TestByHand(t *testing.T) {
	asOf := begin + 100
	log := logOf([]subscription{
		{begin, data.NoDay}, {begin + 5, begin + 90}, {begin + 20, begin + 22}, {asOf - 10, data.NoDay},
		{begin - 1, data.NoDay}, {asOf + 1, data.NoDay},
	}, map[int][]data.Day{0: {begin + 1, begin + 2}, 1: {begin + 35}, 2: {begin + 50}, 3: {asOf + 1}, 4: {begin + 3}})
	spec := firstvalue.Default(log)
	if spec.First.Kind != data.KindUsage {
		t.Fatalf("default %v", spec)
	}
	r := must(firstvalue.Build(context.Background(), log, analysis.Everyone(asOf), spec))
	if r.People != [5]int{0, 4, 2, 1, 1} || r.N != 4 || r.Before != 1 {
		t.Errorf("%+v, before %d", r.People, r.Before)
	}
	want := map[int]float64{7: .25, 30: .75}
	for _, w := range r.Within {
		if math.Abs(w.Share-want[w.Days]) > 1e-12 {
			t.Errorf("within %d days %g, want %g", w.Days, w.Share, want[w.Days])
		}
	}
	if len(r.Within) != 2 || len(r.UsedBy(7)) != 1 || len(r.UsedBy(30)) != 2 {
		t.Errorf("within %v", r.Within)
	}
	if finding := message.English().Text(r.Finding); finding != "75.0\u00a0% use it within 30 days; 2 of 4 customers have not used what they subscribed to: 1 ended it unused, 1 has it still" {
		t.Errorf("finding %q", finding)
	}
	if d := message.English().Text(r.Definition); !strings.Contains(d, "first usage on record") || !strings.Contains(d, "n = 4 customers who began, 1 customer left out") {
		t.Errorf("definition %q", d)
	}
	for _, s := range firstvalue.Steps {
		if text := message.English().Text(s.Label()); strings.Contains(text, "firstvalue.") || len(r.Members(s)) != r.People[s] {
			t.Errorf("step %d: %q, %d of %d", s, text, len(r.Members(s)), r.People[s])
		}
	}
}

func TestAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var subscriptions []subscription
		uses := map[int][]data.Day{}
		for c := range rapid.IntRange(1, 30).Draw(t, "customers") {
			s := subscription{begin + data.Day(rapid.IntRange(-20, 200).Draw(t, "start")), data.NoDay}
			if rapid.Bool().Draw(t, "ends") {
				s.end = s.start + data.Day(rapid.IntRange(0, 80).Draw(t, "days"))
			}
			subscriptions = append(subscriptions, s)
			if rapid.Bool().Draw(t, "uses") {
				uses[c] = append(uses[c], begin+data.Day(rapid.IntRange(0, 300).Draw(t, "use")))
			}
		}
		subscriptions = append(subscriptions, subscription{begin, data.NoDay})
		log := logOf(subscriptions, uses)
		r := must(firstvalue.Build(context.Background(), log, analysis.Everyone(begin+data.Day(rapid.IntRange(0, 300).Draw(t, "as of"))), firstvalue.Spec{First: cohort.Event{Kind: data.KindUsage}}))
		if r.People[firstvalue.Used]+r.People[firstvalue.EndedUnused]+r.People[firstvalue.Waiting] != r.N || r.First.Events != r.People[firstvalue.Used] {
			t.Fatalf("%+v, %d events", r.People, r.First.Events)
		}
		for _, s := range firstvalue.Steps {
			if len(r.Members(s)) != r.People[s] {
				t.Fatalf("step %d counts %d and lists %d", s, r.People[s], len(r.Members(s)))
			}
		}
		last := len(r.Wait.Points) - 1
		if sum := r.Wait.Points[last].Survival + r.First.Points[last].Share + r.Unused.Points[last].Share; math.Abs(sum-1) > 1e-9 {
			t.Fatalf("the shares add up to %g", sum)
		}
	})
}

func TestRefusals(t *testing.T) {
	some := logOf([]subscription{{begin, data.NoDay}}, nil)
	for _, c := range []struct {
		log  *eventlog.Log
		asOf data.Day
	}{{some, data.NoDay}, {some, begin - 1}, {logOf(nil, nil), begin}, {logOf([]subscription{{begin + 9, data.NoDay}}, nil), begin + 1}} {
		if _, err := firstvalue.Build(context.Background(), c.log, analysis.Everyone(c.asOf), firstvalue.Default(c.log)); err == nil || data.CodeOf(err) != data.CodeNoData {
			t.Errorf("%v", err)
		}
	}
}
