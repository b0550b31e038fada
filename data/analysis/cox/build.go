package cox

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Limits of a model that somebody can read.
const (
	mostLevels = 50
	mostTerms  = 100
)

// Spec says exactly what is computed.
type Spec struct {
	Churn churn.Definition
	On    []string      // of Choices: the attributes to look at, each held against the others
	Unit  eventlog.Unit // one of survival.Units; empty = survival.DefaultUnit

	// Monthly is a further name for Amount in On, such as its header in the file
	// it came from; terms carry it. Empty = none.
	Monthly string
}

// Default is the default rule of leaving, without any attribute yet.
func Default(log *eventlog.Log) Spec {
	return Spec{Churn: churn.Default(log), Unit: survival.DefaultUnit(log)}
}

// Row is one term of the model: a level of an attribute against the reference
// level, the first in alphabetical order, or an attribute that is a number.
type Row struct {
	Term             // Name is ATTR=level, or ATTR of a number
	Attribute        string
	Level, Reference string // empty for a number
	Numeric          bool
	People, Events   int // who has the level, and of them who left; all, for a number
	Words            message.Message
}

// Result is a model of who leaves sooner. It is immutable.
type Result struct {
	Model
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	Rows       []Row
	Missing    int // people left out because an attribute is not known
	Definition message.Message
	Finding    message.Message

	log    *eventlog.Log
	sample survival.Sample
	people []survival.Person // in the model, by customer
	levels [][]string        // by attribute, the level of each of the people; nil for a number
}

// Build fits the model. People of whom one of the attributes is not known are
// left out and counted. Errors are data.Error: those of survival.NewSample and of
// Fit, and attributes that are not there, have too many levels or a level of
// which nobody has left.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	attributes, err := spec.attributes(log, query.AsOf)
	if err != nil {
		return Result{}, err
	}
	if spec.Churn == (churn.Definition{}) {
		spec.Churn = churn.Default(log)
	}
	sample, err := survival.NewSample(ctx, log, query, spec.Churn, spec.Unit)
	if err != nil {
		return Result{}, err
	}
	spec.Unit = sample.Unit
	r := Result{Spec: spec, AsOf: query.AsOf, Revision: log.Revision, log: log, sample: sample}
	var spells []survival.Spell
	for _, p := range sample.People {
		if slices.ContainsFunc(attributes, func(a *eventlog.Attribute) bool { return a.Codes[p.Customer] == 0 }) {
			r.Missing++
			continue
		}
		r.people, spells = append(r.people, p), append(spells, p.Spell)
	}
	if len(spells) == 0 {
		return Result{}, data.Errorf(data.CodeNoData, "There is nobody of whom %s are all known, so there is nothing to explain; choose fewer attributes.", strings.Join(spec.On, ", "))
	}
	var covariates []Covariate
	for _, a := range attributes {
		columns, err := r.covariates(a)
		if err != nil {
			return Result{}, err
		}
		covariates = append(covariates, columns...)
	}
	if len(covariates) > mostTerms {
		return Result{}, data.Errorf(data.CodeBadInput, "These attributes make %d terms, more than the %d anybody could read; choose fewer.", len(covariates), mostTerms)
	}
	if r.Model, err = Fit(ctx, spells, covariates, Efron); err != nil {
		return Result{}, err
	}
	for i := range r.Rows {
		r.Rows[i].Term = r.Terms[i]
		r.Rows[i].Words = r.Rows[i].words()
	}
	r.Definition = r.definition(log, query)
	r.Finding = r.finding()
	return r, nil
}

// Amount names the monthly amount of a customer's newest subscription, which can
// be looked at as if it were an attribute, where no attribute has that name.
const Amount = "amount"

// Choices names what a model can be made of: the attributes, and Amount where
// the log has monthly amounts.
func Choices(log *eventlog.Log) []string {
	var names []string
	for _, a := range log.Attributes {
		names = append(names, a.Name)
	}
	if log.Attribute(Amount) == nil && slices.Contains(log.Subscriptions.HasMonthly, true) {
		names = append(names, Amount)
	}
	return names
}

// attributes finds what the spec names.
func (s Spec) attributes(log *eventlog.Log, asOf data.Day) ([]*eventlog.Attribute, error) {
	if len(s.On) == 0 {
		return nil, data.Errorf(data.CodeBadInput, "The model has no attribute to look at; choose at least one.")
	}
	choices := Choices(log)
	known := choices
	if s.Monthly != "" && slices.Contains(choices, Amount) {
		known = append(slices.Clip(choices), s.Monthly)
	}
	var out []*eventlog.Attribute
	for i, name := range s.On {
		switch {
		case !slices.Contains(known, name):
			return nil, data.Errorf(data.CodeBadInput, "No attribute of the customers is called %q, so it cannot explain anything; there are %s.", name, listed(choices))
		case slices.Contains(s.On[:i], name):
			return nil, data.Errorf(data.CodeBadInput, "%s is named twice; once is enough.", name)
		}
		a := log.Attribute(name)
		if a == nil {
			a = amounts(log, asOf)
			a.Name = name
		}
		out = append(out, a)
	}
	return out, nil
}

