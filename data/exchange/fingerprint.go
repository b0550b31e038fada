package exchange

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"cxworkbench/data"
)

// FieldRecord is the source's own name of a row, which is the same in every
// export.
const FieldRecord Field = "record"

// fingerprints names the records of one file so that the same file imported
// again is recognised: a hash of what the record says, and its ordinal among
// the records of this file that say the same. It must be closed.
type fingerprints struct {
	seen *largeSet // the hashes, with their ordinals, that were given
	text []byte
}

func newFingerprints(most int) *fingerprints { return &fingerprints{seen: newLargeSet(most)} }

func (f *fingerprints) close() error { return f.seen.close() }

func (f *fingerprints) begin(key string) {
	f.text = f.text[:0]
	f.add(key)
}

// add appends a text with its length, so that no two lists of texts are the same.
func (f *fingerprints) add(s string) {
	f.text = binary.AppendUvarint(f.text, uint64(len(s)))
	f.text = append(f.text, s...)
}

func (f *fingerprints) number(n int64) { f.text = binary.AppendVarint(f.text, n) }

// sum gives the fingerprint; never 0, which stands for none.
func (f *fingerprints) sum() int64 {
	base := f.hash()
	if !f.seen.add(base) {
		base = f.again()
	}
	return int64(max(base, 1))
}

// again gives the hash of a text that was seen before with the next ordinal. No
// ordinal was left out, so that the next is found by doubling and then halving:
// nothing has to be remembered but the hashes, however often a row repeats.
func (f *fingerprints) again() uint64 {
	seen := 0 // the highest ordinal that is known to be taken
	step := 1
	for f.seen.has(f.ordinal(seen + step)) {
		seen += step
		step *= 2
	}
	for step > 1 {
		if step /= 2; f.seen.has(f.ordinal(seen + step)) {
			seen += step
		}
	}
	hash := f.ordinal(seen + 1)
	f.seen.add(hash)
	return hash
}

// ordinal hashes the text as its nth repetition.
func (f *fingerprints) ordinal(n int) uint64 {
	length := len(f.text)
	f.text = binary.AppendUvarint(f.text, uint64(n))
	defer func() { f.text = f.text[:length] }()
	return f.hash()
}

func (f *fingerprints) hash() uint64 {
	sum := sha256.Sum256(f.text)
	return binary.LittleEndian.Uint64(sum[:])
}

// sourced begins with the source's own name of the row, where there is one.
func (f *fingerprints) sourced(noun, record string) bool {
	if record == "" {
		return false
	}
	f.begin("record")
	f.add(noun)
	f.add(record)
	return true
}

func (f *fingerprints) moment(m data.Moment) {
	if m.Dated() {
		f.add(m.Day.String())
		return
	}
	f.add("at")
	f.number(m.At)
}

// interaction names a touch. key is what the file calls the customer.
func (f *fingerprints) interaction(key string, d *draft) int64 {
	if f.sourced("interaction", d.record) {
		return f.sum()
	}
	f.begin(key)
	f.moment(d.event.When)
	f.add(d.activity)
	f.add(d.event.OrderRef)
	f.add(d.product)
	f.optional(d.event.HasQuantity, int64(math.Float64bits(d.event.Quantity)))
	f.optional(d.event.HasAmount, int64(d.event.Amount))
	f.add(d.event.Note)
	return f.sum()
}

func (f *fingerprints) optional(has bool, n int64) {
	if !has {
		f.add("")
		return
	}
	f.add("is")
	f.number(n)
}

// subscription names a contract. Its end and amount may change later and are
// no part of it, nor is a start that was derived from the day of counting.
func (f *fingerprints) subscription(key string, d *draft) int64 {
	f.begin(key)
	f.add(d.product)
	start := d.subscription.Start
	if d.subscription.DatesDerived {
		start = data.NoDay
	}
	f.add(start.String())
	return f.sum()
}

// response names an answer.
func (f *fingerprints) response(key string, d *draft, a *answer) int64 {
	if f.sourced("response", d.record) {
		f.add(a.metric.Name)
		return f.sum()
	}
	f.begin(key)
	f.moment(d.when)
	f.add(a.metric.Name)
	f.add(d.channel)
	f.add(d.touchpoint)
	f.number(int64(math.Float64bits(a.score)))
	f.add(a.comment)
	return f.sum()
}

// ticket names a case: by the client's number of it, the same for all rows, or by
// what it says.
func (f *fingerprints) ticket(key string, d *draft) int64 {
	ref := d.ticket.Ref
	if ref == "" {
		ref = d.record
	}
	if ref != "" {
		f.begin("ticket")
		f.add(ref)
		return int64(max(f.hash(), 1))
	}
	f.begin(key)
	f.number(d.ticket.Opened)
	f.add(d.ticket.Subject)
	f.add(d.ticket.Category)
	return f.sum()
}

// ticketEvent names an event of a case that is here. All words for solved are the
// same: help desks solve a case and close it later, of the same time.
func (f *fingerprints) ticketEvent(e *data.TicketEvent, log bool) int64 {
	f.begin("event")
	f.number(e.TicketID)
	f.number(e.At)
	f.add(e.Note)
	if !log && data.SolvedStatus(e.Status) {
		f.add("solved")
	} else {
		f.add(e.Status)
	}
	return f.sum()
}

// stageChange names a customer's move to a stage on a day. The reason may be said
// otherwise.
func (f *fingerprints) stageChange(c *data.StageChange) int64 {
	f.begin("stage")
	f.number(c.CustomerID)
	f.number(c.StageID)
	f.add(c.Day.String())
	return f.sum()
}
