package lifecycle_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

const (
	buy  int64 = 1
	call int64 = 2
)

var dictionaries = eventlog.Dictionaries{Activities: []data.Activity{
	{ID: buy, Name: "Order", Kind: data.KindPurchase},
	{ID: call, Name: "Call", Kind: data.KindService},
}}

type records struct {
	settings     data.Settings
	customers    int
	interactions []data.Interaction
}

func (r *records) at(customer, activity int64, when data.Moment) {
	r.interactions = append(r.interactions, data.Interaction{ID: int64(len(r.interactions) + 1), CustomerID: customer, ActivityID: activity, When: when})
}

func (r *records) log() *eventlog.Log {
	b := must(eventlog.NewBuilder(r.settings, 7, dictionaries))
	for c := range r.customers {
		b.Customer(int64(c+1), fmt.Sprintf("Customer %d", c+1), nil)
	}
	for i := range r.interactions {
		b.Interaction(&r.interactions[i])
	}
	return must(b.Log())
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func day(s string) data.Day { return must(data.ParseDay(s)) }

func newRecords(customers int) *records {
	return &records{settings: data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, customers: customers}
}

// classes writes the people of every period by class, as P: new|returning|...
func classes(r lifecycle.Result) map[string][4][]int64 {
	out := map[string][4][]int64{}
	for p, period := range r.Periods {
		var row [4][]int64
		for _, class := range lifecycle.Classes {
			for _, c := range r.Members(p, class) {
				row[class] = append(row[class], int64(c)+1)
			}
		}
		out[period.Start.String()] = row
	}
	return out
}

// naive says what each customer is in each period from sets of time.Time: it
// shares nothing with the package.
func (r *records) naive(spec lifecycle.Spec, query analysis.Query) map[string][4][]int64 {
	zone := must(time.LoadLocation(r.settings.Zone))
	start := func(t time.Time) time.Time {
		y, m, d := t.Date()
		switch spec.Unit {
		case eventlog.UnitWeek:
			d -= (int(t.Weekday()) - int(r.settings.WeekStart) + 7) % 7
		case eventlog.UnitMonth:
			d = 1
		case eventlog.UnitQuarter:
			m, d = (m-1)/3*3+1, 1
		case eventlog.UnitYear:
			m, d = 1, 1
		}
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	step := func(t time.Time, n int) time.Time {
		switch spec.Unit {
		case eventlog.UnitDay:
			return t.AddDate(0, 0, n)
		case eventlog.UnitWeek:
			return t.AddDate(0, 0, 7*n)
		case eventlog.UnitMonth:
			return t.AddDate(0, n, 0)
		case eventlog.UnitQuarter:
			return t.AddDate(0, 3*n, 0)
		}
		return t.AddDate(n, 0, 0)
	}
	active := make([]map[time.Time]bool, r.customers)
	begin, end := time.Time{}, query.AsOf.Time()
	for _, in := range r.interactions {
		local := in.When.Day.Time()
		if !in.When.Dated() {
			y, m, d := time.UnixMilli(in.When.At).In(zone).Date()
			local = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		}
		if keep := query.Filter.Keep; local.After(end) || spec.Event.Kind != "" && in.ActivityID != buy || keep != nil && !keep[in.CustomerID-1] {
			continue
		}
		if active[in.CustomerID-1] == nil {
			active[in.CustomerID-1] = map[time.Time]bool{}
		}
		active[in.CustomerID-1][start(local)] = true
		if begin.IsZero() || local.Before(begin) {
			begin = local
		}
	}
	if query.From.Known() && query.From.Time().After(begin) {
		begin = query.From.Time()
	}
	if query.To.Known() && query.To.Time().Before(end) {
		end = query.To.Time()
	}
	out := map[string][4][]int64{}
	for p := start(begin); !p.After(end); p = step(p, 1) {
		var row [4][]int64
		for i, periods := range active {
			earlier := false
			for q := range periods {
				earlier = earlier || q.Before(p)
			}
			now, before := periods[p], periods[step(p, -1)]
			add := func(class lifecycle.Class) { row[class] = append(row[class], int64(i+1)) }
			switch {
			case now && !earlier:
				add(lifecycle.New)
			case now && before:
				add(lifecycle.Returning)
			case now:
				add(lifecycle.Resurrected)
			case before:
				add(lifecycle.Dormant)
			}
		}
		out[p.Format(time.DateOnly)] = row
	}
	return out
}

// Zones that change to summer time, weeks from Sunday and Monday, and moments at
// the edges of periods.
func TestAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRecords(rapid.IntRange(1, 6).Draw(t, "customers"))
		r.settings.Zone = rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"}).Draw(t, "zone")
		r.settings.WeekStart = rapid.SampledFrom([]time.Weekday{time.Sunday, time.Monday}).Draw(t, "week start")
		zone := must(time.LoadLocation(r.settings.Zone))
		for range rapid.IntRange(0, 40).Draw(t, "interactions") {
			on := data.Day(rapid.IntRange(int(day("2025-01-25")), int(day("2025-11-10"))).Draw(t, "day"))
			when := data.OnDay(on)
			switch rapid.IntRange(0, 3).Draw(t, "moment") {
			case 0:
				when = data.AtMillis(on.EndIn(zone)) // the last millisecond of the day
			case 1:
				when = data.AtMillis(on.EndIn(zone) + 1)
			case 2:
				when = data.AtMillis(on.Time().UnixMilli() + int64(rapid.IntRange(0, 86_399_999).Draw(t, "ms")))
			}
			r.at(int64(rapid.IntRange(1, r.customers).Draw(t, "customer")), int64(rapid.IntRange(1, 2).Draw(t, "activity")), when)
		}
		query := analysis.Everyone(day("2025-03-01") + data.Day(rapid.IntRange(0, 270).Draw(t, "as of")))
		r.at(1, buy, data.OnDay(day("2025-02-10")))
		if rapid.Bool().Draw(t, "filtered") {
			query.Filter.Keep = make([]bool, r.customers)
			for c := range query.Filter.Keep {
				query.Filter.Keep[c] = c == 0 || rapid.Bool().Draw(t, "keep")
			}
		}
		if rapid.Bool().Draw(t, "dated") {
			query.From = day("2025-02-11")
			query.To = query.From + data.Day(rapid.IntRange(0, 300).Draw(t, "to"))
		}
		spec := lifecycle.Spec{Unit: rapid.SampledFrom(eventlog.Units).Draw(t, "unit")}
		if rapid.Bool().Draw(t, "purchases") {
			spec.Event.Kind = data.KindPurchase
		}
		got := must(lifecycle.Build(context.Background(), r.log(), query, spec))
		want := r.naive(spec, query)
		if a, b := fmt.Sprint(classes(got)), fmt.Sprint(want); a != b {
			t.Fatalf("got  %s\nwant %s", a, b)
		}
		checkSums(t, got, want)
	})
}

