package verdict_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/exchange"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

// log builds a log of customers 1 to n with what fill adds.
func log(n int, attributes func(int) map[string]string, fill func(*eventlog.Builder)) *eventlog.Log {
	dict := eventlog.Dictionaries{
		Activities: []data.Activity{{ID: 1, Name: "Order", Kind: data.KindPurchase}, {ID: 2, Name: "Call", Kind: data.KindService}},
		Channels:   []data.Channel{{ID: 1, Name: "Phone"}, {ID: 2, Name: "Web"}},
		Reasons:    []data.LeaveReason{{ID: 1, Name: "Price"}},
		Metrics:    []data.Metric{{ID: 1, Name: "NPS", Kind: data.MetricNPS, High: 10}},
	}
	b := must(eventlog.NewBuilder(data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, 3, dict))
	for c := 1; c <= n; c++ {
		var a map[string]string
		if attributes != nil {
			a = attributes(c)
		}
		b.Customer(int64(c), "", a)
	}
	fill(b)
	return must(b.Log())
}

func build(t *testing.T, l *eventlog.Log, asOf data.Day) verdict.Result {
	t.Helper()
	r, err := verdict.Build(context.Background(), l, analysis.Everyone(asOf))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rows) != len(verdict.Topics) || r.Count(verdict.Yes)+r.Count(verdict.Partly)+r.Count(verdict.No) != len(r.Rows) {
		t.Errorf("the verdict has %d rows", len(r.Rows))
	}
	for _, row := range r.Rows {
		if len(row.Why) == 0 {
			t.Errorf("%s is %s without a reason", row.Analysis, row.Answer)
		}
	}
	for _, words := range []string{said(r.Finding), said(r.Definition), said(r.Next)} {
		if strings.Contains(words, "verdict.") || strings.Contains(words, "{") {
			t.Errorf("the words %q have a gap", words)
		}
	}
	return r
}

func said(messages ...message.Message) string {
	var words []string
	for _, m := range messages {
		words = append(words, message.English().Text(m))
	}
	return strings.Join(words, " ")
}

func row(r verdict.Result, topic verdict.Topic) verdict.Row {
	i := slices.IndexFunc(r.Rows, func(row verdict.Row) bool { return row.Analysis == topic })
	return r.Rows[i]
}

// want checks answers, each with a part of its reason.
func want(t *testing.T, r verdict.Result, topic verdict.Topic, answer verdict.Answer, why string) {
	t.Helper()
	got := row(r, topic)
	if words := said(got.Why...); got.Answer != answer || !strings.Contains(words, why) {
		t.Errorf("%s: %s, %q; want %s, %q", topic, got.Answer, words, answer, why)
	}
}

func TestNothing(t *testing.T) {
	r := build(t, log(0, nil, func(*eventlog.Builder) {}), data.NoDay)
	if r.Count(verdict.No) != len(verdict.Topics) {
		t.Errorf("an empty log answers %d", len(verdict.Topics)-r.Count(verdict.No))
	}
	want(t, r, verdict.Ladder, verdict.No, "Nothing has been imported")
}

func TestOneMonthAndLinesWithoutCustomer(t *testing.T) {
	l := log(4, nil, func(b *eventlog.Builder) {
		for i := range 10 {
			customer := int64(i%4 + 1)
			if i >= 6 {
				customer = 0
			}
			b.Interaction(&data.Interaction{ID: int64(i + 1), CustomerID: customer, ActivityID: 1, When: data.OnDay(day("2026-03-02") + data.Day(i))})
		}
	})
	r := build(t, l, day("2026-03-31"))
	want(t, r, verdict.Cohorts, verdict.No, "One month only")
	want(t, r, verdict.Ladder, verdict.Partly, "of the records (4): they are left out")
	want(t, r, verdict.RFM, verdict.Partly, "None of 10 purchases has an amount")
	want(t, r, verdict.Survival, verdict.No, "less than 90 days")
	want(t, r, verdict.Channels, verdict.No, "None of 10 contacts has a channel")
	if r.Asks[0].Column != verdict.Longer {
		t.Errorf("the first to ask for is %s", r.Asks[0].Column)
	}
}

