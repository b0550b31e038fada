package maturity

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// story writes a customer's moves as "day place record".
func story(r Result, customer int) []string {
	var out []string
	for _, c := range r.Changes(eventlog.CustomerIndex(customer - 1)) {
		out = append(out, fmt.Sprintf("%s %d %s %d", c.Day, c.Place, c.Evidence.Kind, c.Evidence.ID))
	}
	return out
}

// sample holds ten customers, each a case of its own; worked by hand.
func sample(t testing.TB) *eventlog.Log {
	return records{
		customers: 10,
		interactions: []data.Interaction{
			// 1: up the ladder, skipping alignment
			touch(1, 1, "2024-01-05"), touch(1, 2, "2024-01-20"), bought(1, "2024-02-10", "A", 1000), touch(1, 1, "2024-03-01"),
			// 2: five lines of one order are one occasion (rows 5 to 9)
			bought(2, "2024-02-01", "B", 100), bought(2, "2024-02-01", "B", 100), bought(2, "2024-02-01", "B", 100), bought(2, "2024-02-01", "B", 100), bought(2, "2024-02-01", "B", 100),
			// 3: five orders, the fifth on the as-of date (rows 10 to 14)
			bought(3, "2024-01-01", "C1", 100), bought(3, "2024-02-01", "C2", 100), bought(3, "2024-03-01", "C3", 100), bought(3, "2024-04-01", "C4", 100), bought(3, "2024-04-30", "C5", 100),
			// 4: an order and its credit note, which makes the value negative (rows 15, 16)
			bought(4, "2024-03-01", "D", 200), {CustomerID: 4, ActivityID: 7, When: data.OnDay(day("2024-03-20")), Amount: -500, HasAmount: true},
			// 5: moved back and raised again (rows 17, 18)
			bought(5, "2024-01-10", "E1", 100), bought(5, "2024-04-10", "E2", 100),
			// 6: two changes on the day of an enquiry (row 19)
			touch(6, 2, "2024-02-15"),
			// 7: a touch while away, and one on the day of leaving (rows 20, 21)
			touch(7, 5, "2024-03-01"), touch(7, 5, "2024-03-10"),
			// 8: only after the as-of date (row 22)
			touch(8, 1, "2024-05-01"),
			// 10: a refund alone is no stage (row 23)
			{CustomerID: 10, ActivityID: 7, When: data.OnDay(day("2024-04-01")), Amount: 50, HasAmount: true},
		},
		subscriptions: []data.Subscription{
			{CustomerID: 7, Start: day("2024-01-01"), End: day("2024-03-01")},
			{CustomerID: 7, Start: day("2024-04-01"), End: day("2024-04-30")},
		},
		changes: []data.StageChange{
			moved(5, "2024-02-01", initiation),
			moved(6, "2024-02-15", partnership), moved(6, "2024-02-15", nurturing),
			moved(6, "2024-04-30", conversion), moved(6, "2024-05-02", partnership),
		},
	}.log(t)
}

const asOf = "2024-04-30"

func TestHistories(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	for customer, want := range map[int][]string{
		1:  {"2024-01-05 0 interaction 1", "2024-01-20 1 interaction 2", "2024-02-10 3 interaction 3"},
		2:  {"2024-02-01 3 interaction 5"},
		3:  {"2024-01-01 3 interaction 10", "2024-02-01 4 interaction 11", "2024-04-30 5 interaction 14"},
		4:  {"2024-03-01 3 interaction 15"},
		5:  {"2024-01-10 3 interaction 17", "2024-02-01 0 stage_change 1", "2024-04-10 4 interaction 18"},
		6:  {"2024-02-15 1 interaction 19", "2024-02-15 6 stage_change 2", "2024-02-15 4 stage_change 3", "2024-04-30 3 stage_change 4"},
		7:  {"2024-01-01 3 subscription 1", "2024-03-01 -2 subscription 1", "2024-04-01 4 subscription 2", "2024-04-30 -2 subscription 2"},
		8:  nil,
		9:  nil,
		10: nil,
	} {
		if diff := cmp.Diff(want, story(r, customer)); diff != "" {
			t.Errorf("customer %d: %s", customer, diff)
		}
	}
}