// checkSums holds the counts against the lists, one period against the next, and
// stickiness against the naive classes.
func checkSums(t *rapid.T, r lifecycle.Result, naive map[string][4][]int64) {
	people, sticky := map[int64]bool{}, map[int64]int{}
	for i, p := range r.Periods {
		for _, class := range lifecycle.Classes {
			if n := len(r.Members(i, class)); n != p.People[class] {
				t.Fatalf("period %d, class %d counts %d and lists %d", i, class, p.People[class], n)
			}
		}
		if i > 0 && r.Periods[i-1].Active() != p.People[lifecycle.Returning]+p.People[lifecycle.Dormant] {
			t.Fatalf("period %d: those active before neither stay nor go", i)
		}
		complete := 0
		for _, q := range r.Periods {
			if q.End <= r.AsOf {
				complete++
			}
		}
		for class := lifecycle.New; class <= lifecycle.Resurrected; class++ {
			for _, c := range naive[p.Start.String()][class] {
				people[c] = true
				if i < complete && i >= complete-12 {
					sticky[c]++
				}
			}
		}
	}
	if r.N != len(people) || len(r.People()) != r.N {
		t.Fatalf("n = %d, %d listed, %d counted", r.N, len(r.People()), len(people))
	}
	want := make([]int, len(r.Sticky))
	for _, n := range sticky {
		want[n-1]++
	}
	if !slices.Equal(want, r.Sticky) {
		t.Fatalf("sticky %v, want %v", r.Sticky, want)
	}
	for n := 1; n <= len(r.Sticky); n++ {
		if got := len(r.StickyMembers(n)); got != r.Sticky[n-1] {
			t.Fatalf("active in %d periods: %d, listed %d", n, r.Sticky[n-1], got)
		}
	}
	if r.AtLeast(1) != len(sticky) || len(r.Sticky) > 0 && r.AtLeast(len(r.Sticky)) != r.Sticky[len(r.Sticky)-1] {
		t.Fatalf("at least 1: %d of %d", r.AtLeast(1), len(sticky))
	}
}

