package charts

import (
	"image/color"
	"math"

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

// months is the layout of the ladder over time: the index above the people.
type months struct {
	*frame
	shown []maturity.Month // the latest that fit
	first int              // index in the result of the first shown
	stack []layer          // bottom first
	note  string           // how many are not shown

	plotX, width  float64 // of the first column; of one column
	index, people axis
	indexLabels   []sideLabel
	stageLabels   []sideLabel
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
// on each stage by month. Regions carry a maturity.Cell; those of the index line
// mean everybody it is of.
func MaturityMonths(r maturity.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Derived {
		return f.empty("charts.months.derived")
	}
	if len(r.Months) == 0 || len(r.Rows) == 0 {
		return f.empty("charts.maturity.empty")
	}
	m := &months{frame: f, shown: r.Months}
	m.measure(r)
	if !m.layOut(len(r.Months)) {
		return f.empty("charts.small")
	}
	m.addRegions()
	f.scene.Summary = m.summary()
	return f.finish(m.draw)
}

func (m *months) measure(r maturity.Result) {
	m.stack = append(m.stack, layer{maturity.NoStage, m.text("charts.stage.none", nil), asideColor(m.o.Palette)})
	for rank, row := range r.Rows {
		m.stack = append(m.stack, layer{rank, row.Stage.Name, stageColor(m.o.Palette, rank, len(r.Rows))})
	}
}

// count is how many people a layer has in a month.
func (m *months) count(month maturity.Month, place int) int {
	if place == maturity.NoStage {
		return month.NoStage
	}
	return month.People[place]
}

func (m *months) total(month maturity.Month) int {
	sum := month.NoStage
	for _, n := range month.People {
		sum += n
	}
	return sum
}

func (m *months) layOut(all int) bool {
	s := m.styles.caption
	names := 0.0
	for _, layer := range m.stack {
		names = max(names, swatch+look.Space2+s.width(layer.name))
	}
	names = max(names, s.width(m.text("charts.index.end.value", message.Args{"index": 88.8})))
	names = math.Ceil(min(names, 0.28*m.inner.w))
	scale := niceTicks(0, float64(m.mostPeople()), 5) // the top of the scale can have a digit more than the people
	ticks := s.width(m.o.Printer.Int(int64(scale[len(scale)-1]))) + look.Space2
	ticks = math.Ceil(max(ticks, s.width(m.o.Printer.Int(100))+look.Space2))
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

// layOutPanels stacks the caption and plot of the index, of the people, and the
// line of months.
func (m *months) layOutPanels() bool {
	plots := m.inner.h - 2*panelLine - panelGap - headLine
	upper := math.Floor(plots * 0.36)
	lower := plots - upper
	if upper < panelHeightMin || lower < panelHeightMin {
		return false
	}
	w := m.width * float64(len(m.shown))
	m.index.plot = rect{m.plotX, m.inner.y + panelLine, w, upper}
	m.people.plot = rect{m.plotX, m.index.plot.bottom() + panelGap + panelLine, w, math.Floor(lower)}
	m.people.ticks = niceTicks(0, float64(m.mostPeople()), int(lower/40))
	m.index.ticks = m.indexTicks(int(upper / 36))
	m.labelIndex()
	m.labelStages()
	return true
}

func (m *months) mostPeople() int {
	most := 1
	for _, month := range m.shown {
		most = max(most, m.total(month))
	}
	return most
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
func (m *months) bar(i, level int) rect {
	below := 0
	for _, layer := range m.stack[:level] {
		below += m.count(m.shown[i], layer.place)
	}
	n := m.count(m.shown[i], m.stack[level].place)
	top, bottom := m.people.y(float64(below+n)), m.people.y(float64(below))
	at := m.column(i, m.people.plot)
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
func (m *months) labelStages() {
	last := len(m.shown) - 1
	for level := len(m.stack) - 1; level >= 0; level-- {
		if m.count(m.shown[last], m.stack[level].place) > 0 {
			m.stageLabels = append(m.stageLabels, sideLabel{m.stack[level].name, m.bar(last, level).middle(), m.styles.caption, m.stack[level].fill})
		}
	}
	m.stageLabels = settle(m.stageLabels, m.people.plot)
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
