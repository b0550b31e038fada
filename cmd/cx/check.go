package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"cxworkbench/app"
	"cxworkbench/data"
)

type checkCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (checkCmd) Help() string {
	return "Looks for damage without writing to the file. Status 1 where there is some, one sentence each.\n\nExample: cx check client.cxw"
}

type checkJSON struct {
	Whole    bool     `json:"whole"`
	Digest   *string  `json:"digest"`
	Stored   string   `json:"stored_digest"` // verified, differs or unstored
	Findings []string `json:"findings"`
}

// errDamaged ends a check that found damage, which it has told.
var errDamaged = errors.New("the file is damaged")

func (c checkCmd) Run(e *env) error {
	report, err := app.Check(e.ctx, c.File)
	if err != nil {
		return err
	}
	whole := len(report.Findings) == 0
	if c.JSON {
		out := checkJSON{Whole: whole, Stored: string(report.Verdict), Findings: append([]string{}, report.Findings...)}
		if report.Digest != "" {
			out.Digest = &report.Digest
		}
		if err := e.printJSON(out); err != nil {
			return err
		}
	}
	name := filepath.Base(c.File)
	for _, finding := range report.Findings {
		fmt.Fprintf(e.words, "%s: %s\n", name, finding)
	}
	switch {
	case !whole:
		return data.Wrap(errDamaged, data.CodeDamaged, "%s is damaged; restore a backup (cx backups) or rescue what can be read (cx rescue)", name)
	case report.Verdict == app.Verified:
		fmt.Fprintf(e.words, "%s is whole, and its content is what was stored when it was last closed.\n", name)
	default:
		fmt.Fprintf(e.words, "%s is whole. No digest of its content was stored since its last change, so there was nothing to compare that with.\n", name)
	}
	return nil
}
