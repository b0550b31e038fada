package exchange

// hashMap maps hashes to numbers in one slice, as hashSet does without them.
type hashMap struct {
	slots []hashSlot // a power of two of them; hash 0 is free
	n     int
}

type hashSlot struct {
	hash  uint64
	value int64
}

func (m *hashMap) slot(hash uint64) *hashSlot {
	mask := uint64(len(m.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if slot := &m.slots[at]; slot.hash == hash || slot.hash == 0 {
			return slot
		}
	}
}

// get gives the number of a hash. 0 counts as 1.
func (m *hashMap) get(hash uint64) (value int64, ok bool) {
	if m.n == 0 {
		return 0, false
	}
	slot := m.slot(max(hash, 1))
	return slot.value, slot.hash != 0
}

// set gives a hash a number.
func (m *hashMap) set(hash uint64, value int64) {
	hash = max(hash, 1)
	if m.n >= len(m.slots)*3/4 {
		m.grow()
	}
	slot := m.slot(hash)
	if slot.hash == 0 {
		slot.hash = hash
		m.n++
	}
	slot.value = value
}

func (m *hashMap) grow() {
	old := m.slots
	m.slots = make([]hashSlot, max(2*len(old), 1024))
	for _, slot := range old {
		if slot.hash != 0 {
			*m.slot(slot.hash) = slot
		}
	}
}
