package eventlog

import "slices"

// sortRows groups rows by owner with a counting sort, sorts each group and
// gives the order, the group offsets and the rows without an owner.
func sortRows(owner []CustomerIndex, n int, compare func(x, y int32) int) (order, from, none []int32) {
	from = make([]int32, n+1)
	for _, o := range owner {
		if o >= 0 {
			from[o+1]++
		}
	}
	for i := range n {
		from[i+1] += from[i]
	}
	next := slices.Clone(from)
	order = make([]int32, from[n])
	for row, o := range owner {
		if o < 0 {
			none = append(none, int32(row))
			continue
		}
		order[next[o]] = int32(row)
		next[o]++
	}
	for i := range n {
		group := order[from[i]:from[i+1]]
		if !slices.IsSortedFunc(group, compare) {
			slices.SortFunc(group, compare)
		}
	}
	slices.SortFunc(none, compare)
	return order, from, none
}

func pick[T any](column []T, order []int32) []T {
	out := make([]T, len(order))
	for i, row := range order {
		out[i] = column[row]
	}
	return out
}

// gather picks every column.
func (e *Events) gather(order []int32) (out Events) {
	together(func() { // about as large on either side
		out.Day, out.At = pick(e.Day, order), pick(e.At, order)
		out.Activity, out.Channel = pick(e.Activity, order), pick(e.Channel, order)
		out.Touchpoint, out.Product = pick(e.Touchpoint, order), pick(e.Product, order)
	}, func() {
		out.Amount, out.HasAmount = pick(e.Amount, order), pick(e.HasAmount, order)
		out.Order, out.Row = pick(e.Order, order), pick(e.Row, order)
		out.Phase, out.Requested, out.Emotion = pick(e.Phase, order), pick(e.Requested, order), pick(e.Emotion, order)
	})
	return out
}
