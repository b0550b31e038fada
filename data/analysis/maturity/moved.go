package maturity

import (
	"math"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Way is how a customer's place on one day differs from that on another.
type Way string

// The ways. Every customer here on the later day went one of them.
const (
	Rose    Way = "up"
	Fell    Way = "down"
	Entered Way = "entered" // not here on the first day
	Gone    Way = "left"    // not left on the first day, perhaps not yet here
	Came    Way = "back"    // left on the first day, here again
	Stayed  Way = "same"
)

// Ways lists them as a reader wants them.
var Ways = []Way{Rose, Fell, Entered, Gone, Came, Stayed}

// Movement compares the ladder at the end of two days.
type Movement struct {
	From, To      data.Day
	People        map[Way]int
	Before, After float64 // the relationship maturity index on the two days; NaN where nobody has a stage

	ladder Result
}

// Moved says who stands higher, lower or elsewhere on one day than on an earlier
// one. Days after the as-of date mean that date; what went on in between and was
// undone again does not show.
func (r Result) Moved(from, to data.Day) Movement {
	m := Movement{From: min(from, r.AsOf), To: min(to, r.AsOf), People: map[Way]int{}, ladder: r}
	var ranks, staged [2]int
	m.each(func(_ eventlog.CustomerIndex, places [2]int8, way Way) {
		if way != "" {
			m.People[way]++
		}
		for i, place := range places {
			if place >= 0 {
				ranks[i], staged[i] = ranks[i]+int(place), staged[i]+1
			}
		}
	})
	m.Before, m.After = math.NaN(), math.NaN()
	if len(r.Rows) > 0 {
		m.Before, m.After = r.index(float64(ranks[0]), float64(staged[0])), r.index(float64(ranks[1]), float64(staged[1]))
	}
	return m
}

// Members lists the customers who went a way.
func (m Movement) Members(way Way) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	m.each(func(c eventlog.CustomerIndex, _ [2]int8, went Way) {
		if went == way {
			out = append(out, c)
		}
	})
	return out
}

// each gives every customer of the ladder with its places and its way, for the
// counts and the lists alike; the way is empty for one who is not here yet.
func (m Movement) each(fn func(c eventlog.CustomerIndex, places [2]int8, way Way)) {
	for i, place := range m.ladder.places {
		if place == excluded {
			continue
		}
		c := eventlog.CustomerIndex(i)
		places := [2]int8{m.ladder.placeOn(c, m.From), m.ladder.placeOn(c, m.To)}
		fn(c, places, wayOf(places[0], places[1]))
	}
}

func wayOf(from, to int8) Way {
	switch {
	case to == NotHere:
		return ""
	case to == from:
		return Stayed
	case to == Left:
		return Gone
	case from == NotHere:
		return Entered
	case from == Left:
		return Came
	case to > from:
		return Rose
	}
	return Fell
}

// WayName says in words what a number of customers did.
func (m Movement) WayName(way Way) message.Message {
	return message.New("maturity.way."+string(way), message.Args{"n": m.People[way]})
}

// WayTitle is the same with the two days.
func (m Movement) WayTitle(way Way) message.Message {
	return message.New("maturity.way.between", message.Args{"what": m.WayName(way), "from": m.From, "to": m.To})
}

// IndexWords says how the index moved.
func (m Movement) IndexWords() message.Message {
	if math.IsNaN(m.Before) || math.IsNaN(m.After) {
		return message.Verbatim("")
	}
	return message.New("maturity.moved", message.Args{"before": m.Before, "after": m.After})
}
