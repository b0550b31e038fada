// Package condition is the one language of conditions: stage rules, segments,
// the filter bar and --where all speak it, and it is evaluated on the event log
// only, so that a filter means the same everywhere.
package condition
