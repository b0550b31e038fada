package charts

import (
	"math"

	"cxworkbench/data/analysis/transitions"
	"cxworkbench/data/message"
)

// Transitions draws the matrix of moves: from each place to each other the share
// of the ended spells and how many, and beside it what still runs. Regions carry
// a transitions.Key.
func Transitions(r transitions.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.Ended == 0 {
		return f.empty("charts.transitions.empty")
	}
	spec := matrixSpec{
		corner: f.text("charts.transitions.from", nil), axis: f.text("charts.transitions.to", nil), legend: f.text("charts.transitions.legend", nil),
		sides: []string{f.text("charts.transitions.ended", nil), f.text("charts.transitions.open", nil)}, summary: f.say(r.Finding),
	}
	for _, to := range r.Columns {
		spec.columns = append(spec.columns, f.say(r.PlaceName(to)))
	}
	for _, row := range r.Rows {
		spec.rows = append(spec.rows, f.transitionsRow(r, row))
	}
	scene, ok := f.drawMatrix(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

func (f *frame) transitionsRow(r transitions.Result, row transitions.Row) matrixRow {
	from := f.say(r.PlaceName(row.Place))
	out := matrixRow{name: from}
	for _, cell := range row.Cells {
		if cell.Spells == 0 {
			out.cells = append(out.cells, matrixCell{heat: math.NaN()})
			continue
		}
		to := f.say(r.PlaceName(cell.To))
		out.cells = append(out.cells, matrixCell{
			text: f.o.Printer.Percent(cell.Share), below: f.o.Printer.Int(int64(cell.Spells)), heat: cell.Share, target: transitions.Key{From: row.Place, To: cell.To},
			tip: f.text("charts.transitions.tip", message.Args{
				"from": from, "to": to, "spells": cell.Spells, "ended": row.Ended,
				"share": message.Share(cell.Share), "low": message.Share(cell.Low), "high": message.Share(cell.High),
			}),
		})
	}
	side := func(n, to int) matrixCell {
		return matrixCell{text: f.o.Printer.Int(int64(n)), tip: f.say(r.KeyName(transitions.Key{From: row.Place, To: to}, n)), target: transitions.Key{From: row.Place, To: to}}
	}
	out.sides = []matrixCell{side(row.Ended, transitions.Anywhere), side(row.Open, transitions.Still)}
	return out
}
