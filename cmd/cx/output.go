package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"text/tabwriter"
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

// printTable prints a table for a reader: finding, aligned rows, definition.
func (e *env) printTable(t report.Table) error {
	if t.Title != "" {
		fmt.Fprintln(e.out, t.Title)
		fmt.Fprintln(e.out)
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(t.Columns, "\t"))
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = e.cell(cell)
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	if t.Definition != "" {
		fmt.Fprintln(e.out)
		fmt.Fprintln(e.out, t.Definition)
	}
	return nil
}

func (e *env) cell(cell any) string {
	switch v := cell.(type) {
	case nil:
		return "–"
	case string:
		return shorten(strings.Join(strings.Fields(v), " "), 40)
	case data.Day:
		return v.String()
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
