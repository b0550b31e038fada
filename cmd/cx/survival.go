package main

import (
	"fmt"
	"math"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
)

// lifeFlags say what leaving is, and what time is counted in.
type lifeFlags struct {
	Churn string `help:"Who has left: contract (all subscriptions ended), inactivity:DAYS, or usage. Default: contract where there are subscriptions, else inactivity:90." placeholder:"RULE"`
	Unit  string `help:"What time is counted in. Default: month where dates come from tenure, else day." enum:",day,week,month" default:"" placeholder:"day|week|month"`
}

// idleRule is for a verb that does not ask who has left by a rule: it says so of
// a rule that was given, which still has to be one.
func (f lifeFlags) idleRule(e *env) error {
	if f.Churn == "" {
		return nil
	}
	if _, err := churn.Parse(f.Churn); err != nil {
		return usagef("--churn: %w", err)
	}
	fmt.Fprintln(e.words, "--churn changes nothing here: only survival, cox and reasons ask who has left by a rule.")
	return nil
}

// plainFlags are the flags of every analysis for one that asks neither who has
// left by a rule nor how long something took.
type plainFlags struct {
	viewFlags
	lifeFlags
}

// plainView is the view, after a sentence on each flag that changes nothing.
func (f plainFlags) plainView(e *env) (app.View, error) {
	if err := f.idleRule(e); err != nil {
		return app.View{}, err
	}
	if f.Unit != "" {
		fmt.Fprintln(e.words, "--unit changes nothing here: only dwell, survival, cox and reasons count how long something took.")
	}
	return f.view()
}

func (f lifeFlags) rule(log *eventlog.Log) (churn.Definition, error) {
	if f.Churn == "" {
		return churn.Default(log), nil
	}
	rule, err := churn.Parse(f.Churn)
	if err != nil {
		return rule, usagef("--churn: %w", err)
	}
	return rule, nil
}

type survivalCmd struct {
	workspaceArg
	viewFlags
	formFlags
	lifeFlags
	By   string    `help:"One curve for each value of this attribute, and a test of their difference." placeholder:"ATTR"`
	CI   string    `name:"ci" help:"How 95 % intervals are made." enum:"log-log,log,plain" default:"log-log"`
	Test string    `help:"How curves are compared." enum:"log-rank,wilcoxon,peto-peto" default:"log-rank"`
	At   []float64 `help:"Read the curves off at these times." placeholder:"T"`
}

func (survivalCmd) Help() string {
	return "Example: cx survival client.cxw --by contract --at 12,24,36 --json"
}

type survivalJSON struct {
	stamp
	Unit   string      `json:"unit"`
	Events int         `json:"events"`
	Groups []groupJSON `json:"groups"`
	Test   *testJSON   `json:"logrank"` // null without --by
}

type groupJSON struct {
	Group      any         `json:"group"` // null for all together
	N          int         `json:"n"`
	Events     int         `json:"events"`
	From       number      `json:"from"` // where the curve begins
	Median     number      `json:"median"`
	MedianLow  number      `json:"median_low"`
	MedianHigh number      `json:"median_high"`
	At         []pointJSON `json:"at"`
	Curve      []pointJSON `json:"curve"`
}

type pointJSON struct {
	T        number `json:"t"`
	Survival number `json:"survival"`
	Low      number `json:"low"`
	High     number `json:"high"`
	AtRisk   int    `json:"at_risk"`
	Events   int    `json:"events"`
	Censored int    `json:"censored"`
}

type testJSON struct {
	Test string `json:"test"`
	Chi2 number `json:"chi2"`
	DF   int    `json:"df"`
	P    number `json:"p"`
}

func (c survivalCmd) Run(e *env) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		rule, err := c.rule(s.Log())
		if err != nil {
			return err
		}
		r, err := s.Survival(e.ctx, v, survival.Spec{
			Churn: rule, By: c.By, Unit: eventlog.Unit(c.Unit), CI: survival.CI(c.CI), Test: survival.RankTest(c.Test), At: c.At,
		})
		if err != nil {
			return err
		}
		if !c.JSON && !c.CSV {
			return e.printTable(e.survivalSummary(r))
		}
		out := survivalJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Unit:  string(r.Spec.Unit), Events: r.Events, Groups: []groupJSON{},
		}
		for _, g := range r.Groups {
			out.Groups = append(out.Groups, groupOf(g))
		}
		if t := r.Comparison; t != nil {
			out.Test = &testJSON{string(t.Test), number(t.Chi2), t.DF, number(t.P)}
		}
		return e.print(c.formFlags, app.SurvivalTable(r, e.printer), out)
	})
}

func groupOf(g survival.Group) groupJSON {
	c := g.Curve
	j := groupJSON{
		N: c.N, Events: c.Events, From: number(c.From), Median: number(c.Median), MedianLow: number(c.MedianLow), MedianHigh: number(c.MedianHigh),
		At: pointsOf(g.At), Curve: pointsOf(c.Points),
	}
	if g.Value != "" {
		j.Group = g.Value
	}
	return j
}

func pointsOf(points []survival.Point) []pointJSON {
	out := []pointJSON{}
	for _, p := range points {
		out = append(out, pointJSON{number(p.T), number(p.Survival), number(p.Low), number(p.High), p.AtRisk, p.Events, p.Censored})
	}
	return out
}

// survivalSummary is a row a group: by when half have left, and the shares still
// there at the times asked for.
func (e *env) survivalSummary(r survival.Result) report.Table {
	p := e.printer
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("survival.table.group"), p.T("table.people"), p.T("survival.table.left"), p.T("table.median"), p.T("table.low"), p.T("table.high"),
	}}
	for _, at := range r.Spec.At {
		t.Columns = append(t.Columns, p.Text(survival.Duration(at, r.Spec.Unit)), p.T("table.low"), p.T("table.high"))
	}
	time := func(x float64) figure {
		if x == math.Trunc(x) {
			return figure(p.Int(int64(x)))
		}
		return figure(p.Float(x, 1))
	}
	for _, g := range r.Groups {
		c := g.Curve
		row := []any{app.SurvivalGroup(g, p), c.N, c.Events, time(c.Median), time(c.MedianLow), time(c.MedianHigh)}
		for _, at := range g.At {
			row = append(row, figure(p.Percent(at.Survival)), figure(p.Percent(at.Low)), figure(p.Percent(at.High)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
