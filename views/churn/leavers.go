package churn

import (
	"context"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/lifecycle"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newReasons makes the page of why customers leave. A consultant opens it to see
// which reasons cost most, and leaves with who left for each, and when.
func newReasons(host screen.Host) *page.Page {
	var row offer
	var unit *kit.Choice[eventlog.Unit]
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.reasons", Cannot: "churn.cannot",
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			return row.make([]string{host.Workbench().Session().Path(), string(survival.DefaultUnit(log))}, func() []fyne.CanvasObject {
				unit = unitChoice(host, nil, log, changed)
				return []fyne.CanvasObject{unit.Field}
			})
		},
		Ask: func() page.Ask {
			spec := reasons.Spec{Unit: unit.Value(), CI: survival.LogLog}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				spec.Churn = churn.Default(s.Log())
				r, err := s.Reasons(ctx, v, spec)
				return app.ReasonsAnswer(r), err
			}
		},
	})
}

// eventChoice offers what counts as an event, without subscriptions.
func eventChoice(host screen.Host, name string, log *eventlog.Log, first cohort.Event, changed func()) *kit.Choice[cohort.Event] {
	events := []cohort.Event{{}}
	for _, kind := range log.Kinds() {
		events = append(events, cohort.Event{Kind: kind})
	}
	return keep(nil, kit.NewChoice(name, events, func(e cohort.Event) string { return eventName(host.Printer(), e) }, changed), first)
}

// of is what a choice of events depends on.
func eventsOf(host screen.Host, log *eventlog.Log) []string {
	of := []string{host.Workbench().Session().Path()}
	for _, kind := range log.Kinds() {
		of = append(of, string(kind))
	}
	return of
}

// newLifecycle makes the page of who comes and goes. A consultant opens it to see
// whether more come than go, and leaves with the people of any bar.
func newLifecycle(host screen.Host) *page.Page {
	var row offer
	var unit *kit.Choice[eventlog.Unit]
	var active *kit.Choice[cohort.Event]
	t := host.Printer().T
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.lifecycle", Cannot: "churn.cannot",
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			return row.make(eventsOf(host, log), func() []fyne.CanvasObject {
				spec := lifecycle.Default(log)
				unit = keep(nil, kit.NewChoice(t("cohorts.period"), eventlog.Units, func(u eventlog.Unit) string { return t("unit." + string(u)) }, changed), spec.Unit)
				active = eventChoice(host, t("churn.active"), log, spec.Event, changed)
				return []fyne.CanvasObject{unit.Field, active.Field}
			})
		},
		Ask: func() page.Ask {
			spec := lifecycle.Spec{Event: active.Value(), Unit: unit.Value()}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Lifecycle(ctx, v, spec)
				return app.LifecycleAnswer(r), err
			}
		},
	})
}

// newFirstValue makes the page of who uses what they subscribed to. A consultant
// opens it to find those who pay and never began, and leaves with their names.
func newFirstValue(host screen.Host) *page.Page {
	var row offer
	var first *kit.Choice[cohort.Event]
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.firstvalue", Cannot: "churn.cannot",
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			return row.make(eventsOf(host, log), func() []fyne.CanvasObject {
				first = eventChoice(host, host.Printer().T("churn.use"), log, firstvalue.Default(log).First, changed)
				return []fyne.CanvasObject{first.Field}
			})
		},
		Ask: func() page.Ask {
			spec := firstvalue.Spec{First: first.Value(), CI: survival.LogLog}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.FirstValue(ctx, v, spec)
				return app.FirstValueAnswer(r), err
			}
		},
	})
}
