package app

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/message"
	"cxworkbench/data/workspace"
)

// ExportRequest says what is exported, in which form and of whom.
type ExportRequest struct {
	As      export.As
	Format  export.Format // of tables
	Case    export.Case   // of an event log
	Replace bool          // a file that is already there
	View    View          // segment and condition, at its as-of date; WholeView for everybody
}

// Export writes customers, interactions, responses, tickets or an event log to a
// file, or the whole workspace to a folder. It is there whole or not at all. An
// error with data.CodeConfirm says that something is already there; Replace does
// it after a yes. progress, which may be nil, is told rows.
func (s *Session) Export(ctx context.Context, r ExportRequest, path string, progress func(done, total int64)) (export.Result, error) {
	request := export.Request{As: r.As, Format: r.Format, Case: r.Case, Replace: r.Replace}
	if r.View.Segment != "" || r.View.Where != "" {
		log := s.Log()
		q, err := s.query(ctx, log, r.View)
		if err != nil {
			return export.Result{}, err
		}
		kept := make(map[int64]bool)
		for c, id := range log.CustomerIDs {
			if q.Keeps(eventlog.CustomerIndex(c)) {
				kept[id] = true
			}
		}
		request.Keep = func(customer int64) bool { return kept[customer] }
		request.Definition = message.English().Text(message.New("export.definition", message.Args{
			"noun": message.New("export.noun."+string(r.As), nil), "filter": q.Filter.Label, "asof": q.AsOf,
		}))
	}
	return export.Write(ctx, s.ws, request, path, progress)
}

// Exported says in sentences what an export did.
func Exported(r ExportRequest, done export.Result) []message.Message {
	key := "export.summary"
	if r.As == export.AsAll {
		key = "export.summary.all"
	}
	out := []message.Message{message.New(key, message.Args{"n": done.Rows, "file": done.File})}
	if done.Left > 0 {
		out = append(out, message.New("export.summary.left", message.Args{"n": done.Left}))
	}
	if done.Shortened > 0 {
		out = append(out, message.New("export.summary.short", message.Args{"n": done.Shortened}))
	}
	return out
}

// FormatOfFile gives the format that the ending of a file's name stands for; false
// where it stands for none.
func FormatOfFile(path string) (export.Format, bool) { return export.FormatOf(filepath.Ext(path)) }

// WriteTable writes the figures of a chart or a list of people in a format. For
// scripts that read the terminal there is Table.WriteCSV.
func WriteTable(ctx context.Context, w io.Writer, f export.Format, name string, t report.Table) error {
	return export.WriteTable(ctx, w, f, typed(name, t))
}

// typed gives a table its types by its values: a column has one where all its
// known cells agree on it, whole numbers counting as decimals among decimals.
func typed(name string, t report.Table) export.Table {
	out := export.Table{Name: name, Title: t.Title, Definition: t.Definition}
	for i, header := range t.Columns {
		out.Columns = append(out.Columns, export.Column{Header: header, Type: columnType(t, i)})
	}
	out.Rows = func(yield func([]export.Cell) error) error {
		row := make([]export.Cell, len(out.Columns))
		for _, cells := range t.Rows {
			for i, c := range out.Columns {
				row[i] = export.Cell{}
				if i < len(cells) {
					row[i] = typedCell(c.Type, cells[i])
				}
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return out
}

func columnType(t report.Table, column int) export.Type {
	found := export.Type("")
	for _, row := range t.Rows {
		if column >= len(row) || row[column] == nil {
			continue
		}
		var of export.Type
		switch row[column].(type) {
		case int, int64:
			of = workspace.TypeWhole
		case float64:
			of = workspace.TypeDecimal
		case data.Day:
			of = workspace.TypeDate
		default:
			return workspace.TypeText
		}
		switch {
		case found == "" || found == of:
			found = of
		case found == workspace.TypeDate || of == workspace.TypeDate:
			return workspace.TypeText
		default:
			found = workspace.TypeDecimal
		}
	}
	if found == "" {
		return workspace.TypeText
	}
	return found
}

func typedCell(t export.Type, v any) export.Cell {
	cell := export.Cell{Known: true}
	switch v := v.(type) {
	case nil:
		return export.Cell{}
	case int:
		cell.Int, cell.Float = int64(v), float64(v)
	case int64:
		cell.Int, cell.Float = v, float64(v)
	case float64:
		cell.Float, cell.Known = v, !math.IsNaN(v) && !math.IsInf(v, 0)
	case data.Day:
		cell.Int, cell.Known = int64(v), v.Known()
	}
	if t == workspace.TypeText && cell.Known {
		cell.Text = fmt.Sprint(v)
	}
	return cell
}
