package main

import (
	"fmt"
	"time"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data"
)

type historyCmd struct {
	workspaceArg
	formFlags
}

func (historyCmd) Help() string {
	return "Lists what can be undone, newest first.\n\nExample: cx history client.cxw"
}

type changeJSON struct {
	ID     int64  `json:"id"`
	At     string `json:"at"`
	Label  string `json:"label"`
	Rows   int    `json:"rows"`
	Undone bool   `json:"undone"`
}

func (c historyCmd) Run(e *env) error {
	return c.with(e, func(s *app.Session) error {
		history, err := s.History(e.ctx)
		if err != nil {
			return err
		}
		zone, err := s.Log().Settings.Location()
		if err != nil {
			zone = time.UTC
		}
		table := report.Table{Columns: []string{"Change", "When", "What", "Rows", "Undone"}}
		rows := []changeJSON{}
		for _, change := range history.Changes {
			at := time.UnixMilli(change.At)
			undone := ""
			if change.Undone {
				undone = "undone"
			}
			table.Rows = append(table.Rows, []any{int(change.ID), at.In(zone).Format("2006-01-02 15:04"), change.Label, change.Rows, undone})
			rows = append(rows, changeJSON{change.ID, at.UTC().Format("2006-01-02T15:04:05.000Z"), change.Label, change.Rows, change.Undone})
		}
		if history.Dropped > 0 {
			table.Definition = fmt.Sprintf("The %s oldest changes were dropped to keep the history within its size; they stand and cannot be undone.", e.printer.Int(int64(history.Dropped)))
		}
		return e.print(c.formFlags, table, struct {
			Dropped int          `json:"dropped"`
			Rows    []changeJSON `json:"rows"`
		}{history.Dropped, rows})
	})
}

type undoCmd struct {
	workspaceArg
	To   int64 `help:"Undo every change from the newest to this one; cx history numbers them." placeholder:"CHANGE"`
	Yes  bool  `help:"Undo even what is too much to be kept for redo."`
	JSON bool  `name:"json" help:"Print one JSON object."`
}

func (undoCmd) Help() string {
	return "Takes back the newest change, imports included.\n\nExamples: cx undo client.cxw\n\ncx undo client.cxw --to 7"
}

func (c undoCmd) Run(e *env) error {
	if c.To < 0 {
		return usagef("--to: %d is not the number of a change; cx history lists them", c.To)
	}
	return c.with(e, func(s *app.Session) error {
		change, err := c.undo(e, s)
		if err != nil && data.CodeOf(err) == data.CodeConfirm {
			return data.Wrap(err, data.CodeConfirm, "%s Say --yes to undo it for good.", data.Sentence(err))
		}
		if err != nil {
			return err
		}
		return e.moved(s, change, "Undone", c.JSON)
	})
}

// undo does it for good only where it is too much to be kept and was agreed to.
func (c undoCmd) undo(e *env, s *app.Session) (change data.Change, err error) {
	if c.To == 0 {
		change, err = s.Undo(e.ctx)
	} else {
		change, err = s.UndoTo(e.ctx, c.To)
	}
	if err != nil && data.CodeOf(err) == data.CodeConfirm && c.Yes {
		return s.UndoForGood(e.ctx, c.To)
	}
	return change, err
}

type redoCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (redoCmd) Help() string {
	return "Brings back what was undone last, until something else is changed.\n\nExample: cx redo client.cxw"
}

func (c redoCmd) Run(e *env) error {
	return c.with(e, func(s *app.Session) error {
		change, err := s.Redo(e.ctx)
		if err != nil {
			return err
		}
		return e.moved(s, change, "Redone", c.JSON)
	})
}

// moved tells what was undone or redone.
func (e *env) moved(s *app.Session, change data.Change, done string, asJSON bool) error {
	fmt.Fprintf(e.words, "%s: %s.\n", done, change.Label)
	if !asJSON {
		return nil
	}
	return e.printJSON(struct {
		Revision int64  `json:"revision"`
		Label    string `json:"label"`
	}{s.Log().Revision, change.Label})
}

type digestCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (digestCmd) Help() string {
	return "The same for two workspaces with the same content, whatever the order of rows or the time of import.\n\nExample: cx digest client.cxw"
}

func (c digestCmd) Run(e *env) error {
	return c.with(e, func(s *app.Session) error {
		digest, err := s.Digest(e.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return e.printJSON(struct {
				Digest string `json:"digest"`
			}{digest})
		}
		fmt.Fprintln(e.out, digest)
		return nil
	})
}
