package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

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
	if err := c.writeVerdict(e, s, r); err != nil {
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

// isPage reports whether a file's name asks for a page.
func isPage(path string) bool { return strings.EqualFold(filepath.Ext(path), ".html") }

// writeVerdict writes the verdict into a file, where one was named.
func (c importCmd) writeVerdict(e *env, s *app.Session, r verdict.Result) error {
	if c.Output == "" {
		return nil
	}
	write := app.VerdictPage(r, s.Log().Settings.Name, e.printer).WriteHTML
	if !isPage(c.Output) {
		format, _ := app.FormatOfFile(c.Output)
		write = func(w io.Writer) error {
			return app.WriteTable(e.ctx, w, format, "verdict", app.VerdictTable(r, e.printer))
		}
	}
	if err := app.WriteFile(c.Output, write); err != nil {
		return err
	}
	fmt.Fprintf(e.words, "The verdict is in %s.\n", c.Output)
	return nil
}
