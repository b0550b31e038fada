package eventlog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"cxworkbench/data"
)

// Dictionaries are the small tables that a log's codes point into, as the
// workspace holds them; row ids are their ID fields.
type Dictionaries struct {
	Activities  []data.Activity
	Channels    []data.Channel
	Touchpoints []data.Touchpoint
	Products    []data.Product
	Reasons     []data.LeaveReason
	Stages      []data.Stage // by rank
	Rules       []data.StageRule
}

// Builder collects records in any order and sorts them into a Log. It is for
// one goroutine.
type Builder struct {
	log       *Log
	customers map[int64]CustomerIndex
	codes     struct{ activity, channel, touchpoint, product, reason, stage map[int64]int }
	orders    map[string]int32
	phases    map[data.Phase]uint8

	events          Events
	owner           []CustomerIndex // of events; -1 without a customer
	subscriptions   Subscriptions
	subscriptionsOf []CustomerIndex
	changes         Changes
	changesOf       []CustomerIndex
	attributes      map[string]*attributeBuilder
	attributeOrder  []string
	failure         error
}

type attributeBuilder struct {
	codes  []int32
	values []string
	byText map[string]int32
}

// NewBuilder starts a log of a workspace with these settings and dictionaries.
func NewBuilder(settings data.Settings, revision int64, dict Dictionaries) (*Builder, error) {
	zone, err := settings.Location()
	if err != nil {
		return nil, fmt.Errorf("find the zone %q of the workspace: %w", settings.Zone, err)
	}
	b := &Builder{
		log:        &Log{Revision: revision, Settings: settings, Zone: zone, First: data.NoDay, Last: data.NoDay},
		customers:  map[int64]CustomerIndex{},
		orders:     map[string]int32{},
		phases:     map[data.Phase]uint8{},
		attributes: map[string]*attributeBuilder{},
	}
	for i, p := range data.Phases {
		b.phases[p] = uint8(i + 1)
	}
	l := b.log
	l.Activities = dict.Activities
	l.Channels = append([]data.Channel{{}}, dict.Channels...)
	l.Touchpoints = append([]data.Touchpoint{{}}, dict.Touchpoints...)
	l.Products = append([]data.Product{{}}, dict.Products...)
	l.Reasons = append([]data.LeaveReason{{}}, dict.Reasons...)
	l.Stages = dict.Stages
	l.Rules = dict.Rules
	b.codes.activity = codesOf(l.Activities, func(a data.Activity) int64 { return a.ID })
	b.codes.channel = codesOf(l.Channels, func(c data.Channel) int64 { return c.ID })
	b.codes.touchpoint = codesOf(l.Touchpoints, func(t data.Touchpoint) int64 { return t.ID })
	b.codes.product = codesOf(l.Products, func(p data.Product) int64 { return p.ID })
	b.codes.reason = codesOf(l.Reasons, func(r data.LeaveReason) int64 { return r.ID })
	b.codes.stage = codesOf(l.Stages, func(s data.Stage) int64 { return s.ID })
	if len(l.Activities) > math.MaxUint16 || len(l.Channels) > math.MaxUint16 || len(l.Touchpoints) > math.MaxUint16 {
		return nil, data.Errorf(data.CodeBadInput, "The workspace has more than 65,535 kinds of activity, channel or touchpoint; a column was probably imported as the wrong field. Undo that import.")
	}
	return b, nil
}

func codesOf[T any](items []T, id func(T) int64) map[int64]int {
	codes := make(map[int64]int, len(items))
	for i, item := range items {
		codes[id(item)] = i
	}
	return codes
}

// Customer adds a customer. Ids must come in ascending order, before the
// customer's records; attributes may be nil.
func (b *Builder) Customer(id int64, label string, attributes map[string]string) {
	index := CustomerIndex(len(b.log.CustomerIDs))
	b.customers[id] = index
	b.log.CustomerIDs = append(b.log.CustomerIDs, id)
	b.log.Labels = append(b.log.Labels, label)
	for name, text := range attributes {
		b.attribute(index, name, text)
	}
}

