package exchange

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"cxworkbench/data"
)

// fingerprints names the records of one file so that the same file imported
// again is recognised: a hash of what the record says, and its ordinal among
// the records of this file that say the same.
type fingerprints struct {
	seen    hashSet
	repeats map[uint64]uint32 // of what was seen more than once, how often before
	text    []byte
}

func newFingerprints() *fingerprints { return &fingerprints{repeats: map[uint64]uint32{}} }

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
		f.repeats[base]++
		f.text = binary.AppendUvarint(f.text, uint64(f.repeats[base]))
		base = f.hash()
	}
	if base == 0 {
		return 1
	}
	return int64(base)
}

func (f *fingerprints) hash() uint64 {
	sum := sha256.Sum256(f.text)
	return binary.LittleEndian.Uint64(sum[:])
}

// interaction names a touch. key is what the file calls the customer.
func (f *fingerprints) interaction(key string, d *draft) int64 {
	f.begin(key)
	if e := &d.event; e.When.Dated() {
		f.add(e.When.Day.String())
	} else {
		f.add("at")
		f.number(e.When.At)
	}
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
