package eventlog

import (
	"math"

	"cxworkbench/data"
)

// NoInstant marks an absent time in a column of milliseconds UTC.
const NoInstant int64 = math.MinInt64

// Responses are answers to surveys as columns, sorted by customer, then time;
// those of nobody known stand at the end. Codes index Log.Metrics, Log.Channels
// and Log.Touchpoints.
type Responses struct {
	Customer   []CustomerIndex // NoCustomer for an anonymous one
	Day        []data.Day
	At         []int64 // milliseconds UTC, or DatedOnly
	Metric     []uint16
	Channel    []uint16
	Touchpoint []uint16
	Score      []float64 // on the metric's scale
	Row        []int64
}

// Tickets are service cases as columns, sorted by customer, then opening; those
// of nobody known stand at the end. Instants are milliseconds UTC.
type Tickets struct {
	Customer       []CustomerIndex // NoCustomer where not known
	Day            []data.Day      // of the opening, in the workspace zone
	Opened         []int64
	Due            []int64 // NoInstant where there is none
	Promised       []int64 // NoInstant where there is none
	Priority       []data.Priority
	Category       []uint16 // code of Log.Categories
	Cause          []uint16 // code of Log.Causes
	Channel        []uint16
	RightFirstTime []data.Tri
	Row            []int64

	// The status events of ticket i are History[HistoryFrom[i]:HistoryFrom[i+1]],
	// by time.
	History     []StatusEvent
	HistoryFrom []int32
}

// StatusEvent is a change of a ticket's status.
type StatusEvent struct {
	At     int64  // milliseconds UTC
	Status uint16 // code of Log.Statuses
}

// NoCustomer is the owner of what belongs to nobody known.
const NoCustomer CustomerIndex = -1

// Of gives the status events of a ticket, by time.
func (t *Tickets) Of(ticket int) []StatusEvent {
	return t.History[t.HistoryFrom[ticket]:t.HistoryFrom[ticket+1]]
}

// ResponseRange gives the half-open range of a customer's responses.
func (l *Log) ResponseRange(c CustomerIndex) (from, to int) {
	return int(l.ResponsesFrom[c]), int(l.ResponsesFrom[c+1])
}

// TicketRange gives the half-open range of a customer's tickets.
func (l *Log) TicketRange(c CustomerIndex) (from, to int) {
	return int(l.TicketsFrom[c]), int(l.TicketsFrom[c+1])
}

// Solved gives the instant at which a ticket was solved for good by an instant:
// of the last of its status events up to then that is a solved status without
// an open one after it. See definition C.11, full resolution.
func (l *Log) Solved(ticket int, by int64) (at int64, solved bool) {
	for _, e := range l.Tickets.Of(ticket) {
		if e.At > by {
			break
		}
		switch is := l.solvedStatus[e.Status]; {
		case is && !solved:
			at, solved = e.At, true
		case !is:
			solved = false
		}
	}
	return at, solved
}
