package shell

import (
	"fyne.io/fyne/v2"

	"cxworkbench/app"
	"cxworkbench/data"
	"cxworkbench/data/message"
	"cxworkbench/views/kit"
)

// lastMonths are the periods up to the as-of date that the top bar offers.
var lastMonths = []int{3, 6, 12, 24, 60}

// lastOf is the view limited to so many months up to the as-of date; 0 is no limit.
func lastOf(v app.View, asOf data.Day, months int) app.View {
	v.From, v.To = data.NoDay, data.NoDay
	if months > 0 {
		v.From = asOf.AddMonths(-months) + 1
	}
	return v
}

// monthsOf is the period up to the as-of date that a view is limited to; 0 is none of
// those offered.
func monthsOf(v app.View, asOf data.Day) int {
	for _, months := range lastMonths {
		if asOf.Known() && lastOf(v, asOf, months) == v {
			return months
		}
	}
	return 0
}

// period is a drop-down of the dates that are looked at. Dates that the filter gave
// are one more choice of it while they hold.
func (t *topBar) period() fyne.CanvasObject {
	v, asOf := t.s.bench.View(), t.s.asOf()
	names, chosen := []string{t.s.printer.T("top.period.all")}, 0
	for i, months := range lastMonths {
		names = append(names, t.s.printer.Text(message.New("top.period.last", message.Args{"n": months})))
		if months == monthsOf(v, asOf) {
			chosen = i + 1
		}
	}
	if chosen == 0 && (v.From.Known() || v.To.Known()) {
		chosen = len(names)
		names = append(names, t.s.printer.T("top.period.own"))
	}
	choice := kit.NewSelect(names, chosen, func(index int) {
		switch {
		case index == 0:
			t.s.bench.SetView(lastOf(t.s.bench.View(), asOf, 0))
		case index <= len(lastMonths):
			t.s.bench.SetView(lastOf(t.s.bench.View(), asOf, lastMonths[index-1]))
		}
	})
	return fitted(choice, 180)
}
