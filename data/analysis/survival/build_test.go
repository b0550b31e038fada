package survival_test

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func TestTelcoFromTheLog(t *testing.T) {
	asOf := day("2026-10-31") // clamps starts in shorter months
	log := telco(t, asOf)
	spec := survival.Default(log)
	spec.At = []float64{1, 6, 12, 24, 36, 48, 60, 72}
	r := build(t, log, analysis.Everyone(asOf), spec)
	for i, want := range []float64{.945961, .884826, .843200, .788736, .748545, .708840, .664404, .592790} {
		printed(t, "S", r.Groups[0].At[i].Survival, want, 6)
	}
	if r.N != 7043 || r.Events != 1869 {
		t.Errorf("n %d, events %d", r.N, r.Events)
	}
	spec.By, spec.CI = "Contract", survival.Log
	r = build(t, log, analysis.Everyone(asOf), spec)
	monthly := r.Groups[0]
	if monthly.Value != "Month-to-month" || monthly.Curve.Median != 35 || monthly.Curve.MedianLow != 32 || monthly.Curve.MedianHigh != 38 || !math.IsNaN(r.Groups[2].Curve.Median) {
		t.Errorf("%s: %g (%g to %g)", monthly.Value, monthly.Curve.Median, monthly.Curve.MedianLow, monthly.Curve.MedianHigh)
	}
	printed(t, "log-rank", r.Comparison.Chi2, 2352.8725, 4)
	says(t, r.Finding, "Contract Month-to-month: half leave within 35 months (32 to 38); Two year: fewer than half have left")
	for _, part := range []string{
		"by Contract", "left = all subscriptions have ended", "time in whole calendar months", "95 % log intervals",
		"log-rank test: chi-square 2,352.9 on 2 degrees of freedom, p < 0.001", "n = 7,043 people, 1,869 left",
	} {
		contains(t, r.Definition, part)
	}
	spec.By = "gender"
	r = build(t, log, analysis.Everyone(asOf), spec)
	printed(t, "log-rank", r.Comparison.Chi2, .525707, 6)
	says(t, r.Finding, "Not distinguishable by gender: differences like these come about by chance (log-rank test, p = 0.468, n = 7,043)")
	spec.By, spec.CI = "", survival.LogLog
	r = build(t, log, analysis.Everyone(asOf), spec)
	says(t, r.Finding, "After 72 months, 59.3\u00a0% are still there (57.3\u00a0% to 61.2\u00a0%); n = 7,043")
}

func says(t *testing.T, m message.Message, want string) {
	t.Helper()
	if got := text(m); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func contains(t *testing.T, m message.Message, part string) {
	t.Helper()
	if got := text(m); !strings.Contains(got, part) {
		t.Errorf("%q lacks %q", got, part)
	}
}

// Random customers, some from before the log: every number opens to its people,
// time is counted as the data's own calendar counts it, and nobody is lost.
func TestBuildOpens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		begins, asOf := day("2025-01-31"), day("2026-11-30") // months shorter than those begun in
		n := rapid.IntRange(12, 60).Draw(rt, "n")
		contracts := make([]contract, n)
		for i := range contracts {
			c := contract{start: begins + data.Day(rapid.IntRange(-200, 640).Draw(rt, "start")), end: data.NoDay, attributes: map[string]string{}}
			if rapid.Bool().Draw(rt, "ends") {
				c.end = max(c.start, begins) + data.Day(rapid.IntRange(-2, 300).Draw(rt, "stay"))
			}
			if v := rapid.IntRange(0, 3).Draw(rt, "plan"); v > 0 {
				c.attributes["plan"] = string(rune('a' + v))
			}
			contracts[i] = c
		}
		log, query := contractsOf(begins, contracts...), analysis.Everyone(asOf)
		spec := survival.Default(log)
		spec.At = []float64{0, 1, 2.5, 9, 400}
		spec.Unit = rapid.SampledFrom(survival.Units).Draw(rt, "unit")
		spec.Churn.Entry = rapid.SampledFrom([]churn.Entry{churn.EntryStart, churn.EntryLog}).Draw(rt, "entry")
		spec.By = rapid.SampledFrom([]string{"", "plan"}).Draw(rt, "by")
		r, err := survival.Build(context.Background(), log, query, spec)
		if err != nil {
			if data.CodeOf(err) != data.CodeNoData {
				rt.Fatal(err)
			}
			return
		}
		checkOpens(t, r)
		if t.Failed() {
			rt.FailNow()
		}
		sample := must(survival.NewSample(context.Background(), log, query, spec.Churn, spec.Unit))
		before := r.Missing
		for _, g := range r.Groups {
			before += g.Curve.Before
		}
		if got := r.N + before; got != len(sample.People) {
			rt.Fatalf("%d of %d people are accounted for", got, len(sample.People))
		}
		if len(sample.People)+sample.TooNew+sample.Unknown+sample.Negative+sample.Unseen != n+1 {
			rt.Fatalf("%+v of %d customers", sample, n+1)
		}
		for _, p := range sample.People {
			c := contracts[p.Customer]
			end := asOf
			if c.end.Known() && c.end <= asOf {
				end = c.end
			}
			want := map[eventlog.Unit]int{eventlog.UnitDay: int(end - c.start), eventlog.UnitWeek: int(end-c.start) / 7, eventlog.UnitMonth: c.start.MonthsUntil(end)}[spec.Unit]
			if p.Time != float64(want) {
				rt.Fatalf("from %v to %v are %g, want %d %ss", c.start, end, p.Time, want, spec.Unit)
			}
		}
	})
}

