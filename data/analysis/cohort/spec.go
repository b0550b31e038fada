package cohort

import (
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Limits on cohorts by attribute.
const (
	mostValues = 200 // an attribute with more values is no grouping
	mostRows   = 50  // the largest values shown
)

// Default is the documented default (C.1): first-time, on, calendar months.
// Start and return are purchases if the log has any, else any activity; beside
// contracts, purchases count only where at least half of the customers bought:
// elsewhere they are extras, and who buys none is not away. A log without
// interactions but with subscriptions is asked about those.
func Default(log *eventlog.Log) Spec {
	event := Event{}
	switch contracts := len(log.Subscriptions.Row) > 0; {
	case log.HasKind(data.KindPurchase) && !(contracts && fewBought(log)):
		event.Kind = data.KindPurchase
	case log.Events.Len() == 0 && contracts:
		event.Subscription = true
	}
	return Spec{Start: event, Return: event, Unit: eventlog.UnitMonth, Criterion: On, Measure: Share, Relative: ToCohort}
}

// fewBought reports whether fewer than half of the customers have a purchase.
func fewBought(log *eventlog.Log) bool {
	return 2*log.CustomersWith(data.KindPurchase) < log.Customers()
}

// activities marks by code the activities that fit.
func activities(log *eventlog.Log, fits func(data.Activity) bool) []bool {
	marks := make([]bool, len(log.Activities))
	for code, a := range log.Activities {
		marks[code] = fits(a)
	}
	return marks
}

// Groupings names the attributes that cohorts can be grouped by, eventlog.Firsts
// among them: those with at
// least two and at most 200 values.
func Groupings(log *eventlog.Log) []string {
	var names []string
	fits := func(a *eventlog.Attribute) {
		if n := len(a.Values); n >= 2 && n <= mostValues && !slices.Contains(names, a.Name) {
			names = append(names, a.Name)
		}
	}
	for i := range log.Attributes {
		fits(&log.Attributes[i])
	}
	for _, name := range eventlog.Firsts {
		fits(log.Attribute(name))
	}
	return names
}

// The words for events that are neither a kind nor an activity.
const (
	anyWord          = "any"
	subscriptionWord = "subscription"
)

// ParseEvent reads "any", "subscription", the name of a kind such as
// "purchase", or else the name of an activity, which Build looks up.
func ParseEvent(s string) (Event, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return Event{}, data.Errorf(data.CodeBadInput, "The event has no name: say a kind such as purchase, the name of an activity, any, or subscription.")
	case s == anyWord:
		return Event{}, nil
	case s == subscriptionWord:
		return Event{Subscription: true}, nil
	case data.Kind(s).Valid():
		return Event{Kind: data.Kind(s)}, nil
	}
	return Event{Activity: s}, nil
}

// String is what ParseEvent reads back.
func (e Event) String() string {
	switch {
	case e.Subscription:
		return subscriptionWord
	case e.Activity != "":
		return e.Activity
	case e.Kind != "":
		return string(e.Kind)
	}
	return anyWord
}

// matcher marks the activities that the event selects, by code; nil stands for
// subscriptions. An activity's name is matched exactly, else ignoring case.
func (e Event) matcher(log *eventlog.Log) ([]bool, error) {
	switch {
	case e.Subscription:
		return nil, nil
	case e.Kind != "":
		return log.ActivitiesOf(e.Kind), nil
	case e.Activity == "":
		return activities(log, func(data.Activity) bool { return true }), nil
	}
	found := false
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		marks := activities(log, func(a data.Activity) bool {
			fits := same(a.Name, e.Activity)
			found = found || fits
			return fits
		})
		if found {
			return marks, nil
		}
	}
	return nil, data.Errorf(data.CodeBadInput, "No activity is called %q, so no cohorts can be counted from it; choose one of the workspace's activities or a kind such as purchase.", e.Activity)
}

// normal fills what the zero Spec leaves open and refuses what has no meaning.
func (s Spec) normal() (Spec, error) {
	if s.Unit == "" {
		s.Unit = eventlog.UnitMonth
	}
	if s.Criterion == "" {
		s.Criterion = On
	}
	if _, err := eventlog.ParseUnit(string(s.Unit)); err != nil {
		return s, err
	}
	if s.Criterion != On && s.Criterion != OnOrAfter {
		return s, data.Errorf(data.CodeBadInput, "%q is no criterion for a return: say %s or %s.", s.Criterion, On, OnOrAfter)
	}
	if s.Horizon < 0 {
		return s, data.Errorf(data.CodeBadInput, "The horizon is %d periods; it must be 0, for as many as there are, or more.", s.Horizon)
	}
	if s.By != "" && s.Recurring {
		return s, data.Errorf(data.CodeBadInput, "Cohorts by attribute count from each person's first start, so they cannot be recurring; switch one of the two off.")
	}
	return s.normalMeasure()
}
