package app

import (
	"bytes"
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/exchange/export"
)

func TestExportKeepsThoseOfTheView(t *testing.T) {
	s := MustFill(t)
	v := WholeView()
	v.Where = "not left"
	all, err := s.Export(context.Background(), ExportRequest{As: export.AsCustomers, Format: export.CSV, View: WholeView()}, filepath.Join(t.TempDir(), "all.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	some, err := s.Export(context.Background(), ExportRequest{As: export.AsCustomers, Format: export.CSV, View: v}, filepath.Join(t.TempDir(), "some.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Customers(context.Background(), v, "")
	if err != nil {
		t.Fatal(err)
	}
	if int(some.Rows) != list.Len() || int(all.Rows) != s.Log().Customers() {
		t.Errorf("wrote %d of %d customers, want %d of %d", some.Rows, all.Rows, list.Len(), s.Log().Customers())
	}
}

func TestTablesHaveTheTypesOfTheirValues(t *testing.T) {
	table := report.Table{
		Definition: "As of today", Columns: []string{"text", "whole", "mixed", "day", "odd"},
		Rows: [][]any{
			{"=x", 3, 1, data.DayOf(2026, 10, 31), "a"},
			{nil, nil, 0.5, data.NoDay, 7},
			{"", -1, math.NaN(), nil, data.DayOf(2026, 1, 2)},
		},
	}
	var out bytes.Buffer
	if err := WriteTable(context.Background(), &out, export.CSV, "t", table); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeff\"# As of today\"\r\ntext,whole,mixed,day,odd\r\n'=x,3,1,2026-10-31,a\r\n,,0.5,,7\r\n,-1,,,2026-01-02\r\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
	out.Reset()
	if err := WriteTable(context.Background(), &out, export.XLSX, "t", table); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, err := book.GetRows("t")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{table.Columns, {"=x", "3", "1", "2026-10-31", "a"}, {"", "", "0.5", "", "7"}, {"", "-1", "", "", "2026-01-02"}}, got); diff != "" {
		t.Error(diff)
	}
}
