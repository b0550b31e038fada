// Package survival answers: when do customers leave, how do groups compare, and
// how sure are we? Customers who are still there are censored, not dropped;
// those who were there before the log began enter late (left truncation).
// Definitions C.4 to C.7 and C.32.
//
// The kernel knows no event log: it works on spells. Build makes the spells of
// a log's customers from a definition of leaving. All of it is pure; results
// are immutable and safe for concurrent reading.
package survival

import (
	"math"

	"cxworkbench/data"
)

// Spell is how long one person was observed. A person is at risk over
// (Entry, Time]; with Entry 0 from the very start, a time of 0 included.
type Spell struct {
	Entry float64 // when observation began; 0 = from the start
	Time  float64 // when the event came, or observation ended
	Event bool    // false = censored: still there at Time
}

// CI names the scale on which an interval is made. The zero CI is LogLog. All
// intervals are pointwise, at 95 %.
type CI string

// The scales of C.5.
const (
	LogLog CI = "log-log" // S^exp(±z g / ln S): never leaves 0..1
	Log    CI = "log"     // S exp(±z g), cut at 1: R's default
	Plain  CI = "plain"   // S ± z S g, cut at 0 and 1
)

// ParseCI reads the name of a scale; an empty name is LogLog.
func ParseCI(s string) (CI, error) {
	switch ci := CI(s); ci {
	case "":
		return LogLog, nil
	case LogLog, Log, Plain:
		return ci, nil
	}
	return "", data.Errorf(data.CodeBadInput, "%q is no kind of interval: say %s, %s or %s.", s, LogLog, Log, Plain)
}

// check refuses spells that cannot be.
func check(n int, spell func(i int) (entry, time float64)) error {
	if n == 0 {
		return data.Errorf(data.CodeNoData, "There is nobody to follow, so there is no curve; widen the filter.")
	}
	negative, other := 0, 0
	for i := range n {
		entry, time := spell(i)
		switch {
		case time < 0 || entry < 0:
			negative++
		case !(time <= math.MaxFloat64 && entry <= math.MaxFloat64) || entry > 0 && entry >= time:
			other++
		}
	}
	if negative > 0 {
		return data.Errorf(data.CodeBadInput, "%d of %d durations are negative: somebody left before they began; correct the dates and try again.", negative, n)
	}
	if other > 0 {
		return data.Errorf(data.CodeBadInput, "%d of %d durations end no later than they begin or are no numbers; correct the dates and try again.", other, n)
	}
	return nil
}

// Check refuses spells that cannot be: nobody, negative durations, or observation
// that ends no later than it begins. Errors are data.Error.
func Check(spells []Spell) error {
	return check(len(spells), func(i int) (float64, float64) { return spells[i].Entry, spells[i].Time })
}
