package eventlog

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"sync"

	"cxworkbench/data"
)

// together runs functions side by side.
func together(fns ...func()) {
	var wait sync.WaitGroup
	for _, fn := range fns {
		wait.Go(fn)
	}
	wait.Wait()
}

// arrange sorts the interactions of all parts into the log. Columns go from the
// parts to their place one by one, and are let go of there, so that a large log is
// not in memory twice.
func (b *Builder) arrange() {
	l, n := b.log, b.log.Customers()
	b.place(n)
	for _, p := range b.parts {
		b.fail(p.failure)
	}
	if b.failure != nil {
		return
	}
	b.joinOrders()
	a := arrangement{parts: b.parts, assigned: l.EventsFrom[n], all: l.EventsFrom[n+1]}
	l.EventsFrom = l.EventsFrom[: n+1 : n+1]
	a.columns(b)
	l.HasAmounts = slices.Contains(l.Events.HasAmount, true) || slices.Contains(l.Unassigned.HasAmount, true)
	b.parts = nil
}

// joinOrders gives the order references of all parts codes of their own.
func (b *Builder) joinOrders() {
	for _, p := range b.parts {
		if taken := b.refs.take(&p.refs); taken > 0 {
			for i, ref := range p.events.Order {
				if ref != NoRef {
					p.events.Order[i] = taken + ref
				}
			}
		}
	}
}

// place gives each interaction its place by a counting sort of their owners: first
// the customers', then those of nobody. EventsFrom gets one offset more, for these.
func (b *Builder) place(n int) {
	next := make([][]int32, len(b.parts)) // by part and owner: at first how many
	b.inParts(func(i int, p *Part) {
		next[i], p.place = make([]int32, n+1), make([]int32, len(p.customers))
		for k, id := range p.customers {
			owner, err := b.find(id)
			if err != nil && p.failure == nil {
				p.failure = err
			}
			if owner == NoCustomer {
				owner = CustomerIndex(n)
			}
			p.place[k] = int32(owner)
			next[i][owner]++
		}
		p.customers = nil
	})
	from, total := make([]int32, n+2), int32(0)
	for owner := range n + 1 {
		from[owner] = total
		for i := range next {
			total, next[i][owner] = total+next[i][owner], total
		}
	}
	from[n+1] = total
	b.inParts(func(i int, p *Part) {
		for k, owner := range p.place {
			p.place[k] = next[i][owner]
			next[i][owner]++
		}
	})
	b.log.EventsFrom = from
}

// inParts does something in all parts side by side.
func (b *Builder) inParts(do func(i int, p *Part)) {
	fns := make([]func(), len(b.parts))
	for i, p := range b.parts {
		fns[i] = func() { do(i, p) }
	}
	together(fns...)
}

// arrangement is where the interactions of parts go to.
type arrangement struct {
	parts         []*Part
	assigned, all int32 // how many; those of customers stand first
}

// columns puts all columns in order.
func (a *arrangement) columns(b *Builder) {
	l := b.log
	e, u := &l.Events, &l.Unassigned
	// One column of eight bytes at a time, and the row ids, of which the parts have next to nothing, last.
	e.Day, u.Day = column(a, func(e *Events) *[]data.Day { return &e.Day })
	e.At, u.At = column(a, func(e *Events) *[]int64 { return &e.At })
	a.sort(l)
	together(func() {
		e.Phase, u.Phase = column(a, func(e *Events) *[]uint8 { return &e.Phase })
		e.Requested, u.Requested = column(a, func(e *Events) *[]data.Tri { return &e.Requested })
		e.Emotion, u.Emotion = column(a, func(e *Events) *[]int8 { return &e.Emotion })
		e.Amount, u.Amount = a.amounts()
		e.HasAmount, u.HasAmount = column(a, func(e *Events) *[]bool { return &e.HasAmount })
		e.Row, u.Row = a.rowIDs()
	}, func() { // about as much work on either side
		e.Order, u.Order = column(a, func(e *Events) *[]int32 { return &e.Order })
		b.numberOrders()
		e.Product, u.Product = column(a, func(e *Events) *[]int32 { return &e.Product })
		e.Activity, u.Activity = column(a, func(e *Events) *[]uint16 { return &e.Activity })
		e.Channel, u.Channel = column(a, func(e *Events) *[]uint16 { return &e.Channel })
		e.Touchpoint, u.Touchpoint = column(a, func(e *Events) *[]uint16 { return &e.Touchpoint })
	})
}

// sorted is a column that is being put in order.
type sorted[T any] struct{ assigned, unassigned []T }

func sortedOf[T any](a *arrangement) sorted[T] {
	return sorted[T]{make([]T, a.assigned), make([]T, a.all-a.assigned)}
}

