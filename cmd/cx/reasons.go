package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
)

type reasonsCmd struct {
	workspaceArg
	viewFlags
	formFlags
	lifeFlags
	CI string `name:"ci" help:"How 95 % intervals of the incidence are made." enum:"log-log,log,plain" default:"log-log"`
}

func (reasonsCmd) Help() string { return "Example: cx reasons client.cxw --churn contract --json" }

type reasonsJSON struct {
	stamp
	Value      number          `json:"value"`
	ValueBasis string          `json:"value_basis"`
	Rows       []reasonJSON    `json:"rows"`
	Unit       string          `json:"unit"`
	Incidence  []incidenceJSON `json:"incidence"`
}

type reasonJSON struct {
	Reason any    `json:"reason"` // null where it is not known
	People int    `json:"people"`
	Share  number `json:"share"`
	Low    number `json:"low"`
	High   number `json:"high"`
	Value  number `json:"value"`
}

type incidenceJSON struct {
	Reason string               `json:"reason"`
	Curve  []incidencePointJSON `json:"curve"`
}

type incidencePointJSON struct {
	T      number `json:"t"`
	Events int    `json:"events"`
	Share  number `json:"share"`
	Low    number `json:"low"`
	High   number `json:"high"`
}

func (c reasonsCmd) Run(e *env) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		rule, err := c.rule(s.Log())
		if err != nil {
			return err
		}
		r, err := s.Reasons(e.ctx, v, reasons.Spec{Churn: rule, Unit: eventlog.Unit(c.Unit), CI: survival.CI(c.CI)})
		if err != nil {
			return err
		}
		out := reasonsJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Value: money(r.Value, r.Currency), ValueBasis: string(r.Basis), Rows: []reasonJSON{}, Unit: string(r.Spec.Unit), Incidence: []incidenceJSON{},
		}
		for _, row := range r.Rows {
			j := reasonJSON{People: row.People, Share: number(row.Share), Low: number(row.Low), High: number(row.High), Value: money(row.Value, r.Currency)}
			if row.Reason != reasons.Unknown {
				j.Reason = row.Name
			}
			out.Rows = append(out.Rows, j)
		}
		for i, curve := range r.Curves {
			j := incidenceJSON{Reason: e.printer.Text(r.CurveLabel(i)), Curve: []incidencePointJSON{}}
			for _, p := range curve.Points {
				j.Curve = append(j.Curve, incidencePointJSON{number(p.T), p.Events, number(p.Share), number(p.Low), number(p.High)})
			}
			out.Incidence = append(out.Incidence, j)
		}
		return e.print(c.formFlags, app.ReasonsTable(r, e.printer), out)
	})
}
