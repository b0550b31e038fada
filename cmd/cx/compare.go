package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/eventlog"
)

// sideFlags say what is compared with what.
type sideFlags struct {
	First  string `help:"Segment of the first side; everybody without it." placeholder:"SEGMENT"`
	Second string `help:"Segment of the second side; everybody without it." placeholder:"SEGMENT"`
	Months int    `help:"Compare the last N months with the N before them; without it all dates of two segments, or the usual months of one." placeholder:"N"`
}

// sides gives both sides.
func (f sideFlags) sides(log *eventlog.Log) ([2]app.SideSpec, error) {
	const most = 120
	if f.Months < 0 || f.Months > most {
		return [2]app.SideSpec{}, usagef("--months: %d is not 1 to %d", f.Months, most)
	}
	sides := app.UsualSides(log)
	switch {
	case f.Months > 0:
		sides[0].Period, sides[1].Period = app.Period{Months: f.Months, Before: f.Months}, app.Period{Months: f.Months}
	case f.First != f.Second:
		sides = [2]app.SideSpec{}
	}
	sides[0].Segment, sides[1].Segment = f.First, f.Second
	return sides, nil
}

type compareCmd struct {
	workspaceArg
	plainFlags
	formFlags
	sideFlags
}

func (compareCmd) Help() string {
	return "Examples: cx compare client.cxw --months 6\n\ncx compare client.cxw --first \"New clients\" --second \"Old clients\" --json"
}

type compareJSON struct {
	stamp
	Both  int              `json:"both"`
	Sides []sideJSON       `json:"sides"`
	Rows  []comparisonJSON `json:"rows"`
}

type sideJSON struct {
	Name string `json:"name"`
	AsOf date   `json:"as_of"`
	N    int    `json:"n"`
}

type comparisonJSON struct {
	Figure     string `json:"figure"`
	Of         string `json:"of"`
	First      number `json:"first"`
	FirstN     int    `json:"first_n"`
	Second     number `json:"second"`
	SecondN    int    `json:"second_n"`
	Difference number `json:"difference"`
	Low        number `json:"low"`
	High       number `json:"high"`
	P          number `json:"p"`
	Differs    *bool  `json:"differs"`
	Verdict    string `json:"verdict"`
}

func (c compareCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		sides, err := c.sides(s.Log())
		if err != nil {
			return err
		}
		r, err := s.Compare(e.ctx, v, sides[0], sides[1])
		if err != nil {
			return err
		}
		answer := app.CompareAnswer(r)
		out := compareJSON{stamp: e.stampOf(answer), Both: r.Both, Rows: []comparisonJSON{}}
		for _, side := range r.Sides {
			out.Sides = append(out.Sides, sideJSON{e.printer.Text(side.Name), date(side.Ladder.AsOf), side.Ladder.N})
		}
		for _, row := range r.Rows {
			out.Rows = append(out.Rows, e.comparison(row))
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

func (e *env) comparison(row compare.Row) comparisonJSON {
	j := comparisonJSON{
		Figure: string(row.Part), Of: e.printer.Text(row.Name),
		First: number(row.Sides[0].Value), FirstN: row.Sides[0].N, Second: number(row.Sides[1].Value), SecondN: row.Sides[1].N,
		Difference: number(row.Diff), Low: number(row.Low), High: number(row.High), P: number(row.P), Verdict: e.printer.Text(row.Verdict()),
	}
	if told := row.Told(); row.Known() {
		j.Differs = &told
	}
	return j
}
