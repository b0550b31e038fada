package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange"
)

// shownRejects is how many rejected rows are shown with their lines.
const shownRejects = 10

type importCmd struct {
	workspaceArg
	Sources   []string `arg:"" name:"source" help:"Files to bring in, one after the other." type:"path"`
	As        string   `help:"What the rows are; guessed if not said." enum:",customers,interactions,purchases,subscriptions" default:"" placeholder:"NOUN"`
	Map       []string `help:"FIELD=COLUMN, a header or a number from 1; FIELD= drops a guess. Repeatable." placeholder:"FIELD=COLUMN" sep:"none"`
	NoHeader  bool     `help:"The first row is data, not headers."`
	Delimiter string   `help:"comma, semicolon, tab, pipe, blanks, or the character itself." placeholder:"D"`
	Encoding  string   `help:"utf-8, windows-1252, ..." placeholder:"E"`
	DateOrder string   `help:"Order of day, month and year where all are numbers." enum:",dmy,mdy,ymd" default:"" placeholder:"ORDER"`
	Zone      string   `help:"Time zone of the file's times. Default: the workspace's." placeholder:"ZONE"`
	AsOf      string   `help:"For files that give tenure in months instead of dates: the day at which it was counted." placeholder:"DATE"`
	DryRun    bool     `help:"Count what would happen and change nothing."`
	Rejects   string   `help:"Where rows that cannot be used are written. Default: SOURCE.rejects.csv." placeholder:"FILE" type:"path"`
	JSON      bool     `name:"json" help:"Print one JSON object."`
}

func (importCmd) Help() string {
	return "Examples: cx import client.cxw customers.csv orders.csv\n\ncx import client.cxw telco.csv --as-of 2026-10-31\n\ncx import client.cxw log.txt --map customer=2"
}

func (c importCmd) options(e *env) (exchange.Options, error) {
	o := exchange.Defaults(e.now())
	o.As, o.NoHeader, o.Delimiter, o.Encoding = exchange.As(c.As), c.NoHeader, c.Delimiter, c.Encoding
	o.DateOrder, o.Zone, o.Rejects, o.DryRun = exchange.DateOrder(c.DateOrder), c.Zone, c.Rejects, c.DryRun
	if c.AsOf != "" {
		day, err := data.ParseDay(c.AsOf)
		if err != nil {
			return o, usagef("--as-of: %w", err)
		}
		o.AsOf = day
	}
	o.Map = map[string]string{}
	for _, m := range c.Map {
		field, column, ok := strings.Cut(m, "=")
		if !ok || field == "" {
			return o, usagef("--map: %q is not FIELD=COLUMN", m)
		}
		o.Map[field] = column
	}
	return o, nil
}

func (c importCmd) Run(e *env) error {
	o, err := c.options(e)
	if err != nil {
		return err
	}
	if c.Rejects != "" && len(c.Sources) > 1 {
		return usagef("--rejects names one file, so it takes one SOURCE")
	}
	total := exchange.NewReport()
	err = c.with(e, func(s *app.Session) error {
		// All are looked at before the first goes in, so that a bad one leaves nothing half done.
		plans := make([]*exchange.Plan, len(c.Sources))
		for i, source := range c.Sources {
			if plans[i], err = exchange.Prepare(source, o); err != nil {
				return err
			}
			if plans[i].Problem != nil {
				return plans[i].Problem
			}
		}
		for _, plan := range plans {
			report, err := s.Import(e.ctx, plan, e.progress("Importing"))
			var unsafe *app.NoBackupError
			if errors.As(err, &unsafe) {
				fmt.Fprintf(e.words, "Warning: %s The import goes on without one.\n", unsafe)
				report, err = s.ImportWithoutBackup(e.ctx, plan, e.progress("Importing"))
			}
			if err != nil {
				return err
			}
			total.Add(report)
			fmt.Fprintln(e.words, e.printer.Text(plan.Taken()))
			fmt.Fprintln(e.words, e.printer.Text(report.Summary()))
			for _, reason := range slices.Sorted(maps.Keys(report.Reasons)) {
				fmt.Fprintf(e.words, "  %s: %s\n", reason, e.printer.Int(int64(report.Reasons[reason])))
			}
			for _, row := range report.FirstRejects(shownRejects) {
				fmt.Fprintf(e.words, "  %s\n", e.printer.Text(row))
			}
			if report.RejectsFile != "" {
				fmt.Fprintf(e.words, "  rejected rows: %s\n", report.RejectsFile)
			}
			if report.RejectsProblem != "" {
				fmt.Fprintf(e.words, "  %s\n", report.RejectsProblem)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.JSON {
		if err := e.printJSON(total); err != nil {
			return err
		}
	}
	if total.Rejected > 0 {
		return errRejected
	}
	return nil
}
