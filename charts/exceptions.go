package charts

import (
	"image/color"
	"math"

	"cxworkbench/data/analysis/exceptions"
	"cxworkbench/data/message"
)

// ExceptionsLeaving draws how many times as often customers leave after a failure of
// each cause as otherwise. Regions carry an exceptions.Key.
func ExceptionsLeaving(r exceptions.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	switch {
	case r.Total.Failures == 0:
		return f.empty("charts.exceptions.empty")
	case r.Leaving != nil:
		return f.empty("charts.exceptions.notold")
	}
	p := f.o.Printer
	low, high := .5, 2.0
	group := whiskerGroup{}
	for i := exceptions.AllRows; i < len(r.Rows); i++ {
		row, _ := r.Row(i)
		if row.RatioLow > 0 && !math.IsInf(row.RatioHigh, 0) {
			low, high = min(low, row.RatioLow), max(high, row.RatioHigh)
		}
		w := whisker{
			name: f.say(row.Name), value: row.Ratio, low: row.RatioLow, high: row.RatioHigh, target: exceptions.Key{Row: i, Group: exceptions.Left},
			tip:   f.text("charts.exceptions.tip.left", message.Args{"what": r.KeyName(exceptions.Key{Row: i, Group: exceptions.Left}, row.Left, row.Left), "verdict": row.Verdict()}),
			texts: []string{p.Int(int64(row.Failures)), p.Int(int64(row.People)), p.Int(int64(row.Left)), f.ratioOrNone(row.Ratio)},
			color: f.verdictColor(row.Costs(), row.Spares()),
		}
		if row.Ratio == 0 || math.IsInf(row.Ratio, 0) {
			w.value = math.NaN() // off any scale of ratios
		}
		group.rows = append(group.rows, w)
	}
	spec := whiskerSpec{
		ticks: ratioMarks(low, high, max(3, int(f.inner.w/110))), log: true, neutral: 1, tick: f.ratioTick, axis: f.text("charts.exceptions.leaving", nil), summary: f.say(r.Finding),
		nothing: f.text("charts.exceptions.noratio", nil),
		columns: []string{f.text("charts.exceptions.failures", nil), f.text("charts.people", nil), f.text("charts.forest.left", nil), f.text("charts.exceptions.times", nil)},
		groups:  []whiskerGroup{group},
	}
	return f.orSmall(f.drawWhiskers(spec))
}

// verdictColor is grey for what cannot be told from chance.
func (f *frame) verdictColor(bad, good bool) color.NRGBA {
	switch {
	case bad:
		return readableLine(f.o.Palette.Categories[1], f.o.Palette)
	case good:
		return f.o.Palette.Accent
	}
	return f.o.Palette.Secondary
}

func (f *frame) ratioOrNone(ratio float64) string {
	if math.IsNaN(ratio) || math.IsInf(ratio, 0) {
		return "–"
	}
	return f.ratioText(ratio)
}

// ExceptionsRecovered draws the share of the failures of each cause that was made
// good. Regions carry an exceptions.Key.
func ExceptionsRecovered(r exceptions.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Total.Failures == 0 {
		return f.empty("charts.exceptions.empty")
	}
	p := f.o.Printer
	spec := barSpec{
		most: 100, tick: f.percentText, axis: f.text("charts.exceptions.recovered", nil), summary: f.say(r.Finding),
		columns: []string{f.text("charts.exceptions.failures", nil), f.text("charts.exceptions.good", nil), f.text("charts.exceptions.open", nil), f.text("charts.exceptions.median", nil)},
	}
	for i := exceptions.AllRows; i < len(r.Rows); i++ {
		row, _ := r.Row(i)
		fill := f.o.Palette.Accent
		if i == exceptions.AllRows {
			fill = asideColor(f.o.Palette)
		}
		spec.rows = append(spec.rows, barRow{
			name: f.say(row.Name), value: 100 * row.Share, low: 100 * row.Low, high: 100 * row.High, color: fill, target: exceptions.Key{Row: i, Group: exceptions.Open},
			texts: []string{p.Int(int64(row.Failures)), p.Percent(row.Share), p.Int(int64(row.Open)), f.daysText(row.Curve.Median)},
			tip: f.text("charts.exceptions.tip.recovered", message.Args{
				"cause": row.Name, "share": message.Share(row.Share), "low": message.Share(row.Low), "high": message.Share(row.High), "n": row.Failures,
				"solved": row.Ways[exceptions.Solved], "contact": row.Ways[exceptions.Contact], "score": row.Ways[exceptions.Score], "open": row.Open, "gone": row.Gone,
			}),
		})
	}
	return f.orSmall(f.drawBars(spec))
}

// mostRecoveries is how many causes have curves of their own.
const mostRecoveries = 5

// ExceptionsRecovery draws the share of the failures not yet made good over the days
// since, of all and of the most frequent causes. Regions carry an exceptions.Key.
func ExceptionsRecovery(r exceptions.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Total.Failures == 0 {
		return f.empty("charts.exceptions.empty")
	}
	points := r.Total.Curve.Points
	longest := points[len(points)-1].T
	if by, _, _ := r.Total.Curve.Quantile(.95); !math.IsNaN(by) {
		longest = min(longest, max(14, 2*by)) // what comes after is as good as flat
	}
	spec := lineSpec{
		xTitle: f.text("charts.exceptions.x", nil), yTitle: f.text("charts.exceptions.y", nil), xTicks: niceTicks(0, longest, 8),
		yLow: 0, yHigh: 100, yText: f.percentText, level: []mark{{at: 50}}, rowsTitle: f.text("charts.atrisk", nil), summary: f.say(r.Finding),
	}
	shown := min(len(r.Rows), mostRecoveries)
	colors := lineColors(f.o.Palette, shown)
	for i := exceptions.AllRows; i < shown; i++ {
		row, _ := r.Row(i)
		f.recovery(&spec, r, row, i, colors)
	}
	return f.orSmall(f.drawLines(spec))
}

