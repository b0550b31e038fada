package app

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"cxworkbench/data"
	"cxworkbench/data/eventlog"
)

// Order is one key of the order of a list.
type Order struct {
	Field   PersonField `json:"field"`
	Falling bool        `json:"falling,omitempty"`
}

// missing is the key of what is not known, which stands last in either direction.
const missing = math.MaxInt64

// Ordered gives the same people in another order: by the first key, those equal in
// it by the next; equal ones keep theirs.
func (r Roster) Ordered(by ...Order) Roster {
	keys := make([][]int64, len(by))
	for k, order := range by {
		keys[k] = r.keys(order.Field)
	}
	at := make([]int, len(r.order))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int {
		for k, order := range by {
			left, right := keys[k][a], keys[k][b]
			switch {
			case left == right:
				continue
			case order.Falling && left != missing && right != missing:
				return cmp.Compare(right, left)
			}
			return cmp.Compare(left, right)
		}
		return 0
	})
	sorted := r
	sorted.order = make([]eventlog.CustomerIndex, len(at))
	for i, from := range at {
		sorted.order[i] = r.order[from]
	}
	return sorted
}

// keys gives a number for each person of the list that stands for its field in the
// order.
func (r Roster) keys(by PersonField) []int64 {
	keys := make([]int64, len(r.order))
	if by == FieldLabel || by == FieldChannel {
		texts := make([]string, len(r.order))
		for i, c := range r.order {
			texts[i] = strings.ToLower(r.text(c, by))
		}
		return ranks(texts)
	}
	if name, ok := by.Attribute(); ok {
		rank := attributeRanks(r.log.Attribute(name))
		for i, c := range r.order {
			if keys[i] = missing; rank != nil {
				keys[i] = rank(c)
			}
		}
		return keys
	}
	for i, c := range r.order {
		if n, known := r.person(c).number(r, by); known {
			keys[i] = n
		} else {
			keys[i] = missing
		}
	}
	return keys
}

// attributeRanks gives the place of each customer's value: by number where all
// values are numbers, else as text. There is none of an attribute that is not there.
func attributeRanks(a *eventlog.Attribute) func(c eventlog.CustomerIndex) int64 {
	if a == nil {
		return nil
	}
	numbers := make([]float64, len(a.Values))
	for i, text := range a.Values {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(n) {
			numbers = nil
			break
		}
		numbers[i] = n
	}
	rank := make([]int64, len(a.Values)+1)
	rank[0] = missing
	byNumber := slices.Compact(slices.Sorted(slices.Values(numbers)))
	for i := range a.Values { // the values are sorted as text
		if rank[i+1] = int64(i); numbers != nil {
			at, _ := slices.BinarySearch(byNumber, numbers[i])
			rank[i+1] = int64(at)
		}
	}
	return func(c eventlog.CustomerIndex) int64 { return rank[a.Codes[c]] }
}

// ranks gives each text its place among them; an empty one is missing.
func ranks(texts []string) []int64 {
	sorted := slices.Compact(slices.Sorted(slices.Values(texts)))
	rank := make(map[string]int64, len(sorted))
	for i, text := range sorted {
		rank[text] = int64(i)
	}
	rank[""] = missing
	out := make([]int64, len(texts))
	for i, text := range texts {
		out[i] = rank[text]
	}
	return out
}

// number is a field that is a number or a date, and whether it is known.
func (p Person) number(r Roster, by PersonField) (n int64, known bool) {
	switch by {
	case FieldStage:
		return int64(p.Place), true
	case FieldFirst:
		return int64(p.First), p.First.Known()
	case FieldLast:
		return int64(p.Last), p.Last.Known()
	case FieldSilent:
		return int64(r.AsOf() - p.Last), p.Last.Known()
	case FieldInteractions:
		return int64(p.Interactions), true
	case FieldPurchases:
		return r.count(p, data.KindPurchase), true
	case FieldComplaints:
		return r.count(p, data.KindComplaint), true
	case FieldValue:
		return int64(p.Value), true
	}
	return 0, false
}

// count is how many of a person's interactions are of a kind.
func (r Roster) count(p Person, kind data.Kind) (n int64) {
	from, _ := r.log.EventRange(p.Customer)
	for _, code := range r.log.Events.Activity[from : from+p.Interactions] {
		if r.log.Activities[code].Kind == kind {
			n++
		}
	}
	return n
}

// text is a field that is words; empty where it is not known.
func (r Roster) text(c eventlog.CustomerIndex, by PersonField) string {
	switch by {
	case FieldLabel:
		return r.log.Labels[c]
	case FieldChannel:
		from, _ := r.log.EventRange(c)
		if n := r.person(c).Interactions; n > 0 {
			return r.log.Channels[r.log.Events.Channel[from+n-1]].Name
		}
		return ""
	}
	if name, ok := by.Attribute(); ok {
		if a := r.log.Attribute(name); a != nil {
			value, _ := a.Of(c)
			return value
		}
	}
	return ""
}
