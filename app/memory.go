package app

import "runtime/debug"

// Ten million interactions are to be worked with in 1.5 GB (design.md, section 9); the
// rest of that is not the collector's: stacks, SQLite's pages, the window.
const (
	memoryLimit  = 1300 << 20
	limitedUpTo  = 10_000_000 // interactions
	eachOverThat = 200        // bytes: a log, the next one being made, and what is asked of them
)

// limitMemory has garbage collected before the process outgrows its budget, rather
// than when as much again has gathered: the columns of a log are large, and hold no
// pointers that a collection would have to follow. A log for which that is not enough
// gets more, as without room to spare the collector would never rest.
func limitMemory(interactions int) {
	debug.SetMemoryLimit(memoryLimit + int64(max(0, interactions-limitedUpTo))*eachOverThat)
}
