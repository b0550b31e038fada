package lifecycle

import (
	"strconv"

	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// ClassLabel names a class.
func ClassLabel(class Class) message.Message {
	switch class {
	case New:
		return message.New("lifecycle.class.new", nil)
	case Returning:
		return message.New("lifecycle.class.returning", nil)
	case Resurrected:
		return message.New("lifecycle.class.resurrected", nil)
	}
	return message.New("lifecycle.class.dormant", nil)
}

// PeriodLabel names a period: October 2026.
func (r Result) PeriodLabel(period int) message.Message {
	start := r.Periods[period].Start
	year, month, _ := start.Civil()
	switch r.Spec.Unit {
	case eventlog.UnitWeek:
		return message.New("lifecycle.period.week", message.Args{"day": start})
	case eventlog.UnitMonth:
		return message.New("lifecycle.period.month", message.Args{"month": message.Month(start)})
	case eventlog.UnitQuarter:
		return message.New("lifecycle.period.quarter", message.Args{"quarter": (int(month) + 2) / 3, "year": strconv.Itoa(year)})
	case eventlog.UnitYear:
		return message.New("lifecycle.period.year", message.Args{"year": strconv.Itoa(year)})
	}
	return message.New("lifecycle.period.day", message.Args{"day": start})
}

func (r Result) definition() message.Message {
	w := r.walk
	parts := []message.Message{
		message.New("lifecycle.def.active", message.Args{"event": r.Spec.Event.Message()}),
		message.New("lifecycle.def.unit."+string(r.Spec.Unit), nil),
		message.New("lifecycle.def.classes", nil),
	}
	if r.Spec.Unit == eventlog.UnitWeek {
		parts = append(parts, message.New("lifecycle.def.week", message.Args{"weekday": w.log.Settings.WeekStart}))
	}
	parts = append(parts,
		message.New("lifecycle.def.zone", message.Args{"zone": w.log.Settings.Zone}),
		message.New("lifecycle.def.asof", message.Args{"day": r.AsOf}),
		message.New("lifecycle.def.n", message.Args{"n": r.N}))
	parts = append(parts, w.query.Caveats(w.log)...)
	if w.query.From.Known() || w.query.To.Known() {
		parts = append(parts, message.New("lifecycle.def.range", nil))
	}
	return message.New("lifecycle.definition", message.Args{"parts": parts})
}

// finding speaks of the last period that is over and has one before it.
func (r Result) finding() message.Message {
	last := len(r.Periods) - 1
	for last > 0 && r.Periods[last].Open {
		last--
	}
	p := r.Periods[last]
	args := message.Args{
		"period": r.PeriodLabel(last), "active": p.Active(), "new": p.People[New], "returning": p.People[Returning],
		"resurrected": p.People[Resurrected], "dormant": p.People[Dormant],
	}
	came := p.People[New] + p.People[Resurrected]
	args["came"] = came
	switch {
	case last == 0:
		return message.New("lifecycle.finding.first", args)
	case came > p.People[Dormant]:
		return message.New("lifecycle.finding.more", args)
	case came < p.People[Dormant]:
		return message.New("lifecycle.finding.fewer", args)
	}
	return message.New("lifecycle.finding.even", args)
}
