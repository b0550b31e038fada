package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/rfm"
)

type rfmCmd struct {
	workspaceArg
	plainFlags
	formFlags
	Months int `help:"How many months before the as-of date purchases count." default:"12" placeholder:"N"`
}

func (rfmCmd) Help() string { return "Example: cx rfm client.cxw --months 24 --json" }

type rfmJSON struct {
	stamp
	Since    date         `json:"since"`
	Segments []rfmSegment `json:"segments"`
	Grid     [][]int      `json:"grid"` // people, by recency score from 1, then frequency score from 1
	Rows     []rfmRow     `json:"rows"`
}

type rfmSegment struct {
	Segment string `json:"segment"`
	People  int    `json:"people"`
	Value   number `json:"value"`
}

type rfmRow struct {
	Customer  string `json:"customer"`
	Last      date   `json:"last"`
	Frequency int    `json:"frequency"`
	Value     number `json:"value"`
	R         int    `json:"r"`
	F         int    `json:"f"`
	M         *int   `json:"m"` // null without amounts
}

func (c rfmCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.RFM(e.ctx, v, rfm.Spec{Months: c.Months})
		if err != nil {
			return err
		}
		out := rfmJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Since: date(r.Since), Rows: make([]rfmRow, 0, r.N),
		}
		for i, segment := range rfm.Segments {
			out.Segments = append(out.Segments, rfmSegment{e.printer.Text(segment.Label()), r.BySegment[i].People, money(r.BySegment[i].Money, r.Currency)})
		}
		for _, cells := range r.Grid {
			var people []int
			for _, cell := range cells {
				people = append(people, cell.People)
			}
			out.Grid = append(out.Grid, people)
		}
		labels := s.Log().Labels
		for i := range r.Rows {
			row := &r.Rows[i]
			j := rfmRow{labels[row.Customer], date(row.Last), row.Frequency, money(row.Money, r.Currency), row.R, row.F, nil}
			if r.HasAmounts {
				j.M = &row.M
			}
			out.Rows = append(out.Rows, j)
		}
		return e.print(c.formFlags, app.RFMTable(r, e.printer), out)
	})
}
