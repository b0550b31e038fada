package importing

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/verdict"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// judge works out what the workspace can answer, then shows a screen with it.
func (s *Screen) judge(then func()) {
	app.Ask(s.host.Workbench(), &s.question, message.New("job.verdict", nil), func(ctx context.Context, session *app.Session, v app.View) (verdict.Result, error) {
		return session.Verdict(ctx, v)
	}, func(r verdict.Result, err error) {
		s.verdict = &r
		if err != nil {
			s.verdict = nil
			s.host.Trace("error %s", data.Sentence(err))
			kit.ShowError(s.host.Window(), err)
		}
		then()
		if err == nil {
			s.host.Trace("verdict yes=%d partly=%d no=%d", r.Count(verdict.Yes), r.Count(verdict.Partly), r.Count(verdict.No))
		}
	})
}

// verdictPage is the verdict: what to ask for next, then every question with its
// answer and the reason, the answered ones first.
func (s *Screen) verdictPage(r verdict.Result) []fyne.CanvasObject {
	p := s.host.Printer()
	objects := []fyne.CanvasObject{
		screen.TableHeading(s.host, kit.Title(p.Text(r.Finding))), kit.Body(p.Text(r.Next)).SetTone(kit.ToneAccent),
	}
	for _, answer := range verdict.Answers {
		if n := r.Count(answer); n > 0 {
			objects = append(objects, kit.InsetSides(look.Space2, 0, 0, 0, kit.Section(s.text("import.verdict.part", message.Args{"answer": message.New("verdict.heading."+string(answer), nil), "n": n}))))
			objects = append(objects, s.answered(r, answer)...)
		}
	}
	return append(objects, kit.InsetSides(look.Space2, 0, 0, 0, kit.Definition(p.Text(r.Definition))))
}

// answered gives a line for each reason of an answer, with the questions that have
// it in common.
func (s *Screen) answered(r verdict.Result, answer verdict.Answer) []fyne.CanvasObject {
	p, reasons, names := s.host.Printer(), []string{}, map[string]string{}
	for _, row := range r.Rows {
		if row.Answer != answer {
			continue
		}
		why, name := app.VerdictWhy(row, p), p.Text(row.Analysis.Name())
		if before, known := names[why]; known {
			name = before + ", " + name
		} else {
			reasons = append(reasons, why)
		}
		names[why] = name
	}
	lines := make([]fyne.CanvasObject, len(reasons))
	for i, why := range reasons {
		lines[i] = container.New(&verdictLine{}, kit.Body(names[why]), kit.Definition(why))
	}
	return lines
}

// verdictLine sets questions beside the reason for their answer; both wrap.
type verdictLine struct{}

const questionWidth = 340

func (l *verdictLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(questionWidth+160, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (l *verdictLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(questionWidth-look.Space4, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-questionWidth, size.Height))
	objects[1].Move(fyne.NewPos(questionWidth, 2))
}
