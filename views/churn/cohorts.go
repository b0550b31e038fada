// Package churn holds the screens about who stays and who leaves.
package churn

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/app/report"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Cohorts is the cohort table with its options as live controls. A consultant
// opens it to see whether those who joined lately stay as long as those before,
// and leaves with the table, the cohort that falls behind and its people.
type Cohorts struct {
	host     screen.Host
	content  *fyne.Container
	body     fyne.CanvasObject
	refusal  fyne.CanvasObject
	refused  *fyne.Container // stands in the place of the table where there is none
	question app.Question
	result   *cohort.Result
	controls *controls

	title, definition *kit.Text
	chart, curves     *chartview.View // the table; its rows as curves
	followed          *kit.Card       // holds the curves
}

var (
	_ screen.Screen   = (*Cohorts)(nil)
	_ screen.Exporter = (*Cohorts)(nil)
)

// NewCohorts makes the screen.
func NewCohorts(host screen.Host) *Cohorts {
	s := &Cohorts{host: host, title: kit.Title(""), definition: kit.Definition("")}
	s.chart = chartview.New(host.Runner())
	s.chart.OnTap = func(target any) { s.open(target, s.chart.Reading()) }
	s.chart.OnShown = s.traceCells
	s.curves = chartview.New(host.Runner())
	s.curves.SetMinSize(fyne.NewSize(480, 300))
	s.curves.OnTap = func(target any) { s.open(target, s.curves.Reading()) }
	s.controls = newControls(host.Printer(), s.ask)
	head := kit.Column(look.Space2, screen.Heading(host, s.title), s.definition, s.controls.row)
	s.followed, s.refused = kit.NewCard(s.curves), container.NewStack()
	s.body = kit.Inset(look.Space5, kit.NewSheet(head, kit.Column(look.Space4, kit.NewCard(s.chart), s.followed)))
	refusal := kit.Column(look.Space2, kit.Title(host.Printer().T("cohorts.cannot")), s.controls.row)
	s.refusal = kit.Inset(look.Space5, kit.NewSheet(refusal, s.refused))
	s.content = container.NewStack(kit.Working(host.Printer().T("job.cohorts")))
	return s
}

// Content is what the shell shows.
func (s *Cohorts) Content() fyne.CanvasObject { return s.content }

// Show offers what the workspace has and asks for the table of the current view.
func (s *Cohorts) Show() {
	if s.host.Workbench().Session().Log().Customers() == 0 {
		s.result = nil
		s.present(screen.Empty(s.host))
		return
	}
	s.controls.offer(s.host.Workbench().Session().Log())
	s.ask()
}

func (s *Cohorts) ask() {
	spec := s.controls.spec()
	app.AskOf(s.host.Workbench(), &s.question, message.New("job.cohorts", nil), func(ctx context.Context, session *app.Session, v app.View) (cohort.Result, error) {
		return session.Cohorts(ctx, v, spec)
	}, s.show)
}

func (s *Cohorts) show(r cohort.Result, err error) {
	printer := s.host.Printer()
	if err != nil {
		s.refuse(err)
		return
	}
	s.result = &r
	s.chart.SetMinSize(fyne.NewSize(480, float32(frameHeight+rowHeight*len(r.Rows))))
	s.title.SetText(printer.Text(r.Finding))
	s.definition.SetText(printer.Text(r.Definition))
	s.chart.SetDraw(func(o charts.Options) charts.Scene {
		o.Printer = printer
		return charts.Cohorts(r, o)
	})
	s.curves.SetDraw(func(o charts.Options) charts.Scene {
		o.Printer = printer
		return charts.Retention(r, o)
	})
	s.followed.Hidden = !charts.Retained(r)
	s.present(s.body)
	s.body.Refresh() // the definition may be longer
	s.host.Trace("cohorts n=%d rows=%d", r.N, len(r.Rows))
}

// refuse says why there is no table. The controls stay: another choice may be what
// helps.
func (s *Cohorts) refuse(err error) {
	s.result = nil
	s.host.Trace("error %s", data.Sentence(err))
	s.chart.SetDraw(nil)
	s.curves.SetDraw(nil)
	state := screen.Failed(s.host, err, s.ask)
	if data.CodeOf(err) == data.CodeNobody { // no other choice here would help
		s.present(state)
		return
	}
	s.refused.Objects = []fyne.CanvasObject{state}
	s.present(s.refusal)
	s.refusal.Refresh()
}

