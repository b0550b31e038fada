package charts

import (
	"math"

	"cxworkbench/data/analysis/firstvalue"
	"cxworkbench/data/analysis/reasons"
	"cxworkbench/data/analysis/survival"
	"cxworkbench/data/message"
)

// ReasonPart names who left for a reason: its code.
type ReasonPart struct{ Reason int32 }

// IncidencePart names whom a curve of a reason counts up to a time.
type IncidencePart struct {
	Curve int
	T     float64
}

// Reasons draws why customers left, the most frequent reason first, with what it
// cost and the running share. Regions carry a ReasonPart.
func Reasons(r reasons.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.reasons.empty")
	}
	p := f.o.Printer
	spec := barSpec{
		most: 100, tick: f.percentText, axis: f.text("charts.reasons.axis", message.Args{"n": r.N}), running: f.text("charts.reasons.running", nil),
		columns: []string{f.text("charts.people", nil), f.text("charts.churn.share", nil)}, summary: f.say(r.Finding),
	}
	worth := r.Value != 0
	if worth {
		spec.columns = append(spec.columns, f.text("charts.value", message.Args{"currency": r.Currency}))
	}
	for _, row := range r.Rows {
		color := f.o.Palette.Accent
		if row.Reason == reasons.Unknown {
			color = asideColor(f.o.Palette)
		}
		bar := barRow{
			name: f.say(row.Label()), value: 100 * row.Share, low: 100 * row.Low, high: 100 * row.High, running: 100 * row.Running, color: color,
			texts: []string{p.Int(int64(row.People)), p.Percent(row.Share)}, target: ReasonPart{row.Reason},
			tip: f.text("charts.reasons.tip", message.Args{
				"reason": row.Label(), "people": row.People, "n": r.N, "share": message.Share(row.Share), "low": message.Share(row.Low), "high": message.Share(row.High),
			}),
		}
		if worth {
			bar.texts = append(bar.texts, p.Int(int64(math.Round(row.Value.Float(r.Currency)))))
		}
		spec.rows = append(spec.rows, bar)
	}
	return f.orSmall(f.drawBars(spec))
}

// Incidence draws the share that has left for each reason over time, the reasons
// competing. Regions carry an IncidencePart.
func Incidence(r reasons.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Curves) == 0 || len(r.Stay.Points) == 0 {
		return f.empty("charts.incidence.empty")
	}
	points := r.Stay.Points
	spec := lineSpec{
		xTitle: f.text("charts.survival.x."+string(r.Spec.Unit), nil), yTitle: f.text("charts.incidence.y", nil),
		xTicks: timeTicks(r.Spec.Unit, points[len(points)-1].T, max(2, int(f.inner.w/90))), yText: f.percentText, summary: f.say(r.Finding),
	}
	spec.endAt(points[len(points)-1].T)
	colors := lineColors(f.o.Palette, len(r.Curves))
	for i, one := range r.Curves {
		c, highest := incidenceCurve(one.Incidence, r.Stay.From)
		c.name, c.color = f.say(r.CurveLabel(i)), colors[i]
		spec.yHigh = max(spec.yHigh, highest)
		spec.curves = append(spec.curves, c)
		so := 0
		for k, at := range one.Points {
			so += at.Events
			if at.Events == 0 || (len(one.Points) > 2*mostSteps && k%(1+len(one.Points)/mostSteps) != 0) {
				continue
			}
			spec.spots = append(spec.spots, spot{at.T, at.T, 100 * at.Share, f.text("charts.incidence.tip", message.Args{
				"reason": r.CurveLabel(i), "share": message.Share(at.Share), "low": message.Share(at.Low), "high": message.Share(at.High),
				"time": survival.Duration(at.T, r.Spec.Unit), "n": so,
			}), IncidencePart{i, at.T}})
		}
	}
	return f.orSmall(f.drawLines(spec))
}

// incidenceCurve turns an estimate into a rising curve in percent with its band,
// and gives the highest point of either.
func incidenceCurve(one survival.Incidence, from float64) (curve, float64) {
	c := curve{step: true, points: []point{{from, 0}}, low: []float64{math.NaN()}, high: []float64{math.NaN()}}
	highest := 0.0
	for _, at := range one.Points {
		c.points = append(c.points, point{at.T, 100 * at.Share})
		c.low, c.high = append(c.low, 100*at.Low), append(c.high, 100*at.High)
		highest = max(highest, 100*at.Share)
		if !math.IsNaN(at.High) {
			highest = max(highest, 100*at.High)
		}
	}
	return c, min(100, highest)
}

// UsedBy names who had used it so many days after the start.
type UsedBy struct{ Days int }

// FirstValueFunnel draws how far those have come who began a subscription.
// Regions carry a firstvalue.Step.
func FirstValueFunnel(r firstvalue.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.firstvalue.empty")
	}
	spec := barSpec{
		most: float64(r.N), tick: f.wholeText, axis: f.text("charts.people", nil), summary: f.say(r.Finding),
		columns: []string{f.text("charts.people", nil), f.text("charts.churn.share", nil)},
	}
	for _, step := range firstvalue.Steps {
		n := r.People[step]
		color := f.o.Palette.Accent
		if step == firstvalue.EndedUnused || step == firstvalue.Waiting {
			color = readableLine(f.o.Palette.Categories[1], f.o.Palette)
		}
		share := float64(n) / float64(r.N)
		spec.rows = append(spec.rows, barRow{
			name: f.say(step.Label()), value: float64(n), low: math.NaN(), high: math.NaN(), color: color, target: step,
			texts: []string{f.o.Printer.Int(int64(n)), f.o.Printer.Percent(share)},
			tip:   f.text("charts.firstvalue.tip", message.Args{"n": n, "step": step.Label(), "share": message.Share(share)}),
		})
	}
	return f.orSmall(f.drawBars(spec))
}

// FirstValueCurve draws the share that has used it by its day, and the share that
// ended it unused. Regions carry a UsedBy.
func FirstValueCurve(r firstvalue.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	points := r.First.Points
	if len(points) == 0 || points[len(points)-1].T == 0 {
		return f.empty("charts.firstvalue.empty")
	}
	spec := lineSpec{
		xTitle: f.text("charts.firstvalue.x", nil), yTitle: f.text("charts.firstvalue.y", nil), yHigh: 100, yText: f.percentText,
		xTicks: niceTicks(0, points[len(points)-1].T, max(2, int(f.inner.w/90))), summary: f.say(r.Finding),
	}
	spec.endAt(points[len(points)-1].T)
	used, _ := incidenceCurve(r.First, 0)
	used.name, used.color = f.text("charts.firstvalue.used", nil), f.o.Palette.Accent
	ended, _ := incidenceCurve(r.Unused, 0)
	ended.name, ended.color = f.text("charts.firstvalue.ended", nil), readableLine(f.o.Palette.Categories[1], f.o.Palette)
	spec.curves = []curve{used, ended}
	so := 0
	for _, at := range points {
		so += at.Events
		if at.Events > 0 {
			spec.spots = append(spec.spots, spot{at.T, at.T, 100 * at.Share, f.text("charts.firstvalue.tip.used", message.Args{
				"n": so, "share": message.Share(at.Share), "low": message.Share(at.Low), "high": message.Share(at.High), "days": int(at.T),
			}), UsedBy{int(at.T)}})
		}
	}
	return f.orSmall(f.drawLines(spec))
}
