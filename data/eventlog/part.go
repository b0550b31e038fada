package eventlog

import (
	"math"
	"slices"
	"sync"
	"time"

	"cxworkbench/data"
)

// Part is a share of the interactions, for a goroutine of its own. It reads what
// the Builder knew when it was made and changes nothing there before it is joined.
type Part struct {
	builder   *Builder
	events    Events
	customers []int64  // row ids, by event; 0 without a customer
	orders    []string // by code-1
	orderCode map[string]int32
	offset    struct{ from, until, ms int64 } // of the zone from UTC in a span of time, in milliseconds
	failure   error
}

// Part makes room for about n interactions. Parts are joined in the order of
// the file.
func (b *Builder) Part(n int) *Part {
	n = min(max(n, 0), 1<<24) // row ids may have gaps, so that there can be far fewer
	return &Part{builder: b, orderCode: map[string]int32{}, customers: make([]int64, 0, n), events: Events{
		Day: make([]data.Day, 0, n), At: make([]int64, 0, n), Activity: make([]uint16, 0, n), Channel: make([]uint16, 0, n),
		Touchpoint: make([]uint16, 0, n), Product: make([]int32, 0, n), Phase: make([]uint8, 0, n), Requested: make([]data.Tri, 0, n),
		Emotion: make([]int8, 0, n), Amount: make([]data.Money, 0, n), HasAmount: make([]bool, 0, n), Order: make([]int32, 0, n),
		Row: make([]int64, 0, n),
	}}
}

// Interaction adds an interaction.
func (p *Part) Interaction(in *data.Interaction) {
	e, codes := &p.events, &p.builder.codes
	p.customers = append(p.customers, in.CustomerID)
	e.Day = append(e.Day, p.day(in.When))
	if in.When.Dated() {
		e.At = append(e.At, DatedOnly)
	} else {
		e.At = append(e.At, in.When.At)
	}
	e.Activity = append(e.Activity, uint16(p.code(&codes.activity, in.ActivityID, "activity")))
	e.Channel = append(e.Channel, uint16(p.code(&codes.channel, in.ChannelID, "channel")))
	e.Touchpoint = append(e.Touchpoint, uint16(p.code(&codes.touchpoint, in.TouchpointID, "touchpoint")))
	e.Product = append(e.Product, int32(p.code(&codes.product, in.ProductID, "product")))
	e.Phase = append(e.Phase, p.builder.phases[in.Phase])
	e.Requested = append(e.Requested, in.Requested)
	emotion := NoEmotion
	if in.HasEmotion {
		emotion = int8(in.Emotion)
	}
	e.Emotion = append(e.Emotion, emotion)
	e.Amount = append(e.Amount, in.Amount)
	e.HasAmount = append(e.HasAmount, in.HasAmount)
	e.Order = append(e.Order, p.order(in.OrderRef))
	e.Row = append(e.Row, in.ID)
}

// day is the civil date of a moment in the zone of the workspace. Most records lie
// in the span of time of the one before, in which the zone keeps its offset.
func (p *Part) day(when data.Moment) data.Day {
	if when.Dated() {
		return when.Day
	}
	if when.At < p.offset.from || when.At >= p.offset.until {
		at := time.UnixMilli(when.At).In(p.builder.log.Zone)
		_, seconds := at.Zone()
		p.offset.ms = int64(seconds) * 1000
		p.offset.from, p.offset.until = math.MinInt64, math.MaxInt64
		from, until := at.ZoneBounds()
		if !from.IsZero() {
			p.offset.from = from.UnixMilli()
		}
		if !until.IsZero() {
			p.offset.until = until.UnixMilli()
		}
	}
	const day = 24 * 60 * 60 * 1000
	local := when.At + p.offset.ms
	return data.Day((local - (local%day+day)%day) / day)
}

func (p *Part) code(codes *codes, id int64, what string) int {
	code, err := codeOf(codes, id, what)
	if err != nil && p.failure == nil {
		p.failure = err
	}
	return code
}

func (p *Part) order(ref string) int32 {
	if ref == "" {
		return NoRef
	}
	code, ok := p.orderCode[ref]
	if !ok {
		p.orders = append(p.orders, ref)
		code = int32(len(p.orders))
		p.orderCode[ref] = code
	}
	return code
}

// Join takes in a part, which is spent afterwards.
func (b *Builder) Join(p *Part) {
	all := b.events
	if all.failure == nil {
		all.failure = p.failure
	}
	if len(all.customers) == 0 {
		p.failure = all.failure
		b.events = p
		return
	}
	renumber := make([]int32, len(p.orders)+1) // NoRef stays
	for i, ref := range p.orders {
		renumber[i+1] = all.order(ref)
	}
	for i, code := range p.events.Order {
		p.events.Order[i] = renumber[code]
	}
	all.customers = append(all.customers, p.customers...)
	all.events.add(&p.events)
}

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
func (e Events) gather(order []int32) Events { return e.take(order) }

// take is gather that lets go of each column once it is picked, so that a large log
// is not there twice.
func (e *Events) take(order []int32) (out Events) {
	var wait sync.WaitGroup
	for _, columns := range []func(){ // about as large on either side
		func() {
			out.Day, e.Day = pick(e.Day, order), nil
			out.At, e.At = pick(e.At, order), nil
			out.Activity, e.Activity = pick(e.Activity, order), nil
			out.Channel, e.Channel = pick(e.Channel, order), nil
			out.Touchpoint, e.Touchpoint = pick(e.Touchpoint, order), nil
			out.Product, e.Product = pick(e.Product, order), nil
		},
		func() {
			out.Amount, e.Amount = pick(e.Amount, order), nil
			out.Order, e.Order = pick(e.Order, order), nil
			out.Row, e.Row = pick(e.Row, order), nil
			out.Phase, e.Phase = pick(e.Phase, order), nil
			out.Requested, e.Requested = pick(e.Requested, order), nil
			out.Emotion, e.Emotion = pick(e.Emotion, order), nil
			out.HasAmount, e.HasAmount = pick(e.HasAmount, order), nil
		},
	} {
		wait.Go(columns)
	}
	wait.Wait()
	return out
}

// add appends the rows of others.
func (e *Events) add(o *Events) {
	e.Day, e.At = append(e.Day, o.Day...), append(e.At, o.At...)
	e.Activity, e.Channel = append(e.Activity, o.Activity...), append(e.Channel, o.Channel...)
	e.Touchpoint, e.Product = append(e.Touchpoint, o.Touchpoint...), append(e.Product, o.Product...)
	e.Phase, e.Requested = append(e.Phase, o.Phase...), append(e.Requested, o.Requested...)
	e.Emotion, e.Order, e.Row = append(e.Emotion, o.Emotion...), append(e.Order, o.Order...), append(e.Row, o.Row...)
	e.Amount, e.HasAmount = append(e.Amount, o.Amount...), append(e.HasAmount, o.HasAmount...)
}
