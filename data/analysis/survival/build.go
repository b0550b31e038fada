package survival

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Limits on groups.
const (
	mostValues = 200 // an attribute with more values is no grouping
	mostGroups = 12  // the largest that are drawn and compared
)

// Spec says exactly what is computed.
type Spec struct {
	Churn churn.Definition
	By    string        // group by this attribute; empty = all together
	Unit  eventlog.Unit // one of Units; empty = DefaultUnit
	CI    CI
	Test  RankTest
	At    []float64 // times, in Unit, at which the curves are read off
}

// Default is the documented default: the default rule of leaving, everybody
// together, log-log intervals, the log-rank test.
func Default(log *eventlog.Log) Spec {
	return Spec{Churn: churn.Default(log), Unit: DefaultUnit(log), CI: LogLog, Test: LogRank}
}

// Group is the curve of one value of the attribute, or of all.
type Group struct {
	Value string // empty for all together
	Curve Curve  // without points where too few were at risk for it to begin
	At    []Point
}

// Result is one curve or several. It is immutable.
type Result struct {
	Spec       Spec
	AsOf       data.Day
	Revision   int64
	N, Events  int // in the curves together
	Groups     []Group
	Comparison *Comparison // of the groups; nil where all are together
	Missing    int         // people left out because their value is not known
	Others     int         // people of values beyond the largest
	Definition message.Message
	Finding    message.Message

	log    *eventlog.Log
	sample Sample
	values int        // how many values the attribute has among the people
	people [][]Person // by group
}

// Build draws the curves. Errors are data.Error: those of NewSample, nobody has
// left, an attribute that is not there or is no grouping, or fewer than two of
// its values have people.
func Build(ctx context.Context, log *eventlog.Log, query analysis.Query, spec Spec) (Result, error) {
	spec, err := spec.normal(log)
	if err != nil {
		return Result{}, err
	}
	sample, err := NewSample(ctx, log, query, spec.Churn, spec.Unit)
	if err != nil {
		return Result{}, err
	}
	r := Result{Spec: spec, AsOf: query.AsOf, Revision: log.Revision, log: log, sample: sample}
	if err := r.group(log); err != nil {
		return Result{}, err
	}
	if err := r.draw(); err != nil {
		return Result{}, err
	}
	r.Definition = r.definition(log, query)
	r.Finding = r.finding()
	return r, nil
}

// normal fills what the zero Spec leaves open and refuses what has no meaning.
func (s Spec) normal(log *eventlog.Log) (Spec, error) {
	if s.Churn == (churn.Definition{}) {
		s.Churn = churn.Default(log)
	}
	if s.Unit == "" {
		s.Unit = DefaultUnit(log)
	}
	var err error
	if s.CI, err = ParseCI(string(s.CI)); err != nil {
		return s, err
	}
	if s.Test, err = ParseRankTest(string(s.Test)); err != nil {
		return s, err
	}
	for _, t := range s.At {
		if !(t >= 0 && t <= math.MaxInt32) {
			return s, data.Errorf(data.CodeBadInput, "A curve cannot be read off at %g; give a time of 0 or more.", t)
		}
	}
	if s.By == "" {
		return s, nil
	}
	switch by := log.Attribute(s.By); {
	case by == nil:
		return s, data.Errorf(data.CodeBadInput, "No attribute of the customers is called %q, so they cannot be grouped by it; choose one of the workspace's.", s.By)
	case len(by.Values) > mostValues:
		return s, data.Errorf(data.CodeBadInput, "%s has %d different values, too many to compare; choose an attribute with at most %d.", s.By, len(by.Values), mostValues)
	}
	return s, nil
}

// group parts the people by value, in order of the values; beyond the largest
// they are left out.
func (r *Result) group(log *eventlog.Log) error {
	by := log.Attribute(r.Spec.By)
	if r.Spec.By == "" {
		r.people, r.Groups = [][]Person{r.sample.People}, make([]Group, 1)
		return nil
	}
	byValue := partBy(r.sample.People, by)
	r.Missing = len(byValue[0])
	var codes []int
	for code, people := range byValue[1:] {
		if len(people) > 0 {
			codes = append(codes, code+1)
		}
	}
	if r.values = len(codes); r.values < 2 {
		return data.Errorf(data.CodeNoData, "A comparison by %s needs people of at least two values; there is %d. Choose another attribute or none.", r.Spec.By, r.values)
	}
	if r.values > mostGroups {
		slices.SortStableFunc(codes, func(a, b int) int { return cmp.Compare(len(byValue[b]), len(byValue[a])) })
		for _, code := range codes[mostGroups:] {
			r.Others += len(byValue[code])
		}
		codes = codes[:mostGroups]
		slices.Sort(codes)
	}
	for _, code := range codes {
		r.Groups = append(r.Groups, Group{Value: by.Values[code-1]})
		r.people = append(r.people, byValue[code])
	}
	return nil
}

// partBy parts people by the code of their value.
func partBy(people []Person, by *eventlog.Attribute) [][]Person {
	sizes := make([]int, len(by.Values)+1)
	for i := range people {
		sizes[by.Codes[people[i].Customer]]++
	}
	parts, all := make([][]Person, len(sizes)), make([]Person, len(people))
	for code, n := range sizes {
		parts[code], all = all[:0:n], all[n:]
	}
	for _, p := range people {
		code := by.Codes[p.Customer]
		parts[code] = append(parts[code], p)
	}
	return parts
}

// draw estimates the curves, side by side, and compares them.
func (r *Result) draw() error {
	spells, refusals := make([][]Spell, len(r.people)), make([]error, len(r.people))
	var wait sync.WaitGroup
	for i, people := range r.people {
		wait.Go(func() {
			spells[i] = make([]Spell, len(people))
			for j := range people {
				spells[i][j] = people[j].Spell
			}
			g := &r.Groups[i]
			if g.Curve, refusals[i] = KaplanMeier(spells[i], r.Spec.CI); refusals[i] != nil {
				nan := math.NaN()
				g.Curve = Curve{CI: r.Spec.CI, Before: len(people), Median: nan, MedianLow: nan, MedianHigh: nan}
			}
			for _, t := range r.Spec.At {
				g.At = append(g.At, g.Curve.At(t))
			}
		})
	}
	wait.Wait()
	for _, g := range r.Groups {
		r.N += g.Curve.N
		r.Events += g.Curve.Events
	}
	left := slices.ContainsFunc(spells, func(group []Spell) bool {
		return slices.ContainsFunc(group, func(s Spell) bool { return s.Event })
	})
	switch {
	case !left:
		return data.Errorf(data.CodeNoData, "Nobody had left by %s, so there is no curve to draw; choose a later as-of date or another rule for leaving.", r.AsOf)
	case !slices.Contains(refusals, nil):
		return refusals[0]
	case r.Spec.By == "":
		return nil
	}
	c, err := Compare(spells, r.Spec.Test)
	r.Comparison = &c
	return err
}
