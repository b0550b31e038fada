package maturity

import (
	"context"
	"encoding/json"
	"testing"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/resources"
)

var testActivities = []data.Activity{
	{ID: 1, Name: "Website", Kind: data.KindWeb},
	{ID: 2, Name: "Enquiry", Kind: data.KindEnquiry},
	{ID: 3, Name: "Proposal", Kind: data.KindProposal},
	{ID: 4, Name: "Order", Kind: data.KindPurchase},
	{ID: 5, Name: "Hotline", Kind: data.KindService},
	{ID: 6, Name: "Recommended us", Kind: data.KindReferral},
	{ID: 7, Name: "Credit note", Kind: data.KindRefund},
}

// Ranks of the default stages.
const (
	initiation = iota
	attraction
	alignment
	conversion
	nurturing
	engagement
	partnership
)

func day(s string) data.Day {
	d, err := data.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ladder gives the stages and rules that a new workspace starts with.
func ladder(t testing.TB) ([]data.Stage, []data.StageRule) {
	t.Helper()
	var template struct {
		Stages []struct{ Key, Name, Role, Technology, Rule string }
	}
	if err := json.Unmarshal(resources.StageTemplate(), &template); err != nil {
		t.Fatal(err)
	}
	var stages []data.Stage
	var rules []data.StageRule
	for i, s := range template.Stages {
		id := int64(10 + i)
		stages = append(stages, data.Stage{ID: id, Key: s.Key, Name: s.Name, Role: s.Role, Technology: s.Technology})
		rules = append(rules, data.StageRule{ID: int64(i + 1), StageID: id, Condition: s.Rule})
	}
	return stages, rules
}

// records are what a test puts into a log of the default ladder. Rows are
// numbered from 1 in each list.
type records struct {
	customers     int
	interactions  []data.Interaction
	subscriptions []data.Subscription
	changes       []data.StageChange
	upTo          data.Day // later records are not known yet; 0 is all
}

func (r records) log(t testing.TB) *eventlog.Log {
	t.Helper()
	stages, rules := ladder(t)
	b, err := eventlog.NewBuilder(data.Settings{Zone: "UTC", Currency: "EUR", AsOf: data.NoDay}, 7, eventlog.Dictionaries{
		Activities: testActivities, Stages: stages, Rules: rules,
	})
	if err != nil {
		t.Fatal(err)
	}
	for id := 1; id <= r.customers; id++ {
		b.Customer(int64(id), "", nil)
	}
	for i, in := range r.interactions {
		if in.ID = int64(i + 1); r.upTo == 0 || in.When.Day <= r.upTo {
			b.Interaction(&in)
		}
	}
	for i, s := range r.subscriptions {
		if s.ID = int64(i + 1); r.upTo == 0 || s.Start <= r.upTo {
			if r.upTo != 0 && s.End > r.upTo {
				s.End = data.NoDay
			}
			b.Subscription(&s)
		}
	}
	for i, c := range r.changes {
		if c.ID = int64(i + 1); r.upTo == 0 || c.Day <= r.upTo {
			b.StageChange(&c)
		}
	}
	log, err := b.Log()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func touch(customer, activity int64, on string) data.Interaction {
	return data.Interaction{CustomerID: customer, ActivityID: activity, When: data.OnDay(day(on))}
}

func bought(customer int64, on, order string, amount data.Money) data.Interaction {
	in := touch(customer, 4, on)
	in.OrderRef, in.Amount, in.HasAmount = order, amount, true
	return in
}

func moved(customer int64, on string, rank int) data.StageChange {
	return data.StageChange{CustomerID: customer, StageID: int64(10 + rank), Day: day(on)}
}

func build(t testing.TB, log *eventlog.Log, q analysis.Query) Result {
	t.Helper()
	spec, err := Default(log)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Build(context.Background(), log, q, spec)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
