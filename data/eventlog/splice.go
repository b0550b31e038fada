package eventlog

import (
	"cmp"
	"fmt"
	"slices"
)

// cut is a stretch of an old column that a stretch of a new one replaces.
type cut struct {
	of                           CustomerIndex
	from, to, freshFrom, freshTo int32
}

// cutsOf gives what customers at places of the old log, in order, take out there
// and bring along; from and fresh are the offsets of both logs.
func cutsOf(places []CustomerIndex, from, fresh []int32) []cut {
	var cuts []cut
	end := CustomerIndex(len(from) - 1)
	for i, p := range places {
		c := cut{p, from[min(p, end)], from[min(p+1, end)], fresh[i], fresh[i+1]}
		if c.from < c.to || c.freshFrom < c.freshTo {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// splice gives a column with stretches replaced; the old one where there are none.
func splice[T any](old []T, cuts []cut, fresh []T) []T {
	if len(cuts) == 0 {
		return old
	}
	size := len(old)
	for _, c := range cuts {
		size += int(c.freshTo-c.freshFrom) - int(c.to-c.from)
	}
	out, at := make([]T, 0, size), int32(0)
	for _, c := range cuts {
		out = append(append(out, old[at:c.from]...), fresh[c.freshFrom:c.freshTo]...)
		at = c.to
	}
	return append(out, old[at:]...)
}

// shifted gives the offsets of n customers after the cuts.
func shifted(from []int32, cuts []cut, n int) []int32 {
	out := slices.Grow(slices.Clone(from), n+1-len(from))
	for len(out) < n+1 {
		out = append(out, from[len(from)-1])
	}
	moved := int32(0)
	for i, c := range cuts {
		moved += (c.freshTo - c.freshFrom) - (c.to - c.from)
		last := n
		if i+1 < len(cuts) {
			last = int(cuts[i+1].of)
		}
		for k := int(c.of) + 1; k <= last; k++ {
			out[k] += moved
		}
	}
	return out
}

func (e *Events) spliced(cuts []cut, fresh *Events) Events {
	return Events{
		splice(e.Day, cuts, fresh.Day), splice(e.At, cuts, fresh.At), splice(e.Activity, cuts, fresh.Activity), splice(e.Channel, cuts, fresh.Channel),
		splice(e.Touchpoint, cuts, fresh.Touchpoint), splice(e.Product, cuts, fresh.Product), splice(e.Phase, cuts, fresh.Phase),
		splice(e.Requested, cuts, fresh.Requested), splice(e.Emotion, cuts, fresh.Emotion), splice(e.Amount, cuts, fresh.Amount),
		splice(e.HasAmount, cuts, fresh.HasAmount), splice(e.Order, cuts, fresh.Order), splice(e.Row, cuts, fresh.Row),
	}
}

// relink fills EventTicket after the events of customers at places were replaced;
// tickets are what theirs belong to, by row ids.
func (l *Log) relink(old *Log, places []CustomerIndex, tickets map[int64]int64) error {
	if old.EventTicket == nil && len(tickets) == 0 {
		return nil
	}
	links := old.EventTicket
	if links == nil {
		links = slices.Repeat([]int32{-1}, old.Events.Len())
	}
	var fresh []int32
	var from []int32
	for _, p := range places {
		from = append(from, int32(len(fresh)))
		first, last := l.EventRange(p)
		for _, row := range l.Events.Row[first:last] {
			ticket, linked := tickets[row]
			at := -1
			if linked {
				if at = slices.Index(l.Tickets.Row, ticket); at < 0 {
					return damaged(fmt.Errorf("ticket %d of an interaction does not exist", ticket))
				}
			}
			fresh = append(fresh, int32(at))
		}
	}
	links = splice(links, cutsOf(places, old.EventsFrom, append(from, int32(len(fresh)))), fresh)
	if slices.ContainsFunc(links, func(ticket int32) bool { return ticket >= 0 }) {
		l.EventTicket = links
	}
	return nil
}

// patchedAttributes gives the attributes of n customers, of whom those at places
// have what fresh says instead of what they had.
func patchedAttributes(old, fresh []Attribute, places []CustomerIndex, n int) []Attribute {
	byName := map[string][2]*Attribute{}
	for i := range old {
		byName[old[i].Name] = [2]*Attribute{&old[i]}
	}
	for i := range fresh {
		byName[fresh[i].Name] = [2]*Attribute{byName[fresh[i].Name][0], &fresh[i]}
	}
	var out []Attribute
	for name, pair := range byName {
		a := Attribute{Name: name, Codes: make([]int32, n)}
		if pair[0] != nil {
			a.Values = pair[0].Values
			copy(a.Codes, pair[0].Codes)
		}
		values := slices.Clip(a.Values)
		for i, p := range places {
			a.Codes[p] = 0
			if pair[1] == nil {
				continue
			}
			if text, known := pair[1].Of(CustomerIndex(i)); known {
				code := slices.Index(values, text) + 1
				if code == 0 {
					values = append(values, text)
					code = len(values)
				}
				a.Codes[p] = int32(code)
			}
		}
		a.Values = values
		if a.tidy(); len(a.Values) > 0 {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// tidy drops values that nobody has, sorts the others and renumbers the codes.
func (a *Attribute) tidy() {
	used := make([]bool, len(a.Values)+1)
	for _, code := range a.Codes {
		used[code] = true
	}
	var kept []string
	for i, text := range a.Values {
		if used[i+1] {
			kept = append(kept, text)
		}
	}
	slices.Sort(kept)
	if slices.Equal(kept, a.Values) {
		return
	}
	renumber := make([]int32, len(a.Values)+1)
	for i, text := range a.Values {
		if at, found := slices.BinarySearch(kept, text); found {
			renumber[i+1] = int32(at + 1)
		}
	}
	for i, code := range a.Codes {
		a.Codes[i] = renumber[code]
	}
	a.Values = kept
}
