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
	session := s.host.Workbench().Session()
	page := app.VerdictPage(r, session.Log().Settings.Name, s.host.Printer())
	save := kit.NewButton(s.text("import.verdict.save", nil), func() {
		s.host.SaveFile(s.text("import.verdict.file", nil)+".html", page.WriteHTML)
	})
	heading := kit.Border(nil, nil, nil, container.NewVBox(save), screen.TableHeading(s.host, kit.Title(page.Title)))
	objects := []fyne.CanvasObject{heading, kit.Body(page.Lead).SetTone(kit.ToneAccent)}
	for _, section := range page.Sections {
		objects = append(objects, kit.InsetSides(look.Space2, 0, 0, 0, kit.Section(section.Heading)))
		for _, line := range section.Lines {
			objects = append(objects, container.New(&verdictLine{}, kit.Body(line.Subject), kit.Definition(line.Said)))
		}
	}
	return append(objects, kit.InsetSides(look.Space2, 0, 0, 0, kit.Definition(page.Definition)))
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
