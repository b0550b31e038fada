package export

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// The files of a folder beside those of the tables.
const (
	dictionaryFile = "dictionary.csv"
	readmeFile     = "README.txt"
)

// Report counts what a folder holds.
type Report struct {
	Rows  int64 // of all tables
	Files int
}

// writeFolder writes the whole workspace as a folder of CSV files, one a table, with
// a data dictionary. The folder is there whole or not at all; one that is there
// already must be empty, unless it is an exported one and to be replaced. progress,
// which may be nil, is told rows.
func writeFolder(ctx context.Context, ws *workspace.Workspace, dir string, replace bool, progress func(done, total int64)) (report Report, err error) {
	dir = filepath.Clean(dir)
	if err := freeFolder(dir, replace); err != nil {
		return report, err
	}
	defer func() { err = explain(err, dir) }()
	temporary, err := beside(dir)
	if err != nil {
		return report, err
	}
	if err := os.Mkdir(temporary, 0o777); err != nil {
		return report, err
	}
	err = ws.Snapshot(ctx, func(s *workspace.Snapshot) error {
		report, err = fill(ctx, s, temporary, progress)
		return canceled(ctx, err)
	})
	if err == nil {
		err = putInPlace(temporary, dir)
	}
	if err != nil {
		return Report{}, errors.Join(err, os.RemoveAll(temporary))
	}
	return report, nil
}

// freeFolder refuses a place where something is, unless it is an empty folder, or
// an exported one that is to be replaced.
func freeFolder(dir string, replace bool) error {
	names, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return data.Wrap(err, data.CodeBadInput, "%s is no folder that can be written to (%v); choose another name.", filepath.Base(dir), reason(err))
	case len(names) == 0:
		return nil
	case !IsFolder(dir):
		return data.Errorf(data.CodeBadInput, "The folder %s holds other files; choose a new or an empty one.", filepath.Base(dir))
	case !replace:
		return data.Errorf(data.CodeConfirm, "There is already an exported workspace in %s; choose another folder, or say that it is to be replaced.", filepath.Base(dir))
	}
	return nil
}

// putInPlace gives a finished folder its name. An older one steps aside until that
// is done.
func putInPlace(temporary, dir string) error {
	aside, err := beside(dir)
	if err != nil {
		return err
	}
	moved := true
	if err := os.Rename(dir, aside); errors.Is(err, fs.ErrNotExist) {
		moved = false
	} else if err != nil {
		return err
	}
	if err := os.Rename(temporary, dir); err != nil {
		if moved {
			err = errors.Join(err, os.Rename(aside, dir))
		}
		return err
	}
	if moved {
		return os.RemoveAll(aside)
	}
	return nil
}

// fill writes the files of a folder.
func fill(ctx context.Context, s *workspace.Snapshot, dir string, progress func(done, total int64)) (report Report, err error) {
	e := exporter{ctx: ctx, snapshot: s, progress: progress}
	if e.settings, err = s.Settings(); err != nil {
		return report, err
	}
	tables, err := e.contents()
	if err != nil {
		return report, err
	}
	for _, t := range append(tables, dictionary()) {
		var rows int64
		err := writeWhole(filepath.Join(dir, t.Name+".csv"), func(w io.Writer) (err error) {
			rows, err = WriteCSV(ctx, w, t)
			return err
		})
		if err != nil {
			return report, err
		}
		report.Files++
		if t.Name+".csv" != dictionaryFile {
			report.Rows += rows
		}
	}
	report.Files++
	return report, writeWhole(filepath.Join(dir, readmeFile), func(w io.Writer) error {
		_, err := io.WriteString(w, message.English().Text(message.New("export.readme", message.Args{
			"name": e.settings.Name, "zone": e.settings.Zone, "currency": e.settings.Currency,
		}))+"\n")
		return err
	})
}

// contents gives every content table, with instants in UTC.
func (e *exporter) contents() ([]Table, error) {
	tables, err := e.extracts(workspace.ContentTables()...)
	for i := range tables {
		tables[i].Zone = nil
	}
	return tables, err
}
