// Package overview is the first screen. Whoever opens a workspace wants to know
// in five seconds how it stands, and leaves by the figure that surprised them.
package overview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/charts"
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
	courses  courses
}

// beside is the width from which the findings stand beside the ladder.
const beside = 720

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
	app.AskOf(bench, &s.question, message.New("job.overview", nil), func(ctx context.Context, session *app.Session, v app.View) (o app.Overview, err error) {
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
	behind := screen.Everybody(s.host.Printer(), s.shown.Ladder)
	behind.About = "overview"
	return behind, true
}

func (s *Screen) present(object fyne.CanvasObject) {
	kit.Renew(s.content, func() {
		s.content.Objects = []fyne.CanvasObject{object}
		s.content.Refresh()
	})
}

func (s *Screen) text(key string, args message.Args) string {
	return s.host.Printer().Text(message.New(key, args))
}

func (s *Screen) page(o app.Overview) fyne.CanvasObject {
	risk, voice, resolve := s.risk(o), s.voice(o), s.resolve(o)
	figures := kit.Tiles(260, s.customers(o), s.index(o), s.retention(o), risk, voice, resolve)
	s.showCourses(risk, voice, resolve)
	ladder := chartview.New(s.host.Runner())
	ladder.SetMinSize(fyne.NewSize(360, 320))
	ladder.SetDraw(func(opts charts.Options) charts.Scene {
		opts.Printer = s.host.Printer()
		return charts.Ladder(o.Ladder, opts)
	})
	ladder.OnTap = func(any) { s.host.Go(screen.Maturity) }
	right := kit.NewCard(kit.Column(look.Space3, s.below(o)...))
	lower := kit.Split(0.6, beside, kit.NewCard(ladder), right)
	here := s.behindHere(o.Ladder)
	here.Title, here.Reading = s.text("overview.customers", nil), s.title(o.Ladder)
	title := kit.Column(look.Space2, screen.Explained(s.host, kit.Title(here.Reading), here), kit.Definition(s.host.Printer().Text(o.Ladder.Definition)))
	top := kit.Column(look.Space4, title, figures)
	return container.NewVScroll(kit.Inset(look.Space5, kit.Under(look.Space4, top, lower)))
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
