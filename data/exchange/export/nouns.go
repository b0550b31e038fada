package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// As is what is exported.
type As string

// What can be exported.
const (
	AsCustomers    As = "customers"
	AsInteractions As = "interactions"
	AsResponses    As = "responses"
	AsTickets      As = "tickets"
	AsXES          As = "xes" // an event log of process mining
	AsAll          As = "all" // the whole workspace, as a folder that Load takes back
)

// Kinds lists every As.
var Kinds = []As{AsCustomers, AsInteractions, AsResponses, AsTickets, AsXES, AsAll}

// Format is how tables are written.
type Format string

// The formats of tables.
const (
	CSV       Format = "csv"
	XLSX      Format = "xlsx"
	JSONLines Format = "jsonl"
)

// Case is what the traces of an event log are about.
type Case string

// The cases of an event log.
const (
	CaseCustomer Case = "customer"
	CaseTicket   Case = "ticket"
)

// Request says what is exported and how.
type Request struct {
	As         As
	Format     Format // of tables; not of an event log or the whole workspace
	Case       Case   // of an event log; customers where empty
	Replace    bool   // a file that is already there
	Definition string // of the filter, in words; empty where there is none
	// Keep tells which customers' rows are wanted; nil for all, those without a
	// customer included. The whole workspace cannot be filtered.
	Keep func(customer int64) bool
}

// Result counts what was exported.
type Result struct {
	Rows      int64 // of an event log: events
	File      string
	Shortened int   // texts that a cell of a workbook could not hold whole
	Left      int64 // interactions without a customer, which an event log of customers cannot hold
}

// Write exports to a file, or for AsAll to a folder, which is there whole or not
// at all. What is already there is an error with data.CodeConfirm unless it is to
// be replaced. progress, which may be nil, is told rows.
func Write(ctx context.Context, ws *workspace.Workspace, r Request, path string, progress func(done, total int64)) (Result, error) {
	out := Result{File: path}
	if r.As == AsAll {
		if r.Keep != nil {
			return out, data.Errorf(data.CodeBadInput, "The whole workspace is exported with everybody in it; a filter is for single tables.")
		}
		report, err := writeFolder(ctx, ws, path, r.Replace, progress)
		out.Rows = report.Rows
		return out, err
	}
	if err := free(path, r.Replace); err != nil {
		return out, err
	}
	err := WriteFile(path, func(w io.Writer) error {
		return ws.Snapshot(ctx, func(s *workspace.Snapshot) (err error) {
			e := exporter{ctx: ctx, snapshot: s, request: r, progress: progress}
			if e.settings, err = s.Settings(); err != nil {
				return err
			}
			if r.As == AsXES {
				out.Rows, out.Left, err = e.eventLog(w)
				return canceled(ctx, err)
			}
			tables, err := e.tables()
			if err != nil {
				return err
			}
			out.Rows, out.Shortened, err = write(ctx, w, r.Format, tables)
			return canceled(ctx, err)
		})
	})
	return out, err
}

// canceled is what ended the work: being stopped, whatever the error says then.
func canceled(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return data.Wrap(err, data.CodeCancelled, "Stopped; nothing was written.")
	}
	return err
}

// write writes tables in a format. Rows are those of the first.
func write(ctx context.Context, w io.Writer, f Format, tables []Table) (rows int64, shortened int, err error) {
	switch f {
	case XLSX:
		return WriteXLSX(ctx, w, tables...)
	case JSONLines:
		rows, err = WriteJSONLines(ctx, w, tables[0])
	case CSV:
		rows, err = WriteCSV(ctx, w, tables[0])
	default:
		err = data.Errorf(data.CodeBadInput, "There is no format %q; choose csv, xlsx or jsonl.", f)
	}
	return rows, 0, err
}

// WriteTable writes one table, such as the figures of a chart, in a format.
func WriteTable(ctx context.Context, w io.Writer, f Format, t Table) error {
	_, _, err := write(ctx, w, f, []Table{t})
	return err
}

// FormatOf gives the format that the ending of a file's name stands for, with
// dot; false for another.
func FormatOf(ending string) (Format, bool) {
	f := Format(strings.TrimPrefix(strings.ToLower(ending), "."))
	return f, slices.Contains([]Format{CSV, XLSX, JSONLines}, f)
}

// exporter reads what is exported from one state of the workspace.
type exporter struct {
	ctx      context.Context
	snapshot *workspace.Snapshot
	settings data.Settings
	request  Request
	progress func(done, total int64)
}

// keeps reports whether the rows of a customer are wanted.
func (e *exporter) keeps(customer int64) bool {
	return e.request.Keep == nil || customer != 0 && e.request.Keep(customer)
}

