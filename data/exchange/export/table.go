// Package export writes what a workspace holds as files that other programs
// read: tables as CSV, XLSX and JSON Lines, event logs as XES, and the whole
// workspace as a folder that Load takes back.
package export

import (
	"math"
	"strconv"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// Type says what the values of a column are.
type Type = workspace.ColumnType

// Share is a decimal from 0 to 1, in Cell.Float.
const Share Type = "share"

// Cell is one value; the type of its column says which field holds it.
type Cell = workspace.Cell

// Column is a column of a table.
type Column struct {
	Header string
	Type   Type
}

// Table is a result as rows and columns, to be written in any format. Its rows
// are streamed: no more than one is in memory.
type Table struct {
	Name       string // of the sheet
	Title      string // the finding; may be empty
	Definition string // the definition line; may be empty
	Columns    []Column
	Currency   string         // ISO 4217, of money
	Zone       *time.Location // of instants
	// Rows calls yield for each row with a cell for each column, which yield does
	// not keep.
	Rows func(yield func(row []Cell) error) error
}

// text gives a cell as scripts expect it: points as decimals, dates as
// YYYY-MM-DD, instants as RFC 3339 in the table's zone, nothing for what is not
// known. Only texts and JSON may need to be made harmless for a spreadsheet.
func (t *Table) text(c Column, v Cell) string {
	if !v.Known {
		return ""
	}
	switch c.Type {
	case workspace.TypeText, workspace.TypeJSON:
		return v.Text
	case workspace.TypeMoney:
		return moneyText(v.Int, t.Currency)
	case workspace.TypeDecimal, Share:
		return decimalText(v.Float)
	case workspace.TypeDate:
		return data.Day(v.Int).String()
	case workspace.TypeInstant:
		if v.Dated {
			return data.Day(v.Int).String()
		}
		return instantText(v.Int, t.Zone)
	case workspace.TypeBoolean:
		return strconv.FormatBool(v.Int != 0)
	case workspace.TypeMark:
		return markText(v.Int)
	}
	return strconv.FormatInt(v.Int, 10)
}

// markBegin keeps a spreadsheet from taking a mark for a number and rounding it.
const markBegin = "x"

func markText(n int64) string { return markBegin + strconv.FormatUint(uint64(n), 16) }

// decimalText is the shortest text that reads back as the same number.
func decimalText(f float64) string {
	if a := math.Abs(f); a != 0 && (a < 1e-5 || a >= 1e21) {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// moneyText is an amount in major units, exact.
func moneyText(minor int64, currency string) string {
	unit := uint64(data.MinorUnits(currency))
	sign, abs := "", uint64(minor)
	if minor < 0 {
		sign, abs = "-", -abs
	}
	text := sign + strconv.FormatUint(abs/unit, 10)
	if unit == 1 {
		return text
	}
	return text + "." + strconv.FormatUint(unit+abs%unit, 10)[1:]
}

// firstYear and lastYear bound the instants that RFC 3339 can write, in
// milliseconds UTC, a day away from its ends for the sake of zones.
var (
	firstYear = time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC).UnixMilli()
	lastYear  = time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC).UnixMilli()
)

// instantText is RFC 3339, or the milliseconds since 1970 in UTC of an instant
// that it cannot write.
func instantText(ms int64, zone *time.Location) string {
	if ms < firstYear || ms > lastYear {
		return strconv.FormatInt(ms, 10)
	}
	if zone == nil {
		zone = time.UTC
	}
	// Some zones of long ago have offsets with seconds, which RFC 3339 cannot write.
	at := time.UnixMilli(ms).In(zone)
	if _, offset := at.Zone(); offset%60 != 0 {
		at = at.UTC()
	}
	return at.Format("2006-01-02T15:04:05.999Z07:00")
}
