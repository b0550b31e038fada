package workspace

import (
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"cxworkbench/data"
)

// ColumnType says what the values of a column are.
type ColumnType string

// The types of columns. Cell says in which field each has its value.
const (
	TypeText    ColumnType = "text"
	TypeWhole   ColumnType = "whole number"
	TypeDecimal ColumnType = "decimal"
	TypeMoney   ColumnType = "money"
	TypeDate    ColumnType = "date"
	TypeInstant ColumnType = "instant"
	TypeBoolean ColumnType = "boolean"
	TypeMark    ColumnType = "mark" // a fingerprint of the record it was imported from
	TypeJSON    ColumnType = "json" // text that is a JSON value
)

// Cell is one value; the type of its column says which field holds it. The zero
// Cell is not known.
type Cell struct {
	Known bool
	// Dated marks the value of a column of instants of which only the date is
	// known; Int is a Day then.
	Dated bool
	Text  string  // text and JSON
	Int   int64   // whole numbers, marks; money in minor units; dates as Day; instants in milliseconds UTC; booleans as 0 and 1
	Float float64 // decimals
}

// Column is a column of an Extract.
type Column struct {
	Name   string
	Type   ColumnType
	Refers string // the table whose row it names by id; empty where it names none
	sql    string // what is selected; of a moment two, at and day
	moment bool
	tri    bool // a boolean stored as data.Tri
}

// Extract is a list of rows that can be read from a workspace, typed.
type Extract struct {
	Name    string
	Columns []Column
	owner   string // selects the customer that a row is about
	from    string // what follows what is selected
}

// Each streams the rows of an extract, each with the row id of the customer that
// it is about, 0 for nobody. The cells are the same slice each time.
func (s *Snapshot) Each(e Extract, fn func(customer int64, row []Cell) error) error {
	selected := make([]string, 0, len(e.Columns)+1)
	owner := e.owner
	if owner == "" {
		owner = "0"
	}
	selected = append(selected, owner)
	for _, c := range e.Columns {
		selected = append(selected, c.sql)
	}
	row := make([]Cell, len(e.Columns))
	return each(s.conn, `SELECT `+strings.Join(selected, ", ")+` FROM `+e.from, func(stmt *sqlite.Stmt) error {
		at := 1
		for i := range e.Columns {
			var err error
			if row[i], err = scanCell(stmt, at, &e.Columns[i]); err != nil {
				return err
			}
			if at++; e.Columns[i].moment {
				at++
			}
		}
		return fn(stmt.ColumnInt64(0), row)
	})
}

// Count gives the number of rows of an extract.
func (s *Snapshot) Count(e Extract) (n int64, err error) {
	from, _, _ := strings.Cut(e.from, " ORDER BY ")
	err = each(s.conn, `SELECT count(*) FROM `+from, func(stmt *sqlite.Stmt) error {
		n = stmt.ColumnInt64(0)
		return nil
	})
	return n, err
}

func scanCell(stmt *sqlite.Stmt, at int, c *Column) (Cell, error) {
	if c.moment {
		m, err := scanMoment(stmt, at)
		if m.Dated() {
			return Cell{Known: true, Dated: true, Int: int64(m.Day)}, err
		}
		return Cell{Known: !stmt.ColumnIsNull(at), Int: m.At}, err
	}
	if stmt.ColumnIsNull(at) {
		return Cell{}, nil
	}
	switch c.Type {
	case TypeText, TypeJSON:
		return Cell{Known: true, Text: stmt.ColumnText(at)}, nil
	case TypeDecimal:
		return Cell{Known: true, Float: stmt.ColumnFloat(at)}, nil
	case TypeDate:
		day, err := scanDay(stmt, at)
		return Cell{Known: true, Int: int64(day)}, err
	}
	n := stmt.ColumnInt64(at)
	if c.tri {
		return Cell{Known: n != int64(data.Unknown), Int: n - int64(data.No)}, nil
	}
	return Cell{Known: true, Int: n}, nil
}

// bindCell sets what scanCell reads.
func bindCell(stmt *sqlite.Stmt, param int, c *Column, v Cell) {
	switch {
	case c.tri && v.Known:
		stmt.BindInt64(param, v.Int+int64(data.No))
	case c.tri:
		stmt.BindInt64(param, int64(data.Unknown))
	case c.Type == TypeText || c.Type == TypeJSON: // no table keeps a text that is not known
		stmt.BindText(param, v.Text)
	case !v.Known:
		stmt.BindNull(param)
	case c.Type == TypeDecimal:
		stmt.BindFloat(param, v.Float)
	case c.Type == TypeDate:
		bindDay(stmt, param, data.Day(v.Int))
	default:
		stmt.BindInt64(param, v.Int)
	}
}

// anyContent reports whether there is a row in a content table that a new
// workspace leaves empty.
func anyContent(conn *sqlite.Conn) (bool, error) {
	for _, table := range Registry {
		if !table.Content || table.Name == "setting" || table.Name == "stage" || table.Name == "stage_rule" {
			continue
		}
		found, err := anyRow(conn, `SELECT 1 FROM `+table.Name+` LIMIT 1`)
		if err != nil || found {
			return found, err
		}
	}
	return false, nil
}

// clear empties a table, which is a constant of this package.
func (tx *Tx) clear(table string) error {
	if err := sqlitex.Execute(tx.conn, `DELETE FROM `+table, nil); err != nil {
		return fmt.Errorf("clear table %s: %w", table, err)
	}
	return nil
}
