package survival

import (
	"slices"

	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Who says which people of a group a number counts.
type Who string

// The people of a curve. Those of a time are counted by the point there.
const (
	Followed   Who = "followed"   // Curve.N
	AllLeft    Who = "left"       // Curve.Events
	AllStayed  Who = "stayed"     // Curve.Censored
	LeftAt     Who = "left.at"    // Point.Events
	CensoredAt Who = "stayed.at"  // Point.Censored: still there when last seen
	AtRiskAt   Who = "at.risk.at" // Point.AtRisk
)

// AllGroups as the group of a Key means all groups together.
const AllGroups = -1

// Key names a number of a result: people of a group, those of a time where the
// Who is of one.
type Key struct {
	Group int
	Who   Who
	T     float64
}

// Members lists the people behind a number, by customer: as many as it counts.
func (r Result) Members(key Key) []eventlog.CustomerIndex {
	var out []eventlog.CustomerIndex
	for g, people := range r.people {
		if key.Group != AllGroups && key.Group != g {
			continue
		}
		curve := &r.Groups[g].Curve
		for i := range people {
			if p := &people[i]; curve.follows(p.Spell) && key.counts(p.Spell, curve.From) {
				out = append(out, p.Customer)
			}
		}
	}
	if key.Group == AllGroups {
		slices.Sort(out)
	}
	return out
}

// follows reports whether a spell is in the curve's figures.
func (c Curve) follows(s Spell) bool {
	return c.N > 0 && (c.From == 0 || s.Time > c.From)
}

func (k Key) counts(s Spell, from float64) bool {
	switch k.Who {
	case AllLeft:
		return s.Event
	case AllStayed:
		return !s.Event
	case LeftAt:
		return s.Event && s.Time == k.T
	case CensoredAt:
		return !s.Event && s.Time == k.T
	case AtRiskAt:
		if k.T == from { // just after it, as Curve.At has it
			return s.Entry <= k.T
		}
		return k.T > from && s.Time >= k.T && (s.Entry == 0 || s.Entry < k.T)
	}
	return true
}

// KeyName says in words what a number counts; n is how many.
func (r Result) KeyName(key Key, n int) message.Message {
	args := message.Args{"n": n, "time": Duration(key.T, r.Spec.Unit)}
	if key.Group == AllGroups || r.Spec.By == "" {
		return message.New("survival.key."+string(key.Who), args)
	}
	return message.New("survival.key.of", message.Args{
		"people":    message.New("survival.key."+string(key.Who), args),
		"attribute": r.Spec.By, "value": r.Groups[key.Group].Value,
	})
}
