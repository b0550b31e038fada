package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/exchange"
	"cxworkbench/data/workspace"
)

// IsFolder reports whether a path is a folder that All wrote.
func IsFolder(path string) bool {
	for _, name := range []string{dictionaryFile, "setting.csv"} {
		if info, err := os.Lstat(filepath.Join(path, name)); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// Load brings a folder that All wrote into a workspace that is still empty, in
// one transaction that can be undone; settings and stages are replaced. Then the
// workspace says the same as the one that was exported: their digests are equal.
// A folder in which anything is not as All writes it is refused and nothing
// changed. Tables and columns that the version which wrote it did not know are as
// if empty: its dictionary says which it knew. progress, which may be nil, is told
// bytes.
func Load(ctx context.Context, ws *workspace.Workspace, dir string, progress func(done, total int64)) (exchange.Report, error) {
	l := &load{ctx: ctx, report: exchange.NewReport(), progress: progress}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return l.report, data.Wrap(err, data.CodeBadInput, "The folder %s cannot be read (%v).", filepath.Base(dir), reason(err))
	}
	defer root.Close()
	l.root = root
	if l.tables, err = l.written(); err != nil {
		return l.report, err
	}
	if err := l.look(); err != nil {
		return l.report, err
	}
	name := filepath.Base(filepath.Clean(dir))
	err = ws.Write(ctx, "Load the exported workspace "+name, func(tx *workspace.Tx) (err error) {
		if l.into, err = tx.Load(name, time.Now().UnixMilli()); err != nil {
			return err
		}
		for _, table := range l.tables {
			if err := l.table(table); err != nil {
				return err
			}
		}
		if err := l.into.Finish(l.report.Read); err != nil {
			return data.Wrap(err, data.CodeBadInput, "The folder %s cannot be loaded: %s; nothing was changed.", name, data.Said(err))
		}
		return nil
	})
	if err != nil {
		return exchange.NewReport(), err
	}
	return l.report, nil
}

// load is one run of Load.
type load struct {
	ctx         context.Context
	root        *os.Root            // no path leads out of it
	tables      []workspace.Extract // that the folder has
	into        *workspace.Loader
	report      exchange.Report
	currency    string
	done, total int64 // bytes
	progress    func(done, total int64)
}

// look makes sure that the folder has the files that it was written with and no
// other table.
func (l *load) look() error {
	folder, err := l.root.Open(".")
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	defer folder.Close()
	entries, err := folder.ReadDir(-1)
	if err != nil {
		return data.Wrap(err, data.CodeBadInput, "The folder cannot be listed (%v).", reason(err))
	}
	known := []string{dictionaryFile}
	for _, table := range l.tables {
		known = append(known, table.Name+".csv")
	}
	for _, entry := range entries {
		if strings.EqualFold(filepath.Ext(entry.Name()), ".csv") && !slices.Contains(known, entry.Name()) {
			return data.Errorf(data.CodeBadInput, "The folder holds %s, which an exported workspace does not have; it may be of a newer version. Nothing was changed.", entry.Name())
		}
	}
	for _, name := range known[1:] {
		info, err := l.ordinary(name)
		if err != nil {
			return err
		}
		l.total += info.Size()
	}
	return nil
}

// ordinary makes sure that a file is there and no link, folder or pipe.
func (l *load) ordinary(name string) (fs.FileInfo, error) {
	info, err := l.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, data.Errorf(data.CodeBadInput, "The folder has no %s, so it is not complete; export the workspace again. Nothing was changed.", name)
	}
	if err != nil || !info.Mode().IsRegular() {
		return nil, data.Errorf(data.CodeBadInput, "%s is no ordinary file, so the folder is not loaded.", name)
	}
	return info, nil
}

// table loads the file of a table.
func (l *load) table(table workspace.Extract) error {
	name := table.Name + ".csv"
	file, err := l.root.Open(name)
	if err != nil {
		return data.Wrap(err, data.CodeBadInput, "%s cannot be read (%v); nothing was changed.", name, reason(err))
	}
	defer file.Close()
	before := l.done
	in := newCSVReader(&counted{file, &l.done})
	at, err := header(in, table)
	if err != nil {
		return data.Wrap(err, data.CodeBadInput, "%s cannot be used: %s. Nothing was changed.", name, data.Said(err))
	}
	l.report.Header++
	if err := l.into.Begin(table); err != nil {
		return fmt.Errorf("make ready for %s: %w", name, err)
	}
	row := make([]Cell, len(table.Columns))
	for {
		cells, err := in.read()
		if errors.Is(err, io.EOF) {
			l.tell(true)
			return nil
		}
		if err == nil {
			err = l.row(table, at, cells, row)
		}
		var said *data.Error
		switch {
		case errors.As(err, &said):
			return data.Wrap(err, data.CodeBadInput, "Line %d of %s cannot be used: %s. Nothing was changed.", in.line, name, said)
		case err != nil:
			return fmt.Errorf("load %s: %w", name, err)
		}
		if l.report.Read&1023 == 0 {
			if err := l.ctx.Err(); err != nil {
				return err
			}
			l.tell(l.done-before > writeBuffer)
		}
	}
}

// counted counts what is read.
type counted struct {
	in   io.Reader
	done *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	*c.done += int64(n)
	return n, err
}

func (l *load) tell(yes bool) {
	if yes && l.progress != nil {
		l.progress(l.done, l.total)
	}
}

// header finds the column of the file that each column of the table is in.
func header(in *csvReader, table workspace.Extract) ([]int, error) {
	headers, err := in.read()
	if errors.Is(err, io.EOF) {
		return nil, data.Errorf(data.CodeBadInput, "it is empty, not even the names of its columns are there")
	}
	if err != nil {
		return nil, err
	}
	for i, h := range headers {
		known := slices.ContainsFunc(table.Columns, func(c workspace.Column) bool { return c.Name == h })
		if !known {
			return nil, data.Errorf(data.CodeBadInput, "it has a column %q, which an exported workspace does not have there", shown(h))
		}
		if slices.Contains(headers[:i], h) {
			return nil, data.Errorf(data.CodeBadInput, "it has the column %s twice", h)
		}
	}
	at := make([]int, len(table.Columns))
	for i, c := range table.Columns {
		if at[i] = slices.Index(headers, c.Name); at[i] < 0 {
			return nil, data.Errorf(data.CodeBadInput, "it has no column %s", c.Name)
		}
	}
	return at, nil
}

// row loads one row.
func (l *load) row(table workspace.Extract, at []int, cells []string, row []Cell) error {
	if len(cells) != len(at) {
		return data.Errorf(data.CodeBadInput, "it has %d cells instead of %d", len(cells), len(at))
	}
	noCustomer := false
	for i, c := range table.Columns {
		v, err := parse(c.Type, cells[at[i]], l.currency)
		if err != nil {
			return data.Wrap(err, data.CodeBadInput, "%s is %s", c.Name, data.Said(err))
		}
		row[i] = v
		noCustomer = noCustomer || c.Name == "customer_id" && !v.Known
	}
	if err := l.into.Row(row); err != nil {
		return err
	}
	l.report.Read++
	l.report.Imported++
	l.report.Records++
	switch {
	case table.Name == "setting" && row[0].Text == "currency":
		l.currency = row[1].Text
	case table.Name == "customer":
		l.report.CustomersNew++
	case table.Name == "interaction" && noCustomer:
		l.report.NoCustomer++
	}
	return nil
}
