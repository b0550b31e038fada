package eventlog

// Narrow gives the log of the same customers with those contacts alone that came
// through the channels of keep, by code; those without a customer too. All else is
// the whole log's: the other nouns, First and Last, whether there are amounts at
// all, and what customers began with. So a figure of the contacts through one
// channel stands on the same axis, and on the same basis of money, as that of all.
func (l *Log) Narrow(keep []bool) *Log {
	n := *l
	n.whole = l
	kept := l.Events.through(keep)
	n.EventsFrom = make([]int32, len(l.EventsFrom))
	next := 0
	for c, end := range l.EventsFrom {
		for next < len(kept) && kept[next] < end {
			next++
		}
		n.EventsFrom[c] = int32(next)
	}
	n.Events = l.Events.gather(kept)
	n.Unassigned = l.Unassigned.gather(l.Unassigned.through(keep))
	if l.EventTicket != nil {
		n.EventTicket = pick(l.EventTicket, kept)
	}
	n.sums = new(sums)
	return &n
}

// through gives the positions of the events whose channel is kept.
func (e *Events) through(keep []bool) []int32 {
	step := make([]int, len(keep)) // added without a branch, which nobody could predict
	for code, is := range keep {
		if is {
			step[code] = 1
		}
	}
	kept, n := make([]int32, e.Len()+1), 0
	for i, code := range e.Channel {
		kept[n] = int32(i)
		n += step[code]
	}
	return kept[:n]
}
