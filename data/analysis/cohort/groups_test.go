package cohort_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func subscriptions() cohort.Spec {
	s := cohort.Event{Subscription: true}
	return cohort.Spec{Start: s, Return: s, Unit: eventlog.UnitMonth, Criterion: cohort.On}
}

func TestSubscriptions(t *testing.T) {
	r := newRecords(5).
		subscribed(1, "2026-01-15", "2026-03-01", false). // gone on 1 March: not there in March
		subscribed(2, "2026-01-31", "2026-03-02", false). // there on 1 March
		subscribed(3, "2026-01-01", "", false).
		subscribed(4, "2026-01-10", "2026-01-20", false).subscribed(4, "2026-04-30", "", false). // back
		subscribed(4, "2026-03-15", "2026-03-15", false).                                        // never ran
		subscribed(5, "2026-02-01", "2026-02-01", false).
		subscribed(3, "2026-02-10", "2026-02-20", false) // a second one beside the first
	same(t, "table", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), subscriptions())), []string{
		"2026-01-01 4: 3/4 2/4 2/4", "2026-02-01 1: 0/1 0/1"})

	// An end after the as-of day is not known yet, nor is a later start.
	same(t, "before", shape(mustBuild(r.log(), analysis.Everyone(day("2026-02-28")), subscriptions())), []string{
		"2026-01-01 4: 3/4", "2026-02-01 1:"})

	spec := subscriptions()
	spec.Recurring = true
	same(t, "recurring", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), spec)), []string{
		"2026-01-01 4: 3/4 2/4 2/4", "2026-02-01 2: 1/2 1/2", "2026-03-01 1: 1/1", "2026-04-01 1:"})

	spec = subscriptions()
	spec.Rolling = true // 31 January + 30 days is 2 March, a day after the subscription's last
	same(t, "rolling", shape(mustBuild(r.log(), analysis.Everyone(day("2026-03-02")), spec)), []string{
		"2026-01-01 4: 2/4~ 1/4~", "2026-02-01 1:"})
}

func TestByAttribute(t *testing.T) {
	r := newRecords(5).
		attribute("plan", "b", "a", "", "a", "a").
		on(1, buy, "2026-01-31", "2026-02-28"). // month 1 is 28 February to 30 March
		on(2, buy, "2026-01-10", "2026-02-09", "2026-02-10", "2026-04-30").
		on(3, buy, "2026-03-31", "2026-04-29").
		on(4, buy, "2026-03-20", "2026-04-25").
		on(5, browse, "2026-01-01")
	spec := months()
	spec.By = "plan"
	got := mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), spec)
	same(t, "months", shape(got), []string{"a 2: 1/1~ 0/1~", "b 1: 1/1 0/1", " 1:"})
	if got.Rows[1].Start.Known() {
		t.Error("a row of an attribute has a start")
	}
	spec.Criterion = cohort.OnOrAfter
	same(t, "on or after", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), spec)),
		[]string{"a 2: 1/1~ 1/1~", "b 1: 1/1~ 0/1~", " 1:"})
	spec.Criterion, spec.Unit = cohort.On, eventlog.UnitQuarter
	same(t, "quarters", shape(mustBuild(r.log(), analysis.Everyone(day("2026-10-30")), spec)),
		[]string{"a 2: 1/2 0/1~", "b 1: 0/1 0/1", " 1: 0/1"})
	spec.Unit = eventlog.UnitWeek
	spec.Horizon = 2
	same(t, "weeks", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-08")), spec)),
		[]string{"a 2: 0/2 0/1~", "b 1: 0/1 0/1", " 1:"})
	spec.Unit, spec.Rolling, spec.Horizon = eventlog.UnitMonth, true, 0
	same(t, "rolling", shape(mustBuild(r.log(), analysis.Everyone(day("2026-03-31")), spec)),
		[]string{"a 2: 1/1~", "b 1: 0/1", " 1:"})
}

