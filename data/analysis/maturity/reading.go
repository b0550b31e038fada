package maturity

import (
	"cmp"

	"cxworkbench/data/analysis"
	"cxworkbench/data/eventlog"
)

// Reading gives the ladder to analyses that count contacts in another log of the same
// customers, one narrowed to some channels. Stages, values and evidence stay those of
// all records.
func (r Result) Reading(log *eventlog.Log) Result {
	r.reads = log
	return r
}

// Asked gives the ladder with the definition line of another query for the same
// customers and days: one that says of which channels it is.
func (r Result) Asked(q analysis.Query) Result {
	r.Definition = r.definition(q)
	return r
}

// Log is the log in which analyses count contacts: that of Reading, else the one that
// the ladder was made of.
func (r Result) Log() *eventlog.Log { return cmp.Or(r.reads, r.log) }
