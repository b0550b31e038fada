package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/eventlog"
)

// stampOf is what an answer carries in JSON.
func (e *env) stampOf(a app.Answer) stamp {
	return stamp{e.printer.Text(a.Finding), e.printer.Text(a.Definition), date(a.AsOf), a.N, a.Revision}
}

type transitionsCmd struct {
	workspaceArg
	plainFlags
	formFlags
}

func (transitionsCmd) Help() string {
	return "Example: cx transitions client.cxw --from 2026-01-01 --json"
}

type transitionsJSON struct {
	stamp
	Ended int        `json:"ended"`
	Open  int        `json:"open"`
	Ups   int        `json:"ups"`
	Skips int        `json:"skips"`
	Backs int        `json:"backs"`
	Rows  []movesRow `json:"rows"`
}

type movesRow struct {
	From  string     `json:"from"`
	Ended int        `json:"ended"`
	Open  int        `json:"open"`
	To    []moveJSON `json:"to"`
}

type moveJSON struct {
	To    string `json:"to"`
	Moves int    `json:"moves"`
	Share number `json:"share"`
	Low   number `json:"low"`
	High  number `json:"high"`
}

func (c transitionsCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.Transitions(e.ctx, v)
		if err != nil {
			return err
		}
		answer := app.TransitionsAnswer(r)
		out := transitionsJSON{stamp: e.stampOf(answer), Ended: r.Ended, Open: r.Open, Ups: r.Ups, Skips: r.Skips, Backs: r.Backs, Rows: []movesRow{}}
		for _, row := range r.Rows {
			j := movesRow{From: e.printer.Text(r.PlaceName(row.Place)), Ended: row.Ended, Open: row.Open, To: []moveJSON{}}
			for _, cell := range row.Cells {
				if cell.Spells > 0 {
					j.To = append(j.To, moveJSON{e.printer.Text(r.PlaceName(cell.To)), cell.Spells, number(cell.Share), number(cell.Low), number(cell.High)})
				}
			}
			out.Rows = append(out.Rows, j)
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

type dwellCmd struct {
	workspaceArg
	viewFlags
	formFlags
	lifeFlags
}

func (dwellCmd) Help() string { return "Example: cx dwell client.cxw --unit month --json" }

type dwellJSON struct {
	stamp
	Unit string         `json:"unit"`
	Rows []dwellRowJSON `json:"rows"`
}

type dwellRowJSON struct {
	Stage      string `json:"stage"`
	N          int    `json:"n"`
	Ended      int    `json:"ended"`
	Open       int    `json:"open"`
	Median     number `json:"median"`
	MedianLow  number `json:"median_low"`
	MedianHigh number `json:"median_high"`
	P90        number `json:"p90"`
	P90Low     number `json:"p90_low"`
	P90High    number `json:"p90_high"`
	Longer     int    `json:"longer"`
}

func (c dwellCmd) Run(e *env) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	if err := c.idleRule(e); err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		spec := dwell.Default()
		if c.Unit != "" {
			spec.Unit = eventlog.Unit(c.Unit)
		}
		r, err := s.Dwell(e.ctx, v, spec)
		if err != nil {
			return err
		}
		answer := app.DwellAnswer(r)
		out := dwellJSON{stamp: e.stampOf(answer), Unit: string(spec.Unit), Rows: []dwellRowJSON{}}
		for _, row := range r.Rows {
			out.Rows = append(out.Rows, dwellRowJSON{
				row.Stage.Name, row.Curve.N, row.Curve.Events, row.Open,
				number(row.Curve.Median), number(row.Curve.MedianLow), number(row.Curve.MedianHigh),
				number(row.P90), number(row.P90Low), number(row.P90High), row.Longer,
			})
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

type pushPullCmd struct {
	workspaceArg
	plainFlags
	formFlags
}

func (pushPullCmd) Help() string { return "Example: cx push-pull client.cxw --json" }

type pushPullJSON struct {
	stamp
	Index    number        `json:"index"`
	Low      number        `json:"low"`
	High     number        `json:"high"`
	Rows     []balanceJSON `json:"rows"` // by stage
	Channels []balanceJSON `json:"channels"`
	Months   []balanceJSON `json:"months"`
}

type balanceJSON struct {
	Name          string `json:"name"` // of a month its first day
	Pull          int    `json:"pull"`
	Push          int    `json:"push"`
	Transactional int    `json:"transactional"`
	Index         number `json:"index"`
	Low           number `json:"low"`
	High          number `json:"high"`
}

func (c pushPullCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.PushPull(e.ctx, v)
		if err != nil {
			return err
		}
		answer := app.PushPullAnswer(r)
		return e.print(c.formFlags, answer.Table(e.printer), pushPullJSON{
			stamp: e.stampOf(answer), Index: number(r.Total.Index), Low: number(r.Total.Low), High: number(r.Total.High),
			Rows: e.balances(r, pushpull.ByStage), Channels: e.balances(r, pushpull.ByChannel), Months: e.balances(r, pushpull.ByMonth),
		})
	})
}

func (e *env) balances(r pushpull.Result, part pushpull.Part) []balanceJSON {
	out := []balanceJSON{}
	for _, row := range r.Parts[part] {
		name := e.printer.Text(row.Name)
		if row.Start.Known() {
			name = row.Start.String()
		}
		out = append(out, balanceJSON{name, row.Pull, row.Push, row.Transactional, number(row.Index), number(row.Low), number(row.High)})
	}
	return out
}
