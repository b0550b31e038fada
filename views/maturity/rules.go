package maturity

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/condition"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// rules is the dialog of the ladder's stages and rules. While a rule is edited it
// says whom the rules would move, before they are saved.
type rules struct {
	host     screen.Host
	rows     []*ruleRow
	total    *kit.Text
	up, down *kit.Button       // open those who would move
	preview  *app.RulesPreview // nil until the ladder is there
	moves    maturity.Preview
	question app.Question

	dialog *kit.Dialog
	draft  *[]app.StageEdit // what was edited when a person went to see the people; nil where nothing is kept
}

// editRules shows the ladder's stages and rules for editing, as the draft has them
// where there is one.
func editRules(host screen.Host, draft *[]app.StageEdit) {
	session := host.Workbench().Session()
	if session == nil {
		return
	}
	r := &rules{host: host, total: kit.Body(""), draft: draft}
	r.up, r.down = r.opener(maturity.PreviewKey{Way: maturity.Rose}), r.opener(maturity.PreviewKey{Way: maturity.Fell})
	log := session.Log()
	var objects []fyne.CanvasObject
	for _, stage := range log.Stages {
		rule := ""
		for _, known := range log.Rules {
			if known.StageID == stage.ID {
				rule = known.Condition
			}
		}
		for _, edit := range *draft {
			if edit.ID == stage.ID {
				stage.Name, rule = edit.Name, edit.Rule
			}
		}
		row := newRuleRow(host.Printer(), stage, rule, r.ask)
		rank := len(r.rows)
		row.now, row.then = r.opener(maturity.PreviewKey{Place: rank}), r.opener(maturity.PreviewKey{Place: rank, Then: true})
		row.effect.Objects = []fyne.CanvasObject{row.now, row.then}
		r.rows = append(r.rows, row)
		objects = append(objects, row.content)
	}
	t := host.Printer().T
	scroll := container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space3, objects...)))
	size := host.Window().Canvas().Size()
	scroll.SetMinSize(fyne.NewSize(min(760, size.Width-160), min(520, size.Height-320)))
	question := kit.Question{Title: t("rules.title"), Text: t("rules.text"), Body: kit.Column(look.Space2, r.total, kit.Controls(r.up, r.down), scroll), Width: min(840, size.Width-80)}
	question.Cancel = func() { *draft = nil }
	if session.ReadOnly() == "" {
		question.Action = t("rules.do")
		question.Do = r.save
	}
	r.ask()
	r.dialog = kit.Ask(host.Window(), question)
}

// opener makes the button of a number of the preview. It closes the dialog, so that
// the people can be seen, and keeps what was edited for when a person comes back.
func (r *rules) opener(key maturity.PreviewKey) *kit.Button {
	var button *kit.Button
	button = kit.NewQuietButton("", nil, func() {
		edits, printer := r.edits(), r.host.Printer()
		r.dialog.Cancel()
		*r.draft = edits
		r.host.Open(screen.Behind{
			Title: button.Text(), Explain: printer.T("rules.preview.kept"), About: "maturity",
			Revision: r.moves.Revision, People: r.moves.Members(key),
		})
	})
	button.Hide()
	return button
}

func (r *rules) edits() []app.StageEdit {
	var stages []app.StageEdit
	for _, row := range r.rows {
		stages = append(stages, app.StageEdit{ID: row.stage.ID, Name: row.name.Text, Rule: row.rule.Text})
	}
	return stages
}

// tried is a preview with what it was made of.
type tried struct {
	preview *app.RulesPreview
	moves   maturity.Preview
}

// ask tries the rules as they stand. A question that comes while another is being
// answered takes its place, so that dragging never waits.
func (r *rules) ask() {
	stages, preview := r.edits(), r.preview
	app.Ask(r.host.Workbench(), &r.question, message.New("job.preview", nil), func(ctx context.Context, s *app.Session, v app.View) (out tried, err error) {
		if out.preview = preview; preview == nil {
			if out.preview, err = s.RulesPreview(ctx, v); err != nil {
				return out, err
			}
		}
		out.moves, err = out.preview.Try(ctx, stages)
		return out, err
	}, r.show)
}

func (r *rules) show(t tried, err error) {
	if t.preview != nil {
		r.preview = t.preview
	}
	printer := r.host.Printer()
	if err != nil {
		r.total.SetText(printer.Text(message.New("rules.preview.none", message.Args{"why": printer.Error(err)})))
		r.up.Hide()
		r.down.Hide()
		for _, row := range r.rows {
			row.now.Hide()
			row.then.Hide()
		}
		return
	}
	r.moves = t.moves
	moves := t.moves
	say(r.up, printer, "rules.preview.up", moves.Up)
	say(r.down, printer, "rules.preview.down", moves.Down)
	key := "rules.preview"
	if moves.Moved() == 0 {
		key = "rules.preview.nobody"
	}
	r.total.SetText(printer.Text(message.New(key, message.Args{
		"n": moves.Moved(), "up": moves.Up, "down": moves.Down, "before": moves.NoStage[0], "after": moves.NoStage[1],
	})))
	for rank, row := range r.rows {
		row.tell(printer, moves.Before[rank], moves.After[rank])
	}
	r.host.Trace("preview moved=%d", moves.Moved())
}

