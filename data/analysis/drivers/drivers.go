// Package drivers answers: how well does the business do what makes
// relationships grow? Six drivers, each 0 to 100 with n and coverage. Definition
// C.18; its seed is the text on push and pull.
//
// A driver is made of cases, each with an outcome. (*counter).each is the one
// place that says which cases there are and how they came out, for the scores
// and for the lists of people.
package drivers

import (
	"context"
	"math"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Driver names one of the six.
type Driver string

// The drivers.
const (
	Urgency      Driver = "urgency"      // urgent requests met inside their target
	Relationship Driver = "relationship" // the relationship maturity index
	Timelines    Driver = "timelines"    // promises kept in time
	Precision    Driver = "precision"    // done right the first time
	Robustness   Driver = "robustness"   // contacts that no system failure brought about
	Transparency Driver = "transparency" // cases never left longer without a word than promised
)

// All lists the drivers in the order of the seed.
var All = []Driver{Urgency, Relationship, Timelines, Precision, Robustness, Transparency}

// Weight is a driver's part in the composite; one of 0 is left out of it.
type Weight struct {
	Driver Driver
	Weight float64 // 0 or more
}

// Spec says exactly what is computed.
type Spec struct {
	Weights  []Weight
	Gap      int      // days that a case may stay without a status update
	Failures []string // words; a cause that has one of them is a failure of systems
}

// Default weighs all drivers the same and allows three days of silence.
func Default() Spec {
	s := Spec{Gap: 3, Failures: []string{"outage", "system", "failure", "down", "bug", "störung", "panne", "avería", "falha"}}
	for _, d := range All {
		s.Weights = append(s.Weights, Weight{d, 1})
	}
	return s
}

// check refuses a spec without meaning.
func (s Spec) check() error {
	if s.Gap < 1 || s.Gap > 365 {
		return data.Errorf(data.CodeBadInput, "A case may stay %d days without a word: say 1 to 365.", s.Gap)
	}
	for _, w := range s.Weights {
		if !slices.Contains(All, w.Driver) || !(w.Weight >= 0) || math.IsInf(w.Weight, 0) {
			return data.Errorf(data.CodeBadInput, "The driver %q cannot weigh %v: weights are 0 or more.", w.Driver, w.Weight)
		}
	}
	return nil
}

// Outcome is how a case came out.
type Outcome uint8

// The outcomes.
const (
	Good Outcome = iota
	Bad
	Pending  // not decided yet: in no score
	Unknown  // the record does not say: lowers the coverage
	outcomes = 4
)

// Score is one driver.
type Score struct {
	Driver Driver
	Weight float64
	Cases  [outcomes]int // by Outcome; of Relationship customers with a stage (Good) and without (Unknown)
	Value  float64       // 0..100; NaN without data
	// Low and High are its 95 % Wilson interval with the cases of a customer as a
	// cluster; NaN where there is none.
	Low, High float64
	Coverage  float64 // share of the decided among those that could be known by now; NaN without cases
	Trend     []Month
}

// N is how many cases the score is of.
func (s Score) N() int { return s.Cases[Good] + s.Cases[Bad] }

// Month is a driver in one month, by the day of the case.
type Month struct {
	Start data.Day
	N     int
	Value float64 // NaN without data
}

// Key names the cases of a driver with an outcome.
type Key struct {
	Driver  Driver
	Outcome Outcome
}

// Result is the score card. It is immutable.
type Result struct {
	Spec        Spec
	AsOf        data.Day
	Revision    int64
	N           int // cases and customers behind the scores
	Scores      []Score
	Composite   float64 // weighted mean; NaN where fewer than four drivers have data
	LatenessP50 float64 // days late, of promises not kept; NaN without any
	LatenessP90 float64
	Uniqueness  float64 // mean -log2(share of the category) of urgent requests, bits; NaN without any
	Definition  message.Message
	Finding     message.Message

	counter counter
}

const fewestForComposite = 4

// Build scores the drivers for the customers of a ladder, from the cases and
// contacts inside the query's dates.
func Build(ctx context.Context, ladder maturity.Result, q analysis.Query, spec Spec) (Result, error) {
	if err := spec.check(); err != nil {
		return Result{}, err
	}
	r := Result{Spec: spec, AsOf: q.AsOf, Revision: ladder.Revision, counter: newCounter(ladder, q, spec)}
	for _, d := range All {
		if ctx.Err() != nil {
			return Result{}, data.Wrap(ctx.Err(), data.CodeCancelled, "The score card was stopped before it was done; nothing has changed.")
		}
		score, err := r.score(d)
		if err != nil {
			return Result{}, err
		}
		for _, w := range spec.Weights {
			if w.Driver == d {
				score.Weight = w.Weight
			}
		}
		r.N += score.N()
		r.Scores = append(r.Scores, score)
	}
	r.LatenessP50, r.LatenessP90 = quantile(r.counter.late, .5), quantile(r.counter.late, .9)
	r.Uniqueness = r.counter.uniqueness()
	r.Composite = composite(r.Scores)
	r.Definition, r.Finding = r.definition(), q.Says(r.finding())
	return r, nil
}

func composite(scores []Score) float64 {
	sum, weights, count := 0.0, 0.0, 0
	for _, s := range scores {
		if !math.IsNaN(s.Value) && s.Weight > 0 {
			sum, weights, count = sum+s.Weight*s.Value, weights+s.Weight, count+1
		}
	}
	if count < fewestForComposite {
		return math.NaN()
	}
	return sum / weights
}

func (r *Result) score(d Driver) (Score, error) {
	s := Score{Driver: d, Value: math.NaN(), Low: math.NaN(), High: math.NaN(), Coverage: math.NaN()}
	c := &r.counter
	parts, err := analysis.Runs(c.log.Customers(), func(from, to int) (*tally, error) {
		t := newTally(c)
		c.each(d, from, to, t.add)
		t.flush()
		return t, nil
	})
	if err != nil {
		return s, err
	}
	t := parts[0]
	for _, part := range parts[1:] {
		t.join(part)
	}
	s.Cases = t.cases
	if known := s.N() + s.Cases[Unknown]; known > 0 {
		s.Coverage = float64(s.N()) / float64(known)
	}
	if d == Relationship {
		s.relationship(c.ladder)
		return s, nil
	}
	if s.N() > 0 {
		s.Value = 100 * float64(s.Cases[Good]) / float64(s.N())
		low, high := t.clusters.Wilson()
		s.Low, s.High = 100*low, 100*high
	}
	s.Trend = t.trend()
	return s, nil
}

func (s *Score) relationship(ladder maturity.Result) {
	s.Value = ladder.Index
	for _, m := range ladder.Months {
		n := 0
		for _, people := range m.People {
			n += people
		}
		s.Trend = append(s.Trend, Month{m.Start, n, m.Index})
	}
}

// Cases counts the cases behind a number and lists the customers who have them,
// each once; cases of nobody known count without a customer.
func (r Result) Cases(key Key) (cases int, people []eventlog.CustomerIndex) {
	seen := make([]bool, r.counter.log.Customers())
	r.counter.each(key.Driver, 0, r.counter.log.Customers(), func(c eventlog.CustomerIndex, _ data.Day, o Outcome) {
		if o != key.Outcome {
			return
		}
		cases++
		if c != eventlog.NoCustomer && !seen[c] {
			seen[c] = true
			people = append(people, c)
		}
	})
	return cases, people
}

// failure reports whether a cause names a failure of systems.
func (s Spec) failure(cause string) bool {
	cause = strings.ToLower(cause)
	return slices.ContainsFunc(s.Failures, func(word string) bool { return word != "" && strings.Contains(cause, strings.ToLower(word)) })
}