// listed names the first few.
func listed(names []string) string {
	const few = 25
	switch {
	case len(names) == 0:
		return "none"
	case len(names) > few:
		return strings.Join(names[:few], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}

// amounts is the monthly amount as an attribute, of subscriptions begun by a day.
func amounts(log *eventlog.Log, asOf data.Day) *eventlog.Attribute {
	a := &eventlog.Attribute{Name: Amount, Codes: make([]int32, log.Customers())}
	codes := map[data.Money]int32{}
	subscriptions := &log.Subscriptions
	for c := range a.Codes {
		from, to := log.SubscriptionRange(eventlog.CustomerIndex(c))
		for i := from; i < to; i++ { // by start: the newest comes last
			if !subscriptions.HasMonthly[i] || subscriptions.Start[i] > asOf {
				continue
			}
			monthly := subscriptions.Monthly[i]
			if codes[monthly] == 0 {
				a.Values = append(a.Values, strconv.FormatFloat(monthly.Float(log.Settings.Currency), 'f', -1, 64))
				codes[monthly] = int32(len(a.Values))
			}
			a.Codes[c] = codes[monthly]
		}
	}
	return a
}

// covariates makes the columns of an attribute, and their rows. An attribute all
// of whose values are numbers is one; of any other each level but the first is.
func (r *Result) covariates(a *eventlog.Attribute) ([]Covariate, error) {
	if numbers, ok := parseNumbers(a.Values); ok {
		c := Covariate{Name: a.Name, Values: make([]float64, len(r.people))}
		row := Row{Attribute: a.Name, Numeric: true, People: len(r.people)}
		for i, p := range r.people {
			c.Values[i] = numbers[a.Codes[p.Customer]-1]
			if p.Event {
				row.Events++
			}
		}
		r.Rows, r.levels = append(r.Rows, row), append(r.levels, nil)
		return []Covariate{c}, nil
	}
	people, events := make([]int, len(a.Values)), make([]int, len(a.Values))
	level := make([]string, len(r.people))
	for i, p := range r.people {
		code := a.Codes[p.Customer] - 1
		level[i] = a.Values[code]
		people[code]++
		if p.Event {
			events[code]++
		}
	}
	var present []int
	for code, n := range people {
		if n == 0 {
			continue
		}
		if events[code] == 0 {
			return nil, data.Errorf(data.CodeBadInput, "Nobody with %s %q has left, so its hazard ratio has no finite value; leave %s out, or these %d people by a filter.", a.Name, a.Values[code], a.Name, n)
		}
		present = append(present, code)
	}
	switch {
	case len(present) < 2:
		return nil, sameForAll(a.Name)
	case len(present) > mostLevels:
		return nil, data.Errorf(data.CodeBadInput, "%s has %d different values, too many to tell apart; choose an attribute with at most %d, or numbers only.", a.Name, len(present), mostLevels)
	}
	var out []Covariate
	for _, code := range present[1:] {
		c := Covariate{Name: a.Name + "=" + a.Values[code], Group: a.Name, Values: make([]float64, len(r.people))}
		for i, p := range r.people {
			if int(a.Codes[p.Customer])-1 == code {
				c.Values[i] = 1
			}
		}
		out = append(out, c)
		r.Rows = append(r.Rows, Row{
			Attribute: a.Name, Level: a.Values[code], Reference: a.Values[present[0]], People: people[code], Events: events[code],
		})
		r.levels = append(r.levels, level)
	}
	return out, nil
}

// parseNumbers reads the values if all are plain decimal numbers.
func parseNumbers(values []string) ([]float64, bool) {
	out := make([]float64, len(values))
	for i, s := range values {
		s = strings.TrimSpace(s)
		if strings.ContainsAny(s, "xXpP_") {
			return nil, false
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, false
		}
		out[i] = v
	}
	return out, len(out) > 0
}

// AllRows as the row of a Key means everybody in the model.
const AllRows = -1

// Key names a number of a result: the people of a row, or of them who left.
type Key struct {
	Row  int
	Left bool
}

// Why says of the people behind a number how long each stayed.
func (r Result) Why() analysis.Why { return r.sample.Why(r.log) }

// Members lists the people behind a number, by customer: Row.People or
// Row.Events of them, for AllRows Model.N or Model.Events.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for i, p := range r.people {
		if key.Left && !p.Event {
			continue
		}
		if key.Row == AllRows || r.levels[key.Row] == nil || r.levels[key.Row][i] == r.Rows[key.Row].Level {
			out = append(out, p.Customer)
		}
	}
	return out
}
