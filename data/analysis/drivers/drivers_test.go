package drivers_test

import (
	"context"
	"math"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

func at(s string) int64 {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

func day(s string) data.Day {
	d, err := data.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

type ticket struct {
	customer              int64
	priority              data.Priority
	opened, due, promised string
	first                 data.Tri
	category, cause       string
	events                []string // "2026-01-02 10:00 status"
}

func build(t *testing.T, tickets []ticket, contacts []data.Interaction, links map[int64]int64, q analysis.Query, spec drivers.Spec) drivers.Result {
	t.Helper()
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC"}, 7, eventlog.Dictionaries{
		Stages:     []data.Stage{{ID: 10, Name: "Low"}, {ID: 11, Name: "High"}},
		Activities: []data.Activity{{ID: 1, Name: "Call"}}, Touchpoints: []data.Touchpoint{{ID: 5, Name: "Outage", Category: data.CategoryException}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := int64(1); c <= 4; c++ {
		b.Customer(c, "", nil)
	}
	for i, in := range tickets {
		k := data.Ticket{
			ID: int64(i + 1), CustomerID: in.customer, Priority: in.priority, Opened: at(in.opened), RightFirstTime: in.first, Category: in.category, Cause: in.cause,
		}
		if in.due != "" {
			k.Due, k.HasDue = at(in.due), true
		}
		if in.promised != "" {
			k.Promised, k.HasPromised = at(in.promised), true
		}
		b.Ticket(&k)
		for j, e := range in.events {
			b.TicketEvent(&data.TicketEvent{ID: int64(100*i + j), TicketID: k.ID, At: at(e[:16]), Status: e[17:]})
		}
	}
	for i, in := range contacts {
		in.ID, in.ActivityID = int64(i+1), 1
		b.Interaction(&in)
	}
	for interaction, k := range links {
		b.TicketLink(interaction, k)
	}
	b.StageChange(&data.StageChange{ID: 1, CustomerID: 1, StageID: 11, Day: day("2026-01-01")})
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	stages, err := maturity.Default(log)
	if err != nil {
		t.Fatal(err)
	}
	ladder, err := maturity.Build(context.Background(), log, q, stages)
	if err != nil {
		t.Fatal(err)
	}
	r, err := drivers.Build(context.Background(), ladder, q, spec)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Worked by hand; as of 31 January, so that the end is 1 February, 00:00.
var worked = []ticket{
	{customer: 1, priority: data.PriorityUrgent, opened: "2026-01-01 10:00", due: "2026-01-02 10:00", promised: "2026-01-02 12:00", first: data.Yes,
		category: "Billing", events: []string{"2026-01-01 10:00 open", "2026-01-02 09:00 solved"}},
	{customer: 1, priority: data.PriorityHigh, opened: "2026-01-03 10:00", due: "2026-01-04 10:00", promised: "2026-01-05 10:00", first: data.No,
		category: "Network", cause: "Network outage", events: []string{"2026-01-03 11:00 open", "2026-01-07 10:00 solved"}}, // two days late, a gap of nearly four
	{customer: 2, priority: data.PriorityLow, opened: "2026-01-10 10:00", due: "2026-01-11 10:00",
		category: "Billing", events: []string{"2026-01-12 10:00 solved", "2026-01-13 10:00 reopened"}}, // opened again and not told since
	{customer: 2, priority: data.PriorityUrgent, opened: "2026-01-30 10:00", due: "2026-02-03 10:00", promised: "2026-02-05 10:00",
		category: "Billing", events: []string{"2026-01-30 10:00 open"}}, // all still open in time
	{customer: 0, priority: data.PriorityUrgent, opened: "2026-01-20 10:00", category: "Billing", first: data.Yes}, // of nobody known, nothing more
	{customer: 3, priority: data.PriorityNormal, opened: "2026-02-02 10:00", first: data.No},                       // after the as-of date
}

func TestDriversWorkedByHand(t *testing.T) {
	contacts := []data.Interaction{
		{CustomerID: 1, When: data.OnDay(day("2026-01-03"))}, {CustomerID: 1, When: data.OnDay(day("2026-01-04"))},
		{CustomerID: 2, When: data.OnDay(day("2026-01-05")), TouchpointID: 5}, {CustomerID: 2, When: data.OnDay(day("2026-01-06"))},
	}
	r := build(t, worked, contacts, map[int64]int64{1: 2}, analysis.Everyone(day("2026-01-31")), drivers.Default())
	for d, want := range map[drivers.Driver][4]int{ // good, bad, pending, unknown
		drivers.Urgency:      {1, 1, 1, 1},
		drivers.Relationship: {1, 0, 0, 2}, // the third has its first record later
		drivers.Timelines:    {1, 1, 1, 2},
		drivers.Precision:    {2, 1, 2, 0},
		drivers.Robustness:   {2, 2, 0, 0},
		drivers.Transparency: {1, 2, 1, 1},
	} {
		for _, s := range r.Scores {
			if s.Driver != d {
				continue
			}
			if s.Cases != want {
				t.Errorf("%s: %v, want %v", d, s.Cases, want)
			}
			for o, n := range want {
				if got, _ := r.Cases(drivers.Key{Driver: d, Outcome: drivers.Outcome(o)}); got != n {
					t.Errorf("%s, outcome %d: says %d and lists %d", d, o, n, got)
				}
			}
			if d != drivers.Relationship && math.Abs(s.Value-100*float64(want[0])/float64(want[0]+want[1])) > 1e-9 {
				t.Errorf("%s scores %v", d, s.Value)
			}
		}
	}
	if urgency := r.Scores[0]; math.Abs(urgency.Coverage-2.0/3) > 1e-12 {
		t.Errorf("coverage %v, want 2 of the 3 that are decided or do not say", urgency.Coverage)
	}
	if r.Scores[1].Value != 100 {
		t.Errorf("the index of one customer at the top is %v", r.Scores[1].Value)
	}
	if r.LatenessP50 != 2 || r.LatenessP90 != 2 {
		t.Errorf("lateness %v and %v days, want 2", r.LatenessP50, r.LatenessP90)
	}
	// Categories: Billing 4 of 5, Network 1 of 5; urgent requests: Billing three times, Network once.
	if want := -(3*math.Log2(.8) + math.Log2(.2)) / 4; math.Abs(r.Uniqueness-want) > 1e-12 {
		t.Errorf("uniqueness %v, want %v", r.Uniqueness, want)
	}
	if want := (50 + 100 + 50 + 200.0/3 + 50 + 100.0/3) / 6; math.Abs(r.Composite-want) > 1e-9 {
		t.Errorf("composite %v, want %v", r.Composite, want)
	}
}

func TestWeightsAndTooFewDrivers(t *testing.T) {
	spec := drivers.Default()
	for i := range spec.Weights {
		spec.Weights[i].Weight = 0
	}
	spec.Weights[1].Weight = 1 // the relationship alone
	r := build(t, worked, nil, nil, analysis.Everyone(day("2026-01-31")), spec)
	if !math.IsNaN(r.Composite) {
		t.Errorf("composite %v of one driver", r.Composite)
	}
	spec = drivers.Default()
	spec.Gap = 0
	if _, err := drivers.Build(context.Background(), maturity.Result{}, analysis.Query{}, spec); data.CodeOf(err) != data.CodeBadInput {
		t.Errorf("a gap of no days gives %v", err)
	}
}

func TestADriverWithoutDataSaysSo(t *testing.T) {
	r := build(t, nil, []data.Interaction{{CustomerID: 1, When: data.OnDay(day("2026-01-03"))}}, nil, analysis.Everyone(day("2026-01-31")), drivers.Default())
	for _, s := range r.Scores {
		if s.Driver != drivers.Relationship && (!math.IsNaN(s.Value) || s.N() != 0) {
			t.Errorf("%s scores %v of %d", s.Driver, s.Value, s.N())
		}
	}
}
