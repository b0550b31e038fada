package cox_test

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func day(s string) data.Day { return must(data.ParseDay(s)) }

var asOf = day("2026-10-31")

// tenures is a log of customers with tenures in months, who have left or not.
func tenures(months []float64, left []int, attributes map[string]column) *eventlog.Log {
	settings := data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	b := must(eventlog.NewBuilder(settings, 7, eventlog.Dictionaries{}))
	for i := range months {
		values := map[string]string{}
		for name, c := range attributes {
			if c[i] != "" {
				values[name] = c[i]
			}
		}
		b.Customer(int64(i+1), fmt.Sprintf("Customer %d", i+1), values)
	}
	for i, m := range months {
		s := data.Subscription{ID: int64(i + 1), CustomerID: int64(i + 1), Start: asOf.AddMonths(-int(m)), End: data.NoDay, DatesDerived: true}
		if left[i] == 1 {
			s.End = asOf
		}
		if c, in := attributes["MonthlyCharges"]; in { // as an import takes it
			s.HasMonthly, s.Monthly = true, data.Money(math.Round(100*must(strconv.ParseFloat(c[i], 64))))
		}
		b.Subscription(&s)
	}
	return must(b.Log())
}

func build(t *testing.T, log *eventlog.Log, on ...string) cox.Result {
	t.Helper()
	spec := cox.Default(log)
	spec.On = on
	r, err := cox.Build(context.Background(), log, analysis.Everyone(asOf), spec)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range append(r.Rows, cox.Row{People: r.N, Events: r.Events}) {
		if i == len(r.Rows) {
			i = cox.AllRows
		}
		for left, want := range map[bool]int{false: row.People, true: row.Events} {
			if got := len(r.Members(cox.Key{Row: i, Left: left})); got != want {
				t.Errorf("row %d, left %v: %d people, %d listed", i, left, want, got)
			}
		}
	}
	return r
}

func text(m message.Message) string { return message.English().Text(m) }

func TestTelcoFromTheLog(t *testing.T) {
	d := columns(t, "telco_churn", "Telco-Customer-Churn.csv")
	log := tenures(d["tenure"].numbers(), d["Churn"].ones("Yes"), d)
	r := build(t, log, "Contract", "MonthlyCharges", "PaperlessBilling", "SeniorCitizen")
	for i, want := range []struct {
		name   string
		coef   float64
		people int
	}{
		{"Contract=One year", -2.161435, 1473}, {"Contract=Two year", -4.170631, 1695}, {"MonthlyCharges", -0.001041, 7043},
		{"PaperlessBilling=Yes", 0.249947, 4171}, {"SeniorCitizen", 0.003834, 7043},
	} {
		row := r.Rows[i]
		if row.Name != want.name || row.People != want.people {
			t.Errorf("term %s of %d people, want %s of %d", row.Name, row.People, want.name, want.people)
		}
		printed(t, row.Name, row.Coef, want.coef, 6)
	}
	printed(t, "log-likelihood", r.LogLik, -14333.28910, 5)
	if want := "All else equal, with Contract Two year 98.5\u00a0% fewer leave at any time than with Month-to-month (97.9\u00a0% to 98.9\u00a0%)"; text(r.Finding) != want {
		t.Errorf("finding %q", text(r.Finding))
	}
	amount := build(t, log, "Contract", cox.Amount, "PaperlessBilling", "SeniorCitizen")
	printed(t, "amount", amount.Rows[2].Coef, -0.001041, 6)
	checkNear(t, "log-likelihood with the amount", amount.LogLik, r.LogLik)
	for i, want := range map[int]string{
		2: "leaving is not distinguishable by MonthlyCharges",
		3: "with PaperlessBilling Yes 1.28 times as many leave at any time as with No (1.15 to 1.43)",
	} {
		if got := text(r.Rows[i].Words); got != want {
			t.Errorf("row %d says %q", i, got)
		}
	}
	definition := text(r.Definition)
	for _, want := range []string{"Contract against Month-to-month", "MonthlyCharges per 1 more", "time in whole calendar months", "79.5\u00a0%", "the effect of Contract changes over time", "n = 7,043 people, 1,869 left"} {
		if !strings.Contains(definition, want) {
			t.Errorf("definition %q lacks %q", definition, want)
		}
	}
}

// People of whom an attribute is not known are left out and counted.
func TestMissing(t *testing.T) {
	plan := column{"b", "a", "", "b", "a", "c", "a", "b", "c", "a", "b"}
	log := tenures([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, []int{1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0}, map[string]column{"plan": plan})
	r := build(t, log, "plan")
	if r.Missing != 1 || r.N != 10 || r.Events != 6 || len(r.Rows) != 2 || r.Rows[0].Name != "plan=b" || r.Rows[0].Reference != "a" || r.Rows[0].People != 4 {
		t.Errorf("%d missing, n %d, %d left, rows %+v", r.Missing, r.N, r.Events, r.Rows)
	}
	if d := text(r.Definition); !strings.Contains(d, "1 person left out") || !strings.Contains(d, "only 6 left for 2 terms") {
		t.Errorf("definition %q", d)
	}
}

func TestBuildRefusals(t *testing.T) {
	n := 60
	months, left := make([]float64, n), make([]int, n)
	many, loyal, same := make(column, n), make(column, n), make(column, n)
	for i := range months {
		months[i], left[i] = float64(i%13+1), i%2
		many[i], loyal[i], same[i] = fmt.Sprint("value ", i/2), []string{"gold", "plain"}[i%2], "yes"
	}
	log := tenures(months, left, map[string]column{"many": many, "loyal": loyal, "same": same})
	for _, c := range []struct {
		on   []string
		says string
	}{
		{nil, "no attribute"}, {[]string{"nothing"}, `"nothing", so it cannot explain anything; there are loyal, many, same.`}, {[]string{"same", "same"}, "named twice"},
		{[]string{"same"}, "same is the same for everybody"}, {[]string{"loyal"}, `Nobody with loyal "gold" has left`},
	} {
		spec := cox.Default(log)
		spec.On = c.on
		_, err := cox.Build(context.Background(), log, analysis.Everyone(asOf), spec)
		if err == nil || !strings.Contains(data.Sentence(err), c.says) || data.CodeOf(err) == data.CodeInternal {
			t.Errorf("%v: %v, want %q", c.on, err, c.says)
		}
	}
}
