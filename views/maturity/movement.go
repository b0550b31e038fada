package maturity

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
	"cxworkbench/views/screen"
)

// usualMonths is how far back a movement looks until a person says otherwise.
const usualMonths = 12

// movement says who moved up and who fell back between the ends of two months,
// each number a button that opens its people.
type movement struct {
	host     screen.Host
	question app.Question
	result   *maturity.Result
	chosen   *maturity.Result    // of which the two choices are
	from, to *kit.Choice[int]    // indexes of Result.Months
	buttons  []fyne.CanvasObject // that are always there
	line     *fyne.Container     // the two choices, these, the numbers
}

func newMovement(host screen.Host, buttons ...fyne.CanvasObject) *movement {
	return &movement{host: host, buttons: buttons, line: kit.Controls(buttons...)}
}

// show offers the months of a ladder, keeping what was chosen while they are
// as many, and asks.
func (m *movement) show(r *maturity.Result) {
	m.result = r
	if r == nil || len(r.Months) < 2 {
		m.offer()
		return
	}
	last := len(r.Months) - 1
	from, to := max(0, last-usualMonths), last
	if m.chosen != nil && len(m.chosen.Months) == len(r.Months) {
		from, to = m.from.Value(), m.to.Value()
	}
	m.chosen = r
	indexes := make([]int, len(r.Months))
	for i := range indexes {
		indexes[i] = i
	}
	printer := m.host.Printer()
	name := func(i int) string { return printer.Date(r.Months[i].At) }
	m.from = kit.NewChoice(printer.T("maturity.moved.from"), indexes, name, m.ask)
	m.to = kit.NewChoice(printer.T("maturity.moved.to"), indexes, name, m.ask)
	m.from.Set(from)
	m.to.Set(to)
	m.offer(m.from.Field, m.to.Field)
	m.ask()
}

// offer puts the choices before the buttons.
func (m *movement) offer(choices ...fyne.CanvasObject) {
	m.line.Objects = append(slices.Concat(choices, m.buttons), kit.Seam())
	m.line.Refresh()
}

func (m *movement) ask() {
	r := *m.result
	// The earlier date is the first, whichever was chosen where.
	from, to := r.Months[min(m.from.Value(), m.to.Value())].At, r.Months[max(m.from.Value(), m.to.Value())].At
	app.Ask(m.host.Workbench(), &m.question, message.New("job.moved", nil), func(context.Context, *app.Session, app.View) (maturity.Movement, error) {
		return r.Moved(from, to), nil
	}, m.answer)
}

func (m *movement) answer(moved maturity.Movement, _ error) { // counting cannot fail
	printer := m.host.Printer()
	m.offer(m.from.Field, m.to.Field)
	index := printer.Text(moved.IndexWords())
	for _, way := range maturity.Ways {
		if moved.People[way] == 0 {
			continue
		}
		var button fyne.CanvasObject = kit.NewQuietButton(printer.Text(moved.WayName(way)), nil, func() { m.open(moved, way) })
		if index != "" {
			button, index = kit.Field(index, button), ""
		}
		m.line.Add(button)
	}
	m.line.Refresh()
	m.host.Trace("moved up=%d down=%d", moved.People[maturity.Rose], moved.People[maturity.Fell])
}

func (m *movement) open(moved maturity.Movement, way maturity.Way) {
	printer := m.host.Printer()
	m.host.Open(screen.Behind{
		Title: printer.Text(moved.WayTitle(way)), Explain: printer.Text(m.result.Definition),
		Revision: m.result.Revision, People: moved.Members(way), About: "maturity", N: m.result.N,
	})
}