func (b *Builder) attribute(index CustomerIndex, name, text string) {
	if text == "" {
		return
	}
	a := b.attributes[name]
	if a == nil {
		a = &attributeBuilder{byText: map[string]int32{}}
		b.attributes[name] = a
		b.attributeOrder = append(b.attributeOrder, name)
	}
	code, ok := a.byText[text]
	if !ok {
		a.values = append(a.values, text)
		code = int32(len(a.values))
		a.byText[text] = code
	}
	for len(a.codes) < int(index) {
		a.codes = append(a.codes, 0)
	}
	a.codes = append(a.codes, code)
}

func (b *Builder) fail(format string, args ...any) {
	if b.failure == nil {
		b.failure = fmt.Errorf(format, args...)
	}
}

// code finds the code of a row id; id 0 is "none", which is code 0 wherever a
// dictionary has a none.
func (b *Builder) code(codes map[int64]int, id int64, what string) int {
	code, ok := codes[id]
	if !ok {
		b.fail("%s %d of a record does not exist", what, id)
	}
	return code
}

// ownerOf gives the index of a customer, -1 for none.
func (b *Builder) ownerOf(id int64) CustomerIndex {
	if id == 0 {
		return -1
	}
	index, ok := b.customers[id]
	if !ok {
		b.fail("customer %d of a record does not exist", id)
	}
	return index
}

// Interaction adds an interaction.
func (b *Builder) Interaction(in *data.Interaction) {
	e := &b.events
	b.owner = append(b.owner, b.ownerOf(in.CustomerID))
	e.Day = append(e.Day, in.When.DayIn(b.log.Zone))
	if in.When.Dated() {
		e.At = append(e.At, DatedOnly)
	} else {
		e.At = append(e.At, in.When.At)
	}
	e.Activity = append(e.Activity, uint16(b.code(b.codes.activity, in.ActivityID, "activity")))
	e.Channel = append(e.Channel, uint16(b.code(b.codes.channel, in.ChannelID, "channel")))
	e.Touchpoint = append(e.Touchpoint, uint16(b.code(b.codes.touchpoint, in.TouchpointID, "touchpoint")))
	e.Product = append(e.Product, int32(b.code(b.codes.product, in.ProductID, "product")))
	e.Phase = append(e.Phase, b.phases[in.Phase])
	e.Requested = append(e.Requested, in.Requested)
	emotion := NoEmotion
	if in.HasEmotion {
		emotion = int8(in.Emotion)
	}
	e.Emotion = append(e.Emotion, emotion)
	e.Amount = append(e.Amount, in.Amount)
	e.HasAmount = append(e.HasAmount, in.HasAmount)
	b.log.HasAmounts = b.log.HasAmounts || in.HasAmount
	e.Order = append(e.Order, b.order(in.OrderRef))
	e.Row = append(e.Row, in.ID)
}

func (b *Builder) order(ref string) int32 {
	if ref == "" {
		return NoRef
	}
	code, ok := b.orders[ref]
	if !ok {
		code = int32(len(b.orders) + 1)
		b.orders[ref] = code
	}
	return code
}

// Subscription adds a subscription.
func (b *Builder) Subscription(s *data.Subscription) {
	t := &b.subscriptions
	b.subscriptionsOf = append(b.subscriptionsOf, b.ownerOf(s.CustomerID))
	t.Start = append(t.Start, s.Start)
	t.End = append(t.End, s.End)
	t.Monthly = append(t.Monthly, s.Monthly)
	t.HasMonthly = append(t.HasMonthly, s.HasMonthly)
	t.Reason = append(t.Reason, int32(b.code(b.codes.reason, s.ReasonID, "reason")))
	t.Product = append(t.Product, int32(b.code(b.codes.product, s.ProductID, "product")))
	t.DatesDerived = append(t.DatesDerived, s.DatesDerived)
	t.Row = append(t.Row, s.ID)
	b.log.HasDerived = b.log.HasDerived || s.DatesDerived
}

