package charts

import (
	"math"

	"cxworkbench/data/analysis/alignment"
	"cxworkbench/data/message"
)

// Alignment draws the roles of technology that each stage needs, darker the
// nearer they are to being in use, beside the stage's people and value. Regions
// of people and value carry the stage's rank as an int.
func Alignment(r alignment.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	widest := 0
	for _, row := range r.Rows {
		widest = max(widest, len(row.Roles))
	}
	if widest == 0 {
		return f.empty("charts.alignment.empty")
	}
	spec := matrixSpec{
		corner: f.text("charts.alignment.stage", nil), axis: f.text("charts.alignment.roles", nil), legend: f.text("charts.alignment.legend", nil),
		columns: make([]string, widest), summary: f.say(r.Finding),
		sides: []string{f.text("charts.alignment.aligned", nil), f.text("charts.people", nil), f.text("charts.alignment.value", message.Args{"currency": r.Currency})},
	}
	for rank := len(r.Rows) - 1; rank >= 0; rank-- {
		spec.rows = append(spec.rows, f.alignmentRow(r, rank, widest))
	}
	scene, ok := f.drawMatrix(spec)
	if !ok {
		return f.empty("charts.small")
	}
	return scene
}

func (f *frame) alignmentRow(r alignment.Result, rank, widest int) matrixRow {
	row := r.Rows[rank]
	out := matrixRow{name: row.Stage.Name}
	for i := range widest {
		if i >= len(row.Roles) {
			out.cells = append(out.cells, matrixCell{heat: math.NaN()})
			continue
		}
		role := row.Roles[i]
		state, heat := roleState(role)
		words := f.text("alignment.state."+state, nil)
		out.cells = append(out.cells, matrixCell{
			text: role.Role, below: words, heat: heat,
			tip: f.text("charts.alignment.tip", message.Args{"stage": row.Stage.Name, "role": role.Role, "state": words, "owner": role.Owner, "note": role.Note}),
		})
	}
	tip := f.text("charts.alignment.tip.stage", message.Args{
		"stage": row.Stage.Name, "aligned": row.Aligned, "needed": row.Needed, "people": row.People,
		"value": message.Amount{Money: row.Value, Currency: r.Currency},
	})
	for _, text := range []string{
		f.o.Printer.Percent(row.Share), f.o.Printer.Int(int64(row.People)), f.o.Printer.Float(row.Value.Float(r.Currency), 0),
	} {
		out.sides = append(out.sides, matrixCell{text: text, tip: tip, target: rank})
	}
	return out
}

// roleState names how far a role is, and how dark that is.
func roleState(r alignment.Role) (string, float64) {
	switch {
	case !r.Needed:
		return "unneeded", math.NaN()
	case r.Aligned():
		return "aligned", .8
	case r.InPlace:
		return "unused", .4
	case r.Used:
		return "improvised", .4
	}
	return "missing", 0.06
}
