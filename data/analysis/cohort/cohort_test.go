package cohort_test

import (
	"context"
	"math"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// months is first-time, on, calendar months of purchases.
func months() cohort.Spec {
	purchase := cohort.Event{Kind: data.KindPurchase}
	return cohort.Spec{Start: purchase, Return: purchase, Unit: eventlog.UnitMonth, Criterion: cohort.On}
}

// three people: two begin in January, one in February.
func three() *records {
	return newRecords(3).
		on(1, buy, "2026-01-05", "2026-01-20", "2026-02-01", "2026-04-30").
		on(2, browse, "2025-12-24").
		on(2, buy, "2026-01-31", "2026-03-01").
		on(3, buy, "2026-02-10", "2026-04-02")
}

func TestTables(t *testing.T) {
	with := func(change func(*cohort.Spec)) cohort.Spec {
		s := months()
		change(&s)
		return s
	}
	anything := cohort.Event{}
	cases := []struct {
		name    string
		records *records
		asOf    string
		spec    cohort.Spec
		want    []string
	}{
		{"calendar months", three(), "2026-04-30", months(), []string{
			"2026-01-01 2: 1/2 1/2 1/2", "2026-02-01 1: 0/1 1/1"}},
		{"a period that ends the day after is open", three(), "2026-04-29", months(), []string{
			"2026-01-01 2: 1/2 1/2 0/2~", "2026-02-01 1: 0/1 1/1~"}},
		{"a horizon cuts", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Horizon = 1 }), []string{
			"2026-01-01 2: 1/2", "2026-02-01 1: 0/1"}},
		{"on or after is never complete", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Criterion = cohort.OnOrAfter }), []string{
			"2026-01-01 2: 2/2~ 2/2~ 1/2~", "2026-02-01 1: 1/1~ 1/1~"}},
		{"on or after looks beyond the horizon", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Criterion, s.Horizon = cohort.OnOrAfter, 1 }), []string{
			"2026-01-01 2: 2/2~", "2026-02-01 1: 1/1~"}},
		{"recurring", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Recurring = true }), []string{
			"2026-01-01 2: 1/2 1/2 1/2", "2026-02-01 2: 0/2 2/2", "2026-03-01 1: 0/1", "2026-04-01 2:"}},
		{"start by any activity", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Start = anything }), []string{
			"2025-12-01 1: 1/1 0/1 1/1 0/1", "2026-01-01 1: 1/1 0/1 1/1", "2026-02-01 1: 0/1 1/1"}},
		{"start by an activity's name in other letters", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Start = cohort.Event{Activity: "browse"} }), []string{
			"2025-12-01 1: 1/1 0/1 1/1 0/1"}},
		{"quarters", three(), "2026-06-30", with(func(s *cohort.Spec) { s.Unit = eventlog.UnitQuarter }), []string{
			"2026-01-01 3: 2/3"}},
		{"years, one begun", three(), "2026-04-30", with(func(s *cohort.Spec) { s.Unit = eventlog.UnitYear }), []string{
			"2026-01-01 3:"}},
		{"rolling 30 days: complete when it is for the last who began", newRecords(2).
			on(1, buy, "2026-01-01", "2026-01-30", "2026-01-31", "2026-03-02").
			on(2, buy, "2026-01-03"),
			"2026-03-02", with(func(s *cohort.Spec) { s.Rolling = true }), []string{
				"2026-01-01 2: 1/2~ 1/2~"}},
		{"rolling 30 days: a day later the first is", newRecords(2).
			on(1, buy, "2026-01-01", "2026-01-30", "2026-01-31", "2026-03-02").
			on(2, buy, "2026-01-03"),
			"2026-03-03", with(func(s *cohort.Spec) { s.Rolling = true }), []string{
				"2026-01-01 2: 1/2 1/2~"}},
		{"rolling recurring counts from the first start in each period", newRecords(1).
			on(1, buy, "2026-01-20", "2026-02-05", "2026-02-18", "2026-03-10"),
			"2026-03-31", with(func(s *cohort.Spec) { s.Rolling, s.Recurring = true, true }), []string{
				"2026-01-01 1: 1/1 0/1~", "2026-02-01 1: 1/1~", "2026-03-01 1:"}},
		{"nobody", newRecords(2), "2026-04-30", months(), nil},
		{"everything lies after the as-of day", three(), "2025-12-31", months(), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := mustBuild(c.records.log(), analysis.Everyone(day(c.asOf)), c.spec)
			same(t, "table", shape(r), c.want)
			if r.Revision != 7 {
				t.Errorf("revision %d", r.Revision)
			}
		})
	}
}

func TestWeeksBeginWhereTheWorkspaceSays(t *testing.T) {
	// 2026-03-01 is a Sunday.
	r := newRecords(1).on(1, buy, "2026-02-28", "2026-03-01", "2026-03-08")
	spec := months()
	spec.Unit = eventlog.UnitWeek
	same(t, "from Monday", shape(mustBuild(r.log(), analysis.Everyone(day("2026-03-08")), spec)),
		[]string{"2026-02-23 1: 1/1"})
	r.settings.WeekStart = time.Sunday
	same(t, "from Sunday", shape(mustBuild(r.log(), analysis.Everyone(day("2026-03-08")), spec)),
		[]string{"2026-02-22 1: 1/1 1/1~"})
}

