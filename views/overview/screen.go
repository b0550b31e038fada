// Package overview is the first screen. Whoever opens a workspace wants to know
// in five seconds how it stands, and leaves by the figure that surprised them.
package overview

import (
	"context"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/charts"
	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/chartview"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// Screen shows key figures, the ladder, the findings and the latest imports.
type Screen struct {
	host     screen.Host
	content  *fyne.Container
	question app.Question
	shown    *app.Overview // nil while there is none
	promises []app.Promise // open tasks that are due
}

// New makes the screen.
func New(host screen.Host) *Screen {
	return &Screen{host: host, content: container.NewStack(kit.Loading())}
}

// Content is what the shell shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show asks for the figures of the current view.
func (s *Screen) Show() {
	if s.host.Workbench().Session().Log().Customers() == 0 {
		s.present(screen.Empty(s.host))
		return
	}
	bench := s.host.Workbench()
	today := bench.Session().Today(bench.Now())
	var promises []app.Promise
	app.Ask(bench, &s.question, message.New("job.overview", nil), func(ctx context.Context, session *app.Session, v app.View) (o app.Overview, err error) {
		if promises, err = session.Promises(ctx, today); err != nil {
			return o, err
		}
		return session.Overview(ctx, v)
	}, func(o app.Overview, err error) {
		if err != nil {
			s.shown = nil
			s.present(screen.Failed(s.host, err, s.Show))
			return
		}
		s.shown, s.promises = &o, promises
		s.present(s.page(o))
		s.host.Trace("overview n=%d", o.Ladder.N)
	})
}

// Explain gives everybody that the figures are of.
func (s *Screen) Explain() (screen.Behind, bool) {
	if s.shown == nil {
		return screen.Behind{}, false
	}
	return screen.Everybody(s.host.Printer(), s.shown.Ladder), true
}

func (s *Screen) present(object fyne.CanvasObject) {
	s.content.Objects = []fyne.CanvasObject{object}
	s.content.Refresh()
}

func (s *Screen) text(key string, args message.Args) string {
	return s.host.Printer().Text(message.New(key, args))
}

func (s *Screen) page(o app.Overview) fyne.CanvasObject {
	figures := kit.Tiles(200, s.customers(o), s.index(o), s.retention(o), s.value(o))
	ladder := chartview.New(s.host.Runner())
	ladder.SetMinSize(fyne.NewSize(360, 320))
	ladder.SetDraw(func(opts charts.Options) charts.Scene {
		opts.Printer = s.host.Printer()
		return charts.Ladder(o.Ladder, opts)
	})
	ladder.OnTap = func(any) { s.host.Go(screen.Maturity) }
	right := kit.NewCard(container.NewVScroll(kit.InsetSides(0, 0, 0, look.Space4, kit.Column(look.Space3, s.findings(o)...))))
	lower := kit.Split(0.6, 0, kit.NewCard(ladder), right)
	title := kit.Column(look.Space2, kit.Title(s.title(o.Ladder)), kit.Definition(s.host.Printer().Text(o.Ladder.Definition)))
	top := kit.Column(look.Space4, title, figures)
	return container.NewVScroll(kit.Inset(look.Space5, container.NewBorder(kit.InsetSides(0, look.Space4, 0, 0, top), nil, nil, nil, lower)))
}

// title says how many are here and how that moved.
func (s *Screen) title(r maturity.Result) string {
	args := message.Args{"n": r.N - r.Left}
	before, ok := monthBefore(r)
	if !ok {
		return s.text("overview.title", args)
	}
	key, change := "overview.title.more", r.N-r.Left-here(before)
	switch {
	case change < 0:
		key, change = "overview.title.fewer", -change
	case change == 0:
		key = "overview.title.same"
	}
	args["change"], args["month"] = change, message.Month(before.Start)
	return s.text(key, args)
}

// customers is how many are here, against the end of the month before.
func (s *Screen) customers(o app.Overview) fyne.CanvasObject {
	r := o.Ladder
	f := kit.Figures{
		Label: s.text("overview.customers", nil), Value: s.host.Printer().Int(int64(r.N - r.Left)),
		Notes: []string{s.text("overview.customers.note", message.Args{"n": r.N, "left": r.Left})},
	}
	if before, ok := monthBefore(r); ok {
		f.Change = s.text("overview.change.people", message.Args{
			"change": signed(s.host.Printer(), float64(r.N-r.Left-here(before)), 0), "month": message.Month(before.Start),
		})
	}
	f.Spark = s.spark(r.Months, func(m maturity.Month) float64 { return float64(here(m)) })
	return kit.NewKeyFigure(f, func() { s.host.Go(screen.Customers) })
}

func here(m maturity.Month) int {
	n := m.NoStage
	for _, people := range m.People {
		n += people
	}
	return n
}

// monthBefore is the last whole month before the as-of date's.
func monthBefore(r maturity.Result) (maturity.Month, bool) {
	if len(r.Months) < 2 {
		return maturity.Month{}, false
	}
	return r.Months[len(r.Months)-2], true
}

func signed(p *message.Printer, f float64, decimals int) string {
	text := p.Float(math.Abs(f), decimals)
	switch {
	case f < 0:
		return "−" + text
	case f > 0:
		return "+" + text
	}
	return "±" + text
}

// index is the relationship maturity index.
func (s *Screen) index(o app.Overview) fyne.CanvasObject {
	r := o.Ladder
	f := kit.Figures{
		Label: s.text("overview.index", nil), Value: s.host.Printer().Float(r.Index, 1),
		Notes: []string{s.text("overview.index.note", message.Args{"n": r.N - r.Left - r.NoStage})},
	}
	if before, ok := monthBefore(r); ok && !math.IsNaN(before.Index) && !math.IsNaN(r.Index) {
		f.Change = s.text("overview.change", message.Args{"change": signed(s.host.Printer(), r.Index-before.Index, 1), "month": message.Month(before.Start)})
	}
	f.Spark = s.spark(r.Months, func(m maturity.Month) float64 { return m.Index })
	return kit.NewKeyFigure(f, func() { s.host.Go(screen.Maturity) })
}

// retention is that of the newest cohort with a complete first period.
func (s *Screen) retention(o app.Overview) fyne.CanvasObject {
	p := s.host.Printer()
	f := kit.Figures{Label: s.text("overview.retention", nil), Value: "–"}
	switch {
	case o.CohortsErr != nil:
		f.Notes = []string{s.text("overview.retention.cannot", nil)}
	case !o.Retention.Known:
		f.Notes = []string{s.text("overview.retention.none", nil)}
	default:
		ret := o.Retention
		f.Value = p.Percent(ret.Cell.Share())
		f.Notes = []string{s.text("overview.retention.note", message.Args{
			"cohort": o.Cohorts.RowLabel(ret.Row), "people": ret.Cell.People, "n": ret.Cell.Of, "period": o.Cohorts.PeriodLabel(1),
			"low": message.Share(ret.Low), "high": message.Share(ret.High), "mean": message.Share(ret.Mean),
		})}
		key := "overview.retention.same"
		if ret.Distinct() {
			key = "overview.retention.differs"
		}
		f.Change = s.text(key, nil)
	}
	return kit.NewKeyFigure(f, func() { s.host.Go(screen.Cohorts) })
}

// value is what the customers who are here are worth.
func (s *Screen) value(o app.Overview) fyne.CanvasObject {
	r := o.Ladder
	sum := r.NoStageValue
	for _, row := range r.Rows {
		sum += row.Value
	}
	f := kit.Figures{Label: s.text("overview.value", nil), Value: s.host.Printer().Money(message.Amount{Money: sum, Currency: r.Currency})}
	f.Notes = []string{s.text("overview.value."+string(r.Basis), message.Args{"n": r.N - r.Left})}
	if r.Basis == maturity.ValueNone {
		f.Value = "–"
	}
	return kit.NewKeyFigure(f, func() { s.host.Go(screen.Maturity) })
}

func (s *Screen) spark(months []maturity.Month, of func(maturity.Month) float64) fyne.CanvasObject {
	if len(months) < 3 {
		return nil
	}
	values := make([]float64, len(months))
	for i, m := range months {
		values[i] = of(m)
	}
	picture := chartview.NewPicture(s.host.Runner())
	picture.SetMinSize(fyne.NewSize(72, 32))
	picture.SetDraw(func(o charts.Options) charts.Scene { return charts.Sparkline(values, o) })
	return picture
}

// findings lists what the analyses say and what was imported last.
func (s *Screen) findings(o app.Overview) []fyne.CanvasObject {
	p := s.host.Printer()
	objects := append(s.due(), kit.Section(s.text("overview.findings", nil)))
	add := func(finding message.Message, key string, section screen.Section) {
		objects = append(objects, kit.Body(p.Text(finding)), kit.Row(0, kit.NewQuietButton(p.T(key), base.NavigateNextIcon(), func() { s.host.Go(section) })), kit.NewLine())
	}
	add(o.Ladder.Finding, "overview.open.maturity", screen.Maturity)
	if o.CohortsErr == nil {
		add(o.Cohorts.Finding, "overview.open.cohorts", screen.Cohorts)
	} else {
		add(message.Verbatim(s.host.Printer().Error(o.CohortsErr)), "overview.open.cohorts", screen.Cohorts)
	}
	objects = append(objects, kit.Section(s.text("overview.imports", nil)))
	if len(o.Imports) == 0 {
		objects = append(objects, kit.Definition(s.text("overview.imports.none", nil)))
	}
	const most = 5
	for _, imp := range o.Imports[:min(most, len(o.Imports))] {
		at := data.DayIn(imp.At, time.Local)
		objects = append(objects, kit.Column(0, kit.Label(imp.Source), kit.Definition(s.text("overview.import", message.Args{
			"day": at, "read": imp.Read, "imported": imp.Imported, "rejected": imp.Rejected,
		}))))
	}
	if n := s.host.Workbench().Session().Log().Unassigned.Len(); n > 0 {
		objects = append(objects, kit.NewLine(), kit.Body(s.text("overview.unassigned", message.Args{"n": n})))
	}
	return objects
}

// mostPromises is how many promises stand on the overview; the customers' pages
// have them all.
const mostPromises = 8

// due lists the promises that are due, each with the customer's page and the button
// that notes that it was kept.
func (s *Screen) due() []fyne.CanvasObject {
	if len(s.promises) == 0 {
		return nil
	}
	p, bench := s.host.Printer(), s.host.Workbench()
	today := bench.Session().Today(bench.Now())
	objects := []fyne.CanvasObject{kit.Section(s.text("overview.promises", message.Args{"n": len(s.promises)}))}
	for _, promise := range s.promises[:min(mostPromises, len(s.promises))] {
		words := kit.Column(0, kit.Body(promise.Task.What), kit.Definition(s.text("overview.promise", message.Args{
			"who": promise.Label, "due": app.DueWords(promise.Task, today),
		})))
		buttons := kit.Row(look.Space1, kit.NewIconButton(base.AccountIcon(), p.T("person.open"), func() { s.host.OpenPage(promise.Task.CustomerID) }), screen.DoneButton(s.host, promise.Task))
		if promise.Label == "" {
			buttons = kit.Row(0, screen.DoneButton(s.host, promise.Task))
		}
		objects = append(objects, container.NewBorder(nil, nil, nil, container.NewVBox(buttons), words))
	}
	return append(objects, kit.NewLine())
}
