package charts

import (
	"math"

	"cxworkbench/data/analysis/cohort"
	"cxworkbench/data/message"
	"cxworkbench/resources/look"
)

// The measures of the heat table, in logical pixels.
const (
	headLine      = 20 // a line of the table's head, and the note under it
	cellHeightMin = 14
	cellHeightMax = 40
	roomyHeight   = 22 // from here labels and numbers are set larger
	cellTextMin   = 28 // narrower cells carry no text
	cellWidthMin  = 3
	cellWidthMax  = 112
	footGap       = 8
	footHeightMin = 16
)

// heat is the layout of a cohort table.
type heat struct {
	*frame
	r          cohort.Result
	ramp       *ramp
	low, top   float64 // the values that have the lightest and the darkest colour
	plainStart bool    // period 0 is everybody in every row, which no colour needs to say
	counted    bool    // there is a mean

	first, rows int // rows shown: first, first+1 ...
	columns     int // periods shown
	labels      []string
	sizes       []string
	notes       []string // what is not shown

	labelsX, sizesX, cellsX float64 // sizesX is the right edge
	cellsY, footY           float64
	cellW, cellH, footH     float64
	texts                   bool    // cells carry numbers
	number                  style   // of labels, sizes and cells
	numbers                 float64 // width of the widest number in a cell
	format                  cellTexts
}

// Cohorts draws the heat table: a row per cohort, a column per period, darker
// where more came back or more money came in; open cells are hatched, means stand at the foot. Regions
// carry a cohort.Key; a row's label is its period 0, a mean that of all rows.
func Cohorts(r cohort.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if len(r.Rows) == 0 {
		return f.empty("charts.cohorts.empty")
	}
	h := &heat{frame: f, r: r, ramp: newRamp(o.Palette), number: f.styles.number, format: cellTexts{printer: f.o.Printer, measure: r.Spec.Measure, whole: large(r), texts: map[int]string{}}}
	h.measure()
	if !h.layOutLarge() && !h.layOut() {
		return f.empty("charts.small")
	}
	h.addRegions()
	f.scene.Summary = h.summary()
	return f.finish(h.draw)
}

// measure finds what depends on the result alone: labels and colours.
func (h *heat) measure() {
	h.plainStart = h.r.Spec.Measure != cohort.Revenue
	highest := 0.0
	for i, row := range h.r.Rows {
		h.labels = append(h.labels, h.say(h.r.RowLabel(i)))
		h.sizes = append(h.sizes, h.o.Printer.Int(int64(row.Size)))
		h.columns = max(h.columns, len(row.Cells))
		for k, cell := range row.Cells {
			if k == 0 {
				h.plainStart = h.plainStart && (h.r.Spec.Measure.Money() || cell.People == cell.Of)
			}
			value := h.r.Value(cell)
			if (k > 0 || !h.plainStart) && !math.IsNaN(value) {
				highest, h.low = max(highest, value), min(h.low, value)
			}
			h.format.prepare(value)
		}
	}
	for _, mean := range h.r.Means {
		h.counted = h.counted || mean.Rows > 0
		h.format.prepare(mean.Pooled)
		h.format.prepare(mean.Simple)
	}
	// The scale ends on round values.
	step, least := 0.1, 0.1
	if !h.format.share() {
		ticks := niceTicks(h.low, highest, 5)
		step = ticks[1] - ticks[0]
		least = step
	}
	h.top = max(least, math.Ceil(highest/step-1e-9)*step)
	h.low = math.Floor(h.low/step+1e-9) * step
}

// layOutLarge lays out in the size of body text where there is room for that.
func (h *heat) layOutLarge() bool {
	large := *h
	large.number.size = look.TextBody
	if !large.layOut() || large.cellH < roomyHeight || large.cellW < large.numbers+look.Space3 || len(large.notes) > 0 {
		return false
	}
	*h = large
	return true
}

// layOut places everything; it reports false where there is no room for a row.
func (h *heat) layOut() bool {
	h.numbers = h.format.width(h.number)
	h.layOutLabels()
	room := h.inner.right() - h.cellsX
	note := 0.0
	if room < float64(h.columns)*cellWidthMin {
		note = headLine
	}
	if !h.layOutRows(note) || room < cellWidthMin {
		return false
	}
	h.layOutColumns(room)
	h.cellsY = h.inner.y + 2*headLine
	if len(h.notes) > 0 {
		h.cellsY += headLine
	}
	h.footY = h.cellsY + float64(h.rows)*h.cellH + footGap
	h.footH = max(footHeightMin, h.cellH)
	return true
}

