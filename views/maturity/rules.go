package maturity

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

func sentence(err error) string { return data.Sentence(err) }

// ruleRow edits the name and the rule of one stage. Under the rule stands what it
// says in words, or what is wrong with it.
type ruleRow struct {
	stage      data.Stage
	name, rule *kit.Entry
	says       *kit.Text
}

// editRules shows the ladder's stages and rules for editing.
func editRules(host screen.Host) {
	session := host.Workbench().Session()
	if session == nil {
		return
	}
	log := session.Log()
	var rows []*ruleRow
	var objects []fyne.CanvasObject
	for _, stage := range log.Stages {
		row := &ruleRow{stage: stage, name: kit.NewEntry(""), rule: kit.NewEntry(""), says: kit.Definition("")}
		row.name.SetText(stage.Name)
		for _, rule := range log.Rules {
			if rule.StageID == stage.ID {
				row.rule.SetText(rule.Condition)
			}
		}
		row.rule.OnChanged = func(string) { row.check(host.Printer()) }
		row.check(host.Printer())
		rows = append(rows, row)
		objects = append(objects, container.New(&ruleLayout{}, row.name, row.rule, row.says))
	}
	t := host.Printer().T
	scroll := container.NewVScroll(kit.Column(look.Space3, objects...))
	size := host.Window().Canvas().Size()
	scroll.SetMinSize(fyne.NewSize(min(760, size.Width-160), min(520, size.Height-280)))
	question := kit.Question{Title: t("rules.title"), Text: t("rules.text"), Body: scroll, Width: min(840, size.Width-80)}
	if session.ReadOnly() == "" {
		question.Action = t("rules.do")
		question.Do = func() { saveRules(host, rows) }
	}
	kit.Ask(host.Window(), question)
}

// check says what the rule means, or what is wrong with it.
func (r *ruleRow) check(p *message.Printer) {
	c, err := condition.Parse(r.rule.Text)
	if err == nil {
		err = c.Rule()
	}
	if err != nil {
		r.says.SetText(sentence(err))
		r.says.SetTone(kit.ToneBad)
		return
	}
	r.says.SetText(p.Text(c.Sentence()))
	r.says.SetTone(kit.ToneSecondary)
}

func saveRules(host screen.Host, rows []*ruleRow) {
	var stages []app.StageEdit
	for _, row := range rows {
		stages = append(stages, app.StageEdit{ID: row.stage.ID, Name: row.name.Text, Rule: row.rule.Text})
	}
	screen.Change(host, message.New("job.rules", nil), func(ctx context.Context, s *app.Session) error {
		return s.EditStages(ctx, stages)
	})
}

// ruleLayout sets a stage's name and rule side by side, and the words below the
// rule.
type ruleLayout struct{}

const nameWidth = 150

func (ruleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := max(objects[0].MinSize().Height, objects[1].MinSize().Height)
	return fyne.NewSize(nameWidth+240, height+look.Space1+objects[2].MinSize().Height)
}

func (ruleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := max(objects[0].MinSize().Height, objects[1].MinSize().Height)
	left := float32(nameWidth + look.Space3)
	objects[0].Resize(fyne.NewSize(nameWidth, height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left, height))
	objects[1].Move(fyne.NewPos(left, 0))
	objects[2].Resize(fyne.NewSize(size.Width-left, size.Height-height-look.Space1))
	objects[2].Move(fyne.NewPos(left, height+look.Space1))
}
