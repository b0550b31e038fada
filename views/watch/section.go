// Package watch holds the screens about what needs somebody's eye: who has fallen
// silent, what went wrong, and where customers are never met.
package watch

import (
	"context"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/eventlog"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// NewSection makes the section, one question a tab.
func NewSection(host screen.Host) *page.Tabs {
	return page.NewTabs(host,
		page.Tab{Key: "watch.tab.silence", Screen: newSilence(host), Has: screen.HasContacts, Needs: screen.NeedsContacts},
		page.Tab{Key: "watch.tab.exceptions", Screen: newExceptions(host), Has: failed, Needs: "tabs.needs.failures"},
		page.Tab{Key: "watch.tab.coverage", Screen: newCoverage(host), Has: screen.HasContacts, Needs: screen.NeedsContacts},
	)
}

// failed reports whether anything tells of what went wrong.
func failed(log *eventlog.Log) bool { return screen.HasContacts(log) || len(log.Tickets.Row) > 0 }

// newCoverage makes the inventory of touchpoints. A consultant opens it to find where
// customers are never met, and leaves with the blind spots and who was reached.
func newCoverage(host screen.Host) *page.Page {
	var axis *kit.Choice[coverage.Axis]
	t := host.Printer().T
	return page.New(host, page.Setup{
		Section: screen.Watch, Job: "job.coverage", Cannot: "watch.cannot",
		Offer: func(_ *eventlog.Log, changed func()) []fyne.CanvasObject {
			if axis == nil {
				axis = kit.NewChoice(t("coverage.by"), coverage.Axes, func(a coverage.Axis) string { return t("coverage.by." + string(a)) }, changed)
			}
			return []fyne.CanvasObject{axis.Field}
		},
		Ask: func() page.Ask {
			spec := coverage.Spec{Axis: axis.Value()}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.Coverage(ctx, v, spec)
				return app.CoverageAnswer(r), err
			}
		},
	})
}
