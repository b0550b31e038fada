package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/eventlog"
)

type maturityCmd struct {
	workspaceArg
	plainFlags
	formFlags
}

func (maturityCmd) Help() string {
	return "Example: cx maturity client.cxw --segment 'Small businesses' --json"
}

type maturityJSON struct {
	stamp
	Index        number         `json:"index"`
	IndexByValue number         `json:"index_by_value"`
	NoStage      int            `json:"no_stage"`
	Left         int            `json:"left"`
	ValueBasis   string         `json:"value_basis"`
	Rows         []stageJSON    `json:"rows"`
	Months       []maturityMoJS `json:"months"`
}

type stageJSON struct {
	Stage  string `json:"stage"`
	Role   string `json:"role"`
	People int    `json:"people"`
	Value  number `json:"value"`
	Rule   string `json:"rule"` // empty for a stage that only recorded changes reach
}

type maturityMoJS struct {
	Month        date   `json:"month"`
	At           date   `json:"at"`
	Index        number `json:"index"`
	IndexByValue number `json:"index_by_value"`
	People       []int  `json:"people"`
	NoStage      int    `json:"no_stage"`
	Left         int    `json:"left"`
}

func (c maturityCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		r, err := s.Maturity(e.ctx, v)
		if err != nil {
			return err
		}
		out := maturityJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Index: number(r.Index), IndexByValue: number(r.IndexByValue), NoStage: r.NoStage, Left: r.Left, ValueBasis: string(r.Basis),
			Rows: []stageJSON{}, Months: []maturityMoJS{},
		}
		for rank, row := range r.Rows {
			out.Rows = append(out.Rows, stageJSON{row.Stage.Name, row.Stage.Role, row.People, money(row.Value, r.Currency), app.StageRule(r.Spec, rank).String()})
		}
		for _, m := range r.Months {
			out.Months = append(out.Months, maturityMoJS{date(m.Start), date(m.At), number(m.Index), number(m.IndexByValue), m.People, m.NoStage, m.Left})
		}
		return e.print(c.formFlags, app.LadderTable(r, e.printer), out)
	})
}

// cohortFlags say which cohorts, and what counts as coming back.
type cohortFlags struct {
	Start     string `help:"What begins a cohort: a kind of activity, an activity's name, any, or subscription." placeholder:"KIND|ACT"`
	Return    string `help:"What counts as coming back." placeholder:"KIND|ACT"`
	Period    string `help:"Length of a period." enum:"day,week,month,quarter,year" default:"month"`
	Rolling   bool   `help:"Count periods from each person's own first day instead of by calendar."`
	Recurring bool   `help:"A person is in the cohort of every period with a start, not only of the first."`
	Criterion string `help:"on: came back in the period; on-or-after: in it or later." enum:"on,on-or-after" default:"on"`
	Bracket   string `help:"Columns of several periods: 1-3 counts who came back in the periods 1 to 3, then 4 to 6." placeholder:"A-B"`
	Measure   string `help:"What a cell says: people, their share, revenue per customer, or net revenue retention." enum:"people,share,revenue,nrr" default:"share"`
	Relative  string `help:"Shares of the whole cohort, or of those who came back in the period before." enum:"cohort,previous" default:"cohort"`
	Horizon   int    `help:"Show at most this many periods." placeholder:"N"`
	By        string `help:"Group by this attribute instead of by date." placeholder:"ATTR"`
}

// noCohortFlags are the flags when none is given.
var noCohortFlags = cohortFlags{Period: "month", Criterion: "on", Measure: "share", Relative: "cohort"}

type cohortsCmd struct {
	workspaceArg
	plainFlags
	formFlags
	cohortFlags
}

func (cohortsCmd) Help() string {
	return "Example: cx cohorts client.cxw --period quarter --start purchase --csv"
}

// spec turns the flags into a spec on top of the log's default.
func (c cohortFlags) spec(log *eventlog.Log) (cohort.Spec, error) {
	spec := cohort.Default(log)
	var err error
	if c.Start != "" {
		if spec.Start, err = cohort.ParseEvent(c.Start); err != nil {
			return spec, err
		}
	}
	if c.Return != "" {
		if spec.Return, err = cohort.ParseEvent(c.Return); err != nil {
			return spec, err
		}
	}
	if spec.Unit, err = eventlog.ParseUnit(c.Period); err != nil {
		return spec, err
	}
	if c.Horizon < 0 {
		return spec, usagef("--horizon: %d is less than none; leave it out for all", c.Horizon)
	}
	spec.Rolling, spec.Recurring, spec.Horizon, spec.By = c.Rolling, c.Recurring, c.Horizon, c.By
	spec.Criterion, spec.Measure, spec.Relative = cohort.Criterion(c.Criterion), cohort.Measure(c.Measure), cohort.Relative(c.Relative)
	if spec.Bracket, err = cohort.ParseBracket(c.Bracket); err != nil {
		return spec, err
	}
	return spec, nil
}

type cohortsJSON struct {
	stamp
	Rows   []cohortJSON `json:"rows"`
	Pooled []number     `json:"pooled"` // by period; null where no cell is complete
	Simple []number     `json:"simple"`
}

type cohortJSON struct {
	Cohort any        `json:"cohort"` // null where the attribute is not known
	Size   int        `json:"size"`
	Cells  []cellJSON `json:"cells"`
}

type cellJSON struct {
	Period   int    `json:"period"`
	People   int    `json:"people"`
	Of       int    `json:"of"`
	Value    number `json:"value"`
	Complete bool   `json:"complete"`
}

func (c cohortsCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		spec, err := c.spec(s.Log())
		if err != nil {
			return err
		}
		r, err := s.Cohorts(e.ctx, v, spec)
		if err != nil {
			return err
		}
		out := cohortsJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Rows:  []cohortJSON{}, Pooled: []number{}, Simple: []number{},
		}
		for _, row := range r.Rows {
			j := cohortJSON{Size: row.Size, Cells: []cellJSON{}}
			if label := app.CohortLabel(r, row); label != "" {
				j.Cohort = label
			}
			for k, cell := range row.Cells {
				j.Cells = append(j.Cells, cellJSON{k, cell.People, cell.Of, number(r.Value(cell)), cell.Complete})
			}
			out.Rows = append(out.Rows, j)
		}
		for _, m := range r.Means {
			out.Pooled = append(out.Pooled, number(m.Pooled))
			out.Simple = append(out.Simple, number(m.Simple))
		}
		if !c.JSON && !c.CSV {
			return e.printTable(cohortGrid(r, e.printer))
		}
		return e.print(c.formFlags, app.CohortTable(r, e.printer), out)
	})
}
