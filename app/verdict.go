package app

import (
	"context"

	"cxworkbench/app/report"
	"cxworkbench/data"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/message"
)

// Verdict says what the workspace can answer, for a view. A workspace without
// customers or dates has a verdict too.
func (s *Session) Verdict(ctx context.Context, v View) (verdict.Result, error) {
	log := s.Log()
	q, err := s.query(ctx, log, v)
	if err != nil && data.CodeOf(err) != data.CodeNoData {
		return verdict.Result{}, err
	}
	return verdict.Build(ctx, log, q)
}

// VerdictTable is a row a question.
func VerdictTable(r verdict.Result, p *message.Printer) report.Table {
	t := report.Table{
		Title: p.Text(r.Finding), Definition: p.Text(r.Next) + " " + p.Text(r.Definition),
		Columns: []string{p.T("verdict.column.analysis"), p.T("verdict.column.answer"), p.T("verdict.column.why")},
	}
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, []any{p.Text(row.Analysis.Name()), p.Text(row.Answer.Name()), VerdictWhy(row, p)})
	}
	return t
}

// VerdictPage is the verdict on a workspace on one page: what to ask for next,
// then the questions by their answers. Questions that have a reason in common
// share a line.
func VerdictPage(r verdict.Result, workspace string, p *message.Printer) report.Page {
	page := report.Page{Lang: p.Lang(), Of: workspace, Title: p.Text(r.Finding), Lead: p.Text(r.Next), Definition: p.Text(r.Definition)}
	marks := map[verdict.Answer]report.Mark{verdict.Yes: report.Good, verdict.Partly: report.Caution, verdict.No: report.Bad}
	for _, answer := range verdict.Answers {
		if n := r.Count(answer); n > 0 {
			heading := message.New("import.verdict.part", message.Args{"answer": message.New("verdict.heading."+string(answer), nil), "n": n})
			page.Sections = append(page.Sections, report.Section{Heading: p.Text(heading), Mark: marks[answer], Lines: verdictLines(r, answer, p)})
		}
	}
	return page
}

func verdictLines(r verdict.Result, answer verdict.Answer, p *message.Printer) []report.Line {
	var lines []report.Line
	at := map[string]int{} // of lines, by their reasons
	for _, row := range r.Rows {
		if row.Answer != answer {
			continue
		}
		why, name := VerdictWhy(row, p), p.Text(row.Analysis.Name())
		if i, known := at[why]; known {
			lines[i].Subject += ", " + name
			continue
		}
		at[why] = len(lines)
		lines = append(lines, report.Line{Subject: name, Said: why})
	}
	return lines
}

// VerdictWhy says in sentences why an analysis has its answer.
func VerdictWhy(row verdict.Row, p *message.Printer) string {
	words := ""
	for i, why := range row.Why {
		if i > 0 {
			words += " "
		}
		words += p.Text(why)
	}
	return words
}
