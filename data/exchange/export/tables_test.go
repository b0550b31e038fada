package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
	"cxworkbench/data/exchange/input"
	"cxworkbench/data/exchange/xes"
	"cxworkbench/data/workspace"
)

func known(c export.Cell) export.Cell {
	c.Known = true
	return c
}

func text(s string) export.Cell { return known(export.Cell{Text: s}) }

// sample has a column of every type.
func sample(t *testing.T) export.Table {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Dublin")
	if err != nil {
		t.Fatal(err)
	}
	summer := time.Date(2026, 7, 1, 12, 30, 0, 0, time.UTC).UnixMilli()
	rows := [][]export.Cell{
		{text("=1+1"), known(export.Cell{Int: -3}), known(export.Cell{Float: 1.0 / 3}), known(export.Cell{Int: -1205}), known(export.Cell{Int: int64(data.DayOf(2026, 10, 31))}),
			known(export.Cell{Int: summer}), known(export.Cell{Int: 1}), known(export.Cell{Float: 0.25}), text(`[{"a":1}]`)},
		{text("a,\"b\"\r\nc"), {}, {}, {}, {}, known(export.Cell{Dated: true, Int: int64(data.DayOf(1850, 1, 2))}), known(export.Cell{}), {}, {}},
	}
	return export.Table{
		Name: "sample", Title: "Finding", Definition: "All, as of \"today\"", Currency: "EUR", Zone: zone,
		Columns: []export.Column{
			{"+text", workspace.TypeText}, {"whole", workspace.TypeWhole}, {"decimal", workspace.TypeDecimal}, {"money", workspace.TypeMoney}, {"date", workspace.TypeDate},
			{"instant", workspace.TypeInstant}, {"boolean", workspace.TypeBoolean}, {"share", export.Share}, {"json", workspace.TypeJSON},
		},
		Rows: func(yield func([]export.Cell) error) error {
			for _, row := range rows {
				if err := yield(row); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func TestWriteCSV(t *testing.T) {
	var out bytes.Buffer
	rows, err := export.WriteCSV(context.Background(), &out, sample(t))
	want := "\ufeff\"# All, as of \"\"today\"\"\"\r\n'+text,whole,decimal,money,date,instant,boolean,share,json\r\n" +
		"'=1+1,-3,0.3333333333333333,-12.05,2026-10-31,2026-07-01T13:30:00+01:00,true,0.25,\"[{\"\"a\"\":1}]\"\r\n" +
		"\"a,\"\"b\"\"\r\nc\",,,,,1850-01-02,false,,\r\n"
	if err != nil || rows != 2 || out.String() != want {
		t.Errorf("%d rows, %v, wrote\n%q, want\n%q", rows, err, out.String(), want)
	}
}

func TestWriteJSONLines(t *testing.T) {
	var out bytes.Buffer
	rows, err := export.WriteJSONLines(context.Background(), &out, sample(t))
	want := `{"#definition":"All, as of \"today\""}` + "\n" +
		`{"+text":"=1+1","whole":-3,"decimal":0.3333333333333333,"money":-12.05,"date":"2026-10-31","instant":"2026-07-01T13:30:00+01:00","boolean":true,"share":0.25,"json":[{"a":1}]}` + "\n" +
		`{"+text":"a,\"b\"\r\nc","whole":null,"decimal":null,"money":null,"date":null,"instant":"1850-01-02","boolean":false,"share":null,"json":null}` + "\n"
	if err != nil || rows != 2 || out.String() != want {
		t.Errorf("%d rows, %v, wrote\n%s, want\n%s", rows, err, out.String(), want)
	}
}

func TestWriteXLSX(t *testing.T) {
	var out bytes.Buffer
	rows, shortened, err := export.WriteXLSX(context.Background(), &out, sample(t))
	if err != nil || rows != 2 || shortened != 0 {
		t.Fatal(rows, shortened, err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"sample", "About"}) {
		t.Errorf("sheets %q", got)
	}
	got, err := book.GetRows("sample")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"+text", "whole", "decimal", "money", "date", "instant", "boolean", "share", "json"},
		{"=1+1", "-3", "0.333333333333333", "-12.05", "2026-10-31", "2026-07-01 13:30:00", "TRUE", "25.0%", `[{"a":1}]`},
		{"a,\"b\"\r\nc", "", "", "", "", "1850-01-02", "FALSE"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for cell, kind := range map[string]excelize.CellType{
		"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "D2": excelize.CellTypeUnset, "F2": excelize.CellTypeUnset, "G2": excelize.CellTypeBool,
	} {
		if got, err := book.GetCellType("sample", cell); err != nil || got != kind {
			t.Errorf("%s is of type %v, %v, want %v", cell, got, err, kind)
		}
		if formula, err := book.GetCellFormula("sample", cell); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q, %v", cell, formula, err)
		}
	}
	if panes, err := book.GetPanes("sample"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	about, err := book.GetRows("About")
	if err != nil || !cmp.Equal(about, [][]string{{"What this workbook says"}, {"Finding"}, {`All, as of "today"`}, {"Times in “sample” are in the zone Europe/Dublin."}}) {
		t.Errorf("about: %q, %v", about, err)
	}
}

func TestTextsThatACellCannotHoldAreCutAndCounted(t *testing.T) {
	table := export.Table{Name: "long", Columns: []export.Column{{"a", workspace.TypeText}}, Rows: func(yield func([]export.Cell) error) error {
		for _, s := range []string{strings.Repeat("x", 32767), strings.Repeat("x", 32768), strings.Repeat("😀", 20000)} {
			if err := yield([]export.Cell{text(s)}); err != nil {
				return err
			}
		}
		return nil
	}}
	var out bytes.Buffer
	_, shortened, err := export.WriteXLSX(context.Background(), &out, table)
	if err != nil || shortened != 2 {
		t.Fatal(shortened, err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("long")
	if err != nil {
		t.Fatal(err)
	}
	if rows[1][0] != strings.Repeat("x", 32767) || rows[2][0] != strings.Repeat("x", 32766)+"…" || rows[3][0] != strings.Repeat("😀", 16382)+"…" {
		t.Errorf("cells of %d, %d and %d bytes", len(rows[1][0]), len(rows[2][0]), len(rows[3][0]))
	}
}

// service is a workspace with a bit of everything that nouns show.
func service(t *testing.T) *workspace.Workspace {
	t.Helper()
	ws := newWorkspace(t, t.TempDir())
	mustWrite(t, ws, func(tx *workspace.Tx) error {
		call, _, err := tx.Activity("Call & ask", data.KindService, data.PushPull)
		phone, _, err2 := tx.Channel("phone", data.ChannelAssisted)
		metric, _, err3 := tx.Metric(data.Metric{Name: "NPS", Kind: data.MetricNPS, High: 10, Direction: data.HighIsGood})
		ann, err4 := tx.AddCustomer(&data.Customer{
			Name: "Ann", Attributes: map[string]string{"name": "nick", "region": "=North"},
			Identities: []data.Identity{{Kind: data.IdentityExternal, Value: "0012"}, {Kind: data.IdentityEmail, Value: "a@x.ie"}, {Kind: data.IdentityEmail, Value: "b@x.ie"}, {Kind: data.IdentityExternal, Source: "crm", Value: "C7"}},
		}, workspace.Origin{})
		ben, err5 := tx.AddCustomer(&data.Customer{Name: "Ben"}, workspace.Origin{})
		ticket, err6 := tx.AddTicket(&data.Ticket{CustomerID: ann, Ref: "T1", Subject: "Line <down>", Opened: 1000}, workspace.Origin{}, 0)
		for _, e := range []data.TicketEvent{{TicketID: ticket, At: 9000, Status: "solved"}, {TicketID: ticket, At: 1000, Status: "new", Note: "-x"}} {
			if _, err := tx.AddTicketEvent(&e, workspace.Origin{}); err != nil {
				return err
			}
		}
		for _, in := range []data.Interaction{
			{CustomerID: ann, ActivityID: call, ChannelID: phone, When: data.AtMillis(1500000000000), Amount: -250, HasAmount: true, Note: "@later\x01"},
			{CustomerID: ben, ActivityID: call, When: data.OnDay(data.DayOf(2020, 1, 2))},
			{CustomerID: ann, ActivityID: call, When: data.OnDay(data.DayOf(2010, 1, 2))},
			{ActivityID: call, When: data.OnDay(data.DayOf(2021, 1, 2)), Requested: data.Yes},
		} {
			if err := tx.AddInteraction(&in, workspace.Origin{}, 0); err != nil {
				return err
			}
		}
		_, err7 := tx.AddResponse(&data.Response{CustomerID: ben, MetricID: metric, When: data.OnDay(data.DayOf(2020, 1, 3)), Score: 9.5, Comment: "+1"}, workspace.Origin{}, 0)
		return errors.Join(err, err2, err3, err4, err5, err6, err7)
	})
	return ws
}

func written(t *testing.T, ws *workspace.Workspace, r export.Request) (string, export.Result) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out")
	done, err := export.Write(context.Background(), ws, r, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(got), done
}

func TestNouns(t *testing.T) {
	ws := service(t)
	for _, c := range []struct {
		request export.Request
		want    string
		rows    int64
	}{
		{export.Request{As: export.AsCustomers, Format: export.CSV}, "customer,customer (crm),email,name,name 2,region\r\n0012,C7,a@x.ie; b@x.ie,Ann,nick,'=North\r\n,,,Ben,,\r\n", 2},
		{export.Request{As: export.AsResponses, Format: export.CSV}, "customer,name,at,metric,score,scale_low,scale_high,channel,touchpoint,comment\r\n,Ben,2020-01-03,NPS,9.5,0,10,,,'+1\r\n", 1},
		{export.Request{As: export.AsInteractions, Format: export.CSV},
			"customer,name,at,activity,kind,channel,touchpoint,requested,phase,emotion,outcome,order,product,quantity,amount,note,ticket\r\n" +
				"0012,Ann,2017-07-14T02:40:00Z,Call & ask,service,phone,,,,,,,,,-2.50,'@later\x01,\r\n,Ben,2020-01-02,Call & ask,service,,,,,,,,,,,,\r\n" +
				"0012,Ann,2010-01-02,Call & ask,service,,,,,,,,,,,,\r\n,,2021-01-02,Call & ask,service,,,true,,,,,,,,,\r\n", 4},
		{export.Request{As: export.AsInteractions, Format: export.CSV, Definition: "Only Ben", Keep: func(id int64) bool { return id == 2 }},
			"\"# Only Ben\"\r\ncustomer,name,at,activity,kind,channel,touchpoint,requested,phase,emotion,outcome,order,product,quantity,amount,note,ticket\r\n,Ben,2020-01-02,Call & ask,service,,,,,,,,,,,,\r\n", 1},
		{export.Request{As: export.AsTickets, Format: export.CSV}, "id,ticket,customer,name,subject,category,channel,priority,status,at,due,promised,right_first_time,cause,events\r\n" +
			"1,T1,0012,Ann,Line <down>,,,,solved,1970-01-01T00:00:01Z,,,,,\"[{\"\"at\"\":\"\"1970-01-01T00:00:01.000Z\"\",\"\"status\"\":\"\"new\"\",\"\"note\"\":\"\"-x\"\"}," +
			"{\"\"at\"\":\"\"1970-01-01T00:00:09.000Z\"\",\"\"status\"\":\"\"solved\"\",\"\"note\"\":\"\"\"\"}]\"\r\n", 1},
	} {
		got, done := written(t, ws, c.request)
		if got = strings.TrimPrefix(got, "\ufeff"); got != c.want || done.Rows != c.rows {
			t.Errorf("%s: %d rows\n%s\nwant\n%s", c.request.As, done.Rows, got, c.want)
		}
		if _, err := csv.NewReader(strings.NewReader(got)).ReadAll(); err != nil && c.request.Definition == "" {
			t.Errorf("%s: %v", c.request.As, err)
		}
	}
	lines, _ := written(t, ws, export.Request{As: export.AsTickets, Format: export.JSONLines})
	var ticket struct{ Events []struct{ Status string } }
	if err := json.Unmarshal([]byte(lines), &ticket); err != nil || len(ticket.Events) != 2 || ticket.Events[0].Status != "new" {
		t.Errorf("events %+v, %v in %s", ticket, err, lines)
	}
	sheets, done := written(t, ws, export.Request{As: export.AsTickets, Format: export.XLSX})
	book, err := excelize.OpenReader(strings.NewReader(sheets))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if events, err := book.GetRows("ticket_events"); err != nil || len(events) != 3 || events[1][3] != "new" || done.Rows != 3 {
		t.Errorf("events %q, %v, %d rows", events, err, done.Rows)
	}
}

// xesLog is what an event log says, read without our own reader.
type xesLog struct {
	Version    string `xml:"xes.version,attr"`
	Extensions []struct {
		Prefix string `xml:"prefix,attr"`
	} `xml:"extension"`
	Traces []struct {
		Name   []xesAttribute `xml:"string"`
		Events []struct {
			Strings []xesAttribute `xml:"string"`
			Dates   []xesAttribute `xml:"date"`
			Floats  []xesAttribute `xml:"float"`
		} `xml:"event"`
	} `xml:"trace"`
}

type xesAttribute struct {
	Key   string `xml:"key,attr"`
	Value string `xml:"value,attr"`
}

func TestEventLogs(t *testing.T) {
	ws := service(t)
	for _, c := range []struct {
		request export.Request
		want    []string // trace, then times and activities
		rows    int64
		left    int64
	}{
		{export.Request{As: export.AsXES}, []string{"0012: 2010-01-02T00:00:00.000+00:00 Call & ask, 2017-07-14T02:40:00.000+00:00 Call & ask", "Ben: 2020-01-02T00:00:00.000+00:00 Call & ask"}, 3, 1},
		{export.Request{As: export.AsXES, Case: export.CaseTicket}, []string{"T1: 1970-01-01T00:00:01.000+00:00 new, 1970-01-01T00:00:09.000+00:00 solved"}, 2, 0},
		{export.Request{As: export.AsXES, Keep: func(id int64) bool { return id == 2 }}, []string{"Ben: 2020-01-02T00:00:00.000+00:00 Call & ask"}, 1, 1},
		{export.Request{As: export.AsXES, Keep: func(int64) bool { return false }}, nil, 0, 1},
	} {
		got, done := written(t, ws, c.request)
		var log xesLog
		if err := xml.Unmarshal([]byte(got), &log); err != nil {
			t.Fatalf("%v in %s", err, got)
		}
		var traces []string
		for _, trace := range log.Traces {
			var events []string
			for _, e := range trace.Events {
				for _, s := range e.Strings {
					if s.Key == "concept:name" {
						events = append(events, e.Dates[0].Value+" "+s.Value)
					}
				}
			}
			traces = append(traces, trace.Name[0].Value+": "+strings.Join(events, ", "))
		}
		if !slices.Equal(traces, c.want) || done.Rows != c.rows || done.Left != c.left || log.Version != "1.0" || len(log.Extensions) != 3 {
			t.Errorf("%+v: %d events, %d left out, %q", c.request.Case, done.Rows, done.Left, traces)
		}
	}
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWritersTellOfAFullDisk(t *testing.T) {
	for _, f := range []export.Format{export.CSV, export.XLSX, export.JSONLines} {
		if err := export.WriteTable(context.Background(), &full{100}, f, sample(t)); err == nil {
			t.Errorf("%s: no error", f)
		}
	}
}

func TestFilesAreWholeOrNotThere(t *testing.T) {
	ws := service(t)
	ctx := context.Background()
	folder := t.TempDir()
	wantRefused := func(err error, code data.Code, sentence string) {
		t.Helper()
		if data.CodeOf(err) != code || !strings.Contains(data.Sentence(err), sentence) {
			t.Errorf("%s %v, want %s with %q", data.CodeOf(err), err, code, sentence)
		}
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	for _, as := range export.Kinds {
		r := export.Request{As: as, Format: export.XLSX}
		path := filepath.Join(folder, string(as))
		_, err := export.Write(stopped, ws, r, path, nil)
		if err == nil {
			t.Errorf("%s: stopped, yet no error", as)
		}
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
			t.Fatalf("%s: a stopped export left %v, %v", as, entries, err)
		}
		if _, err := export.Write(ctx, ws, r, path, nil); err != nil {
			t.Fatal(err)
		}
		_, err = export.Write(ctx, ws, r, path, nil)
		wantRefused(err, data.CodeConfirm, "There is already")
		r.Replace = true
		if _, err := export.Write(ctx, ws, r, path, nil); err != nil {
			t.Fatal(err)
		}
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
			t.Fatalf("%s: beside the export stand %v, %v", as, entries, err)
		}
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
	mine := filepath.Join(folder, "mine")
	if err := os.MkdirAll(filepath.Join(mine, "letters"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := export.Write(ctx, ws, export.Request{As: export.AsAll, Replace: true}, mine, nil)
	wantRefused(err, data.CodeBadInput, "holds other files")
	_, err = export.Write(ctx, ws, export.Request{As: export.AsCustomers, Format: export.CSV, Replace: true}, mine, nil)
	wantRefused(err, data.CodeBadInput, "is a folder")
	_, err = export.Write(ctx, ws, export.Request{As: export.AsCustomers, Format: export.CSV}, filepath.Join(folder, "none", "x.csv"), nil)
	wantRefused(err, data.CodeReadOnly, "x.csv could not be written")
}

// Our own reader of event logs reads what is written.
func TestEventLogsAreReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log.xes")
	if _, err := export.Write(context.Background(), service(t), export.Request{As: export.AsXES}, path, nil); err != nil {
		t.Fatal(err)
	}
	open, size, err := input.File(path)
	if err != nil {
		t.Fatal(err)
	}
	in, err := xes.OpenReader(open, size, "log.xes", xes.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	want := []map[string]string{
		{"case id": "0012", "activity": "Call & ask", "at": "2010-01-02T00:00:00.000+00:00", "date_only": "true"},
		{"case id": "0012", "activity": "Call & ask", "at": "2017-07-14T02:40:00.000+00:00", "org:group": "phone", "amount": "-2.50", "note": "@later\ufffd"},
		{"case id": "Ben", "activity": "Call & ask", "at": "2020-01-02T00:00:00.000+00:00", "date_only": "true"},
	}
	for i := 0; ; i++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			if i != len(want) {
				t.Errorf("%d events, want %d", i, len(want))
			}
			return
		}
		if err != nil || row.Fault != "" || i >= len(want) {
			t.Fatal(i, row, err)
		}
		got := map[string]string{}
		for c, header := range in.Header() {
			if row.Cells[c] != "" {
				got[header] = row.Cells[c]
			}
		}
		if diff := cmp.Diff(want[i], got); diff != "" {
			t.Error(diff)
		}
	}
}
