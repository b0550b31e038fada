package workspace

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"

	"cxworkbench/data/workspace/spill"
)

// heldHashes is how many hashes of rows are sorted in memory, 20 MB of them. More
// are put aside in sorted runs, so that no workspace needs more memory.
const heldHashes = 1 << 19

// rowHash is what a row says, and whose it is.
type rowHash struct {
	owner int64 // customer row id; 0 for records without one
	sum   [sha256.Size]byte
}

// rowHashSize is what a hash takes in a file.
const rowHashSize = 8 + sha256.Size

func compareHashes(a, b rowHash) int {
	if a.owner != b.owner {
		return int(max(-1, min(1, a.owner-b.owner)))
	}
	return bytes.Compare(a.sum[:], b.sum[:])
}

// hashSorter gives hashes back in the order of owner and hash. It must be closed.
type hashSorter struct {
	most int // that are held
	held []rowHash
	file *spill.File // nil while all are held
	runs []hashRun   // those in the file and, once all are sorted, what is held
	last int         // the run that gave last
	err  error       // why next ended early
}

// hashRun is a sorted part of what a sorter was given.
type hashRun struct {
	end  int64         // in the file, bytes
	from *bufio.Reader // of a run in the file; nil in memory
	held []rowHash     // of a run in memory
	at   rowHash       // the smallest that is left
}

func (s *hashSorter) add(h rowHash) error {
	if len(s.held) == s.most {
		if err := s.putAside(); err != nil {
			return err
		}
	}
	if len(s.held) == cap(s.held) { // in large steps: what is outgrown is waste until it is collected
		s.held = append(make([]rowHash, 0, min(s.most, max(1024, 4*cap(s.held)))), s.held...)
	}
	s.held = append(s.held, h)
	return nil
}

// putAside writes what is held to the file as a sorted run.
func (s *hashSorter) putAside() (err error) {
	if s.file == nil {
		if s.file, err = spill.Create(); err != nil {
			return err
		}
	}
	slices.SortFunc(s.held, compareHashes)
	out := bufio.NewWriterSize(s.file, 1<<16)
	var record [rowHashSize]byte
	for i := range s.held {
		binary.LittleEndian.PutUint64(record[:], uint64(s.held[i].owner))
		copy(record[8:], s.held[i].sum[:])
		if _, err := out.Write(record[:]); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	s.runs, s.held = append(s.runs, hashRun{end: s.file.Size()}), s.held[:0]
	return nil
}

// sort makes ready to give; nothing may be added any more.
func (s *hashSorter) sort() {
	slices.SortFunc(s.held, compareHashes)
	begin := int64(0)
	for i := range s.runs {
		run := &s.runs[i]
		run.from = bufio.NewReaderSize(io.NewSectionReader(s.file, begin, run.end-begin), 1<<15)
		begin = run.end
	}
	s.runs = append(s.runs, hashRun{held: s.held})
	for i := len(s.runs) - 1; i >= 0; i-- {
		s.last = i
		s.advance()
	}
	s.last = -1
}

// next gives the hashes in order, each valid until the next call; nil after the
// last, or where err says why there are no more.
func (s *hashSorter) next() *rowHash {
	if s.last >= 0 {
		s.advance()
	}
	if s.last = -1; len(s.runs) == 0 || s.err != nil {
		return nil
	}
	s.last = 0
	for i := 1; i < len(s.runs); i++ {
		if compareHashes(s.runs[i].at, s.runs[s.last].at) < 0 {
			s.last = i
		}
	}
	return &s.runs[s.last].at
}

// advance goes on in the run that gave last, which is dropped at its end.
func (s *hashSorter) advance() {
	run := &s.runs[s.last]
	if run.from == nil && len(run.held) > 0 {
		run.at, run.held = run.held[0], run.held[1:]
		return
	}
	if run.from != nil {
		var record [rowHashSize]byte
		_, err := io.ReadFull(run.from, record[:])
		if err == nil {
			run.at.owner = int64(binary.LittleEndian.Uint64(record[:]))
			copy(run.at.sum[:], record[8:])
			return
		}
		if !errors.Is(err, io.EOF) {
			s.err = fmt.Errorf("read what was put aside: %w", err)
		}
	}
	s.runs = slices.Delete(s.runs, s.last, s.last+1)
}

func (s *hashSorter) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
