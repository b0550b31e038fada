package charts

import (
	"image/color"
	"math"
	"slices"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/message"
)

// fewCurves is up to how many cohorts each curve has its own colour, name and
// interval; more stand in the background of their mean.
const fewCurves = 6

// Retained reports whether any cohort can be followed, so that Retention has a curve.
func Retained(r cohort.Result) bool {
	return !r.Derived && slices.ContainsFunc(r.Rows, func(row cohort.Row) bool { return len(cohortPoints(r, row.Cells, 1, overlaid(r)).points) > 1 })
}

// Retention draws the complete cells of a cohort table as curves, one a cohort,
// with their 95 % Wilson intervals, and the pooled mean among them. Regions carry
// a cohort.Key.
func Retention(r cohort.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec := lineSpec{
		xTitle: f.text("charts.retention.x."+string(r.Unit), nil), yTitle: f.text(retentionKey(r), message.Args{"currency": r.Currency}), yLow: 0, yHigh: 100, yText: f.percentText, summary: f.say(r.Finding),
	}
	if r.Derived {
		return f.empty("charts.retention.derived")
	}
	scale := 100.0
	if r.Spec.Measure == cohort.People || r.Spec.Measure == cohort.Revenue {
		scale, spec.yHigh, spec.yText = 1, 0, nil
	}
	few := len(r.Rows) <= fewCurves
	colors := lineColors(f.o.Palette, min(len(r.Rows), fewCurves))
	quiet := mix(f.o.Palette.Secondary, f.o.Palette.Surface, 0.55)
	longest := 0
	mean := meanPoints(r, scale)
	if len(mean.points) > 1 {
		for k := range mean.points[1:] {
			f.retentionSpot(&spec, r, cohort.Key{Row: cohort.AllRows, Period: k + 1}, mean.points[k+1].y, mean.points[k+1].y/scale)
		}
	}
	for i, row := range r.Rows {
		c := cohortPoints(r, row.Cells, scale, overlaid(r))
		if len(c.points) < 2 {
			continue
		}
		longest = max(longest, len(c.points)-1)
		if few {
			c.name, c.color = f.say(r.RowLabel(i)), colors[i]
		} else {
			c.color, c.width, c.low, c.high = quiet, 1, nil, nil
		}
		spec.curves = append(spec.curves, c)
		for k := 1; k < len(c.points); k++ {
			f.retentionSpot(&spec, r, cohort.Key{Row: i, Period: k}, c.points[k].y, c.points[k].y/scale)
		}
	}
	if longest == 0 {
		return f.empty("charts.retention.empty")
	}
	if len(mean.points) > 1 && len(spec.curves) > 1 {
		mean.name, mean.color, mean.width = f.text("charts.retention.mean", nil), f.meanColor(few), 3
		spec.curves = append(spec.curves, mean)
	}
	for _, c := range spec.curves {
		for _, at := range c.points {
			if !math.IsNaN(at.y) {
				spec.yLow, spec.yHigh = min(spec.yLow, at.y), max(spec.yHigh, at.y)
			}
		}
	}
	spec.xTicks = niceTicks(0, float64(longest), max(2, int(f.inner.w/90)))
	return f.orSmall(f.drawLines(spec))
}

func (f *frame) meanColor(few bool) color.NRGBA {
	if few {
		return f.o.Palette.Text
	}
	return f.o.Palette.Accent
}

// cohortPoints is a curve through the complete cells from the first on, in
// percent; a period that is not over is no point of it. Of attributes a cell is of
// those whose period is over, so that each is one.
func cohortPoints(r cohort.Result, cells []cohort.Cell, scale float64, over bool) curve {
	var c curve
	for k, cell := range cells {
		if k > 0 && (cell.Of == 0 || !cell.Complete && !over) {
			break
		}
		c.points = append(c.points, point{float64(k), scale * r.Value(cell)})
		if plainShare(r) {
			low, high := interval.Wilson(cell.People, cell.Of)
			c.low, c.high = append(c.low, 100*low), append(c.high, 100*high)
		}
	}
	return c
}

// overlaid reports whether groups are followed past the periods that are over for all.
func overlaid(r cohort.Result) bool { return r.Spec.By != "" && r.Spec.Criterion == cohort.On }

// plainShare reports whether a value is a share of people, which has an interval.
func plainShare(r cohort.Result) bool {
	return !r.Spec.Measure.Money() && r.Spec.Measure != cohort.People
}

// retentionKey says what the axis counts.
func retentionKey(r cohort.Result) string {
	switch {
	case r.Spec.Measure.Money() || r.Spec.Measure == cohort.People:
		return "charts.retention.y." + string(r.Spec.Measure)
	case r.Spec.Relative == cohort.ToPrevious:
		return "charts.retention.y.previous"
	}
	return "charts.retention.y"
}

// meanPoints is the curve through the pooled means, with the intervals of the
// people of all complete cells together where they are shares. Of money it
// begins in period 1, as there is no mean of period 0.
func meanPoints(r cohort.Result, scale float64) curve {
	var cells []cohort.Cell
	for k, mean := range r.Means {
		if k > 0 && math.IsNaN(mean.Pooled) {
			break
		}
		cell := cohort.Cell{Complete: true}
		for _, row := range r.Rows {
			if k < len(row.Cells) && (k == 0 || row.Cells[k].Complete) {
				cell.People += row.Cells[k].People
				cell.Of += row.Cells[k].Of
			}
		}
		cells = append(cells, cell)
	}
	if plainShare(r) {
		return cohortPoints(r, cells, scale, false)
	}
	var c curve
	for k := range cells {
		y := scale * r.Means[k].Pooled
		if k == 0 && r.Spec.Measure == cohort.NRR {
			y = scale
		}
		c.points = append(c.points, point{float64(k), y})
	}
	return c
}

func (f *frame) retentionSpot(spec *lineSpec, r cohort.Result, key cohort.Key, y, value float64) {
	if math.IsNaN(value) {
		return
	}
	x := float64(key.Period)
	spec.spots = append(spec.spots, spot{x - .2, x + .2, y, f.retentionTip(r, key, value), key})
}

func (f *frame) retentionTip(r cohort.Result, key cohort.Key, value float64) string {
	who := f.text("charts.retention.mean", nil)
	if key.Row != cohort.AllRows {
		who = f.say(r.RowLabel(key.Row))
	}
	return f.text("charts.retention.tip", message.Args{"who": who, "period": r.PeriodLabel(key.Period), "share": cohortValue(f.o.Printer, r, value)})
}
