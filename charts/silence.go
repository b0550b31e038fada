package charts

import (
	"math"

	"cxworkbench/data/analysis/silence"
	"cxworkbench/data/message"
)

// Silence draws how long each stage has been silent: people by days since the last
// meaningful contact, beside the habit of the stage and who is beyond it. Regions
// carry a silence.Key.
func Silence(r silence.Result, o Options) Scene {
	f := newFrame(r.Finding, r.Definition, o)
	if r.N == 0 {
		return f.empty("charts.silence.empty")
	}
	spec := matrixSpec{
		corner: f.text("charts.silence.stage", nil), axis: f.text("charts.silence.axis", nil), legend: f.text("charts.silence.legend", nil), summary: f.say(r.Finding),
		sides: []string{f.text("charts.people", nil), f.text("charts.silence.median", nil), f.text("charts.silence.limit", nil), f.text("charts.silence.beyond", nil), f.text("charts.silence.lost", nil)},
	}
	last := len(silence.Bands) - 1
	for _, most := range silence.Bands[:last] {
		spec.columns = append(spec.columns, f.text("charts.silence.upto", message.Args{"days": most}))
	}
	spec.columns = append(spec.columns, f.text("charts.silence.over", message.Args{"days": silence.Bands[last-1]}))
	spec.columns = append(spec.columns, f.text("charts.silence.never", nil))
	for _, row := range r.Rows {
		spec.rows = append(spec.rows, f.silenceRow(r, row))
	}
	if f.inner.w < silenceWide {
		spec.only(0, 3)
	}
	return f.orSmall(f.drawMatrix(spec))
}

// silenceWide is the width from which the habits have room beside the bands.
const silenceWide = 760

// only keeps some of the plain columns.
func (s *matrixSpec) only(sides ...int) {
	var heads []string
	for _, k := range sides {
		heads = append(heads, s.sides[k])
	}
	s.sides = heads
	for i := range s.rows {
		var cells []matrixCell
		for _, k := range sides {
			cells = append(cells, s.rows[i].sides[k])
		}
		s.rows[i].sides = cells
	}
}

func (f *frame) silenceRow(r silence.Result, row silence.Row) matrixRow {
	out := matrixRow{name: f.say(r.PlaceName(row.Place))}
	cell := func(n int, key silence.Key) {
		if n == 0 {
			out.cells = append(out.cells, matrixCell{heat: math.NaN()})
			return
		}
		share := float64(n) / float64(row.People)
		out.cells = append(out.cells, matrixCell{
			text: f.o.Printer.Int(int64(n)), below: f.o.Printer.Percent(share), heat: share, target: key,
			tip: f.text("charts.silence.tip", message.Args{"what": r.KeyName(key, n), "share": message.Share(share), "people": row.People}),
		})
	}
	for band, n := range row.Bands {
		cell(n, silence.Key{Place: row.Place, Band: band, Whole: true})
	}
	never := silence.Key{Place: row.Place, Band: silence.AnyBand, State: silence.Never}
	cell(row.States[silence.Never], never)
	all := silence.Key{Place: row.Place, Band: silence.AnyBand, Whole: true}
	habit := f.silenceHabit(row)
	out.sides = []matrixCell{
		{text: f.o.Printer.Int(int64(row.People)), tip: f.say(r.KeyName(all, row.People)), target: all},
		{text: f.daysText(row.Habit.Median), tip: habit, target: all},
		{text: f.daysText(row.Habit.P90), tip: habit, target: all},
	}
	for _, state := range []silence.State{silence.Beyond, silence.Lost} {
		key, n := silence.Key{Place: row.Place, Band: silence.AnyBand, State: state}, row.States[state]
		out.sides = append(out.sides, matrixCell{text: f.o.Printer.Int(int64(n)), tip: f.say(r.KeyName(key, n)), target: key})
	}
	return out
}

// silenceHabit says what is usual in a stage, and of how many gaps that is.
func (f *frame) silenceHabit(row silence.Row) string {
	key := "charts.silence.habit"
	switch {
	case row.Habit.Gaps < silence.FewGaps:
		key = "charts.silence.habit.none"
	case row.Borrowed:
		key = "charts.silence.habit.all"
	}
	h := row.Habit
	return f.text(key, message.Args{"gaps": h.Gaps, "median": h.Median, "low": h.Low, "high": h.High, "limit": h.P90})
}

// daysText writes a number of days, a half with its decimal.
func (f *frame) daysText(days float64) string {
	switch {
	case math.IsNaN(days):
		return "–"
	case days == math.Trunc(days):
		return f.o.Printer.Int(int64(days))
	}
	return f.o.Printer.Float(days, 1)
}
