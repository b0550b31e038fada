package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/analysis/silence"
)

type silenceCmd struct {
	workspaceArg
	plainFlags
	formFlags
	Kinds string `help:"Which kinds of contact end a silence, with commas between. Default: what the workspace says." placeholder:"KIND,..."`
}

func (silenceCmd) Help() string {
	return "Example: cx silence client.cxw --kinds purchase,service,complaint --csv"
}

type silenceJSON struct {
	stamp
	Kinds  []string           `json:"kinds"`
	Beyond int                `json:"beyond"`
	Lost   int                `json:"lost"`   // as good as gone
	Unlike int                `json:"unlike"` // within the habit of the stage, beyond their own
	OwnWay int                `json:"own_way"`
	Never  int                `json:"never"`
	Rows   []silenceStageJSON `json:"rows"`
	Watch  []silentJSON       `json:"watch"`
}

type silenceStageJSON struct {
	Stage      string     `json:"stage"`
	People     int        `json:"people"`
	Bands      []bandJSON `json:"bands"`
	Never      int        `json:"never"`
	Gaps       int        `json:"gaps"`
	Borrowed   bool       `json:"borrowed"` // the habit is that of all stages
	Median     number     `json:"median"`
	MedianLow  number     `json:"median_low"`
	MedianHigh number     `json:"median_high"`
	P90        number     `json:"p90"`
	P99        number     `json:"p99"`
	Silent     number     `json:"silent"` // median days since the last contact
	Beyond     int        `json:"beyond"`
	Lost       int        `json:"lost"`
}

type bandJSON struct {
	UpTo   any `json:"up_to"` // days; null for the last
	People int `json:"people"`
}

type silentJSON struct {
	Customer  string `json:"customer"`
	Stage     string `json:"stage"`
	Days      int    `json:"days"`
	Times     number `json:"times"`
	OwnGaps   int    `json:"own_gaps"`
	OwnMedian number `json:"own_median"`
	Value     number `json:"value"`
}