func TestMonthsAreLocal(t *testing.T) {
	// The last minute of March and the first of April in Berlin, in summer time.
	last := time.Date(2026, 3, 31, 21, 59, 59, 0, time.UTC).UnixMilli()
	first := last + 1000
	r := newRecords(2).at(1, buy, data.AtMillis(last)).at(2, buy, data.AtMillis(first)).
		at(1, buy, data.AtMillis(first))
	r.settings.Zone = "Europe/Berlin"
	same(t, "Berlin", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), months())),
		[]string{"2026-03-01 1: 1/1", "2026-04-01 1:"})
	r.settings.Zone = "UTC"
	same(t, "UTC", shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), months())),
		[]string{"2026-03-01 2: 0/2"})
}

func TestDatesLimitTheStartOnly(t *testing.T) {
	query := analysis.Everyone(day("2026-04-30"))
	query.From, query.To = day("2026-01-06"), day("2026-02-15")
	// The first person began the day before From, so that the purchase of 20
	// January is no first one; the second came back after To.
	r := mustBuild(three().log(), query, months())
	same(t, "table", shape(r), []string{"2026-01-01 1: 0/1 1/1 0/1", "2026-02-01 1: 0/1 1/1"})
}

func TestFilter(t *testing.T) {
	query := analysis.Everyone(day("2026-04-30"))
	query.Filter.Keep = []bool{false, true, true}
	same(t, "table", shape(mustBuild(three().log(), query, months())),
		[]string{"2026-01-01 1: 0/1 1/1 0/1", "2026-02-01 1: 0/1 1/1"})
}

func TestMembersAndMissing(t *testing.T) {
	r := mustBuild(three().log(), analysis.Everyone(day("2026-04-30")), months())
	check := func(what string, got []eventlog.CustomerIndex, want ...eventlog.CustomerIndex) {
		t.Helper()
		same(t, what, got, want)
	}
	check("cohort", r.Members(cohort.Key{Row: 0, Period: 0}), 0, 1)
	check("returned", r.Members(cohort.Key{Row: 0, Period: 2}), 1)
	check("missing", r.Missing(cohort.Key{Row: 0, Period: 2}), 0)
	check("behind the mean", r.Members(cohort.Key{Row: cohort.AllRows, Period: 2}), 1, 2)
	check("not behind the mean", r.Missing(cohort.Key{Row: cohort.AllRows, Period: 2}), 0)
	check("everybody", r.Members(cohort.Key{Row: cohort.AllRows, Period: 0}), 0, 1, 2)
	for _, outside := range []cohort.Key{{Row: 2, Period: 0}, {Row: -2, Period: 0}, {Row: 1, Period: 3}, {Row: 0, Period: -1}, {Row: cohort.AllRows, Period: 9}, {Row: cohort.AllRows, Period: -1}} {
		check("outside", r.Members(outside))
	}

	spec := months()
	spec.Recurring = true
	again := mustBuild(three().log(), analysis.Everyone(day("2026-04-30")), spec)
	if again.N != 3 {
		t.Errorf("recurring cohorts of 3 people have n = %d", again.N)
	}
}

// The golden example of C.2: 1,000 of whom 500 return, 500 of whom 400 do.
func TestMeansGolden(t *testing.T) {
	r := newRecords(1500)
	for c := int64(1); c <= 1500; c++ {
		start, next := "2026-01-15", "2026-02-15"
		if c > 1000 {
			start, next = "2026-02-15", "2026-03-15"
		}
		r.on(c, buy, start)
		if c <= 500 || c > 1000 && c <= 1400 {
			r.on(c, buy, next)
		}
	}
	got := mustBuild(r.log(), analysis.Everyone(day("2026-03-31")), months()).Means
	if math.Abs(got[1].Pooled-.60) > 1e-12 || math.Abs(got[1].Simple-.65) > 1e-12 || got[1].Rows != 2 {
		t.Errorf("month 1: %+v, want pooled .60 and simple .65 of 2 rows", got[1])
	}
	if got[2].Pooled != 0 || got[2].Rows != 1 {
		t.Errorf("month 2, a cohort of whom nobody returned: %+v, want 0 of 1 row", got[2])
	}
	if !math.IsNaN(got[0].Pooled) || got[0].Rows != 0 {
		t.Errorf("period 0 entered a mean: %+v", got[0])
	}
	open := mustBuild(r.log(), analysis.Everyone(day("2026-03-30")), months()).Means
	if open[1].Rows != 1 || open[1].Pooled != .5 || !math.IsNaN(open[2].Pooled) || !math.IsNaN(open[2].Simple) {
		t.Errorf("open cells entered a mean: %+v", open)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := cohort.Build(ctx, three().log(), analysis.Everyone(day("2026-04-30")), months())
	if data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("got %v", err)
	}
}
