package cohort_test

import (
	"context"
	"strings"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// paid adds amounts in euros to the interactions in the order they were added.
func (r *records) paid(euros ...data.Money) *records {
	for i, amount := range euros {
		r.interactions[i].Amount, r.interactions[i].HasAmount = 100*amount, true
	}
	return r
}

// Three people. January: 1 pays 100, 2 pays 50. February: 1 pays 90, 2 gets 20
// back, 3 begins with 40. March: 1 pays 200, 3 gets 60 back.
func payers() *records {
	return newRecords(3).
		on(1, buy, "2026-01-05", "2026-02-05", "2026-03-31").
		on(2, buy, "2026-01-31").on(2, call, "2026-02-01").
		on(3, buy, "2026-02-28").on(3, call, "2026-03-01").
		paid(100, 90, 200, 50, -20, 40, -60)
}

func TestMoneyByHand(t *testing.T) {
	log := payers().log()
	build := func(asOf string, measure cohort.Measure, bracket cohort.Bracket) cohort.Result {
		spec := months()
		spec.Measure, spec.Bracket = measure, bracket
		return mustBuild(log, analysis.Everyone(day(asOf)), spec)
	}
	values := func(r cohort.Result) (all []float64) {
		for _, row := range r.Rows {
			for _, cell := range row.Cells {
				all = append(all, r.Value(cell))
			}
		}
		return all
	}
	// January: 150, 70, 200 of two people; February: 40, -60 of one.
	same(t, "revenue", values(build("2026-03-31", cohort.Revenue, cohort.Bracket{})), []float64{75, 35, 100, 40, -60})
	r := build("2026-03-31", cohort.NRR, cohort.Bracket{})
	same(t, "retained", values(r), []float64{1, 70. / 150, 200. / 150, 1, -1.5})
	// Period 1: (70 - 60) / (150 + 40), and the mean of 70/150 and -1.5.
	if m := r.Means[1]; !close(m.Pooled, 10./190) || !close(m.Simple, (70./150-1.5)/2) || m.Rows != 2 {
		t.Errorf("means %+v", m)
	}
	same(t, "whose money", r.Members(cohort.Key{Row: 0, Period: 2}), []eventlog.CustomerIndex{0})
	same(t, "whose refund", r.Members(cohort.Key{Row: 1, Period: 1}), []eventlog.CustomerIndex{2})
	// February and March together, 270, against twice January's 150.
	r = build("2026-03-31", cohort.NRR, cohort.Bracket{From: 1, To: 2})
	same(t, "bracket", []float64{r.Value(r.Rows[0].Cells[1])}, []float64{0.9})
	if !r.Rows[0].Cells[1].Complete || r.Rows[1].Cells[1].Complete {
		t.Errorf("only January's bracket has ended: %+v", r.Rows)
	}
	// A day before the end the last period is open and enters no mean.
	if r = build("2026-03-30", cohort.NRR, cohort.Bracket{}); r.Rows[0].Cells[2].Complete || r.Means[2].Rows != 0 {
		t.Errorf("March is not over: %+v", r.Means)
	}
}

func TestMonthlyAmountsWhereNothingElseHasAny(t *testing.T) {
	r := newRecords(2).subscribed(1, "2026-01-10", "", false).subscribed(2, "2026-01-20", "2026-02-10", false)
	for i, amount := range []data.Money{3000, 1000} {
		r.subscriptions[i].Monthly, r.subscriptions[i].HasMonthly = amount, true
	}
	spec := subscriptions()
	spec.Measure = cohort.NRR
	got := mustBuild(r.log(), analysis.Everyone(day("2026-03-31")), spec)
	cells := got.Rows[0].Cells // the second runs in February, and no longer in March
	same(t, "retained", []float64{got.Value(cells[1]), got.Value(cells[2])}, []float64{1, 0.75})
	if text := text(got.Definition); !strings.Contains(text, "monthly amounts of subscriptions") {
		t.Errorf("the definition does not say what the money is: %s", text)
	}
}

func TestShareOfThePeriodBefore(t *testing.T) {
	spec := months()
	spec.Relative = cohort.ToPrevious
	// Of 1 and 2, 1 came back in February, 2 in March only, and 1 in April.
	got := shape(mustBuild(three().log(), analysis.Everyone(day("2026-04-30")), spec))
	same(t, "table", got, []string{"2026-01-01 2: 1/2 0/1 0/1", "2026-02-01 1: 0/1 0/0"})
}

func TestBrackets(t *testing.T) {
	spec := months()
	spec.Bracket = must(cohort.ParseBracket("1-2"))
	r := mustBuild(three().log(), analysis.Everyone(day("2026-04-30")), spec)
	same(t, "table", shape(r), []string{"2026-01-01 2: 2/2 1/2~", "2026-02-01 1: 1/1"})
	same(t, "labels", []string{r.ColumnLabel(0), r.ColumnLabel(2), text(r.PeriodLabel(1))}, []string{"0", "3–4", "months 1–2"})
}

func TestMeasuresThatCannotBe(t *testing.T) {
	log, query := payers().log(), analysis.Everyone(day("2026-03-31"))
	for name, change := range map[string]func(*cohort.Spec){
		"measure":           func(s *cohort.Spec) { s.Measure = "profit" },
		"relative":          func(s *cohort.Spec) { s.Relative = "next" },
		"bracket":           func(s *cohort.Spec) { s.Bracket = cohort.Bracket{From: 3, To: 1} },
		"period 0":          func(s *cohort.Spec) { s.Bracket = cohort.Bracket{From: 0, To: 1} },
		"endless":           func(s *cohort.Spec) { s.Bracket = cohort.Bracket{From: 1, To: 1 << 40} },
		"bracket and later": func(s *cohort.Spec) { s.Bracket, s.Criterion = cohort.Bracket{From: 1, To: 2}, cohort.OnOrAfter },
		"money later":       func(s *cohort.Spec) { s.Measure, s.Criterion = cohort.Revenue, cohort.OnOrAfter },
		"money before":      func(s *cohort.Spec) { s.Measure, s.Relative = cohort.NRR, cohort.ToPrevious },
	} {
		spec := months()
		change(&spec)
		if _, err := cohort.Build(context.Background(), log, query, spec); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, s := range []string{"3", "a-b", "2-1", "0-3", "-1-3", "1-99999999999999999999"} {
		if _, err := cohort.ParseBracket(s); data.CodeOf(err) != data.CodeBadInput {
			t.Errorf("%q: got %v", s, err)
		}
	}
	spec := months()
	spec.Measure = cohort.Revenue
	if _, err := cohort.Build(context.Background(), three().log(), query, spec); data.CodeOf(err) != data.CodeNoData {
		t.Errorf("no amounts: got %v", err)
	}
}

func TestThePeriodBeforeMustBeOnRecordToo(t *testing.T) {
	spec := subscriptions()
	spec.Return, spec.Relative = cohort.Event{}, cohort.ToPrevious
	// Contacts are on record from mid February: March is known, but not who was there before it.
	r := newRecords(1).subscribed(1, "2026-01-10", "", false).on(1, call, "2026-02-15", "2026-03-05", "2026-04-05")
	got := shape(mustBuild(r.log(), analysis.Everyone(day("2026-04-30")), spec))
	same(t, "table", got, []string{"2026-01-01 1: 1/1~ 1/1~ 1/1"})
}
