package eventlog

import (
	"bytes"
	"hash/maphash"
	"math/bits"
)

// references are texts one after the other, without a header for each: with ten
// million records there are millions of them.
type references struct {
	text []byte
	ends []int // by code-1
}

// code gives a text a code, NoRef for none. Only lines in a row share one.
func (r *references) code(ref string) int32 {
	last := int32(len(r.ends))
	switch {
	case ref == "":
		return NoRef
	case last > 0 && string(r.of(last)) == ref:
		return last
	}
	r.text = append(r.text, ref...)
	r.ends = append(r.ends, len(r.text))
	return last + 1
}

func (r *references) of(code int32) []byte {
	from := 0
	if code > 1 {
		from = r.ends[code-2]
	}
	return r.text[from:r.ends[code-1]]
}

// take moves the texts of others, whose codes c become taken + c.
func (r *references) take(others *references) (taken int32) {
	if len(r.ends) == 0 {
		*r, *others = *others, references{}
		return 0
	}
	taken = int32(len(r.ends))
	for _, end := range others.ends {
		r.ends = append(r.ends, len(r.text)+end)
	}
	r.text = append(r.text, others.text...)
	*others = references{}
	return taken
}

// numberer gives the references of one customer codes from 1 on.
type numberer struct {
	refs  *references
	seed  maphash.Seed
	table []numbered // by hash, the next free place after it
}

type numbered struct{ ref, code int32 }

// number puts, in the order in which they are met, equal codes for equal texts in
// the place of the codes of the references.
func (n *numberer) number(codes []int32) {
	met := 0
	for _, ref := range codes {
		if ref != NoRef {
			met++
		}
	}
	if met > 1 {
		n.clear(met)
	}
	next := int32(1)
	for i, ref := range codes {
		switch {
		case ref == NoRef:
			continue
		case met == 1:
			codes[i] = 1
			continue
		}
		if at := n.find(ref); at.ref == NoRef {
			*at = numbered{ref, next}
			codes[i] = next
			next++
		} else {
			codes[i] = at.code
		}
	}
}

// clear makes the table empty, and large enough for so many.
func (n *numberer) clear(size int) {
	size = 2 << bits.Len(uint(size))
	if cap(n.table) < size {
		n.table = make([]numbered, size)
	}
	n.table = n.table[:size]
	clear(n.table)
}

// find gives the place of a text, or the free one where it belongs.
func (n *numberer) find(ref int32) *numbered {
	text, last := n.refs.of(ref), uint64(len(n.table)-1)
	for at := maphash.Bytes(n.seed, text) & last; ; at = (at + 1) & last {
		if is := &n.table[at]; is.ref == NoRef || is.ref == ref || bytes.Equal(n.refs.of(is.ref), text) {
			return is
		}
	}
}
