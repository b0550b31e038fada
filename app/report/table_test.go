package report

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"cxworkbench/data"
)

func TestWriteCSV(t *testing.T) {
	table := Table{
		Title: "not in the file", Definition: "Cohorts by purchase, as of 31 Oct 2026",
		Columns: []string{"Customer", "=cmd"},
		Rows: [][]any{
			{"=1+1", 3}, {"+49 30", -4}, {"-x", -4.5}, {"@sum", 1.0 / 3}, {"\tx", nil}, {"\r=", math.NaN()},
			{"a,\"b\"\nc", math.Inf(1)}, {"Åse", data.DayOf(2026, 10, 31)}, {"", int64(7)}, {"a=b", 1e21},
		},
	}
	want := "Customer,'=cmd\n'=1+1,3\n'+49 30,-4\n'-x,-4.5\n'@sum,0.3333333333333333\n'\tx,\n\"'\r=\",\n" +
		"\"a,\"\"b\"\"\nc\",\nÅse,2026-10-31\n,7\na=b,1000000000000000000000\n\n\"Cohorts by purchase, as of 31 Oct 2026\"\n"
	var got bytes.Buffer
	if err := table.WriteCSV(&got); err != nil {
		t.Fatal(err)
	}
	if got.String() != want {
		t.Errorf("wrote\n%q, want\n%q", got.String(), want)
	}
	table.Definition = ""
	got.Reset()
	if err := table.WriteCSV(&got); err != nil || bytes.Contains(got.Bytes(), []byte("\n\n")) {
		t.Errorf("without a definition: %q, %v", got.String(), err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestWriteCSVTellsOfAFullDisk(t *testing.T) {
	if err := (Table{Columns: []string{"a"}, Definition: "d"}).WriteCSV(full{}); err == nil {
		t.Error("no error")
	}
}
