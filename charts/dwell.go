package charts

import (
	"math"

	"cxworkbench/data/analysis/dwell"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/message"
)

// Dwell draws the share still in each stage over the time since it was reached,
// with the running spells as ticks and how many are at risk below. Regions carry
// a dwell.Key.
func Dwell(r dwell.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Rows) == 0 {
		return f.empty("charts.dwell.empty")
	}
	longest := 0.0
	for _, row := range r.Rows {
		longest = max(longest, row.Curve.Points[len(row.Curve.Points)-1].T)
	}
	spec := lineSpec{
		xTitle: f.text("charts.dwell.x."+string(r.Spec.Unit), nil), yTitle: f.text("charts.dwell.y", nil),
		xTicks: niceTicks(0, longest, 8), yLow: 0, yHigh: 100, yText: f.percentText,
		rowsTitle: f.text("charts.atrisk", nil), summary: f.say(r.Finding),
		level: []mark{{at: 50}},
	}
	spec.endAt(longest)
	for _, row := range r.Rows {
		color := stageColor(f.o.Palette, row.Rank, 1+r.Rows[len(r.Rows)-1].Rank)
		c := survivalCurve(row.Curve)
		c.name, c.color = row.Stage.Name, readableLine(color, f.o.Palette)
		spec.curves = append(spec.curves, c)
		risk := tickRow{name: row.Stage.Name, color: c.color}
		for _, tick := range spec.xTicks {
			cell := ""
			if n := row.Curve.At(tick).AtRisk; n > 0 {
				cell = f.o.Printer.Int(int64(n))
			}
			risk.cells = append(risk.cells, cell)
		}
		spec.rows = append(spec.rows, risk)
		spec.spots = append(spec.spots, f.dwellSpots(r, row)...)
	}
	scene, ok := f.drawLines(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

// dwellSpots make a curve answer along its way.
func (f *frame) dwellSpots(r dwell.Result, row dwell.Row) []spot {
	var out []spot
	for _, part := range curveParts(row.Curve) {
		out = append(out, spot{part.from, part.to, 100 * part.at.Survival, f.text("charts.dwell.tip", message.Args{
			"stage": row.Stage.Name, "share": message.Share(part.at.Survival), "time": r.Time(part.at.T), "n": row.Curve.N,
			"median": r.Time(row.Curve.Median), "open": row.Open,
		}), dwell.Key{Rank: row.Rank, Group: dwell.All}})
	}
	return out
}

// survivalCurve turns an estimate into a curve in percent; the band is its
// interval, the ticks are the censored.
func survivalCurve(c survival.Curve) curve {
	out := curve{step: true, points: []point{{c.From, 100}}, low: []float64{math.NaN()}, high: []float64{math.NaN()}}
	for _, p := range c.Points {
		out.points = append(out.points, point{p.T, 100 * p.Survival})
		out.low, out.high = append(out.low, 100*p.Low), append(out.high, 100*p.High)
		if p.Censored > 0 {
			out.ticks = append(out.ticks, point{p.T, 100 * p.Survival})
		}
	}
	return out
}

// curvePart is a stretch of a curve that answers to the pointer as one.
type curvePart struct {
	from, to float64
	at       survival.Point
}

// curveParts cuts a curve into at most so many stretches.
func curveParts(c survival.Curve) []curvePart {
	const most = 48
	var out []curvePart
	every := 1 + len(c.Points)/most
	for i := 0; i < len(c.Points); i += every {
		next := min(i+every, len(c.Points)-1)
		out = append(out, curvePart{c.Points[i].T, c.Points[next].T, c.Points[i]})
	}
	return out
}
