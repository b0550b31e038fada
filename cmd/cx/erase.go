package main

import (
	"fmt"

	"cxworkbench/app"
)

type eraseCmd struct {
	workspaceArg
	customerArg
	Yes  bool `help:"Do it. It cannot be undone, and empties the history."`
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (eraseCmd) Help() string {
	return "Removes a customer for good, with all records, search, history and this machine's backups. It cannot be undone.\n\nExample: cx erase client.cxw C-17 --yes"
}

type erasedJSON struct {
	Revision   int64    `json:"revision"`
	Records    int      `json:"records"`
	Rejects    int      `json:"rejects"`
	Changes    int      `json:"changes"`
	Backups    int      `json:"backups"`
	Mentions   int      `json:"mentions"`
	Segments   []string `json:"segments"`
	Views      []string `json:"views"`
	NotReached []string `json:"not_reached"`
}

func (c eraseCmd) Run(e *env) error {
	if !c.Yes {
		return usagef("erasing cannot be undone and empties the history; add --yes to do it")
	}
	return c.with(e, func(s *app.Session) error {
		erased, err := s.Erase(e.ctx, c.Customer)
		if err != nil {
			return err
		}
		did, left := app.ErasedTexts(erased)
		fmt.Fprintln(e.words, e.printer.Text(did))
		notReached := []string{}
		for _, text := range left {
			notReached = append(notReached, e.printer.Text(text))
			fmt.Fprintln(e.words, e.printer.Text(text))
		}
		if !c.JSON {
			return nil
		}
		return e.printJSON(erasedJSON{
			s.Log().Revision, erased.Records, erased.Rejects, erased.Changes, erased.Backups, erased.Mentions,
			append([]string{}, erased.Segments...), append([]string{}, erased.Views...), notReached,
		})
	})
}
