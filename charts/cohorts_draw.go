package charts

import (
	"image/color"
	"math"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

func (h *heat) draw(p *painter) {
	h.drawHead(p)
	h.drawRows(p)
	h.drawFoot(p)
}

// drawHead draws what the numbers are, the colour scale, and the periods.
func (h *heat) drawHead(p *painter) {
	s := h.styles.caption
	y := h.inner.y
	about := h.text(h.key("charts.cohorts.axis"), message.Args{"period": h.text("charts.unit."+string(h.r.Unit), nil), "currency": h.r.Currency})
	legend := h.drawLegend(p, y+headLine/2, h.labelsX+s.width(about)+look.Space5)
	about = s.face().fit(about, s.size, legend-h.labelsX-look.Space4)
	p.text(about, h.labelsX, s.baseline(y+headLine/2), left, s)
	y += headLine
	if len(h.notes) > 0 {
		note := s
		note.color = h.o.Palette.Text
		p.text(s.face().fit(joinNotes(h.notes), s.size, h.inner.w), h.labelsX, s.baseline(y+headLine/2), left, note)
		y += headLine
	}
	base := s.baseline(y + headLine/2)
	p.text(h.text("charts.cohorts.cohort", nil), h.labelsX, base, left, s)
	p.text(h.text("charts.people", nil), h.sizesX, base, right, s)
	every := h.labelStep()
	for k := 0; k < h.columns; k += every {
		h.columnText(p, h.r.ColumnLabel(k), k, base, s)
	}
}

func joinNotes(notes []string) string {
	all := notes[0]
	for _, note := range notes[1:] {
		all += " " + note
	}
	return all
}

// labelStep is how many periods lie between two labelled ones, so that the
// labels do not touch.
func (h *heat) labelStep() int {
	widest := h.styles.caption.width(h.r.ColumnLabel(h.columns-1)) + look.Space2
	for _, step := range []int{1, 2, 3, 6, 12, 24, 48, 96} {
		if float64(step)*h.cellW >= widest {
			return step
		}
	}
	return h.columns
}

// columnText sets a number in a column, right-aligned to the others, or centred
// where the column is too narrow for numbers.
func (h *heat) columnText(p *painter, text string, period int, base float64, s style) {
	x := h.cellsX + float64(period)*h.cellW
	if !h.texts {
		if x += h.cellW / 2; x+s.width(text)/2 <= h.inner.right() {
			p.text(text, x, base, centre, s)
		}
		return
	}
	p.text(text, x+(h.cellW-1+h.numbers)/2, base, right, s)
}

// drawLegend draws the colour scale above the right edge of the table, or right of
// what the numbers are, and gives where it begins; without room it is left out.
func (h *heat) drawLegend(p *painter, middle float64, after float64) float64 {
	const hatched, bar, high = 16, 80, 10
	s := h.styles.caption
	base := s.baseline(middle)
	zero, open := h.end(h.low), h.text("charts.cohorts.open", nil)
	width := hatched + look.Space2 + s.width(open) + look.Space4 + s.width(zero) + look.Space2 + bar + look.Space2 + s.width(h.end(h.top))
	edge := min(h.inner.right(), max(h.cellsX+float64(h.columns)*h.cellW, after+width))
	x := edge - width
	if x < min(after, h.inner.centre()) {
		return h.inner.right()
	}
	t := h.ramp.at(0.25)
	p.rect(rect{x, middle - high/2, hatched, high}, t.fill)
	p.hatch(rect{x, middle - high/2, hatched, high}, t.hatch)
	x += hatched + look.Space2
	p.text(open, x, base, left, s)
	x += s.width(open) + look.Space4
	p.text(zero, x, base, left, s)
	x = math.Round(x + s.width(zero) + look.Space2)
	p.rect(rect{x - 1, middle - high/2 - 1, bar + 2, high + 2}, h.o.Palette.Border)
	for i := range bar {
		p.rect(rect{x + float64(i), middle - high/2, 1, high}, h.ramp.at((float64(i)+0.5)/bar).fill)
	}
	p.text(h.end(h.top), edge, base, right, s)
	return edge - width
}

// end renders an end of the scale: a whole percentage, or a number.
func (h *heat) end(value float64) string {
	if h.format.share() {
		return h.text("charts.percent", message.Args{"n": int(math.Round(100 * value))})
	}
	if value == math.Trunc(value) {
		return h.o.Printer.Float(value, 0)
	}
	return h.o.Printer.Float(value, 2)
}

func (h *heat) drawRows(p *painter) {
	s := h.number
	gap := h.gap()
	for i, row := range h.shown() {
		base := s.baseline(h.cellsY + (float64(i)+0.5)*h.cellH - gap/2)
		label := h.labels[h.first+i]
		p.text(s.face().fit(label, s.size, h.sizesX-h.labelsX-look.Space3-s.width(h.sizes[h.first+i])), h.labelsX, base, left, s)
		p.text(h.sizes[h.first+i], h.sizesX, base, right, s)
		for k, cell := range h.cells(row) {
			h.drawCell(p, inset(h.cell(i, k), gap), k, h.r.Value(cell), !cell.Complete)
		}
	}
}

// gap is the space between cells; tiny ones touch.
func (h *heat) gap() float64 {
	if h.cellW < 8 {
		return 0
	}
	return 1
}

func inset(r rect, gap float64) rect { return rect{r.x, r.y, r.w - gap, r.h - gap} }

func (h *heat) drawCell(p *painter, at rect, period int, value float64, open bool) {
	t := h.tone(value, period)
	p.rect(at, t.fill)
	if open {
		p.hatch(at, t.hatch)
	}
	if h.texts {
		s := h.number
		s.color = t.ink
		h.columnText(p, h.format.cell(value), period, s.baseline(at.middle()), s)
	}
}

// drawFoot draws the means and how many cohorts each is the mean of.
func (h *heat) drawFoot(p *painter) {
	p.rect(rect{h.labelsX, h.footY - footGap/2 - 1, h.cellsX + float64(h.columns)*h.cellW - h.labelsX, 1}, h.o.Palette.Border)
	if !h.counted {
		s := h.styles.caption
		key := "charts.cohorts.nomean"
		if h.r.Derived {
			key = "charts.cohorts.nomean.derived"
		}
		words := s.face().fit(h.text(key, nil), s.size, h.inner.w)
		p.text(words, h.labelsX, s.baseline(h.footY+footHeightMin/2), left, s)
		return
	}
	lines := []struct {
		key   string
		color color.NRGBA
	}{
		{"charts.cohorts.pooled", h.o.Palette.Text},
		{"charts.cohorts.simple", h.o.Palette.Text},
		{"charts.cohorts.counted", h.o.Palette.Secondary},
	}
	if !h.texts {
		lines = lines[:2]
	}
	for i, line := range lines {
		s := h.number
		s.color = line.color
		at := h.footCell(i, 0)
		base := s.baseline(at.middle() - h.gap()/2)
		p.text(h.text(line.key, nil), h.labelsX, base, left, s)
		for k, mean := range h.means() {
			if mean.Rows == 0 {
				continue
			}
			if i == 2 {
				h.columnText(p, h.o.Printer.Int(int64(mean.Rows)), k, base, s)
				continue
			}
			h.drawCell(p, inset(h.footCell(i, k), h.gap()), k, meanOf(mean, i), false)
		}
	}
}

func meanOf(m cohort.Mean, line int) float64 {
	if line == 0 {
		return m.Pooled
	}
	return m.Simple
}

// addRegions makes every shown cell answer to the pointer.
func (h *heat) addRegions() {
	for i, row := range h.shown() {
		h.region(rect{h.labelsX, h.cell(i, 0).y, h.sizesX - h.labelsX, h.cellH},
			h.text("charts.cohorts.tip.size", message.Args{"who": h.who(h.labels[h.first+i]), "n": row.Size}), cohort.Key{Row: h.first + i})
		for k, cell := range h.cells(row) {
			h.region(h.cell(i, k), h.tooltip(h.labels[h.first+i], k, cell), cohort.Key{Row: h.first + i, Period: k})
		}
	}
	for k, mean := range h.means() {
		if mean.Rows == 0 {
			continue
		}
		for line, key := range []string{"charts.cohorts.tip.pooled", "charts.cohorts.tip.simple"} {
			h.region(h.footCell(line, k), h.text(key, message.Args{
				"period": h.say(h.r.PeriodLabel(k)), "share": cohortValue(h.o.Printer, h.r, meanOf(mean, line)), "n": mean.Rows,
			}), cohort.Key{Row: cohort.AllRows, Period: k})
		}
	}
}

// key picks the wording for what counts as a return.
func (h *heat) key(base string) string {
	switch {
	case h.r.Spec.Measure.Money():
		return base + "." + string(h.r.Spec.Measure)
	case h.r.Spec.Measure == cohort.People && base == "charts.cohorts.axis":
		return base + ".people"
	case h.r.Spec.Relative == cohort.ToPrevious:
		return base + ".previous"
	case h.r.Derived && h.r.Spec.Return.Subscription:
		return base + ".stayed"
	case h.r.Spec.Return.Subscription && h.r.Spec.Criterion == cohort.OnOrAfter:
		return base + ".subscribed.after"
	case h.r.Spec.Return.Subscription:
		return base + ".subscribed"
	case h.r.Spec.Criterion == cohort.OnOrAfter:
		return base + ".after"
	}
	return base + ".on"
}

// who names the people of a cohort.
func (h *heat) who(label string) string {
	if h.r.Spec.By != "" {
		return label
	}
	return h.text("charts.cohorts.joiners", message.Args{"cohort": label})
}

func (h *heat) tooltip(label string, period int, cell cohort.Cell) string {
	tip := h.text(h.key("charts.cohorts.tip"), message.Args{
		"who": h.who(label), "people": cell.People, "of": cell.Of, "period": h.say(h.r.PeriodLabel(period)), "share": message.Share(cell.Share()),
		"value": cohortValue(h.o.Printer, h.r, h.r.Value(cell)), "money": message.Amount{Money: cell.Revenue, Currency: h.r.Currency},
	})
	if !cell.Complete {
		return h.text("charts.sofar", message.Args{"words": tip})
	}
	return tip
}

// summary says the table in words: its size, and the pooled mean at a few
// periods.
func (h *heat) summary() string {
	out := h.text("charts.cohorts.summary", message.Args{"rows": len(h.r.Rows), "n": h.r.N})
	for _, k := range []int{1, 3, 6, 12, 24} {
		if k < len(h.r.Means) && h.r.Means[k].Rows > 0 && !math.IsNaN(h.r.Means[k].Pooled) {
			out += " " + h.text("charts.cohorts.summary.mean", message.Args{
				"period": h.say(h.r.PeriodLabel(k)), "share": cohortValue(h.o.Printer, h.r, h.r.Means[k].Pooled), "n": h.r.Means[k].Rows,
			})
		}
	}
	for _, note := range h.notes {
		out += " " + note
	}
	return out
}