func TestWords(t *testing.T) {
	r := newRecords(4)
	for c, days := range map[int64][]string{
		1: {"2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01"}, 2: {"2026-01-05", "2026-03-05"}, 3: {"2026-03-09", "2026-04-02"}, 4: {"2026-02-02"},
	} {
		for _, d := range days {
			r.at(c, buy, data.OnDay(day(d)))
		}
	}
	log := r.log()
	got := must(lifecycle.Build(context.Background(), log, analysis.Everyone(day("2026-04-15")), lifecycle.Default(log)))
	if finding := message.English().Text(got.Finding); finding != "In Mar 2026 more came than went: 1 new and 1 resurrected against 1 dormant, 1 stayed" {
		t.Errorf("finding %q", finding)
	}
	definition := message.English().Text(got.Definition)
	for _, part := range []string{"Active = purchase in the period, monthly, new = ", "zone UTC", "as of 15 Apr 2026", "n = 4 people", "newest record of 2 Apr 2026"} {
		if !strings.Contains(definition, part) {
			t.Errorf("definition %q lacks %q", definition, part)
		}
	}
	for _, unit := range eventlog.Units {
		got := must(lifecycle.Build(context.Background(), log, analysis.Everyone(day("2026-04-15")), lifecycle.Spec{Unit: unit}))
		for _, m := range []message.Message{got.Definition, got.Finding, got.PeriodLabel(0)} {
			if text := message.English().Text(m); strings.Contains(text, "lifecycle.") || strings.Contains(text, "{") {
				t.Errorf("%s: %q", unit, text)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	r := newRecords(1)
	r.at(1, call, data.OnDay(day("2026-01-05")))
	stray := newRecords(1)
	stray.at(1, call, data.OnDay(day("1726-01-05")))
	for name, build := range map[string]func() (lifecycle.Result, error){
		"no as-of date": func() (lifecycle.Result, error) {
			return lifecycle.Build(context.Background(), r.log(), analysis.Everyone(data.NoDay), lifecycle.Spec{})
		},
		"nobody active": func() (lifecycle.Result, error) {
			return lifecycle.Build(context.Background(), r.log(), analysis.Everyone(day("2026-02-01")), lifecycle.Spec{Event: cohort.Event{Kind: data.KindPurchase}})
		},
		"subscriptions": func() (lifecycle.Result, error) {
			return lifecycle.Build(context.Background(), r.log(), analysis.Everyone(day("2026-02-01")), lifecycle.Spec{Event: cohort.Event{Subscription: true}})
		},
		"unit": func() (lifecycle.Result, error) {
			return lifecycle.Build(context.Background(), r.log(), analysis.Everyone(day("2026-02-01")), lifecycle.Spec{Unit: "decade"})
		},
		"too many": func() (lifecycle.Result, error) {
			return lifecycle.Build(context.Background(), stray.log(), analysis.Everyone(day("2026-02-01")), lifecycle.Spec{Unit: eventlog.UnitDay})
		},
	} {
		if _, err := build(); err == nil || data.CodeOf(err) == data.CodeInternal || !strings.HasSuffix(data.Sentence(err), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var million = sync.OnceValue(func() *eventlog.Log {
	const customers, each = 100_000, 10
	random := rand.New(rand.NewPCG(1, 2))
	r := newRecords(customers)
	r.settings.Zone, r.settings.AsOf = "Europe/Berlin", day("2026-10-31")
	for range customers * each {
		r.at(int64(random.IntN(customers)+1), int64(random.IntN(2)+1), data.OnDay(day("2023-11-01")+data.Day(random.IntN(1096))))
	}
	return r.log()
})

func BenchmarkBuild(b *testing.B) {
	log, query := million(), analysis.Everyone(day("2026-10-31"))
	for _, unit := range eventlog.Units {
		b.Run(string(unit), func(b *testing.B) {
			for b.Loop() {
				must(lifecycle.Build(context.Background(), log, query, lifecycle.Spec{Unit: unit}))
			}
		})
	}
}