// Of 40 customers on contracts a quarter left; their plans make two groups.
func contracts(reasons, ends bool, groups int) *eventlog.Log {
	plan := func(c int) map[string]string { return map[string]string{"plan": string(rune('A' + c%groups))} }
	return log(200, plan, func(b *eventlog.Builder) {
		for c := int64(1); c <= 200; c++ {
			s := data.Subscription{ID: c, CustomerID: c, Start: day("2024-01-10").AddMonths(int(c % 12)), End: data.NoDay}
			if ends && c%4 == 0 {
				s.End = day("2025-06-01").AddMonths(int(c % 5))
			}
			if reasons && c%8 == 0 {
				s.ReasonID = 1
			}
			b.Subscription(&s)
		}
	})
}

func TestLeaving(t *testing.T) {
	asOf := day("2026-01-31")
	r := build(t, contracts(true, true, 2), asOf)
	want(t, r, verdict.Survival, verdict.Yes, "50 of 200 contracts have ended")
	want(t, r, verdict.Leaving, verdict.Yes, "1 attribute to compare")
	want(t, r, verdict.Reasons, verdict.Partly, "Only 25 of the 50 who left have a reason")
	want(t, r, verdict.RFM, verdict.No, "No purchase")

	r = build(t, contracts(false, false, 1), asOf)
	want(t, r, verdict.Survival, verdict.No, "None of 200 contracts has an end date")
	want(t, r, verdict.Leaving, verdict.No, "No attribute parts the customers")
	if asks := r.Asks; !slices.ContainsFunc(asks, func(a verdict.Ask) bool {
		return a.Column == verdict.Ends && slices.Contains(a.Unlocks, verdict.Survival) && !slices.Contains(a.Unlocks, verdict.Leaving)
	}) {
		t.Errorf("the end would unlock other than how long customers stay: %+v", asks)
	}
}

func TestAnswersWithoutCustomers(t *testing.T) {
	l := log(0, nil, func(b *eventlog.Builder) {
		for i := int64(1); i <= 100; i++ {
			b.Response(&data.Response{ID: i, MetricID: 1, When: data.OnDay(day("2026-05-05")), Score: float64(i % 11)})
		}
	})
	r := build(t, l, day("2026-05-31"))
	want(t, r, verdict.NPS, verdict.Yes, "100 answers; none names its customer")
	want(t, r, verdict.CSAT, verdict.No, "No such answer")
	want(t, r, verdict.Ladder, verdict.No, "None of 100 records says whose it is")
}

// A filter leaves out what is not of its customers, and what is of nobody.
func TestFilter(t *testing.T) {
	q := analysis.Everyone(day("2026-01-31"))
	q.Filter.Keep = make([]bool, 200)
	q.Filter.Keep[3] = true
	r := must(verdict.Build(context.Background(), contracts(true, true, 2), q))
	if r.N != 1 {
		t.Errorf("%d customers are kept", r.N)
	}
	want(t, r, verdict.Survival, verdict.Yes, "1 of 1 contracts have ended")
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := verdict.Build(ctx, contracts(true, true, 2), analysis.Everyone(day("2026-01-31"))); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("a cancelled verdict gives %v", err)
	}
}

// Every name that is built from a value has its words.
func TestNames(t *testing.T) {
	check := func(m message.Message) {
		if words := said(m); strings.HasPrefix(words, "verdict.") {
			t.Errorf("%s has no words", m.Key)
		}
	}
	for _, x := range verdict.Topics {
		check(x.Name())
	}
	for _, x := range verdict.Columns {
		check(x.Name())
	}
	for _, x := range verdict.Answers {
		check(x.Name())
	}
}

