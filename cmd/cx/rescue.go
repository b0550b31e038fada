package main

import (
	"fmt"

	"cxworkbench/app"
	"cxworkbench/app/report"
)

type rescueCmd struct {
	workspaceArg
	Output string `short:"o" required:"" help:"The new workspace." placeholder:"NEW.cxw" type:"path"`
	JSON   bool   `name:"json" help:"Print one JSON object."`
}

func (rescueCmd) Help() string {
	return "Reads what can be read of a damaged workspace into a new one; the damaged file stays as it is. Status 3 where something was lost.\n\nExample: cx rescue client.cxw -o rescued.cxw"
}

type rescuedJSON struct {
	Table    string `json:"table"`
	Read     int    `json:"read"`
	Lost     int    `json:"lost"`
	Unlinked int    `json:"unlinked"`
	Unsure   bool   `json:"unsure"`
}

func (c rescueCmd) Run(e *env) error {
	rescued, err := app.Rescue(e.ctx, c.File, c.Output)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.words, "Made %s.\n", c.Output)
	rows := []rescuedJSON{}
	table := report.Table{Columns: []string{"Table", "Rows read", "Lost", "Without what they referred to"}}
	for _, t := range rescued.Tables {
		rows = append(rows, rescuedJSON{t.Name, t.Read, t.Lost, t.Unlinked, t.Unsure})
		lost := figure(e.printer.Int(int64(t.Lost)))
		if t.Unsure {
			lost += " or more"
		}
		table.Rows = append(table.Rows, []any{t.Name, t.Read, lost, t.Unlinked})
	}
	if c.JSON {
		err = e.printJSON(struct {
			File string        `json:"file"`
			Rows []rescuedJSON `json:"rows"`
		}{c.Output, rows})
	} else {
		err = e.printTable(table)
	}
	if err == nil && !rescued.Complete() {
		return errRejected
	}
	return err
}
