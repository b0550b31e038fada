package main

import (
	"strings"

	"cxworkbench/app"
	"cxworkbench/app/report"
)

type searchCmd struct {
	workspaceArg
	Words []string `arg:"" help:"Words, or how they begin; case and accents do not matter."`
	Limit int      `help:"List at most this many." default:"50" placeholder:"N"`
	JSON  bool     `name:"json" help:"Print one JSON object."`
}

func (searchCmd) Help() string {
	return "Looks through names, ids, notes, comments and tickets; names come first, then the newest.\n\nExample: cx search client.cxw late parcel --limit 10"
}

type hitJSON struct {
	Noun     string `json:"noun"`
	Customer string `json:"customer"`
	At       date   `json:"at"`
	Text     string `json:"text"`
}

func (c searchCmd) Run(e *env) error {
	if c.Limit < 1 {
		return usagef("--limit: %d is less than one", c.Limit)
	}
	return c.with(e, func(s *app.Session) error {
		hits, err := s.Search(e.ctx, strings.Join(c.Words, " "), c.Limit)
		if err != nil {
			return err
		}
		rows := []hitJSON{}
		table := report.Table{Columns: []string{"Where", "Customer", "When", "Text"}}
		for _, hit := range hits {
			rows = append(rows, hitJSON{hit.Noun, hit.Label, date(hit.When), hit.Context})
			table.Rows = append(table.Rows, []any{strings.ReplaceAll(hit.Noun, "_", " "), hit.Label, hit.When, hit.Context})
		}
		if c.JSON {
			return e.printJSON(struct {
				Revision int64     `json:"revision"`
				Rows     []hitJSON `json:"rows"`
			}{s.Log().Revision, rows})
		}
		return e.printTable(table)
	})
}
