package charts

import (
	"image/color"
	"math"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/analysis/interval"
	"cxworkbench/data/message"
)

// fewCurves is up to how many cohorts each curve has its own colour, name and
// interval; more stand in the background of their mean.
const fewCurves = 6

// Retention draws the complete cells of a cohort table as curves, one a cohort,
// with their 95 % Wilson intervals, and the pooled mean among them. Regions carry
// a cohort.Key.
func Retention(r cohort.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	spec := lineSpec{
		xTitle: f.text("charts.retention.x."+string(r.Unit), nil), yTitle: f.text("charts.retention.y", nil), yLow: 0, yHigh: 100, yText: f.percentText, summary: f.say(r.Finding),
	}
	if r.Derived {
		return f.empty("charts.retention.derived")
	}
	few := len(r.Rows) <= fewCurves
	colors := lineColors(f.o.Palette, min(len(r.Rows), fewCurves))
	quiet := mix(f.o.Palette.Secondary, f.o.Palette.Surface, 0.55)
	longest := 0
	mean := cohortPoints(pooledCells(r), false)
	if len(mean.points) > 1 {
		for k := range mean.points[1:] {
			f.retentionSpot(&spec, r, cohort.Key{Row: cohort.AllRows, Period: k + 1}, mean.points[k+1].y/100)
		}
	}
	for i, row := range r.Rows {
		c := cohortPoints(row.Cells, r.Spec.By != "" && r.Spec.Criterion == cohort.On)
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
			f.retentionSpot(&spec, r, cohort.Key{Row: i, Period: k}, row.Cells[k].Share())
		}
	}
	if longest == 0 {
		return f.empty("charts.retention.empty")
	}
	if len(mean.points) > 1 && len(spec.curves) > 1 {
		mean.name, mean.color, mean.width = f.text("charts.retention.mean", nil), f.meanColor(few), 3
		spec.curves = append(spec.curves, mean)
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
func cohortPoints(cells []cohort.Cell, over bool) curve {
	var c curve
	for k, cell := range cells {
		if k > 0 && (cell.Of == 0 || !cell.Complete && !over) {
			break
		}
		low, high := interval.Wilson(cell.People, cell.Of)
		c.points = append(c.points, point{float64(k), 100 * cell.Share()})
		c.low, c.high = append(c.low, 100*low), append(c.high, 100*high)
	}
	return c
}

// pooledCells are the complete cells of all cohorts together, period by period.
func pooledCells(r cohort.Result) []cohort.Cell {
	var out []cohort.Cell
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
		out = append(out, cell)
	}
	return out
}

func (f *frame) retentionSpot(spec *lineSpec, r cohort.Result, key cohort.Key, share float64) {
	if math.IsNaN(share) {
		return
	}
	x := float64(key.Period)
	spec.spots = append(spec.spots, spot{x - .2, x + .2, 100 * share, f.retentionTip(r, key, share), key})
}

func (f *frame) retentionTip(r cohort.Result, key cohort.Key, share float64) string {
	who := f.text("charts.retention.mean", nil)
	if key.Row != cohort.AllRows {
		who = f.say(r.RowLabel(key.Row))
	}
	return f.text("charts.retention.tip", message.Args{"who": who, "period": r.PeriodLabel(key.Period), "share": message.Share(share)})
}
