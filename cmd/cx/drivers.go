package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/drivers"
)

type driversCmd struct {
	workspaceArg
	plainFlags
	formFlags
}

func (driversCmd) Help() string { return "Example: cx drivers client.cxw --from 2026-01-01 --json" }

type driversJSON struct {
	stamp
	Composite   number       `json:"composite"` // null where fewer than four drivers have data
	LatenessP50 number       `json:"lateness_p50"`
	LatenessP90 number       `json:"lateness_p90"`
	Uniqueness  number       `json:"uniqueness"`
	Rows        []driverJSON `json:"rows"`
}

type driverJSON struct {
	Driver   string            `json:"driver"`
	Score    number            `json:"score"`
	Low      number            `json:"low"`
	High     number            `json:"high"`
	N        int               `json:"n"`
	Coverage number            `json:"coverage"`
	Good     int               `json:"good"`
	Bad      int               `json:"bad"`
	Pending  int               `json:"pending"`
	Unknown  int               `json:"unknown"`
	Weight   number            `json:"weight"`
	Months   []driverMonthJSON `json:"months"`
}

type driverMonthJSON struct {
	Month date   `json:"month"`
	N     int    `json:"n"`
	Score number `json:"score"`
}

func (c driversCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.Drivers(e.ctx, v)
		if err != nil {
			return err
		}
		answer := app.DriversAnswer(r)
		out := driversJSON{
			stamp: e.stampOf(answer), Composite: number(r.Composite), LatenessP50: number(r.LatenessP50), LatenessP90: number(r.LatenessP90),
			Uniqueness: number(r.Uniqueness), Rows: []driverJSON{},
		}
		for _, score := range r.Scores {
			out.Rows = append(out.Rows, driverRow(score))
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

func driverRow(s drivers.Score) driverJSON {
	row := driverJSON{
		Driver: string(s.Driver), Score: number(s.Value), Low: number(s.Low), High: number(s.High), N: s.N(), Coverage: number(s.Coverage),
		Good: s.Cases[drivers.Good], Bad: s.Cases[drivers.Bad], Pending: s.Cases[drivers.Pending], Unknown: s.Cases[drivers.Unknown],
		Weight: number(s.Weight), Months: []driverMonthJSON{},
	}
	for _, m := range s.Trend {
		row.Months = append(row.Months, driverMonthJSON{date(m.Start), m.N, number(m.Value)})
	}
	return row
}

type alignmentCmd struct {
	workspaceArg
	plainFlags
	formFlags
}

func (alignmentCmd) Help() string { return "Example: cx alignment client.cxw --json" }

type alignmentJSON struct {
	stamp
	Judged  bool           `json:"judged"` // false until a person has said what is in place
	Needed  int            `json:"needed"`
	Aligned int            `json:"aligned"`
	Share   number         `json:"share"`
	Waiting number         `json:"waiting"` // value in stages that lack something they need
	Value   number         `json:"value"`
	Rows    []alignmentRow `json:"rows"`
}

type alignmentRow struct {
	Stage   string     `json:"stage"`
	People  int        `json:"people"`
	Value   number     `json:"value"`
	Needed  int        `json:"needed"`
	Aligned int        `json:"aligned"`
	Share   number     `json:"share"`
	Roles   []roleJSON `json:"roles"`
}

type roleJSON struct {
	Role    string `json:"role"`
	Needed  bool   `json:"needed"`
	InPlace bool   `json:"in_place"`
	Used    bool   `json:"used"`
	Owner   string `json:"owner"`
	Note    string `json:"note"`
}

func (c alignmentCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.Alignment(e.ctx, v, e.printer)
		if err != nil {
			return err
		}
		answer := app.AlignmentAnswer(r)
		out := alignmentJSON{
			stamp: e.stampOf(answer), Judged: r.Spec.Judged, Needed: r.Needed, Aligned: r.Aligned, Share: number(r.Share()),
			Waiting: money(r.Waiting, r.Currency), Value: money(r.Total, r.Currency), Rows: []alignmentRow{},
		}
		for _, row := range r.Rows {
			j := alignmentRow{row.Stage.Name, row.People, money(row.Value, r.Currency), row.Needed, row.Aligned, number(row.Share), []roleJSON{}}
			for _, role := range row.Roles {
				j.Roles = append(j.Roles, roleJSON{role.Role, role.Needed, role.InPlace, role.Used, role.Owner, role.Note})
			}
			out.Rows = append(out.Rows, j)
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}
