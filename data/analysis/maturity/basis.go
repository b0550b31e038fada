package maturity

import "cxworkbench/data/eventlog"

// BasisOf says what the value of a log's customers is made of (C.29).
func BasisOf(log *eventlog.Log) ValueBasis { return basisOf(log) }
