package analysis

import (
	"cxworkbench/data/eventlog"
	"cxworkbench/data/message"
)

// Why says of a customer behind a number why the number counts them. It is asked
// for one at a time, as they come into view, and only for those whom it counts.
type Why func(c eventlog.CustomerIndex) message.Message
