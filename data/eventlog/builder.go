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
	Metrics     []data.Metric
	Options     map[string]string // what analyses are asked with here, by their name
}

// Builder collects records in any order and sorts them into a Log. It is for
// one goroutine.
type Builder struct {
	log    *Log
	codes  struct{ activity, channel, touchpoint, product, reason, stage codes }
	phases map[data.Phase]uint8

	events          *Part
	parts           []*Part // in the order of the file; events is the first
	refs            references
	service         service
	subscriptions   Subscriptions
	subscriptionsOf []CustomerIndex // by subscription
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
	l.Metrics = dict.Metrics
	l.Options = dict.Options
	b.service = newService(dict.Metrics)
	b.codes.activity = codesOf(l.Activities, func(a data.Activity) int64 { return a.ID })
	b.codes.channel = codesOf(l.Channels, func(c data.Channel) int64 { return c.ID })
	b.codes.touchpoint = codesOf(l.Touchpoints, func(t data.Touchpoint) int64 { return t.ID })
	b.codes.product = codesOf(l.Products, func(p data.Product) int64 { return p.ID })
	b.codes.reason = codesOf(l.Reasons, func(r data.LeaveReason) int64 { return r.ID })
	b.codes.stage = codesOf(l.Stages, func(s data.Stage) int64 { return s.ID })
	b.events = b.Part(0)
	b.Join(b.events)
	if len(l.Activities) > math.MaxUint16 || len(l.Channels) > math.MaxUint16 || len(l.Touchpoints) > math.MaxUint16 || len(l.Metrics) > math.MaxUint16 {
		return nil, data.Errorf(data.CodeBadInput, "The workspace has more than 65,535 kinds of activity, channel, touchpoint or survey question; a column was probably imported as the wrong field. Undo that import.")
	}
	return b, nil
}

// codes are the places of row ids in a dictionary: of low ids, which nearly all
// are, by id, so that they need not be looked up a million times.
type codes struct {
	low  [1024]int32 // 1 + the place
	rest map[int64]int
}

func codesOf[T any](items []T, id func(T) int64) codes {
	c := codes{rest: map[int64]int{}}
	for i, item := range items {
		if id := id(item); id >= 0 && id < int64(len(c.low)) {
			c.low[id] = int32(i + 1)
		} else {
			c.rest[id] = i
		}
	}
	return c
}

// Customer adds a customer. Ids must come in ascending order, before the
// customer's records; attributes may be nil.
func (b *Builder) Customer(id int64, label string, attributes map[string]string) {
	index := CustomerIndex(len(b.log.CustomerIDs))
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

func (b *Builder) fail(err error) {
	if b.failure == nil {
		b.failure = err
	}
}

// code finds the code of a row id; id 0 is "none", which is code 0 wherever a
// dictionary has a none.
func (b *Builder) code(codes *codes, id int64, what string) int {
	code, err := codeOf(codes, id, what)
	if err != nil {
		b.fail(err)
	}
	return code
}

func codeOf(codes *codes, id int64, what string) (int, error) {
	if id >= 0 && id < int64(len(codes.low)) && codes.low[id] > 0 {
		return int(codes.low[id]) - 1, nil
	}
	code, ok := codes.rest[id]
	if !ok {
		return 0, fmt.Errorf("%s %d of a record does not exist", what, id)
	}
	return code, nil
}

// ownerOf gives the index of a customer, NoCustomer for none.
func (b *Builder) ownerOf(id int64) CustomerIndex {
	owner, err := b.find(id)
	if err != nil {
		b.fail(err)
	}
	return owner
}

func (b *Builder) find(id int64) (CustomerIndex, error) {
	if id == 0 {
		return NoCustomer, nil
	}
	ids := b.log.CustomerIDs
	at, found := 0, false
	if len(ids) > 0 { // mostly there are no gaps, and the place is known at once
		at = int(id - ids[0])
		found = at >= 0 && at < len(ids) && ids[at] == id
	}
	if !found {
		at, found = slices.BinarySearch(ids, id)
	}
	if !found {
		return NoCustomer, fmt.Errorf("customer %d of a record does not exist", id)
	}
	return CustomerIndex(at), nil
}

// Interaction adds an interaction.
func (b *Builder) Interaction(in *data.Interaction) { b.events.Interaction(in) }

// Subscription adds a subscription.
func (b *Builder) Subscription(s *data.Subscription) {
	t := &b.subscriptions
	b.subscriptionsOf = append(b.subscriptionsOf, b.ownerOf(s.CustomerID))
	t.Start = append(t.Start, s.Start)
	t.End = append(t.End, s.End)
	t.Monthly = append(t.Monthly, s.Monthly)
	t.HasMonthly = append(t.HasMonthly, s.HasMonthly)
	t.Reason = append(t.Reason, int32(b.code(&b.codes.reason, s.ReasonID, "reason")))
	t.Product = append(t.Product, int32(b.code(&b.codes.product, s.ProductID, "product")))
	t.DatesDerived = append(t.DatesDerived, s.DatesDerived)
	t.Row = append(t.Row, s.ID)
	b.log.HasDerived = b.log.HasDerived || s.DatesDerived
}

// StageChange adds a recorded stage change.
func (b *Builder) StageChange(s *data.StageChange) {
	b.changesOf = append(b.changesOf, b.ownerOf(s.CustomerID))
	b.changes.Day = append(b.changes.Day, s.Day)
	b.changes.Stage = append(b.changes.Stage, int8(b.code(&b.codes.stage, s.StageID, "stage")))
	b.changes.Row = append(b.changes.Row, s.ID)
}

// Log sorts what was added. The Builder is spent afterwards.
func (b *Builder) Log() (*Log, error) {
	b.arrange()
	if b.failure != nil {
		return nil, damaged(b.failure)
	}
	l := b.log
	n := l.Customers()

	s := &b.subscriptions
	order, from, _ := sortRows(b.subscriptionsOf, n, func(x, y int32) int {
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

	b.finishService()
	if b.failure != nil {
		return nil, damaged(b.failure)
	}
	b.finishAttributes(n)
	l.findSpan()
	l.sums = new(sums)
	return l, nil
}

func damaged(failure error) error {
	return data.Wrap(failure, data.CodeDamaged, "The workspace refers to a record that is not there (%v); restore a backup or check the file.", failure)
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

// findSpan finds the first and last day of all records.
func (l *Log) findSpan() {
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
	for _, days := range [][]data.Day{l.Events.Day, l.Unassigned.Day, l.Subscriptions.Start, l.Subscriptions.End, l.Changes.Day, l.Responses.Day, l.Tickets.Day} {
		for _, d := range days {
			widen(d)
		}
	}
}
