package charts

import (
	"image/color"
	"math"
	"slices"

	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// The measures of a chart of lines, in logical pixels.
const (
	plotMin  = 60 // of a plot's height and width
	rowLine  = 18 // of the numbers under a plot
	spotHigh = 12 // how high a curve answers to the pointer
	spotWide = 6
)

// lineSpec says what a chart of lines shows. All values are in the units of the
// axes.
type lineSpec struct {
	xTitle, yTitle string
	xTicks         []float64 // ascending; the axis begins at the first and ends at the last or at xEnd
	xEnd           float64
	xText          func(float64) string // nil is whole numbers
	yLow, yHigh    float64              // what the axis holds at least
	yText          func(float64) string // nil is whole numbers
	curves         []curve
	rows           []tickRow // numbers under the plot at every tick
	rowsTitle      string
	spots          []spot
	upright        []mark // lines from bottom to top
	level          []mark // lines from left to right
	summary        string
}

// endAt ends the axis where the longest line does, so that its name stands beside it.
func (s *lineSpec) endAt(longest float64) {
	for len(s.xTicks) > 2 && s.xTicks[len(s.xTicks)-1] > longest {
		s.xTicks = s.xTicks[:len(s.xTicks)-1]
	}
	s.xEnd = longest
}

// curve is one line with what belongs to it.
type curve struct {
	name      string
	color     color.NRGBA
	width     float64
	dash      []float64
	step      bool      // it holds from one point to the next
	points    []point   // by x; NaN is a gap
	low, high []float64 // of the band around it, by point; nil for none
	ticks     []point   // short strokes: the censored
}

// tickRow is a row of numbers, one at each tick; "" is none.
type tickRow struct {
	name    string
	color   color.NRGBA
	cells   []string
	tips    []string
	targets []any
}

// mark is a reference line with its name.
type mark struct {
	at   float64
	name string
	dot  *point // on an upright line, whose name then stands beside it rather than at the upper end
}

// spot is a part of a curve that answers to the pointer.
type spot struct {
	from, to, y float64
	tip         string
	target      any
}

// lines is the layout of a lineSpec.
type lines struct {
	*frame
	spec   lineSpec
	plot   rect
	up     axis
	names  []sideLabel
	legend bool // the names do not fit beside the ends and stand above
}

// drawLines makes the scene of a spec; false where there is no room.
func (f *frame) drawLines(spec lineSpec) (Scene, bool) {
	l := &lines{frame: f, spec: spec}
	if !l.layOut() {
		return Scene{}, false
	}
	l.spec.curves = slices.Clone(spec.curves)
	for i, c := range spec.curves {
		l.spec.curves[i] = l.thinned(c)
	}
	for _, s := range spec.spots {
		x0, x1, y := l.x(s.from), l.x(s.to), l.up.y(s.y)
		if x1-x0 < spotWide {
			middle := (x0 + x1) / 2
			x0, x1 = middle-spotWide/2, middle+spotWide/2
		}
		f.region(rect{x0, y - spotHigh/2, x1 - x0, spotHigh}, s.tip, s.target)
	}
	for i, row := range spec.rows {
		for k, target := range row.targets {
			if row.cells[k] != "" {
				at := l.rowCell(i, k)
				f.region(rect{at.x - 16, at.y - rowLine/2, 32, rowLine}, row.tips[k], target)
			}
		}
	}
	f.scene.Summary = spec.summary
	return f.finish(l.draw), true
}

func (l *lines) tickText(format func(float64) string, v float64) string {
	if format != nil {
		return format(v)
	}
	return l.o.Printer.Int(int64(math.Round(v)))
}

func (l *lines) layOut() bool {
	s := l.styles.caption
	room := l.inner
	right := 0.0
	for _, c := range l.spec.curves {
		right = max(right, s.width(c.name))
	}
	right = math.Ceil(min(right, 0.3*room.w)) + look.Space3
	bottom := 2.0*headLine + float64(len(l.spec.rows))*rowLine
	if l.spec.xTitle == "" && len(l.spec.rows) == 0 {
		bottom = 1.25 * headLine // the ticks alone
	}
	if len(l.spec.rows) > 0 {
		bottom += headLine
	}
	l.plot = rect{room.x, room.y + panelLine, room.w - right, room.h - panelLine - bottom}
	if l.plot.h < plotMin {
		return false
	}
	l.up.ticks = niceTicks(l.spec.yLow, l.spec.yHigh, max(2, int(l.plot.h/38)))
	left := 0.0
	for _, tick := range l.up.ticks {
		left = max(left, s.width(l.tickText(l.spec.yText, tick)))
	}
	for _, row := range l.spec.rows {
		left = max(left, min(s.width(row.name)+look.Space3, 0.25*room.w))
	}
	left = math.Ceil(left) + look.Space2
	l.plot.x, l.plot.w = l.plot.x+left, l.plot.w-left
	l.up.plot = l.plot
	l.nameCurves()
	return l.plot.w >= plotMin
}

func (l *lines) x(v float64) float64 {
	low, high := l.spec.xTicks[0], max(l.spec.xEnd, l.spec.xTicks[len(l.spec.xTicks)-1])
	return l.plot.x + l.plot.w*(v-low)/(high-low)
}

// nameCurves puts the names beside the ends of their curves, from top to bottom;
// where they have no room there, above the plot.
func (l *lines) nameCurves() {
	for _, c := range l.spec.curves {
		for i := len(c.points) - 1; i >= 0 && c.name != ""; i-- {
			if !math.IsNaN(c.points[i].y) {
				name := l.styles.caption
				name.color = readable(c.color, l.o.Palette)
				l.names = append(l.names, sideLabel{c.name, l.up.y(c.points[i].y), name, none})
				break
			}
		}
	}
	slices.SortStableFunc(l.names, func(a, b sideLabel) int {
		switch {
		case a.middle < b.middle:
			return -1
		case a.middle > b.middle:
			return 1
		}
		return 0
	})
	if len(l.names) > 0 {
		l.names = settle(l.names, l.plot)
		l.legend = l.names == nil
	}
}

// readable darkens or lightens a colour until it can be read as text.
func readable(c color.NRGBA, p look.Palette) color.NRGBA {
	for t := 0.0; t < 1; t += 0.1 {
		if mixed := mix(c, p.Text, t); contrast(mixed, p.Surface) >= p.Contrast {
			return mixed
		}
	}
	return p.Text
}

// rowCell is the middle of a number under the plot.
func (l *lines) rowCell(row, tick int) point {
	y := l.plot.bottom() + 2*headLine + headLine + (float64(row)+0.5)*rowLine
	return point{l.x(l.spec.xTicks[tick]), y}
}

// percentText writes a share of 100 on an axis.
func (f *frame) percentText(v float64) string {
	return f.text("charts.percent", message.Args{"n": int(math.Round(v))})
}
