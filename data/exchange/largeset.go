package exchange

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"cxworkbench/data/workspace/spill"
)

// nearHashes is how many hashes a largeSet keeps in memory, in 16 MB: as many as
// fill three quarters of the slots of a hashSet. A file of a million rows has
// room in it.
const nearHashes = 1 << 21 * 3 / 4

// largeSet is a set of hashes of any size in bounded memory: when the memory is
// full, it is merged with what a temporary file has, in order, and a filter in
// front of the file tells nearly all hashes that are in neither. It is exact: the
// filter only spares looking. It must be closed.
type largeSet struct {
	most   int // in memory
	near   hashSet
	far    *spill.File // all others in ascending order; nil while there are none
	filter []uint64    // a few bits of each hash in the file
	firsts []uint64    // the first hash of each block of the file
	block  []byte
	err    error // of the file; what the set answered since is void
}

func newLargeSet(most int) *largeSet { return &largeSet{most: most} }

const (
	filterWords = 1 << 21 // 16 MB: of 10 million hashes, 1 in 100 others is looked up in vain
	blockHashes = 512
	hashBytes   = 8
)

// word gives the place of a hash in the filter and its bits there.
func word(hash uint64) (at int, bits uint64) {
	return int(hash % filterWords), 1<<(hash>>21&63) | 1<<(hash>>27&63) | 1<<(hash>>33&63) | 1<<(hash>>39&63)
}

// has reports whether the hash is in the set. 0 counts as 1.
func (s *largeSet) has(hash uint64) bool {
	hash = max(hash, 1)
	return s.near.has(hash) || s.far != nil && s.inFile(hash)
}

// add puts a hash in and reports whether it was not there. 0 counts as 1.
func (s *largeSet) add(hash uint64) bool {
	hash = max(hash, 1)
	if s.far != nil && s.inFile(hash) || !s.near.add(hash) {
		return false
	}
	if s.near.n == s.most {
		s.fail(s.merge())
	}
	return true
}

func (s *largeSet) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *largeSet) inFile(hash uint64) bool {
	if at, bits := word(hash); s.filter[at]&bits != bits {
		return false
	}
	at, found := slices.BinarySearch(s.firsts, hash)
	if found || at == 0 {
		return found
	}
	n, err := s.far.ReadAt(s.block, int64(at-1)*blockHashes*hashBytes)
	if err != nil && !errors.Is(err, io.EOF) { // the last block is a part of one
		s.fail(fmt.Errorf("read what was put aside: %w", err))
	}
	low, high := 0, n/hashBytes
	for low < high {
		middle := (low + high) / 2
		switch there := binary.LittleEndian.Uint64(s.block[middle*hashBytes:]); {
		case there == hash:
			return true
		case there < hash:
			low = middle + 1
		default:
			high = middle
		}
	}
	return false
}

// merge moves what is in memory to a new file, together with what the old has.
func (s *largeSet) merge() (err error) {
	next, err := spill.Create()
	if err != nil {
		return err
	}
	old := s.far
	if s.far = next; old == nil {
		s.filter, s.block = make([]uint64, filterWords), make([]byte, blockHashes*hashBytes)
	} else {
		defer func() { err = errors.Join(err, old.Close()) }()
	}
	fresh := s.near.take()
	slices.Sort(fresh)
	out := sortedWriter{file: bufio.NewWriterSize(next, 1<<16)}
	if old != nil {
		from := bufio.NewReaderSize(io.NewSectionReader(old, 0, old.Size()), 1<<16)
		var bytes [hashBytes]byte
		for range old.Size() / hashBytes {
			if _, err := io.ReadFull(from, bytes[:]); err != nil {
				return fmt.Errorf("read what was put aside: %w", err)
			}
			there := binary.LittleEndian.Uint64(bytes[:])
			for len(fresh) > 0 && fresh[0] < there {
				out.write(fresh[0])
				fresh = s.filtered(fresh)
			}
			out.write(there)
		}
	}
	for len(fresh) > 0 {
		out.write(fresh[0])
		fresh = s.filtered(fresh)
	}
	s.firsts = out.firsts
	s.near.clear()
	return out.file.Flush()
}

// filtered lets the first of some hashes through the filter and gives the others.
func (s *largeSet) filtered(hashes []uint64) []uint64 {
	at, bits := word(hashes[0])
	s.filter[at] |= bits
	return hashes[1:]
}

// sortedWriter writes hashes in ascending order; the error comes with Flush.
type sortedWriter struct {
	file   *bufio.Writer
	firsts []uint64
	n      int
}

func (w *sortedWriter) write(hash uint64) {
	if w.n%blockHashes == 0 {
		w.firsts = append(w.firsts, hash)
	}
	w.n++
	var bytes [hashBytes]byte
	binary.LittleEndian.PutUint64(bytes[:], hash)
	_, _ = w.file.Write(bytes[:])
}

// close gives up the file and says what went wrong with it.
func (s *largeSet) close() error {
	if s.far == nil {
		return s.err
	}
	err := errors.Join(s.err, s.far.Close())
	s.far = nil
	return err
}
