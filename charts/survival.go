package charts

import (
	"math"

	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// mostSteps is how many steps of a curve answer to the pointer.
const mostSteps = 160

// Survival draws the share still there over time: Kaplan-Meier with its interval
// as a band, the censored as ticks and how many are at risk below. Regions carry
// a survival.Key.
func Survival(r survival.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec, ok := f.lives(r)
	if !ok {
		return f.empty("charts.survival.empty")
	}
	spec.yTitle, spec.yHigh, spec.yText = f.text("charts.survival.y", nil), 100, f.percentText
	spec.level = []mark{{at: 50}}
	spec.rowsTitle = f.text("charts.atrisk", nil)
	colors := lineColors(f.o.Palette, len(r.Groups))
	for g, group := range r.Groups {
		if len(group.Curve.Points) == 0 {
			continue
		}
		c := survivalCurve(group.Curve)
		c.name, c.color = f.groupName(group), colors[g]
		if len(r.Groups) == 1 {
			c.name, c.color = "", f.o.Palette.Accent
		}
		spec.curves = append(spec.curves, c)
		spec.rows = append(spec.rows, f.atRisk(r, g, c, spec.xTicks))
		all := steps(group.Curve)
		for i, at := range all {
			spec.spots = append(spec.spots, f.step(r, g, at, all[min(i+1, len(all)-1)].T, 100*at.Survival))
		}
	}
	return f.orSmall(f.drawLines(spec))
}

// Hazard draws the cumulative hazard of Nelson and Aalen, whose slope is the risk
// of leaving. Regions carry a survival.Key.
func Hazard(r survival.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec, ok := f.lives(r)
	if !ok {
		return f.empty("charts.survival.empty")
	}
	spec.yTitle = f.text("charts.survival.hazard", nil)
	spec.yText = func(v float64) string { return f.o.Printer.Float(v/100, 2) }
	colors := lineColors(f.o.Palette, len(r.Groups))
	for g, group := range r.Groups {
		if len(group.Curve.Points) == 0 {
			continue
		}
		c := curve{name: f.groupName(group), color: colors[g], step: true, points: []point{{group.Curve.From, 0}}}
		if len(r.Groups) == 1 {
			c.name, c.color = "", f.o.Palette.Accent
		}
		for _, at := range group.Curve.Points {
			c.points = append(c.points, point{at.T, 100 * at.Hazard})
			spec.yHigh = max(spec.yHigh, 100*at.Hazard)
		}
		spec.curves = append(spec.curves, c)
		all := steps(group.Curve)
		for i, at := range all {
			spec.spots = append(spec.spots, f.step(r, g, at, all[min(i+1, len(all)-1)].T, 100*at.Hazard))
		}
	}
	return f.orSmall(f.drawLines(spec))
}

// lives begins a chart over the time that people stay; false without anybody.
func (f *frame) lives(r survival.Result) (lineSpec, bool) {
	longest := 0.0
	for _, group := range r.Groups {
		if points := group.Curve.Points; len(points) > 0 {
			longest = max(longest, points[len(points)-1].T)
		}
	}
	spec := lineSpec{
		xTitle: f.text("charts.survival.x."+string(r.Spec.Unit), nil), xTicks: timeTicks(r.Spec.Unit, longest, max(2, int(f.inner.w/90))),
		summary: f.say(r.Finding),
	}
	spec.endAt(longest)
	return spec, longest > 0
}

// timeTicks are round numbers up to the longest life; of months whole years,
// where so many fit.
func timeTicks(unit eventlog.Unit, longest float64, count int) []float64 {
	if unit != eventlog.UnitMonth || longest < 24 {
		return niceTicks(0, longest, count)
	}
	step := 6.0
	for longest/step > float64(count) {
		step *= 2
	}
	var ticks []float64
	for t := 0.0; t < longest+step; t += step {
		ticks = append(ticks, t)
	}
	return ticks
}

func (f *frame) groupName(g survival.Group) string {
	if g.Value == "" {
		return f.text("survival.all", nil)
	}
	return g.Value
}

func (f *frame) atRisk(r survival.Result, g int, c curve, ticks []float64) tickRow {
	group := r.Groups[g]
	row := tickRow{name: f.groupName(group), color: c.color}
	for _, t := range ticks {
		cell, key := "", survival.Key{Group: g, Who: survival.AtRiskAt, T: t}
		n := group.Curve.At(t).AtRisk
		if n > 0 {
			cell = f.o.Printer.Int(int64(n))
		}
		row.cells, row.targets = append(row.cells, cell), append(row.targets, key)
		row.tips = append(row.tips, f.say(r.KeyName(key, n)))
	}
	return row
}

// steps are the points of a curve at which somebody left, every so many of them
// where there are too many to point at.
func steps(c survival.Curve) []survival.Point {
	var out []survival.Point
	for _, p := range c.Points {
		if p.Events > 0 {
			out = append(out, p)
		}
	}
	every := 1 + len(out)/mostSteps
	thin := out[:0]
	for i := 0; i < len(out); i += every {
		thin = append(thin, out[i])
	}
	return thin
}

// step makes a step of a curve, up to the next, open those who left there.
func (f *frame) step(r survival.Result, g int, at survival.Point, until, y float64) spot {
	args := message.Args{
		"group": f.groupName(r.Groups[g]), "share": message.Share(at.Survival), "low": message.Share(at.Low), "high": message.Share(at.High),
		"time": survival.Duration(at.T, r.Spec.Unit), "n": at.Events, "risk": at.AtRisk,
	}
	key := "charts.survival.tip"
	if math.IsNaN(at.Low) {
		key = "charts.survival.tip.bare"
	}
	return spot{at.T, until, y, f.text(key, args), survival.Key{Group: g, Who: survival.LeftAt, T: at.T}}
}

// SurvivalGroups draws how long each group stays on average up to a common end,
// with its interval, beside how many left and when half had. Regions carry a
// survival.Key.
func SurvivalGroups(r survival.Result, end float64, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	const z = 1.959963984540054 // of a 95 % interval
	spec := whiskerSpec{
		ticks: timeTicks(r.Spec.Unit, end, max(2, int(f.inner.w/160))), neutral: math.NaN(), summary: f.say(r.Finding),
		axis:    f.text("charts.survival.mean."+string(r.Spec.Unit), message.Args{"end": survival.Duration(end, r.Spec.Unit)}),
		columns: []string{f.text("charts.survival.mean", nil), f.text("charts.people", nil), f.text("charts.forest.left", nil), f.text("charts.survival.half", nil)},
		groups:  []whiskerGroup{{}},
	}
	colors := lineColors(f.o.Palette, len(r.Groups))
	for g, group := range r.Groups {
		mean, deviation := group.Curve.RestrictedMean(end)
		row := whisker{
			name: f.groupName(group), value: mean, low: mean - z*deviation, high: mean + z*deviation, color: colors[g],
			texts: []string{f.o.Printer.Float(mean, 1), f.o.Printer.Int(int64(group.Curve.N)), f.o.Printer.Int(int64(group.Curve.Events)), f.medianText(group.Curve)},
			tip: f.text("charts.survival.group", message.Args{
				"group": f.groupName(group), "n": group.Curve.N, "left": group.Curve.Events, "median": r.MedianWords(g),
			}),
			target: survival.Key{Group: g, Who: survival.AllLeft},
		}
		if math.IsNaN(mean) {
			row.texts[0] = "–"
		}
		spec.groups[0].rows = append(spec.groups[0].rows, row)
	}
	return f.orSmall(f.drawWhiskers(spec))
}

// medianText is the time by which half have left, with its interval.
func (f *frame) medianText(c survival.Curve) string {
	number := func(v float64) string {
		if math.IsNaN(v) {
			return "…"
		}
		return f.o.Printer.Int(int64(math.Round(v)))
	}
	if math.IsNaN(c.Median) {
		return f.text("charts.survival.never", nil)
	}
	return number(c.Median) + " (" + number(c.MedianLow) + " – " + number(c.MedianHigh) + ")"
}
