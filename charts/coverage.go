package charts

import (
	"math"

	"cxworkbench/data/analysis/coverage"
	"cxworkbench/data/message"
)

// Coverage draws the inventory of touchpoints: how often customers of each stage, or
// by each channel, are touched there, and where not. Regions carry a coverage.Key.
func Coverage(r coverage.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Touches == 0 || len(r.Columns) == 0 {
		return f.empty("charts.coverage.empty")
	}
	spec := matrixSpec{
		corner: f.text("charts.coverage.touchpoint", nil), axis: f.text("charts.coverage.axis."+string(r.Spec.Axis), nil), legend: f.text("charts.coverage.legend", nil),
		sides: []string{f.text("charts.people", nil), f.text("charts.coverage.rate", nil), f.text("charts.coverage.last", nil)}, summary: f.say(r.Finding),
	}
	for _, column := range r.Columns {
		spec.columns = append(spec.columns, f.say(column.Name))
	}
	highest := 0.0
	for _, row := range r.Rows {
		for _, cell := range row.Cells {
			if !math.IsNaN(cell.Rate) {
				highest = max(highest, cell.Rate)
			}
		}
	}
	for i, row := range r.Rows {
		out := matrixRow{name: f.say(row.Label())}
		for k := range row.Cells {
			out.cells = append(out.cells, f.coverageCell(r, coverage.Key{Row: i, Column: k}, highest))
		}
		key := coverage.Key{Row: i, Column: coverage.AllColumns}
		tip := f.say(r.KeyName(key))
		last := f.text("charts.coverage.none", nil)
		if row.All.Last.Known() {
			last = f.o.Printer.Month(row.All.Last)
		}
		out.sides = []matrixCell{
			{text: f.o.Printer.Int(int64(row.All.People)), tip: tip, target: key}, {text: f.rateText(row.All.Rate), tip: tip, target: key}, {text: last, tip: tip, target: key},
		}
		spec.rows = append(spec.rows, out)
	}
	return f.orSmall(f.drawMatrix(spec))
}

// coverageCell is how often, and how many people, or since when not. A blind spot has
// no colour.
func (f *frame) coverageCell(r coverage.Result, key coverage.Key, highest float64) matrixCell {
	cell, _ := r.Cell(key)
	out := matrixCell{heat: math.NaN(), target: key, tip: f.say(r.KeyName(key))}
	switch cell.State {
	case coverage.Covered:
		out.text, out.below = f.rateText(cell.Rate), f.o.Printer.Int(int64(cell.People))
		if highest > 0 && !math.IsNaN(cell.Rate) {
			out.heat = math.Sqrt(cell.Rate / highest) // a newsletter must not drown the rest
		}
	case coverage.Stale:
		out.text, out.below = f.o.Printer.Month(cell.Last), f.o.Printer.Int(int64(cell.People))
	case coverage.Blind:
		out.text = f.text("charts.coverage.none", nil)
	}
	return out
}

// rateText writes touches per customer and month with two digits that count.
func (f *frame) rateText(rate float64) string {
	switch {
	case math.IsNaN(rate):
		return "–"
	case rate >= 10:
		return f.o.Printer.Float(rate, 0)
	case rate >= 1:
		return f.o.Printer.Float(rate, 1)
	case rate >= .01 || rate == 0:
		return f.o.Printer.Float(rate, 2)
	case rate >= .001:
		return f.o.Printer.Float(rate, 3)
	}
	return f.text("charts.coverage.tiny", message.Args{"rate": f.o.Printer.Float(.001, 3)})
}