// say writes a number on the button that opens its people; of nobody there is none.
func say(b *kit.Button, p *message.Printer, key string, n int) {
	b.SetText(p.Text(message.New(key, message.Args{"n": n})))
	b.Hidden = n == 0
	b.Refresh()
}

func (r *rules) save() {
	stages := r.edits()
	*r.draft = nil
	screen.Change(r.host, message.New("job.rules", nil), func(ctx context.Context, s *app.Session) error {
		return s.EditStages(ctx, stages)
	})
}

// ruleRow edits the name and the rule of one stage. Under the rule stands what it
// says in words, or what is wrong with it; a slider for each number in it; and the
// people of the stage before and after.
type ruleRow struct {
	printer *message.Printer
	stage   data.Stage
	changed func()

	name, rule *kit.Entry
	says       *kit.Text
	effect     *fyne.Container // with the two numbers of people
	now, then  *kit.Button
	numbers    []condition.Number
	sliders    []*kit.Slider
	labels     []*kit.Text
	knobs      *fyne.Container
	content    *fyne.Container
}

func newRuleRow(p *message.Printer, stage data.Stage, rule string, changed func()) *ruleRow {
	r := &ruleRow{
		printer: p, stage: stage, changed: changed, name: kit.NewEntry(""), rule: kit.NewEntry(""),
		says: kit.Definition(""), effect: kit.Controls(), knobs: kit.Controls(),
	}
	r.name.SetText(stage.Name)
	r.rule.SetText(rule)
	below := kit.Column(look.Space1, r.says, r.knobs, r.effect)
	r.content = container.New(&ruleLayout{}, r.name, r.rule, below)
	r.check()
	r.rule.OnChanged = func(string) {
		r.check()
		r.changed()
	}
	return r
}

// check says what the rule means, or what is wrong with it, and fits the sliders
// to its numbers.
func (r *ruleRow) check() {
	c, err := condition.Parse(r.rule.Text)
	if err == nil && !c.IsZero() {
		err = c.Rule()
	}
	switch {
	case err != nil:
		r.says.SetText(r.printer.Error(err))
		r.says.SetTone(kit.ToneBad)
	case c.IsZero():
		r.says.SetText(r.printer.T("rules.empty"))
		r.says.SetTone(kit.ToneSecondary)
	default:
		r.says.SetText(r.printer.Text(c.Sentence()))
		r.says.SetTone(kit.ToneSecondary)
	}
	if err == nil { // while a rule is wrong its sliders wait
		r.fitSliders(condition.Numbers(r.rule.Text))
	}
	r.content.Refresh()
}

// fitSliders shows a slider for each number. Those that are there stay, so that one
// being dragged is not taken from under the hand.
func (r *ruleRow) fitSliders(numbers []condition.Number) {
	rebuild := len(numbers) != len(r.numbers)
	for i := 0; i < len(numbers) && !rebuild; i++ {
		rebuild = numbers[i].Unit != r.numbers[i].Unit
	}
	r.numbers = numbers
	if rebuild {
		r.sliders, r.labels, r.knobs.Objects = nil, nil, nil
		for i, n := range numbers {
			slider, label := kit.NewSlider(1, reach(n), n.Value, func(value int) { r.drag(i, value) }), kit.Caption("")
			r.sliders, r.labels = append(r.sliders, slider), append(r.labels, label)
			track := kit.Column(0, kit.Spacer(), kit.NewLine(), kit.Spacer()) // Fyne's own cannot be seen on our ground
			size := fyne.NewSize(sliderWidth, slider.MinSize().Height)
			r.knobs.Add(kit.Row(look.Space1, label, container.NewGridWrap(size, container.NewStack(track, slider))))
		}
		r.knobs.Hidden = len(numbers) == 0
	}
	for i, n := range numbers {
		r.sliders[i].Set(n.Value)
		r.labels[i].SetText(r.printer.Int(int64(n.Value)) + " " + n.Unit)
	}
}

// reach is how far the slider of a number goes: further than anybody needs, and
// near enough that a step can be hit.
func reach(n condition.Number) int {
	far := 60
	switch n.Unit {
	case "time", "times", "year", "years":
		far = 20
	case "day", "days":
		far = 365
	}
	return min(n.Most, max(far, 2*n.Value))
}

func (r *ruleRow) drag(i, value int) {
	if r.numbers[i].Value != value {
		r.rule.SetText(r.numbers[i].Put(r.rule.Text, value))
	}
}

// tell says how many are in the stage, and how many would be where that differs.
func (r *ruleRow) tell(p *message.Printer, before, after int) {
	say(r.now, p, "rules.preview.now", before)
	say(r.then, p, "rules.preview.then", after)
	if before == after {
		r.then.Hide()
	}
	r.effect.Refresh()
}

// ruleLayout sets a stage's name and rule side by side, and what is said of it
// below the rule.
type ruleLayout struct{}

const (
	nameWidth   = 150
	sliderWidth = 130
)

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