// imported is the log of a client's file, read by guess.
func imported(t *testing.T, name string, asOf data.Day) *eventlog.Log {
	t.Helper()
	folder := must(os.Getwd())
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		folder = filepath.Dir(folder)
	}
	path := filepath.Join(folder, "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here", name)
	}
	ctx := context.Background()
	ws := must(workspace.Create(ctx, filepath.Join(t.TempDir(), "w.cxw"), data.Settings{Name: "w", Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}))
	t.Cleanup(func() { _ = ws.Close() })
	o := exchange.Defaults(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	o.AsOf, o.Rejects = asOf, filepath.Join(t.TempDir(), "rejects.csv")
	plan, err := exchange.Prepare(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.Run(ctx, ws, plan, nil); err != nil {
		t.Fatal(err)
	}
	return must(eventlog.Load(ctx, ws))
}

// What the verdict says of clients' files, and that an analysis which it says can
// be had can, and one that it says cannot cannot.
func TestFiles(t *testing.T) {
	type claim struct {
		topic  verdict.Topic
		answer verdict.Answer
		why    string
	}
	for _, c := range []struct {
		file string
		asOf data.Day
		says []claim
		next verdict.Column
	}{
		{"telco_churn/Telco-Customer-Churn.csv", day("2026-10-31"), []claim{
			{verdict.Survival, verdict.Yes, "1,869 of 7,043 contracts have ended"},
			{verdict.Survival, verdict.Yes, "whole months"},
			{verdict.Leaving, verdict.Yes, "attributes to compare"},
			{verdict.Cohorts, verdict.Partly, "Tenure instead of dates"},
			{verdict.Reasons, verdict.No, "None of the 1,869 who left has a reason"},
			{verdict.RFM, verdict.No, "No purchase"},
		}, verdict.Activities},
		{"cdnow/CDNOW_sample.txt", data.NoDay, []claim{
			{verdict.Buying, verdict.Yes, "2,349 customers bought"},
			{verdict.RFM, verdict.Yes, ""}, {verdict.Cohorts, verdict.Yes, "3 months in which customers began"},
			{verdict.Survival, verdict.Partly, "No end dates"},
			{verdict.Channels, verdict.No, "None of 6,919 contacts has a channel"},
		}, verdict.Activities},
		{"online_retail/online_retail_2010-12.csv", data.NoDay, []claim{
			{verdict.Cohorts, verdict.No, "One month only"},
			{verdict.RFM, verdict.Partly, "36.8"},
		}, verdict.Longer},
		{"event_logs/sepsis.csv", data.NoDay, []claim{
			{verdict.Resolve, verdict.No, ""},
		}, ""},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			l := imported(t, c.file, c.asOf)
			q := analysis.Everyone(l.Settings.AsOf)
			r := build(t, l, q.AsOf)
			for _, row := range r.Rows {
				t.Logf("%s %s %s", row.Analysis, row.Answer, said(row.Why...))
			}
			t.Log(said(r.Next), said(r.Definition), said(r.Finding))
			for _, s := range c.says {
				want(t, r, s.topic, s.answer, s.why)
			}
			if c.next != "" && r.Asks[0].Column != c.next {
				t.Errorf("the first to ask for is %+v, want %s", r.Asks, c.next)
			}
			agree(t, l, q, r)
		})
	}
}

func agree(t *testing.T, l *eventlog.Log, q analysis.Query, r verdict.Result) {
	t.Helper()
	ctx := context.Background()
	for topic, build := range map[verdict.Topic]func() error{
		verdict.Cohorts: func() error {
			spec := cohort.Default(l)
			if l.HasDerived {
				spec.By = cohort.Groupings(l)[0]
			}
			_, err := cohort.Build(ctx, l, q, spec)
			return err
		},
		verdict.Survival:  func() error { _, err := survival.Build(ctx, l, q, survival.Default(l)); return err },
		verdict.Lifecycle: func() error { _, err := lifecycle.Build(ctx, l, q, lifecycle.Spec{}); return err },
		verdict.RFM:       func() error { _, err := rfm.Build(ctx, l, q, rfm.Default()); return err },
		verdict.Buying:    func() error { _, err := btyd.Build(ctx, l, q, btyd.Spec{}); return err },
	} {
		if err := build(); err != nil && row(r, topic).Answer != verdict.No {
			t.Errorf("%s is answered %s and cannot be had: %v", topic, row(r, topic).Answer, err)
		}
	}
}
