package charts

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/person"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// mostTicked is how many touches of an impression are drawn and answer one by one;
// of more the latest do.
const mostTicked = 400

// Person draws how one customer's impression went: a stroke for what each touch
// felt like, a line for what is left of all so far, the peak and the end marked.
// Regions explain a touch; none opens a list.
func Person(r person.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	touches := r.Felt.Touches
	if len(touches) == 0 {
		return f.empty("person.chart.empty")
	}
	first, last := touches[0].Day, max(r.AsOf, touches[len(touches)-1].Day)
	if last-first < 3 {
		first, last = first-2, last+2
	}
	x := func(d data.Day) float64 { return float64(d) }
	line := curve{name: f.text("person.chart.impression", nil), color: o.Palette.Accent, step: true}
	for _, t := range touches {
		line.points = append(line.points, point{x(t.Day), t.Impression})
	}
	line.points = thin(line.points, o.Width)
	spec := lineSpec{
		yTitle: f.text("person.chart.title", message.Args{"day": touches[0].Day}), xTicks: dayTicks(first, last, max(2, o.Width/140)),
		xText: func(v float64) string { return f.dayText(data.Day(math.Round(v)), first, last) },
		yLow:  -2, yHigh: 2, yText: func(v float64) string { return person.Signed(int(math.Round(v))) },
		level: []mark{{at: 0}}, summary: f.scene.Title,
	}
	if spec.summary == "" {
		spec.summary = f.say(r.Finding)
	}
	felt := curve{color: o.Palette.Secondary, width: 1}
	for _, t := range touches[max(0, len(touches)-mostTicked):] {
		felt.ticks = append(felt.ticks, point{x(t.Day), float64(t.Emotion)})
		tip := message.Args{"day": t.Day, "emotion": person.Signed(t.Emotion), "impression": t.Impression}
		spec.spots = append(spec.spots, spot{from: x(t.Day), to: x(t.Day), y: t.Impression, tip: f.text("person.chart.tip", tip)})
	}
	spec.curves = append(spec.curves, felt, line)
	// A curve of one point is a dot.
	for _, m := range []struct {
		at  int
		key string
	}{{r.Felt.Peak, "person.chart.peak"}, {r.Felt.End, "person.chart.end"}} {
		t := touches[m.at]
		dot := point{x(t.Day), float64(t.Emotion)}
		spec.curves = append(spec.curves, curve{color: o.Palette.Text, width: dotOfMark, points: []point{dot}})
		spec.upright = append(spec.upright, mark{at: dot.x, name: f.text(m.key, message.Args{"emotion": person.Signed(t.Emotion)}), dot: &dot})
	}
	peak, end := &spec.upright[0], &spec.upright[1]
	words := f.styles.caption.width(peak.name) + f.styles.caption.width(end.name) + 4*look.Space2
	if near := (end.at - peak.at) / float64(last-first) * float64(o.Width); near < words && peak.dot.y == end.dot.y {
		end.name = peak.name + ", " + end.name // one label over both
		spec.upright = spec.upright[1:]
	}
	scene, ok := f.drawLines(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

// dotOfMark is the radius of the dot on the peak and on the end, in pixels.
const dotOfMark = 4

// dayTicks gives days from the first to the last in steps about equal.
func dayTicks(first, last data.Day, count int) []float64 {
	steps := min(max(1, count-1), int(last-first))
	ticks := make([]float64, steps+1)
	for i := range ticks {
		ticks[i] = math.Round(float64(first) + float64(last-first)*float64(i)/float64(steps))
	}
	return ticks
}

// dayText writes a day on an axis, as a month where the axis is long. The first has
// no room at the left; it stands above the plot.
func (f *frame) dayText(d, first, last data.Day) string {
	const long = 120
	switch {
	case d == first:
		return ""
	case last-first >= long:
		return f.o.Printer.Month(d)
	}
	return f.o.Printer.Date(d)
}

// thin leaves of a long line what can be seen in so many columns of pixels: the
// first, lowest, highest and last point of each.
func thin(points []point, columns int) []point {
	const kept = 4
	if len(points) <= kept*max(1, columns) {
		return points
	}
	from, wide := points[0].x, (points[len(points)-1].x-points[0].x)/float64(columns)
	column := func(p point) int {
		if wide == 0 {
			return 0
		}
		return int((p.x - from) / wide)
	}
	var out []point
	for i := 0; i < len(points); {
		low, high, j := i, i, i
		for ; j < len(points) && column(points[j]) == column(points[i]); j++ {
			if points[j].y < points[low].y {
				low = j
			}
			if points[j].y > points[high].y {
				high = j
			}
		}
		for _, k := range []int{i, min(low, high), max(low, high), j - 1} {
			if len(out) == 0 || out[len(out)-1] != points[k] {
				out = append(out, points[k])
			}
		}
		i = j
	}
	return out
}
