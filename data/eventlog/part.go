package eventlog

import (
	"math"
	"time"

	"cxworkbench/data"
)

// Part is a share of the interactions, for a goroutine of its own. It reads what
// the Builder knew when it was made and changes nothing there before it is joined.
type Part struct {
	builder   *Builder
	events    Events
	rows      []run                           // row ids, in place of events.Row; events.Amount has only the amounts there are
	customers []int64                         // row ids, by event; 0 without a customer
	place     []int32                         // in the log, by event, once it is known
	refs      references                      // what the codes in events.Order stand for
	offset    struct{ from, until, ms int64 } // of the zone from UTC in a span of time, in milliseconds
	failure   error
}

// run are row ids one after the other: those of most interactions have no gaps.
type run struct {
	at    int   // position of the first
	first int64 // its row id
}

// Part makes room for about n interactions. Parts are joined in the order of
// the file.
func (b *Builder) Part(n int) *Part {
	n = min(max(n, 0), 1<<24) // row ids may have gaps, so that there can be far fewer
	return &Part{builder: b, customers: make([]int64, 0, n), events: Events{
		Day: make([]data.Day, 0, n), At: make([]int64, 0, n), Activity: make([]uint16, 0, n), Channel: make([]uint16, 0, n),
		Touchpoint: make([]uint16, 0, n), Product: make([]int32, 0, n), Phase: make([]uint8, 0, n), Requested: make([]data.Tri, 0, n),
		Emotion: make([]int8, 0, n), HasAmount: make([]bool, 0, n), Order: make([]int32, 0, n),
	}}
}

// Interaction adds an interaction.
func (p *Part) Interaction(in *data.Interaction) {
	e, codes := &p.events, &p.builder.codes
	at := len(p.customers)
	if last := len(p.rows) - 1; last < 0 || in.ID-p.rows[last].first != int64(at-p.rows[last].at) {
		p.rows = append(p.rows, run{at, in.ID})
	}
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
	if in.HasAmount {
		e.Amount = append(e.Amount, in.Amount)
	}
	e.HasAmount = append(e.HasAmount, in.HasAmount)
	e.Order = append(e.Order, p.refs.code(in.OrderRef))
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

// Join takes in a part, which is spent afterwards.
func (b *Builder) Join(p *Part) { b.parts = append(b.parts, p) }
