package main

import (
	"fmt"

	"cxworkbench/app"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/exchange"
)

// importJSON is the report of an import, with the verdict where it was asked for.
type importJSON struct {
	exchange.Report
	Verdict *verdictJSON `json:"verdict,omitempty"`
}

type verdictJSON struct {
	stamp
	Rows []verdictRow `json:"rows"`
	Next string       `json:"next"`
	Asks []verdictAsk `json:"asks"`
}

type verdictRow struct {
	Analysis verdict.Topic  `json:"analysis"`
	Answer   verdict.Answer `json:"answer"`
	Why      string         `json:"why"`
}

type verdictAsk struct {
	Column  verdict.Column  `json:"column"`
	Words   string          `json:"words"`
	Unlocks []verdict.Topic `json:"unlocks"`
}

// verdict works out what the workspace can answer, and prints it unless it goes
// into JSON.
func (c importCmd) verdict(e *env, s *app.Session) (*verdictJSON, error) {
	if _, err := s.Reload(e.ctx); err != nil {
		return nil, err
	}
	r, err := s.Verdict(e.ctx, app.WholeView())
	if err != nil {
		return nil, err
	}
	if !c.JSON {
		fmt.Fprintln(e.words)
		return nil, e.printTable(app.VerdictTable(r, e.printer))
	}
	out := &verdictJSON{
		stamp: stamp{e.printer.Text(r.Finding), e.printer.Text(r.Definition), date(r.AsOf), r.N, r.Revision},
		Rows:  []verdictRow{}, Next: e.printer.Text(r.Next), Asks: []verdictAsk{},
	}
	for _, row := range r.Rows {
		out.Rows = append(out.Rows, verdictRow{row.Analysis, row.Answer, app.VerdictWhy(row, e.printer)})
	}
	for _, ask := range r.Asks {
		out.Asks = append(out.Asks, verdictAsk{ask.Column, e.printer.Text(ask.Column.Name()), ask.Unlocks})
	}
	return out, nil
}