func (c silenceCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		spec := silence.Default(s.Log())
		if c.Kinds != "" {
			if spec, err = silence.Parse(c.Kinds); err != nil {
				return usagef("--kinds: %w", err)
			}
		}
		r, err := s.Silence(e.ctx, v, spec)
		if err != nil {
			return err
		}
		answer := app.SilenceAnswer(r, s.Log())
		out := silenceJSON{
			stamp: e.stampOf(answer), Kinds: []string{}, Beyond: r.States[silence.Beyond], Lost: r.States[silence.Lost], Unlike: r.States[silence.Unlike], OwnWay: r.States[silence.OwnWay],
			Never: r.States[silence.Never], Rows: []silenceStageJSON{}, Watch: []silentJSON{},
		}
		for _, kind := range spec.Kinds {
			out.Kinds = append(out.Kinds, string(kind))
		}
		for _, row := range r.Rows {
			out.Rows = append(out.Rows, e.silenceStage(r, row))
		}
		for _, who := range r.Watch {
			p := r.Person(who)
			out.Watch = append(out.Watch, silentJSON{
				s.Log().Labels[p.Customer], e.printer.Text(r.PlaceName(p.Place)), p.Silence, number(p.Times), p.OwnGaps, number(p.OwnMedian), money(p.Value, r.Currency),
			})
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

func (e *env) silenceStage(r silence.Result, row silence.Row) silenceStageJSON {
	out := silenceStageJSON{
		Stage: e.printer.Text(r.PlaceName(row.Place)), People: row.People, Never: row.States[silence.Never], Gaps: row.Habit.Gaps, Borrowed: row.Borrowed,
		Median: number(row.Habit.Median), MedianLow: number(row.Habit.Low), MedianHigh: number(row.Habit.High), P90: number(row.Habit.P90),
		Silent: number(row.Silent), Beyond: row.States[silence.Beyond], Lost: row.States[silence.Lost], Bands: []bandJSON{},
	}
	for band, n := range row.Bands {
		b := bandJSON{People: n}
		if band < len(silence.Bands)-1 {
			b.UpTo = silence.Bands[band]
		}
		out.Bands = append(out.Bands, b)
	}
	return out
}

type exceptionsCmd struct {
	workspaceArg
	viewFlags
	formFlags
	lifeFlags
	Within int `help:"Days after a failure in which leaving counts as having followed it." default:"90" placeholder:"DAYS"`
}

func (exceptionsCmd) Help() string { return "Example: cx exceptions client.cxw --within 60 --json" }

type exceptionsJSON struct {
	stamp
	Customers  int              `json:"customers"`
	Within     int              `json:"within"`
	OthersLeft int              `json:"others_left"`
	OthersRate number           `json:"others_rate"` // per 100 customers and the days of within
	Total      exceptionJSON    `json:"total"`
	Rows       []exceptionJSON  `json:"rows"`
	Waiting    []unrecoveredRow `json:"waiting"`
}

type exceptionJSON struct {
	Cause     string    `json:"cause"`
	N         int       `json:"n"`
	People    int       `json:"people"`
	Recovered int       `json:"recovered"`
	Share     number    `json:"share"`
	Low       number    `json:"low"`
	High      number    `json:"high"`
	Solved    int       `json:"solved"`
	Contact   int       `json:"contact"`
	Score     int       `json:"score"`
	Open      int       `json:"open"`
	Gone      int       `json:"gone"`
	Median    number    `json:"median"` // days to recovery
	MedianLow number    `json:"median_low"`
	MedianHi  number    `json:"median_high"`
	Scores    shiftJSON `json:"scores"` // on 0..100, high is good
	Emotions  shiftJSON `json:"emotions"`
	Left      int       `json:"left"`
	Rate      number    `json:"rate"`
	Ratio     number    `json:"ratio"`
	RatioLow  number    `json:"ratio_low"`
	RatioHigh number    `json:"ratio_high"`
}

type shiftJSON struct {
	N      int    `json:"n"`
	Before number `json:"before"`
	After  number `json:"after"`
	Change number `json:"change"`
	Low    number `json:"low"`
	High   number `json:"high"`
}

type unrecoveredRow struct {
	Customer string `json:"customer"`
	Cause    string `json:"cause"`
	Since    date   `json:"since"`
	Days     int    `json:"days"`
	Open     int    `json:"open"`
	Value    number `json:"value"`
}

func (c exceptionsCmd) Run(e *env) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	if c.Within < 1 {
		return usagef("--within: %d is less than a day", c.Within)
	}
	return c.with(e, func(s *app.Session) error {
		spec := exceptions.Default(s.Log())
		spec.Window = c.Within
		if spec.Churn, err = c.rule(s.Log()); err != nil {
			return err
		}
		r, err := s.Exceptions(e.ctx, v, spec)
		if err != nil {
			return err
		}
		answer := app.ExceptionsAnswer(r)
		out := exceptionsJSON{
			stamp: e.stampOf(answer), Customers: r.Customers, Within: spec.Window, OthersLeft: r.OthersLeft, OthersRate: number(r.OthersRate),
			Total: e.exception(r.Total), Rows: []exceptionJSON{}, Waiting: []unrecoveredRow{},
		}
		for _, row := range r.Rows {
			out.Rows = append(out.Rows, e.exception(row))
		}
		for _, p := range r.Waiting {
			out.Waiting = append(out.Waiting, unrecoveredRow{
				s.Log().Labels[p.Customer], e.printer.Text(p.Cause), date(p.Since), p.Days, p.Open, money(p.Value, r.Currency),
			})
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}

func (e *env) exception(row exceptions.Row) exceptionJSON {
	return exceptionJSON{
		Cause: e.printer.Text(row.Name), N: row.Failures, People: row.People, Recovered: row.Recovered,
		Share: number(row.Share), Low: number(row.Low), High: number(row.High),
		Solved: row.Ways[exceptions.Solved], Contact: row.Ways[exceptions.Contact], Score: row.Ways[exceptions.Score], Open: row.Open, Gone: row.Gone,
		Median: number(row.Curve.Median), MedianLow: number(row.Curve.MedianLow), MedianHi: number(row.Curve.MedianHigh),
		Scores: shift(row.Score), Emotions: shift(row.Emotion),
		Left: row.Left, Rate: number(row.Rate), Ratio: number(row.Ratio), RatioLow: number(row.RatioLow), RatioHigh: number(row.RatioHigh),
	}
}

func shift(c exceptions.Change) shiftJSON {
	return shiftJSON{c.N, number(c.Before), number(c.After), number(c.Diff), number(c.Low), number(c.High)}
}

type coverageCmd struct {
	workspaceArg
	plainFlags
	formFlags
	By string `help:"What touchpoints are crossed with." enum:"stage,channel" default:"stage"`
}

func (coverageCmd) Help() string { return "Example: cx coverage client.cxw --by channel --json" }

type coverageJSON struct {
	stamp
	By      string            `json:"by"`
	Touches int               `json:"touches"`
	Cells   int               `json:"cells"`
	Blind   int               `json:"blind"`
	Stale   int               `json:"stale"` // none in the last twelve months
	Rows    []coverageRowJSON `json:"rows"`
}

type coverageRowJSON struct {
	Category   string             `json:"category"`
	Touchpoint string             `json:"touchpoint"`
	Touches    int                `json:"touches"`
	People     int                `json:"people"`
	Rate       number             `json:"rate"` // touches per customer and month
	Last       date               `json:"last"`
	Cells      []coverageCellJSON `json:"cells"`
}

type coverageCellJSON struct {
	Name    string `json:"name"` // of the stage or channel
	Touches int    `json:"touches"`
	People  int    `json:"people"`
	Rate    number `json:"rate"`
	Last    date   `json:"last"`
	State   string `json:"state"`
}

func (c coverageCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.Coverage(e.ctx, v, coverage.Spec{Axis: coverage.Axis(c.By)})
		if err != nil {
			return err
		}
		answer := app.CoverageAnswer(r)
		out := coverageJSON{stamp: e.stampOf(answer), By: c.By, Touches: r.Touches, Cells: r.Cells, Blind: r.Blind, Stale: r.Stale, Rows: []coverageRowJSON{}}
		for _, row := range r.Rows {
			j := coverageRowJSON{
				string(row.Category), e.printer.Text(row.Name), row.All.Touches, row.All.People, number(row.All.Rate), date(row.All.Last), []coverageCellJSON{},
			}
			for k, cell := range row.Cells {
				j.Cells = append(j.Cells, coverageCellJSON{
					e.printer.Text(r.Columns[k].Name), cell.Touches, cell.People, number(cell.Rate), date(cell.Last), e.printer.Text(cell.State.Name()),
				})
			}
			out.Rows = append(out.Rows, j)
		}
		return e.print(c.formFlags, answer.Table(e.printer), out)
	})
}