// recovery adds the curve of a cause as far as the axis reaches.
func (f *frame) recovery(spec *lineSpec, r exceptions.Result, row exceptions.Row, i int, colors []color.NRGBA) {
	end := spec.xTicks[len(spec.xTicks)-1]
	c := survivalCurve(row.Curve)
	c.name, c.color, c.ticks, c.low, c.high = f.say(row.Name), f.o.Palette.Text, nil, nil, nil
	if i >= 0 {
		c.color = colors[i]
	}
	for k, at := range c.points {
		if at.x > end {
			c.points = append(c.points[:k:k], point{end, c.points[k-1].y})
			break
		}
	}
	spec.curves = append(spec.curves, c)
	risk := tickRow{name: c.name, color: c.color}
	for _, tick := range spec.xTicks {
		text := ""
		if n := row.Curve.At(tick).AtRisk; n > 0 {
			text = f.o.Printer.Int(int64(n))
		}
		risk.cells = append(risk.cells, text)
	}
	spec.rows = append(spec.rows, risk)
	for _, part := range curveParts(row.Curve) {
		if part.to <= end {
			spec.spots = append(spec.spots, spot{part.from, part.to, 100 * part.at.Survival, f.text("charts.exceptions.tip.curve", message.Args{
				"cause": row.Name, "share": message.Share(part.at.Survival), "time": exceptions.Time(part.at.T), "n": row.Failures, "median": exceptions.Time(row.Curve.Median),
			}), exceptions.Key{Row: i, Group: exceptions.All}})
		}
	}
}

// ExceptionsScores draws how scores changed from before a failure of each cause to
// after it, with the interval. Regions carry an exceptions.Key.
func ExceptionsScores(r exceptions.Result, o Options) Scene {
	return exceptionsChange(r, o, exceptions.Scored, "charts.exceptions.scores", 5, func(row exceptions.Row) exceptions.Change { return row.Score })
}

// ExceptionsEmotions draws the same of the emotions of contacts.
func ExceptionsEmotions(r exceptions.Result, o Options) Scene {
	return exceptionsChange(r, o, exceptions.Felt, "charts.exceptions.emotions", .5, func(row exceptions.Row) exceptions.Change { return row.Emotion })
}

// exceptionsChange draws changes on an axis that is at least so wide to either side.
func exceptionsChange(r exceptions.Result, o Options, group exceptions.Group, axis string, wide float64, of func(exceptions.Row) exceptions.Change) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	p, rows := f.o.Printer, whiskerGroup{}
	for i := exceptions.AllRows; i < len(r.Rows); i++ {
		row, _ := r.Row(i)
		c := of(row)
		if c.N == 0 {
			continue
		}
		for _, end := range [...]float64{c.Diff, c.Low, c.High} {
			if !math.IsNaN(end) {
				wide = max(wide, math.Abs(end))
			}
		}
		key := exceptions.Key{Row: i, Group: group}
		tip := "charts.exceptions.tip.change"
		if math.IsNaN(c.Low) {
			tip = "charts.exceptions.tip.few"
		}
		rows.rows = append(rows.rows, whisker{
			name: f.say(row.Name), value: c.Diff, low: c.Low, high: c.High, target: key, color: f.verdictColor(c.High < 0, c.Low > 0),
			texts: []string{p.Int(int64(c.N)), p.Float(c.Before, 1), p.Float(c.After, 1)},
			tip: f.text(tip, message.Args{
				"what": r.KeyName(key, c.N, c.N), "diff": signedText(p, c.Diff), "low": signedText(p, c.Low), "high": signedText(p, c.High), "before": c.Before, "after": c.After,
			}),
		})
	}
	if len(rows.rows) == 0 {
		return f.empty("charts.exceptions.nochange")
	}
	spec := whiskerSpec{
		ticks: niceTicks(-wide, wide, max(2, int(f.inner.w/180))), neutral: 0, axis: f.text(axis, nil), summary: f.say(r.Finding),
		tick:    func(v float64) string { return signedTick(p, v) },
		columns: []string{f.text("charts.people", nil), f.text("charts.exceptions.before", nil), f.text("charts.exceptions.after", nil)}, groups: []whiskerGroup{rows},
	}
	return f.orSmall(f.drawWhiskers(spec))
}

// signedTick writes a mark of a scale of differences.
func signedTick(p *message.Printer, v float64) string {
	if v != math.Trunc(v) {
		return signedText(p, v)
	}
	text := p.Int(int64(v))
	if v > 0 {
		text = "+" + text
	}
	return text
}

// signedText writes a difference with its sign.
func signedText(p *message.Printer, v float64) string {
	text := p.Float(math.Abs(v), 1)
	switch {
	case math.Round(10*v) > 0:
		return "+" + text
	case math.Round(10*v) < 0:
		return "-" + text
	}
	return text
}