// tables gives the tables that are asked for: one, or for tickets in a workbook
// one of tickets and one of their events.
func (e *exporter) tables() ([]Table, error) {
	switch e.request.As {
	case AsCustomers:
		t, err := e.customers()
		return []Table{t}, err
	case AsInteractions:
		return e.extracts(workspace.Interactions())
	case AsResponses:
		return e.extracts(workspace.Responses())
	case AsTickets:
		if e.request.Format == XLSX {
			return e.extracts(workspace.Tickets(false), workspace.TicketEvents())
		}
		return e.extracts(workspace.Tickets(true))
	}
	return nil, data.Errorf(data.CodeBadInput, "%q cannot be exported; choose customers, interactions, responses, tickets, xes or all.", e.request.As)
}

// table is a table of this workspace, still without rows.
func (e *exporter) table(name string) (Table, error) {
	zone, err := e.settings.Location()
	if err != nil {
		return Table{}, fmt.Errorf("zone of the workspace: %w", err)
	}
	return Table{Name: name, Definition: e.request.Definition, Currency: e.settings.Currency, Zone: zone}, nil
}

func (e *exporter) extracts(extracts ...workspace.Extract) ([]Table, error) {
	var out []Table
	var total, done int64
	for _, extract := range extracts {
		t, err := e.table(extract.Name)
		if err != nil {
			return nil, err
		}
		n, err := e.snapshot.Count(extract)
		if err != nil {
			return nil, err
		}
		total += n
		for _, c := range extract.Columns {
			t.Columns = append(t.Columns, Column{c.Name, c.Type})
		}
		t.Rows = func(yield func([]Cell) error) error {
			return e.snapshot.Each(extract, func(customer int64, row []Cell) error {
				done++
				e.tell(done, total)
				if !e.keeps(customer) {
					return nil
				}
				return yield(row)
			})
		}
		out = append(out, t)
	}
	return out, nil
}

// tellEvery is how many rows pass between two reports of progress.
const tellEvery = 4096

func (e *exporter) tell(done, total int64) {
	if e.progress != nil && (done%tellEvery == 0 || done == total) {
		e.progress(done, total)
	}
}

// manyJoin stands between several identities of one kind in a cell.
const manyJoin = "; "

// customers is the table of customers: name, a column for each kind and source of
// identity, and one for each attribute.
func (e *exporter) customers() (Table, error) {
	t, err := e.table(string(AsCustomers))
	if err != nil {
		return t, err
	}
	sources, err := e.snapshot.IdentitySources()
	if err != nil {
		return t, err
	}
	attributes, err := e.snapshot.AttributeNames()
	if err != nil {
		return t, err
	}
	used := map[string]bool{}
	add := func(header string) {
		t.Columns = append(t.Columns, Column{unlike(used, header), workspace.TypeText})
	}
	if len(sources) == 0 || sources[0].Kind != data.IdentityExternal {
		sources = slices.Insert(sources, 0, data.Identity{Kind: data.IdentityExternal})
	}
	place := map[data.Identity]int{}
	for i, source := range sources {
		place[source] = i
		add(identityHeader(source))
	}
	add("name")
	at := map[string]int{}
	for _, attribute := range attributes {
		at[attribute] = len(t.Columns)
		add(attribute)
	}
	total, err := e.snapshot.Customers()
	if err != nil {
		return t, err
	}
	t.Rows = func(yield func([]Cell) error) error {
		row := make([]Cell, len(t.Columns))
		var done int64
		return e.snapshot.EachWholeCustomer(func(c *data.Customer) error {
			done++
			e.tell(done, total)
			if !e.keeps(c.ID) {
				return nil
			}
			clear(row)
			for _, i := range c.Identities {
				cell := &row[place[data.Identity{Kind: i.Kind, Source: i.Source}]]
				if cell.Known {
					cell.Text += manyJoin
				}
				cell.Known, cell.Text = true, cell.Text+i.Value
			}
			row[len(sources)] = Cell{Known: true, Text: c.Name}
			for name, value := range c.Attributes {
				row[at[name]] = Cell{Known: true, Text: value}
			}
			return yield(row)
		})
	}
	return t, nil
}

// identityHeader names a column as imports guess it.
func identityHeader(i data.Identity) string {
	header := string(i.Kind)
	if i.Kind == data.IdentityExternal {
		header = "customer"
	}
	if i.Source != "" {
		header += " (" + i.Source + ")"
	}
	return header
}

// unlike gives a header that no column has yet, whatever its case.
func unlike(used map[string]bool, header string) string {
	out := header
	for n := 2; used[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s %d", header, n)
	}
	used[strings.ToLower(out)] = true
	return out
}
