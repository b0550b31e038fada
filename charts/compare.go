package charts

import (
	"image"
	"math"

	"cxworkbench/data/analysis/compare"
	"cxworkbench/data/message"
)

// Compare draws the difference of each figure of two sides with its interval, both
// figures beside it. Regions carry a compare.Key: the left half of a row is the
// first side, the right half the second.
func Compare(r compare.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	far := 0.0
	for _, row := range r.Rows {
		if !math.IsNaN(row.Low) {
			far = max(far, math.Abs(inPoints(row.Part, row.Low)), math.Abs(inPoints(row.Part, row.High)))
		}
	}
	if len(r.Rows) == 0 {
		return f.empty("compare.empty")
	}
	if far == 0 { // no interval at all; the figures are shown all the same
		far = 1
	}
	spec := whiskerSpec{
		ticks: niceTicks(-far, far, 7), neutral: 0, axis: f.text("compare.difference", nil), summary: f.say(r.Finding), nothing: f.text("compare.nothing", nil),
		columns: []string{f.text("compare.column.first", nil), f.text("compare.column.second", nil), f.text("compare.table.diff", nil), ""},
	}
	for _, part := range compare.Parts {
		group := whiskerGroup{name: f.say(part.Name())}
		for i, row := range r.Rows {
			if row.Part == part {
				group.rows = append(group.rows, f.compared(r, row, i))
			}
		}
		if len(group.rows) > 0 {
			spec.groups = append(spec.groups, group)
		}
	}
	scene, ok := f.drawWhiskers(spec)
	if !ok {
		return f.empty("charts.small")
	}
	scene.Regions = f.halves(r, scene.Regions)
	return scene
}

// inPoints puts differences on one scale, of which the whole is 100 points. Times
// are not on it.
func inPoints(part compare.Part, value float64) float64 {
	switch part {
	case compare.Index:
		return value
	case compare.Time:
		return math.NaN()
	case compare.Pull:
		return 50 * value // from -1 to 1 are 100 points
	}
	return 100 * value
}

func (f *frame) compared(r compare.Result, row compare.Row, i int) whisker {
	p := f.o.Printer
	w := whisker{
		name: f.say(row.Name), value: inPoints(row.Part, row.Diff), low: inPoints(row.Part, row.Low), high: inPoints(row.Part, row.High),
		texts: []string{
			row.Part.Words(p, row.Sides[0].Value), row.Part.Words(p, row.Sides[1].Value), f.difference(row), f.say(row.Verdict()),
		},
		tip: f.comparedTip(r, row), target: compare.Key{Row: i},
	}
	if !row.Told() {
		w.color = f.o.Palette.Secondary
	}
	return w
}

// difference writes a difference with its sign.
func (f *frame) difference(row compare.Row) string {
	text := row.Part.Words(f.o.Printer, row.Diff)
	if row.Diff > 0 {
		text = "+" + text
	}
	return text
}

func (f *frame) comparedTip(r compare.Result, row compare.Row) string {
	p, key := f.o.Printer, "compare.tip"
	if row.Part == compare.Time {
		key = "compare.tip.time"
	}
	return f.text(key, message.Args{
		"part": row.Part.Name(), "name": row.Name, "first": r.Sides[0].Name, "second": r.Sides[1].Name,
		"a": row.Part.Words(p, row.Sides[0].Value), "m": row.Sides[0].N, "b": row.Part.Words(p, row.Sides[1].Value), "n": row.Sides[1].N,
		"diff": f.difference(row), "low": row.Part.Words(p, row.Low), "high": row.Part.Words(p, row.High), "p": p.Float(row.P, 4),
		"verdict": row.Verdict(),
	})
}

// halves parts every row between the two sides.
func (f *frame) halves(r compare.Result, rows []Region) []Region {
	var out []Region
	for _, region := range rows {
		key, ok := region.Target.(compare.Key)
		if !ok {
			out = append(out, region)
			continue
		}
		b := region.Bounds
		middle := (b.Min.X + b.Max.X) / 2
		for side, bounds := range []image.Rectangle{image.Rect(b.Min.X, b.Min.Y, middle, b.Max.Y), image.Rect(middle, b.Min.Y, b.Max.X, b.Max.Y)} {
			key.Side = side
			tip := f.text("compare.opens", message.Args{"tip": region.Tooltip, "side": r.Sides[side].Name})
			out = append(out, Region{bounds, tip, key})
		}
	}
	return out
}
