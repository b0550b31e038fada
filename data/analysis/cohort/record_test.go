package cohort_test

import (
	"strings"
	"testing"

	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
)

// Somebody who subscribed before the log of events begins did not stay away in
// the periods before: nobody knows.
func TestPeriodsBeforeTheLog(t *testing.T) {
	r := newRecords(2).attribute("plan", "a", "a").
		subscribed(1, "2023-01-10", "", false).subscribed(2, "2023-04-05", "", false).
		on(0, call, "2023-03-15"). // nobody's, yet it shows that the log runs
		on(1, call, "2023-05-02")
	query := analysis.Everyone(day("2023-06-30"))
	spec := cohort.Spec{Start: cohort.Event{Subscription: true}}

	got := mustBuild(r.log(), query, spec)
	same(t, "by date", shape(got), []string{"2023-01-01 1: 0/1~ 0/1~ 0/1 1/1 0/1", "2023-04-01 1: 0/1 0/1"})
	if first := got.Rows[0].Cells[0]; !first.Complete || first.People != 1 {
		t.Errorf("the cohort itself is %+v", first)
	}
	for k, want := range []int{0, 1, 1, 1, 1, 1} {
		if got.Means[k].Rows != want {
			t.Errorf("the mean of month %d is of %d rows, want %d", k, got.Means[k].Rows, want)
		}
	}
	says := func(r cohort.Result, words string) {
		t.Helper()
		if said := text(r.Definition) + "; " + text(r.Finding); !strings.Contains(said, words) {
			t.Errorf("%q does not say %q", said, words)
		}
	}
	says(got, "contacts are on record from 15 Mar 2023; periods begun before are open")

	soFar := spec
	soFar.Criterion = cohort.OnOrAfter
	says(mustBuild(r.log(), query, soFar), "So far 0.0 % of 1 people")

	by := spec
	by.By = "plan"
	got = mustBuild(r.log(), query, by)
	same(t, "by attribute", shape(got), []string{"a 2: 0/1~ 0/0~ 1/1~ 0/1~"})
	says(got, "contacts are on record from 15 Mar 2023; nobody counts in a period begun before")

	early := mustBuild(r.log(), analysis.Everyone(day("2023-03-14")), spec)
	same(t, "before any contact", shape(early), []string{"2023-01-01 1: 0/1~ 0/1~"})
	says(early, "no contact is on record by the as-of date, so every period is open")
	says(early, "1 person so far; no period is on record from its start to its end for a whole cohort yet")

	running := mustBuild(r.log(), query, subscriptions())
	same(t, "subscriptions carry their own dates", shape(running), []string{"2023-01-01 1: 1/1 1/1 1/1 1/1 1/1", "2023-04-01 1: 1/1 1/1"})
	if strings.Contains(text(running.Definition), "on record") {
		t.Error(text(running.Definition))
	}
}

// Where the usual month is older than the log for everybody, the title tells of
// the first that is not.
func TestFindingAfterTheLogBegan(t *testing.T) {
	r := newRecords(40)
	for c := range int64(40) {
		r.subscribed(c+1, "2022-01-10", "", false).on(c+1, call, "2022-09-01")
	}
	got := mustBuild(r.log(), analysis.Everyone(day("2022-12-31")), cohort.Spec{Start: cohort.Event{Subscription: true}})
	if want := "100.0 % came back in month 8, of 40 people in 1 complete cohort"; text(got.Finding) != want {
		t.Errorf("got %q, want %q", text(got.Finding), want)
	}
}