func TestLadder(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	var people []int
	var values []data.Money
	for _, row := range r.Rows {
		people, values = append(people, row.People), append(values, row.Value)
	}
	// In Conversion 1, 2, 4 and 6; in Nurturing 5; in Engagement 3.
	if diff := cmp.Diff([]int{0, 0, 0, 4, 1, 1, 0}, people); diff != "" {
		t.Error("people", diff)
	}
	if diff := cmp.Diff([]data.Money{0, 0, 0, 1000 + 500 - 300, 200, 500, 0}, values); diff != "" {
		t.Error("values", diff)
	}
	// 9 has no record and 10 only a refund; 7 left; 8 is not here yet.
	if r.N != 9 || r.NoStage != 2 || r.Left != 1 || r.NoStageValue != 50 || r.NegativeValues != 1 || r.Basis != ValueAmounts {
		t.Errorf("n %d, no stage %d worth %d, left %d, negative %d, basis %s", r.N, r.NoStage, r.NoStageValue, r.Left, r.NegativeValues, r.Basis)
	}
	if want := 100 * (3.0*4 + 4 + 5) / 6 / 6; math.Abs(r.Index-want) > 1e-9 {
		t.Errorf("index %v, want %v", r.Index, want)
	}
	if want := 100 * (3.0*1500 + 4*200 + 5*500) / 2200 / 6; math.Abs(r.IndexByValue-want) > 1e-9 {
		t.Errorf("index by value %v, want %v", r.IndexByValue, want)
	}
	for c, want := range []int{conversion, conversion, engagement, conversion, nurturing, conversion, Left, NotHere, NoStage, NoStage} {
		if got := r.Place(eventlog.CustomerIndex(c)); got != want {
			t.Errorf("customer %d is in %d, want %d", c+1, got, want)
		}
	}
	if got := r.Value(3); got != -300 {
		t.Errorf("value of 4 is %d", got)
	}
}

func TestMonths(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day(asOf)))
	var got []string
	for _, m := range r.Months {
		got = append(got, fmt.Sprintf("%s %s %v %d %d %.1f", m.Start, m.At, m.People, m.NoStage, m.Left, m.Index))
	}
	want := []string{
		// 1 in Attraction; 3, 5 and 7 in Conversion
		"2024-01-01 2024-01-31 [0 1 0 3 0 0 0] 0 0 41.7",
		// 1, 2 and 7 in Conversion, 3 and 6 in Nurturing, 5 moved back
		"2024-02-01 2024-02-29 [1 0 0 3 2 0 0] 0 0 47.2",
		// 4 joins Conversion, 7 has left
		"2024-03-01 2024-03-31 [1 0 0 3 2 0 0] 0 1 47.2",
		"2024-04-01 2024-04-30 [0 0 0 4 1 1 0] 2 1 58.3",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// January: 3 and 5 weigh 100 each; 1 and 7 have bought nothing.
	if got := r.Months[0].IndexByValue; math.Abs(got-50) > 1e-9 {
		t.Errorf("January by value %v", got)
	}
}

func TestAsOfBeforeTheFirstRecord(t *testing.T) {
	r := build(t, sample(t), analysis.Everyone(day("2023-06-15")))
	if r.N != 1 || r.NoStage != 1 || len(r.Months) != 1 || !math.IsNaN(r.Index) || !math.IsNaN(r.IndexByValue) {
		t.Errorf("n %d, no stage %d, %d months, index %v", r.N, r.NoStage, len(r.Months), r.Index)
	}
	if len(r.Members(Cell{NotHere, AsOf})) != 9 {
		t.Error("nine customers are not here yet")
	}
}

func TestToIsACap(t *testing.T) {
	q := analysis.Everyone(day(asOf))
	q.From, q.To = day("2024-02-01"), day("2024-03-15")
	r := build(t, sample(t), q)
	if r.AsOf != day("2024-03-15") || r.Place(2) != nurturing || r.Place(0) != conversion || r.Place(6) != Left {
		t.Errorf("as of %s: 3 in %d, 1 in %d, 7 in %d", r.AsOf, r.Place(2), r.Place(0), r.Place(6))
	}
}

func TestFilterKeepsCustomers(t *testing.T) {
	q := analysis.Everyone(day(asOf))
	q.Filter = analysis.Filter{Label: message.Verbatim("two of them"), Keep: []bool{true, false, true, false, false, false, false, false, false, false}}
	r := build(t, sample(t), q)
	if r.N != 2 || r.Rows[conversion].People != 1 || r.Rows[engagement].People != 1 || r.Place(1) != NotHere {
		t.Errorf("n %d, rows %v, place of 2 is %d", r.N, r.Rows, r.Place(1))
	}
	if diff := cmp.Diff([]eventlog.CustomerIndex{0}, r.Members(Cell{conversion, AsOf})); diff != "" {
		t.Error(diff)
	}
	if len(r.Members(Cell{NotHere, 0})) != 0 {
		t.Error("a cell lists customers whom the filter leaves out")
	}
}

