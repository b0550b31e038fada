package app

import (
	"context"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
)

// Person is a customer as lists show it, by its records up to the as-of date.
type Person struct {
	Customer     eventlog.CustomerIndex
	ID           int64
	Label        string
	Place        int // rank of the stage, or maturity.NoStage, Left, NotHere
	First, Last  data.Day
	Interactions int
	Value        data.Money
}

// PersonField is a column of lists of people: one of the constants, or an
// attribute, by AttributeField.
type PersonField string

// The fields that every workspace has.
const (
	FieldLabel        PersonField = "customer"
	FieldStage        PersonField = "stage"
	FieldFirst        PersonField = "first"
	FieldLast         PersonField = "last"
	FieldInteractions PersonField = "interactions"
	FieldValue        PersonField = "value"
	FieldSilent       PersonField = "silent"  // days since the last contact
	FieldChannel      PersonField = "channel" // of the last contact
	FieldPurchases    PersonField = "purchases"
	FieldComplaints   PersonField = "complaints"
	FieldEmail        PersonField = "email"
	FieldPhone        PersonField = "phone"
)

// Roster is an ordered list of people behind a number or in a view. It is
// immutable; its people are worked out as they are asked for, so that a list of
// a million costs one slice of indexes.
type Roster struct {
	log    *eventlog.Log
	ladder maturity.Result
	order  []eventlog.CustomerIndex
}

// People gives the roster of customers behind a number of a result of the
// revision. After a change the number may be another, so it is refused.
func (s *Session) People(ctx context.Context, v View, revision int64, customers []eventlog.CustomerIndex) (Roster, error) {
	log := s.Log()
	if log.Revision != revision {
		return Roster{}, data.Errorf(data.CodeCancelled, "The workspace has changed since that number was drawn; open it again.")
	}
	q, err := s.query(ctx, log, v)
	if err != nil {
		return Roster{}, err
	}
	ladder, err := s.everyone(ctx, log, q.AsOf)
	if err != nil {
		return Roster{}, err
	}
	return Roster{log: log, ladder: ladder, order: slices.Clone(customers)}, nil
}

// mostFound is how many texts a search reads; of a common word these are the
// newest.
const mostFound = 2000

// Customers gives the roster of the customers in a view whom a search finds: by
// their name, or by any text that Search reads. An empty search finds all.
func (s *Session) Customers(ctx context.Context, v View, search string) (Roster, error) {
	log := s.Log()
	undated := !v.AsOf.Known() && !log.Settings.AsOf.Known() && !log.First.Known() && log.Customers() > 0
	if undated {
		v.AsOf = 0 // where nothing has a date, every date gives the same list
	}
	q, err := s.query(ctx, log, v)
	if err != nil {
		return Roster{}, err
	}
	ladder, err := s.everyone(ctx, log, q.AsOf)
	if err != nil {
		return Roster{}, err
	}
	if undated {
		ladder.AsOf = data.NoDay
	}
	words := strings.Fields(strings.ToLower(search))
	found, err := s.found(ctx, search)
	if err != nil {
		return Roster{}, err
	}
	roster := Roster{log: log, ladder: ladder}
	for c := range eventlog.CustomerIndex(log.Customers()) {
		if q.Keeps(c) && ladder.Place(c) != maturity.NotHere && (holdsAll(log.Labels[c], words) || found[log.CustomerIDs[c]]) {
			roster.order = append(roster.order, c)
		}
	}
	return roster, nil
}

// found gives the row ids of the customers whose texts a search finds.
func (s *Session) found(ctx context.Context, search string) (map[int64]bool, error) {
	if strings.TrimSpace(search) == "" {
		return nil, nil
	}
	hits, err := s.Search(ctx, search, mostFound)
	if err != nil {
		return nil, err
	}
	ids := make(map[int64]bool, len(hits))
	for _, hit := range hits {
		ids[hit.CustomerID] = true
	}
	return ids, nil
}

func holdsAll(label string, words []string) bool {
	if len(words) == 0 {
		return true
	}
	label = strings.ToLower(label)
	for _, word := range words {
		if !strings.Contains(label, word) {
			return false
		}
	}
	return true
}

// Len is the number of people.
func (r Roster) Len() int { return len(r.order) }

// Person gives the i-th person of the list.
func (r Roster) Person(i int) Person { return r.person(r.order[i]) }

// ID is the row id of the i-th person.
func (r Roster) ID(i int) int64 { return r.log.CustomerIDs[r.order[i]] }

func (r Roster) person(c eventlog.CustomerIndex) Person {
	p := Person{
		Customer: c, ID: r.log.CustomerIDs[c], Label: r.log.Labels[c],
		Place: r.ladder.Place(c), Value: r.ladder.Value(c), First: data.NoDay, Last: data.NoDay,
	}
	asOf := r.AsOf()
	if first, ok := r.log.FirstDay(c); ok && first <= asOf {
		p.First = first
	}
	from, to := r.log.EventRange(c)
	days := r.log.Events.Day[from:to]
	p.Interactions, _ = slices.BinarySearch(days, asOf+1)
	if p.Interactions > 0 {
		p.Last = days[p.Interactions-1]
	}
	return p
}

// Stage gives a place of the ladder by its stage; nil for no stage, left and
// not here.
func (r Roster) Stage(place int) *data.Stage { return stageAt(r.log, place) }

// Sorted gives the same people ordered by one field; equal ones keep their order.
func (r Roster) Sorted(by PersonField, descending bool) Roster {
	return r.Ordered(Order{Field: by, Falling: descending})
}

// First gives the first n people of the list.
func (r Roster) First(n int) Roster {
	r.order = r.order[:min(n, len(r.order))]
	return r
}

// AsOf is the day that stage and value are of.
func (r Roster) AsOf() data.Day { return r.ladder.AsOf }

// Customers gives everybody in the list, in its order.
func (r Roster) Customers() []eventlog.CustomerIndex { return slices.Clone(r.order) }

// Revision is that of the workspace which the list was read from.
func (r Roster) Revision() int64 {
	if r.log == nil {
		return 0
	}
	return r.log.Revision
}
