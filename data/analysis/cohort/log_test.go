package cohort_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

// The activities of every test log, by row id.
const (
	buy    int64 = 1
	call   int64 = 2
	browse int64 = 3
)

var dictionaries = eventlog.Dictionaries{Activities: []data.Activity{
	{ID: buy, Name: "Order", Kind: data.KindPurchase},
	{ID: call, Name: "Call", Kind: data.KindService},
	{ID: browse, Name: "Browse", Kind: data.KindWeb},
}}

// records are what a test log is built from. Customers are 1, 2, ...
type records struct {
	settings      data.Settings
	customers     int
	attributes    []map[string]string // by customer; may be shorter
	interactions  []data.Interaction
	subscriptions []data.Subscription
}

func newRecords(customers int) *records {
	return &records{settings: data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}, customers: customers}
}

// on adds an activity of a customer on each of the days.
func (r *records) on(customer, activity int64, days ...string) *records {
	for _, d := range days {
		r.at(customer, activity, data.OnDay(day(d)))
	}
	return r
}

func (r *records) at(customer, activity int64, when data.Moment) *records {
	r.interactions = append(r.interactions, data.Interaction{
		ID: int64(len(r.interactions) + 1), CustomerID: customer, ActivityID: activity, When: when,
	})
	return r
}

// subscribed adds a subscription; an empty end is none.
func (r *records) subscribed(customer int64, start, end string, derived bool) *records {
	s := data.Subscription{ID: int64(len(r.subscriptions) + 1), CustomerID: customer, Start: day(start), End: data.NoDay, DatesDerived: derived}
	if end != "" {
		s.End = day(end)
	}
	r.subscriptions = append(r.subscriptions, s)
	return r
}

func (r *records) attribute(name string, values ...string) *records {
	for i, v := range values {
		for len(r.attributes) <= i {
			r.attributes = append(r.attributes, map[string]string{})
		}
		r.attributes[i][name] = v
	}
	return r
}

func (r *records) log() *eventlog.Log {
	b := must(eventlog.NewBuilder(r.settings, 7, dictionaries))
	for c := range r.customers {
		var attributes map[string]string
		if c < len(r.attributes) {
			attributes = r.attributes[c]
		}
		b.Customer(int64(c+1), fmt.Sprintf("Customer %d", c+1), attributes)
	}
	for i := range r.interactions {
		b.Interaction(&r.interactions[i])
	}
	for i := range r.subscriptions {
		b.Subscription(&r.subscriptions[i])
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

// mustBuild counts the cohorts and checks what must hold of every result.
func mustBuild(log *eventlog.Log, query analysis.Query, spec cohort.Spec) cohort.Result {
	r := must(cohort.Build(context.Background(), log, query, spec))
	if problem := inconsistency(r); problem != "" {
		panic(problem)
	}
	return r
}

// inconsistency looks for a figure that does not open to as many people.
func inconsistency(r cohort.Result) string {
	for i, row := range r.Rows {
		if row.Size == 0 || row.Cells[0].People != row.Size || row.Cells[0].Of != row.Size {
			return fmt.Sprintf("row %d of %d people begins with %+v", i, row.Size, row.Cells[0])
		}
		for k, cell := range row.Cells {
			key := cohort.Key{Row: i, Period: k}
			if n := len(r.Members(key)); n != cell.People {
				return fmt.Sprintf("cell %v counts %d and lists %d", key, cell.People, n)
			}
			if n := len(r.Missing(key)); n != cell.Of-cell.People {
				return fmt.Sprintf("cell %v is of %d less %d and lists %d as missing", key, cell.Of, cell.People, n)
			}
			if cell.Complete && (cell.Of != row.Size && r.Spec.Relative != cohort.ToPrevious || r.Spec.Criterion != cohort.On) {
				return fmt.Sprintf("cell %v is complete: %+v", key, cell)
			}
		}
	}
	return ""
}

// shape writes a row as text: its name, size, and the cells from period 1 on,
// people of whom, with ~ for an open cell.
func shape(r cohort.Result) []string {
	var out []string
	for _, row := range r.Rows {
		name := row.Start.String()
		if !row.Start.Known() {
			name = row.Value
		}
		line := fmt.Sprintf("%s %d:", name, row.Size)
		for _, cell := range row.Cells[1:] {
			line += fmt.Sprintf(" %d/%d", cell.People, cell.Of)
			if !cell.Complete {
				line += "~"
			}
		}
		out = append(out, line)
	}
	return out
}

func same[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: got %v, want %v", what, got, want)
		}
	}
}
