package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// mostExact is where whole numbers end that a spreadsheet, which computes with 15
// digits, holds exactly; longer ones are written as texts.
const mostExact = 1e15

// WriteXLSX writes tables as sheets of one workbook and gives the number of rows
// of all, and how many texts were cut because a cell holds 32,767 characters at
// most. Cells are typed, so that no text is a formula; instants are in the zone of
// the table. A table of more rows than a sheet holds goes on in another one. The
// last sheet tells title, definition and zone. Memory does not grow with the rows.
func WriteXLSX(ctx context.Context, w io.Writer, tables ...Table) (rows int64, shortened int, err error) {
	book := &workbook{file: excelize.NewFile(), ctx: ctx, free: "Sheet1"}
	defer func() { err = errors.Join(err, book.file.Close()) }()
	if err := book.makeStyles(tables); err != nil {
		return 0, 0, err
	}
	for i := range tables {
		if err := book.add(&tables[i]); err != nil {
			return 0, 0, err
		}
	}
	if err := book.about(tables); err != nil {
		return 0, 0, err
	}
	book.file.SetActiveSheet(0)
	if _, err := book.file.WriteTo(w); err != nil {
		return 0, 0, err
	}
	return book.rows, book.shortened, ctx.Err()
}

type workbook struct {
	file      *excelize.File
	ctx       context.Context
	free      string // the sheet that a new workbook has, until it is used
	sheets    int
	styles    map[Type]int
	header    int
	rows      int64
	shortened int
}

func (b *workbook) makeStyles(tables []Table) (err error) {
	money := "#,##0.00"
	if len(tables) > 0 {
		if digits := len(moneyText(0, tables[0].Currency)) - len("0."); digits > 0 {
			money = "#,##0." + strings.Repeat("0", digits)
		} else {
			money = "#,##0"
		}
	}
	b.styles = map[Type]int{}
	for t, format := range map[Type]string{
		workspace.TypeMoney: money, workspace.TypeDate: "yyyy-mm-dd", workspace.TypeInstant: "yyyy-mm-dd hh:mm:ss", Share: "0.0%",
		workspace.TypeText: "@", // an edited text stays one, whatever it begins with
	} {
		if b.styles[t], err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return fmt.Errorf("make a cell style: %w", err)
		}
	}
	b.styles[workspace.TypeJSON], b.styles[workspace.TypeMark] = b.styles[workspace.TypeText], b.styles[workspace.TypeText]
	b.header, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return err
}