func TestBackWithoutAStage(t *testing.T) {
	log := records{customers: 1, subscriptions: []data.Subscription{
		{CustomerID: 1, Start: day("2024-01-01"), End: day("2024-01-10")},
		{CustomerID: 1, Start: day("2024-02-01"), End: data.NoDay},
	}}.log(t)
	r, err := Build(context.Background(), log, analysis.Everyone(day(asOf)), Spec{Stages: log.Stages})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2024-01-10 -2 subscription 1", "2024-02-01 -1 subscription 2"}
	if diff := cmp.Diff(want, story(r, 1)); diff != "" {
		t.Error(diff)
	}
}

// What happened while away shows when the customer is back.
func TestRaisedWhileAway(t *testing.T) {
	log := records{
		customers:    1,
		interactions: []data.Interaction{touch(1, 6, "2024-01-20")},
		subscriptions: []data.Subscription{
			{CustomerID: 1, Start: day("2024-01-01"), End: day("2024-01-10")},
			{CustomerID: 1, Start: day("2024-02-01"), End: data.NoDay},
		},
	}.log(t)
	want := []string{"2024-01-01 3 subscription 1", "2024-01-10 -2 subscription 1", "2024-02-01 6 subscription 2"}
	if diff := cmp.Diff(want, story(build(t, log, analysis.Everyone(day(asOf))), 1)); diff != "" {
		t.Error(diff)
	}
}

// A move on the day of leaving stands before it, one on the day of coming back
// after it, and a contract that never ran brings nobody back.
func TestMovesOnTheDaysOfLeavingAndComingBack(t *testing.T) {
	log := records{
		customers: 1,
		subscriptions: []data.Subscription{
			{CustomerID: 1, Start: day("2024-01-01"), End: day("2024-01-10")},
			{CustomerID: 1, Start: day("2024-01-20"), End: day("2024-01-20")},
			{CustomerID: 1, Start: day("2024-02-01"), End: data.NoDay},
		},
		changes: []data.StageChange{moved(1, "2024-01-10", engagement), moved(1, "2024-02-01", nurturing)},
	}.log(t)
	want := []string{
		"2024-01-01 3 subscription 1", "2024-01-10 5 stage_change 1", "2024-01-10 -2 subscription 1",
		"2024-02-01 5 subscription 3", "2024-02-01 4 stage_change 2",
	}
	if diff := cmp.Diff(want, story(build(t, log, analysis.Everyone(day(asOf))), 1)); diff != "" {
		t.Error(diff)
	}
}

func TestValueByMonthlyAmount(t *testing.T) {
	log := records{customers: 2, subscriptions: []data.Subscription{
		{CustomerID: 1, Start: day("2024-01-15"), End: data.NoDay, Monthly: 10, HasMonthly: true},
		{CustomerID: 1, Start: day("2024-01-15"), End: day("2024-04-30"), Monthly: 5, HasMonthly: true},
		{CustomerID: 2, Start: day("2023-01-15"), End: data.NoDay, Monthly: 20, HasMonthly: true},
	}}.log(t)
	r := build(t, log, analysis.Everyone(day(asOf)))
	if r.Basis != ValueMonthly || r.Value(0) != 120 || r.Value(1) != 240 {
		t.Errorf("%s: %d and %d", r.Basis, r.Value(0), r.Value(1))
	}
	// The ended contract still counts in March.
	if got, want := r.Months[len(r.Months)-2].IndexByValue, 100*(3.0*180+5*240)/420/6; math.Abs(got-want) > 1e-9 {
		t.Errorf("March by value %v, want %v", got, want)
	}
}

