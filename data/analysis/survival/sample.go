package survival

import (
	"context"
	"math"

	"cxworkbench/data"
	"cxworkbench/data/analysis"
	"cxworkbench/data/analysis/churn"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Units lists what time is counted in.
var Units = []eventlog.Unit{eventlog.UnitDay, eventlog.UnitWeek, eventlog.UnitMonth}

// DefaultUnit is whole calendar months where dates are derived from tenure, of
// which nothing finer is known, else days.
func DefaultUnit(log *eventlog.Log) eventlog.Unit {
	if log.HasDerived {
		return eventlog.UnitMonth
	}
	return eventlog.UnitDay
}

// Person is a customer's spell.
type Person struct {
	Customer eventlog.CustomerIndex
	Spell
}

// Sample is who can be followed, and how many cannot and why.
type Sample struct {
	Unit   eventlog.Unit
	People []Person // by customer
	// TooNew began too late for the rule of leaving to tell; of Unknown there is no
	// record by which it could; Negative left before they began; Unseen were not
	// observed for a whole unit of time after the log began.
	TooNew, Unknown, Negative, Unseen int

	rule  churn.Definition
	lives []churn.Life
}

// NewSample makes the spells of a log's customers: by whole calendar months,
// days, or whole weeks of seven days (C.4, C.30). The zero unit is DefaultUnit.
// Errors are those of churn.Lives, a unit that is not one of Units, and
// CodeNoData where nobody can be followed.
func NewSample(ctx context.Context, log *eventlog.Log, query analysis.Query, rule churn.Definition, unit eventlog.Unit) (Sample, error) {
	if unit == "" {
		unit = DefaultUnit(log)
	}
	if unit != eventlog.UnitDay && unit != eventlog.UnitWeek && unit != eventlog.UnitMonth {
		return Sample{}, data.Errorf(data.CodeBadInput, "Time cannot be counted in units of a %s here; choose day, week or month.", unit)
	}
	lives, err := churn.Lives(ctx, log, query, rule)
	if err != nil {
		return Sample{}, err
	}
	var calendar months
	if unit == eventlog.UnitMonth {
		calendar = newMonths(lives)
	}
	between := func(start, end data.Day) float64 {
		switch unit {
		case eventlog.UnitMonth:
			return float64(calendar.between(start, end))
		case eventlog.UnitWeek:
			return float64(int(end-start) / 7)
		}
		return float64(end - start)
	}
	s := Sample{Unit: unit, rule: rule, lives: lives, People: make([]Person, 0, len(lives))}
	for c := range lives {
		l := &lives[c]
		switch l.State {
		case churn.TooNew:
			s.TooNew++
		case churn.Unknown:
			s.Unknown++
		case churn.Negative:
			s.Negative++
		case churn.Active, churn.Left:
			spell := Spell{Time: between(l.Start, l.End), Event: l.State == churn.Left}
			if l.Entry.Known() {
				spell.Entry = between(l.Start, l.Entry)
			}
			if !l.Observed() || spell.Entry > 0 && spell.Entry >= spell.Time {
				s.Unseen++
				continue
			}
			s.People = append(s.People, Person{eventlog.CustomerIndex(c), spell})
		}
	}
	if len(s.People) == 0 {
		return s, data.Errorf(data.CodeNoData, "There is nobody of whom it is known how long they stayed; widen the filter or choose another rule for leaving.")
	}
	return s, nil
}

// Parts are the definition parts of the sample: the rule of leaving, the unit,
// and who cannot be followed.
func (s Sample) Parts(log *eventlog.Log) []message.Message {
	parts := append(churn.Parts(log, s.lives, s.rule), message.New("survival.def.unit."+string(s.Unit), nil))
	for _, left := range []struct {
		key string
		n   int
	}{{"survival.def.toonew", s.TooNew}, {"survival.def.unknown", s.Unknown}, {"survival.def.unseen", s.Unseen}} {
		if left.n > 0 {
			parts = append(parts, message.New(left.key, message.Args{"n": left.n}))
		}
	}
	return parts
}

// Duration says a time in words: 35 months.
func Duration(t float64, unit eventlog.Unit) message.Message {
	return message.New("survival.time."+string(unit), message.Args{"n": whole(t)})
}

// whole is a number without a decimal where it needs none, for a message.
func whole(t float64) any {
	if t == math.Trunc(t) && math.Abs(t) < 1<<52 {
		return int64(t)
	}
	return t
}
