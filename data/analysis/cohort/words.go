package cohort

import (
	"math"
	"strconv"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// enough is how many people a cohort must have for its share to be singled out.
const enough = 30

// clear is how many standard errors two shares must be apart to be told apart:
// more than the usual two, because the most different of many cohorts is picked.
const clear = 3

// RowLabel names a row: its period, or its attribute value.
func (r Result) RowLabel(row int) message.Message {
	start := r.Rows[row].Start
	if !start.Known() {
		if r.Rows[row].Value == "" {
			return message.New("cohort.value.unknown", nil)
		}
		return message.Verbatim(r.Rows[row].Value)
	}
	year, month, _ := start.Civil()
	switch r.Unit {
	case eventlog.UnitWeek:
		return message.New("cohort.start.week", message.Args{"day": start})
	case eventlog.UnitMonth:
		return message.New("cohort.start.month", message.Args{"month": message.Month(start)})
	case eventlog.UnitQuarter:
		return message.New("cohort.start.quarter", message.Args{"quarter": (int(month) + 2) / 3, "year": strconv.Itoa(year)})
	case eventlog.UnitYear:
		return message.New("cohort.start.year", message.Args{"year": strconv.Itoa(year)})
	default:
		return message.New("cohort.start.day", message.Args{"day": start})
	}
}

// PeriodLabel names a period of the table: month 3.
func (r Result) PeriodLabel(period int) message.Message {
	from, to := r.Spec.Bracket.span(period)
	if from < to {
		return message.New("cohort.bracket."+string(r.Unit), message.Args{"from": from, "to": to})
	}
	return message.New("cohort.period."+string(r.Unit), message.Args{"k": from})
}

// ColumnLabel is a period of the table as a number, or a bracket as two: 4–6.
func (r Result) ColumnLabel(period int) string {
	from, to := r.Spec.Bracket.span(period)
	if from < to {
		return strconv.Itoa(from) + "–" + strconv.Itoa(to)
	}
	return strconv.Itoa(from)
}

func (e Event) message() message.Message {
	switch {
	case e.Subscription:
		return message.New("cohort.event.subscription", nil)
	case e.Activity != "":
		return message.Verbatim(e.Activity)
	case e.Kind != "":
		return message.New("cohort.event.kind."+string(e.Kind), nil)
	}
	return message.New("cohort.event.any", nil)
}

// definition is the line under the table; found is how many cohorts there were
// before only the largest were kept.
func (r Result) definition(found int) message.Message {
	t := r.table
	say := func(key string, args message.Args) message.Message { return message.New(key, args) }
	start := message.Args{"event": r.Spec.Start.message(), "attribute": r.Spec.By}
	var parts []message.Message
	switch {
	case t.by != nil:
		parts = append(parts, say("cohort.def.by", start))
		if found > len(r.Rows) {
			parts = append(parts, say("cohort.def.largest", message.Args{"n": len(r.Rows), "of": found}))
		}
	case r.Spec.Recurring:
		parts = append(parts, say("cohort.def.recurring", start))
	default:
		parts = append(parts, say("cohort.def.first", start))
	}
	parts = append(parts, say("cohort.def.unit."+string(r.Unit), nil))
	switch t.clock.reading {
	case byCalendar:
		parts = append(parts, say("cohort.def.calendar", nil))
	case byDays:
		parts = append(parts, say("cohort.def.rolling", message.Args{"days": int(t.clock.length)}))
	case byOwnMonths:
		parts = append(parts, say("cohort.def.own", nil))
	}
	parts = append(parts, r.returnPart())
	parts = append(parts, r.measureParts()...)
	if t.by != nil && !t.tenure {
		parts = append(parts, say("cohort.def.ended", nil))
	}
	if r.Derived {
		parts = append(parts, say("cohort.def.nomeans", nil))
	}
	if r.unrecorded() {
		parts = append(parts, r.recordPart())
	}
	if r.Unit == eventlog.UnitWeek && t.by == nil {
		parts = append(parts, say("cohort.def.week", message.Args{"weekday": t.log.Settings.WeekStart}))
	}
	parts = append(parts,
		say("cohort.def.zone", message.Args{"zone": t.log.Settings.Zone}),
		say("cohort.def.asof", message.Args{"day": r.AsOf}),
		say("cohort.def.n", message.Args{"n": r.N}))
	parts = append(parts, t.query.Caveats(t.log)...)
	if t.query.From.Known() || t.query.To.Known() {
		parts = append(parts, say("cohort.def.range", nil))
	}
	return say("cohort.definition", message.Args{"parts": parts})
}

func (r Result) returnPart() message.Message {
	args := message.Args{"event": r.Spec.Return.message()}
	switch {
	case r.table.income == amounts:
		return message.New("cohort.def.amounts", nil)
	case r.table.income == monthly:
		return message.New("cohort.def.monthly", nil)
	case r.table.tenure:
		return message.New("cohort.def.tenure", nil)
	case r.Spec.Criterion == OnOrAfter:
		return message.New("cohort.def.onorafter", args)
	case r.Spec.Return.Subscription:
		return message.New("cohort.def.running", args)
	}
	return message.New("cohort.def.on", args)
}

// unrecorded reports whether the table reaches back before returns are on record.
func (r Result) unrecorded() bool {
	for i, row := range r.Rows {
		if r.begun[i] > 1 && len(row.Cells) > 1 {
			return true
		}
	}
	return false
}

func (r Result) recordPart() message.Message {
	switch t := r.table; {
	case !t.recorded.Known():
		return message.New("cohort.def.record.none", nil)
	case t.by != nil:
		return message.New("cohort.def.record.by", message.Args{"day": t.recorded})
	default:
		return message.New("cohort.def.record", message.Args{"day": t.recorded})
	}
}

// did says in words what returning is.
func (r Result) did() message.Message {
	switch {
	case r.table.tenure:
		return message.New("cohort.did.stay", nil)
	case r.Spec.Return.Subscription:
		return message.New("cohort.did.subscribe", nil)
	}
	return message.New("cohort.did.return", nil)
}

// told is the period that a title speaks of: the last one up to the usual of
// which enough is known, else the first one after it; 0 where there is none.
func (r Result) told(enough func(k int) bool) int {
	usual := min(max(1, r.Spec.Bracket.column(usualPeriod(r.Unit))), len(r.Means)-1)
	for k := usual; k > 0; k-- {
		if enough(k) {
			return k
		}
	}
	for k := usual + 1; k < len(r.Means); k++ {
		if enough(k) {
			return k
		}
	}
	return 0
}

func usualPeriod(unit eventlog.Unit) int {
	switch unit {
	case eventlog.UnitDay:
		return 7
	case eventlog.UnitWeek:
		return 4
	case eventlog.UnitMonth:
		return 3
	}
	return 1
}

// finding is the title: what the table says that will still be true tomorrow.
func (r Result) finding() message.Message {
	switch {
	case r.N == 0:
		return message.New("cohort.finding.none", message.Args{"event": r.Spec.Start.message(), "day": r.AsOf})
	case r.Spec.Measure.Money():
		return r.findingMoney()
	case r.Spec.Relative == ToPrevious:
		return r.findingPrevious()
	case r.table.by != nil:
		return r.findingByValue()
	case r.Spec.Criterion == OnOrAfter:
		return r.findingSoFar()
	}
	k := r.told(func(k int) bool { return r.Means[k].Rows > 0 })
	if k == 0 {
		return r.findingNothing()
	}
	all := r.total(k, func(_ int, c Cell) bool { return c.Complete })
	low, found := r.lowest(k, all)
	args := message.Args{"period": r.PeriodLabel(k), "did": r.did(), "share": message.Share(all.Share()), "of": all.Of, "cohorts": r.Means[k].Rows}
	switch {
	case all.Of < enough:
		return message.New("cohort.finding.small", args)
	case !found:
		return message.New("cohort.finding.plain", args)
	}
	cell := r.Rows[low].Cells[k]
	args["cohort"], args["low"], args["n"] = r.RowLabel(low), message.Share(cell.Share()), cell.Of
	return message.New("cohort.finding.low", args)
}

// measureParts says what a cell is, where it is not the plain share of a cohort
// in one period.
func (r Result) measureParts() []message.Message {
	var parts []message.Message
	width := r.Spec.Bracket.width()
	if r.Spec.Bracket != (Bracket{1, 1}) {
		parts = append(parts, message.New("cohort.def.bracket", message.Args{"n": width, "from": r.Spec.Bracket.From}))
	}
	if r.Spec.Relative == ToPrevious {
		parts = append(parts, message.New("cohort.def.previous", nil))
	}
	switch r.Spec.Measure {
	case People:
		parts = append(parts, message.New("cohort.def.people", nil))
	case Revenue:
		parts = append(parts, message.New("cohort.def.revenue", message.Args{"currency": r.Currency}))
	case NRR:
		parts = append(parts, message.New("cohort.def.nrr", nil))
		if r.table.baseTimes(1) > 1 {
			parts = append(parts, message.New("cohort.def.nrr.bracket", message.Args{"n": width}))
		}
	}
	return parts
}

// findingMoney speaks of the complete cohorts together; by attribute, where few
// cells are complete, of everybody whose period is known.
func (r Result) findingMoney() message.Message {
	return r.findingTogether("cohort.finding."+string(r.Spec.Measure), func(c Cell) any {
		if r.Spec.Measure == Revenue {
			return message.Amount{Money: data.Money(math.Round(float64(c.Revenue) / float64(c.Of))), Currency: r.Currency}
		}
		return message.Share(r.Value(c))
	})
}

func (r Result) findingPrevious() message.Message {
	return r.findingTogether("cohort.finding.previous", func(c Cell) any { return message.Share(c.Share()) })
}

func (r Result) findingTogether(key string, value func(Cell) any) message.Message {
	fits := func(k int) func(int, Cell) bool {
		return func(row int, c Cell) bool {
			return c.Of > 0 && (r.table.by != nil || r.averaged(row, k) || r.Spec.Criterion == OnOrAfter)
		}
	}
	k := r.told(func(k int) bool { all := r.total(k, fits(k)); return all.Of > 0 && !math.IsNaN(r.Value(all)) })
	if k == 0 {
		return r.findingNothing()
	}
	all := r.total(k, fits(k))
	return message.New(key, message.Args{"period": r.PeriodLabel(k), "did": r.did(), "value": value(all), "of": all.Of})
}

// findingNothing says why the table does not say anything yet.
func (r Result) findingNothing() message.Message {
	key := "cohort.finding.open"
	if r.unrecorded() {
		key = "cohort.finding.unrecorded"
	}
	return message.New(key, message.Args{"n": r.N, "period": r.PeriodLabel(1)})
}

// findingSoFar speaks of period 1: a later one has been open for fewer.
func (r Result) findingSoFar() message.Message {
	all := r.total(1, func(row int, _ Cell) bool { return r.begun[row] <= 1 })
	if all.Of == 0 {
		return r.findingNothing()
	}
	return message.New("cohort.finding.sofar", message.Args{
		"period": r.PeriodLabel(1), "did": r.did(), "share": message.Share(all.Share()), "of": all.Of,
	})
}

// findingByValue sets the value with the lowest share against that with the highest.
func (r Result) findingByValue() message.Message {
	k := max(1, r.told(func(k int) bool { return r.total(k, func(_ int, c Cell) bool { return c.Of >= enough }).Of > 0 }))
	all := r.total(k, func(_ int, c Cell) bool { return c.Of > 0 })
	args := message.Args{"attribute": r.Spec.By, "period": r.PeriodLabel(k), "did": r.did(), "share": message.Share(all.Share()), "of": all.Of}
	low, high := -1, -1
	for i, row := range r.Rows {
		if k >= len(row.Cells) || row.Cells[k].Of < enough {
			continue
		}
		if low < 0 || row.Cells[k].Share() < r.Rows[low].Cells[k].Share() {
			low = i
		}
		if high < 0 || row.Cells[k].Share() > r.Rows[high].Cells[k].Share() {
			high = i
		}
	}
	different, alike := "cohort.finding.by", "cohort.finding.by.same"
	if r.table.tenure {
		different, alike = "cohort.finding.tenure", "cohort.finding.tenure.same"
	}
	switch {
	case all.Of == 0:
		return r.findingNothing()
	case all.Of < enough:
		return message.New("cohort.finding.small", args)
	case low < 0 || !apart(r.Rows[low].Cells[k], r.Rows[high].Cells[k]):
		return message.New(alike, args)
	}
	less, more := r.Rows[low].Cells[k], r.Rows[high].Cells[k]
	args["low"], args["lowshare"], args["n"] = r.RowLabel(low), message.Share(less.Share()), less.Of
	args["high"], args["highshare"], args["highn"] = r.RowLabel(high), message.Share(more.Share()), more.Of
	return message.New(different, args)
}

// total adds up the cells of a period that fit.
func (r Result) total(k int, fits func(row int, c Cell) bool) Cell {
	var sum Cell
	for i, row := range r.Rows {
		if k < len(row.Cells) && fits(i, row.Cells[k]) {
			sum.People += row.Cells[k].People
			sum.Of += row.Cells[k].Of
			sum.Revenue += row.Cells[k].Revenue
			sum.Base += row.Cells[k].Base
		}
	}
	return sum
}

// lowest finds the complete cell with the lowest share of a cohort that is large
// enough, if it lies clearly below all others together.
func (r Result) lowest(k int, all Cell) (row int, found bool) {
	row = -1
	for i := range r.Rows {
		cells := r.Rows[i].Cells
		if k < len(cells) && cells[k].Complete && cells[k].Of >= enough &&
			(row < 0 || cells[k].Share() < r.Rows[row].Cells[k].Share()) {
			row = i
		}
	}
	if row < 0 {
		return row, false
	}
	cell := r.Rows[row].Cells[k]
	return row, apart(cell, Cell{People: all.People - cell.People, Of: all.Of - cell.Of})
}

// apart reports whether the lower share lies clearly below the other, in
// standard errors of the difference of two shares with a common mean.
func apart(lower, other Cell) bool {
	if lower.Of == 0 || other.Of == 0 {
		return false
	}
	p := ratio(lower.People+other.People, lower.Of+other.Of)
	se := math.Sqrt(p * (1 - p) * (1/float64(lower.Of) + 1/float64(other.Of)))
	return se > 0 && other.Share()-lower.Share() > clear*se
}
