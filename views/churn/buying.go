package churn

import (
	"context"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
	"cxworkbench/views/grid"
	"cxworkbench/views/kit"
	"cxworkbench/views/page"
	"cxworkbench/views/screen"
)

// newRFM makes the page of who buys lately, often and for much. A consultant opens
// it where there are no contracts, and leaves with the segments to act on.
func newRFM(host screen.Host) *page.Page {
	var months *kit.Choice[int]
	printer := host.Printer()
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.rfm", Cannot: "churn.cannot",
		Offer: func(_ *eventlog.Log, changed func()) []fyne.CanvasObject {
			if months == nil {
				months = kit.NewChoice(printer.T("churn.months"), []int{3, 6, 12, 24, 36}, func(n int) string {
					return printer.Text(message.New("churn.months.n", message.Args{"n": n}))
				}, changed)
				months.Set(rfm.Default().Months)
			}
			return []fyne.CanvasObject{months.Field}
		},
		Ask: func() page.Ask {
			spec := rfm.Spec{Months: months.Value()}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.RFM(ctx, v, spec)
				return app.RFMAnswer(r), err
			}
		},
	})
}

// alive is the page of who still buys.
type alive struct {
	host    screen.Host
	weeks   *kit.Choice[int]
	penalty *kit.Choice[float64]
	table   *grid.Grid
	below   fyne.CanvasObject
}

// newAlive makes the page of who is still a customer where nobody says goodbye. A
// consultant opens it to see who is likely gone and what the others will bring, and
// leaves with the list and a check of the model on a time it did not see.
func newAlive(host screen.Host) *page.Page {
	a := &alive{host: host}
	return page.New(host, page.Setup{
		Section: screen.Cohorts, Job: "job.btyd", Cannot: "churn.cannot",
		Offer: a.offer,
		Ask: func() page.Ask {
			spec := btyd.Spec{Horizon: a.weeks.Value(), Penalty: a.penalty.Value(), Split: data.NoDay}
			return func(ctx context.Context, s *app.Session, v app.View) (app.Answer, error) {
				r, err := s.BTYD(ctx, v, spec)
				return app.BTYDAnswer(r, s.Log()), err
			}
		},
		Below: a.people,
	})
}

func (a *alive) offer(_ *eventlog.Log, changed func()) []fyne.CanvasObject {
	if a.weeks == nil {
		printer := a.host.Printer()
		a.weeks = kit.NewChoice(printer.T("churn.horizon"), []int{4, 13, 26, 52, 104}, func(n int) string {
			return printer.Text(message.New("churn.horizon.weeks", message.Args{"n": n}))
		}, changed)
		a.weeks.Set(btyd.Default().Horizon)
		a.penalty = kit.NewChoice(printer.T("churn.penalty"), []float64{0, .01}, func(p float64) string {
			if p == 0 {
				return printer.T("churn.penalty.none")
			}
			return printer.T("churn.penalty.some")
		}, changed)
	}
	return []fyne.CanvasObject{a.weeks.Field, a.penalty.Field}
}

// people lists everybody, who is expected to buy most first.
func (a *alive) people(answer app.Answer) fyne.CanvasObject {
	r, ok := answer.Result.(btyd.Result)
	if !ok {
		return kit.Spacer()
	}
	printer, log := a.host.Printer(), a.host.Workbench().Session().Log()
	t := printer.T
	if a.table == nil {
		a.table = grid.New(nil)
		room := canvas.NewRectangle(nil)
		room.SetMinSize(fyne.NewSize(360, 320))
		a.below = kit.Column(look.Space2, kit.Label(t("churn.people")), kit.NewCard(container.NewStack(room, a.table)))
	}
	columns := []grid.Column{
		{Title: t("table.customer"), Key: "customer", Width: 180, Grow: true},
		{Title: t("btyd.table.alive"), Key: "alive", Width: 160, Align: fyne.TextAlignTrailing},
		{Title: t("btyd.table.expected"), Key: "expected", Width: 120, Align: fyne.TextAlignTrailing},
		{Title: t("btyd.table.x"), Key: "x", Width: 110, Align: fyne.TextAlignTrailing},
	}
	if r.Spending != nil {
		columns = append(columns, grid.Column{Title: t("table.value"), Key: "value", Width: 130, Align: fyne.TextAlignTrailing})
	}
	order := make([]int, len(r.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		switch x, y := r.Rows[i].Expected, r.Rows[k].Expected; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	a.table.SetColumns(columns)
	a.table.SetSource(len(order), func(from, to int, done func([][]string)) {
		rows := make([][]string, 0, to-from)
		for _, i := range order[from:to] {
			rows = append(rows, aliveRow(printer, log, &r, &r.Rows[i]))
		}
		done(rows)
	})
	a.table.OnOpen = func(row int) {
		title, people, _ := answer.People(app.OneCustomer(r.Rows[order[row]].Customer))
		a.host.Open(screen.Behind{Title: printer.Text(title), Explain: printer.Text(answer.Definition), Revision: answer.Revision, About: "btyd", N: answer.N, People: people, Why: r.Why()})
	}
	return a.below
}

func aliveRow(p *message.Printer, log *eventlog.Log, r *btyd.Result, row *btyd.Row) []string {
	chance := p.T("churn.notknown")
	if row.Known && !math.IsNaN(row.Alive) {
		chance = p.Percent(row.Alive)
	}
	cells := []string{log.Labels[row.Customer], chance, p.Float(row.Expected, 2), p.Int(int64(row.X))}
	if r.Spending != nil {
		cells = append(cells, p.Money(message.Amount{Money: row.Value, Currency: r.Currency}))
	}
	return cells
}
