package workspace

import (
	"math"
	"slices"
	"strings"

	"cxworkbench/data"
)

// storedEvents is EachEvent from the pages of the file; with errUnplain those from
// next on are still to be read.
func (s *Snapshot) storedEvents(first, last int64, fn func(*data.Interaction) error) (next int64, err error) {
	at, err := columnsOf(s.conn, "interaction", strings.Split(eventColumns, ", ")...)
	if err != nil {
		return first, err
	}
	var in data.Interaction
	return eachStored(s.conn, "interaction", slices.Max(at)+1, first, last, func(id int64, row *storedRow) error {
		in = data.Interaction{
			ID: id, CustomerID: row.int(at[1]), ActivityID: row.int(at[2]), ChannelID: row.int(at[3]), TouchpointID: row.int(at[4]), ProductID: row.int(at[5]),
			When: data.AtMillis(row.int(at[6])), Requested: data.Tri(row.int(at[8])), Phase: phaseOf(row.text(at[9])), Emotion: int(row.int(at[10])),
			HasEmotion: !row.null(at[10]), OrderRef: string(row.text(at[11])), Amount: data.Money(row.int(at[12])), HasAmount: !row.null(at[12]),
		}
		if !row.null(at[7]) {
			in.When = data.OnDay(row.day(at[7]))
		}
		if row.unplain {
			return errUnplain
		}
		return fn(&in)
	})
}

// phaseOf gives a phase without making a text of its own for each.
func phaseOf(text []byte) data.Phase {
	for _, p := range data.Phases {
		if string(p) == string(text) {
			return p
		}
	}
	return data.Phase(text)
}

// storedSubscriptions is EachSubscription from the pages of the file; with
// errUnplain those from next on are still to be read.
func (s *Snapshot) storedSubscriptions(fn func(*data.Subscription) error) (next int64, err error) {
	at, err := columnsOf(s.conn, "subscription", strings.Split(subscriptionColumns, ", ")...)
	if err != nil {
		return 0, err
	}
	var sub data.Subscription
	return eachStored(s.conn, "subscription", slices.Max(at)+1, math.MinInt64, math.MaxInt64, func(id int64, row *storedRow) error {
		sub = data.Subscription{
			ID: id, CustomerID: row.int(at[1]), ProductID: row.int(at[2]), ReasonID: row.int(at[3]), Start: row.day(at[4]), End: row.day(at[5]),
			Monthly: data.Money(row.int(at[6])), HasMonthly: !row.null(at[6]), DatesDerived: row.int(at[7]) != 0,
		}
		if row.unplain {
			return errUnplain
		}
		return fn(&sub)
	})
}
