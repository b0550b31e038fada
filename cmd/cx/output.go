package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"cxworkbench/app/report"
	"cxworkbench/data"
)

// number is a float for JSON: NaN and infinities are null.
type number float64

func (n number) MarshalJSON() ([]byte, error) {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(f)
}

// date is a day for JSON: YYYY-MM-DD, or null where it is not known.
type date data.Day

func (d date) MarshalJSON() ([]byte, error) {
	if !data.Day(d).Known() {
		return []byte("null"), nil
	}
	return json.Marshal(data.Day(d).String())
}

// money is an amount in major units for JSON.
func money(m data.Money, currency string) number { return number(m.Float(currency)) }

// stamp is what every analysis carries in JSON.
type stamp struct {
	Finding    string `json:"finding"`
	Definition string `json:"definition"`
	AsOf       date   `json:"as_of"`
	N          int    `json:"n"`
	Revision   int64  `json:"revision"`
}

func (e *env) printJSON(v any) error {
	encoder := json.NewEncoder(e.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	return nil
}

// figure is a number as it is shown, or what stands in its place.
type figure string

// printTable prints a table for a reader: finding, aligned rows, definition.
// Columns of figures stand on the right.
func (e *env) printTable(t report.Table) error {
	lines := [][]string{t.Columns}
	left := make([]bool, len(t.Columns))
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = e.cell(cell)
			if i < len(row)-1 { // the last column has room to its right
				cells[i] = shorten(cells[i], 40)
			}
			switch cell.(type) {
			case string, data.Day:
				left[i] = true
			}
		}
		lines = append(lines, cells)
	}
	var out strings.Builder
	if t.Title != "" {
		out.WriteString(t.Title + "\n\n")
	}
	align(&out, lines, left)
	if t.Definition != "" {
		out.WriteString("\n" + t.Definition + "\n")
	}
	if _, err := io.WriteString(e.out, out.String()); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	return nil
}

// align writes lines of cells under each other, two blanks apart.
func align(out *strings.Builder, lines [][]string, left []bool) {
	widths := make([]int, len(left))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range lines {
		text := ""
		for i, cell := range line {
			blanks := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if left[i] {
				text += cell + blanks + "  "
			} else {
				text += blanks + cell + "  "
			}
		}
		out.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

func (e *env) cell(cell any) string {
	switch v := cell.(type) {
	case nil:
		return "–"
	case string:
		return strings.Join(strings.Fields(v), " ")
	case data.Day:
		return v.String()
	case float64: // money
		return e.printer.Float(v, 2)
	}
	return e.printer.Value(cell)
}

func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// print prints a table in the form asked for; asJSON makes the JSON object.
func (e *env) print(form formFlags, t report.Table, asJSON any) error {
	switch {
	case form.JSON:
		return e.printJSON(asJSON)
	case form.CSV:
		return t.WriteCSV(e.out)
	}
	return e.printTable(t)
}
