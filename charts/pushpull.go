package charts

import (
	"math"

	"cxworkbench/data/analysis/pushpull"
	"cxworkbench/data/message"
)

// PushPull draws the push-pull index with its interval, for all contacts, by
// stage and by channel. Regions carry a pushpull.Key.
func PushPull(r pushpull.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Total.N() == 0 {
		return f.empty("charts.pushpull.empty")
	}
	spec := whiskerSpec{
		ticks: []float64{-1, -.5, 0, .5, 1}, neutral: 0, axis: f.text("charts.pushpull.axis", nil), summary: f.say(r.Finding),
		tick:    func(v float64) string { return f.o.Printer.Float(v, 1) },
		columns: []string{f.text("charts.pushpull.index", nil), f.text("charts.pushpull.pull", nil), f.text("charts.pushpull.push", nil)},
		groups:  []whiskerGroup{{rows: []whisker{f.balance(r.Total, pushpull.All, 0)}}},
	}
	for _, part := range []pushpull.Part{pushpull.ByStage, pushpull.ByChannel} {
		group := whiskerGroup{name: f.text("pushpull.by."+string(part), nil)}
		for i, row := range r.Parts[part] {
			group.rows = append(group.rows, f.balance(row, part, i))
		}
		spec.groups = append(spec.groups, group)
	}
	scene, ok := f.drawWhiskers(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

func (f *frame) balance(row pushpull.Row, part pushpull.Part, i int) whisker {
	p := f.o.Printer
	return whisker{
		name: f.say(row.Name), value: row.Index, low: row.Low, high: row.High,
		texts: []string{p.Float(row.Index, 2), p.Int(int64(row.Pull)), p.Int(int64(row.Push))},
		tip:   f.balanceTip(row), target: pushpull.Key{Part: part, Row: i, Class: pushpull.Both},
	}
}

func (f *frame) balanceTip(row pushpull.Row) string {
	p := f.o.Printer
	return f.text("charts.pushpull.tip", message.Args{
		"what": row.Name, "pull": row.Pull, "push": row.Push, "out": row.Transactional,
		"index": p.Float(row.Index, 2), "low": p.Float(row.Low, 2), "high": p.Float(row.High, 2),
	})
}

// PushPullMonths draws the index by month with its interval as a band. Regions
// carry a pushpull.Key.
func PushPullMonths(r pushpull.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	months := r.Parts[pushpull.ByMonth]
	switch len(months) {
	case 0:
		return f.empty("charts.pushpull.empty")
	case 1:
		return f.empty("charts.pushpull.month")
	}
	c := curve{color: f.o.Palette.Accent}
	lowest, highest := 0.0, 0.0
	spec := lineSpec{yTitle: f.text("charts.pushpull.months", nil), summary: f.say(r.Finding), level: []mark{{at: 0}}}
	for i, month := range months {
		c.points = append(c.points, point{float64(i), 100 * month.Index})
		c.low, c.high = append(c.low, 100*month.Low), append(c.high, 100*month.High)
		if !math.IsNaN(month.Low) {
			lowest, highest = min(lowest, 100*month.Low), max(highest, 100*month.High)
		}
		spec.spots = append(spec.spots, spot{float64(i) - .5, float64(i) + .5, 100 * month.Index, f.balanceTip(month), pushpull.Key{Part: pushpull.ByMonth, Row: i, Class: pushpull.Both}})
	}
	spec.curves = []curve{c}
	spec.yLow, spec.yHigh = lowest, highest
	spec.yText = func(v float64) string { return f.o.Printer.Float(v/100, 1) }
	spec.xTicks, spec.xText = f.monthTicks(len(months), func(i int) string { return f.say(months[i].Name) })
	scene, ok := f.drawLines(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

// monthTicks labels so many months, numbered from 0, on a horizontal axis.
func (f *frame) monthTicks(count int, name func(int) string) ([]float64, func(float64) string) {
	every := max(1, int(math.Ceil(float64(count)*70/max(1, f.inner.w))))
	var ticks []float64
	for i := 0; i < count; i += every {
		ticks = append(ticks, float64(i))
	}
	if last := float64(count - 1); ticks[len(ticks)-1] < last {
		ticks = append(ticks, last)
	}
	return ticks, func(v float64) string { return name(int(v)) }
}