// With customers from before the log the curve begins where ten are at risk.
func TestLateEntries(t *testing.T) {
	begins, asOf := day("2026-01-01"), day("2026-10-31")
	var contracts []contract
	for i := range 40 {
		c := contract{start: begins - data.Day(30+10*i), end: data.NoDay}
		if i%3 == 0 {
			c.end = begins + data.Day(20+5*i)
		}
		contracts = append(contracts, c)
	}
	r := build(t, contractsOf(begins, contracts...), analysis.Everyone(asOf), survival.Spec{})
	c := r.Groups[0].Curve
	// Entries are at 30, 40, 50 ... days; by 150, when the 13th comes, three have left.
	if c.From != 150 || c.Points[0].T != 160 || c.At(150).Survival != 1 || !math.IsNaN(c.At(149).Survival) {
		t.Errorf("begins at %g with %+v", c.From, c.Points[0])
	}
	contains(t, r.Definition, "from before the log observed from 1 Jan 2026 on")
	if r.N != 37 || c.Before != 3 {
		t.Errorf("n %d, %d before", r.N, c.Before)
	}
	contains(t, r.Definition, "curves begin where 10 are at risk, at 150 days at the latest")
}

func TestGroupsOfMany(t *testing.T) {
	asOf := day("2026-10-31")
	var contracts []contract
	for i := range 400 {
		c := contract{start: asOf - data.Day(100+i%77), end: asOf - data.Day(i%90), attributes: map[string]string{
			"place": string(rune('a' + i%20)), "id": strconv.Itoa(i), "same": "x",
		}}
		if i%20 == 7 {
			delete(c.attributes, "place")
		}
		contracts = append(contracts, c)
	}
	log, query := contractsOf(data.NoDay, contracts...), analysis.Everyone(asOf)
	r := build(t, log, query, survival.Spec{By: "place"})
	if len(r.Groups) != 12 || r.Others != 140 || r.Missing != 20 || r.N != 240 {
		t.Errorf("%d groups, %d others, %d missing, n %d", len(r.Groups), r.Others, r.Missing, r.N)
	}
	contains(t, r.Definition, "the 12 largest of 19 values, 140 people of the others left out")
	for by, want := range map[string]string{"id": "400 different values", "same": "at least two values", "none": `called "none"`} {
		_, err := survival.Build(context.Background(), log, query, survival.Spec{By: by})
		if err == nil || !strings.Contains(data.Sentence(err), want) {
			t.Errorf("by %s: %v, want %q", by, err, want)
		}
	}
	_, err := survival.Build(context.Background(), log, analysis.Everyone(asOf-100), survival.Spec{})
	if data.CodeOf(err) != data.CodeNoData || !strings.Contains(data.Sentence(err), "Nobody had left by 2026-07-23") {
		t.Errorf("nobody left: %v", err)
	}
	for _, spec := range []survival.Spec{{Unit: eventlog.UnitYear}, {CI: "wide"}, {Test: "t"}, {At: []float64{-1}}} {
		if _, err := survival.Build(context.Background(), log, query, spec); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%+v: %v", spec, err)
		}
	}
}

func TestWordsOfKeys(t *testing.T) {
	asOf := day("2026-10-31")
	var contracts []contract
	for i := range 60 {
		contracts = append(contracts, contract{start: asOf - data.Day(100+i), end: asOf - data.Day(i), attributes: map[string]string{"plan": []string{"a", "b"}[i%2]}})
	}
	r := build(t, contractsOf(data.NoDay, contracts...), analysis.Everyone(asOf), survival.Spec{By: "plan"})
	for _, who := range []survival.Who{survival.Followed, survival.AllLeft, survival.AllStayed, survival.LeftAt, survival.CensoredAt, survival.AtRiskAt} {
		if got := text(r.KeyName(survival.Key{Group: 1, Who: who, T: 3}, 5)); !strings.HasPrefix(got, "5 people") || !strings.HasSuffix(got, ", plan b") {
			t.Errorf("%s: %q", who, got)
		}
	}
	says(t, r.KeyName(survival.Key{Group: survival.AllGroups, Who: survival.LeftAt, T: 1}, 1), "1 person who left at 1 day")
	for _, unit := range survival.Units {
		says(t, survival.Duration(35.5, unit), "35.5 "+string(unit)+"s")
	}
	for _, test := range []survival.RankTest{survival.LogRank, survival.Wilcoxon, survival.PetoPeto} {
		spec := survival.Spec{By: "plan", Test: test}
		contains(t, build(t, contractsOf(data.NoDay, contracts...), analysis.Everyone(asOf), spec).Definition, " test: chi-square ")
	}
}
