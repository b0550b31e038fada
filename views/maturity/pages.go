package maturity

import (
	"context"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"cxworkbench/app"
	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// NewSection makes everything about the maturity of relationships, one question
// a tab.
func NewSection(host screen.Host) *page.Tabs {
	return page.NewTabs(host,
		page.Tab{Key: "maturity.tab.ladder", Screen: New(host)},
		page.Tab{Key: "maturity.tab.transitions", Screen: newTransitions(host), Has: moved, Needs: screen.NeedsContacts},
		page.Tab{Key: "maturity.tab.dwell", Screen: newDwell(host), Has: moved, Needs: screen.NeedsContacts},
		page.Tab{Key: "maturity.tab.pushpull", Screen: newPushPull(host), Has: screen.HasContacts, Needs: screen.NeedsContacts},
		page.Tab{Key: "maturity.tab.drivers", Screen: newDrivers(host)},
		page.Tab{Key: "maturity.tab.technology", Screen: newTechnology(host)},
		page.Tab{Key: "maturity.tab.compare", Screen: newCompare(host)},
	)
}

// moved reports whether it can be said when customers came to a stage.
func moved(log *eventlog.Log) bool {
	return !log.HasDerived && (screen.HasContacts(log) || len(log.Changes.Day) > 0 || len(log.Subscriptions.Start) > 0)
}

// newTransitions makes the page of the moves between stages. A consultant opens it
// to see where relationships go on and where they end, and leaves with the shares
// and the people behind each.
func newTransitions(host screen.Host) *page.Page {
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.transitions", Cannot: "maturity.cannot",
		Ask: func() page.Ask {
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Transitions(ctx, v)
				return app.TransitionsAnswer(r), err
			}
		},
	})
}

// newDwell makes the page of the time in each stage. A consultant opens it to see
// where relationships get stuck, and leaves with who waits too long.
func newDwell(host screen.Host) *page.Page {
	spec := dwell.Default()
	var unit *kit.Choice[eventlog.Unit]
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.dwell", Cannot: "maturity.cannot",
		Offer: func(_ *eventlog.Log, changed func()) []fyne.CanvasObject {
			if unit == nil {
				t := host.Printer().T
				unit = kit.NewChoice(t("churn.unit"), dwell.Units, func(u eventlog.Unit) string { return t("churn.unit." + string(u)) }, changed)
			}
			return []fyne.CanvasObject{unit.Field}
		},
		Ask: func() page.Ask {
			asked := spec
			asked.Unit = unit.Value()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Dwell(ctx, v, asked)
				return app.DwellAnswer(r), err
			}
		},
	})
}

// newPushPull makes the page of who begins the contacts. A consultant opens it to
// see whether customers come by themselves, and leaves with the index by stage,
// channel and month.
func newPushPull(host screen.Host) *page.Page {
	return page.New(host, page.Setup{
		Section: screen.Maturity, Job: "job.pushpull", Cannot: "maturity.cannot",
		Offer: func(*eventlog.Log, func()) []fyne.CanvasObject {
			return []fyne.CanvasObject{kit.NewQuietButton(host.Printer().T("pushpull.edit"), base.SettingsIcon(), func() { editClasses(host) })}
		},
		Ask: func() page.Ask {
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.PushPull(ctx, v)
				return app.PushPullAnswer(r), err
			}
		},
	})
}
