// Package maturity is the screen of the journey's maturity. A consultant opens
// it to see how far the relationships have grown, and leaves with the ladder, the
// index and the people on each stage.
package maturity

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// narrow is the width under which the two charts stand one above the other.
const narrow = 760

// Screen shows the ladder beside its course over the months.
type Screen struct {
	host     screen.Host
	content  *fyne.Container
	body     fyne.CanvasObject
	question app.Question
	result   *maturity.Result

	title, definition *kit.Text
	ladder, months    *chartview.View
	movement          *movement
	draft             []app.StageEdit // rules left to look at people
}

var (
	_ screen.Screen   = (*Screen)(nil)
	_ screen.Exporter = (*Screen)(nil)
)

// New makes the screen.
func New(host screen.Host) *Screen {
	s := &Screen{host: host, title: kit.Title(""), definition: kit.Definition("")}
	t := host.Printer().T
	s.ladder, s.months = chartview.New(host.Runner()), chartview.New(host.Runner())
	s.ladder.SetMinSize(fyne.NewSize(360, 380))
	s.months.SetMinSize(fyne.NewSize(360, 440))
	s.ladder.OnTap = func(target any) { s.open(target, s.ladder.Reading()) }
	s.months.OnTap = func(target any) { s.open(target, s.months.Reading()) }
	s.movement = newMovement(host,
		kit.NewQuietButton(t("maturity.rules"), base.SettingsIcon(), func() { editRules(host, &s.draft) }),
		kit.NewQuietButton(t("screen.people"), base.AccountIcon(), s.everyone),
	)
	head := kit.Column(look.Space2, screen.Heading(host, s.title), s.definition, s.movement.line)
	charts := kit.Split(0.5, narrow, kit.NewCard(s.ladder), kit.NewCard(s.months))
	s.body = kit.NewSheet(head, charts)
	s.content = container.NewStack(kit.Loading())
	return s
}

// Content is what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show asks for the ladder of the current view.
func (s *Screen) Show() {
	if s.host.Workbench().Session().Log().Customers() == 0 {
		s.result = nil
		s.present(screen.Empty(s.host))
		return
	}
	app.AskOf(s.host.Workbench(), &s.question, message.New("job.maturity", nil), func(ctx context.Context, session *app.Session, v app.View) (maturity.Result, error) {
		return session.Maturity(ctx, v)
	}, s.show)
}

func (s *Screen) show(r maturity.Result, err error) {
	if err != nil {
		s.result = nil
		s.present(screen.Failed(s.host, err, s.Show))
		return
	}
	s.result = &r
	printer := s.host.Printer()
	s.title.SetText(printer.Text(r.Finding))
	s.definition.SetText(printer.Text(r.Definition))
	s.ladder.SetDraw(func(o charts.Options) charts.Scene { return charts.Ladder(r, dress(o, printer)) })
	s.months.SetDraw(func(o charts.Options) charts.Scene { return charts.MaturityMonths(r, dress(o, printer)) })
	s.movement.show(s.result)
	s.present(s.body)
	s.host.Trace("maturity n=%d", r.N)
}

func dress(o charts.Options, p *message.Printer) charts.Options {
	o.Printer = p
	return o
}

func (s *Screen) present(object fyne.CanvasObject) {
	if len(s.content.Objects) == 1 && s.content.Objects[0] == object {
		return
	}
	s.content.Objects = []fyne.CanvasObject{kit.Inset(look.Space5, object)}
	s.content.Refresh()
}

// open shows the people of a stage, now or in a month, whose number reads so.
func (s *Screen) open(target any, reading string) {
	cell, ok := target.(maturity.Cell)
	if !ok || s.result == nil {
		return
	}
	people := s.result.Members(cell)
	args := message.Args{"n": len(people), "place": s.result.PlaceName(cell.Place), "day": s.result.AsOf}
	if cell.Month >= 0 {
		args["day"] = s.result.Months[cell.Month].At
	}
	b := screen.Behind{
		Title: s.host.Printer().Text(message.New("maturity.cell", args)), Explain: s.host.Printer().Text(s.result.Definition),
		Revision: s.result.Revision, People: people, About: "maturity", N: s.result.N, Reading: reading, Why: s.result.Why(cell),
	}
	if rule := app.StageRule(s.result.Spec, cell.Place); !rule.IsZero() {
		b.Rule = s.host.Printer().Sentence(rule.Sentence())
	}
	s.host.Open(b)
}

// Explain gives everybody that the index is of.
func (s *Screen) Explain() (screen.Behind, bool) {
	if s.result == nil {
		return screen.Behind{}, false
	}
	return screen.Everybody(s.host.Printer(), *s.result), true
}

func (s *Screen) everyone() {
	if b, ok := s.Explain(); ok {
		s.host.Open(b)
	}
}

// Picture gives the ladder for saving.
func (s *Screen) Picture(o charts.Options) (charts.Scene, bool) {
	if s.result == nil {
		return charts.Scene{}, false
	}
	return charts.Ladder(*s.result, o), true
}

// Table gives the ladder's figures for saving.
func (s *Screen) Table() (report.Table, bool) {
	if s.result == nil {
		return report.Table{}, false
	}
	return app.LadderTable(*s.result, s.host.Printer()), true
}
