package charts

import (
	"math"
	"strconv"
	"strings"

	"cxworkbench/data/analysis/cox"
	"cxworkbench/data/message"
)

// ratioTicks are what a scale of hazard ratios may be marked with.
var ratioTicks = []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}

// Forest draws the hazard ratios of a model with their intervals: left of the
// line fewer leave, right of it more. Regions carry a cox.Key.
func Forest(r cox.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Rows) == 0 {
		return f.empty("charts.forest.empty")
	}
	spec := whiskerSpec{
		ticks: ratioScale(r.Rows, max(3, int(f.inner.w/110))), log: true, neutral: 1, axis: f.text("charts.forest.axis", nil), summary: f.say(r.Finding),
		tick:    f.ratioTick,
		columns: []string{f.text("charts.forest.ratio", nil), f.text("charts.forest.interval", nil), f.text("charts.people", nil), f.text("charts.forest.left", nil)},
	}
	for i, row := range r.Rows {
		if len(spec.groups) == 0 || r.Rows[i-1].Attribute != row.Attribute {
			group := whiskerGroup{name: row.Attribute}
			if !row.Numeric {
				group.name = f.text("charts.forest.against", message.Args{"attribute": row.Attribute, "reference": row.Reference})
			}
			spec.groups = append(spec.groups, group)
		}
		group := &spec.groups[len(spec.groups)-1]
		group.rows = append(group.rows, f.ratio(row, i))
	}
	return f.orSmall(f.drawWhiskers(spec))
}

func (f *frame) ratio(row cox.Row, i int) whisker {
	name := row.Level
	if row.Numeric {
		name = f.text("charts.forest.per", nil)
	}
	w := whisker{
		name: name, value: row.HR, low: row.Low, high: row.High, target: cox.Key{Row: i},
		texts: []string{f.ratioText(row.HR), f.ratioText(row.Low) + " – " + f.ratioText(row.High), f.o.Printer.Int(int64(row.People)), f.o.Printer.Int(int64(row.Events))},
		tip:   f.text("charts.forest.tip", message.Args{"words": row.Words, "n": row.People, "left": row.Events}),
	}
	switch {
	case row.High < 1:
		w.color = f.o.Palette.Accent
	case row.Low > 1:
		w.color = readableLine(f.o.Palette.Categories[1], f.o.Palette)
	default:
		w.color = f.o.Palette.Secondary
	}
	return w
}

// ratioScale is the marks that hold all intervals and 1, not more than count.
func ratioScale(rows []cox.Row, count int) []float64 {
	low, high := .5, 2.0
	for _, row := range rows {
		if !math.IsNaN(row.Low) && !math.IsNaN(row.High) {
			low, high = min(low, row.Low), max(high, row.High)
		}
	}
	return ratioMarks(low, high, count)
}

// ratioMarks is the marks from low to high, not more than count.
func ratioMarks(low, high float64, count int) []float64 {
	first, last := 0, len(ratioTicks)-1
	for first+1 < len(ratioTicks) && ratioTicks[first+1] <= low {
		first++
	}
	for last > 0 && ratioTicks[last-1] >= high {
		last--
	}
	ticks := ratioTicks[first : last+1]
	if len(ticks) <= count {
		return ticks
	}
	// Powers of ten alone, with the ends.
	var out []float64
	for i, t := range ticks {
		if i == 0 || i == len(ticks)-1 || math.Mod(math.Round(1000*math.Log10(t)), 1000) == 0 {
			out = append(out, t)
		}
	}
	return out
}

// ratioText writes a ratio with three digits that count.
func (f *frame) ratioText(v float64) string {
	p := f.o.Printer
	if math.IsNaN(v) || v < 1e4 && v >= 1e-4 {
		return p.Float(v, max(0, 2-int(math.Floor(math.Log10(v)))))
	}
	mantissa, exponent, ok := strings.Cut(strconv.FormatFloat(v, 'g', 2, 64), "e")
	if n, err := strconv.ParseFloat(mantissa, 64); ok && err == nil {
		return p.Float(n, -1) + "e" + exponent
	}
	return p.Float(v, -1)
}

// ratioTick writes a mark of the scale.
func (f *frame) ratioTick(v float64) string { return f.o.Printer.Float(v, -1) }