// layOutLabels gives the cells what labels and sizes leave.
func (h *heat) layOutLabels() {
	label, size := h.styles.caption.width(h.text("charts.cohorts.cohort", nil)), h.styles.caption.width(h.text("charts.people", nil))
	for i := range h.labels {
		label = max(label, h.number.width(h.labels[i]))
		size = max(size, h.number.width(h.sizes[i]))
	}
	label = min(label, 0.3*h.inner.w)
	foot := 0.0
	for _, key := range []string{"charts.cohorts.pooled", "charts.cohorts.simple", "charts.cohorts.counted"} {
		foot = max(foot, h.number.width(h.text(key, nil)))
	}
	h.labelsX = h.inner.x
	h.sizesX = math.Ceil(h.inner.x + max(label+look.Space4+size, foot))
	h.cellsX = h.sizesX + look.Space3
}

// layOutRows finds how high the rows are, and how many fit: of cohorts by date
// the most recent.
func (h *heat) layOutRows(note float64) bool {
	all := len(h.r.Rows)
	room := h.inner.h - 2*headLine - note - footGap
	lines := float64(h.footLines())
	// The foot is as high as the rows, but never below its least.
	h.cellH = min(math.Floor(room/(float64(all)+lines)), math.Floor((room-lines*footHeightMin)/float64(all)), cellHeightMax)
	h.rows = all
	if h.cellH < cellHeightMin {
		h.cellH = cellHeightMin
		h.rows = min(all, int((room-headLine+note-lines*footHeightMin)/cellHeightMin))
	}
	if h.rows < 1 {
		return false
	}
	if hidden := all - h.rows; hidden > 0 {
		key := "charts.cohorts.hidden.rows"
		if h.r.Rows[0].Start.Known() {
			h.first, key = hidden, "charts.cohorts.hidden.older"
		}
		h.notes = append(h.notes, h.text(key, message.Args{"n": hidden}))
	}
	return true
}

// layOutColumns finds how wide the periods of the shown rows are, and how many
// fit.
func (h *heat) layOutColumns(room float64) {
	all := h.columns
	h.columns = 1
	for _, row := range h.shown() {
		h.columns = max(h.columns, len(row.Cells))
	}
	h.columns = min(h.columns, int(room/cellWidthMin))
	if hidden := all - h.columns; hidden > 0 {
		h.notes = append(h.notes, h.text("charts.cohorts.hidden.periods", message.Args{"n": hidden}))
	}
	h.cellW = min(math.Floor(room/float64(h.columns)), cellWidthMax)
	h.texts = h.cellW >= cellTextMin && h.numbers+4 <= h.cellW
}

// shown gives the rows that are drawn.
func (h *heat) shown() []cohort.Row { return h.r.Rows[h.first : h.first+h.rows] }

// cells gives the cells of a row that are drawn.
func (h *heat) cells(row cohort.Row) []cohort.Cell { return row.Cells[:min(len(row.Cells), h.columns)] }

// means gives the means that are drawn.
func (h *heat) means() []cohort.Mean { return h.r.Means[:min(len(h.r.Means), h.columns)] }

// footLines is how many lines the foot has: pooled mean, simple mean and their
// counts, or one that says why there is none.
func (h *heat) footLines() int {
	if h.counted {
		return 3
	}
	return 1
}

// cell is where a period of a shown row stands; the last pixel right and below
// is the gap to the next.
func (h *heat) cell(row, period int) rect {
	return rect{h.cellsX + float64(period)*h.cellW, h.cellsY + float64(row)*h.cellH, h.cellW, h.cellH}
}

func (h *heat) footCell(line, period int) rect {
	return rect{h.cellsX + float64(period)*h.cellW, h.footY + float64(line)*h.footH, h.cellW, h.footH}
}

// tone is the colour of a value.
func (h *heat) tone(value float64, period int) tone {
	if period == 0 && h.plainStart {
		p := h.o.Palette
		return tone{p.Background, p.Secondary, p.Border}
	}
	return h.ramp.at((value - h.low) / (h.top - h.low))
}