// sheet begins a sheet with columns and their header.
func (b *workbook) sheet(name string, columns []Column) (*excelize.StreamWriter, error) {
	b.sheets++
	if b.free != "" {
		if err := b.file.SetSheetName(b.free, name); err != nil {
			return nil, err
		}
		b.free = ""
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, c := range columns {
		if err := out.SetColWidth(i+1, i+1, width(c)); err != nil {
			return nil, err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	cells := make([]any, len(columns))
	for i, c := range columns {
		cells[i] = excelize.Cell{StyleID: b.header, Value: b.cut(c.Header)}
	}
	return out, out.SetRow("A1", cells)
}

// width is that of a column in characters.
func width(c Column) float64 {
	wide := map[Type]int{workspace.TypeText: 22, workspace.TypeJSON: 40, workspace.TypeDate: 12, workspace.TypeInstant: 20}[c.Type]
	return float64(min(60, max(wide, 10, utf8.RuneCountInString(c.Header)+2)))
}

func (b *workbook) add(t *Table) error {
	if len(t.Columns) > excelize.MaxColumns {
		return data.Errorf(data.CodeBadInput, "A sheet of a workbook holds %d columns, and there are %d; write CSV or JSON Lines instead.", excelize.MaxColumns, len(t.Columns))
	}
	name := sheetName(t.Name)
	out, err := b.sheet(name, t.Columns)
	if err != nil {
		return fmt.Errorf("begin sheet %s: %w", name, err)
	}
	at, part := 1, 1
	cells := make([]any, len(t.Columns))
	err = t.Rows(func(row []Cell) error {
		if b.rows&1023 == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		if at == excelize.TotalRows {
			if err := out.Flush(); err != nil {
				return err
			}
			at, part = 1, part+1
			if out, err = b.sheet(fmt.Sprintf("%s %d", name, part), t.Columns); err != nil {
				return err
			}
		}
		for i, c := range t.Columns {
			cells[i] = b.value(t, c, row[i])
		}
		at++
		b.rows++
		place, err := excelize.CoordinatesToCellName(1, at)
		if err != nil {
			return err
		}
		return out.SetRow(place, cells)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// sheetName is a name that a workbook allows, with room for a number after it.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > 24 {
		s = string(runes[:24])
	}
	if s = strings.TrimSpace(s); s == "" {
		return "Table"
	}
	return s
}

// value is a cell as the library takes it.
func (b *workbook) value(t *Table, c Column, v Cell) any {
	if !v.Known {
		return nil
	}
	style := b.styles[c.Type]
	switch c.Type {
	case workspace.TypeWhole:
		if v.Int > -mostExact && v.Int < mostExact {
			return v.Int
		}
	case workspace.TypeDecimal, Share:
		if !math.IsNaN(v.Float) && !math.IsInf(v.Float, 0) {
			return excelize.Cell{StyleID: style, Value: v.Float}
		}
		return nil
	case workspace.TypeMoney:
		if v.Int > -mostExact && v.Int < mostExact {
			return excelize.Cell{StyleID: style, Value: data.Money(v.Int).Float(t.Currency)}
		}
	case workspace.TypeDate, workspace.TypeInstant:
		if v.Dated {
			style = b.styles[workspace.TypeDate]
		}
		if serial, ok := serialDate(t, c, v); ok {
			return excelize.Cell{StyleID: style, Value: serial}
		}
	case workspace.TypeBoolean:
		return v.Int != 0
	}
	text := t.text(c, v)
	if text == "" {
		return nil
	}
	return excelize.Cell{StyleID: b.styles[workspace.TypeText], Value: b.cut(text)}
}

// The days that a workbook counts: from 1 March 1900, before which it takes 1900
// for a leap year, to the end of 9999.
const (
	firstSerial = 61
	lastSerial  = 2958466
)

// serialDate gives a date or an instant as workbooks count: days since 30 December
// 1899, in the zone of the table.
func serialDate(t *Table, c Column, v Cell) (float64, bool) {
	const epoch = 25569 // 1 January 1970
	days := float64(v.Int)
	if c.Type == workspace.TypeInstant && !v.Dated {
		at := time.UnixMilli(v.Int)
		if t.Zone != nil {
			_, offset := at.In(t.Zone).Zone()
			at = at.Add(time.Duration(offset) * time.Second)
		}
		days = float64(at.UnixMilli()) / (24 * 60 * 60 * 1000)
	}
	days += epoch
	return days, days >= firstSerial && days < lastSerial
}

// cut shortens a text to what a cell holds, in units of UTF-16, and counts it.
func (b *workbook) cut(s string) string {
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	units := 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > excelize.TotalCellChars {
			b.shortened++
			return cutBefore(s, i)
		}
	}
	return s
}

// cutBefore ends a text with a sign that something is missing.
func cutBefore(s string, end int) string {
	_, last := utf8.DecodeLastRuneInString(s[:end])
	return s[:end-last] + "…"
}

// about adds the sheet that tells what the others are.
func (b *workbook) about(tables []Table) error {
	var lines []string
	for _, t := range tables {
		if t.Title != "" {
			lines = append(lines, t.Title)
		}
		if t.Definition != "" {
			lines = append(lines, t.Definition)
		}
		for _, c := range t.Columns {
			if c.Type == workspace.TypeInstant && t.Zone != nil {
				lines = append(lines, message.English().Text(message.New("export.about.zone", message.Args{"sheet": t.Name, "zone": t.Zone.String()})))
				break
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	out, err := b.sheet(message.English().T("export.about.sheet"), []Column{{Header: message.English().T("export.about.header"), Type: workspace.TypeText}})
	if err != nil {
		return fmt.Errorf("begin the last sheet: %w", err)
	}
	for i, line := range lines {
		if err := out.SetRow(fmt.Sprintf("A%d", i+2), []any{b.cut(line)}); err != nil {
			return err
		}
	}
	return out.Flush()
}