func TestSentences(t *testing.T) {
	everyone := analysis.Everyone(day(asOf))
	r := build(t, sample(t), everyone)
	text := message.English().Text
	if got, want := text(r.Finding), "None of 9 customers is in Partnership yet; the largest group, 4, waits in Conversion"; got != want {
		t.Errorf("finding: %s", got)
	}
	want := "Stages by rules and recorded changes, as of 30 Apr 2024, n = 9 customers, of whom 1 left and 2 without a stage, " +
		"value = net amount of the last 12 months, 1 customer with a negative value weighs 0 in the index by value, 2 later records not counted"
	if got := text(r.Definition); got != want {
		t.Errorf("definition: %s", got)
	}
	limited := everyone
	limited.From = day(asOf) - 30
	if got := text(build(t, sample(t), limited).Definition); !strings.Contains(got, "all records up to the as-of date") {
		t.Errorf("with a first date the definition is: %s", got)
	}
	for name, c := range map[string]struct {
		records records
		want    string
	}{
		"nobody":   {records{customers: 1, interactions: []data.Interaction{touch(1, 1, "2025-01-01")}}, "No customer has a record by 30 Apr 2024"},
		"none":     {records{customers: 2}, "None of 2 customers has a stage yet"},
		"left":     {records{customers: 1, subscriptions: []data.Subscription{{CustomerID: 1, Start: day("2024-01-01"), End: day("2024-02-01")}}}, "The only customer has left; n = 1"},
		"unstaged": {records{customers: 3, interactions: []data.Interaction{touch(1, 6, "2024-01-01")}}, "2 of 3 customers have no stage yet; 1 is in Partnership"},
		"top":      {records{customers: 1, interactions: []data.Interaction{touch(1, 6, "2024-01-01")}}, "1 of 1 customer is in Partnership; no other stage holds more"},
		"usual": {
			records{customers: 3, interactions: []data.Interaction{touch(1, 6, "2024-01-01"), touch(2, 1, "2024-01-01"), touch(3, 1, "2024-01-01")}},
			"1 of 3 customers is in Partnership; the largest group, 2, waits in Initiation",
		},
	} {
		if got := text(build(t, c.records.log(t), everyone).Finding); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	ctx := context.Background()
	empty := records{}.log(t)
	if _, err := Build(ctx, empty, analysis.Everyone(day(asOf)), Spec{Stages: empty.Stages}); data.CodeOf(err) != data.CodeNoData || !strings.Contains(err.Error(), "import") {
		t.Errorf("no customers: %v", err)
	}
	log := sample(t)
	if _, err := Build(ctx, log, analysis.Everyone(data.NoDay), Spec{Stages: log.Stages}); data.CodeOf(err) != data.CodeNoData {
		t.Errorf("no date: %v", err)
	}
	if _, err := Build(ctx, log, analysis.Everyone(day(asOf)), Spec{Stages: log.Stages[:3]}); err == nil {
		t.Error("a ladder that is too short passes")
	}
	if _, err := Build(ctx, log, analysis.Everyone(day(asOf)), Spec{Stages: log.Stages, Rules: []Rule{{Rank: 7}}}); err == nil {
		t.Error("a rule without a stage passes")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Build(stopped, log, analysis.Everyone(day(asOf)), Spec{Stages: log.Stages}); data.CodeOf(err) != data.CodeCancelled {
		t.Errorf("stopped: %v", err)
	}
}

func TestDefaultNamesTheStageOfABadRule(t *testing.T) {
	log := sample(t)
	good, err := Default(log)
	if err != nil || len(good.Rules) != 7 || good.Rules[6].Rank != partnership {
		t.Fatalf("default: %v, %v", good, err)
	}
	changed := *log
	for condition, want := range map[string]string{
		"done buying":               "stage Attraction cannot be used: The condition cannot be read at character 6",
		"silent for 3 days":         "stage Attraction cannot be used: A stage rule cannot use silent",
		"done purchase\n or left\n": "cannot use left",
	} {
		changed.Rules = []data.StageRule{{StageID: log.Stages[attraction].ID, Condition: condition}}
		if _, err := Default(&changed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", condition, err)
		}
	}
	changed.Rules = []data.StageRule{
		{StageID: log.Stages[0].ID, Condition: " "},
		{StageID: log.Stages[0].ID, Condition: "done web"},
		{StageID: log.Stages[0].ID, Condition: "done enquiry"},
	}
	if spec, err := Default(&changed); err != nil || len(spec.Rules) != 2 {
		t.Errorf("alternatives: %v, %v", spec, err)
	}
}

// Where dates come from tenure every leaver leaves on the as-of date, so months
// before it would show a crowd that vanishes in one day.
func TestDerivedDatesHaveNoCourseOverMonths(t *testing.T) {
	asOf := day("2026-10-31")
	r := build(t, records{customers: 2, subscriptions: []data.Subscription{
		{CustomerID: 1, Start: asOf.AddMonths(-5), End: asOf, DatesDerived: true},
		{CustomerID: 2, Start: asOf.AddMonths(-20), End: data.NoDay, DatesDerived: true},
	}}.log(t), analysis.Everyone(asOf))
	if !r.Derived || len(r.Months) != 1 || r.Months[0].At != asOf || r.Left != 1 || r.N != 2 {
		t.Errorf("derived %t, %d months, %d left of %d", r.Derived, len(r.Months), r.Left, r.N)
	}
	if text := message.English().Text(r.Definition); !strings.Contains(text, "tenure") {
		t.Errorf("the definition line does not say so: %s", text)
	}
}