// Every cohort gets a row that can be read, a little more where there are few;
// the screen scrolls to the curves below.
const (
	rowHeight   = 19
	frameHeight = 170 // scale, header and means, logical pixels
)

func (s *Cohorts) present(object fyne.CanvasObject) {
	if len(s.content.Objects) == 1 && s.content.Objects[0] == object {
		return
	}
	s.content.Objects = []fyne.CanvasObject{object}
	s.content.Refresh()
}

// traceCells tells a driver of the window where each cell is and how many
// people it counts.
func (s *Cohorts) traceCells() {
	s.host.TracePlace(screen.Cohorts, s.chart, s.traceCellsFrom)
}

func (s *Cohorts) traceCellsFrom(origin fyne.Position) {
	if s.result == nil {
		return
	}
	for _, region := range s.chart.Scene().Regions {
		// A row's label stands for its whole cohort and is passed over.
		key, ok := region.Target.(cohort.Key)
		if !ok || key.Period == 0 || key.Row < 0 || key.Row >= len(s.result.Rows) || key.Period >= len(s.result.Rows[key.Row].Cells) {
			continue
		}
		middle := region.Bounds.Min.Add(region.Bounds.Max).Div(2)
		s.host.Trace("cell row=%d period=%d people=%d x=%d y=%d", key.Row, key.Period,
			s.result.Rows[key.Row].Cells[key.Period].People, int(origin.X)+middle.X, int(origin.Y)+middle.Y)
	}
}

// open shows the people of a cell, whose number reads so.
func (s *Cohorts) open(target any, reading string) {
	key, ok := target.(cohort.Key)
	if !ok || s.result == nil {
		return
	}
	b := s.behind(key)
	b.Reading = reading
	s.host.Open(b)
}

func (s *Cohorts) behind(key cohort.Key) screen.Behind {
	printer, people := s.host.Printer(), s.result.Members(key)
	return screen.Behind{
		Title: printer.Text(s.cellName(key, len(people))), Explain: printer.Text(s.result.Definition), Revision: s.result.Revision, About: "cohorts", N: s.result.N, People: people, Why: s.result.Why(key),
	}
}

// cellName says in words what a cell of n people counts.
func (s *Cohorts) cellName(key cohort.Key, n int) message.Message {
	if key.Row == cohort.AllRows {
		if key.Period == 0 {
			return message.New("cohorts.everyone", message.Args{"n": n})
		}
		if s.result.Spec.Measure.Money() {
			return message.New("cohorts.mean.money", message.Args{"n": n, "period": s.result.PeriodLabel(key.Period)})
		}
		return message.New("cohorts.mean", message.Args{"n": n, "period": s.result.PeriodLabel(key.Period)})
	}
	label := s.result.RowLabel(key.Row)
	if key.Period == 0 {
		return message.New("cohorts.whole", message.Args{"n": n, "cohort": label})
	}
	args := message.Args{"n": n, "cohort": label, "period": s.result.PeriodLabel(key.Period)}
	switch {
	case s.result.Spec.Measure.Money():
		return message.New("cohorts.cell.money", args)
	case s.result.Derived:
		return message.New("cohorts.cell.stayed", args)
	}
	return message.New("cohorts.cell", args)
}

// Explain gives everybody that the table is of.
func (s *Cohorts) Explain() (screen.Behind, bool) {
	if s.result == nil {
		return screen.Behind{}, false
	}
	return s.behind(cohort.Key{Row: cohort.AllRows, Period: 0}), true
}

// Picture gives the table as a chart for saving.
func (s *Cohorts) Picture(o charts.Options) (charts.Scene, bool) {
	if s.result == nil {
		return charts.Scene{}, false
	}
	return charts.Cohorts(*s.result, o), true
}

// Table gives the figures for saving.
func (s *Cohorts) Table() (report.Table, bool) {
	if s.result == nil {
		return report.Table{}, false
	}
	return app.CohortTable(*s.result, s.host.Printer()), true
}
