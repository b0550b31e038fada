package exchange

// hashSet is a set of hashes in one slice. For the million rows of a file a map
// would take three times the memory.
type hashSet struct {
	slots []uint64 // a power of two of them; 0 is free
	n     int
}

// slot finds the place of a hash, or the free one where it belongs.
func (s *hashSet) slot(hash uint64) *uint64 {
	mask := uint64(len(s.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if slot := &s.slots[at]; *slot == hash || *slot == 0 {
			return slot
		}
	}
}

// has reports whether the hash is in the set.
func (s *hashSet) has(hash uint64) bool {
	return s.n > 0 && *s.slot(max(hash, 1)) != 0
}

// add puts a hash in and reports whether it was not there. 0 counts as 1.
func (s *hashSet) add(hash uint64) bool {
	hash = max(hash, 1)
	if s.n >= len(s.slots)*3/4 {
		s.grow()
	}
	slot := s.slot(hash)
	if *slot != 0 {
		return false
	}
	*slot = hash
	s.n++
	return true
}

func (s *hashSet) grow() {
	old := s.slots
	s.slots = make([]uint64, max(2*len(old), 1024))
	for _, hash := range old {
		if hash != 0 {
			*s.slot(hash) = hash
		}
	}
}

// take gives the hashes at the front of the slots, in no order. The set must be
// cleared before it is used again.
func (s *hashSet) take() []uint64 {
	n := 0
	for _, hash := range s.slots {
		if hash != 0 {
			s.slots[n] = hash
			n++
		}
	}
	return s.slots[:n]
}

// clear takes all hashes out and keeps the room.
func (s *hashSet) clear() {
	clear(s.slots)
	s.n = 0
}
