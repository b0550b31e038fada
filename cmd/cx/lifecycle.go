package main

import (
	"cxworkbench/app"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/eventlog"
)

type lifecycleCmd struct {
	workspaceArg
	plainFlags
	formFlags
	Active string `help:"What counts as being active: a kind of activity, an activity's name, or any. Default: purchase where there are purchases that are no mere extras beside contracts, else any." placeholder:"KIND|ACT"`
	Period string `help:"Length of a period." enum:"day,week,month,quarter,year" default:"month"`
}

func (lifecycleCmd) Help() string { return "Example: cx lifecycle client.cxw --period quarter --csv" }

type lifecycleJSON struct {
	stamp
	Rows   []lifecycleRow `json:"rows"`
	Sticky []int          `json:"sticky"` // people active in exactly 1, 2, ... of the last complete periods
}

type lifecycleRow struct {
	Start       date `json:"start"`
	End         date `json:"end"`
	New         int  `json:"new"`
	Returning   int  `json:"returning"`
	Resurrected int  `json:"resurrected"`
	Dormant     int  `json:"dormant"`
	Complete    bool `json:"complete"`
}

func (c lifecycleCmd) Run(e *env) error {
	v, err := c.plainView(e)
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		spec := lifecycle.Default(s.Log())
		if c.Active != "" {
			if spec.Event, err = cohort.ParseEvent(c.Active); err != nil {
				return err
			}
		}
		spec.Unit = eventlog.Unit(c.Period)
		r, err := s.Lifecycle(e.ctx, v, spec)
		if err != nil {
			return err
		}
		out := lifecycleJSON{
			stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
			Rows:  []lifecycleRow{}, Sticky: r.Sticky,
		}
		for _, p := range r.Periods {
			out.Rows = append(out.Rows, lifecycleRow{
				date(p.Start), date(p.End), p.People[lifecycle.New], p.People[lifecycle.Returning],
				p.People[lifecycle.Resurrected], p.People[lifecycle.Dormant], !p.Open,
			})
		}
		return e.print(c.formFlags, app.LifecycleTable(r, e.printer), out)
	})
}