func TestByAttributeShowsTheLargest(t *testing.T) {
	values := make([]string, 0, 300)
	for v := range 60 {
		values = append(values, fmt.Sprintf("v%02d", v))
		if v >= 8 {
			values = append(values, values[len(values)-1]) // the first eight are smaller
		}
	}
	r := newRecords(len(values)).attribute("shop", values...)
	for c := range values {
		r.on(int64(c+1), buy, "2026-01-10")
	}
	spec := months()
	spec.By = "shop"
	got := mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), spec)
	if len(got.Rows) != 50 || got.Rows[0].Value != "v08" || got.Rows[49].Value != "v57" || got.N != 100 {
		t.Errorf("%d rows from %s to %s, n = %d", len(got.Rows), got.Rows[0].Value, got.Rows[len(got.Rows)-1].Value, got.N)
	}
	if text := message.English().Text(got.Definition); !strings.Contains(text, "the 50 largest of 60 values") {
		t.Error(text)
	}
	for v := range 201 {
		values = append(values, fmt.Sprintf("w%d", v))
	}
	many := newRecords(len(values)).attribute("shop", values...)
	_, err := cohort.Build(context.Background(), many.log(), analysis.Everyone(day("2026-04-30")), spec)
	if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), "261 values") {
		t.Errorf("got %v", err)
	}
}

// tenures is a log as an import of tenures makes it (C.30): each history ends
// on the as-of day. A leaver's tenure is given as a negative number.
func tenures(asOf string, months ...int) *records {
	r := newRecords(len(months))
	for i, n := range months {
		end := ""
		if n < 0 {
			end, n = asOf, -n
		}
		r.subscribed(int64(i+1), day(asOf).AddMonths(-n).String(), end, true)
	}
	return r
}

func TestDerivedDates(t *testing.T) {
	r := tenures("2026-03-31", 3, -1, 1, -2, 2, -1, 0).attribute("contract", "year", "month", "month", "month", "year", "year", "year")
	query := analysis.Everyone(day("2026-03-31"))
	_, err := cohort.Build(context.Background(), r.log(), query, subscriptions())
	if data.CodeOf(err) != data.CodeNoData || !strings.Contains(err.Error(), "derived from tenure") || !strings.Contains(err.Error(), "instead: contract") {
		t.Errorf("got %v", err)
	}

	spec := subscriptions()
	spec.By = "contract"
	got := mustBuild(r.log(), query, spec)
	// Month k is of those whose tenure reached k; who left after k months did
	// not stay on in it. Clamping must not matter: one month before 31 March is
	// 28 February.
	same(t, "table", shape(got), []string{"month 3: 2/3 0/1~", "year 4: 2/3~ 2/2~ 1/1~"})
	if !got.Derived {
		t.Error("the result does not say that its dates are derived")
	}
	for k, mean := range got.Means {
		if mean.Rows != 0 || !math.IsNaN(mean.Pooled) || !math.IsNaN(mean.Simple) {
			t.Errorf("month %d of those who reached it has a mean: %+v", k, mean)
		}
	}
	if behind := got.Members(cohort.Key{Row: cohort.AllRows, Period: 1}); len(behind) != 0 {
		t.Errorf("%v stand behind a mean that is not there", behind)
	}
	if text := message.English().Text(got.Definition); !strings.Contains(text, "survival analysis") ||
		!strings.Contains(text, "no means, because each period is of those who reached it") {
		t.Error(text)
	}

	spec.Unit = eventlog.UnitQuarter
	if _, err := cohort.Build(context.Background(), r.log(), query, spec); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("quarters of monthly tenures: %v", err)
	}
	spec.Unit, spec.Rolling = eventlog.UnitMonth, true
	if _, err := cohort.Build(context.Background(), r.log(), query, spec); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("rolling tenures: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	bad := func(change func(*cohort.Spec)) cohort.Spec {
		s := months()
		change(&s)
		return s
	}
	cases := map[string]struct {
		spec cohort.Spec
		says string
	}{
		"unit":      {bad(func(s *cohort.Spec) { s.Unit = "fortnight" }), "fortnight"},
		"criterion": {bad(func(s *cohort.Spec) { s.Criterion = "before" }), "before"},
		"horizon":   {bad(func(s *cohort.Spec) { s.Horizon = -1 }), "-1"},
		"activity":  {bad(func(s *cohort.Spec) { s.Return = cohort.Event{Activity: "Dance"} }), "Dance"},
		"attribute": {bad(func(s *cohort.Spec) { s.By = "colour" }), "colour"},
		"recurring": {bad(func(s *cohort.Spec) { s.By, s.Recurring = "plan", true }), "recurring"},
	}
	log := three().attribute("plan", "a", "b").log()
	for name, c := range cases {
		_, err := cohort.Build(context.Background(), log, analysis.Everyone(day("2026-04-30")), c.spec)
		if data.CodeOf(err) != data.CodeBadInput || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	_, err := cohort.Build(context.Background(), log, analysis.Everyone(data.NoDay), months())
	if data.CodeOf(err) != data.CodeNoData {
		t.Errorf("no as-of date: got %v", err)
	}
}

