package charts

import (
	"math"
	"time"

	"cxworkbench/data"
	"cxworkbench/data/analysis/drivers"
	"cxworkbench/data/message"
)

// leastSpokes is how many figures make a shape.
const leastSpokes = 3

// DriversRadar draws the six drivers as one shape. Regions carry a drivers.Key of
// the cases that came out badly.
func DriversRadar(r drivers.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec, known := radarSpec{summary: f.say(r.Finding)}, 0
	for _, s := range r.Scores {
		if !math.IsNaN(s.Value) {
			known++
		}
		spec.spokes = append(spec.spokes, radarSpoke{
			name: f.say(s.Driver.Name()), figure: f.o.Printer.Float(s.Value, 0), value: s.Value, tip: f.driverTip(s), target: badCases(s),
		})
	}
	if known < leastSpokes {
		return f.empty("charts.drivers.noshape")
	}
	scene, ok := f.drawRadar(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

func badCases(s drivers.Score) any {
	if s.Driver == drivers.Relationship {
		return drivers.Key{Driver: s.Driver, Outcome: drivers.Good}
	}
	return drivers.Key{Driver: s.Driver, Outcome: drivers.Bad}
}

func (f *frame) driverTip(s drivers.Score) string {
	if math.IsNaN(s.Value) {
		return f.text("charts.drivers.tip.none", message.Args{"driver": s.Driver.Name(), "needs": s.Driver.Needs()})
	}
	return f.text("charts.drivers.tip", message.Args{
		"driver": s.Driver.Name(), "score": s.Value, "n": s.N(), "about": s.Driver.About(), "bad": s.Cases[drivers.Bad],
		"coverage": message.Share(s.Coverage),
	})
}

// Drivers draws each driver's score with its interval, n and coverage. Regions
// carry a drivers.Key of the cases that came out badly.
func Drivers(r drivers.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec := whiskerSpec{
		ticks: []float64{0, 25, 50, 75, 100}, neutral: math.NaN(), axis: f.text("charts.drivers.axis", nil), summary: f.say(r.Finding),
		columns: []string{f.text("charts.drivers.score", nil), f.text("charts.drivers.n", nil), f.text("charts.drivers.coverage", nil)},
	}
	group := whiskerGroup{}
	for _, s := range r.Scores {
		row := whisker{
			name: f.say(s.Driver.Name()), value: s.Value, low: s.Low, high: s.High, tip: f.driverTip(s), target: badCases(s),
			texts: []string{f.o.Printer.Float(s.Value, 1), f.o.Printer.Int(int64(s.N())), f.o.Printer.Percent(s.Coverage)},
		}
		group.rows = append(group.rows, row)
	}
	spec.groups = []whiskerGroup{group}
	scene, ok := f.drawWhiskers(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

// DriversTrend draws the drivers by month.
func DriversTrend(r drivers.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	first, last := math.MaxInt, math.MinInt // months since year 0
	for _, s := range r.Scores {
		for _, m := range s.Trend {
			first, last = min(first, monthNumber(m)), max(last, monthNumber(m))
		}
	}
	const most = 24
	first = max(first, last-most+1)
	if last <= first {
		return f.empty("charts.drivers.notrend")
	}
	spec := lineSpec{yTitle: f.text("charts.drivers.trend", nil), yLow: 0, yHigh: 100, summary: f.say(r.Finding)}
	colors := lineColors(f.o.Palette, len(r.Scores))
	for i, s := range r.Scores {
		c := curve{name: f.say(s.Driver.Name()), color: colors[i]}
		for _, m := range s.Trend {
			at := monthNumber(m) - first
			if at < 0 {
				continue
			}
			c.points = append(c.points, point{float64(at), m.Value})
			if !math.IsNaN(m.Value) {
				spec.spots = append(spec.spots, spot{float64(at) - .5, float64(at) + .5, m.Value, f.text("charts.drivers.tip.month", message.Args{
					"driver": s.Driver.Name(), "month": message.Month(m.Start), "score": m.Value, "n": m.N,
				}), nil})
			}
		}
		if len(c.points) > 0 {
			spec.curves = append(spec.curves, c)
		}
	}
	spec.xTicks, spec.xText = f.monthTicks(last-first+1, func(i int) string {
		return f.o.Printer.Month(data.DayOf((first+i)/12, time.Month((first+i)%12+1), 1))
	})
	scene, ok := f.drawLines(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

func monthNumber(m drivers.Month) int {
	year, month, _ := m.Start.Civil()
	return 12*year + int(month) - 1
}
