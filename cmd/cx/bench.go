package main

import (
	"fmt"
	"runtime"
	"time"

	"cxworkbench/app/bench"
	"cxworkbench/app/report"
)

type benchCmd struct {
	Rows int    `help:"Interactions of the workspace that is made; a tenth as many customers." default:"1000000" placeholder:"N"`
	Real string `help:"Measure on a copy of this workspace instead." placeholder:"FILE" type:"path"`
	Keep string `help:"Keep the workspace that was made, as this file." placeholder:"FILE" type:"path"`
	JSON bool   `name:"json" help:"Print one JSON object."`
}

func (benchCmd) Help() string {
	return "Works in a temporary folder that is removed. NAME-changed is an analysis asked again with another as-of date, draw-CHART 1280x800 pixels, svg-CHART the same as SVG.\n\n" +
		"Examples: cx bench --rows 100000\n\ncx bench --real client.cxw --json"
}

// The most and fewest rows that are made: below, charts have nothing to show.
const (
	leastBenchRows = 1000
	mostBenchRows  = 20_000_000
)

type benchJSON struct {
	Rows      int        `json:"rows"`
	Customers int        `json:"customers"`
	Steps     []stepJSON `json:"steps"`
}

type stepJSON struct {
	Name    string  `json:"name"`
	MS      *number `json:"ms"` // null for a step that was skipped, as are the other figures
	CPU     *number `json:"cpu_ms"`
	Allocs  *uint64 `json:"allocs"`
	Peak    *number `json:"peak_mb"` // null also where the system does not tell
	Skipped string  `json:"skipped,omitempty"`
}

func (c benchCmd) Run(e *env) error {
	if c.Rows < leastBenchRows || c.Rows > mostBenchRows {
		return usagef("--rows: %d is outside %d to %d", c.Rows, leastBenchRows, mostBenchRows)
	}
	if c.Real != "" && c.Keep != "" {
		return usagef("--keep keeps the workspace that is made; with --real none is")
	}
	o := bench.Options{Rows: c.Rows, Real: c.Real, Keep: c.Keep, Now: e.now}
	if e.tty {
		o.Told = func(s bench.Step) { fmt.Fprintf(e.words, "\r\x1b[K%s", s.Name) }
	}
	r, err := bench.Run(e.ctx, o)
	if e.tty {
		fmt.Fprint(e.words, "\r\x1b[K")
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return e.printJSON(benchOf(r))
	}
	return e.printTable(benchTable(r))
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func benchOf(r bench.Result) benchJSON {
	out := benchJSON{Rows: r.Rows, Customers: r.Customers, Steps: []stepJSON{}}
	for _, s := range r.Steps {
		j := stepJSON{Name: s.Name, Skipped: s.Skipped}
		if s.Skipped == "" {
			ms, cpu, peak := number(milliseconds(s.Wall)), number(milliseconds(s.CPU)), number(s.PeakMB)
			j.MS, j.CPU, j.Allocs, j.Peak = &ms, &cpu, &s.Allocs, &peak
		}
		out.Steps = append(out.Steps, j)
	}
	return out
}

func benchTable(r bench.Result) report.Table {
	t := report.Table{
		Title:   fmt.Sprintf("%d interactions of %d customers, %d processors, %s/%s, %s", r.Rows, r.Customers, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()),
		Columns: []string{"Step", "ms", "Processor ms", "Allocations", "Peak MB", "Budget ms", ""},
	}
	for _, s := range r.Steps {
		if s.Skipped != "" {
			t.Rows = append(t.Rows, []any{s.Name, nil, nil, nil, nil, nil, s.Skipped})
			continue
		}
		var budget any
		verdict := ""
		if s.Budget > 0 {
			budget, verdict = milliseconds(s.Budget), "met"
			if s.Wall > s.Budget {
				verdict = "missed"
			}
		}
		t.Rows = append(t.Rows, []any{s.Name, milliseconds(s.Wall), milliseconds(s.CPU), int(s.Allocs), s.PeakMB, budget, verdict})
	}
	return t
}
