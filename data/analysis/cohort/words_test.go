package cohort_test

import (
	"fmt"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func text(m message.Message) string {
	return strings.ReplaceAll(message.English().Text(m), "\u00a0", " ")
}

func TestDefinition(t *testing.T) {
	query := analysis.Everyone(day("2026-04-30"))
	r := three().on(0, buy, "2026-01-01").on(1, buy, "2026-05-02").attribute("plan", "a", "b")
	r.settings.Zone = "Europe/Berlin"
	log := r.log()
	weekly, rolling, by, running := months(), months(), months(), months()
	weekly.Unit, weekly.Recurring = eventlog.UnitWeek, true
	rolling.Rolling, rolling.Criterion = true, cohort.OnOrAfter
	by.By, by.Start = "plan", cohort.Event{}
	running.Return = cohort.Event{Subscription: true}
	limited := query
	limited.From = day("2026-01-06")
	cases := []struct {
		query analysis.Query
		spec  cohort.Spec
		want  string
	}{
		{query, months(), "Cohorts by first purchase, monthly, calendar periods, came back = purchase in the period, zone Europe/Berlin, as of 30 Apr 2026, n = 3 people, 1 row without a customer left out, 1 later record not counted"},
		{query, weekly, "Recurring cohorts by purchase (a person can be in several), weekly, calendar periods, came back = purchase in the period, weeks start on Monday, zone Europe/Berlin, as of 30 Apr 2026, n = 3 people, 1 row without a customer left out, 1 later record not counted"},
		{query, rolling, "Cohorts by first purchase, monthly, rolling periods of 30 days from the start, came back = purchase in the period or later, so far, zone Europe/Berlin, as of 30 Apr 2026, n = 3 people, 1 row without a customer left out, 1 later record not counted"},
		{query, by, "Cohorts by plan, from each person's first activity, monthly, calendar months counted from each person's start day, came back = purchase in the period, each period is of those for whom it has ended; survival analysis uses the open ones too, zone Europe/Berlin, as of 30 Apr 2026, n = 3 people, 1 row without a customer left out, 1 later record not counted"},
		{limited, running, "Cohorts by first purchase, monthly, calendar periods, came back = subscription running at some time in the period, zone Europe/Berlin, as of 30 Apr 2026, n = 2 people, from 6 Jan 2026, 1 row without a customer left out, 1 later record not counted, the dates limit when people began, not their returns"},
	}
	for _, c := range cases {
		if got := text(mustBuild(log, c.query, c.spec).Definition); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// Every wording that is chosen by a value must be in the catalogue, which
// would otherwise show a key.
func TestEveryWordIsThere(t *testing.T) {
	log := three().attribute("plan", "a", "", "a").subscribed(1, "2025-01-01", "", false).log()
	events := []cohort.Event{{}, {Subscription: true}, {Activity: "Order"}}
	for _, kind := range data.Kinds {
		events = append(events, cohort.Event{Kind: kind})
	}
	for _, unit := range eventlog.Units {
		for _, event := range events {
			for _, by := range []string{"", "plan"} {
				spec := cohort.Spec{Start: event, Return: event, Unit: unit, By: by}
				r := mustBuild(log, analysis.Everyone(day("2026-04-30")), spec)
				said := text(r.Definition) + text(r.Finding) + text(r.PeriodLabel(2))
				for i := range r.Rows {
					said += text(r.RowLabel(i))
				}
				if strings.Contains(said, "cohort.") || strings.ContainsAny(said, "{}") {
					t.Errorf("%+v by %q: %s", event, by, said)
				}
			}
		}
	}
}

func TestRowLabels(t *testing.T) {
	log := three().attribute("plan", "a", "", "a").log()
	cases := map[eventlog.Unit]string{
		eventlog.UnitDay: "5 Jan 2026", eventlog.UnitWeek: "week of 5 Jan 2026", eventlog.UnitMonth: "Jan 2026",
		eventlog.UnitQuarter: "Q1 2026", eventlog.UnitYear: "2026",
	}
	for unit, want := range cases {
		spec := months()
		spec.Unit = unit
		if got := text(mustBuild(log, analysis.Everyone(day("2026-04-30")), spec).RowLabel(0)); got != want {
			t.Errorf("%s: %q, want %q", unit, got, want)
		}
	}
	spec := months()
	spec.By = "plan"
	r := mustBuild(log, analysis.Everyone(day("2026-04-30")), spec)
	if a, none := text(r.RowLabel(0)), text(r.RowLabel(1)); a != "a" || none != "not known" {
		t.Errorf("%q and %q", a, none)
	}
}

// crowd makes cohorts of so many people in each month of 2026, of whom so many
// come back three months later.
func crowd(size int, back ...int) *records {
	r := newRecords(size * len(back))
	values := make([]string, 0, r.customers)
	for month, n := range back {
		start := day("2026-01-10").AddMonths(month)
		for i := range size {
			c := int64(month*size + i + 1)
			r.on(c, buy, start.String())
			if i < n {
				r.on(c, buy, start.AddMonths(3).String())
			}
			values = append(values, fmt.Sprintf("shop %d", month))
		}
	}
	return r.attribute("shop", values...)
}

func TestFinding(t *testing.T) {
	soFar, by := months(), months()
	soFar.Criterion = cohort.OnOrAfter
	by.By = "shop"
	cases := []struct {
		name    string
		records *records
		asOf    string
		spec    cohort.Spec
		want    string
	}{
		{"one cohort stands out", crowd(100, 50, 20, 52), "2026-12-31", months(),
			"Of those who began in Feb 2026, 20.0 % came back in month 3 (n = 100), against 40.7 % over all complete cohorts"},
		{"none does", crowd(100, 50, 45, 52), "2026-12-31", months(),
			"49.0 % came back in month 3, of 300 people in 3 complete cohorts"},
		{"a single cohort", crowd(100, 50), "2026-12-31", months(),
			"50.0 % came back in month 3, of 100 people in 1 complete cohort"},
		{"a small one does not count", crowd(20, 10, 0, 10), "2026-12-31", months(),
			"33.3 % came back in month 3, of 60 people in 3 complete cohorts"},
		{"few people", crowd(9, 4, 0, 5), "2026-12-31", months(),
			"33.3 % came back in month 3, but of 27 people only: too few to compare"},
		{"month 3 is still open", crowd(100, 50), "2026-03-31", months(),
			"0.0 % came back in month 2, of 100 people in 1 complete cohort"},
		{"everything is", crowd(100, 50), "2026-02-27", months(),
			"100 people so far; month 1 has not ended for a whole cohort yet"},
		{"nobody", crowd(100, 50), "2025-12-31", months(),
			"No purchase by 31 Dec 2025, so there is no cohort to show"},
		{"so far", crowd(100, 50, 20), "2026-12-31", soFar,
			"So far 35.0 % of 200 people came back in month 1 or later"},
		{"so far, too early", crowd(100, 50), "2026-01-31", soFar,
			"100 people so far; month 1 has not ended for a whole cohort yet"},
		{"by attribute", crowd(100, 50, 20, 52), "2026-12-31", by,
			"In month 3, 20.0 % with shop shop 1 came back (n = 100), against 52.0 % with shop 2 (n = 100)"},
		{"by attribute, alike", crowd(100, 50, 45), "2026-12-31", by,
			"47.5 % of 200 people came back in month 3; no clear difference by shop"},
		{"by attribute, few", crowd(9, 4, 5), "2026-12-31", by,
			"0.0 % came back in month 1, but of 18 people only: too few to compare"},
		{"by attribute, too early", crowd(100, 50), "2026-02-08", by,
			"100 people so far; month 1 has not ended for a whole cohort yet"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := text(mustBuild(c.records.log(), analysis.Everyone(day(c.asOf)), c.spec).Finding); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFindingOfTenures(t *testing.T) {
	cases := map[int]string{ // by how many of 100 with a monthly contract leave after three months
		30: "Of those who reached month 3, 70.0 % with contract monthly stayed on (n = 100), against 100.0 % with yearly (n = 100)",
		2:  "Of 200 people who reached month 3, 99.0 % stayed on; no clear difference by contract",
	}
	for leavers, want := range cases {
		var months []int
		var contracts []string
		for i := range 100 {
			n := 12
			if i < leavers {
				n = -3
			}
			months, contracts = append(months, n, 12), append(contracts, "monthly", "yearly")
		}
		log := tenures("2026-10-31", months...).attribute("contract", contracts...).log()
		spec := cohort.Default(log)
		spec.By = "contract"
		if got := text(mustBuild(log, analysis.Everyone(day("2026-10-31")), spec).Finding); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
