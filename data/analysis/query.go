// Package analysis holds what all analyses share: the query they are asked
// with. Each question has a package of its own below this one; all are pure
// functions of an event log, a query and a spec.
package analysis

import (
	"cxworkbench/data"
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Query says for whom, up to when and through what; it is the same for every
// analysis.
type Query struct {
	AsOf     data.Day // the end of this day
	From, To data.Day // limits the events read, both inclusive; NoDay is open
	Filter   Filter
	Channels Channels
}

// Filter keeps some customers. The zero Filter keeps all.
type Filter struct {
	Label message.Message // what a reader sees, "segment Partners" for example
	Keep  []bool          // by CustomerIndex; nil keeps all
}

// Channels keeps what came through some channels: contacts, cases and answers. The
// zero Channels keeps all. An analysis that asks Through reads the whole log; one
// that does not is given a log narrowed to these contacts (eventlog.Log.Narrow).
type Channels struct {
	Label   message.Message // what a reader sees; also says that a choice changes nothing
	Through message.Message // the channels in a word or two, as a finding begins with them
	Keep    []bool          // by channel code; nil keeps all
}

// Everyone is the query of all customers as of a day.
func Everyone(asOf data.Day) Query {
	return Query{AsOf: asOf, From: data.NoDay, To: data.NoDay}
}

// Keeps reports whether the customer is in the filter.
func (q Query) Keeps(c eventlog.CustomerIndex) bool {
	return q.Filter.Keep == nil || q.Filter.Keep[c]
}

// Through reports whether a record that came through the channel counts.
func (q Query) Through(channel uint16) bool {
	return q.Channels.Keep == nil || q.Channels.Keep[channel]
}

// Says gives the finding of an analysis that keeps to Through, or is given what came
// through the channels alone: it begins with the channels, where these are not all, as
// people quote it without its definition line.
func (q Query) Says(finding message.Message) message.Message {
	if q.Channels.Through.IsZero() {
		return finding
	}
	return message.New("query.finding", message.Args{"through": q.Channels.Through, "finding": finding})
}

// InRange reports whether a record of the day counts: not after the as-of day
// and inside the date limits.
func (q Query) InRange(d data.Day) bool {
	return d <= q.AsOf && (!q.From.Known() || d >= q.From) && (!q.To.Known() || d <= q.To)
}

// Caveats says what the query leaves out, for the definition line: the filter,
// the date limits, the channels, rows without a customer, and records after the
// as-of day.
func (q Query) Caveats(log *eventlog.Log) []message.Message {
	var out []message.Message
	if !q.Filter.Label.IsZero() {
		out = append(out, q.Filter.Label)
	}
	if q.From.Known() {
		out = append(out, message.New("query.from", message.Args{"day": q.From}))
	}
	if q.To.Known() {
		out = append(out, message.New("query.to", message.Args{"day": q.To}))
	}
	if !q.Channels.Label.IsZero() {
		out = append(out, q.Channels.Label)
	}
	if n, sum := q.unassigned(log); n > 0 {
		args := message.Args{"n": n}
		key := "query.unassigned"
		if log.HasAmounts {
			key = "query.unassigned.amount"
			args["amount"] = message.Amount{Money: sum, Currency: log.Settings.Currency}
		}
		out = append(out, message.New(key, args))
	}
	if log.Last.Known() && q.AsOf > log.Last {
		out = append(out, message.New("query.newest", message.Args{"day": log.Last}))
	}
	if n := q.future(log); n > 0 {
		out = append(out, message.New("query.future", message.Args{"n": n}))
	}
	return out
}

// unassigned counts the rows without a customer up to the as-of day, and their amounts.
func (q Query) unassigned(log *eventlog.Log) (n int, sum data.Money) {
	for i, d := range log.Unassigned.Day {
		if d <= q.AsOf && q.throughOf(&log.Unassigned, i) {
			n++
			sum += log.Unassigned.Amount[i]
		}
	}
	return n, sum
}

// throughOf is Through for one of some events.
func (q Query) throughOf(e *eventlog.Events, i int) bool {
	return q.Channels.Keep == nil || q.Channels.Keep[e.Channel[i]]
}

// future counts the records after the as-of day, of contacts those that count.
func (q Query) future(log *eventlog.Log) int {
	n := log.RecordsAfter(q.AsOf)
	if q.Channels.Keep == nil || n == 0 {
		return n
	}
	for c := range log.Customers() {
		from, to := log.EventRange(eventlog.CustomerIndex(c))
		for i := to - 1; i >= from && log.Events.Day[i] > q.AsOf; i-- {
			if !q.throughOf(&log.Events, i) {
				n--
			}
		}
	}
	return n
}
