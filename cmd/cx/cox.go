package main

import (
	"strconv"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/eventlog"
)

type coxCmd struct {
	workspaceArg
	viewFlags
	formFlags
	lifeFlags
	On []string `help:"The attributes to look at, each held against the others." placeholder:"ATTR" required:""`
}

func (coxCmd) Help() string {
	return "Example: cx cox client.cxw --on contract,monthly_charges --json\n" +
		"An attribute whose values are all numbers is used as a number; of any other each level is set against the first in alphabetical order."
}

type coxJSON struct {
	stamp
	Unit         string      `json:"unit"`
	Events       int         `json:"events"`
	Missing      int         `json:"missing"` // people of whom an attribute is not known
	LogLik       number      `json:"loglik"`
	LogLikNull   number      `json:"loglik_null"`
	Concordance  number      `json:"concordance"`
	Rows         []termJSON  `json:"rows"`
	Proportional []ratioJSON `json:"proportional"` // by attribute: does the ratio stay the same over time
}

type termJSON struct {
	Term   string `json:"term"`
	Coef   number `json:"coef"`
	StdErr number `json:"se"`
	HR     number `json:"hr"`
	Low    number `json:"low"`
	High   number `json:"high"`
	P      number `json:"p"`
	People int    `json:"people"`
	Left   int    `json:"left"`
	Words  string `json:"words"`
}

type ratioJSON struct {
	Attribute string `json:"attribute"`
	Chi2      number `json:"chi2"`
	DF        int    `json:"df"`
	P         number `json:"p"`
}

func (c coxCmd) Run(e *env) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		rule, err := c.rule(s.Log())
		if err != nil {
			return err
		}
		r, err := s.Cox(e.ctx, v, cox.Spec{Churn: rule, On: c.On, Unit: eventlog.Unit(c.Unit)})
		if err != nil {
			return err
		}
		if !c.JSON && !c.CSV {
			return e.printTable(e.coxSummary(r))
		}
		out := coxJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Unit:  string(r.Spec.Unit), Events: r.Events, Missing: r.Missing,
			LogLik: number(r.LogLik), LogLikNull: number(r.LogLikNull), Concordance: number(r.Concordance.Share),
			Rows: []termJSON{}, Proportional: []ratioJSON{},
		}
		for _, row := range r.Rows {
			out.Rows = append(out.Rows, termJSON{
				row.Name, number(row.Coef), number(row.StdErr), number(row.HR), number(row.Low), number(row.High), number(row.P),
				row.People, row.Events, e.printer.Text(row.Words),
			})
		}
		for _, t := range r.Proportional {
			out.Proportional = append(out.Proportional, ratioJSON{t.Name, number(t.Chi2), t.DF, number(t.P)})
		}
		return e.print(c.formFlags, app.CoxTable(r, e.printer), out)
	})
}

// coxSummary is what a reader needs of each term.
func (e *env) coxSummary(r cox.Result) report.Table {
	p := e.printer
	t := report.Table{Title: p.Text(r.Finding), Definition: p.Text(r.Definition), Columns: []string{
		p.T("cox.table.term"), p.T("table.people"), p.T("survival.table.left"), p.T("cox.table.ratio"), p.T("table.low"), p.T("table.high"),
		p.T("cox.table.p"), p.T("cox.table.words"),
	}}
	ratio := func(x float64) figure { return figure(strconv.FormatFloat(x, 'g', 3, 64)) }
	for _, row := range r.Rows {
		probability := figure("< 0.001")
		if row.P >= 0.001 {
			probability = figure(p.Float(row.P, 3))
		}
		t.Rows = append(t.Rows, []any{row.Name, row.People, row.Events, ratio(row.HR), ratio(row.Low), ratio(row.High), probability, p.Text(row.Words)})
	}
	return t
}