// StageChange adds a recorded stage change.
func (b *Builder) StageChange(s *data.StageChange) {
	b.changesOf = append(b.changesOf, b.ownerOf(s.CustomerID))
	b.changes.Day = append(b.changes.Day, s.Day)
	b.changes.Stage = append(b.changes.Stage, int8(b.code(b.codes.stage, s.StageID, "stage")))
	b.changes.Row = append(b.changes.Row, s.ID)
}

// Log sorts what was added. The Builder is spent afterwards.
func (b *Builder) Log() (*Log, error) {
	if b.failure != nil {
		return nil, data.Wrap(b.failure, data.CodeDamaged, "The workspace refers to a record that is not there (%v); restore a backup or check the file.", b.failure)
	}
	l := b.log
	n := l.Customers()

	order, from, unassigned := sortRows(b.owner, n, func(x, y int32) int {
		e := &b.events
		return cmp.Or(cmp.Compare(e.Day[x], e.Day[y]), cmp.Compare(e.At[x], e.At[y]), cmp.Compare(e.Row[x], e.Row[y]))
	})
	l.EventsFrom, l.Events, l.Unassigned = from, b.events.gather(order), b.events.gather(unassigned)

	s := &b.subscriptions
	order, from, _ = sortRows(b.subscriptionsOf, n, func(x, y int32) int {
		return cmp.Or(cmp.Compare(s.Start[x], s.Start[y]), cmp.Compare(s.Row[x], s.Row[y]))
	})
	l.SubscriptionsFrom = from
	l.Subscriptions = Subscriptions{
		pick(s.Start, order), pick(s.End, order), pick(s.Monthly, order), pick(s.HasMonthly, order),
		pick(s.Reason, order), pick(s.Product, order), pick(s.DatesDerived, order), pick(s.Row, order),
	}

	c := &b.changes
	order, from, _ = sortRows(b.changesOf, n, func(x, y int32) int {
		return cmp.Or(cmp.Compare(c.Day[x], c.Day[y]), cmp.Compare(c.Row[x], c.Row[y]))
	})
	l.ChangesFrom = from
	l.Changes = Changes{pick(c.Day, order), pick(c.Stage, order), pick(c.Row, order)}

	b.finishAttributes(n)
	b.finishSpan()
	return l, nil
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

func (e *Events) gather(order []int32) Events {
	return Events{
		pick(e.Day, order), pick(e.At, order), pick(e.Activity, order), pick(e.Channel, order),
		pick(e.Touchpoint, order), pick(e.Product, order), pick(e.Phase, order), pick(e.Requested, order),
		pick(e.Emotion, order), pick(e.Amount, order), pick(e.HasAmount, order), pick(e.Order, order), pick(e.Row, order),
	}
}

// finishAttributes sorts each attribute's values and renumbers its codes.
func (b *Builder) finishAttributes(n int) {
	slices.Sort(b.attributeOrder)
	for _, name := range b.attributeOrder {
		a := b.attributes[name]
		sorted := slices.Clone(a.values)
		slices.Sort(sorted)
		renumber := make([]int32, len(sorted)+1)
		for code, text := range sorted {
			renumber[a.byText[text]] = int32(code + 1)
		}
		codes := make([]int32, n)
		for i, code := range a.codes {
			codes[i] = renumber[code]
		}
		b.log.Attributes = append(b.log.Attributes, Attribute{Name: name, Values: sorted, Codes: codes})
	}
}

func (b *Builder) finishSpan() {
	l := b.log
	widen := func(d data.Day) {
		if !d.Known() {
			return
		}
		if !l.First.Known() || d < l.First {
			l.First = d
		}
		if !l.Last.Known() || d > l.Last {
			l.Last = d
		}
	}
	for _, days := range [][]data.Day{l.Events.Day, l.Unassigned.Day, l.Subscriptions.Start, l.Subscriptions.End, l.Changes.Day} {
		for _, d := range days {
			widen(d)
		}
	}
}
