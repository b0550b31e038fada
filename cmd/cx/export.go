package main

import (
	"errors"
	"fmt"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
)

type exportCmd struct {
	workspaceArg
	As      string `help:"What to write: customers, interactions, responses, tickets, xes (an event log), all (the whole workspace, as a folder)." enum:"customers,interactions,responses,tickets,xes,all" required:"" placeholder:"NOUN"`
	Format  string `help:"csv, xlsx or jsonl. Default: by the ending of the file's name." enum:",csv,xlsx,jsonl" default:"" placeholder:"FORMAT"`
	Output  string `short:"o" help:"Where to: a file, or a folder with --as all." required:"" placeholder:"FILE" type:"path"`
	Case    string `help:"What the cases of an event log are." enum:"customer,ticket" default:"customer" placeholder:"customer|ticket"`
	Segment string `help:"Only the customers of this segment." placeholder:"NAME"`
	Where   string `help:"Only customers for whom this holds, e.g. 'stage >= Engagement'." placeholder:"CONDITION"`
	AsOf    string `help:"Segment and condition hold at the end of this day. Default: the workspace's own date." placeholder:"DATE"`
	Force   bool   `help:"Replace what is already there."`
	JSON    bool   `name:"json" help:"Print one JSON object."`
}

func (exportCmd) Help() string {
	return "Examples: cx export client.cxw --as customers -o customers.xlsx\n\ncx export client.cxw --as interactions --where 'not left' -o touches.csv\n\n" +
		"cx export client.cxw --as xes --case ticket -o tickets.xes\n\ncx export client.cxw --as all -o client-folder"
}

// request says what the flags ask for.
func (c exportCmd) request() (app.ExportRequest, error) {
	r := app.ExportRequest{As: export.As(c.As), Format: export.Format(c.Format), Case: export.Case(c.Case), Replace: c.Force}
	var err error
	if r.View, err = (viewFlags{AsOf: c.AsOf, Segment: c.Segment, Where: c.Where}).view(); err != nil {
		return r, err
	}
	if r.As == export.AsAll || r.As == export.AsXES {
		if c.Format != "" {
			return r, usagef("--format: --as %s has a form of its own; leave the format out", c.As)
		}
		return r, nil
	}
	if r.Format == "" {
		var ok bool
		if r.Format, ok = app.FormatOfFile(c.Output); !ok {
			return r, usagef("--format: say csv, xlsx or jsonl, or give the file a name that ends so")
		}
	}
	return r, nil
}

func (c exportCmd) Run(e *env) error {
	request, err := c.request()
	if err != nil {
		return err
	}
	return c.with(e, func(s *app.Session) error {
		done, err := s.Export(e.ctx, request, c.Output, e.progress("Exporting"))
		var said *data.Error
		if errors.As(err, &said) && said.Code == data.CodeConfirm {
			return data.Wrap(err, data.CodeConfirm, "%s With --force it is replaced.", said.Sentence)
		}
		if err != nil {
			return err
		}
		for _, line := range app.Exported(request, done) {
			fmt.Fprintln(e.words, e.printer.Text(line))
		}
		if !c.JSON {
			return nil
		}
		return e.printJSON(struct {
			Rows int64  `json:"rows"`
			File string `json:"file"`
		}{done.Rows, done.File})
	})
}