func (s *sorted[T]) put(at int32, value T) {
	if int(at) < len(s.assigned) {
		s.assigned[at] = value
	} else {
		s.unassigned[int(at)-len(s.assigned)] = value
	}
}

// column puts in order what the parts have of a column, and lets go of it there.
func column[T any](a *arrangement, of func(*Events) *[]T) (assigned, unassigned []T) {
	out := sortedOf[T](a)
	for _, p := range a.parts {
		values := of(&p.events)
		for i, value := range *values {
			out.put(p.place[i], value)
		}
		*values = nil
	}
	return out.assigned, out.unassigned
}

// amounts is column for the amounts, of which the parts have those there are.
func (a *arrangement) amounts() (assigned, unassigned []data.Money) {
	out := sortedOf[data.Money](a)
	for _, p := range a.parts {
		next := 0
		for i, has := range p.events.HasAmount {
			if has {
				out.put(p.place[i], p.events.Amount[next])
				next++
			}
		}
		p.events.Amount = nil
	}
	return out.assigned, out.unassigned
}

// rowIDs is column for the row ids.
func (a *arrangement) rowIDs() (assigned, unassigned []int64) {
	out := sortedOf[int64](a)
	for _, p := range a.parts {
		last := 0
		for i, at := range p.place {
			if last+1 < len(p.rows) && p.rows[last+1].at == i {
				last++
			}
			out.put(at, p.rows[last].first+int64(i-p.rows[last].at))
		}
	}
	return out.assigned, out.unassigned
}

// sort puts each customer's interactions, and those of nobody, in order of time,
// where they were not read in that order.
func (a *arrangement) sort(l *Log) {
	s := sorter{all: a.all}
	var assigned, unassigned []int64 // row ids, where they were not read in their order
	if !a.ascending() {
		assigned, unassigned = a.rowIDs()
	}
	for c := range CustomerIndex(l.Customers()) {
		from, to := l.EventRange(c)
		s.sort(&l.Events, assigned, from, to, 0)
	}
	s.sort(&l.Unassigned, unassigned, 0, len(l.Unassigned.Day), a.assigned)
	if s.moved == nil {
		return
	}
	fns := make([]func(), len(a.parts))
	for i, p := range a.parts {
		fns[i] = func() {
			for k, at := range p.place {
				p.place[k] = s.moved[at]
			}
		}
	}
	together(fns...)
}

// ascending reports whether interactions were read in the order of their row ids,
// as those of a workspace are.
func (a *arrangement) ascending() bool {
	least := int64(math.MinInt64)
	for _, p := range a.parts {
		for i, r := range p.rows {
			if r.first < least {
				return false
			}
			end := len(p.place)
			if i+1 < len(p.rows) {
				end = p.rows[i+1].at
			}
			least = r.first + int64(end-r.at)
		}
	}
	return true
}

// sorter sorts groups of interactions by day, time and row id.
type sorter struct {
	all   int32
	keys  []sortKey
	moved []int32 // by place where it has got to; nil while all are where they were
}

type sortKey struct {
	day     data.Day
	was     int32
	at, row int64
}

// sort sorts a range; rows is nil where they ascend, and offset what its places have
// more than their positions.
func (s *sorter) sort(e *Events, rows []int64, from, to int, offset int32) {
	days, ats := e.Day[from:to], e.At[from:to]
	inOrder := rows == nil || slices.IsSorted(rows[from:to])
	for i := 1; i < len(days) && inOrder; i++ {
		inOrder = days[i-1] < days[i] || days[i-1] == days[i] && ats[i-1] <= ats[i]
	}
	if inOrder {
		return
	}
	if s.moved == nil {
		s.moved = make([]int32, s.all)
		for i := range s.moved {
			s.moved[i] = int32(i)
		}
	}
	s.keys = s.keys[:0]
	for i, day := range days {
		key := sortKey{day, int32(from+i) + offset, ats[i], int64(i)}
		if rows != nil {
			key.row = rows[from+i]
		}
		s.keys = append(s.keys, key)
	}
	slices.SortFunc(s.keys, func(x, y sortKey) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.at, y.at), cmp.Compare(x.row, y.row))
	})
	for i, k := range s.keys {
		days[i], ats[i] = k.day, k.at
		s.moved[k.was] = int32(from+i) + offset
	}
}

// numberOrders gives the order references of each customer, and those of nobody,
// codes from 1 on.
func (b *Builder) numberOrders() {
	n := numberer{refs: &b.refs, seed: maphash.MakeSeed()}
	for c := range CustomerIndex(b.log.Customers()) {
		from, to := b.log.EventRange(c)
		n.number(b.log.Events.Order[from:to])
	}
	n.number(b.log.Unassigned.Order)
	b.refs = references{}
}
