package cohort

import (
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says when each of the people of a cell began, and what made them count in
// its period. Who stands in several cohorts is told of by the first.
func (r Result) Why(key Key) analysis.Why {
	return func(c eventlog.CustomerIndex) message.Message {
		m, ok := r.memberOf(key, c)
		if !ok {
			return message.Message{}
		}
		args := message.Args{"day": m.start, "event": r.Spec.Start.message(), "period": r.PeriodLabel(key.Period)}
		if r.table.tenure {
			if key.Period == 0 {
				return message.New("cohort.why.tenure", nil)
			}
			return message.New("cohort.why.stayed", args)
		}
		if key.Period == 0 {
			return message.New("cohort.why", args)
		}
		if r.table.income != noIncome {
			for _, s := range r.table.revenue(m, nil) {
				if s.column == int32(key.Period) {
					args["amount"] = message.Amount{Money: s.money, Currency: r.Currency}
				}
			}
			return message.New("cohort.why.money", args)
		}
		if back := r.table.cameBack(m, key.Period); back.Known() {
			args["back"] = back
			return message.New("cohort.why.back", args)
		}
		return message.New("cohort.why.ran", args)
	}
}

// memberOf finds somebody in the row of a key, of all rows in the first whose
// cell counts them.
func (r Result) memberOf(key Key, c eventlog.CustomerIndex) (member, bool) {
	for row, members := range r.grouped() {
		if key.Row != AllRows && key.Row != row {
			continue
		}
		at, found := slices.BinarySearchFunc(members, c, func(m member, c eventlog.CustomerIndex) int { return int(m.customer - c) })
		if !found {
			continue
		}
		if key.Row == row || key.Period == 0 || r.averaged(row, key.Period) && slices.Contains(r.columnsOf(members[at]), int32(key.Period)) {
			return members[at], true
		}
	}
	return member{}, false
}

// columnsOf are the columns that count a member.
func (r Result) columnsOf(m member) []int32 {
	if r.table.income == noIncome {
		return r.table.returned(m, nil)
	}
	var columns []int32
	for _, s := range r.table.revenue(m, nil) {
		columns = append(columns, s.column)
	}
	return columns
}

// cameBack is the day of a member's first return in a column, or with OnOrAfter
// in it or a later one; NoDay where a running subscription is what counts.
func (t *table) cameBack(m member, column int) data.Day {
	if t.returns == nil {
		return data.NoDay
	}
	from, to := t.log.EventRange(m.customer)
	for i := from; i < to && t.log.Events.Day[i] <= t.query.AsOf; i++ {
		d := t.log.Events.Day[i]
		if d <= m.start || !t.returns[t.log.Events.Activity[i]] {
			continue
		}
		if k := t.column(t.clock.period(m, d)); k == column || k > column && t.spec.Criterion == OnOrAfter {
			return d
		}
	}
	return data.NoDay
}
