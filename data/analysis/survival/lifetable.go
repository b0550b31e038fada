package survival

// lifeTable counts what happened at each distinct time.
type lifeTable struct {
	times                     []float64
	entered, events, censored []int32 // at each time; entered counts late entries only
	fromStart                 int     // people there from the start
}

// tally counts spells. A late entry at a time puts a person at risk after it.
func tally(spells []Spell) lifeTable {
	values := make([]float64, len(spells), len(spells)+len(spells)/4)
	late := 0
	for i := range spells {
		values[i] = spells[i].Time
	}
	for i := range spells {
		if spells[i].Entry > 0 {
			values = append(values, spells[i].Entry)
			late++
		}
	}
	var at []int32
	var t lifeTable
	t.times, at = Scale(values)
	t.fromStart = len(spells) - late
	counts := make([]int32, 3*len(t.times))
	t.entered, t.events, t.censored = counts[:len(t.times)], counts[len(t.times):2*len(t.times)], counts[2*len(t.times):]
	for i := range spells {
		if spells[i].Event {
			t.events[at[i]]++
		} else {
			t.censored[at[i]]++
		}
	}
	for _, i := range at[len(spells):] {
		t.entered[i]++
	}
	return t
}

// start is the place of the first time of a curve: 0, or with late entries the
// one after the first entry with enough at risk. It is false where there are
// never enough.
func (t lifeTable) start() (first int, ok bool) {
	if late := t.fromStart < enoughAtRisk && t.lateEntries(); !late {
		return 0, true
	}
	at := t.fromStart
	for i := range t.times {
		at += int(t.entered[i] - t.events[i] - t.censored[i])
		if at >= enoughAtRisk {
			return i + 1, true
		}
	}
	return 0, false
}

func (t lifeTable) lateEntries() bool {
	for _, n := range t.entered {
		if n > 0 {
			return true
		}
	}
	return false
}

// riskBefore is how many are at risk just before the time at a place.
func (t lifeTable) riskBefore(place int) int {
	at := t.fromStart
	for i := range place {
		at += int(t.entered[i] - t.events[i] - t.censored[i])
	}
	return at
}