func TestTooManyCells(t *testing.T) {
	r := newRecords(3000)
	for c := range 3000 {
		r.on(int64(c+1), buy, (day("2010-01-01") + data.Day(c)).String())
	}
	spec := months()
	spec.Unit = eventlog.UnitDay
	log, query := r.log(), analysis.Everyone(day("2026-04-30"))
	if _, err := cohort.Build(context.Background(), log, query, spec); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("got %v", err)
	}
	spec.Horizon = 30
	if got := mustBuild(log, query, spec); len(got.Rows) != 3000 {
		t.Errorf("with a horizon: %d rows", len(got.Rows))
	}
}

func TestEventsReadBack(t *testing.T) {
	for _, kind := range data.Kinds {
		if e := must(cohort.ParseEvent(string(kind))); e != (cohort.Event{Kind: kind}) {
			t.Errorf("%s: %+v", kind, e)
		}
	}
	cases := map[string]cohort.Event{"any": {}, "subscription": {Subscription: true}, "purchase": {Kind: data.KindPurchase}, "Site visit": {Activity: "Site visit"}}
	for text, want := range cases {
		got := must(cohort.ParseEvent(" " + text + " "))
		if got != want || got.String() != text {
			t.Errorf("%q: %+v, written %q", text, got, got.String())
		}
	}
	if _, err := cohort.ParseEvent("  "); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("no name: %v", err)
	}
}

func TestDefault(t *testing.T) {
	purchase, anything, subscription := cohort.Event{Kind: data.KindPurchase}, cohort.Event{}, cohort.Event{Subscription: true}
	cases := map[string]struct {
		records *records
		want    cohort.Event
	}{
		"purchases":             {three().subscribed(1, "2026-01-01", "", false), purchase},
		"other activities":      {newRecords(1).on(1, call, "2026-01-01").subscribed(1, "2026-01-01", "", false), anything},
		"nothing":               {newRecords(1), anything},
		"subscriptions":         {newRecords(1).subscribed(1, "2026-01-01", "", false), subscription},
		"extras of a few":       {newRecords(3).on(1, buy, "2026-01-01").subscribed(1, "2026-01-01", "", false).on(2, call, "2026-01-01").on(3, call, "2026-01-01"), anything},
		"extras of half":        {newRecords(2).on(1, buy, "2026-01-01").subscribed(1, "2026-01-01", "", false).on(2, call, "2026-01-01"), purchase},
		"a few buyers":          {newRecords(3).on(1, buy, "2026-01-01").on(2, call, "2026-01-01").on(3, call, "2026-01-01"), purchase},
		"a stranger's purchase": {newRecords(1).on(1, call, "2026-01-01").on(0, buy, "2026-01-01"), anything},
	}
	for name, c := range cases {
		want := cohort.Spec{Start: c.want, Return: c.want, Unit: eventlog.UnitMonth, Criterion: cohort.On, Measure: cohort.Share, Relative: cohort.ToCohort}
		if got := cohort.Default(c.records.log()); got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestGroupings(t *testing.T) {
	r := newRecords(3).attribute("plan", "a", "b").attribute("country", "x", "x", "x").attribute("region", "n", "s", "n")
	same(t, "groupings", cohort.Groupings(r.log()), []string{"plan", "region"})
}
