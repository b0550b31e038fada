package eventlog

import (
	"fmt"
	"slices"

	"cxworkbench/data"
	"cxworkbench/data/workspace"
)

// List is people under a name, as a person kept them: who stood behind a number
// on a day. Who was erased or merged into another is in it no more.
type List struct {
	Name    string
	Day     data.Day // as of which they were found
	Members []int64  // row ids of customers, in order
}

// Marks gives by CustomerIndex who is in the list.
func (l *List) Marks(log *Log) []bool {
	in, next := make([]bool, log.Customers()), 0
	for c, id := range log.CustomerIDs {
		for next < len(l.Members) && l.Members[next] < id {
			next++
		}
		in[c] = next < len(l.Members) && l.Members[next] == id
	}
	return in
}

// loadLists reads the lists, by name.
func loadLists(s *workspace.Snapshot) ([]List, error) {
	segments, err := s.Segments()
	if err != nil {
		return nil, fmt.Errorf("read the segments: %w", err)
	}
	var lists []List
	at := map[int64]int{} // place in lists, by row id of the segment
	for _, segment := range segments {
		if segment.Day.Known() {
			at[segment.ID] = len(lists)
			lists = append(lists, List{Name: segment.Name, Day: segment.Day})
		}
	}
	if len(lists) == 0 {
		return nil, nil
	}
	err = s.EachMember(func(segment, customer int64) {
		if place, ok := at[segment]; ok {
			lists[place].Members = append(lists[place].Members, customer)
		}
	})
	for i := range lists {
		slices.Sort(lists[i].Members)
	}
	return lists, err
}
