package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// dictionary says of each file what its columns are.
func dictionary() Table {
	t := Table{Name: dictionaryFile[:len(dictionaryFile)-len(".csv")]}
	for _, header := range []string{"file", "column", "type", "refers_to", "meaning"} {
		t.Columns = append(t.Columns, Column{header, workspace.TypeText})
	}
	t.Rows = func(yield func([]Cell) error) error {
		p := message.English()
		for _, table := range workspace.ContentTables() {
			for _, c := range table.Columns {
				refers := ""
				if c.Refers != "" {
					refers = c.Refers + ".csv, id"
				}
				row := make([]Cell, len(t.Columns))
				for i, text := range []string{
					table.Name + ".csv", c.Name, string(c.Type), refers, p.T(meaningKey(table.Name, c.Name)),
				} {
					row[i] = Cell{Known: true, Text: text}
				}
				if err := yield(row); err != nil {
					return fmt.Errorf("write the dictionary: %w", err)
				}
			}
		}
		return nil
	}
	return t
}

// meaningKey is the key of the text that says what a column means.
func meaningKey(table, column string) string {
	switch column {
	case "id", "fingerprint", "customer_id", "channel_id", "touchpoint_id", "product_id":
		return "export.meaning." + column
	}
	return "export.meaning." + table + "." + column
}

// written gives the tables and columns that the folder was written with, by its
// dictionary. An older version knew fewer; what this one does not know is refused.
func (l *load) written() ([]workspace.Extract, error) {
	if _, err := l.ordinary(dictionaryFile); err != nil {
		return nil, err
	}
	file, err := l.root.Open(dictionaryFile)
	if err != nil {
		return nil, data.Wrap(err, data.CodeBadInput, "%s cannot be read (%v); nothing was changed.", dictionaryFile, reason(err))
	}
	defer file.Close()
	in := newCSVReader(file)
	has := map[string]bool{} // file and column
	for {
		cells, err := in.read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && len(cells) < 2 {
			err = data.Errorf(data.CodeBadInput, "it names no column of a file")
		}
		if err != nil {
			return nil, data.Wrap(err, data.CodeBadInput, "Line %d of %s cannot be used: %s. Nothing was changed.", in.line, dictionaryFile, data.Said(err))
		}
		if in.line == 1 {
			continue // the names of its columns
		}
		if !isCarried(cells[0], cells[1]) {
			return nil, data.Errorf(data.CodeBadInput,
				"The folder has the column %s in %s, which this version of CX Workbench does not know; load it with the newer version that wrote it. Nothing was changed.", shown(cells[1]), shown(cells[0]))
		}
		has[cells[0]+"/"+cells[1]] = true
	}
	var tables []workspace.Extract
	for _, table := range workspace.ContentTables() {
		known := slices.DeleteFunc(slices.Clone(table.Columns), func(c workspace.Column) bool { return !has[table.Name+".csv/"+c.Name] })
		if len(known) == 0 {
			continue
		}
		if known[0].Name != table.Columns[0].Name { // by which rows name each other
			return nil, data.Errorf(data.CodeBadInput, "The folder has no column %s in %s, so it is not complete; export the workspace again. Nothing was changed.", table.Columns[0].Name, table.Name+".csv")
		}
		table.Columns = known
		tables = append(tables, table)
	}
	return tables, nil
}

// isCarried reports whether a folder of this version has the column in the file.
func isCarried(file, column string) bool {
	table, _ := strings.CutSuffix(file, ".csv")
	return slices.ContainsFunc(workspace.ContentTables(), func(t workspace.Extract) bool {
		return t.Name == table && slices.ContainsFunc(t.Columns, func(c workspace.Column) bool { return c.Name == column })
	})
}
