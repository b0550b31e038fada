package charts

import (
	"math"
	"slices"

	"cxworkbench/data/analysis/maturity"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

func (m *months) draw(p *painter) {
	m.drawPanel(p, m.index, m.text("charts.index.title", nil))
	for _, a := range m.areas {
		m.drawPanel(p, a.axis, a.caption)
		m.drawAreas(p, a)
		m.drawLabels(p, a.labels)
	}
	m.drawIndex(p)
	m.drawMonths(p)
	m.drawLabels(p, m.indexLabels)
}

// drawPanel draws the caption, the grid and the numbers of a plot.
func (m *months) drawPanel(p *painter, a axis, caption string) {
	s := m.styles.caption
	head := m.styles.number
	head.bold = true
	base := head.baseline(a.plot.y - panelLine + look.TextCaption/2)
	p.text(head.face().fit(caption, head.size, m.inner.w), m.inner.x, base, left, head)
	if a.plot == m.index.plot {
		x := m.inner.x + head.width(caption) + look.Space4
		p.text(s.face().fit(m.note, s.size, m.inner.right()-x), x, base, left, s)
	}
	for _, tick := range a.ticks {
		y := math.Round(a.y(tick))
		p.rect(rect{a.plot.x, y, a.plot.w, 1}, gridColor(m.o.Palette))
		p.text(m.o.Printer.Int(int64(math.Round(tick))), a.plot.x-look.Space2, s.baseline(y), right, s)
	}
}

// drawAreas fills each layer from the first month to the last; its top is cut off
// from the next by a line in the colour of the ground.
func (m *months) drawAreas(p *painter, a *areas) {
	tops, bottoms := make([]point, len(m.shown)+2), make([]point, len(m.shown)+2)
	for level, layer := range m.stack {
		any := false
		for i := range m.shown {
			at := m.bar(a, i, level)
			any = any || at.h > 0
			tops[i+1], bottoms[len(m.shown)-i] = point{at.centre(), at.y}, point{at.centre(), at.bottom()}
		}
		if !any {
			continue
		}
		// Half a month at either end is as high as its middle.
		last := len(tops) - 1
		tops[0], tops[last] = point{a.plot.x, tops[1].y}, point{a.plot.right(), tops[last-1].y}
		bottoms[0], bottoms[last] = point{a.plot.right(), bottoms[1].y}, point{a.plot.x, bottoms[last-1].y}
		p.area(append(slices.Clone(tops), bottoms...), layer.fill)
		p.polyline(tops, 1, m.o.Palette.Surface)
	}
}

func (m *months) drawIndex(p *painter) {
	index, byValue := make([]point, len(m.shown)), make([]point, len(m.shown))
	for i, month := range m.shown {
		x := m.column(i, m.index.plot).centre()
		index[i] = point{x, m.index.y(month.Index)}
		byValue[i] = point{x, m.index.y(month.IndexByValue)}
	}
	drawLine(p, byValue, 1.5, lineStyle{m.o.Palette.Secondary, []float64{4, 3}})
	drawLine(p, index, 2, lineStyle{color: m.o.Palette.Accent})
	if last := index[len(index)-1]; !math.IsNaN(last.y) {
		p.dot(last, 3.5, m.o.Palette.Accent)
	}
}

// drawMonths labels as many months as have room, Januaries first.
func (m *months) drawMonths(p *painter) {
	s := m.styles.caption
	widest := 0.0
	for _, month := range m.shown {
		widest = max(widest, s.width(m.o.Printer.Month(month.Start)))
	}
	step := 12
	for _, every := range []int{1, 2, 3, 6} {
		if float64(every)*m.width >= widest+look.Space3 {
			step = every
			break
		}
	}
	lowest := m.areas[len(m.areas)-1].plot
	base := s.baseline(lowest.bottom() + headLine/2 + look.Space1/2)
	edge := m.inner.x
	for i, month := range m.shown {
		text, x := m.o.Printer.Month(month.Start), m.column(i, lowest).centre()
		_, of, _ := month.Start.Civil()
		alone := len(m.shown) < step && i == 0
		if ((int(of)-1)%step != 0 && !alone) || x-s.width(text)/2 < edge || x+s.width(text)/2 > m.inner.right() {
			continue
		}
		p.text(text, x, base, centre, s)
		edge = x + s.width(text)/2 + look.Space2
	}
}

// drawLabels writes names beside a plot, with the colour of what they name where
// that is an area.
func (m *months) drawLabels(p *painter, labels []sideLabel) {
	for _, label := range labels {
		x := m.plotX + m.width*float64(len(m.shown)) + look.Space3
		if label.fill != none {
			p.rect(rect{x, math.Round(label.middle) - swatch/2, swatch, swatch}, label.fill)
			x += swatch + look.Space2
		}
		text := label.style.face().fit(label.text, label.style.size, m.inner.right()-x)
		p.text(text, x, label.style.baseline(label.middle), left, label.style)
	}
}

// addRegions makes every layer of every month answer, and the index above them.
func (m *months) addRegions() {
	for i, month := range m.shown {
		for level := len(m.stack) - 1; level >= 0; level-- {
			place := m.stack[level].place
			for _, a := range m.areas {
				if m.count(month, place) > 0 && a.amount(month, place) > 0 {
					m.region(m.bar(a, i, level), m.layerTip(month, m.stack[level]), maturity.Cell{Place: place, Month: m.first + i})
				}
			}
		}
		if !math.IsNaN(month.Index) {
			m.region(m.column(i, m.index.plot), m.indexTip(month), maturity.Cell{Place: maturity.AnyStage, Month: m.first + i})
		}
	}
}

func (m *months) layerTip(month maturity.Month, l layer) string {
	n := m.count(month, l.place)
	args := message.Args{
		"stage": l.name, "people": n, "n": m.total(month), "day": month.At, "share": message.Share(float64(n) / float64(m.total(month))),
		"value": message.Amount{Money: m.value(month, l.place), Currency: m.r.Currency},
	}
	key := "charts.months.tip"
	if l.place == maturity.NoStage {
		key = "charts.months.tip.none"
	}
	if m.r.Basis != maturity.ValueNone {
		return m.text("charts.months.tip.value", message.Args{"tip": message.New(key, args), "value": args["value"]})
	}
	return m.text(key, args)
}

func (m *months) indexTip(month maturity.Month) string {
	args := message.Args{"index": month.Index, "day": month.At, "n": m.total(month) - month.NoStage, "value": month.IndexByValue}
	if math.IsNaN(month.IndexByValue) {
		return m.text("charts.index.tip", args)
	}
	return m.text("charts.index.tip.value", args)
}

func (m *months) summary() string {
	first, last := m.shown[0], m.shown[len(m.shown)-1]
	out := m.text("charts.months.summary", message.Args{
		"n": len(m.shown), "from": message.Month(first.Start), "to": message.Month(last.Start),
		"first": first.Index, "last": last.Index,
	})
	for _, layer := range m.stack {
		out += " " + m.text("charts.months.summary.stage", message.Args{
			"stage": layer.name, "first": m.count(first, layer.place), "last": m.count(last, layer.place),
		})
	}
	if m.note != "" {
		out += " " + m.note
	}
	return out
}
