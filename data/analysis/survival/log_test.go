package survival_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

func day(s string) data.Day { return must(data.ParseDay(s)) }

// contract is a customer with a subscription and attributes.
type contract struct {
	start, end data.Day
	attributes map[string]string
	derived    bool
}

// contractsOf is a log of customers with a subscription each, and of one who only
// called, on the day the log begins.
func contractsOf(begins data.Day, contracts ...contract) *eventlog.Log {
	settings := data.Settings{Zone: "UTC", WeekStart: time.Monday, Currency: "EUR", AsOf: data.NoDay}
	dictionaries := eventlog.Dictionaries{Activities: []data.Activity{{ID: 1, Name: "Call", Kind: data.KindService, Push: data.PushPull}}}
	b := must(eventlog.NewBuilder(settings, 7, dictionaries))
	for i, c := range contracts {
		b.Customer(int64(i+1), fmt.Sprintf("Customer %d", i+1), c.attributes)
	}
	b.Customer(int64(len(contracts)+1), "Caller", nil)
	for i, c := range contracts {
		b.Subscription(&data.Subscription{ID: int64(i + 1), CustomerID: int64(i + 1), Start: c.start, End: c.end, DatesDerived: c.derived})
	}
	if begins.Known() {
		b.Interaction(&data.Interaction{ID: 1, CustomerID: int64(len(contracts) + 1), ActivityID: 1, When: data.OnDay(begins)})
	}
	return must(b.Log())
}

// telco is the telco file as an import with tenures makes it (C.30).
func telco(t testing.TB, asOf data.Day) *eventlog.Log {
	t.Helper()
	d := columns(t, "telco_churn", "Telco-Customer-Churn.csv")
	months, churned := d["tenure"].numbers(), d["Churn"].ones("Yes")
	contracts := make([]contract, len(months))
	for i := range months {
		c := contract{start: asOf.AddMonths(-int(months[i])), end: data.NoDay, derived: true, attributes: map[string]string{}}
		if churned[i] == 1 {
			c.end = asOf
		}
		for name, column := range d {
			c.attributes[name] = column[i]
		}
		contracts[i] = c
	}
	return contractsOf(data.NoDay, contracts...)
}

func build(t testing.TB, log *eventlog.Log, query analysis.Query, spec survival.Spec) survival.Result {
	t.Helper()
	r, err := survival.Build(context.Background(), log, query, spec)
	if err != nil {
		t.Fatal(err)
	}
	checkOpens(t, r)
	return r
}

// checkOpens checks that every number opens to as many people.
func checkOpens(t testing.TB, r survival.Result) {
	t.Helper()
	opens := func(want int, key survival.Key) {
		t.Helper()
		if got := len(r.Members(key)); got != want {
			t.Errorf("%+v counts %d and lists %d", key, want, got)
		}
	}
	all := survival.AllGroups
	opens(r.N, survival.Key{Group: all, Who: survival.Followed})
	opens(r.Events, survival.Key{Group: all, Who: survival.AllLeft})
	for g, group := range r.Groups {
		c := group.Curve
		opens(c.N, survival.Key{Group: g, Who: survival.Followed})
		opens(c.Events, survival.Key{Group: g, Who: survival.AllLeft})
		opens(c.Censored, survival.Key{Group: g, Who: survival.AllStayed})
		for _, p := range append(group.At, c.Points...) {
			opens(p.Events, survival.Key{Group: g, Who: survival.LeftAt, T: p.T})
			opens(p.Censored, survival.Key{Group: g, Who: survival.CensoredAt, T: p.T})
			opens(p.AtRisk, survival.Key{Group: g, Who: survival.AtRiskAt, T: p.T})
		}
	}
}

func text(m message.Message) string { return message.English().Text(m) }
