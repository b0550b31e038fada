package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/data"
)

type backupCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (backupCmd) Help() string {
	return "Makes a checked copy in your data folder. Twenty are kept, spread over time.\n\nExample: cx backup client.cxw"
}

// backupJSON is one backup.
type backupJSON struct {
	Name  string `json:"name"` // what cx restore takes
	File  string `json:"file"`
	At    string `json:"at"`
	Bytes int64  `json:"bytes"`
	Whole bool   `json:"whole"`
}

func asJSON(b app.Backup) backupJSON {
	return backupJSON{backupName(b), b.Path, b.At.Format(time.RFC3339), b.Size, b.Whole}
}

func backupName(b app.Backup) string {
	return strings.TrimSuffix(filepath.Base(b.Path), filepath.Ext(b.Path))
}

func (c backupCmd) Run(e *env) error {
	return c.with(e, func(s *app.Session) error {
		b, err := s.Backup(e.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.words, "Made the backup %s.\n", b.Path)
		if c.JSON {
			return e.printJSON(asJSON(b))
		}
		return nil
	})
}

type backupsCmd struct {
	workspaceArg
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (backupsCmd) Help() string {
	return "Lists the backups of a workspace, newest first; the workspace itself may be gone.\n\nExample: cx backups client.cxw"
}

func (c backupsCmd) Run(e *env) error {
	backups, err := app.Backups(c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		rows := []backupJSON{}
		for _, b := range backups {
			rows = append(rows, asJSON(b))
		}
		return e.printJSON(struct {
			Rows []backupJSON `json:"rows"`
		}{rows})
	}
	if len(backups) == 0 {
		fmt.Fprintf(e.words, "There are no backups of %s on this computer yet.\n", filepath.Base(c.File))
		return nil
	}
	table := report.Table{Columns: []string{"Backup", "Made", "Bytes", "State"}}
	for _, b := range backups {
		state := "whole"
		if !b.Whole {
			state = "put away damaged"
		}
		table.Rows = append(table.Rows, []any{backupName(b), b.At.Local().Format("2 Jan 2006 15:04"), int(b.Size), state})
	}
	return e.printTable(table)
}

type restoreCmd struct {
	workspaceArg
	Backup string `arg:"" optional:"" help:"Name from cx backups, or a workspace file. Default: the newest whole backup."`
	Yes    bool   `help:"Do it; without this it is only said what would be done."`
}

func (restoreCmd) Help() string {
	return "Puts a backup in the place of the workspace; what was there is kept as another backup.\n\nExample: cx restore client.cxw --yes"
}

func (c restoreCmd) Run(e *env) error {
	backup, err := c.choose()
	if err != nil {
		return err
	}
	if !c.Yes {
		fmt.Fprintf(e.words, "%s would be put in the place of %s; say --yes to do it.\n", backup, c.File)
		return nil
	}
	kept, err := app.Restore(e.ctx, c.File, backup)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.words, "Restored %s from %s.\n", c.File, backup)
	if kept.Path != "" {
		fmt.Fprintf(e.words, "What was there is kept as %s.\n", backupName(kept))
	}
	return nil
}

// choose finds the file that is meant.
func (c restoreCmd) choose() (string, error) {
	backups, err := app.Backups(c.File)
	if err != nil {
		return "", err
	}
	for _, b := range backups {
		if c.Backup == backupName(b) || c.Backup == "" && b.Whole {
			return b.Path, nil
		}
	}
	if c.Backup == "" {
		return "", data.Errorf(data.CodeNotFound, "There is no backup of %s on this computer to restore.", filepath.Base(c.File))
	}
	return filepath.Abs(c.Backup)
}
