// Package report makes documents of charts and tables.
package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
)

// Table is a result as rows and columns. A cell is nil (not known), string,
// int, float64 or data.Day.
type Table struct {
	Title      string // the finding
	Definition string // the definition line
	Columns    []string
	Rows       [][]any
}

// WriteCSV writes the table as UTF-8 comma-separated text in the form that
// scripts expect: points as decimals, dates as YYYY-MM-DD, nothing for what is
// not known. The definition line comes last, after an empty line.
func (t Table) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(neutralAll(t.Columns)); err != nil {
		return fmt.Errorf("write the header: %w", err)
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = text(cell)
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write a row: %w", err)
		}
	}
	if t.Definition != "" {
		for _, line := range []string{"", t.Definition} {
			if err := out.Write([]string{export.Neutral(line)}); err != nil {
				return fmt.Errorf("write the definition: %w", err)
			}
		}
	}
	out.Flush()
	return out.Error()
}

func text(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return export.Neutral(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	case data.Day:
		return v.String()
	}
	return export.Neutral(fmt.Sprint(cell))
}

func neutralAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = export.Neutral(s)
	}
	return out
}
