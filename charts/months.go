package charts

import (
	"image/color"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// The measures of the months, in logical pixels.
const (
	monthWidthMin  = 2
	monthWidthMax  = 120
	panelGap       = look.Space4
	panelHeightMin = 40
	panelLine      = 22 // from the top of a caption to the plot
	labelLine      = 15
	swatch         = 10
)

// months is the layout of the ladder over time: the index above the people, and
// those above their value.
type months struct {
	*frame
	r     maturity.Result
	shown []maturity.Month // the latest that fit
	first int              // index in the result of the first shown
	stack []layer          // bottom first
	note  string           // how many are not shown

	plotX, width float64 // of the first column; of one column
	index        axis
	indexLabels  []sideLabel
	areas        []*areas // people, and value where there is any and room for it
}

// areas is a plot of the layers on top of each other.
type areas struct {
	axis
	caption string
	amount  func(month maturity.Month, place int) float64 // never below 0
	labels  []sideLabel
}

// layer is a stage, or those without one, in every column.
type layer struct {
	place int
	name  string
	fill  color.NRGBA
}

// sideLabel names a line or a layer at its right end.
type sideLabel struct {
	text   string
	middle float64
	style  style
	fill   color.NRGBA // of the area it names, if any
}

// MaturityMonths draws the relationship maturity index by month above the people
// on each stage by month, and those above their value. Regions carry a
// maturity.Cell; those of the index line mean everybody it is of. A value below 0
// has no area; the figure is told where a person points.
func MaturityMonths(r maturity.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Derived {
		return f.empty("charts.months.derived")
	}
	if len(r.Months) == 0 || len(r.Rows) == 0 {
		return f.empty("charts.maturity.empty")
	}
	m := &months{frame: f, r: r, shown: r.Months}
	m.measure()
	if !m.layOut(len(r.Months)) {
		return f.empty("charts.small")
	}
	m.addRegions()
	f.scene.Summary = m.summary()
	return f.finish(m.draw)
}

func (m *months) measure() {
	m.stack = append(m.stack, layer{maturity.NoStage, m.text("charts.stage.none", nil), asideColor(m.o.Palette)})
	for rank, row := range m.r.Rows {
		m.stack = append(m.stack, layer{rank, row.Stage.Name, stageColor(m.o.Palette, rank, len(m.r.Rows))})
	}
	m.areas = append(m.areas, &areas{
		caption: m.text("charts.months.people", nil),
		amount:  func(month maturity.Month, place int) float64 { return float64(m.count(month, place)) },
	})
	if m.r.Basis != maturity.ValueNone {
		m.areas = append(m.areas, &areas{
			caption: m.text("charts.months.value", message.Args{"currency": m.r.Currency, "basis": m.text("charts.basis."+string(m.r.Basis), nil)}),
			amount: func(month maturity.Month, place int) float64 {
				return max(0, m.value(month, place).Float(m.r.Currency))
			},
		})
	}
}

// count is how many people a layer has in a month.
func (m *months) count(month maturity.Month, place int) int {
	if place == maturity.NoStage {
		return month.NoStage
	}
	return month.People[place]
}

// value is what the people of a layer are worth in a month.
func (m *months) value(month maturity.Month, place int) data.Money {
	if place == maturity.NoStage {
		return month.NoStageValue
	}
	return month.Values[place]
}

func (m *months) total(month maturity.Month) int {
	sum := month.NoStage
	for _, n := range month.People {
		sum += n
	}
	return sum
}

// most is the highest that the layers reach together in a month shown.
func (m *months) most(a *areas) float64 {
	most := 1.0
	for _, month := range m.shown {
		sum := 0.0
		for _, layer := range m.stack {
			sum += a.amount(month, layer.place)
		}
		most = max(most, sum)
	}
	return most
}

func (m *months) layOut(all int) bool {
	s := m.styles.caption
	names := 0.0
	for _, layer := range m.stack {
		names = max(names, swatch+look.Space2+s.width(layer.name))
	}
	names = max(names, s.width(m.text("charts.index.end.value", message.Args{"index": 88.8})))
	names = math.Ceil(min(names, 0.28*m.inner.w))
	ticks := s.width(m.o.Printer.Int(100))
	for _, a := range m.areas {
		scale := niceTicks(0, m.most(a), 1) // the top of the scale can have a digit more than what is shown
		ticks = max(ticks, s.width(m.o.Printer.Int(int64(scale[len(scale)-1]))))
	}
	ticks = math.Ceil(ticks + look.Space2)
	m.plotX = m.inner.x + ticks
	room := m.inner.w - ticks - look.Space3 - names
	m.width = math.Floor(room / float64(all))
	if m.width < monthWidthMin {
		fit := max(0, int(room/monthWidthMin))
		if fit == 0 {
			return false
		}
		m.width, m.first = monthWidthMin, all-fit
		m.note = m.text("charts.months.hidden", message.Args{"n": m.first})
	}
	m.width = min(m.width, monthWidthMax)
	m.shown = m.shown[m.first:]
	return m.layOutPanels()
}

// layOutPanels stacks the caption and plot of the index, those of the areas, and the
// line of months. Where there is no room for the value the people have it all.
func (m *months) layOutPanels() bool {
	plots := m.inner.h - panelLine - headLine - float64(len(m.areas))*(panelLine+panelGap)
	upper := math.Floor(plots * 0.36)
	if len(m.areas) > 1 {
		upper = math.Floor(plots * 0.22)
	}
	lower := math.Floor((plots - upper) / float64(len(m.areas)))
	if upper < panelHeightMin || lower < panelHeightMin || len(m.areas) > 1 && lower < float64(len(m.stack))*labelLine-labelLine {
		if len(m.areas) == 1 {
			return false
		}
		m.areas = m.areas[:1]
		return m.layOutPanels()
	}
	w := m.width * float64(len(m.shown))
	m.index.plot = rect{m.plotX, m.inner.y + panelLine, w, upper}
	m.index.ticks = m.indexTicks(int(upper / 36))
	m.labelIndex()
	above := m.index.plot
	for _, a := range m.areas {
		a.plot = rect{m.plotX, above.bottom() + panelGap + panelLine, w, lower}
		a.ticks = niceTicks(0, m.most(a), int(lower/40))
		m.labelStages(a)
		above = a.plot
	}
	return true
}

// indexTicks span the index and its value-weighted twin, at least ten points,
// and never leave 0..100.
func (m *months) indexTicks(count int) []float64 {
	var values []float64
	for _, month := range m.shown {
		values = append(values, month.Index, month.IndexByValue)
	}
	low, high := bounds(values)
	if math.IsNaN(low) {
		low, high = 0, 100
	}
	if high-low < 10 {
		low, high = max(0, (low+high)/2-5), min(100, (low+high)/2+5)
	}
	return niceTicks(max(0, low), min(100, high), count)
}

// column is where a month stands in a plot.
func (m *months) column(i int, plot rect) rect {
	return rect{m.plotX + float64(i)*m.width, plot.y, m.width, plot.h}
}

// bar is where a layer of a month stands.
func (m *months) bar(a *areas, i, level int) rect {
	below := 0.0
	for _, layer := range m.stack[:level] {
		below += a.amount(m.shown[i], layer.place)
	}
	top, bottom := a.y(below+a.amount(m.shown[i], m.stack[level].place)), a.y(below)
	at := m.column(i, a.plot)
	return rect{at.x, top, at.w, bottom - top}
}

// labelIndex names the two lines at their ends.
func (m *months) labelIndex() {
	last := m.shown[len(m.shown)-1]
	strong := m.styles.number
	strong.bold, strong.color = true, m.o.Palette.Accent
	for _, line := range []struct {
		value float64
		key   string
		style style
	}{{last.Index, "charts.index.end", strong}, {last.IndexByValue, "charts.index.end.value", m.styles.caption}} {
		if !math.IsNaN(line.value) {
			m.indexLabels = append(m.indexLabels, sideLabel{
				m.text(line.key, message.Args{"index": line.value}), m.index.y(line.value), line.style, none,
			})
		}
	}
	m.indexLabels = settle(m.indexLabels, m.index.plot)
}

// labelStages names the layers beside the last column, top first.
func (m *months) labelStages(a *areas) {
	last := len(m.shown) - 1
	for level := len(m.stack) - 1; level >= 0; level-- {
		if a.amount(m.shown[last], m.stack[level].place) > 0 {
			a.labels = append(a.labels, sideLabel{m.stack[level].name, m.bar(a, last, level).middle(), m.styles.caption, m.stack[level].fill})
		}
	}
	a.labels = settle(a.labels, a.plot)
}

// settle moves labels apart; where they cannot all stand beside the plot none
// does, for half a legend misleads.
func settle(labels []sideLabel, plot rect) []sideLabel {
	if len(labels) == 2 && labels[0].middle > labels[1].middle {
		labels[0], labels[1] = labels[1], labels[0]
	}
	middles := make([]float64, len(labels))
	for i, label := range labels {
		middles[i] = label.middle
	}
	if !spread(middles, labelLine, plot.y-labelLine/2, plot.bottom()+labelLine/2) {
		return nil
	}
	for i := range labels {
		labels[i].middle = middles[i]
	}
	return labels
}
