package watch

import (
	"context"
	"math"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newExceptions makes the page of what went wrong. A service manager opens it to tell
// the board which failures cost customers, and leaves with that and with who waits.
func newExceptions(host screen.Host) *page.Page {
	below := newList(host, "exceptions.waiting", "exceptions.waiting.none")
	var window *kit.Choice[int]
	printer := host.Printer()
	return page.New(host, page.Setup{
		Section: screen.Watch, Job: "job.exceptions", Cannot: "watch.cannot",
		Offer: func(log *eventlog.Log, changed func()) []fyne.CanvasObject {
			if window == nil {
				window = kit.NewChoice(printer.T("exceptions.window"), []int{30, 60, 90, 180}, func(n int) string {
					return printer.Text(message.New("exceptions.window.days", message.Args{"n": n}))
				}, changed)
				window.Set(exceptions.Default(log).Window)
			}
			return []fyne.CanvasObject{window.Field}
		},
		Ask: func() page.Ask {
			days := window.Value()
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				spec := exceptions.Default(s.Log())
				spec.Window = days
				r, err := s.Exceptions(ctx, v, spec)
				return app.ExceptionsAnswer(r), err
			}
		},
		Below: func(a app.Answer) fyne.CanvasObject {
			r, ok := a.Result.(exceptions.Result)
			if !ok {
				return kit.Spacer()
			}
			return below.show(a, waitingColumns(host), waitingPeople(printer, r))
		},
	})
}

func waitingColumns(host screen.Host) []grid.Column {
	t := host.Printer().T
	return []grid.Column{
		{Title: t("table.customer"), Key: "field.customer", Width: 180, Grow: true},
		{Title: t("exceptions.table.cause"), Key: "exceptions.cause", Width: 220, Grow: true},
		{Title: t("exceptions.table.since"), Key: "exceptions.since", Width: 120},
		{Title: t("exceptions.table.days"), Key: "exceptions.days", Width: 110, Align: fyne.TextAlignTrailing},
		{Title: t("exceptions.table.open"), Key: "exceptions.open", Width: 80, Align: fyne.TextAlignTrailing},
		{Title: app.FieldValue.Over(host.Printer(), host.Workbench().Session().Log().Settings.Currency), Key: "field.value", Width: 120, Align: fyne.TextAlignTrailing},
	}
}

func waitingPeople(p *message.Printer, r exceptions.Result) []entry {
	var out []entry
	for _, who := range r.Waiting {
		out = append(out, entry{who.Customer, []cell{
			{p.Text(who.Cause), math.NaN()}, {p.Date(who.Since), float64(who.Since)}, {p.Int(int64(who.Days)), float64(who.Days)},
			{p.Int(int64(who.Open)), float64(who.Open)}, {p.Bare(message.Amount{Money: who.Value, Currency: r.Currency}), float64(who.Value)},
		}})
	}
	return out
}
