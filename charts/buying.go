package charts

import (
	"math"
	"strconv"

	"cxworkbench/data/analysis/btyd"
	"cxworkbench/data/analysis/rfm"
	"cxworkbench/data/message"
)

// RFMCell names the customers of a place in the grid, by their scores.
type RFMCell struct{ Recency, Frequency int }

// RFM draws the grid of recency by frequency: how many customers, and what they
// bought for. Regions carry an RFMCell.
func RFM(r rfm.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.rfm.empty")
	}
	most := 1
	for _, cells := range r.Grid {
		for _, cell := range cells {
			most = max(most, cell.People)
		}
	}
	spec := matrixSpec{corner: f.text("charts.rfm.recency", nil), axis: f.text("charts.rfm.frequency", nil), legend: f.text("charts.rfm.legend", nil), summary: f.say(r.Finding)}
	if r.HasAmounts {
		spec.legend = f.text("charts.rfm.legend.value", message.Args{"currency": r.Currency})
	}
	for score := 1; score <= rfm.Best; score++ {
		spec.columns = append(spec.columns, strconv.Itoa(score))
	}
	for recency := rfm.Best; recency >= 1; recency-- {
		row := matrixRow{name: f.text("charts.rfm.score", message.Args{"score": recency, "bought": f.recencyWords(r, recency)})}
		for frequency := 1; frequency <= rfm.Best; frequency++ {
			row.cells = append(row.cells, f.rfmCell(r, recency, frequency, most))
		}
		spec.rows = append(spec.rows, row)
	}
	return f.orSmall(f.drawMatrix(spec))
}

// recencyWords say within how many days a score of recency last bought.
func (f *frame) recencyWords(r rfm.Result, score int) string {
	if score == 1 {
		return f.text("charts.rfm.longer", nil)
	}
	return f.text("charts.rfm.within", message.Args{"days": r.RecencyCuts[score-2]})
}

func (f *frame) rfmCell(r rfm.Result, recency, frequency, most int) matrixCell {
	cell := r.Grid[recency-1][frequency-1]
	if cell.People == 0 {
		return matrixCell{heat: math.NaN()}
	}
	args := message.Args{
		"n": cell.People, "r": recency, "f": frequency, "segment": rfm.SegmentOf(recency, frequency).Label(),
		"value": message.Amount{Money: cell.Money, Currency: r.Currency},
	}
	out := matrixCell{
		text: f.o.Printer.Int(int64(cell.People)), heat: float64(cell.People) / float64(most), target: RFMCell{recency, frequency},
		tip: f.text("charts.rfm.tip", args),
	}
	if r.HasAmounts {
		out.below = f.o.Printer.Int(int64(math.Round(cell.Money.Float(r.Currency))))
		out.tip = f.text("charts.rfm.tip.value", args)
	}
	return out
}

// RFMSegments draws the parts of the grid in plain words. Regions carry an
// rfm.Segment.
func RFMSegments(r rfm.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.rfm.empty")
	}
	most := 1
	for _, cell := range r.BySegment {
		most = max(most, cell.People)
	}
	spec := barSpec{most: float64(most), tick: f.wholeText, axis: f.text("charts.people", nil), columns: []string{f.text("charts.people", nil)}, summary: f.say(r.Finding)}
	if r.HasAmounts {
		spec.columns = append(spec.columns, f.text("charts.value", message.Args{"currency": r.Currency}))
	}
	for i, segment := range rfm.Segments {
		cell := r.BySegment[i]
		row := barRow{
			name: f.say(segment.Label()), value: float64(cell.People), low: math.NaN(), high: math.NaN(), color: f.o.Palette.Accent, target: segment,
			texts: []string{f.o.Printer.Int(int64(cell.People))}, tip: f.text("charts.rfm.tip.segment", message.Args{"n": cell.People, "segment": segment.Label(), "meaning": segment.Meaning()}),
		}
		if r.HasAmounts {
			row.texts = append(row.texts, f.o.Printer.Int(int64(math.Round(cell.Money.Float(r.Currency)))))
		}
		spec.rows = append(spec.rows, row)
	}
	return f.orSmall(f.drawBars(spec))
}

// AliveBand names the customers whose chance of being still here lies in a band
// of btyd.Bands, or btyd.NotKnown.
type AliveBand struct{ Band int }

// TrackingWeek names whose repeat purchases a week of the check counts.
type TrackingWeek struct{ Week int }

// Alive draws how many customers are how likely still here. Regions carry an
// AliveBand.
func Alive(r btyd.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.btyd.empty")
	}
	spec := barSpec{tick: f.wholeText, axis: f.text("charts.btyd.axis", nil), columns: []string{f.text("charts.people", nil), f.text("charts.churn.share", nil)}, summary: f.say(r.Finding)}
	add := func(band, n int) {
		color := f.o.Palette.Accent
		if band == btyd.NotKnown {
			color = asideColor(f.o.Palette)
		}
		spec.most = max(spec.most, float64(n))
		spec.rows = append(spec.rows, barRow{
			name: f.say(btyd.BandLabel(band)), value: float64(n), low: math.NaN(), high: math.NaN(), color: color, target: AliveBand{band},
			texts: []string{f.o.Printer.Int(int64(n)), f.o.Printer.Percent(float64(n) / float64(r.N))},
			tip:   f.text("charts.btyd.tip", message.Args{"n": n, "band": btyd.BandLabel(band)}),
		})
	}
	for band := len(r.Bands) - 1; band >= 0; band-- {
		add(band, r.Bands[band])
	}
	add(btyd.NotKnown, r.OneTime)
	return f.orSmall(f.drawBars(spec))
}

// Tracking draws the check of the model: repeat purchases so far, as they were
// and as a model of the time before the split expects them. Regions carry a
// TrackingWeek.
func Tracking(r btyd.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Holdout == nil || len(r.Holdout.Weeks) < 2 {
		return f.empty("charts.btyd.nocheck")
	}
	weeks := r.Holdout.Weeks
	spec := lineSpec{
		xTitle: f.text("charts.btyd.x", nil), yTitle: f.text("charts.btyd.y", nil), summary: f.say(r.Finding),
		xTicks:  niceTicks(0, float64(len(weeks)), max(2, int(f.inner.w/100))),
		upright: []mark{{at: float64(r.Holdout.Begin), name: f.text("charts.btyd.split", message.Args{"day": r.Holdout.Split})}},
	}
	spec.endAt(float64(len(weeks)))
	actual := curve{name: f.text("charts.btyd.actual", nil), color: f.o.Palette.Accent}
	expected := curve{name: f.text("charts.btyd.expected", nil), color: readableLine(f.o.Palette.Categories[1], f.o.Palette), dash: []float64{5, 3}}
	for i, week := range weeks {
		x := float64(i + 1)
		actual.points = append(actual.points, point{x, float64(week.Actual)})
		expected.points = append(expected.points, point{x, week.Expected})
		spec.yHigh = max(spec.yHigh, float64(week.Actual), week.Expected)
		if week.Actual > 0 {
			spec.spots = append(spec.spots, spot{x, x, float64(week.Actual), f.text("charts.btyd.tip.week", message.Args{
				"day": week.End, "n": week.Actual, "expected": int(math.Round(week.Expected)),
			}), TrackingWeek{i}})
		}
	}
	spec.curves = []curve{actual, expected}
	return f.orSmall(f.drawLines(spec))
}
